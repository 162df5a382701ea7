import { continueRun, prepareRun, reportOf } from "@orrery/aws";
import { ConfigError } from "@orrery/kernel";
import { expect, it } from "vitest";
import { readScenarioDocument } from "./scenario-document.ts";
import { readScenario } from "./read-scenario.ts";

const template = `Resources:
  Clicks: { Type: AWS::Kinesis::Stream, Properties: { ShardCount: 4 } }
`;
const sources = {
  open(path: string) {
    if (path === "template.yaml") return { path, text: template };
    throw new ConfigError(path, "a file", "none");
  },
};

/** What a minute of 200 clicks a second comes to. */
function report(batch = "", more = "") {
  const text = `template: template.yaml
duration: 2m
workload: [{ to: Clicks, arrivals: { constant: { rate: 200/s } }, for: 1m, payload: { size: 200B }${batch} }]
${more}`;
  const { scenario } = readScenario(readScenarioDocument(text, "s.yaml"), sources);
  const run = prepareRun(scenario, { seed: 1 });
  continueRun(run);
  const { metrics } = reportOf(run);
  return {
    sum: (metric: string, of = "Clicks") => metrics[of]?.[metric]?.sum ?? 0,
    latest: metrics["workload to Clicks"] ?? {},
  };
}

it("kinesis.put.collected: a producer that collects puts the same records in fewer requests", () => {
  const alone = report();
  const together = report(", batch: { within: 100ms }");
  expect(alone.sum("PutRecord.Success")).toBe(12_000);
  expect(alone.sum("PutRecords.Success")).toBe(0);
  // Twenty come in a tenth of a second, and one that begins it.
  expect(together.sum("PutRecord.Success")).toBe(0);
  expect(together.sum("PutRecords.TotalRecords")).toBe(12_000);
  expect(together.sum("PutRecords.Success")).toBeGreaterThan(500);
  expect(together.sum("PutRecords.Success")).toBeLessThan(700);
  // What is billed stays what it is: units of 25 KB of each record.
  expect(together.sum("PutPayloadUnits")).toBe(alone.sum("PutPayloadUnits"));
});

const refusing = (code: string) =>
  report("", `faults: [{ at: 10s, for: 10s, refuse: Clicks, with: ${code} }]`);

it("kinesis.put.failures: producers try again after a failure of Kinesis", () => {
  const { sum } = refusing("InternalFailureException");
  expect(sum("Retried", "workload to Clicks")).toBeGreaterThan(0);
  expect(sum("IncomingRecords")).toBeGreaterThan(10_000);
});

it.each(["AccessDeniedException", "KMSAccessDeniedException"])(
  "kinesis.put.failures: and not after %s",
  (code) => {
    const { sum } = refusing(code);
    expect(sum("Retried", "workload to Clicks")).toBe(0);
    expect(sum("IncomingRecords")).toBe(10_000);
  },
);
