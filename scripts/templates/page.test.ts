import { expect, it } from "vitest";
import { isWhole, templatesPage } from "./page.ts";
import type { TemplateRun } from "./template-run.ts";

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
  const page = templatesPage(runs);
  expect(page).toContain("5 templates");
  expect(page).toContain("- **2** run whole");
  expect(page).toContain("- **2** run in part");
  expect(page).toContain("- **1** have nothing");
  expect(page).toContain("| three | Orders | 1 | Worker |");
  expect(page).toContain("s3:Nothing is not modeled");
  expect(page).toContain("- five: AWS::AppSync::GraphQLApi");
});
