import { digestCases, runScenario, type DigestCase } from "./cases.ts";
import type { ExampleRun } from "./examples.ts";
import type { DigestPair } from "./pairs.ts";

// What every engine runs: prints one JSON list of pairs, and uses ECMAScript alone to make it.

/** The examples as data: the bundler puts them here, for an engine alone has no files. */
declare const exampleRuns: readonly ExampleRun[];

const exampleCases = exampleRuns.map(({ name, seed, scenario }): DigestCase => ({
  name,
  seeds: [seed],
  run: (own) => runScenario(scenario, own),
}));

const pairs = [...exampleCases, ...digestCases].flatMap(({ name, seeds, run }) =>
  seeds.map((seed): DigestPair => {
    const { digest, events } = run(seed);
    return { scenario: name, seed, digest, events };
  }),
);

console.log(JSON.stringify(pairs));
