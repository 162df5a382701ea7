import { continueRun, prepareRun, reportOf } from "@orrery/aws";
import { ConfigError } from "@orrery/kernel";
import { expect, it } from "vitest";
import { readScenario } from "./read-scenario.ts";
import { readScenarioDocument } from "./scenario-document.ts";

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Events:
    Type: AWS::MSK::Cluster
    Properties:
      ClusterName: events
      KafkaVersion: 3.9.x
      NumberOfBrokerNodes: 3
      BrokerNodeGroupInfo: { InstanceType: kafka.m7g.large, ClientSubnets: [a, b, c] }
  Orders:
    Type: AWS::MSK::Topic
    Properties: { ClusterArn: !Ref Events, TopicName: orders, PartitionCount: 8, ReplicationFactor: 3 }
  Failed: { Type: AWS::SQS::Queue }
  Worker:
    Type: AWS::Serverless::Function
    DependsOn: Orders
    Properties:
      Handler: index.handler
      Runtime: nodejs22.x
      Events:
        Orders:
          Type: MSK
          Properties:
            Stream: !GetAtt Events.Arn
            Topics: [orders]
            StartingPosition: TRIM_HORIZON
            BatchSize: 20
            DestinationConfig: { OnFailure: { Destination: !GetAtt Failed.Arn } }
`;
const sources = {
  open(path: string) {
    if (path === "template.yaml") return { path, text: template };
    throw new ConfigError(path, "a file", "none");
  },
};

function reportAfter(text: string) {
  const document = readScenarioDocument(`template: template.yaml\n${text}`, "s.yaml");
  const run = prepareRun(readScenario(document, sources).scenario, { seed: 1 });
  continueRun(run);
  const report = reportOf(run);
  return { ...report, sum: (name: string, metric: string) => report.metrics[name]?.[metric]?.sum };
}

it("a topic is read by more readers as they lag, to its end, and its cluster's price is left out", () => {
  const { metrics, sum, cost } = reportAfter(`duration: 40m
functions: { Worker: { duration: 2s } }
workload: [{ to: Orders, arrivals: { poisson: { rate: 40/s } }, for: 15m, groups: { a: 1, b: 1, c: 1, d: 1, e: 1, f: 1, g: 1, h: 1 } }]`);
  const put = sum("Orders", "MessagesIn")!;
  expect(put).toBeGreaterThan(30_000);
  expect(sum("WorkerOrders", "ProcessedEventCount")).toBe(put);
  expect(metrics["Orders"]?.["GroupReaders"]?.max).toBeGreaterThan(3);
  expect(metrics["Orders"]?.["GroupReaders"]?.max).toBeLessThanOrEqual(8);
  expect(cost.leftOut.map(({ what }) => what).join("\n")).toContain("brokers");
});

it("what a function fails on goes to the on-failure destination, and the partition goes on", () => {
  const { sum } = reportAfter(`duration: 30m
functions: { Worker: { duration: 10ms, poison: 1% } }
workload: [{ to: Orders, arrivals: { constant: { rate: 2/s } }, for: 5m }]`);
  const put = sum("Orders", "MessagesIn")!;
  const dropped = sum("WorkerOrders", "DroppedEventCount")!;
  expect(dropped).toBeGreaterThan(0);
  expect(sum("WorkerOrders", "ProcessedEventCount")! + dropped).toBe(put);
  expect(sum("Failed", "NumberOfMessagesSent")).toBeGreaterThan(0);
});
