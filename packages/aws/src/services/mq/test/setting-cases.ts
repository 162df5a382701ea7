import type { Part, ServiceSettingCases } from "../../../../test/setting-case.ts";

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Broker:
    Type: AWS::AmazonMQ::Broker
    Properties: { BrokerName: broker, EngineType: ActiveMQ, EngineVersion: "5.18", DeploymentMode: SINGLE_INSTANCE, HostInstanceType: mq.m5.large, PubliclyAccessible: false }
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Runtime: nodejs22.x
      Events:
        Orders:
          Type: MQ
          Properties:
            Broker: !GetAtt Broker.Arn
            Queues: [orders]
            SourceAccessConfigurations: [{ Type: BASIC_AUTH, URI: "arn:aws:secretsmanager:us-east-1:123456789012:secret:broker" }]
`;

const toBroker: Part = {
  workload: [{ to: "Broker", arrivals: { constant: { rate: "5/s" } }, groups: { orders: 1 } }],
  functions: { Worker: { duration: "1s" } },
};

/** Makes another broker in the run. */
const makesBroker: Part = {
  ...toBroker,
  actions: [
    {
      at: "10s",
      do: {
        "mq:CreateBroker": {
          BrokerName: "other",
          EngineType: "ACTIVEMQ",
          DeploymentMode: "SINGLE_INSTANCE",
          HostInstanceType: "mq.m5.large",
          PubliclyAccessible: false,
        },
      },
    },
  ],
};

/** A case for each setting of scenarios that is about brokers. */
export const mqSettingCases: ServiceSettingCases = {
  template,
  settings: {
    "latencies.mq.toProducer": { base: toBroker, change: { latencies: { "mq.toProducer": "1s" } } },
    "quotas.mq.brokers": { base: makesBroker, change: { quotas: { "mq.brokers": 1 } } },
    "latencies.mq.toLambda": { base: toBroker, change: { latencies: { "mq.toLambda": "2s" } } },
  },
  assumptions: {},
};
