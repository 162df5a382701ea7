import { hours } from "@orrery/kernel";
import type { JourneyCall, Journeys } from "../../../test/journey.ts";
import { functionParams } from "../../../test/lambda-account.ts";
import { itKeepsTheContract } from "../../../test/service-contract.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { kafkaService } from "./index.ts";
import { clusterArnOf } from "./operations/names.ts";

const kafka = (operation: string, params: PlainObject) => (): JourneyCall => [
  "kafka",
  operation,
  params,
];
const ClusterArn = clusterArnOf("events", {
  partition: "aws",
  region: "us-east-1",
  accountId: "123456789012",
});
const orders = { ClusterArn, TopicName: "orders" };

const grown = (TargetNumberOfBrokerNodes: number) =>
  kafka("UpdateBrokerCount", { ClusterArn, CurrentVersion: "1", TargetNumberOfBrokerNodes });

const journeys: Journeys = {
  // Records stay for a week.
  seldomAlike: true,
  made: [
    [
      "kafka",
      "CreateCluster",
      {
        ClusterName: "events",
        NumberOfBrokerNodes: 3,
        KafkaVersion: "3.9.x",
        BrokerNodeGroupInfo: { ClientSubnets: ["a"], InstanceType: "kafka.m7g.large" },
      },
    ],
    [
      "kafka",
      "CreateTopic",
      {
        ...orders,
        PartitionCount: 2,
        ReplicationFactor: 1,
        Configs: btoa("retention.ms=2000"),
      },
    ],
    ["lambda", "CreateFunction", { ...(functionParams as PlainObject), FunctionName: "reader" }],
    [
      "lambda",
      "CreateEventSourceMapping",
      {
        FunctionName: "reader",
        EventSourceArn: ClusterArn,
        Topics: ["orders"],
        StartingPosition: "TRIM_HORIZON",
      },
    ],
  ],
  courses: [[grown(4), hours(2), grown(5), hours(2)]],
  asked: [
    kafka("DescribeTopic", orders),
    kafka("ListTopics", { ClusterArn }),
    kafka("UpdateTopic", { ...orders, PartitionCount: 3 }),
    kafka("CreateTopic", {
      ClusterArn,
      TopicName: "more",
      PartitionCount: 1,
      ReplicationFactor: 1,
    }),
    kafka("DescribeClusterV2", { ClusterArn }),
    kafka("GetBootstrapBrokers", { ClusterArn }),
    grown(6),
    kafka("DeleteTopic", { ClusterArn, TopicName: "more" }),
  ],
};

itKeepsTheContract(kafkaService, journeys);
