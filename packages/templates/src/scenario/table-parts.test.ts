import { continueRun, prepareRun, reportOf } from "@orrery/aws";
import { ConfigError } from "@orrery/kernel";
import { expect, it } from "vitest";
import { readScenario } from "./read-scenario.ts";
import { readScenarioDocument } from "./scenario-document.ts";

const keyed = `
      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
      KeySchema: [{ AttributeName: id, KeyType: HASH }]`;
const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Sessions:
    Type: AWS::DynamoDB::Table
    Properties:${keyed}
      TableName: sessions
      BillingMode: PAY_PER_REQUEST
      TimeToLiveSpecification: { AttributeName: until, Enabled: true }
      StreamSpecification: { StreamViewType: OLD_IMAGE }
  Bounded:
    Type: AWS::DynamoDB::Table
    Properties:${keyed}
      BillingMode: PAY_PER_REQUEST
      OnDemandThroughput: { MaxWriteRequestUnits: 10 }
  Bought:
    Type: AWS::DynamoDB::Table
    Properties:${keyed}
      ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 2 }
  Everywhere:
    Type: AWS::DynamoDB::GlobalTable
    Properties:${keyed}
      TableName: everywhere
      BillingMode: PAY_PER_REQUEST
      StreamSpecification: { StreamViewType: NEW_IMAGE }
      Replicas: [{ Region: us-east-1 }, { Region: eu-west-1 }]
  Cleaner:
    Type: AWS::Serverless::Function
    Properties:
      Handler: a.b
      Runtime: nodejs22.x
      Events:
        Gone:
          Type: DynamoDB
          Properties:
            Stream: !GetAtt Sessions.StreamArn
            StartingPosition: TRIM_HORIZON
            FilterCriteria: { Filters: [{ Pattern: '{"eventName":["REMOVE"]}' }] }
  Worker: { Type: AWS::Serverless::Function, Properties: { Handler: a.b, Runtime: nodejs22.x } }
`;

function reportFor(text: string) {
  const open = (path: string) => {
    if (path === "template.yaml") return { path, text: template };
    throw new ConfigError(path, "a file", "none");
  };
  const document = readScenarioDocument(
    `template: template.yaml\nstartsAt: 2026-01-01T00:00:00Z\n${text}`,
    "s.yaml",
  );
  const run = prepareRun(readScenario(document, { open }).scenario, { seed: 1 });
  continueRun(run);
  return reportOf(run);
}
type Report = ReturnType<typeof reportFor>;
const sumOf = ({ metrics }: Report, name: string, metric: string): number =>
  metrics[name]?.[metric]?.sum ?? 0;

const until = Date.parse("2026-01-01T00:02:00Z") / 1_000;

it("dynamodb.ttl.free: what has expired goes, at no cost of units, and the function of its stream hears of it", () => {
  const report = reportFor(`duration: 10m
latencies: { dynamodb.timeToLive: 1m }
workload: [{ to: Sessions, arrivals: { constant: { rate: 1/s } }, for: 1m, payload: { json: { until: ${until} } } }]`);
  const written = sumOf(report, "Sessions", "WriteRequests");
  expect(written).toBeGreaterThan(50);
  expect(sumOf(report, "Sessions", "TimeToLiveDeletedItemCount")).toBe(written);
  expect(sumOf(report, "Sessions", "ConsumedWriteCapacityUnits")).toBe(written);
  expect(sumOf(report, "Cleaner", "Invocations")).toBeGreaterThan(0);
});

it("dynamodb.capacity.maximum-on-demand: the summary says what is above a table's maximum", () => {
  const report = reportFor(`duration: 1m
workload: [{ to: Bounded, arrivals: { constant: { rate: 30/s } }, payload: { json: { n: 1 } }, retry: none }]`);
  const taken = sumOf(report, "Bounded", "WriteRequests");
  expect(taken).toBeGreaterThan(580);
  expect(taken).toBeLessThan(620);
  expect(sumOf(report, "Bounded", "WriteMaxOnDemandThroughputThrottleEvents")).toBe(
    sumOf(report, "Bounded", "ThrottledRequests"),
  );
  expect(report.warnings.join("\n")).toMatch(
    /Bounded refused [\d,]+ requests: .*OnDemandThroughput/,
  );
});

it("dynamodb.capacity.burst: a table gives for a while what it did not use before", () => {
  const load = (more: string) => `duration: 2m
${more}workload: [{ to: Bought, arrivals: { constant: { rate: 6/s } }, payload: { json: { n: 1 } }, retry: none }]`;
  const fresh = reportFor(load(""));
  expect(sumOf(fresh, "Bought", "WriteRequests")).toBeLessThan(250);
  const full = reportFor(load("assumptions: { dynamodb.burstAtStart: 1 }\n"));
  expect(sumOf(full, "Bought", "ThrottledRequests")).toBe(0);
});

it("dynamodb.table.stale-reads: reads that are eventually consistent may not see what was just written", () => {
  const calls = `functions:
  Worker:
    calls:
      - dynamodb:PutItem: { TableName: sessions, Item: { id: { S: a }, n: { N: "1" } } }
      - dynamodb:GetItem: { TableName: sessions, Key: { id: { S: a } } }
      - dynamodb:GetItem: { TableName: sessions, Key: { id: { S: a } }, ConsistentRead: true }
workload: [{ to: Worker, arrivals: { constant: { rate: 1/s } } }]`;
  const stale = reportFor(
    `duration: 1m\nassumptions: { dynamodb.staleReads: 1, dynamodb.convergence: 1s }\n${calls}`,
  );
  expect(sumOf(stale, "Sessions", "StaleReads")).toBe(sumOf(stale, "Worker", "Invocations"));
  const seen = reportFor(`duration: 1m\nassumptions: { dynamodb.staleReads: 0 }\n${calls}`);
  expect(sumOf(seen, "Sessions", "StaleReads")).toBe(0);
});

it("dynamodb.api.transactions: functions write with conditions, in transactions and in PartiQL", () => {
  const report = reportFor(`duration: 1m
functions:
  Worker:
    calls:
      - dynamodb:TransactWriteItems:
          TransactItems:
            - Put: { TableName: sessions, Item: { id: { S: a }, n: { N: "1" } } }
            - Update:
                TableName: everywhere
                Key: { id: { S: a } }
                UpdateExpression: ADD n :one
                ExpressionAttributeValues: { ":one": { N: "1" } }
      - dynamodb:ExecuteStatement: { Statement: "UPDATE everywhere SET m = 2 WHERE id = 'a'" }
      - dynamodb:BatchGetItem: { RequestItems: { sessions: { Keys: [{ id: { S: a } }] } } }
      - dynamodb:PutItem:
          TableName: sessions
          Item: { id: { S: a } }
          ConditionExpression: attribute_not_exists(id)
workload: [{ to: Worker, arrivals: { constant: { rate: 1/s } } }]`);
  const invocations = sumOf(report, "Worker", "Invocations");
  expect(sumOf(report, "Everywhere", "WriteRequests")).toBe(2 * invocations);
  expect(sumOf(report, "Sessions", "ConditionalCheckFailedRequests")).toBe(invocations);
  // Two units for each item of a transaction, and one for the condition that failed.
  expect(sumOf(report, "Sessions", "ConsumedWriteCapacityUnits")).toBe(3 * invocations);
  expect(sumOf(report, "Worker", "Errors")).toBe(invocations);
  expect(report.cost.total).toBeGreaterThan(0);
});
