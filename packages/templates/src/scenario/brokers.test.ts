import { continueRun, prepareRun, reportOf } from "@orrery/aws";
import { ConfigError } from "@orrery/kernel";
import { expect, it } from "vitest";
import { readScenario } from "./read-scenario.ts";
import { readScenarioDocument } from "./scenario-document.ts";

const template = (engine: string) => `Transform: AWS::Serverless-2016-10-31
Resources:
  Secret: { Type: AWS::SecretsManager::Secret }
  Broker:
    Type: AWS::AmazonMQ::Broker
    Properties:
      BrokerName: broker
      EngineType: ${engine}
      EngineVersion: "5.18"
      DeploymentMode: SINGLE_INSTANCE
      HostInstanceType: mq.m5.large
      PubliclyAccessible: false
      Users: [{ Username: user, Password: password1234 }]
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Runtime: nodejs22.x
      Timeout: 60
      Events:
        Orders:
          Type: MQ
          Properties:
            Broker: !GetAtt Broker.Arn
            Queues: [orders]
            BatchSize: 10
            SourceAccessConfigurations: [{ Type: BASIC_AUTH, URI: !Ref Secret }]
`;

function reportAfter(engine: string, text: string) {
  const sources = {
    open(path: string) {
      if (path === "template.yaml") return { path, text: template(engine) };
      throw new ConfigError(path, "a file", "none");
    },
  };
  const document = readScenarioDocument(`template: template.yaml\n${text}`, "s.yaml");
  const run = prepareRun(readScenario(document, sources).scenario, { seed: 1 });
  continueRun(run);
  const report = reportOf(run);
  return {
    ...report,
    sum: (name: string, metric: string) => report.metrics[name]?.[metric]?.sum,
  };
}

it.each([
  ["ActiveMQ", 5],
  ["RabbitMQ", 1],
])("a queue of %s is consumed by %i at once, to its end", (engine, most) => {
  const { metrics, sum, cost } = reportAfter(
    engine,
    `duration: 30m
functions: { Worker: { duration: 2s } }
workload: [{ to: Broker, arrivals: { poisson: { rate: 20/s } }, for: 2m, groups: { orders: 1 } }]`,
  );
  const put = sum("Broker", "EnqueueCount")!;
  expect(put).toBeGreaterThan(2_000);
  expect(sum("WorkerOrders", "ProcessedEventCount")).toBe(put);
  expect(metrics["Worker"]?.["ConcurrentExecutions"]?.max).toBe(most);
  expect(cost.leftOut.map(({ what }) => what).join("\n")).toContain("brokers");
});

it("a poison message keeps the queue of RabbitMQ, and is given up of ActiveMQ", () => {
  const text = `duration: 30m
functions: { Worker: { duration: 10ms, poison: 2% } }
workload: [{ to: Broker, arrivals: { constant: { rate: 2/s } }, for: 5m, groups: { orders: 1 } }]`;
  const active = reportAfter("ActiveMQ", text);
  const dropped = active.sum("WorkerOrders", "DroppedEventCount")!;
  expect(dropped).toBeGreaterThan(0);
  expect(active.sum("WorkerOrders", "ProcessedEventCount")! + dropped).toBe(600);
  const rabbit = reportAfter("RabbitMQ", text);
  expect(rabbit.sum("WorkerOrders", "DroppedEventCount")).toBe(0);
  expect(rabbit.sum("WorkerOrders", "ProcessedEventCount")!).toBeLessThan(600);
});
