import {
  countsOf,
  failures,
  passedBeyondEmulator,
  unsupportedReasons,
  type FileReport,
} from "./file-report.ts";

const longestReason = 240;

/** The page of the reference that says how many recorded cases hold, and why others do not. */
export function conformancePage(reports: readonly FileReport[]): string {
  const withCases = reports.filter(({ cases }) => cases.length > 0);
  return [
    "# Conformance",
    "",
    "Inputs and answers that nobody on this project wrote, from AWS itself, its test suites and",
    "documentation, other emulators' tests and mathematics, run against the simulation. A case counts",
    "as passed when every check in it holds. `npm run conformance -- --write` writes this page.",
    "",
    ...tableOf(withCases),
    "",
    ...withCases.flatMap(sectionOf),
  ]
    .join("\n")
    .replace(/\n+$/, "\n");
}

function tableOf(reports: readonly FileReport[]): readonly string[] {
  const rows = reports.map((report) => {
    const { passed, failed, unsupported } = countsOf(report);
    return [report.name, passed, failed, unsupported, passedBeyondEmulator(report)];
  });
  const sums = [1, 2, 3, 4].map((column) =>
    rows.reduce((sum, row) => sum + Number(row[column]), 0),
  );
  return [
    "The last column counts the passed cases that the emulator whose tests recorded them leaves out,",
    "or leaves a part of out.",
    "",
    rowOf(["File", "Passed", "Failed", "Not supported", "Passed beyond the emulator"]),
    rowOf(["---", "---:", "---:", "---:", "---:"]),
    ...rows.map(rowOf),
    rowOf(["**all**", ...sums]),
  ];
}

function sectionOf(report: FileReport): readonly string[] {
  const failed = failures(report);
  const reasons = unsupportedReasons(report);
  const { remarks } = report;
  if (failed.length === 0 && reasons.length === 0 && remarks.length === 0) return [];
  return [
    `## ${report.name}`,
    "",
    ...remarks.map((remark) => `- ${remark}`),
    ...(remarks.length === 0 ? [] : [""]),
    ...(failed.length === 0 ? [] : ["Failed:", ""]),
    ...failed.map(({ id, why }) => `- \`${id}\`: ${codeOf(why)}`),
    ...(failed.length === 0 ? [] : [""]),
    ...(reasons.length === 0 ? [] : ["Not supported:", ""]),
    ...reasons.map(({ reason, ids }) => `- ${ids.length}: ${codeOf(reason)}`),
    ...(reasons.length === 0 ? [] : [""]),
  ];
}

const rowOf = (cells: readonly (string | number)[]): string => `| ${cells.join(" | ")} |`;

/** A text as code, so that nothing in it is read as markup. */
function codeOf(text: string): string {
  const line = text.replace(/\s+/g, " ").replaceAll("`", "'");
  return `\`${line.length > longestReason ? `${line.slice(0, longestReason)}…` : line}\``;
}
