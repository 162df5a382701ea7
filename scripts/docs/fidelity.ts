import type { Rule } from "@orrery/aws";
import type { Pages } from "./pages.ts";
import { placedRules, ruleTests, type PlacedRule } from "../rules.ts";

const statuses: readonly { readonly status: Rule["status"]; readonly meaning: string }[] = [
  { status: "documented", meaning: "AWS says so in its documentation." },
  { status: "measured", meaning: "Somebody measured it on the real service." },
  { status: "assumed", meaning: "AWS leaves it open, and we had to take one of the answers." },
];

/** The pages that list every rule of AWS that is followed, one a service, and their index. */
export async function fidelityPages(): Promise<Pages> {
  const rules = await placedRules();
  const files = new Map(ruleTests().map(({ id, file }) => [id, file]));
  const owners = [...new Set(rules.map(({ owner }) => owner))].sort();
  const pages: Pages = new Map(
    owners.map((owner) => [
      `fidelity/${owner}.md`,
      pageOf(
        owner,
        rules.filter((rule) => rule.owner === owner),
        files,
      ),
    ]),
  );
  const countsOf = (some: readonly PlacedRule[]): string => {
    const counts = statuses.map(
      ({ status }) => some.filter((rule) => rule.status === status).length,
    );
    return `${counts.join(" | ")} | ${some.length}`;
  };
  const index = [
    "# Fidelity",
    "",
    "Every rule of AWS that is followed: what it says, how we know, and the test that shows it. A rule",
    "without a test fails the build. Correct one with the test of its name. `npm run docs` writes these",
    "pages.",
    "",
    ...statuses.map(({ status, meaning }) => `- **${status}**: ${meaning}`),
    "",
    "| Service or library | Documented | Measured | Assumed | All |",
    "| --- | ---: | ---: | ---: | ---: |",
    ...owners.map((owner) => {
      const own = rules.filter((rule) => rule.owner === owner);
      return `| [${owner}](fidelity/${owner}.md) | ${countsOf(own)} |`;
    }),
    `| **all** | ${countsOf(rules)} |`,
  ];
  return pages.set("fidelity.md", `${index.join("\n")}\n`);
}

/** The rules of one service, by folder and status. */
function pageOf(
  owner: string,
  rules: readonly PlacedRule[],
  files: ReadonlyMap<string, string>,
): string {
  const folders = [...new Set(rules.map(({ folder }) => folder))];
  const lines = [
    `# Fidelity of ${owner}`,
    "",
    "`npm run docs` writes this page; [the index](../fidelity.md) says what the words mean.",
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
    const test = file === undefined ? "no test" : `[test](../../../${file})`;
    return [`- \`${id}\`: ${text}`, `  ${linked(source)} (${date}) · ${test}`];
  });
  return [`### ${heading}`, "", ...entries, ""];
}

const linked = (source: string): string =>
  source.replace(/https?:\/\/[^\s;,)]*[^\s;,).]/g, (address) => `<${address}>`);
