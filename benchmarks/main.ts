import { parseArgs } from "node:util";
import { measure } from "./benchmark.ts";
import { allBenchmarks } from "./catalog.ts";
import { checkAll } from "./check.ts";
import { isInstalled, runProgram } from "./peers/installed.ts";
import { describe, environmentOf, linesOf, type Line } from "./table.ts";

const usage = `Usage: npm run bench -- [--only PATTERN] [--rounds N] [--quick] [--json] [--check]

  --only PATTERN  only benchmarks whose names have a match of this regular expression
  --rounds N      how often each program runs, in turn (default 5, with --quick 1)
  --quick         small workloads, to see that everything runs; the figures mean nothing
  --json          prints {name: {ours, peer, peerName, ratio, unit, spread}} to standard output
  --check         runs each once with a small workload, and prints whether it did the same as its peers`;

const { values: options } = parseArgs({
  options: {
    only: { type: "string", default: "" },
    rounds: { type: "string" },
    quick: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    check: { type: "boolean", default: false },
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
const chosen = allBenchmarks(isQuick).filter(({ name }) => pattern.test(name));
if (chosen.length === 0 || !(rounds >= 1)) {
  console.error(chosen.length === 0 ? `no benchmark matches ${options.only}` : usage);
  process.exit(2);
}

if (options.check) {
  const { failed } = checkAll(chosen, isInstalled, runProgram, console.log);
  process.exit(failed === 0 ? 0 : 1);
}

// With --json, what people read goes to standard error.
const say = options.json ? console.error : console.log;
for (const [what, value] of Object.entries(environmentOf())) say(`${what}: ${value}`);
say(`${rounds} rounds; medians, and in brackets the least and the greatest\n`);
const lines: Record<string, Line> = {};
for (const benchmark of chosen) {
  try {
    const result = measure(benchmark, rounds, isInstalled, runProgram);
    say(`${describe(result)}\n`);
    Object.assign(lines, linesOf(result));
  } catch (error) {
    // The figures of the others hold all the same.
    console.error(`${benchmark.name}: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
if (options.json) console.log(JSON.stringify(lines, null, 2));
