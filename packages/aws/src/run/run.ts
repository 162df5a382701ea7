import {
  ConfigError,
  minutes,
  seconds,
  table,
  type Duration,
  type Instant,
  type Oracle,
  type Plain,
  type RecorderOf,
  type TraceSink,
  own,
} from "@orrery/kernel";
import type { ActionTargets } from "../action/action-line.ts";
import { keepEntrances } from "../control/entrance.ts";
import type { Join } from "../control/state.ts";
import { startConsumer } from "./consumers.ts";
import { startActions } from "./actions.ts";
import { faultOf } from "./faults.ts";
import { sample, tell } from "./gauges.ts";
import { targetNamed, type Resources } from "./targets.ts";
import { startWorkload } from "./workloads.ts";
import { AwsError } from "../control/client.ts";
import { accountOf } from "./expectation/account.ts";
import { Watches, type Watched } from "./expectation/watches.ts";
import type { GaugeSeries } from "./gauge-series.ts";
import type { Run, RunResource } from "./made-run.ts";
import type { Observed } from "./observed.ts";
import type { GaugeSample } from "./spans/perfetto-trace.ts";
import type { ControlState } from "../control/state.ts";
import { controlName } from "../service/service-model.ts";
import { withExtras } from "./deployed.ts";
import { allKinds, services } from "../services.ts";
import { runCodeOf, type RunCode } from "../service/run-code.ts";
import type { PlainObject } from "../service/refusal.ts";
import type { ResourceKind } from "../service/resource-kind.ts";
import { viewOf } from "./run-view.ts";
import type { ArchitectureOperation, Measure, Scenario } from "./scenario.ts";
import { performAll } from "./performing.ts";
import { checkScenario, oneOf } from "./scenario-check.ts";
import { simulate, type AwsSimulation } from "./simulate.ts";
import { UpdateWatch } from "./update/update-watch.ts";
import { errorOfStop, nameIn, NotModeledError } from "../control/not-modeled.ts";

/** How a scenario is run. */
export interface RunOptions extends Partial<RunCode> {
  readonly seed: number | string;
  readonly oracle?: Oracle;
  readonly trace?: TraceSink;
  /** Whether what functions log is kept, so that it can be read after the run. @defaultValue false */
  readonly logs?: boolean;
  /** Records what is observed, for percentiles. */
  readonly recorderOf?: RecorderOf;
  /** What is to be told of the run beside its expectations, where it has to be watched for that. */
  readonly measures?: readonly Measure[];
  /** Hears of all gauges of a component, every virtual second. */
  readonly sampled?: (sample: GaugeSample) => void;
  /** Sees the simulation at the end of each virtual minute; it changes nothing there. */
  eachMinute?(simulation: Observed, now: Instant): void;
}

export type { Run, RunResource };

const sampling = minutes(1);
const finerSampling = seconds(1);

/**
 * Makes the architecture of a scenario and starts its workloads; nothing has happened yet but that.
 *
 * @throws ConfigError when AWS would refuse a part of the architecture, or when the scenario speaks
 *   of what is not there.
 */
