import { expect, it } from "vitest";
import { simulate } from "../../../run/simulate.ts";
import type { PlainObject } from "../../../service/refusal.ts";

function open() {
  const client = simulate({ startsAt: "2026-11-01T00:00:00Z" }).client();
  const call = (operation: string, params: PlainObject = {}) =>
    client.call("kafka", operation, params);
  return {
    call,
    refusal(operation: string, params: PlainObject): string {
      try {
        call(operation, params);
      } catch (error) {
        const { code, message } = error as { code?: string; message: string };
        return `${code}: ${message}`;
      }
      return "none";
    },
    cluster: (ClusterName = "events") =>
      call("CreateClusterV2", { ClusterName, Serverless: { VpcConfigs: [{ SubnetIds: ["a"] }] } })[
        "ClusterArn"
      ]!,
  };
}

it("kafka.api.clusters: provisioned or serverless, and topics go with them", () => {
  const { call, cluster, refusal } = open();
  const ClusterArn = cluster();
  const made = call("CreateCluster", {
    ClusterName: "large",
    NumberOfBrokerNodes: 6,
    KafkaVersion: "3.9.x",
    BrokerNodeGroupInfo: { ClientSubnets: ["a"], InstanceType: "kafka.m7g.large" },
  });
  expect(made).toEqual({
    ClusterArn: expect.stringMatching(/:cluster\/large\/[0-9a-f-]+-1$/) as string,
    ClusterName: "large",
    State: "CREATING",
  });
  const large = { ClusterArn: made["ClusterArn"]! };
  expect(call("DescribeCluster", large)["ClusterInfo"]).toMatchObject({
    NumberOfBrokerNodes: 6,
    CreationTime: "2026-11-01T00:00:00.000Z",
    State: "ACTIVE",
  });
  expect(call("DescribeClusterV2", { ClusterArn })["ClusterInfo"]).toMatchObject({
    ClusterType: "SERVERLESS",
    Serverless: { VpcConfigs: [{ SubnetIds: ["a"] }] },
  });
  const first = call("ListClustersV2", { MaxResults: 1 });
  expect(first["ClusterInfoList"]).toMatchObject([{ ClusterName: "events" }]);
  const rest = call("ListClustersV2", { NextToken: first["NextToken"]! });
  expect(rest["ClusterInfoList"]).toMatchObject([{ ClusterName: "large" }]);
  const only = { ClusterTypeFilter: "SERVERLESS", ClusterNameFilter: "e" };
  expect(call("ListClustersV2", only)["ClusterInfoList"]).toHaveLength(1);
  expect(call("GetBootstrapBrokers", large)["BootstrapBrokerStringSaslIam"]).toBe(
    "b-1.large.kafka.us-east-1.amazonaws.com:9098,b-2.large.kafka.us-east-1.amazonaws.com:9098,b-3.large.kafka.us-east-1.amazonaws.com:9098",
  );
  const grow = (TargetNumberOfBrokerNodes: number) => ({
    ...large,
    CurrentVersion: "1",
    TargetNumberOfBrokerNodes,
  });
  expect(call("UpdateBrokerCount", grow(9))["ClusterOperationArn"]).toMatch(/:cluster-operation\//);
  expect(call("DescribeCluster", large)["ClusterInfo"]).toMatchObject({ NumberOfBrokerNodes: 9 });
  expect(refusal("UpdateBrokerCount", grow(9))).toMatch(/^BadRequestException/);
  const again = { ClusterName: "large", Serverless: { VpcConfigs: [] } };
  expect(refusal("CreateClusterV2", again)).toMatch(/^ConflictException/);
  expect(refusal("CreateClusterV2", { ClusterName: "neither" })).toMatch(/^BadRequestException/);
  call("CreateTopic", { ...large, TopicName: "t", PartitionCount: 1, ReplicationFactor: 3 });
  call("DeleteCluster", large);
  expect(refusal("DescribeCluster", large)).toMatch(/^NotFoundException/);
  expect(refusal("DescribeTopic", { ...large, TopicName: "t" })).toMatch(/^NotFoundException/);
});

it("kafka.api.topics: partitions become more and not fewer", () => {
  const { call, cluster, refusal } = open();
  const ClusterArn = cluster();
  const orders = { ClusterArn, TopicName: "orders" };
  const Configs = btoa("cleanup.policy=delete\nretention.ms=3600000");
  const made = call("CreateTopic", { ...orders, PartitionCount: 2, ReplicationFactor: 3, Configs });
  expect(made).toEqual({
    TopicArn: `${(ClusterArn as string).replace(":cluster/", ":topic/")}/orders`,
    TopicName: "orders",
    Status: "CREATING",
  });
  expect(call("DescribeTopic", orders)).toEqual({
    ...made,
    PartitionCount: 2,
    ReplicationFactor: 3,
    Configs,
    Status: "ACTIVE",
  });
  call("UpdateTopic", { ...orders, PartitionCount: 4 });
  expect(call("ListTopics", { ClusterArn })["Topics"]).toMatchObject([{ PartitionCount: 4 }]);
  expect(call("ListTopics", { ClusterArn, TopicNameFilter: "x" })["Topics"]).toEqual([]);
  expect(refusal("UpdateTopic", { ...orders, PartitionCount: 3 })).toMatch(/^BadRequestException/);
  const more = (params: PlainObject) => ({
    ...orders,
    PartitionCount: 1,
    ReplicationFactor: 1,
    ...params,
  });
  expect(refusal("CreateTopic", more({}))).toBe(
    "TopicExistsException: Topic 'orders' already exists.",
  );
  expect(refusal("CreateTopic", more({ TopicName: "a b" }))).toMatch(/^BadRequestException/);
  expect(refusal("CreateTopic", more({ TopicName: "x", ReplicationFactor: 4 }))).toMatch(
    /larger than available brokers/,
  );
  expect(refusal("CreateTopic", more({ TopicName: "x", PartitionCount: 10_001 }))).toMatch(
    /^BadRequestException/,
  );
  call("DeleteTopic", orders);
  expect(refusal("DescribeTopic", orders)).toMatch(/^UnknownTopicOrPartitionException/);
  expect(
    refusal(
      "CreateTopic",
      more({ ClusterArn: "arn:aws:kafka:us-east-1:123456789012:cluster/no/1" }),
    ),
  ).toMatch(/^NotFoundException/);
});
