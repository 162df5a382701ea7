import type { FailureTable } from "../../packages/aws/test/failure-case.ts";
import { failureTables } from "../../packages/aws/test/failure-tables.ts";
import type { Pages } from "./pages.ts";

const head = `# Failures behind front doors

What a caller hears of each way in which something behind a front door fails. Each cell was made by running it: \`npm run failures\`
prints this page, \`npm run docs\` writes it. A status stands before the message of the body, where that has one. "may not be invoked" is what
AWS's services say to whoever has no permission; two minutes are longer than any front door but a load balancer waits for a function.
Which answers are documented, and which are assumed, is said in the rules of [fidelity](fidelity.md).
`;

/** The table, by how something fails, with a column for each thing that does. */
function tableOf({ cases }: FailureTable): string {
  const columns = [...new Set(cases.map(({ behind }) => behind))];
  const rows = [...new Set(cases.map(({ failure }) => failure))];
  const cell = (behind: string, failure: string) =>
    cases.find((each) => each.behind === behind && each.failure === failure)?.hear() ?? "";
  const lines = [
    ["", ...columns],
    columns.concat("").map(() => "---"),
    ...rows.map((failure) => [failure, ...columns.map((behind) => cell(behind, failure))]),
  ];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** The page of what callers hear of failures. */
export function failurePage(): string {
  const doors = [...new Set(failureTables.map(({ door }) => door))];
  const sections = doors.flatMap((door) => [
    `## ${door}`,
    ...failureTables
      .filter((table) => table.door === door)
      .flatMap((table) => [`### ${table.what}`, tableOf(table)]),
  ]);
  return `${[head.trimEnd(), ...sections].join("\n\n")}\n`;
}

/** The page, by its path. */
export const failurePages = (): Pages => new Map([["failures.md", failurePage()]]);

if (import.meta.main) console.log(failurePage());