export function prepareRun(scenario: Scenario, options: RunOptions): Run {
  const { seed, measures = [], eachMinute, recorderOf: others, sampled, logs, ...rest } = options;
  checkScenario(scenario);
  const resources: RunResource[] = [];
  const gauges = new Map<string, Map<string, GaugeSeries>>();
  const watches = new Watches(scenario, [...scenario.expectations, ...measures]);
  const updates = UpdateWatch.of(scenario);
  const watched = watches.recorderOf(others);
  const recorderOf = updates === null ? watched : updates.recorderOf(watched);
  const simulation = simulate({
    ...rest,
    ...(recorderOf === undefined ? {} : { recorderOf }),
    seed,
    asOf: scenario.asOf,
    startsAt: scenario.startsAt,
    region: scenario.region,
    accountId: scenario.accountId,
    ...(scenario.quotas === undefined ? {} : { quotas: scenario.quotas }),
    latencies: scenario.latencies,
    logs: logs === true || scenario.logs === true || scenario.architecture.some(needsLogs),
    ...(scenario.assumptions === undefined ? {} : { assumptions: scenario.assumptions }),
    ...(scenario.unmodeled === undefined ? {} : { unmodeled: scenario.unmodeled }),
    ...(scenario.iam === undefined ? {} : { iam: scenario.iam }),
    errorOfStop: (reason) => errorOfStop(reason, (component) => shownAs(component, resources)),
    observer: {
      every: watches.isNeeded || sampled !== undefined ? finerSampling : sampling,
      observe(observed, now) {
        if (now % sampling === 0) {
          sample(observed, now, gauges);
          eachMinute?.(observed, now);
        }
        if (watches.isNeeded) watches.observe(seen, now);
        if (sampled !== undefined) tell(observed, now, sampled);
      },
    },
  });
  updates?.begin(simulation);
  const architecture = withExtras(scenario.architecture, scenario.extras ?? {});
  const responses = performAll(architecture, (operation) => perform(simulation, operation));
  resources.push(...resourcesIn(simulation));
  for (const resource of resources) checkExtras(resource, scenario, runCodeOf(options));
  const byId: Resources = new Map(resources.map((resource) => [resource.logicalId, resource]));
  simulation.injectAll(scenario.faults.map((fault) => faultOf(fault, byId)));
  startActions(simulation, scenario, targetsIn(byId), responses);
  const entrances: Join[] = [];
  scenario.consumers?.forEach((consumer, place) => {
    const path = `consumer ${place + 1} from`;
    const isSource = ({ source }: ResourceKind) => source?.type === "queue";
    const target = targetNamed(consumer.from, path, byId, isSource);
    startConsumer(simulation, consumer, place, target, scenario, entrances);
  });
  scenario.workloads.forEach((workload, number) =>
    startWorkload(simulation, workload, number, byId, scenario, entrances),
  );
  keepEntrances(simulation, entrances);
  let known = resourceCountOf(simulation);
  const run: Run = {
    scenario,
    seed,
    simulation,
    // Updates of stacks and calls make more of them; those that are removed were there all the same.
    get resources() {
      const count = resourceCountOf(simulation);
      if (count !== known) addNew(resources, resourcesIn(simulation));
      known = count;
      return resources;
    },
    gauges,
    watches,
    updates,
  };
  const seen: Watched = {
    simulation,
    componentOf: (resource) =>
      run.resources.find(({ logicalId }) => logicalId === resource)?.component,
    accountOf: (resource) => accountOf(resource, viewOf(run)),
  };
  return run;
}

const needsLogs = ({ service, operation, params }: ArchitectureOperation): boolean =>
  services.find((each) => each.service === service)?.needsLogs?.(operation, params) === true;

/** What comes to a run under way: its times count from the present of the run. */
export type Later = Pick<Scenario, "workloads" | "faults">;

/**
 * The same simulation at its present with more workloads and faults: a run of its own, for a fork of a run's
 * simulation.
 *
 * @throws ConfigError where a workload or a fault is about what is not there.
 */
export function continuedRun(run: Run, simulation: AwsSimulation, later: Later): Run {
  const { scenario, resources } = run;
  const now = simulation.now as number as Duration;
  const workloads = later.workloads.map((workload) => ({
    ...workload,
    from: after(now, workload.from),
    until: workload.until === null ? null : after(now, workload.until),
  }));
  const faults = later.faults.map((fault) => ({
    ...fault,
    name: `later ${fault.name}`,
    from: after(now, fault.from),
    until: after(now, fault.until),
  }));
  const byId: Resources = new Map(resources.map((resource) => [resource.logicalId, resource]));
  simulation.injectAll(faults.map((fault) => faultOf(fault, byId)));
  const entrances: Join[] = [];
  workloads.forEach((workload, nth) =>
    startWorkload(simulation, workload, scenario.workloads.length + nth, byId, scenario, entrances),
  );
  keepEntrances(simulation, entrances);
  const whole = {
    ...scenario,
    workloads: [...scenario.workloads, ...workloads],
    faults: [...scenario.faults, ...faults],
  };
  return { ...run, scenario: whole, simulation, gauges: new Map(), updates: null };
}

