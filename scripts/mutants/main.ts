import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Logger } from "@stryker-mutator/api/logging";
import { commonTokens } from "@stryker-mutator/api/plugin";
import { Stryker } from "@stryker-mutator/core";
import { createInstrumenter } from "@stryker-mutator/instrumenter";
import seedrandom from "seedrandom";
import { createInjector } from "typed-inject";
import { run } from "../run.ts";
import { isSource } from "../tidy.ts";
import { root } from "../workspace.ts";
import { keyOf } from "./sampled.ts";

const usage = `Usage: npm run mutants -- [--since REV] [--count N] [--seed S] [--in TEXT] [--static]
Plants defects in the sources, one at a time, and prints those that no test finds.

  --since REV  only in files that differ from this revision; all sources otherwise
  --in TEXT    only in files whose path has this text
  --count N    so many mutants (default 60), of each place that is drawn one
  --seed S     which ones (default 1)
  --static     also in what runs as a module is loaded, such as tables of limits: each such mutant runs every test

A mutant is to be found by tests of its own package: the others run on the sources as they are.
Exit status: 0 when at least nine of ten are found, otherwise 1. Some survivors are no defects,
since the program does the same with them: look at each.`;

/** Texts for people, and shapes that types check already, tell little. */
const excludedMutations = ["StringLiteral", "BlockStatement", "ObjectLiteral", "ArrayDeclaration"];

/** A place where something can be changed, and each way to change it, as `keyOf` names it. */
interface Place {
  /** As Stryker is told it: `file:line:column-line:column`. */
  readonly range: string;
  readonly mutants: readonly string[];
}

async function placesIn(file: string): Promise<readonly Place[]> {
  const silent = Object.fromEntries(
    ["trace", "debug", "info", "warn", "error", "fatal"].map((level) => [level, () => undefined]),
  );
  // The methods above, and none of the questions whether a level is on, are all that it calls.
  const logger = { ...silent, isDebugEnabled: () => false } as unknown as Logger;
  const instrumenter = createInjector()
    .provideValue(commonTokens.logger, logger)
    .provideFactory(
      commonTokens.getLogger,
      Object.assign(() => () => logger, { inject: [] as const }),
    )
    .injectFunction(createInstrumenter);
  const content = readFileSync(join(root, file), "utf8");
  const { mutants } = await instrumenter.instrument([{ name: file, content, mutate: true }], {
    plugins: null,
    excludedMutations,
    ignorers: [],
  });
  const places = new Map<string, string[]>();
  for (const mutant of mutants) {
    const { start, end } = mutant.location;
    const from = `${start.line + 1}:${start.column}`;
    const range = `${file}:${from}-${end.line + 1}:${end.column}`;
    places.set(range, [...(places.get(range) ?? []), keyOf(mutant, file)]);
  }
  return [...places].map(([range, keys]) => ({ range, mutants: keys }));
}

/** One mutant of each of `count` places, all drawn by `seed`: what is drawn is alike likely anywhere. */
function sample(all: readonly Place[], count: number, seed: string) {
  const draw = seedrandom.alea(seed);
  const take = <Item>(items: Item[]) => items.splice(Math.floor(draw() * items.length), 1)[0]!;
  const rest = [...all];
  const chosen: { readonly range: string; readonly mutant: string }[] = [];
  while (chosen.length < count && rest.length > 0) {
    const { range, mutants } = take(rest);
    chosen.push({ range, mutant: take([...mutants]) });
  }
  return chosen;
}

async function sourcesSince(
  revision: string | undefined,
  text: string,
): Promise<readonly string[]> {
  const args =
    revision === undefined ? ["ls-files"] : ["diff", "--name-only", "--diff-filter=d", revision];
  const { output } = await run("git", [...args, "--", ":(glob)packages/*/src/**"]);
  return output
    .split("\n")
    .filter((file) => isSource(file) && !/\.d\.ts$|(^|\/)(rules|index)\.ts$/.test(file))
    .filter((file) => file.includes(text));
}

const { values } = parseArgs({
  options: {
    since: { type: "string" },
    in: { type: "string", default: "" },
    count: { type: "string", default: "60" },
    seed: { type: "string", default: "1" },
    static: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});
if (values.help) {
  console.log(usage);
  process.exit(0);
}
const files = await sourcesSince(values.since, values.in);
const places = (await Promise.all(files.map(placesIn))).flat();
const count = Number(values.count);
// What runs only as a module is loaded turns out with the tests: so more are drawn than are planted.
const chosen = sample(places, values.static ? count : 2 * count, values.seed);
if (chosen.length === 0) {
  console.error(`mutants: expected sources that can be changed, received ${files.length} files`);
  process.exit(2);
}
console.log(`${places.length} places in ${files.length} files, seed ${values.seed}`);
process.chdir(root);
process.env.MUTANTS_ISOLATED = String(values.static);
const results = await new Stryker({
  testRunner: "vitest",
  plugins: ["@stryker-mutator/vitest-runner", join(import.meta.dirname, "sampled.ts")],
  checkers: ["sampled"],
  coverageAnalysis: "perTest",
  mutate: chosen.map(({ range }) => range),
  sampled: { drawn: chosen.map(({ mutant }) => mutant), count },
  warnings: {
    unknownOptions: false, // Since `sampled` is ours.
    preprocessorErrors: true,
    unserializableOptions: true,
    slow: true,
  },
  mutator: { excludedMutations },
  ignoreStatic: !values.static,
  dryRunTimeoutMinutes: 60, // Against hangs only: a machine may be busy.
  disableTypeChecks: false, // Or each file begins with a line more than places in it say.
  reporters: process.stderr.isTTY ? ["progress"] : [],
  concurrency: 1,
  ignorePatterns: ["/dist", "/benchmarks"],
  vitest: { configFile: "scripts/mutants/vitest.config.ts" },
  tempDirName: join(tmpdir(), "orrery-mutants"),
  timeoutMS: 10_000,
  timeoutFactor: 4, // Of the time that the tests took without a mutant, on a machine that others may load.
  allowConsoleColors: false,
}).runMutationTest();
const found = results.filter(({ status }) => status === "Killed" || status === "Timeout");
const survivors = results.filter(({ status }) => status === "Survived" || status === "NoCoverage");
for (const { fileName, location, status, replacement } of survivors) {
  const { line, column } = location.start;
  const lines = readFileSync(fileName, "utf8").split("\n");
  const why = status === "NoCoverage" ? "no test runs it" : "survives";
  console.log(`${fileName.replace(`${root}/`, "")}:${line}:${column} ${why}`);
  console.log(`  - ${lines[line - 1]!.trim()}`);
  console.log(`  + ${replacement.split("\n")[0]}`);
}
console.log(
  `${found.length} found, ${survivors.length} not, of ${found.length + survivors.length} mutants`,
);
process.exitCode = found.length >= 0.9 * (found.length + survivors.length) ? 0 : 1;
