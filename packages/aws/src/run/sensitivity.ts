import { ConfigError } from "@orrery/kernel";
import { NotModeledError } from "../control/not-modeled.ts";
import { runInPortions } from "./run-file.ts";
import { prepareRun, type Run, type RunOptions } from "./run.ts";
import { viewOf, type RunView } from "./run-view.ts";
import type { Extras } from "../service/construct.ts";
import type { Scenario } from "./scenario.ts";
import type { AwsSimulation } from "./simulate.ts";
import { slowdownsOf, type Slowdown } from "./slowdown.ts";

/** What the answers of a run rest on that was slowed down: the same run with other assumptions. */
export interface Sensitivity {
  /** What slowed it down, with the settings that were tried at both ends of their ranges. */
  readonly slowdowns: readonly Slowdown[];
  /** What differs by more than 2 %, in the order of the run's resources; empty where nothing does. */
  readonly differences: readonly Difference[];
  /** Why an end could not be tried, as the rest of a sentence; `null` where both were. */
  readonly failure: string | null;
}

/** One number of the report with each setting at its lowest, as it was, and at its highest. */
export interface Difference {
  /** A logical id. */
  readonly resource: string;
  readonly metric: OutcomeMetric;
  readonly low: number;
  readonly received: number;
  readonly high: number;
}

/**
 * What people ask of such a run: how long messages waited (the greatest age in microseconds), how many
 * are left at the end, how many were given up, how often the function was throttled and failed.
 */
export type OutcomeMetric =
  | "ApproximateAgeOfOldestMessage"
  | "MessagesLeft"
  | "MessagesMovedToDeadLetterQueue"
  | "Throttles"
  | "Errors";

/**
 * Repeats a run that came to its end under the same seed, with the deciding settings of the mappings
 * that were slowed down at both ends of their ranges. Yields the simulation that is under way every
 * so often. A run that was not slowed down costs nothing and gives `null`.
 */
export function* tryOtherAssumptions(
  run: Run,
  { scripts }: Pick<RunOptions, "scripts"> = {},
): Generator<AwsSimulation, Sensitivity | null> {
  const view = viewOf(run);
  const slowdowns = slowdownsOf(view);
  if (slowdowns.length === 0) return null;
  const received = outcomesOf(view, slowdowns);
  const ends: (readonly Outcome[])[] = [];
  try {
    for (const end of ["low", "high"] as const) {
      const options = { seed: run.seed, ...(scripts === undefined ? {} : { scripts }) };
      const other = prepareRun(assuming(run.scenario, slowdowns, end), options);
      const portions = runInPortions(other);
      while (portions.next().done !== true) yield other.simulation;
      ends.push(outcomesOf(viewOf(other), slowdowns));
    }
  } catch (error) {
    if (!(error instanceof ConfigError) && !(error instanceof NotModeledError)) throw error;
    return { slowdowns, differences: [], failure: error.message };
  }
  const [low, high] = ends;
  const differences = received.flatMap(({ value, ...what }, place): Difference[] => {
    const [lowest, highest] = [low![place]!.value, high![place]!.value]; // They are of one form.
    if (!differs(lowest, value) && !differs(highest, value)) return [];
    return [{ ...what, low: lowest, received: value, high: highest }];
  });
  return { slowdowns, differences, failure: null };
}

/** Whether two numbers differ by more than a run's details do. */
const differs = (one: number, other: number): boolean =>
  Math.abs(one - other) > leastDifference * Math.max(one, other);

const leastDifference = 0.02;

function assuming(
  scenario: Scenario,
  slowdowns: readonly Slowdown[],
  end: "low" | "high",
): Scenario {
  const extras: Record<string, Extras> = { ...scenario.extras };
  for (const { mapping, assumptions } of slowdowns) {
    const assumed = Object.fromEntries(assumptions.map((one) => [one.setting, one[end]]));
    const before = extras[mapping]?.["Scaling"] as Extras | undefined; // As its operation takes it.
    extras[mapping] = { ...extras[mapping], Scaling: { ...before, ...assumed } };
  }
  return { ...scenario, extras, expectations: [] };
}

interface Outcome extends Pick<Difference, "resource" | "metric"> {
  readonly value: number;
}

/** In one order, whatever came of a run. */
function outcomesOf(view: RunView, slowdowns: readonly Slowdown[]): readonly Outcome[] {
  const queues = [...new Set(slowdowns.map(({ queue }) => queue))];
  const functions = [...new Set(slowdowns.map((slowdown) => slowdown.function))];
  const ofQueues = queues.flatMap((resource): Outcome[] => {
    const queue = view.queueNamed(resource);
    const now = queue === undefined ? {} : view.run.simulation.gaugesOf(queue.component);
    const left = ["Visible", "NotVisible", "Delayed"].reduce(
      (sum, condition) => sum + (now[`ApproximateNumberOfMessages${condition}`] ?? 0),
      0,
    );
    const oldest = queue?.gauge("ApproximateAgeOfOldestMessage")?.max ?? 0;
    const moved = queue?.sum("MessagesMovedToDeadLetterQueue") ?? 0;
    return [
      { resource, metric: "ApproximateAgeOfOldestMessage", value: oldest },
      { resource, metric: "MessagesLeft", value: left },
      { resource, metric: "MessagesMovedToDeadLetterQueue", value: moved },
    ];
  });
  const ofFunctions = functions.flatMap((resource): Outcome[] => {
    const fn = view.functionNamed(resource);
    return (["Throttles", "Errors"] as const).map((metric) => ({
      resource,
      metric,
      value: fn?.sum(metric) ?? 0,
    }));
  });
  return [...ofQueues, ...ofFunctions];
}
