import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { run } from "./index.ts";

const guide = readFileSync(
  new URL("../../../docs/guide/callers-and-actions.md", import.meta.url),
  "utf8",
);
const folder = mkdtempSync(join(tmpdir(), "orrery-guide-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("the guide's scenario file comes to what its TypeScript prints, number for number", () => {
  for (const [, name, text] of guide.matchAll(/^```yaml (\S+)\n([\s\S]*?)^```$/gm)) {
    writeFileSync(join(folder, name!), text!);
  }
  const result = run(join(folder, "incident.scenario.yaml"));
  const sum = (...of: Parameters<typeof result.metric>) => result.metric(...of).sum;
  const orders = "workload 1 to Orders";
  const said = [
    `${sum(orders, "Offered")} orders, ${sum(orders, "Retried")} attempts once more`,
    `${sum(orders, "GivenUp")} given up by their callers`,
    `${sum("Orders", "MessagesMovedToDeadLetterQueue")} dead letters`,
    `${result.bodies("OrdersDlq").length} of them left in the end`,
    `${sum("workload 2 to Api", "Accepted")} requests of 50 customers`,
    `${sum("consumer of Jobs", "MessagesProcessed")} jobs by containers`,
    ...result.report.actions.map(({ do: line, outcome }) => `${line} ${outcome?.type}`),
  ];
  const [, printed] = /^```text\n([\s\S]*?)^```$/m.exec(guide)!;
  expect(`${said.join("\n")}\n`).toBe(printed);
  expect(result.holds).toBe(true);
});
