import {
  compileDistribution,
  milliseconds,
  type Distribution,
  type Duration,
} from "@orrery/kernel";
import { expect, it } from "vitest";
import { toReader as ofTable } from "../../dynamodb/stream/limits.ts";
import { changeStreamSource } from "../../dynamodb/stream/source.ts";
import { toConsumer, toReader } from "../../kinesis/limits.ts";
import { streamSource } from "../../kinesis/source.ts";

const parts = 300;

/** The 10th, 50th, 90th and 99th of a hundred waits for a poll, each with a way behind it. */
function quantilesOf(pollInterval: Duration, way: Distribution): readonly number[] {
  const sampler = compileDistribution(way);
  const shares = Array.from({ length: parts }, (_, place) => (place + 0.5) / parts);
  const all = shares
    .flatMap((wait) => shares.map((share) => pollInterval * wait + sampler(() => share)))
    .sort((one, other) => one - other);
  return [0.1, 0.5, 0.9, 0.99].map((share) => all[Math.floor(share * all.length)]!);
}

it.each([
  ["a poll", streamSource.pollInterval, toReader, [267, 627, 965, 1_580]],
  ["a table", changeStreamSource.pollInterval, ofTable, [118, 213, 341, 552]],
  ["enhanced fan-out", 0 as Duration, toConsumer, [28.8, 49.4, 67.5, 109]],
] as const)(
  "stream-mapping.latency.published: from producer to handler it takes as long as was measured, by %s",
  (_, pollInterval, way, published) => {
    const ratios = quantilesOf(pollInterval, way).map(
      (quantile, place) => quantile / milliseconds(published[place]!),
    );
    expect(Math.abs(ratios[1]! - 1)).toBeLessThan(0.06);
    for (const ratio of ratios) expect(Math.abs(ratio - 1)).toBeLessThan(0.2);
  },
);
