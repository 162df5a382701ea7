import { continueRun, prepareRun, reportOf } from "@orrery/aws";
import { ConfigError } from "@orrery/kernel";
import { expect, it } from "vitest";
import { readScenario } from "./read-scenario.ts";
import { readScenarioDocument } from "./scenario-document.ts";

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Uploads: { Type: AWS::S3::Bucket, Properties: { BucketName: uploads } }
  Reports: { Type: AWS::S3::Bucket, Properties: { BucketName: reports } }
  Worker:
    Type: AWS::Serverless::Function
    Properties: { FunctionName: worker, Handler: index.handler, Runtime: nodejs22.x, ReservedConcurrentExecutions: 10 }
`;

const sources = {
  open(path: string) {
    if (path === "template.yaml") return { path, text: template };
    throw new ConfigError(path, "a file", "none");
  },
};

const report = (failures: string) => {
  const text = `template: template.yaml
duration: 10m
functions: { Worker: { duration: 100ms, failures: ${failures} } }
buckets: { Uploads: { key: "in/{number}" } }
workload: [{ to: Uploads, arrivals: { constant: { rate: 10/s } }, for: 20s }]
actions:
  - at: 1m
    do:
      "s3control:CreateJob":
        AccountId: "123456789012"
        ClientRequestToken: once
        Priority: 1
        RoleArn: arn:aws:iam::123456789012:role/batch
        Operation: { LambdaInvoke: { FunctionArn: "arn:aws:lambda:us-east-1:123456789012:function:worker" } }
        ManifestGenerator:
          S3JobManifestGenerator: { SourceBucket: "arn:aws:s3:::uploads", EnableManifestOutput: false }
        Report: { Enabled: true, Bucket: "arn:aws:s3:::reports", Format: Report_CSV_20180820, ReportScope: AllTasks }
`;
  const run = prepareRun(readScenario(readScenarioDocument(text, "s.yaml"), sources).scenario, {
    seed: 1,
  });
  continueRun(run);
  return reportOf(run);
};

it("s3control.cost.batch: a job invokes a function for each object that a workload put, and costs by job and object", () => {
  const { metrics, cost, warnings } = report("0%");
  const [name, job] = Object.entries(metrics).find(([, each]) => "TasksSucceeded" in each)!;
  expect(job).toMatchObject({
    TasksSucceeded: { sum: 200 },
    TasksFailed: { sum: 0 },
    JobsComplete: { sum: 1 },
  });
  expect(job["TasksThrottled"]!.sum).toBeGreaterThan(0);
  expect(metrics["Worker"]!["Invocations"]!.sum).toBe(200);
  expect(metrics["Reports"]!["PutRequests"]!.sum).toBe(2);
  const items = cost.resources
    .filter(({ resource }) => resource === name)
    .flatMap(({ items: each }) => each);
  expect(items.map(({ what, quantity }) => [what, quantity])).toEqual([
    ["S3 Batch Operations jobs", 1],
    ["S3 Batch Operations objects", 200],
    ["S3 Batch Operations lists", 200],
  ]);
  expect(items.map(({ dollars }) => dollars)).toEqual([
    0.25,
    expect.closeTo(0.0002, 12),
    expect.closeTo(0.000003, 12),
  ]);
  expect(warnings.join("\n")).not.toMatch(/tasks? of .* failed/);
});

it("what fails for good is said", () => {
  const { metrics, warnings } = report("90%");
  const job = Object.values(metrics).find((each) => "TasksSucceeded" in each)!;
  expect(job["TasksFailed"]!.sum).toBeGreaterThan(20);
  expect(warnings.join("\n")).toMatch(/tasks of .* failed/);
});
