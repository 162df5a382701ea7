import { publishedByName } from "../../service/cloudwatch-metric.ts";
import type { Arrival, BatchDoor, Text } from "../../service/entry.ts";
import type { Trailed } from "../../service/origin.ts";
import { refused } from "../../service/refusal.ts";
import type { ResourceKind } from "../../service/resource-kind.ts";
import { base64Of } from "@orrery/kernel";
import { sizeInUtf8, utf8Of } from "../../text/utf8.ts";
import type { StreamSettings } from "./config.ts";
import { kinesisLimits, producerTimeout, toProducer } from "./limits.ts";
import { streamNameIn, type StreamKept } from "./operations/stream-record.ts";
import { streamCharges } from "./pricing.ts";
import type {
  MeasureShard,
  PutEntry,
  PutRecord,
  PutRecords,
  RecordContent,
  RecordsPut,
} from "./protocol.ts";
import { streamReporting } from "./reporting/reporting.ts";
import { kinesisRules } from "./rules.ts";
import { shardOfId } from "./sequence-number.ts";
import { streamSource } from "./source.ts";
import { gauges, meters } from "./stream/declarations.ts";
import { streamInvariants } from "./stream/invariants.ts";
import { streamMachine } from "./stream/machine.ts";

// A memo of a pure function: what it holds follows from its argument alone.
const contents = new WeakMap<Text, RecordContent>();

/** One object for all records that say the same: it is a value. */
function contentOf(text: Text): RecordContent {
  let content = contents.get(text);
  if (content === undefined) {
    content = { data: text.body, isBase64: text.isBase64 === true, size: text.size };
    contents.set(text, content);
  }
  return content;
}

const entryOf = ({ text, group, trail }: Arrival): PutEntry & Trailed => {
  // Without a group each arrival has a partition key of its own, as producers who want no order choose.
  const partitionKey = group ?? `${trail.from}-${trail.number}`;
  return {
    content: contentOf(text),
    partitionKey,
    explicitHashKey: null,
    size: text.size + sizeInUtf8(partitionKey),
    trail,
  };
};

const inputOf = (arrival: Arrival): PutRecord => {
  const { content, partitionKey, explicitHashKey, size, trail } = entryOf(arrival);
  return { type: "putRecord", content, partitionKey, explicitHashKey, size, trail };
};

const settingsOf = (settings: unknown): StreamSettings => settings as StreamSettings; // Of this kind.

/** Records that come together. */
const batch: BatchDoor = {
  most: kinesisLimits.putRecords.max,
  bytes: (settings) => settingsOf(settings).putRecordsBytes,
  entryOf,
  inputOf: (entries, trail): PutRecords => ({
    type: "putRecords",
    entries: entries as readonly PutEntry[], // As entryOf makes them.
    trail,
  }),
  // A stream answers so whatever it does not refuse as a whole.
  resultsOf: (answer) =>
    (answer as RecordsPut).results.map((result) => (result.type === "refused" ? result : null)),
};

/** A stream, as everybody else sees it. */
export const streamKind: ResourceKind = {
  machine: streamMachine,
  invariants: streamInvariants,
  noun: "stream",
  rules: kinesisRules,
  metrics: { ...meters, ...gauges },
  publishes: publishedByName("AWS/Kinesis", "StreamName", "kinesis.stream", {
    zeros: {
      WriteProvisionedThroughputExceeded: "IncomingRecords",
      ReadProvisionedThroughputExceeded: "GetRecords.Records",
    },
    consulted({ name: metric, dimensions }, minute, resources) {
      const { StreamName, ShardId, ...others } = dimensions;
      const isOfShard = StreamName !== undefined && ShardId !== undefined;
      if (!isOfShard || Object.keys(others).length > 0) return undefined;
      const stream = resources.find("kinesis.stream", StreamName);
      const shard = shardOfId(ShardId);
      if (stream === undefined || shard === null) return undefined;
      const question: MeasureShard = { type: "measureShard", shard, metric, minute };
      return { resource: stream.number, question };
    },
  }),
  entry: {
    sizeOf: (settings) => ({
      min: 1,
      max:
        settings === null
          ? kinesisLimits.recordSize.default
          : settingsOf(settings).maximumRecordSize,
    }),
    // Its message groups are partition keys.
    needsGroups: () => false,
    doors: { event: { inputOf, batch } },
    action: "kinesis:PutRecord",
    timeout: producerTimeout,
    latency: (latencies) => ({ reply: latencies["kinesis.toProducer"] ?? toProducer }),
    call: {
      name: "kinesis:PutRecord",
      paramsOf: ({ name }, body) => ({
        StreamName: name,
        Data: base64Of(utf8Of(body)),
        PartitionKey: keyOf(body),
      }),
    },
  },
  source: streamSource,
  policyIn: (record) => Object.values((record as unknown as StreamKept).policies)[0],
  byArn: {
    service: "kinesis",
    nameIn: streamNameIn,
    absent: (arn) =>
      refused(
        "ResourceNotFoundException",
        `Stream ${streamNameIn(arn)} under account ${arn.split(":")[4]} not found.`,
      ),
    unread: (arn) => `Stream not found: ${arn}`,
  },
  charges: (meters) => streamCharges(meters),
  unpriced: {
    type: "AWS::Kinesis::Stream",
    what: "retention beyond seven days, metrics of shards, and data transfer out of the Region",
  },
  reporting: streamReporting,
};

/** The partition key of what a profile puts: its body, so that what is the same comes in order. */
const keyOf = (body: string): string => body.slice(0, kinesisLimits.partitionKey.max) || "call";
