import { base64Of, durationOf, type DurationSaid } from "@orrery/kernel";
import type { ConstructScope } from "../../service/construct.ts";
import { utf8Of } from "../../text/utf8.ts";
import { resolveTopicConfig } from "./config.ts";
import { clusterArnOf, topicArnIn } from "./operations/names.ts";

// What the namespace `kafka` holds. The CDK has an alpha library for clusters, and none for topics.

/** How a cluster is configured. */
export interface ClusterProps {
  /** @defaultValue made of the stack's name and the id */
  readonly clusterName?: string;
}

/** A serverless cluster of Amazon MSK. */
export class Cluster {
  /** Its logical id, by which scenarios and results speak of it. */
  readonly id: string;
  readonly clusterArn: string;

  /**
   * Makes a cluster of Amazon MSK, whose brokers have no limits.
   *
   * ```ts
   * const events = new kafka.Cluster(stack, "Events");
   * const orders = new kafka.Topic(stack, "Orders", { cluster: events, partitions: 6 });
   * ```
   *
   * @param id its logical id, which no other resource of the stack may have.
   * @throws ConfigError when the id is taken.
   */
  constructor(stack: ConstructScope, id: string, { clusterName }: ClusterProps = {}) {
    const name = clusterName ?? stack.physicalName(id);
    this.id = id;
    const [, partition = "aws", , region = "", accountId = ""] = stack
      .arnOf("kafka", "")
      .split(":");
    this.clusterArn = clusterArnOf(name, { partition, region, accountId });
    stack.add("kafka", "CreateClusterV2", id, {
      ClusterName: name,
      Serverless: { VpcConfigs: [{ SubnetIds: [] }] },
    });
  }
}

/** How a topic is configured. What is left out takes the default of Kafka. */
export interface TopicProps {
  readonly cluster: Pick<Cluster, "clusterArn">;
  /** @defaultValue the id */
  readonly topicName?: string;
  /** 1 to 10,000. @defaultValue 1 */
  readonly partitions?: number;
  /** How long a record is kept. @defaultValue 7 d */
  readonly retention?: DurationSaid;
}

/** A topic of Kafka. */
export class Topic {
  /** Its logical id, by which scenarios and results speak of it. */
  readonly id: string;
  readonly topicName: string;
  readonly topicArn: string;
  readonly clusterArn: string;

  /**
   * Makes a topic of Kafka.
   *
   * @param id its logical id, which no other resource of the stack may have.
   * @throws ConfigError when a setting is outside its range, and when the id is taken.
   */
  constructor(stack: ConstructScope, id: string, props: TopicProps) {
    const { cluster, topicName = id, partitions = 1, retention } = props;
    const said =
      retention === undefined ? undefined : durationOf(`topic "${id}" retention`, retention);
    resolveTopicConfig(id, { partitions, ...(said === undefined ? {} : { retention: said }) });
    this.id = id;
    this.topicName = topicName;
    this.clusterArn = cluster.clusterArn;
    this.topicArn = topicArnIn(cluster.clusterArn, topicName);
    stack.add("kafka", "CreateTopic", id, {
      ClusterArn: cluster.clusterArn,
      TopicName: topicName,
      PartitionCount: partitions,
      ReplicationFactor: 1,
      ...(said === undefined
        ? {}
        : { Configs: base64Of(utf8Of(`retention.ms=${Math.round(said / 1_000)}`)) }),
    });
  }
}
