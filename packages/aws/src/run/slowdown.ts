import { seconds } from "@orrery/kernel";
import { scalingRanges } from "../services/lambda/event-source-mapping/limits.ts";
import type { EventSourceMappingState } from "../services/lambda/event-source-mapping/state.ts";
import type { Consumer, RunView } from "./run-view.ts";

/** The settings of `scaling` that AWS does not give and that decide how much a run is slowed down. */
export type DecisiveSetting = keyof typeof scalingRanges;

/** That messages waited while an event source mapping read more slowly, after failures or throttles. */
export interface Slowdown {
  /** The mapping's logical id, and its queue's and its function's. */
  readonly mapping: string;
  readonly queue: string;
  readonly function: string;
  readonly cause: "errors" | "throttles";
  /** How many invocations failed, or were throttled. */
  readonly count: number;
  /** The first and the last time that messages waited so, and for how long in all, in microseconds. */
  readonly from: number;
  readonly until: number;
  readonly time: number;
  /** How many batches could run at once before, and at the least, and when that was. */
  readonly batchesBefore: number;
  readonly batchesLeast: number;
  readonly leastAt: number;
  /** What is assumed and decided it. */
  readonly assumptions: readonly Assumption[];
}

/** A setting that AWS does not give: its value in the run, and the ends of its plausible range. */
export interface Assumption {
  readonly setting: DecisiveSetting;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Less than this is no answer that anybody waits for. */
const leastTime = seconds(30);
/** Where more batches than this share of them could run, it was that none was added which counted. */
const mostlyThere = 0.8;

/** Which mappings were slowed down so that it counted, in the order of the run's resources. */
export function slowdownsOf({ run, consumers }: RunView): readonly Slowdown[] {
  return consumers.flatMap((consumer): Slowdown[] => {
    // A mapping's state, since the consumer is one.
    const state = run.simulation.stateOf(consumer.component) as EventSourceMappingState;
    if (state.heldBackFrom === -1 || state.heldBackTime < leastTime) return [];
    return [slowdownOf(consumer, state)];
  });
}

function slowdownOf(
  { name, queue, fn, settings }: Consumer,
  state: EventSourceMappingState,
): Slowdown {
  const { slowingErrors, slowingThrottles, heldBackBefore, heldBackLeast } = state;
  const cause = slowingErrors >= slowingThrottles ? "errors" : "throttles";
  const isPaused = heldBackLeast < mostlyThere * heldBackBefore;
  const ofCause = cause === "errors" ? "errorPause" : "removedOnThrottle";
  const deciding: readonly DecisiveSetting[] = isPaused ? [ofCause, "calmTime"] : ["calmTime"];
  return {
    mapping: name,
    queue: queue.name,
    function: fn.name,
    cause,
    count: cause === "errors" ? slowingErrors : slowingThrottles,
    from: state.heldBackFrom,
    until: state.heldBackUntil,
    time: state.heldBackTime,
    batchesBefore: heldBackBefore,
    batchesLeast: Math.min(heldBackLeast, heldBackBefore),
    leastAt: state.heldBackLeastAt,
    assumptions: deciding.map((setting) => {
      const { low, high } = scalingRanges[setting];
      return { setting, value: settings.scaling[setting], low, high };
    }),
  };
}
