import { runScenario, type DigestCase } from "../../packages/aws/test/digest-case.ts";
import { digestCases } from "./cases.ts";
import type { ExampleRun } from "./examples.ts";
import type { DigestPair, PairsByHome } from "./pairs.ts";

// What every engine runs: prints one JSON object of pairs, and uses ECMAScript alone to make it.

/** The examples as data: the bundler puts them here, for an engine alone has no files. */
declare const exampleRuns: readonly ExampleRun[];

/** How many seeds of each case are run; a line before this script says so. Left out: all. */
declare const seedsOfEach: number | undefined;
const seedCount = typeof seedsOfEach === "undefined" ? Infinity : seedsOfEach;

const exampleCases = exampleRuns.map(({ name, seed, scenario }): DigestCase => ({
  name,
  seeds: [seed],
  run: (own) => runScenario(scenario, own),
}));

const pairsOf = (cases: readonly DigestCase[]): readonly DigestPair[] =>
  cases.flatMap(({ name, seeds, run }) =>
    seeds.slice(0, seedCount).map((seed): DigestPair => {
      const { digest, events } = run(seed);
      return { scenario: name, seed, digest, events };
    }),
  );

/** Runs the cases of services, by the folder in which they lie, and those of no service. */
export function printPairs(
  genericHome: string,
  ofServices: Readonly<Record<string, Readonly<Record<string, readonly DigestCase[]>>>>,
): void {
  const pairs: Record<string, readonly DigestPair[]> = {
    [genericHome]: pairsOf([...exampleCases, ...digestCases]),
  };
  for (const [home, exported] of Object.entries(ofServices)) {
    pairs[home] = pairsOf(Object.values(exported).flat());
  }
  console.log(JSON.stringify(pairs satisfies PairsByHome));
}
