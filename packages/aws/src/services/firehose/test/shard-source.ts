import { noTime, seconds, type Instant } from "@orrery/kernel";
import { noTrail } from "../../../service/origin.ts";
import type { RecordsGot, ShardFacts, ShardItem, ShardSource } from "../../../service/source.ts";
import type { RecordContent } from "../protocol.ts";
import { content } from "./content.ts";

/** The ARN of the stream that is read. */
export const sourceArn = "arn:aws:kinesis:us-east-1:123456789012:stream/raw";

interface Item extends ShardItem {
  readonly content: RecordContent;
}

/** How the stream of these tests is read. */
export const shardSource: ShardSource = {
  type: "shards",
  form: { eventOf: () => ({}), recordsIn: () => [], nameOf: () => "" },
  service: "kinesis",
  title: "Kinesis",
  actions: { read: "kinesis:GetRecords" },
  positions: ["LATEST"],
  pollInterval: seconds(1),
  batchInfo: "KinesisBatchInfo",
  latency: () => ({ type: "constant", value: noTime }),
  shardNameOf: () => "shard",
  keyOf: () => "key",
  sizeOf: () => 1,
  filteredOf: () => ({}),
  passedOn: (item) => ({
    ...(item as Item).content,
    metadata: { sequenceNumber: `${item.identity.message}` },
  }),
};

/** A shard that is there, or was. */
export const shard = (
  number: number,
  parents: readonly number[] = [],
  closedAt: number | null = null,
): ShardFacts => ({
  number,
  parents,
  createdAt: 0 as Instant,
  closedAt: closedAt as Instant | null,
});

/** Records from a place on; `children`: what came after the shard, which ends with them. */
export function got(
  number: number,
  first: number,
  data: readonly string[],
  {
    writtenAt = 0,
    children = null,
  }: { writtenAt?: number; children?: readonly ShardFacts[] | null } = {},
): RecordsGot {
  const records = data.map((each, place): Item => ({
    identity: { queue: 9, message: first + place },
    content: content(each),
    trail: noTrail,
    writtenAt: writtenAt as Instant,
  }));
  return {
    type: "recordsGot",
    shard: number,
    first,
    records,
    next: children === null ? first + records.length : null,
    behind: noTime,
    children: children ?? [],
    retention: seconds(86_400),
  };
}
