import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { isWhole, lineOf, templatesPage } from "./page.ts";
import { page, publishedTemplates, templateFolder } from "./published.ts";
import { runTemplate, type TemplateRun } from "./template-run.ts";

const run = (name: string, more: Partial<TemplateRun> = {}): TemplateRun => ({
  ...{ name, resources: 3, opaque: [], entries: ["Orders"], reached: ["Orders"] },
  ...{ unreached: [], spared: [], offered: 9, accepted: 9, ended: null },
  ...more,
});

it("counts what runs whole, in part, and not at all", () => {
  const runs = [
    run("one", { spared: ["Dead"] }),
    run("two"),
    run("three", { unreached: ["Worker"] }),
    run("four", { ended: "s3:Nothing is not modeled" }),
    run("five", { reached: [], entries: [], opaque: ["AWS::AppSync::GraphQLApi"] }),
  ];
  expect(runs.map(isWhole)).toEqual([true, true, false, false, false]);
  const written = templatesPage(runs);
  expect(written).toContain("5 templates");
  expect(written).toContain("- **2** run whole");
  expect(written).toContain("- **2** run in part");
  expect(written).toContain("- **1** have nothing");
  expect(written).toContain("| three | Orders | 1 | Worker |");
  expect(written).toContain("s3:Nothing is not modeled");
  expect(written).toContain("- five: AWS::AppSync::GraphQLApi");
});

const published = publishedTemplates();
const absent = published.length === 0 ? " (skipped: no ../shared/templates)" : "";

it.skipIf(published.length === 0)(
  `the page is as \`npm run templates -- --write\` writes it: its names, its counts, and some of its rows${absent}`,
  () => {
    const lines = readFileSync(page, "utf8").split("\n");
    const sections = lines.join("\n").split("\n## ").slice(1);
    const named = sections.map((section) =>
      section
        .split("\n")
        .flatMap((line) => /^(?:\| |- )([\w./-]+__[\w./-]+)/.exec(line)?.[1] ?? []),
    );
    expect(named.flat().sort()).toEqual(published.map(({ name }) => name).sort());
    const counts = [`- **${named[0]!.length}** run whole`, `- **${named[1]!.length}** run in part`];
    for (const count of [...counts, `- **${named[2]!.length}** have nothing`]) {
      expect(lines.filter((line) => line.startsWith(count))).toHaveLength(1);
    }
    // All of them would take longer than the gate is worth.
    for (const { file, name } of published.filter((_, place) => place % 12 === 5)) {
      expect(lines).toContain(lineOf(runTemplate(join(templateFolder, file), name)));
    }
  },
  60_000,
);
