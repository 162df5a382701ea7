import type { Outcome } from "./outcome.ts";

/** Another simulator or structure that ours is measured against. */
export type PeerKind =
  | "c++"
  | "simjs"
  | "simpy"
  | "pypy"
  | "simgrid"
  | "ns-3"
  | "simcpp20"
  | "simfaas"
  | "stability-sim"
  | "ours";

/** One of those measured: a program that prints one `Outcome`. */
export interface Contender {
  readonly name: string;
  /** What must be installed for it; `ours` needs nothing. */
  readonly kind: PeerKind;
  /** The program's file in `benchmarks/`: `.ts`, `.cpp` or `.py`. */
  readonly program: string;
  readonly args: readonly (string | number)[];
  /** Options of Node before the program's name. */
  readonly nodeOptions?: readonly string[];
  /** Set where the program measures how it is loaded, or reads what lies beside it: it is not made one file of. */
  readonly staysPut?: true;
  /**
   * The same arguments for an amount of which the bytes are counted that it allocates: more than what warms
   * up, and less than 512 MB. Left out: they are not counted.
   */
  readonly counted?: readonly (string | number)[];
  /**
   * The same arguments for two amounts, the lesser first, both so large that the code is warm: by what they differ,
   * instructions are counted. Left out: they are not counted.
   */
  readonly steady?: readonly [readonly (string | number)[], readonly (string | number)[]];
}

/** One line of the table: ours, and those that ours is measured against in the same run. */
export interface Benchmark {
  /** Such as `hold/100k/cancel`. */
  readonly name: string;
  readonly unit: string;
  /** Whether more of the unit is better, or less. */
  readonly better: "more" | "less";
  readonly ours: Contender;
  readonly peers: readonly Contender[];
  /** What design asks for: a ratio over the peer of that name, or a value in the unit. */
  readonly budgets?: readonly Budget[];
  /** Bytes that an event of ours may allocate: `--check` fails above it, since they are exact. */
  readonly bytesBudget?: BytesBudget;
}

/** Bytes an event: what was reached, rounded up, and what is aimed at. */
export interface BytesBudget {
  readonly atMost: number;
  readonly aim: number;
}

/** What must be reached at least, and what is aimed at. */
export interface Budget {
  /** The peer that the ratio is over; `null` for a value of ours in the unit. */
  readonly against: string | null;
  readonly atLeast: number;
  readonly aim: number;
}

/** What a program allocated, as {@link CountBytes} found it. */
export interface Allocation {
  readonly bytes: number;
  readonly events: number | undefined;
  readonly work: number;
}

/** Bytes an event; `null` where nobody counts both. */
export const bytesAnEvent = (allocation: Allocation | null): number | null =>
  allocation?.events === undefined ? null : allocation.bytes / allocation.events;

/** Runs one program once and counts what it allocates; `null` where that is not asked of it. */
export type CountBytes = (contender: Contender) => Allocation | null;

/** How one contender did over all rounds. */
export interface Measured {
  readonly contender: Contender;
  /** In the benchmark's unit, by round. */
  readonly values: readonly number[];
}

/** What came of one benchmark. */
export interface BenchmarkResult {
  readonly benchmark: Benchmark;
  readonly ours: Measured;
  readonly peers: readonly Measured[];
  /** What ours allocated; `null` where that is not counted. */
  readonly allocation: Allocation | null;
  /** Peers that are not installed. */
  readonly skipped: readonly Contender[];
}

/** Runs one program once. */
export type RunProgram = (contender: Contender) => Outcome;

/**
 * Measures ours and its peers in turn, round after round, so that whatever else the machine does
 * strikes all of them alike. The order turns by one each round.
 *
 * @throws Error when two of them did not do the same
 */
export function measure(
  benchmark: Benchmark,
  rounds: number,
  isInstalled: (kind: PeerKind) => boolean,
  run: RunProgram,
  countBytes: CountBytes = () => null,
): BenchmarkResult {
  const all = [benchmark.ours, ...benchmark.peers];
  const present = all.filter(({ kind }) => isInstalled(kind));
  const skipped = all.filter(({ kind }) => !isInstalled(kind));
  const values = new Map<Contender, number[]>(present.map((contender) => [contender, []]));
  for (let round = 0; round < rounds; round += 1) {
    const outcomes: [Contender, Outcome][] = [];
    for (let turn = 0; turn < present.length; turn += 1) {
      const contender = present[(turn + round) % present.length]!;
      const outcome = run(contender);
      values.get(contender)!.push(outcome.value);
      outcomes.push([contender, outcome]);
    }
    checkAgreement(outcomes);
  }
  const measured = present.map((contender) => ({ contender, values: values.get(contender)! }));
  const [ours, ...peers] = measured;
  const allocation = countBytes(benchmark.ours);
  return { benchmark, ours: ours!, peers, skipped, allocation };
}

/**
 * How far what is measured of random numbers may lie apart. Waiting times vary much more than the number
 * of arrivals does, and so does the share of rare events.
 */
const tolerances = { mean: 0.1, pace: 0.02 } as const;

/** That contenders which did as much work did the same. @throws Error */
export function checkAgreement(outcomes: readonly (readonly [Contender, Outcome])[]): void {
  for (const [one, first] of outcomes) {
    for (const [other, second] of outcomes) {
      const isComparable = first.count !== undefined && second.count !== undefined;
      if (isComparable && first.work === second.work && first.count !== second.count) {
        throw new Error(`${one.name} came to ${first.count}, ${other.name} to ${second.count}`);
      }
      for (const figure of ["mean", "pace"] as const) {
        const [here, there] = [first[figure], second[figure]];
        if (here === undefined || there === undefined) continue;
        if (Math.abs(here - there) > tolerances[figure] * Math.max(here, there)) {
          throw new Error(`${one.name} has a ${figure} of ${here}, ${other.name} of ${there}`);
        }
      }
    }
  }
}

/** The middle one of `values`, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** How many times better ours is than `peer`, by round: above 1 where ours is. */
export function ratiosOf({ benchmark, ours }: BenchmarkResult, peer: Measured): readonly number[] {
  return ours.values.map((value, round) =>
    benchmark.better === "more" ? value / peer.values[round]! : peer.values[round]! / value,
  );
}
