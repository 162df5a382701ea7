import type { ErrorCount, PartSaid, SlowdownSaid } from "../service/reporting.ts";
import { allKinds } from "../services.ts";
import { feltByRoute, feltNoun } from "../workload/routes.ts";
import type { WorkloadSettings, WorkloadState } from "../workload/state.ts";
import type { RunView } from "./run-view.ts";

/** Failures of one resource, one cause and one type. Refusals are none. */
export interface ErrorGroup extends ErrorCount {
  /** A logical id. */
  readonly resource: string;
  /** What it is, such as `function`. */
  readonly noun: string;
}

/** Why work failed, by resource. */
export const errorGroupsOf = ({ resources }: RunView): readonly ErrorGroup[] =>
  resources.flatMap((seen) => {
    const { noun, reporting } = allKinds.get(seen.kind)!; // Of the run's own services.
    const errors = reporting?.errors?.(seen) ?? [];
    return errors.map((error) => ({ resource: seen.name, noun, ...error }));
  });

/** What became of one part of a resource, such as a topic's subscription. */
export interface PartReport extends PartSaid {
  /** A logical id. */
  readonly resource: string;
  /** What it is, such as `subscription`. */
  readonly noun: string;
}

/** What became of the parts of resources, by resource in the order of the run's. */
export const partsOf = (view: RunView): readonly PartReport[] =>
  view.resources.flatMap((seen) => {
    const { parts } = allKinds.get(seen.kind)?.reporting ?? {};
    if (parts === undefined) return [];
    return parts.of(seen, view).map((part) => ({ resource: seen.name, noun: parts.noun, ...part }));
  });

/** What callers had of each route, by workload as the report names it. */
export function feltOf({ run, reported }: RunView): readonly PartReport[] {
  // Of several names of one component the first counts.
  const names = new Map([...reported].reverse().map(([name, component]) => [component, name]));
  return run.scenario.workloads.flatMap((_, place) => {
    const component = `workload:${place + 1}`;
    const name = names.get(component);
    if (name === undefined) return [];
    const { routes } = run.simulation.settingsOf(component) as WorkloadSettings; // Of its kind.
    const { tallies } = run.simulation.stateOf(component) as WorkloadState; // Likewise.
    return feltByRoute(routes, tallies).map((part) => ({
      resource: name,
      noun: feltNoun,
      ...part,
    }));
  });
}

/** That a resource was slowed down so that it counted, by settings that AWS does not give. */
export interface Slowdown extends SlowdownSaid {
  /** A logical id. */
  readonly resource: string;
}

/** Which resources were slowed down so that it counted, in the order of the run's. */
export const slowdownsOf = (view: RunView): readonly Slowdown[] =>
  view.resources.flatMap((seen) => {
    const slowdown = allKinds.get(seen.kind)?.reporting?.slowdownOf?.(seen, view) ?? null;
    return slowdown === null ? [] : [{ resource: seen.name, ...slowdown }];
  });
