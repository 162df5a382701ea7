import { api, guide, read, recorded, type DynamodbRule } from "../rule-sources.ts";
import type { TableSettings } from "../config.ts";

const kinesis = guide("Using Kinesis Data Streams to capture changes to DynamoDB");
const hasDestination = ({ destinations }: TableSettings): boolean => destinations.length > 0;

/** How changes of items get into Kinesis data streams. */
export const destinationRules: readonly DynamodbRule[] = [
  {
    id: "dynamodb.kinesis.states",
    status: "measured",
    source: recorded,
    date: read,
    text: "A Kinesis destination is ENABLING, ACTIVE, UPDATING, DISABLING and DISABLED; it is changed or disabled while it is ACTIVE alone, and changed to another precision alone.",
    operations: [
      "EnableKinesisStreamingDestination",
      "DisableKinesisStreamingDestination",
      "UpdateKinesisStreamingDestination",
    ],
  },
  {
    id: "dynamodb.kinesis.record",
    status: "documented",
    source: `${kinesis}; ${api("Record")}; that the time is in milliseconds unless microseconds are chosen, and who changed an item is null but for DynamoDB, is assumed`,
    date: read,
    text: "A change of an item goes into each active Kinesis data stream as JSON with a recordFormat, both images, and no sequence number; what changes nothing does not.",
    semantics: ["dynamodb §7 alternative"],
    when: hasDestination,
  },
  {
    id: "dynamodb.kinesis.partition-key",
    status: "assumed",
    source: "AWS does not say which partition key records have",
    date: read,
    text: "Records of items of one partition key have one partition key in a Kinesis data stream.",
    when: hasDestination,
  },
  {
    id: "dynamodb.kinesis.again",
    status: "assumed",
    source: `${kinesis}: records may come more than once, and out of order; that it is tried again after a second, and for 24 hours, is ours`,
    date: read,
    text: "A record that its Kinesis data stream does not take is put again after a second, for 24 hours; later ones do not wait for it. One that is not valid there is given up.",
    when: hasDestination,
  },
  {
    id: "dynamodb.kinesis.units",
    status: "documented",
    source: "Amazon DynamoDB pricing, change data capture for Kinesis Data Streams",
    date: read,
    text: "A change takes a change data capture unit for each KB of the larger of its images.",
    when: hasDestination,
  },
];
