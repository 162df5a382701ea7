import type { Part, ServiceSettingCases } from "../../../../test/setting-case.ts";

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Events: { Type: AWS::MSK::ServerlessCluster, Properties: { ClusterName: events, VpcConfigs: [{ SubnetIds: [a] }] } }
  Orders:
    Type: AWS::MSK::Topic
    Properties: { ClusterArn: !GetAtt Events.Arn, TopicName: orders, PartitionCount: 4, ReplicationFactor: 1 }
  Worker:
    Type: AWS::Serverless::Function
    DependsOn: Orders
    Properties:
      Handler: index.handler
      Runtime: nodejs22.x
      Events:
        Orders: { Type: MSK, Properties: { Stream: !GetAtt Events.Arn, Topics: [orders], StartingPosition: LATEST } }
        Outside:
          Type: SelfManagedKafka
          Properties:
            KafkaBootstrapServers: ["broker.example:9092"]
            Topics: [orders]
            SourceAccessConfigurations: [{ Type: BASIC_AUTH, URI: "arn:aws:secretsmanager:us-east-1:123456789012:secret:k" }]
`;

const toOrders: Part = {
  workload: [{ to: "Orders", arrivals: { constant: { rate: "5/s" } } }],
  functions: { Worker: { duration: "1s" } },
};
/** More than one reader can work on, since batches take long. */
const busy: Part = {
  workload: [{ to: "Orders", arrivals: { constant: { rate: "50/s" } } }],
  functions: { Worker: { duration: "30s" } },
  duration: "10m",
};

/** A group that grows, and to which nothing comes any more. */
const idle: Part = {
  workload: [{ to: "Orders", arrivals: { constant: { rate: "200/s" } }, for: "2m" }],
  functions: { Worker: { duration: "2s" } },
  duration: "30m",
};

/** A case for each setting of scenarios that is about topics. */
export const kafkaSettingCases: ServiceSettingCases = {
  template,
  settings: {
    "latencies.kafka.toProducer": {
      base: toOrders,
      change: { latencies: { "kafka.toProducer": "1s" } },
    },
    "latencies.kafka.toLambda": {
      base: toOrders,
      change: { latencies: { "kafka.toLambda": "2s" } },
    },
  },
  assumptions: {
    "kafka.lagTolerance": { base: busy, change: { assumptions: { "kafka.lagTolerance": "10m" } } },
    "kafka.groupGrowth": { base: busy, change: { assumptions: { "kafka.groupGrowth": 4 } } },
    "kafka.outsidePartitions": {
      base: {
        workload: [{ to: "WorkerOutsideTopic", arrivals: { constant: { rate: "50/s" } } }],
        functions: { Worker: { duration: "30s" } },
        duration: "10m",
      },
      change: { assumptions: { "kafka.outsidePartitions": 2 } },
    },
    "kafka.groupShrinkage": {
      base: { ...idle, assumptions: { "kafka.groupGrowth": 6 } },
      change: { assumptions: { "kafka.groupGrowth": 6, "kafka.groupShrinkage": 6 } },
    },
  },
};
