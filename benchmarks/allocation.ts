import { GCProfiler, getHeapSpaceStatistics } from "node:v8";

/**
 * Options of Node under which the same program allocates the same bytes each time and on each machine: V8
 * compiles on the program's own thread, at moments that its own steps decide and no clock.
 */
export const countingOptions: readonly string[] = [
  "--predictable",
  "--hash-seed=1",
  "--no-flush-bytecode",
  "--expose-gc",
  // So much that nothing needs to be collected: what is moved meanwhile takes a little more or less.
  "--min-semi-space-size=512",
  "--max-semi-space-size=512",
];

/** Whether this process runs under them. */
export const isCounting = process.execArgv.includes(countingOptions[0]!);

/** Where what a program makes lies. The size of compiled code, elsewhere, depends on where it was put. */
const counted = ["new_space", "old_space", "new_large_object_space", "large_object_space"];

/**
 * Bytes that `work` allocates on the heap of JavaScript.
 *
 * @throws Error where it was so much that garbage was collected meanwhile
 */
export function bytesOf(work: () => void): number {
  globalThis.gc!();
  const profiler = new GCProfiler();
  profiler.start();
  // To ask allocates too, as much at the first time as at the second.
  const first = bytesUsed();
  const before = bytesUsed();
  work();
  const after = bytesUsed();
  const collections = profiler.stop().statistics.length;
  if (collections > 0) throw new Error("bytes are counted of less work: garbage was collected");
  return after - before - (before - first);
}

const bytesUsed = (): number =>
  getHeapSpaceStatistics().reduce(
    (sum, { space_name, space_used_size }) =>
      counted.includes(space_name) ? sum + space_used_size : sum,
    0,
  );
