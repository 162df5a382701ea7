import { continueRun, prepareRun, reportOf } from "@orrery/aws";
import { ConfigError } from "@orrery/kernel";
import { expect, it } from "vitest";
import { readScenario } from "./read-scenario.ts";
import { readScenarioDocument } from "./scenario-document.ts";

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: orders
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true }
  Files: { Type: AWS::S3::Bucket, Properties: { BucketName: orders-files } }
  Exporter: { Type: AWS::Serverless::Function, Properties: { Handler: a.b, Runtime: nodejs22.x } }
`;

const scenario = (bucket: string) => `template: template.yaml
duration: 10m
workload:
  - { to: Orders, arrivals: { constant: { rate: 1/s } }, for: 60s }
  - { to: Exporter, arrivals: { constant: { rate: 1/s } }, from: 90s, for: 1s }
functions:
  Exporter:
    calls:
      - dynamodb:ExportTableToPointInTime:
          TableArn: arn:aws:dynamodb:us-east-1:123456789012:table/orders
          S3Bucket: ${bucket}
`;

function reportAfter(bucket: string) {
  const open = (path: string) => {
    if (path === "template.yaml") return { path, text: template };
    throw new ConfigError(path, "a file", "none");
  };
  const document = readScenarioDocument(scenario(bucket), "s.yaml");
  const run = prepareRun(readScenario(document, { open }).scenario, { seed: 1 });
  continueRun(run);
  return reportOf(run);
}

it("dynamodb.export.full: a function exports what a workload put, into a bucket of the template", () => {
  const report = reportAfter("orders-files");
  expect(report.metrics["Orders"]!["ExportedItems"]!.sum).toBe(60);
  expect(report.metrics["Orders"]!["ExportedBytes"]!.sum).toBeGreaterThan(60);
  // The files of four partitions, that it has begun, and two manifests with their checksums.
  expect(report.metrics["Files"]!["PutRequests"]!.sum).toBe(4 + 5);
  expect(JSON.stringify(report)).toContain("DynamoDB exports to S3");
});
