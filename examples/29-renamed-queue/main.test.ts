import { readFileSync } from "node:fs";
import { readTemplate, resolveTemplate, templateChanges } from "@orrery/templates";
import { expect, it } from "vitest";
import { exampleAt, number } from "../example.ts";

const atOnce = exampleAt(import.meta.url, "rename.scenario.yaml");
const inSteps = exampleAt(import.meta.url, "in-two-steps.yaml");
const { readme } = atOnce;

type Report = ReturnType<typeof atOnce.reportWith>;
const sum = ({ metrics }: Report, resource: string, metric: string) =>
  metrics[resource]?.[metric]?.sum ?? 0;
const heldIn = ({ actions }: Report) =>
  actions
    .flatMap(({ steps = [] }) => steps)
    .find(({ logicalId, change }) => logicalId === "Orders" && change === "removes")?.held;

it("is said by the templates beforehand", () => {
  const read = (name: string) =>
    resolveTemplate(readTemplate(readFileSync(new URL(name, import.meta.url), "utf8"), name));
  const { changes } = templateChanges(read("template.yaml"), read("renamed.yaml"));
  expect(changes.find(({ logicalId }) => logicalId === "Orders")).toMatchObject({
    action: "replaces",
    type: "AWS::SQS::Queue",
    properties: ["QueueName"],
    isRefused: false,
  });
  expect(readme).toContain("`Orders AWS::SQS::Queue: QueueName`");
});

it("loses what is in the queue at once, and nothing in two steps", () => {
  const [lossy, safe] = [atOnce.reportWith({}), inSteps.reportWith({})];
  expect(lossy.expectations.map(({ holds }) => holds)).toEqual([false]);
  expect(safe.expectations.map(({ holds }) => holds)).toEqual([true]);
  const row = (title: string, of: (report: Report) => number | undefined) => {
    const [, cells = ""] = readme.split(`| ${title} |`);
    const written = cells.split("|").slice(0, 2);
    expect(written.map((cell) => cell.replaceAll("*", "").trim())).toEqual(
      [lossy, safe].map((report) => number(of(report)!)),
    );
  };
  row("orders paid", (report) => sum(report, "Shop", "PutEventsEntriesCount"));
  row("orders packed", (report) => sum(report, "Packer", "Invocations"));
  row("in the old queue when it was gone", heldIn);
  row("requests refused", (report) => sum(report, "workload to Shop", "Refused"));
  const lost = sum(lossy, "Shop", "PutEventsEntriesCount") - sum(lossy, "Packer", "Invocations");
  expect(heldIn(lossy)).toBe(lost);
  expect(lossy.warnings.join("\n")).toContain(`Orders was removed at 460 s with ${number(lost)}`);
  expect(safe.warnings.join("\n")).not.toContain("was removed");
});
