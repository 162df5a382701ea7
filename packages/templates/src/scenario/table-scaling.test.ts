import { continueRun, prepareRun, reportOf, type PlainObject } from "@orrery/aws";
import { ConfigError } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { readScenario } from "./read-scenario.ts";
import { readScenarioDocument } from "./scenario-document.ts";

const template = `Resources:
  Orders:
    Type: AWS::DynamoDB::Table
    Properties:
      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
      ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 }
  WriteScaling:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties:
      ServiceNamespace: dynamodb
      ResourceId: !Sub "table/\${Orders}"
      ScalableDimension: dynamodb:table:WriteCapacityUnits
      MinCapacity: 5
      MaxCapacity: 60
      RoleARN: !Sub "arn:aws:iam::\${AWS::AccountId}:role/scaling"
  WriteTracking:
    Type: AWS::ApplicationAutoScaling::ScalingPolicy
    Properties:
      PolicyName: keep
      PolicyType: TargetTrackingScaling
      ScalingTargetId: !Ref WriteScaling
      TargetTrackingScalingPolicyConfiguration:
        TargetValue: 70
        PredefinedMetricSpecification: { PredefinedMetricType: DynamoDBWriteCapacityUtilization }
`;
const indexTemplate = `Resources:
  Orders:
    Type: AWS::DynamoDB::Table
    Properties:
      AttributeDefinitions:
        - { AttributeName: id, AttributeType: S }
        - { AttributeName: buyer, AttributeType: S }
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
      ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 100 }
      GlobalSecondaryIndexes:
        - IndexName: byBuyer
          KeySchema: [{ AttributeName: buyer, KeyType: HASH }]
          Projection: { ProjectionType: ALL }
          ProvisionedThroughput: { ReadCapacityUnits: 7, WriteCapacityUnits: 5 }
  IndexScaling:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties:
      ServiceNamespace: dynamodb
      ResourceId: !Sub "table/\${Orders}/index/byBuyer"
      ScalableDimension: dynamodb:index:WriteCapacityUnits
      MinCapacity: 5
      MaxCapacity: 60
      RoleARN: !Sub "arn:aws:iam::\${AWS::AccountId}:role/scaling"
  IndexTracking:
    Type: AWS::ApplicationAutoScaling::ScalingPolicy
    Properties:
      PolicyName: keep
      PolicyType: TargetTrackingScaling
      ScalingTargetId: !Ref IndexScaling
      TargetTrackingScalingPolicyConfiguration:
        TargetValue: 70
        PredefinedMetricSpecification: { PredefinedMetricType: DynamoDBWriteCapacityUtilization }
`;
const templates: Readonly<Record<string, string>> = {
  "template.yaml": template,
  "index.yaml": indexTemplate,
};
const open = (path: string) => {
  const text = templates[path];
  if (text !== undefined) return { path, text };
  throw new ConfigError(path, "a file", "none");
};
const load = `template: template.yaml
duration: 90m
workload:
  - { to: Orders, arrivals: { constant: { rate: 20/s } }, from: 10m, for: 40m, payload: { json: { total: 9 } }, retry: none }
  - { to: Orders, arrivals: { constant: { rate: 1/s } }, from: 50m, payload: { json: { total: 9 } }, retry: none }
`;

function runOf(text: string) {
  const { scenario } = readScenario(readScenarioDocument(text, "s.yaml"), { open });
  const run = prepareRun(scenario, { seed: 1 });
  continueRun(run);
  return { run, report: reportOf(run) };
}

describe("a table whose throughput is scaled", () => {
  const { run, report } = runOf(load);
  const { component } = run.resources.find(({ logicalId }) => logicalId === "Orders")!;
  const series = run.gauges.get(component)!.get("ProvisionedWriteCapacityUnits")!.points;
  const at = (minute: number) => series.filter(({ second }) => second <= minute * 60).at(-1)!.value;

  it("dynamodb.autoscaling.out: follows a load that is there for two minutes, and not before", () => {
    expect(at(12)).toBe(5);
    // It sees no more than is let in, at first with burst credit. 20 units a second are 70 % of 29.
    const steps = [...new Set(series.map(({ value }) => value))];
    expect(steps).toEqual([5, 22, 29]);
    expect(at(35)).toBe(29);
    const { sum } = report.metrics["Orders"]!["WriteThrottleEvents"]!;
    expect(sum).toBeGreaterThan(0);
    expect(sum).toBeLessThan(20 * 60 * 10);
  });

  it("dynamodb.autoscaling.in: goes back once the load was low for fifteen minutes", () => {
    expect(at(62)).toBe(29);
    expect(at(75)).toBe(5);
  });

  it("keeps the other side as it is, and is billed for what it had", () => {
    expect(run.simulation.gaugesOf(component)["ProvisionedReadCapacityUnits"]).toBe(5);
    expect(report.cost.total).toBeGreaterThan(0);
    expect(report.metrics["WriteScaling"]!["ScaleOuts"]!.sum).toBeGreaterThan(0);
  });

  it("dynamodb.autoscaling.silent: is not scaled where nothing is written", () => {
    const silent = runOf(load.replace(/\n  - [^\n]*50m[^\n]*/, ""));
    expect(silent.run.simulation.gaugesOf(component)["ProvisionedWriteCapacityUnits"]).toBe(29);
  });
});

describe("a global secondary index whose throughput is scaled", () => {
  const { run, report } = runOf(`template: index.yaml
duration: 40m
workload:
  - { to: Orders, arrivals: { constant: { rate: 20/s } }, payload: { json: { total: 9, buyer: "b" } }, retry: none }
`);
  const describeTable = () =>
    run.simulation.client().call("dynamodb", "DescribeTable", {
      TableName: run.resources
        .find(({ logicalId }) => logicalId === "Orders")!
        .component.replace("dynamodb.table:", ""),
    })["Table"] as PlainObject;
  const sumOf = (metric: string) => report.metrics["Orders"]![metric]!.sum;

  it("dynamodb.autoscaling.indexes: sets what it needs, and leaves the table as it is", () => {
    const table = describeTable();
    const [index] = table["GlobalSecondaryIndexes"] as readonly PlainObject[];
    expect(index).toMatchObject({
      IndexStatus: "ACTIVE",
      ProvisionedThroughput: { ReadCapacityUnits: 7, WriteCapacityUnits: 29 },
    });
    expect(table["ProvisionedThroughput"]).toMatchObject({ WriteCapacityUnits: 100 });
  });

  it("dynamodb.capacity.index-metrics: tells of an index beside its table, in the summary too", () => {
    expect(sumOf("WriteThrottleEvents")).toBe(0);
    expect(sumOf("IndexWriteThrottleEvents")).toBe(sumOf("ThrottledRequests"));
    expect(sumOf("ThrottledRequests")).toBeGreaterThan(0);
    expect(sumOf("IndexConsumedWriteCapacityUnits")).toBe(sumOf("WriteRequests"));
    expect(report.warnings.join("\n")).toMatch(
      /Orders refused [\d,]+ requests: of its index byBuyer, its provisioned throughput is used up\./,
    );
  });
});
