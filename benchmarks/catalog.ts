import { awsBenchmarks } from "./aws/aws.bench.ts";
import type { Benchmark } from "./benchmark.ts";
import { holdBenchmarks } from "./kernel/hold.bench.ts";
import { queueingBenchmarks } from "./kernel/queueing.bench.ts";

/** All benchmarks, in the order of the documentation. Quick ones show that they run, and promise nothing. */
export function allBenchmarks(isQuick: boolean): readonly Benchmark[] {
  const all = [
    ...holdBenchmarks(isQuick),
    ...queueingBenchmarks(isQuick),
    ...awsBenchmarks(isQuick),
  ];
  return isQuick ? all.map((benchmark) => ({ ...benchmark, budgets: [] })) : all;
}
