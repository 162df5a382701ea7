import { base64Of } from "@orrery/kernel";
import { textOf } from "../../request/params.ts";
import {
  templateTypes,
  type MadeType,
  type PropertyMeaning,
  type Reading,
} from "../../service/template-type.ts";
import { utf8Of } from "../../text/utf8.ts";
import { clusterArnOf, topicArnIn } from "./operations/names.ts";
import facts from "./resource-types.json" with { type: "json" };
import { updatedBy } from "../../service/update-operations.ts";

const modeled = (meaning: string, read: Reading): PropertyMeaning => ({
  verdict: "modeled",
  meaning,
  read,
  exact: true,
});
const ignored = (meaning: string, charge?: string): PropertyMeaning => ({
  verdict: "ignored",
  meaning,
  ...(charge === undefined ? {} : { charge }),
});

const networks = ignored(
  "Networks and servers are not modeled: they add no latency, block nothing and do nothing.",
);
const logged = ignored("Logs and metrics of brokers are not kept.");
const secured = ignored("Readers and producers are let in.");

const clusterParts = {
  isSource: true,
  nameProperty: "ClusterName",
  naming: { maxLength: 64 },
  returns: ({
    name,
    partition,
    region,
    accountId,
  }: Parameters<NonNullable<MadeType["returns"]>>[0]) => ({
    Arn: clusterArnOf(name, { partition, region, accountId }),
  }),
  nameIn: (text: string) => /:cluster\/([^/]+)\//.exec(text)?.[1] ?? text,
  deployment: {
    change({ operations: [before], responses: [made] }, [after]) {
      if (before === undefined || after === undefined) return "replace";
      const [was, is] = [before, after].map(({ params }) => params["NumberOfBrokerNodes"]);
      if (before.params["ClusterName"] !== after.params["ClusterName"]) return "replace";
      if (was === is) return [];
      const params = {
        ClusterArn: made?.["ClusterArn"] ?? null,
        CurrentVersion: "K1",
        TargetNumberOfBrokerNodes: is ?? null,
      };
      return [{ operation: "UpdateBrokerCount", params }];
    },
    remove: ({ responses }) => [
      { operation: "DeleteCluster", params: { ClusterArn: responses[0]!["ClusterArn"]! } },
    ],
  },
} as const satisfies Partial<MadeType>;

const clusterType: MadeType = {
  ...clusterParts,
  type: "AWS::MSK::Cluster",
  properties: {
    ClusterName: { verdict: "modeled", meaning: "Names the cluster.", read: "text" },
    NumberOfBrokerNodes: modeled("Says how many brokers there are.", "wholeNumber"),
    KafkaVersion: { verdict: "modeled", meaning: "Is shown, and changes nothing.", read: "text" },
    BrokerNodeGroupInfo: { ...networks, read: "plain", charge: "brokers and their storage" },
    ClientAuthentication: secured,
    ConfigurationInfo: ignored("Topics have the defaults of MSK, and what CreateTopic says."),
    CurrentVersion: ignored("Versions of the configuration are not kept."),
    EncryptionInfo: ignored("Encryption costs nothing and changes nothing here."),
    EnhancedMonitoring: logged,
    LoggingInfo: logged,
    OpenMonitoring: logged,
    Rebalancing: ignored("Brokers have no limits here that partitions could be moved for."),
    StorageMode: ignored("Records are kept as long as their topic says."),
    ZookeeperAccess: networks,
    Tags: ignored("Tags change nothing."),
  },
  make: ({ NumberOfBrokerNodes, KafkaVersion, BrokerNodeGroupInfo }, { name }) => [
    {
      operation: "CreateCluster",
      params: {
        ClusterName: name,
        NumberOfBrokerNodes: NumberOfBrokerNodes ?? 3,
        KafkaVersion: KafkaVersion ?? "3.9.x",
        BrokerNodeGroupInfo: BrokerNodeGroupInfo ?? {
          ClientSubnets: [],
          InstanceType: "kafka.m7g.large",
        },
      },
    },
  ],
  meaning: () => "A cluster of Kafka, whose brokers have no limits, simulated.",
};

const serverlessType: MadeType = {
  ...clusterParts,
  type: "AWS::MSK::ServerlessCluster",
  properties: {
    ClusterName: { verdict: "modeled", meaning: "Names the cluster.", read: "text" },
    VpcConfigs: networks,
    ClientAuthentication: secured,
    Tags: ignored("Tags change nothing."),
  },
  make: (_values, { name }) => [
    {
      operation: "CreateClusterV2",
      params: { ClusterName: name, Serverless: { VpcConfigs: [{ SubnetIds: [] }] } },
    },
  ],
  meaning: () => "A serverless cluster of Kafka, whose limits are not modeled, simulated.",
};

const topicType: MadeType = {
  type: "AWS::MSK::Topic",
  nameProperty: "TopicName",
  naming: { maxLength: 249 },
  isEntry: true,
  returns({ name, property }) {
    const cluster = property("ClusterArn");
    return cluster === undefined ? {} : { TopicArn: topicArnIn(cluster, name) };
  },
  properties: {
    TopicName: { verdict: "modeled", meaning: "Names the topic.", read: "text" },
    ClusterArn: {
      verdict: "modeled",
      meaning: "Names its cluster.",
      read: "text",
      names: { by: "arn", of: ["AWS::MSK::Cluster", "AWS::MSK::ServerlessCluster"] },
    },
    PartitionCount: modeled("Says how many partitions it has.", "wholeNumber"),
    ReplicationFactor: modeled("Is shown, and changes nothing.", "wholeNumber"),
    Configs: { verdict: "modeled", meaning: "Says how long records are kept.", read: "text" },
  },
  make({ PartitionCount, ReplicationFactor, Configs }, { name, named }) {
    const cluster = named["ClusterArn"]?.resource;
    if (cluster == null) return "Its cluster is not in this template: nothing is made of it.";
    const configs = textOf(Configs);
    return [
      {
        operation: "CreateTopic",
        params: {
          ClusterArn: cluster.arn,
          TopicName: name,
          PartitionCount: PartitionCount ?? 1,
          ReplicationFactor: ReplicationFactor ?? 1,
          ...(configs === undefined ? {} : { Configs: base64Of(utf8Of(configs)) }),
        },
      },
    ];
  },
  meaning: ({ PartitionCount }) =>
    `A topic of ${JSON.stringify(PartitionCount ?? 1)} partitions, simulated.`,
  deployment: {
    ...updatedBy("UpdateTopic", {
      names: ["ClusterArn", "TopicName"],
      fixed: ["ReplicationFactor"],
      resets: { Configs: "" },
    }),
    remove: ({ operations }) =>
      operations.map(({ params: { ClusterArn, TopicName } }) => ({
        operation: "DeleteTopic",
        params: { ClusterArn: ClusterArn!, TopicName: TopicName! },
      })),
  },
};

/** What templates may have of MSK. */
export const kafkaTemplateTypes = templateTypes(facts, [clusterType, serverlessType, topicType]);
