import { minutes, type Duration } from "@orrery/kernel";
import { expect, it } from "vitest";
import { continueRun, prepareRun, reportOf, type Scenario } from "../../../index.ts";
import { defaultBehavior } from "../config.ts";

const FunctionName = "worker";
const made = (operation: string, params: object, logicalId = "Worker") => ({
  ...{ logicalId, service: "lambda", operation },
  params: { FunctionName, ...params } as Scenario["architecture"][number]["params"],
});

const scenario: Scenario = {
  ...{
    region: "us-east-1",
    accountId: "123456789012",
    latencies: { "lambda.function.update": { type: "constant", value: 0 } },
  },
  ...{ asOf: "2026-11-01", startsAt: "2026-11-23T09:00:00Z" },
  ...{ faults: [], expectations: [] },
  architecture: [
    made("CreateFunction", {
      ...{ Runtime: "nodejs22.x", Handler: "index.handler", Code: { ZipFile: "" } },
      Role: "arn:aws:iam::123456789012:role/worker",
    }),
    made("PublishVersion", {}, "First"),
    made("UpdateFunctionConfiguration", { Timeout: 9 }),
    made("PublishVersion", {}, "Second"),
    made(
      "CreateAlias",
      {
        ...{ Name: "live", FunctionVersion: "1" },
        RoutingConfig: { AdditionalVersionWeights: { "2": 0.1 } },
      },
      "Live",
    ),
  ],
  extras: { Worker: { Behavior: { ...defaultBehavior } } },
  duration: minutes(10),
  workloads: [
    {
      to: "Live",
      arrivals: { type: "constant", rate: 20 },
      ...{ from: 0 as Duration, until: null, groups: [] },
      payload: { type: "body", body: "{}", size: 2 },
    },
  ],
};

it("an alias gives a part of a workload to another version, as a report tells of each", () => {
  const run = prepareRun(scenario, { seed: 1 });
  continueRun(run);
  const { metrics } = reportOf(run);
  const [first, second] = ["First", "Second"].map((name) => metrics[name]!["Invocations"]!.sum);
  expect(first! + second!).toBeGreaterThan(11_900);
  expect(second! / (first! + second!)).toBeCloseTo(0.1, 1);
});
