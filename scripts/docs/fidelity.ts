import type { Rule } from "@orrery/aws";
import { placedRules, ruleTests, type PlacedRule } from "../rules.ts";

const statuses: readonly { readonly status: Rule["status"]; readonly meaning: string }[] = [
  { status: "documented", meaning: "AWS says so in its documentation." },
  { status: "measured", meaning: "Somebody measured it on the real service." },
  { status: "assumed", meaning: "AWS leaves it open, and we had to take one of the answers." },
];

/** The page that lists every rule of AWS that the machines follow. */
export async function fidelityPage(): Promise<string> {
  const rules = await placedRules();
  const files = new Map(ruleTests().map(({ id, file }) => [id, file]));
  const folders = [...new Set(rules.map(({ folder }) => folder))];
  const countOf = (status: Rule["status"], folder?: string) =>
    rules.filter((rule) => rule.status === status && (folder ?? rule.folder) === rule.folder)
      .length;
  const lines = [
    "# Fidelity",
    "",
    "Every rule of AWS that the machines follow: what it says, how we know, and the test that shows it.",
    "A rule without a test fails the build. Correct one with the test of its name. `npm run docs` writes",
    "this page.",
    "",
    ...statuses.map(({ status, meaning }) => `- **${status}**: ${meaning}`),
    "",
    "| Folder | Documented | Measured | Assumed | All |",
    "| --- | ---: | ---: | ---: | ---: |",
    ...folders.map((folder) => {
      const counts = statuses.map(({ status }) => countOf(status, folder));
      const all = counts.reduce((sum, count) => sum + count, 0);
      return `| [${folder}](#${folder}) | ${counts.join(" | ")} | ${all} |`;
    }),
    `| all | ${statuses.map(({ status }) => countOf(status)).join(" | ")} | ${rules.length} |`,
    "",
    ...folders.flatMap((folder) => [
      `## ${folder}`,
      "",
      ...statuses.flatMap(({ status }) =>
        sectionOf(
          `${status[0]?.toUpperCase()}${status.slice(1)}`,
          rules.filter((rule) => rule.folder === folder && rule.status === status),
          files,
        ),
      ),
    ]),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

function sectionOf(
  heading: string,
  rules: readonly PlacedRule[],
  files: ReadonlyMap<string, string>,
): readonly string[] {
  if (rules.length === 0) return [];
  const entries = rules.flatMap(({ id, text, source, date }) => {
    const file = files.get(id);
    const test = file === undefined ? "no test" : `[test](../../${file})`;
    return [`- \`${id}\`: ${text}`, `  ${linked(source)} (${date}) · ${test}`];
  });
  return [`### ${heading}`, "", ...entries, ""];
}

const linked = (source: string): string =>
  source.replace(/https?:\/\/[^\s;,)]*[^\s;,).]/g, (address) => `<${address}>`);
