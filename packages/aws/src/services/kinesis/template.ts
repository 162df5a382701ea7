import type { PlainObject } from "../../service/refusal.ts";
import {
  templateTypes,
  type LeftOutType,
  type MadeType,
  type PropertyMeaning,
  type Reading,
  type TemplateOperation,
} from "../../service/template-type.ts";
import facts from "./resource-types.json" with { type: "json" };
import { streamDeployment } from "./deployment.ts";

const modeled = (meaning: string, read: Reading): PropertyMeaning => ({
  verdict: "modeled",
  meaning,
  read,
  exact: true,
});
const ignored = (meaning: string, read: Reading): PropertyMeaning => ({
  verdict: "ignored",
  meaning,
  read,
});

const streamType: MadeType = {
  type: "AWS::Kinesis::Stream",
  isSource: true,
  nameProperty: "Name",
  naming: { maxLength: 128 },
  isEntry: true,
  flow: { putBy: ["kinesis:PutRecord", "kinesis:PutRecords"] },
  properties: {
    Name: { verdict: "modeled", meaning: "Names the stream.", read: "text" },
    ShardCount: modeled("Says how much it takes and gives.", "wholeNumber"),
    StreamModeDetails: {
      verdict: "modeled",
      meaning: "Says whether AWS finds the number of shards.",
      read: { members: { StreamMode: "text" }, exact: ["StreamMode"] },
    },
    RetentionPeriodHours: modeled("Says how long records are kept.", "wholeNumber"),
    MaxRecordSizeInKiB: modeled("Bounds the size of a record.", "wholeNumber"),
    StreamEncryption: {
      ...ignored("Encryption costs nothing and changes nothing here.", "plain"),
      charge: "KMS requests for its key",
    },
    DesiredShardLevelMetrics: {
      ...modeled("Says which metrics CloudWatch has of each shard.", "textList"),
      charge: "metrics of its shards",
    },
    WarmThroughputMiBps: ignored(
      "An on-demand stream begins with four shards here.",
      "wholeNumber",
    ),
    Tags: ignored("Tags change nothing.", "tags"),
  },
  make(
    {
      ShardCount,
      StreamModeDetails,
      RetentionPeriodHours,
      MaxRecordSizeInKiB,
      DesiredShardLevelMetrics,
      Tags,
    },
    { name },
  ) {
    const mode = (StreamModeDetails as PlainObject | undefined)?.["StreamMode"]; // Read as an object.
    const create: TemplateOperation = {
      operation: "CreateStream",
      params: {
        StreamName: name,
        ...(mode === "ON_DEMAND" ? {} : { ShardCount: ShardCount ?? 1 }),
        ...(mode === undefined ? {} : { StreamModeDetails: { StreamMode: mode } }),
        ...(MaxRecordSizeInKiB === undefined ? {} : { MaxRecordSizeInKiB }),
        ...(Tags === undefined ? {} : { Tags }),
      },
    };
    const made = [create];
    if (RetentionPeriodHours !== undefined) {
      const params = { StreamName: name, RetentionPeriodHours };
      made.push({ operation: "IncreaseStreamRetentionPeriod", params });
    }
    if (DesiredShardLevelMetrics !== undefined) {
      const params = { StreamName: name, ShardLevelMetrics: DesiredShardLevelMetrics };
      made.push({ operation: "EnableEnhancedMonitoring", params });
    }
    return made;
  },
  meaning({ ShardCount, StreamModeDetails }) {
    const mode = (StreamModeDetails as PlainObject | undefined)?.["StreamMode"]; // Read as an object.
    if (mode === "ON_DEMAND") return "An on-demand stream, simulated.";
    const count = JSON.stringify(ShardCount ?? 1);
    return `A stream of ${count} ${count === "1" ? "shard" : "shards"}, simulated.`;
  },
  standIn: { noun: "stream", service: "Kinesis", properties: () => ({}) },
  deployment: streamDeployment,
};

/** A consumer is named by an ARN of its stream's, which says when it was registered. */
const consumerType: MadeType = {
  type: "AWS::Kinesis::StreamConsumer",
  isSource: true,
  nameProperty: "ConsumerName",
  naming: { maxLength: 128 },
  returns({ name, deployedAt, property }) {
    const stream = property("StreamARN");
    if (stream === undefined) return {};
    const second = Math.floor(deployedAt / 1_000);
    return { ConsumerARN: `${stream}/consumer/${name}:${second}`, StreamARN: stream };
  },
  nameIn: (text) => /\/consumer\/([^:]+):\d+$/.exec(text)?.[1] ?? text,
  properties: {
    ConsumerName: { verdict: "modeled", meaning: "Names the consumer.", read: "text" },
    StreamARN: {
      verdict: "modeled",
      meaning: "Names the stream that it reads.",
      read: "text",
      names: { by: "arn", of: ["AWS::Kinesis::Stream"], standIn: { role: "Stream" } },
    },
    Tags: ignored("Tags change nothing.", "tags"),
  },
  make({ Tags }, { name, named }) {
    const stream = named["StreamARN"]?.resource;
    if (stream == null) return "Its stream is not in this template: nothing is pushed to it.";
    return [
      {
        operation: "RegisterStreamConsumer",
        params: {
          StreamARN: stream.arn,
          ConsumerName: name,
          ...(Tags === undefined ? {} : { Tags }),
        },
      },
    ];
  },
  meaning: (_values, { named }) =>
    `A consumer of ${named["StreamARN"]?.resource?.logicalId} with a throughput of its own, simulated.`,
  deployment: {
    change: () => "replace",
    remove: ({ operations }) =>
      operations.map(({ params: { StreamARN, ConsumerName } }) => ({
        operation: "DeregisterStreamConsumer",
        params: { StreamARN: StreamARN!, ConsumerName: ConsumerName! },
      })),
  },
};
const policyType: LeftOutType = {
  type: "AWS::Kinesis::ResourcePolicy",
  leftOut: {
    verdict: "ignored",
    meaning: "Permissions are checked where a scenario has iam: otherwise every call is allowed.",
    charge: null,
  },
  minded: {
    meaning: "The policy of its stream or consumer, which says who may do what with it.",
    make: ({ ResourceArn, ResourcePolicy }) => [
      {
        operation: "PutResourcePolicy",
        params: {
          ResourceARN: ResourceArn ?? null,
          Policy: JSON.stringify(ResourcePolicy ?? {}),
        },
      },
    ],
  },
};

/** What templates may have of Kinesis. */
export const kinesisTemplateTypes = templateTypes(facts, [streamType, consumerType, policyType]);
