import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "../workspace.ts";
import { programsOf } from "./on-engines.ts";
import { stepsOf } from "./walkthrough.ts";

const linesOf = (text: string) => text.trimEnd().split("\n").length;
const { broken, fixed, test, sweep } = programsOf("packages/orrery/README.md");

it("no order is lost under any two faults, in at most 26 lines, and a sweep of two settings in at most 9", () => {
  expect(linesOf(broken) + linesOf(test)).toBeLessThanOrEqual(26);
  expect(linesOf(fixed)).toBe(linesOf(broken));
  expect(linesOf(sweep)).toBeLessThanOrEqual(9);
});

it.each(["README.md", "docs/guide/testing.md"])("%s shows the same programs", (file) => {
  const steps = stepsOf(readFileSync(join(root, file), "utf8"));
  const shown = new Map(
    steps.flatMap((step) => (step.type === "file" ? [[step.name, step.text] as const] : [])),
  );
  expect(shown.get("shop.ts")).toBe(broken);
  expect(shown.get("orders.test.ts")).toBe(test);
  expect(shown.get("sweep.ts") ?? sweep).toBe(sweep);
});
