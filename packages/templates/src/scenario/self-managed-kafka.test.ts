import { continueRun, prepareRun, reportOf } from "@orrery/aws";
import { ConfigError } from "@orrery/kernel";
import { expect, it } from "vitest";
import { readScenario } from "./read-scenario.ts";
import { readScenarioDocument } from "./scenario-document.ts";

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Runtime: nodejs22.x
      Events:
        Orders:
          Type: SelfManagedKafka
          Properties:
            KafkaBootstrapServers: ["broker.example:9092"]
            Topics: [orders]
            BatchSize: 10
            SourceAccessConfigurations: [{ Type: BASIC_AUTH, URI: "arn:aws:secretsmanager:us-east-1:123456789012:secret:k" }]
`;
const sources = {
  open(path: string) {
    if (path === "template.yaml") return { path, text: template };
    throw new ConfigError(path, "a file", "none");
  },
};

it("a topic of a self-managed cluster is made with its mapping, and is read to its end", () => {
  const text = `template: template.yaml
duration: 20m
functions: { Worker: { duration: 200ms } }
workload: [{ to: WorkerOrdersTopic, arrivals: { poisson: { rate: 20/s } }, for: 2m, groups: { a: 1, b: 1 } }]`;
  const document = readScenarioDocument(text, "s.yaml");
  const run = prepareRun(readScenario(document, sources).scenario, { seed: 1 });
  continueRun(run);
  const { metrics, assumptions } = reportOf(run);
  const put = metrics["WorkerOrdersTopic"]?.["MessagesIn"]?.sum ?? 0;
  expect(put).toBeGreaterThan(2_000);
  expect(metrics["WorkerOrders"]?.["ProcessedEventCount"]?.sum).toBe(put);
  expect(assumptions.map(({ name }) => name)).toContain("kafka.outsidePartitions");
});
