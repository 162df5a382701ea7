import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import {
  baselinePath,
  brokenIn,
  readBaseline,
  updatedBaseline,
  writeBaseline,
  type BrokenCase,
} from "./baseline.ts";
import { caseFileNamed } from "./case-files.ts";
import { caseFileNames, casesFolder, readCases } from "./case-folder.ts";
import { countsOf, failures, runFile, unsupportedReasons, type FileReport } from "./file-report.ts";
import { conformancePage } from "./page.ts";

const usage = `Usage: npm run conformance -- [OPTION]…
Runs the recorded cases of ../shared/cases, and compares with those that passed before.

  --file NAME         only this file, such as ls_sqs; may be given again
  --json              prints {file: {passed, failed, unsupported}} and nothing else
  --verbose           names every case that failed or is not supported
  --write             writes docs/reference/conformance.md
  --update-baseline   takes what passes now as what passed before
  --help              prints this

Exit status: 0, or 1 when a case that passed before does not, or one fails in a file that is
complete, or 2 when the arguments are wrong.`;

const pagePath = join(import.meta.dirname, "../../docs/reference/conformance.md");
const failuresShown = 3;
const longestLine = 300;

interface Options {
  readonly files: readonly string[];
  readonly json: boolean;
  readonly verbose: boolean;
  readonly write: boolean;
  readonly updateBaseline: boolean;
}

function main(args: readonly string[]): number {
  const options = optionsIn(args);
  if (options === "help") {
    console.log(usage);
    return 0;
  }
  if (typeof options === "string") {
    console.error(`conformance: ${options}`);
    return 2;
  }
  const names = caseFileNames(casesFolder);
  if (names === undefined) {
    console.log(options.json ? "{}" : `There is no ${casesFolder}: 0 cases.\n0 passed, 0 failed`);
    return 0;
  }
  const unknown = options.files.find((file) => !names.includes(file));
  if (unknown !== undefined) {
    console.error(`conformance: --file must be one of ${names.join(", ")}, not ${unknown}`);
    return 2;
  }
  return runAll(options.files.length === 0 ? names : options.files, options);
}

function runAll(names: readonly string[], options: Options): number {
  const reports: FileReport[] = [];
  for (const name of names) {
    const report = runFile(caseFileNamed(name), readCases(casesFolder, name));
    reports.push(report);
    if (!options.json) printFile(report, options.verbose);
  }
  const baseline = readBaseline(baselinePath);
  const broken = brokenIn(options.updateBaseline ? {} : baseline, reports);
  if (options.updateBaseline) writeBaseline(baselinePath, updatedBaseline(baseline, reports));
  if (options.write) writePage(reports);
  for (const each of broken) console.error(lineOf(each));
  if (options.json) printJson(reports);
  else printSum(reports, broken);
  return broken.length === 0 ? 0 : 1;
}

/** What the arguments ask for; or `help`, or what is wrong with them. */
function optionsIn(args: readonly string[]): Options | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        file: { type: "string", multiple: true, default: [] },
        json: { type: "boolean", default: false },
        verbose: { type: "boolean", default: false },
        write: { type: "boolean", default: false },
        "update-baseline": { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    const { file, json, verbose, write, help } = values;
    if (help) return "help";
    if (write && file.length > 0) return "--write is about all files: leave --file out";
    const files = file.map((name) => name.replace(/\.json$/, ""));
    return { files, json, verbose, write, updateBaseline: values["update-baseline"] };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function printFile(report: FileReport, verbose: boolean): void {
  const { passed, failed, unsupported } = countsOf(report);
  const columns = [
    report.name.padEnd(34),
    `${passed} passed`.padStart(12),
    `${failed} failed`.padStart(12),
    `${unsupported} unsupported`.padStart(18),
  ];
  console.log(columns.join(""));
  const failedOnes = failures(report);
  for (const { id, why } of verbose ? failedOnes : failedOnes.slice(0, failuresShown)) {
    console.log(`    ${id}: ${verbose ? why : shortened(why)}`);
  }
  if (!verbose && failedOnes.length > failuresShown) {
    console.log(`    … and ${failedOnes.length - failuresShown} more: see --verbose`);
  }
  for (const { reason, ids } of unsupportedReasons(report)) {
    console.log(`    ${ids.length} × ${reason}`);
    if (verbose) console.log(`        ${ids.join(" ")}`);
  }
}

function printJson(reports: readonly FileReport[]): void {
  const counts = Object.fromEntries(reports.map((report) => [report.name, countsOf(report)]));
  console.log(JSON.stringify(counts, null, 2));
}

function printSum(reports: readonly FileReport[], broken: readonly BrokenCase[]): void {
  const passed = reports.reduce((sum, report) => sum + countsOf(report).passed, 0);
  console.log(`${passed} passed, ${broken.length} failed`);
}

function writePage(reports: readonly FileReport[]): void {
  mkdirSync(dirname(pagePath), { recursive: true });
  writeFileSync(pagePath, conformancePage(reports));
}

function lineOf({ file, id, wasPassed, why }: BrokenCase): string {
  return `${file} ${id} ${wasPassed ? "passed before" : "must pass"}: ${shortened(why)}`;
}

const shortened = (text: string): string =>
  text.length > longestLine ? `${text.slice(0, longestLine)}…` : text;

process.exitCode = main(process.argv.slice(2));
