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

const importing = (bucket: string) => `Resources:
  Files: { Type: AWS::S3::Bucket, Properties: { BucketName: orders-files } }
  Orders:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: orders
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
      StreamSpecification: { StreamViewType: NEW_IMAGE }
      TimeToLiveSpecification: { AttributeName: until, Enabled: true }
      ImportSourceSpecification:
        InputFormat: DYNAMODB_JSON
        S3BucketSource: { S3Bucket: ${bucket}, S3KeyPrefix: in/ }
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

const reportAfter = (bucket: string) => reportOf(runOf(scenario(bucket), template));

function runOf(text: string, itsTemplate: string) {
  const open = (path: string) => {
    if (path === "template.yaml") return { path, text: itsTemplate };
    throw new ConfigError(path, "a file", "none");
  };
  const document = readScenarioDocument(text, "s.yaml");
  const run = prepareRun(readScenario(document, { open }).scenario, { seed: 1 });
  continueRun(run);
  return run;
}

it("dynamodb.export.full: a function exports what a workload put, into a bucket of the template", () => {
  const report = reportAfter("orders-files");
  expect(report.metrics["Orders"]!["ExportedItems"]!.sum).toBe(60);
  expect(report.metrics["Orders"]!["ExportedBytes"]!.sum).toBeGreaterThan(60);
  // The files of four partitions, that it has begun, and two manifests with their checksums.
  expect(report.metrics["Files"]!["PutRequests"]!.sum).toBe(4 + 5);
  expect(JSON.stringify(report)).toContain("DynamoDB exports to S3");
});

const writes = `template: template.yaml
duration: 2m
workload: [{ to: Orders, arrivals: { constant: { rate: 1/s } }, for: 60s }]
`;

it.each([
  ["of the template", "!Ref Files", ["completed"]],
  ["elsewhere", "elsewhere", []],
])(
  "dynamodb.import.template: a table of a bucket %s is there at once",
  (_where, bucket, phases) => {
    const { simulation, ...run } = runOf(writes, importing(bucket));
    const imports = simulation.names.filter((name) => name.startsWith("dynamodb.import"));
    expect(imports.map((name) => (simulation.stateOf(name) as { phase: string }).phase)).toEqual(
      phases,
    );
    expect(simulation.gaugesOf("dynamodb.table:orders")["Items"]).toBe(60);
    const stream = simulation.names.find((name) => name.startsWith("dynamodb.stream"))!;
    expect(simulation.gaugesOf(stream)["RecordsKept"]).toBe(60);
    expect(simulation.settingsOf("dynamodb.table:orders")).toMatchObject({ timeToLive: "until" });
    expect(reportOf({ simulation, ...run }).warnings.join(" ")).not.toContain("import");
  },
);
