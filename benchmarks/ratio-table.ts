import { median, ratiosOf, type Benchmark, type BenchmarkResult } from "./benchmark.ts";
import { shown } from "./table.ts";

/** `benchmark` beside simulators of others alone; `null` where there are none. */
export function besideOthers(benchmark: Benchmark): Benchmark | null {
  const peers = benchmark.peers.filter(({ kind }) => kind !== "ours");
  return peers.length === 0 ? null : { ...benchmark, peers };
}

/** How many times better ours is than each peer, in one table: a row a benchmark, a column a peer. */
export function ratioTable(results: readonly BenchmarkResult[]): string {
  const columns = [...new Set(results.flatMap((result) => Object.keys(cellsOf(result))))];
  const rows = results.map((result) => {
    const cells = cellsOf(result);
    return [result.benchmark.name, ...columns.map((column) => cells[column] ?? "–")];
  });
  const all = [["ours is … × as fast as", ...columns], ...rows];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  return all
    .map((row) => row.map((cell, column) => padded(cell, widths[column]!, column)).join("  "))
    .join("\n");
}

const padded = (cell: string, width: number, column: number): string =>
  column === 0 ? cell.padEnd(width) : cell.padStart(width);

function cellsOf(result: BenchmarkResult): Readonly<Record<string, string>> {
  return Object.fromEntries([
    ...result.peers.map((peer) => [peer.contender.name, shown(median(ratiosOf(result, peer)))]),
    ...result.skipped.map(({ name }) => [name, "not installed"]),
  ]) as Record<string, string>;
}
