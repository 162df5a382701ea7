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
      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
      BillingMode: PAY_PER_REQUEST
      KinesisStreamSpecification:
        StreamArn: !GetAtt Changes.Arn
        ApproximateCreationDateTimePrecision: MICROSECOND
  Changes: { Type: AWS::Kinesis::Stream, Properties: { ShardCount: 1 } }
  Reader:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Runtime: nodejs22.x
      Events: { Changes: { Type: Kinesis, Properties: { Stream: !GetAtt Changes.Arn, StartingPosition: TRIM_HORIZON } } }
`;
const sources = {
  open(path: string) {
    if (path === "template.yaml") return { path, text: template };
    throw new ConfigError(path, "a file", "none");
  },
};

it("a function reads what becomes of the items of a table from a Kinesis data stream", () => {
  const text = `template: template.yaml
duration: 3m
functions: { Reader: { duration: 5ms } }
workload: [{ to: Orders, arrivals: { constant: { rate: 5/s } }, for: 2m, payload: { json: { total: 9 } } }]`;
  const document = readScenarioDocument(text, "s.yaml");
  const run = prepareRun(readScenario(document, sources).scenario, { seed: 1 });
  continueRun(run);
  const { metrics, warnings } = reportOf(run);
  const written = metrics["Orders"]!["WriteRequests"]!.sum;
  expect(written).toBeGreaterThan(590);
  expect(metrics["Orders"]!["ConsumedChangeDataCaptureUnits"]!.sum).toBe(written);
  expect(metrics["Changes"]!["IncomingRecords"]!.sum).toBe(written);
  expect(metrics["ReaderChanges"]!["ProcessedEventCount"]!.sum).toBe(written);
  expect(warnings.join("\n")).not.toContain("Kinesis");
});
