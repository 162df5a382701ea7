import { continueRun, prepareRun, reportOf } from "@orrery/aws";
import { ConfigError } from "@orrery/kernel";
import { expect, it } from "vitest";
import { readScenario } from "./read-scenario.ts";
import { readScenarioDocument } from "./scenario-document.ts";

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Uploads: { Type: AWS::S3::Bucket, Properties: { BucketName: uploads } }
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Runtime: nodejs22.x
      Events:
        Upload:
          Type: S3
          Properties:
            Bucket: !Ref Uploads
            Events: s3:ObjectCreated:*
            Filter: { S3Key: { Rules: [{ Name: suffix, Value: .jpg }] } }
  Archive: { Type: AWS::S3::Bucket, Properties: { BucketName: archive } }
  Clicks:
    Type: AWS::KinesisFirehose::DeliveryStream
    Properties:
      S3DestinationConfiguration:
        BucketARN: !GetAtt Archive.Arn
        RoleARN: arn:aws:iam::123456789012:role/firehose
        BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 }
  Failing:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Runtime: nodejs22.x
      EventInvokeConfig:
        MaximumRetryAttempts: 0
        DestinationConfig: { OnFailure: { Type: S3Bucket, Destination: !GetAtt Failures.Arn } }
  Failures: { Type: AWS::S3::Bucket, Properties: { BucketName: failures } }
`;

const sources = {
  open(path: string) {
    if (path === "template.yaml") return { path, text: template };
    throw new ConfigError(path, "a file", "none");
  },
};

function reportFor(text: string) {
  const document = readScenarioDocument(`template: template.yaml\n${text}`, "s.yaml");
  const run = prepareRun(readScenario(document, sources).scenario, { seed: 1 });
  continueRun(run);
  return reportOf(run);
}

it("what a workload uploads invokes the function of its event, and costs requests and storage", () => {
  const { metrics, cost, warnings } = reportFor(`duration: 2m
functions: { Worker: { duration: 10ms } }
buckets: { Uploads: { key: "raw/{number}.jpg" } }
workload: [{ to: Uploads, arrivals: { poisson: { rate: 20/s } }, for: 1m }]`);
  const put = metrics["Uploads"]?.["PutRequests"]?.sum ?? 0;
  expect(put).toBeGreaterThan(1_000);
  expect(metrics["Worker"]?.["Invocations"]?.sum).toBe(put);
  const items = cost.resources
    .filter(({ resource }) => resource === "Uploads")
    .flatMap(({ items: each }) => each);
  expect(items.some(({ quantity }) => quantity === put)).toBe(true);
  expect(warnings.join("\n")).not.toContain("not modeled");
});

it("what the filter leaves out invokes nothing", () => {
  const { metrics } = reportFor(`duration: 2m
buckets: { Uploads: { key: "raw/{number}.png" } }
workload: [{ to: Uploads, arrivals: { poisson: { rate: 2/s } }, for: 1m }]`);
  expect(metrics["Worker"]?.["Invocations"]?.sum ?? 0).toBe(0);
});

it("a delivery stream and a function that fails put objects into buckets", () => {
  const { metrics } = reportFor(`duration: 5m
functions: { Failing: { duration: 10ms, failures: 1 } }
workload:
  - { to: Clicks, arrivals: { poisson: { rate: 20/s } }, for: 2m }
  - { to: Failing, invoke: event, arrivals: { constant: { rate: 0.1/s } }, for: 1m }`);
  const delivered = metrics["Clicks"]?.["DeliveryToS3.ObjectCount"]?.sum ?? 0;
  expect(delivered).toBeGreaterThan(1);
  expect(metrics["Archive"]?.["PutRequests"]?.sum).toBe(delivered);
  expect(metrics["Archive"]?.["BytesUploaded"]?.sum).toBe(
    metrics["Clicks"]?.["DeliveryToS3.Bytes"]?.sum,
  );
  const failed = metrics["Failing"]?.["Errors"]?.sum ?? 0;
  expect(failed).toBeGreaterThan(1);
  expect(metrics["Failures"]?.["PutRequests"]?.sum).toBe(failed);
});
