import { allKinds, consumerComponent, viewOf, type Run, type Seen } from "@orrery/aws";
import type { RunTally } from "@orrery/testing";

/** What a run came to, as far as a property needs to know it; of a fork, since `before`. */
export function tallyOf(run: Run, before: Activity = quiet): RunTally {
  const { digest, faultTallies } = run.simulation;
  const { came, worked, struck } = activityOf(run);
  return {
    messages: worked === before.worked ? 0 : came - before.came,
    faults: faultTallies.length,
    struck: struck - before.struck,
    digest,
  };
}

/** How much has happened so far. */
export interface Activity {
  /** What came to resources: messages, requests, events. */
  readonly came: number;
  /** What of it came to functions and consumers; where there are none, all of it. */
  readonly worked: number;
  /** How often faults struck. */
  readonly struck: number;
}

const quiet: Activity = { came: 0, worked: 0, struck: 0 };

export function activityOf(run: Run): Activity {
  const { resources } = viewOf(run);
  const cameTo = (to: readonly Seen[]) => to.reduce((sum, each) => sum + incomingOf(each), 0);
  const workers = resources.filter(isWorker);
  const { simulation, scenario } = run;
  const received = (scenario.consumers ?? []).map(
    (_, place) => simulation.metersOf(consumerComponent(place))["MessagesReceived"]!.sum,
  );
  const hasWorkers = workers.length + received.length > 0;
  const { faultTallies } = simulation;
  return {
    came: cameTo(resources),
    worked: received.reduce((sum, each) => sum + each, cameTo(hasWorkers ? workers : resources)),
    struck: faultTallies.reduce((sum, { struck }) => sum + struck, 0),
  };
}

/** Whether it does something with what comes to it, and answers when that is done: a function. */
const isWorker = ({ kind }: Seen): boolean =>
  allKinds.get(kind)?.entry?.doors.request !== undefined;

const incomingOf = ({ kind, sum }: Seen): number =>
  (allKinds.get(kind)?.reporting?.incoming ?? []).reduce((all, metric) => all + sum(metric), 0);
