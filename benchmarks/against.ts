import {
  bytesAnEvent,
  median,
  ratiosOf,
  type Allocation,
  type Benchmark,
  type CountBytes,
  type Contender,
  type RunProgram,
} from "./benchmark.ts";
import { shown, spreadOf } from "./table.ts";

/** Runs programs of one commit. */
export interface Bench {
  readonly run: RunProgram;
  readonly countBytes: CountBytes;
}

/** A benchmark here, over the same in an older commit. */
export interface Comparison {
  readonly benchmark: Benchmark;
  /** How many times faster it is here, by round. */
  readonly speed: readonly number[];
  readonly here: Allocation | null;
  readonly there: Allocation | null;
  /** What came of it here and there, where that differs for as much work. */
  readonly difference: readonly [here: number, there: number] | null;
}

/** What a change may cost at most. */
export const bounds = { leastSpeed: 0.9, mostBytes: 1.05 } as const;

/** Runs `benchmark` here and an older commit's form of it in turn; who begins changes with each round. */
export function compare(
  benchmark: Benchmark,
  older: Contender,
  rounds: number,
  here: Bench,
  there: Bench,
): Comparison {
  const values: [ours: number[], older: number[]] = [[], []];
  let difference: Comparison["difference"] = null;
  for (let round = 0; round < rounds; round += 1) {
    const inTurn = [() => here.run(benchmark.ours), () => there.run(older)];
    const first = round % 2;
    const early = inTurn[first]!();
    const late = inTurn[1 - first]!();
    const [ours, others] = first === 0 ? [early, late] : [late, early];
    values[0].push(ours.value);
    values[1].push(others.value);
    const isComparable = ours.count !== undefined && others.count !== undefined;
    if (isComparable && ours.work === others.work && ours.count !== others.count) {
      difference = [ours.count, others.count];
    }
  }
  const ours = { contender: benchmark.ours, values: values[0] };
  const result = { benchmark, ours, peers: [], skipped: [], allocation: null };
  return {
    benchmark,
    speed: ratiosOf(result, { contender: older, values: values[1] }),
    here: here.countBytes(benchmark.ours),
    there: there.countBytes(older),
    difference,
  };
}

/** How many times as many bytes are allocated here, for as much work; `null` where that is not known. */
export function bytesRatioOf({ here, there }: Comparison): number | null {
  if (here === null || there === null || here.work !== there.work) return null;
  return here.bytes / there.bytes;
}

/** A comparison for people. */
export function describeComparison(comparison: Comparison): string {
  const { benchmark, speed, here, there, difference } = comparison;
  const [least, greatest] = spreadOf(speed);
  const ratio = median(speed);
  const lines = [
    benchmark.name,
    `  speed ${shown(ratio)} × (${shown(least)} to ${shown(greatest)}), ${verdictOf(ratio >= bounds.leastSpeed)}`,
  ];
  const bytes = bytesRatioOf(comparison);
  if (bytes !== null) {
    const [own, older] = [here, there].map((allocation) => bytesAnEvent(allocation)?.toFixed(2));
    const each =
      own === undefined ? "" : `: ${own}${older === undefined ? "" : ` against ${older}`} an event`;
    lines.push(`  bytes ${bytes.toFixed(4)} ×${each}, ${verdictOf(bytes <= bounds.mostBytes)}`);
  }
  if (difference !== null) {
    lines.push(`  not the same: it comes to ${difference[0]} here, and came to ${difference[1]}`);
  }
  return lines.join("\n");
}

/** A comparison for `--json`. */
export const comparisonLine = (comparison: Comparison) => ({
  speed: median(comparison.speed),
  spread: spreadOf(comparison.speed),
  bytes: bytesRatioOf(comparison),
  bytesAnEvent: bytesAnEvent(comparison.here),
});

const verdictOf = (isWithin: boolean): string => (isWithin ? "within" : "MISSES");
