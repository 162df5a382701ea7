import { parseArgs } from "node:util";
import { bounds, compare, comparisonLine, describeComparison, type Bench } from "./against.ts";
import { measure, type Benchmark, type BenchmarkResult, type RunProgram } from "./benchmark.ts";
import { allBenchmarks } from "./catalog.ts";
import { checkAll } from "./check.ts";
import { checkOut, counterpartOf, type Older } from "./older.ts";
import { bundlePackages, bundlePrograms } from "./bundled.ts";
import { canCountInstructions, countInstructions, describeInstructions } from "./instructions.ts";
import { countBytes, isInstalled, oneCore, runProgram } from "./peers/installed.ts";
import { besideOthers, ratioTable } from "./ratio-table.ts";
import { describe, environmentOf, linesOf } from "./table.ts";

const usage = `Usage: npm run bench -- [--only PATTERN] [--rounds N] [--against REV] [--quick] [--json] [--check] [--peers] [--instructions]

  --only PATTERN  only benchmarks whose names have a match of this regular expression
  --rounds N      how often each program runs, in turn (default 5, with --quick 1)
  --against REV   runs each beside the same of an older commit, in turn, and prints ratios of speed and bytes
  --quick         small workloads, to see that everything runs; the figures mean nothing
  --json          prints {name: {ours, peer, peerName, ratio, unit, spread, bytes}} to standard output,
                  with --against {name: {speed, spread, bytes, bytesAnEvent}}
  --instructions  prints how many instructions of the processor warm code takes, counted by valgrind; slow
  --peers         only beside simulators of others, with one table of ratios at the end
  --check         runs each once with a small workload, and prints whether it did the same as its peers`;

const { values: options } = parseArgs({
  options: {
    only: { type: "string", default: "" },
    rounds: { type: "string" },
    against: { type: "string" },
    quick: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    check: { type: "boolean", default: false },
    peers: { type: "boolean", default: false },
    instructions: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});
if (options.help) {
  console.log(usage);
  process.exit(0);
}
const isQuick = options.quick || options.check;
const rounds = Number(options.rounds ?? (isQuick ? 1 : 5));
const pattern = new RegExp(options.only);
const all = allBenchmarks(isQuick).filter(({ name }) => pattern.test(name));
const chosen = options.peers ? all.flatMap((each) => besideOthers(each) ?? []) : all;
if (chosen.length === 0 || !(rounds >= 1)) {
  console.error(chosen.length === 0 ? `no benchmark matches ${options.only}` : usage);
  process.exit(2);
}

if (options.check) {
  const bundled = await bundlePackages();
  const options = [...oneCore, ...bundled.options];
  // What is counted to the byte is that of the sources, as ever.
  const run: RunProgram = (contender) => runProgram(contender, undefined, options);
  const { failed } = checkAll(chosen, isInstalled, run, console.log, countBytes);
  bundled.remove();
  process.exit(failed === 0 ? 0 : 1);
}

if (options.instructions) {
  if (!canCountInstructions()) {
    console.error("valgrind is not installed: instructions are counted by it");
    process.exit(2);
  }
  for (const benchmark of chosen) {
    const counted = await countInstructions(benchmark);
    if (counted !== null) console.log(describeInstructions(benchmark, counted));
  }
  process.exit();
}

// With --json, what people read goes to standard error.
const say = options.json ? console.error : console.log;
for (const [what, value] of Object.entries(environmentOf())) say(`${what}: ${value}`);
const lines: Record<string, unknown> = {};
// What is timed runs as it is published; bytes are counted of the sources.
const programs = await bundlePrograms(chosen.flatMap(({ ours, peers }) => [ours, ...peers]));
process.once("exit", programs.remove);
if (options.against === undefined) measureAll();
else await compareAll(options.against);
if (options.json) console.log(JSON.stringify(lines, null, 2));

function measureAll(): void {
  const run: RunProgram = (contender) => runProgram(programs.of(contender));
  say(`${rounds} rounds; medians, and in brackets the least and the greatest\n`);
  const results: BenchmarkResult[] = [];
  for (const benchmark of chosen) {
    attempt(benchmark, () => {
      const result = measure(benchmark, rounds, isInstalled, run, countBytes);
      say(`${describe(result)}\n`);
      Object.assign(lines, linesOf(result));
      results.push(result);
    });
  }
  if (options.peers) say(ratioTable(results));
}

async function compareAll(revision: string): Promise<void> {
  let older: Older;
  try {
    older = await checkOut(revision, isQuick);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 2;
    return;
  }
  process.once("exit", older.remove);
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(130));
  say(`against ${older.title}`);
  say(
    `${rounds} rounds; medians of ratios, and in brackets the least and the greatest; at least ${bounds.leastSpeed} × the speed, at most ${bounds.mostBytes} × the bytes\n`,
  );
  const counterparts = new Map(chosen.map((each) => [each, counterpartOf(each, older)]));
  const theirs = await bundlePrograms(
    [...counterparts.values()].filter((each) => each !== undefined),
    older.directory,
  );
  process.once("exit", theirs.remove);
  const here: Bench = { run: (contender) => runProgram(programs.of(contender)), countBytes };
  const there: Bench = {
    run: (contender) => runProgram(theirs.of(contender), older.directory),
    countBytes: (contender) => countBytes(contender, older.directory),
  };
  for (const benchmark of chosen) {
    attempt(benchmark, () => {
      const counterpart = counterparts.get(benchmark);
      if (counterpart === undefined) {
        say(`${benchmark.name}\n  not there\n`);
        return;
      }
      const comparison = compare(benchmark, counterpart, rounds, here, there);
      say(`${describeComparison(comparison)}\n`);
      lines[benchmark.name] = comparisonLine(comparison);
    });
  }
}

/** The figures of the others hold all the same. */
function attempt({ name }: Benchmark, work: () => void): void {
  try {
    work();
  } catch (error) {
    console.error(`${name}: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
