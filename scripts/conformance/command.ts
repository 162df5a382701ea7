import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import {
  brokenIn,
  readBaseline,
  updatedBaseline,
  writeBaseline,
  type BrokenCase,
} from "./baseline.ts";
import { caseFiles } from "./case-files.ts";
import { caseFileNames, readCases } from "./case-folder.ts";
import { countsOf, failures, runFile, unsupportedReasons, type FileReport } from "./file-report.ts";
import { conformancePage } from "./page.ts";

/** Where a command finds what it reads, and puts what it writes. */
export interface Surroundings {
  /** The folder of the recorded cases where `--cases` names no other; it need not be there. */
  readonly casesFolder: string;
  readonly baselinePath: string;
  readonly pagePath: string;
  print(line: string): void;
  printError(line: string): void;
}

const usage = `Usage: npm run conformance -- [OPTION]…
Runs recorded cases, and compares with those that passed before.

  --cases DIR         the folder of the cases; left out: ../shared/cases
  --file NAME         only this file, such as ls_sqs; may be given again
  --json              prints {file: {passed, failed, unsupported}} and nothing else
  --verbose           names every case that failed or is not supported
  --write             writes docs/reference/conformance.md
  --update-baseline   takes what passes now as what passed before
  --help              prints this

Exit status: 0, or 1 when a case that passed before does not, or one fails in a file that is
complete, or 2 when the arguments are wrong.`;

const failuresShown = 3;
const longestLine = 300;

interface Options {
  readonly cases: string | undefined;
  readonly files: readonly string[];
  readonly json: boolean;
  readonly verbose: boolean;
  readonly write: boolean;
  readonly updateBaseline: boolean;
}

/** Performs the command `npm run conformance`; returns its exit status. */
export function runCommand(args: readonly string[], given: Surroundings): number {
  const { print, printError } = given;
  const options = optionsIn(args);
  if (options === "help") {
    print(usage);
    return 0;
  }
  if (typeof options === "string") {
    printError(`conformance: ${options}`);
    return 2;
  }
  const casesFolder = options.cases === undefined ? given.casesFolder : resolve(options.cases);
  const surroundings = { ...given, casesFolder };
  const names = caseFileNames(casesFolder);
  if (names === undefined && options.cases !== undefined) {
    printError(`conformance: --cases must be a folder, not ${options.cases}`);
    return 2;
  }
  if (names === undefined) {
    print(
      options.json ? "{}" : `left out: ${casesAsked(options, surroundings)}: no ${casesFolder}`,
    );
    if (!options.json) print("0 passed, 0 failed");
    return 0;
  }
  const unknown = options.files.find((file) => !names.includes(file));
  if (unknown !== undefined) {
    printError(`conformance: --file must be one of ${names.join(", ")}, not ${unknown}`);
    return 2;
  }
  return runFiles(options.files.length === 0 ? names : options.files, options, surroundings);
}

function runFiles(
  names: readonly string[],
  options: Options,
  { casesFolder, baselinePath, pagePath, print, printError }: Surroundings,
): number {
  const runners = caseFiles(join(casesFolder, "files"));
  const reports: FileReport[] = [];
  for (const name of names) {
    const report = runFile(runners.named(name), readCases(casesFolder, name));
    reports.push(report);
    if (!options.json) for (const line of linesOf(report, options.verbose)) print(line);
  }
  const baseline = readBaseline(baselinePath);
  const broken = brokenIn(options.updateBaseline ? {} : baseline, reports);
  if (options.updateBaseline) writeBaseline(baselinePath, updatedBaseline(baseline, reports));
  if (options.write) {
    mkdirSync(dirname(pagePath), { recursive: true });
    writeFileSync(pagePath, conformancePage(reports));
  }
  for (const each of broken) printError(lineOf(each));
  print(options.json ? jsonOf(reports) : sumOf(reports, broken));
  return broken.length === 0 ? 0 : 1;
}

/** How many cases there would be that passed before. */
function casesAsked({ files }: Options, { baselinePath }: Surroundings): string {
  const lists = Object.entries(readBaseline(baselinePath))
    .filter(([name]) => files.length === 0 || files.includes(name))
    .map(([, ids]) => ids.length);
  const count = lists.reduce((total, each) => total + each, 0);
  return count === 0 ? "all recorded cases" : `${count} recorded cases that passed before`;
}

/** What the arguments ask for; or `help`, or what is wrong with them. */
function optionsIn(args: readonly string[]): Options | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        cases: { type: "string" },
        file: { type: "string", multiple: true, default: [] },
        json: { type: "boolean", default: false },
        verbose: { type: "boolean", default: false },
        write: { type: "boolean", default: false },
        "update-baseline": { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    const { cases, file, json, verbose, write, help } = values;
    if (help) return "help";
    if (write && file.length > 0) return "--write is about all files: leave --file out";
    const files = file.map((name) => name.replace(/\.json$/, ""));
    return { cases, files, json, verbose, write, updateBaseline: values["update-baseline"] };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function linesOf(report: FileReport, verbose: boolean): readonly string[] {
  const { passed, failed, unsupported } = countsOf(report);
  const failedOnes = failures(report);
  const shown = verbose ? failedOnes : failedOnes.slice(0, failuresShown);
  const left = failedOnes.length - shown.length;
  return [
    [
      report.name.padEnd(34),
      `${passed} passed`.padStart(12),
      `${failed} failed`.padStart(12),
      `${unsupported} unsupported`.padStart(18),
    ].join(""),
    ...shown.map(({ id, why }) => `    ${id}: ${verbose ? why : shortened(why)}`),
    ...(left === 0 ? [] : [`    … and ${left} more: see --verbose`]),
    ...report.remarks.map((remark) => `  ${remark}`),
    ...unsupportedReasons(report).flatMap(({ reason, ids }) => [
      `    ${ids.length} × ${reason}`,
      ...(verbose ? [`        ${ids.join(" ")}`] : []),
    ]),
  ];
}

function jsonOf(reports: readonly FileReport[]): string {
  const counts = Object.fromEntries(reports.map((report) => [report.name, countsOf(report)]));
  return JSON.stringify(counts, null, 2);
}

function sumOf(reports: readonly FileReport[], broken: readonly BrokenCase[]): string {
  const passed = reports.reduce((sum, report) => sum + countsOf(report).passed, 0);
  return `${passed} passed, ${broken.length} failed`;
}

function lineOf({ file, id, wasPassed, why }: BrokenCase): string {
  return `${file} ${id} ${wasPassed ? "passed before" : "must pass"}: ${shortened(why)}`;
}

const shortened = (text: string): string =>
  text.length > longestLine ? `${text.slice(0, longestLine)}…` : text;
