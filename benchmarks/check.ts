import {
  bytesAnEvent,
  measure,
  type Benchmark,
  type CountBytes,
  type PeerKind,
  type RunProgram,
} from "./benchmark.ts";

/**
 * Runs each benchmark once and says whether ours did the same as the peers that are installed; the
 * last line it says is `N passed, N failed`, and before it which peers were left out.
 */
export function checkAll(
  benchmarks: readonly Benchmark[],
  isInstalled: (kind: PeerKind) => boolean,
  run: RunProgram,
  say: (line: string) => void,
  countBytes: CountBytes = () => null,
): { readonly passed: number; readonly failed: number } {
  let [passed, failed] = [0, 0];
  const leftOut = new Map<PeerKind, number>();
  for (const benchmark of benchmarks) {
    try {
      const result = measure(benchmark, 1, isInstalled, run, countBytes);
      const { ours, peers, skipped, allocation } = result;
      for (const { contender, values } of [ours, ...peers]) {
        if (!(values[0]! > 0)) throw new Error(`${contender.name} has a figure of ${values[0]}`);
      }
      if (allocation !== null && !(allocation.bytes > 0)) {
        throw new Error(`${ours.contender.name} allocates ${allocation.bytes} bytes`);
      }
      const bytes = bytesAnEvent(allocation);
      const { bytesBudget } = benchmark;
      if (bytes !== null && bytesBudget !== undefined && bytes > bytesBudget.atMost) {
        const { atMost, aim } = bytesBudget;
        throw new Error(
          `an event allocates ${bytes.toFixed(1)} bytes, and may ${atMost} (the aim is ${aim})`,
        );
      }
      for (const { kind } of skipped) leftOut.set(kind, (leftOut.get(kind) ?? 0) + 1);
      passed += 1;
    } catch (error) {
      failed += 1;
      say(`${benchmark.name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  for (const [kind, times] of leftOut) {
    say(
      `left out: ${kind}, which is not installed, beside ${times === 1 ? "one benchmark" : `${times} benchmarks`}`,
    );
  }
  say(`${passed} passed, ${failed} failed`);
  return { passed, failed };
}
