import { continueRun, prepareRun, reportOf } from "@orrery/aws";
import { ConfigError } from "@orrery/kernel";
import { expect, it } from "vitest";
import { readScenario } from "./read-scenario.ts";
import { readScenarioDocument } from "./scenario-document.ts";

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Payloads: { Type: AWS::S3::Bucket }
  Orders: { Type: AWS::SQS::Queue }
  News: { Type: AWS::SNS::Topic }
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Runtime: nodejs22.x
      Events: { Orders: { Type: SQS, Properties: { Queue: !GetAtt Orders.Arn } } }
`;

const sources = {
  open(path: string) {
    if (path === "template.yaml") return { path, text: template };
    throw new ConfigError(path, "a file", "none");
  },
};

function runOf(workload: string, rest = "") {
  const text = `template: template.yaml
duration: 2m
functions: { Worker: { duration: 10ms } }
workload: [{ arrivals: { constant: { rate: 2/s } }, for: 1m, ${workload} }]
${rest}`;
  const document = readScenarioDocument(text, "s.yaml");
  const run = prepareRun(readScenario(document, sources).scenario, { seed: 1 });
  continueRun(run);
  const { metrics } = reportOf(run);
  const sum = (name: string, metric: string) => metrics[name]?.[metric]?.sum ?? 0;
  return { sum, run };
}

const client = "to: Orders, payload: { size: 2MB }, extendedClient: { bucket: Payloads }";

it("leaves what is large in the bucket, and the queue and its reader have a pointer", () => {
  const { sum } = runOf(client);
  expect(sum("Payloads", "PutRequests")).toBe(120);
  expect(sum("Payloads", "BytesUploaded")).toBe(120 * 2 * 1_048_576);
  expect(sum("Orders", "NumberOfMessagesSent")).toBe(120);
  expect(sum("Orders", "SentMessageSize")).toBeLessThan(120 * 400);
  expect(sum("Worker", "Invocations")).toBe(120);
  expect(sum("workload to Orders", "Offloaded")).toBe(120);
  expect(sum("workload to Orders", "Accepted")).toBe(120);
});

it("sends what is not large as it is", () => {
  const { sum } = runOf(client.replace("2MB", "200KB"));
  expect(sum("Payloads", "PutRequests")).toBe(0);
  expect(sum("Orders", "SentMessageSize")).toBe(120 * 200 * 1_024);
});

it("sends no pointer to what the bucket refuses, and tries again", () => {
  const { sum } = runOf(client, "faults: [{ at: 0s, for: 10m, refuse: Payloads, with: SlowDown }]");
  expect(sum("workload to Orders", "Refused")).toBe(120);
  expect(sum("workload to Orders", "Retried")).toBe(2 * 120);
  expect(sum("Orders", "NumberOfMessagesSent")).toBe(0);
});

it("is had by clients of queues alone, and without batches", () => {
  expect(() => runOf(client.replace("to: Orders", "to: News"))).toThrow(
    "no client of a topic has it",
  );
  expect(() => runOf(`${client}, batch: { within: 1s }`)).toThrow("nothing beside batch");
  expect(() => runOf(client.replace("Payloads", "Orders"))).toThrow("a bucket");
});
