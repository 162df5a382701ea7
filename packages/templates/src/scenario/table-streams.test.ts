import { continueRun, prepareRun, reportOf, type RunReport } from "@orrery/aws";
import { ConfigError } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { lintTemplate } from "../template/lint.ts";
import { readScenario } from "./read-scenario.ts";
import { readScenarioDocument } from "./scenario-document.ts";

const table = (more = "", type = "Table") => `
  Orders:
    Type: AWS::DynamoDB::${type}
    Properties:
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
${more}`;
const streaming = "      StreamSpecification: { StreamViewType: NEW_IMAGE }\n";
const mapping = (arn: string) => `
  Sender: { Type: AWS::Serverless::Function, Properties: { Handler: a.b, Runtime: nodejs22.x } }
  Reading:
    Type: AWS::Lambda::EventSourceMapping
    Properties: { EventSourceArn: ${arn}, FunctionName: !Ref Sender, StartingPosition: TRIM_HORIZON }
`;
const eventOf = (arn: string) => `
  Sender:
    Type: AWS::Serverless::Function
    Properties:
      Handler: a.b
      Runtime: nodejs22.x
      Events:
        Changes: { Type: DynamoDB, Properties: { Stream: ${arn}, StartingPosition: TRIM_HORIZON, BatchSize: 10 } }
`;
const ofStream = "!GetAtt Orders.StreamArn";

function textOf(resources: readonly string[]) {
  return `Transform: AWS::Serverless-2016-10-31\nResources:\n${resources.join("\n")}`;
}

function reportAfter(resources: readonly string[], more: string): RunReport {
  const text = `template: template.yaml\nduration: 1m\n${more}`;
  const open = (path: string) => {
    if (path === "template.yaml") return { path, text: textOf(resources) };
    throw new ConfigError(path, "a file", "none");
  };
  const { scenario } = readScenario(readScenarioDocument(text, "s.yaml"), { open });
  const run = prepareRun(scenario, { seed: 1 });
  continueRun(run);
  return reportOf(run);
}

const load = "workload: [{ to: Orders, arrivals: { constant: { rate: 1/s } }, for: 30s }]\n";
const sum = ({ metrics }: RunReport, resource: string, metric: string) =>
  metrics[resource]?.[metric]?.sum;

it("dynamodb.api.internal-error: a failure inside DynamoDB is tried again by SDKs", () => {
  const fault =
    "faults: [{ at: 5s, for: 10s, refuse: Orders, with: InternalServerError, share: 50% }]\n";
  const report = reportAfter([table()], `${load}${fault}`);
  expect(sum(report, "workload to Orders", "Retried")).toBeGreaterThan(3);
  expect(sum(report, "Orders", "WriteRequests")).toBe(
    sum(report, "workload to Orders", "Accepted"),
  );
  const refusing = fault.replace("InternalServerError", "ValidationException");
  const given = reportAfter([table()], `${load}${refusing}`);
  expect(sum(given, "workload to Orders", "Retried")).toBe(0);
});

describe("a function that reads the stream of a table in a template", () => {
  it.each([
    ["a mapping", [table(streaming), mapping(ofStream)], "Reading"],
    ["a mapping before the table", [mapping(ofStream), table(streaming)], "Reading"],
    ["an event of SAM", [table(streaming), eventOf(ofStream)], "SenderChanges"],
    [
      "a mapping of a global table",
      [
        table(`${streaming}      Replicas: [{ Region: us-east-1 }]\n`, "GlobalTable"),
        mapping(ofStream),
      ],
      "Reading",
    ],
  ])("gets each change: %s", (_, resources, reading) => {
    for (const start of ["", "startsAt: 2026-11-30T08:00:00.250Z\n"]) {
      const report = reportAfter(resources, `${start}${load}`);
      const put = sum(report, "workload to Orders", "Offered");
      expect(put).toBeGreaterThan(20);
      expect(sum(report, reading, "ProcessedEventCount")).toBe(put);
      expect(report.cost.total).toBeGreaterThan(0);
    }
  });

  it("gets nothing where it names the table, as Lambda says", () => {
    expect(() => reportAfter([table(streaming), mapping("!GetAtt Orders.Arn")], load)).toThrow(
      "Reading (CreateEventSourceMapping): expected what AWS accepts, received InvalidParameterValueException: Unrecognized event source.",
    );
  });

  it("reads a stand-in where the table is in another template", () => {
    const arn =
      "arn:aws:dynamodb:us-east-1:123456789012:table/Others/stream/2025-01-01T00:00:00.000";
    const { warnings, resources } = lintTemplate(textOf([mapping(arn)]), "template.yaml");
    expect(warnings.join("\n")).toContain("the table that it names is not in this template");
    expect(resources.map(({ physicalName }) => physicalName)).toContain("Others");
    const [stood] = resources.filter(({ physicalName }) => physicalName === "Others");
    const report = reportAfter([mapping(arn)], load.replace("Orders", stood!.logicalId));
    expect(sum(report, "Reading", "ProcessedEventCount")).toBe(
      sum(report, `workload to ${stood!.logicalId}`, "Offered"),
    );
  });

  it("is not warned of other readers, since each reads all of a stream", () => {
    const second = mapping(ofStream)
      .replace("Sender:", "Archiver:")
      .replace("!Ref Sender", "!Ref Archiver")
      .replace("Reading", "Archiving")
      .replace("TRIM_HORIZON", "TRIM_HORIZON, FilterCriteria: { Filters: [{ Pattern: '{}' }] }");
    const { warnings } = lintTemplate(
      textOf([table(streaming), mapping(ofStream), second]),
      "template.yaml",
    );
    expect(warnings.filter((warning) => warning.includes("read one"))).toEqual([]);
  });
});
