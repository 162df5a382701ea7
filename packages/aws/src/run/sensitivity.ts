import { ConfigError } from "@orrery/kernel";
import { figureOf } from "../service/figure.ts";
import type { Outcome } from "../service/reporting.ts";
import type { RunCode } from "../service/run-code.ts";
import { allKinds } from "../services.ts";
import { NotModeledError } from "../control/not-modeled.ts";
import { slowdownsOf, type Slowdown } from "./failures.ts";
import { runInPortions } from "./run-file.ts";
import { prepareRun, type Run } from "./run.ts";
import { viewOf, type RunView } from "./run-view.ts";
import type { Extras } from "../service/construct.ts";
import type { Scenario } from "./scenario.ts";
import type { AwsSimulation } from "./simulate.ts";

/** What the answers of a run rest on that was slowed down: the same run with other assumptions. */
export interface Sensitivity {
  /** What slowed it down, with the settings that were tried at both ends of their ranges. */
  readonly slowdowns: readonly Slowdown[];
  /** What differs by more than 2 %, in the order of the run's resources; empty where nothing does. */
  readonly differences: readonly Difference[];
  /** Why an end could not be tried, as the rest of a sentence; `null` where both were. */
  readonly failure: string | null;
}

/** One outcome with each setting at its lowest, as it was, and at its highest. */
export interface Difference {
  /** A logical id. */
  readonly resource: string;
  /** For programs, such as `MessagesLeft`. */
  readonly metric: string;
  readonly title: string;
  readonly form: Outcome["form"];
  readonly low: number;
  readonly received: number;
  readonly high: number;
}

/** One end of the ranges of the settings that decide. */
export type RangeEnd = "low" | "high";

/**
 * Repeats a run that came to its end under the same seed, with the deciding settings of the mappings
 * that were slowed down at both ends of their ranges. Yields the simulation that is under way every
 * so often. A run that was not slowed down costs nothing and gives `null`.
 */
export function* tryOtherAssumptions(
  run: Run,
  code: Partial<RunCode> = {},
): Generator<AwsSimulation, Sensitivity | null> {
  const slowdowns = slowdownsOf(viewOf(run));
  if (slowdowns.length === 0) return null;
  try {
    const low = yield* outcomesAtEnd("low", run, slowdowns, code);
    const high = yield* outcomesAtEnd("high", run, slowdowns, code);
    return sensitivityOf(run, slowdowns, low, high);
  } catch (error) {
    const untried = untriedBecause(error, slowdowns);
    if (untried === null) throw error;
    return untried;
  }
}

/**
 * The outcomes of a run, in the order that {@link sensitivityOf} has them in, with the deciding settings at one end of
 * their ranges. Yields as {@link tryOtherAssumptions} does. They are the same wherever they are found, so two threads may
 * do it at once.
 *
 * @throws ConfigError, NotModeledError where that end cannot be tried
 */
export function* outcomesAtEnd(
  end: RangeEnd,
  { scenario, seed }: Pick<Run, "scenario" | "seed">,
  slowdowns: readonly Slowdown[],
  code: Partial<RunCode> = {},
): Generator<AwsSimulation, readonly number[]> {
  const other = prepareRun(assuming(scenario, slowdowns, end), { seed, ...code });
  const portions = runInPortions(other);
  while (portions.next().done !== true) yield other.simulation;
  return outcomesOf(viewOf(other), slowdowns).map(({ received }) => received);
}

/** What the outcomes at both ends say of a run. */
export function sensitivityOf(
  run: Run,
  slowdowns: readonly Slowdown[],
  lows: readonly number[],
  highs: readonly number[],
): Sensitivity {
  const differences = outcomesOf(viewOf(run), slowdowns).flatMap((outcome, place): Difference[] => {
    const [low, high] = [lows[place]!, highs[place]!]; // They are of one form.
    if (!differs(low, outcome.received) && !differs(high, outcome.received)) return [];
    return [{ ...outcome, low, high }];
  });
  return { slowdowns, differences, failure: null };
}

/** What is known where an end cannot be tried; `null` where the error says nothing of that. */
export function untriedBecause(error: unknown, slowdowns: readonly Slowdown[]): Sensitivity | null {
  if (!(error instanceof ConfigError) && !(error instanceof NotModeledError)) return null;
  return { slowdowns, differences: [], failure: error.message };
}

/** Whether two numbers differ by more than a run's details do. */
const differs = (one: number, other: number): boolean =>
  Math.abs(one - other) > leastDifference * Math.max(one, other);

const leastDifference = 0.02;

function assuming(scenario: Scenario, slowdowns: readonly Slowdown[], end: RangeEnd): Scenario {
  const extras: Record<string, Extras> = { ...scenario.extras };
  for (const { resource, assumptions } of slowdowns) {
    const own: Record<string, Extras> = {
      ...(extras[resource] as Readonly<Record<string, Extras>>),
    };
    for (const { extra, setting, ...ends } of assumptions) {
      own[extra] = { ...own[extra], [setting]: ends[end] };
    }
    extras[resource] = own;
  }
  return { ...scenario, extras, expectations: [] };
}

type Received = Omit<Difference, "low" | "high">;

/** In one order, whatever came of a run. */
function outcomesOf(view: RunView, slowdowns: readonly Slowdown[]): readonly Received[] {
  const affected = [...new Set(slowdowns.flatMap(({ affects }) => affects))];
  return affected.flatMap((resource): readonly Received[] => {
    const seen = view.named(resource);
    if (seen === undefined) return [];
    const outcomes = allKinds.get(seen.kind)?.reporting?.outcomes ?? [];
    return outcomes.map(({ name: metric, title, form, ...figure }) => ({
      resource,
      metric,
      title,
      form,
      received: figureOf(figure, seen.numbers),
    }));
  });
}