const after = (now: Duration, later: Duration): Duration => (now + later) as Duration;

/**
 * Lets a run go on until `until`, or to its end. `keepGoing` is asked every so often and may stop it.
 *
 * @returns whether it came that far.
 * @throws NotModeledError where a function calls what is not modeled and the scenario does not say what
 *   happens then.
 * @throws ConfigError where a function's script has a mistake in it.
 */
export function continueRun(
  run: Run,
  {
    until = run.scenario.duration as number as Instant,
    keepGoing = () => true,
  }: ContinueOptions = {},
): boolean {
  const { simulation } = run;
  for (;;) {
    const outcome = simulation.run({ until, events: 50_000 });
    if (outcome !== "limit") return true;
    if (!keepGoing()) return false;
  }
}

/** How far a run goes on. */
export interface ContinueOptions {
  readonly until?: Instant;
  /** Asked every 50,000 events. */
  readonly keepGoing?: () => boolean;
}

/** How many resources there ever were. */
const resourceCountOf = (simulation: AwsSimulation): number =>
  (simulation.stateOf(controlName) as ControlState).resourceCount; // The control plane's own.

/** What the architecture has made: first what things can be brought to, in order of their making. */
function resourcesIn(simulation: AwsSimulation): readonly RunResource[] {
  const { resources } = simulation.stateOf(controlName) as ControlState; // The control plane's own.
  const made = table
    .list(resources)
    .flatMap(([, { logicalId, component, kind, arn }]) =>
      logicalId === undefined ? [] : [{ logicalId, component, kind, arn }],
    );
  return [...made.filter(hasEntry), ...made.filter((resource) => !hasEntry(resource))];
}

function addNew(known: RunResource[], there: readonly RunResource[]): void {
  for (const resource of there) {
    if (!known.some(({ component }) => component === resource.component)) known.push(resource);
  }
}

function checkExtras({ logicalId, kind }: RunResource, scenario: Scenario, code: RunCode): void {
  const given = own(scenario.extras ?? {}, logicalId);
  if (given === undefined) return;
  const { noun, extras = {} } = allKinds.get(kind)!;
  for (const [member, value] of Object.entries(given)) {
    const path = `${noun} "${logicalId}"`;
    const extra = own(extras, member);
    if (extra === undefined) {
      throw new ConfigError(path, oneOf(Object.keys(extras)), `"${member}"`);
    }
    extra.check?.(path, value as Plain, code); // Plain, or the client has refused it.
  }
}

function perform(simulation: AwsSimulation, operation: ArchitectureOperation): PlainObject {
  const { logicalId, service, operation: name, params } = operation;
  try {
    return simulation.client().call(service, name, params, logicalId);
  } catch (error) {
    const path = `${operation.logicalId} (${operation.operation})`;
    if (error instanceof NotModeledError) {
      throw new ConfigError(path, "what is modeled", error.what);
    }
    if (error instanceof ConfigError) {
      // Who is asked to make a mapping names it by its UUID, which nobody outside knows.
      const inside = error.path.replace(/^event source mapping "[^"]*" /, "");
      throw new ConfigError(`${operation.logicalId} ${inside}`, error.expected, error.received);
    }
    if (!(error instanceof AwsError)) throw error;
    throw new ConfigError(path, "what AWS accepts", `${error.code}: ${error.message}`);
  }
}

/** The logical id of a component, or its name in AWS where it has none. */
const shownAs = (component: string, resources: readonly RunResource[]): string =>
  resources.find((resource) => resource.component === component)?.logicalId ?? nameIn(component);

/** The resources, as actions find them. */
const targetsIn = (resources: Resources): ActionTargets => ({
  names: [...resources.keys()],
  find(logicalId) {
    const found = resources.get(logicalId);
    if (found === undefined) return undefined;
    const { component, arn } = found;
    return { logicalId, kind: allKinds.get(found.kind)!, name: nameIn(component), arn };
  },
});

const hasEntry = ({ kind }: RunResource): boolean => allKinds.get(kind)?.entry !== undefined;
