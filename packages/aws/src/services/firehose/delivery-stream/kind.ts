import { publishedByName } from "../../../service/cloudwatch-metric.ts";
import type { Arrival, BatchDoor, Text } from "../../../service/entry.ts";
import type { ResourceKind, World } from "../../../service/resource-kind.ts";
import { refused } from "../../../service/refusal.ts";
import { base64Of } from "@orrery/kernel";
import { utf8Of } from "../../../text/utf8.ts";
import type { DeliveryStreamSettings } from "../config.ts";
import { firehoseLimits, producerTimeout, toProducer } from "../limits.ts";
import { deliveryStreamNameIn } from "../operations/delivery-stream-record.ts";
import { deliveryStreamCharges } from "../pricing.ts";
import type {
  PutEntry,
  PutRecord,
  PutRecordBatch,
  RecordContent,
  RecordsPut,
} from "../protocol.ts";
import { recordEvent } from "../record-event.ts";
import { deliveryStreamReporting } from "../reporting/reporting.ts";
import { firehoseRules } from "../rules.ts";
import { gauges, meters } from "./declarations.ts";
import { deliveryStreamInvariants } from "./invariants.ts";
import { deliveryStreamMachine } from "./machine.ts";

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

const entryOf = ({ text, trail }: Arrival): PutEntry => ({ content: contentOf(text), trail });

/** Records that come together. */
const batch: BatchDoor = {
  most: firehoseLimits.putRecordBatch.max,
  bytes: () => firehoseLimits.putRecordBatchBytes,
  entryOf,
  inputOf: (entries, trail): PutRecordBatch => ({
    type: "putRecordBatch",
    entries: entries as readonly PutEntry[], // As entryOf makes them.
    trail,
  }),
  // A delivery stream answers so whatever it does not refuse as a whole.
  resultsOf: (answer) =>
    (answer as RecordsPut).results.map((result) => (result.type === "refused" ? result : null)),
};

const inputOf = ({ text, trail }: Arrival): PutRecord => ({
  type: "putRecord",
  content: contentOf(text),
  trail,
});

/** A delivery stream, as everybody else sees it. */
export const deliveryStreamKind = (world: World): ResourceKind => ({
  machine: deliveryStreamMachine(world),
  invariants: deliveryStreamInvariants,
  noun: "delivery stream",
  rules: firehoseRules,
  metrics: { ...meters, ...gauges },
  publishes: publishedByName("AWS/Firehose", "DeliveryStreamName", "firehose.deliveryStream", {
    inSeconds: Object.keys(meters).filter((name) => name.endsWith(".DataFreshness")),
  }),
  brings: recordEvent,
  entry: {
    sizeOf: () => firehoseLimits.record,
    doors: { event: { inputOf, batch } },
    action: "firehose:PutRecord",
    timeout: producerTimeout,
    latency: (latencies) => ({ reply: latencies["firehose.toProducer"] ?? toProducer }),
    call: {
      name: "firehose:PutRecord",
      paramsOf: ({ name }, body) => ({
        DeliveryStreamName: name,
        Record: { Data: base64Of(utf8Of(body)) },
      }),
    },
  },
  byArn: {
    service: "firehose",
    nameIn: deliveryStreamNameIn,
    absent: (arn) =>
      refused(
        "ResourceNotFoundException",
        `Firehose ${deliveryStreamNameIn(arn)} under account ${arn.split(":")[4]} not found.`,
      ),
  },
  // What a fault has fail are its deliveries.
  impairments: { fail: () => ({ type: "fail" }) },
  charges: (read, settings, tally) =>
    deliveryStreamCharges(read, settings as DeliveryStreamSettings, tally), // Of this kind.
  unpriced: {
    type: "AWS::KinesisFirehose::DeliveryStream",
    what: "format conversion, delivery into a VPC, requests of S3, and what destinations other than S3 cost",
  },
  reporting: deliveryStreamReporting,
});
