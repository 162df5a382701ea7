import { cpus, release, totalmem, type } from "node:os";
import {
  bytesAnEvent,
  median,
  ratiosOf,
  type BenchmarkResult,
  type Measured,
} from "./benchmark.ts";
import { versionsOfPeers } from "./peers/installed.ts";
import { howToGet } from "./peers/sources.ts";

/** One line of `--json`: ours beside one peer; without a peer, its fields are `null`. */
export interface Line {
  readonly ours: number;
  readonly peer: number | null;
  readonly peerName: string | null;
  /** How many times better ours is: the median over the rounds. */
  readonly ratio: number | null;
  readonly unit: string;
  /** The least and the greatest ratio of a round; without a peer, the least and the greatest value. */
  readonly spread: readonly [least: number, greatest: number];
  /** Bytes that ours allocates an event; `null` where they are not counted. */
  readonly bytes: number | null;
}

export const spreadOf = (values: readonly number[]): [number, number] => [
  Math.min(...values),
  Math.max(...values),
];

/** The lines of a result by name, one for each peer. */
export function linesOf(result: BenchmarkResult): Readonly<Record<string, Line>> {
  const { benchmark, ours, peers, allocation } = result;
  const { name, unit } = benchmark;
  const value = median(ours.values);
  const bytes = bytesAnEvent(allocation);
  if (peers.length === 0) {
    const spread = spreadOf(ours.values);
    return {
      [name]: { ours: value, peer: null, peerName: null, ratio: null, unit, spread, bytes },
    };
  }
  return Object.fromEntries(
    peers.map((peer) => {
      const ratios = ratiosOf(result, peer);
      const line: Line = {
        ours: value,
        peer: median(peer.values),
        peerName: peer.contender.name,
        ratio: median(ratios),
        unit,
        spread: spreadOf(ratios),
        bytes,
      };
      return [`${name} : ${peer.contender.name}`, line];
    }),
  );
}

/** A result for people: ours, then each peer with how many times better ours is. */
export function describe(result: BenchmarkResult): string {
  const { benchmark, ours, peers, skipped, allocation } = result;
  const lines = [`${benchmark.name} (${benchmark.unit})`, describeValue(ours)];
  const bytes = bytesAnEvent(allocation);
  if (bytes !== null) lines.push(`  ${bytes.toFixed(2)} bytes allocated an event`);
  for (const peer of peers) {
    const ratios = ratiosOf(result, peer);
    const [least, greatest] = spreadOf(ratios);
    lines.push(
      `${describeValue(peer)}   ours ${shown(median(ratios))} × (${shown(least)} to ${shown(greatest)})`,
    );
  }
  for (const { name, kind } of skipped) {
    lines.push(`  ${name.padEnd(nameWidth)} skipped: ${howToGet(kind)}`);
  }
  for (const verdict of verdictsOf(result)) lines.push(`  ${verdict}`);
  return lines.join("\n");
}

const nameWidth = 22;

function describeValue({ contender, values }: Measured): string {
  const [least, greatest] = spreadOf(values);
  const spread = `(${shown(least)} to ${shown(greatest)})`;
  return `  ${contender.name.padEnd(nameWidth)} ${shown(median(values)).padStart(8)} ${spread.padEnd(20)}`;
}

/** What is to be reached, and whether it is. */
export function verdictsOf(result: BenchmarkResult): readonly string[] {
  const { benchmark, ours, peers } = result;
  return (benchmark.budgets ?? []).flatMap(({ against, atLeast, aim }) => {
    const peer = peers.find(({ contender }) => contender.name === against);
    if (against !== null && peer === undefined) return [];
    const reached = peer === undefined ? median(ours.values) : median(ratiosOf(result, peer));
    // A ratio is better when it is more, whatever the unit.
    const isMore = peer !== undefined || benchmark.better === "more";
    const meets = (bound: number) => (isMore ? reached >= bound : reached <= bound);
    const verdict = meets(aim) ? "reaches its aim" : meets(atLeast) ? "within" : "MISSES";
    const unit = peer === undefined ? ` ${benchmark.unit}` : ` × ${against}`;
    return [
      `budget: ${isMore ? "at least" : "at most"} ${atLeast}${unit}, aim ${aim}: ${shown(reached)}, ${verdict}`,
    ];
  });
}

/** Three digits that say something. */
export function shown(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString("en-US");
  return value.toPrecision(3);
}

/** The machine and the versions that figures hold for. */
export function environmentOf(): Readonly<Record<string, string>> {
  const processors = cpus();
  return {
    processor: `${processors[0]?.model.trim()}, ${processors.length} cores`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
    system: `${type()} ${release()}`,
    "Node.js": process.version,
    ...versionsOfPeers(),
  };
}
