import type { PlainObject } from "../../../service/refusal.ts";
import { openAccount } from "./table-client.ts";

/** A table with a stream, and what reads it. */
export function openStreamed(
  settings: Parameters<typeof openAccount>[0] = {},
  view = "NEW_AND_OLD_IMAGES",
) {
  const account = openAccount(settings);
  const { client, table } = account;
  const made = table("Orders", {
    StreamSpecification: { StreamEnabled: true, StreamViewType: view },
  })["TableDescription"] as PlainObject;
  const StreamArn = made["LatestStreamArn"] as string;
  const streams = (operation: string, params: PlainObject = {}) =>
    client.call("dynamodbstreams", operation, params);
  const description = (more: PlainObject = {}) =>
    streams("DescribeStream", { StreamArn, ...more })["StreamDescription"] as PlainObject;
  const shardIds = () =>
    (description()["Shards"] as readonly PlainObject[]).map(({ ShardId }) => ShardId as string);
  const iterator = (more: PlainObject = {}) =>
    streams("GetShardIterator", {
      StreamArn,
      ShardId: shardIds()[0]!,
      ShardIteratorType: "TRIM_HORIZON",
      ...more,
    })["ShardIterator"] as string;
  const got = (ShardIterator: string, more: PlainObject = {}) =>
    streams("GetRecords", { ShardIterator, ...more });
  return {
    ...account,
    StreamArn,
    streams,
    description,
    shardIds,
    iterator,
    got,
    /** All records of the stream, shard by shard. */
    records: () =>
      shardIds().flatMap(
        (ShardId) => got(iterator({ ShardId }))["Records"] as readonly PlainObject[],
      ),
    streamsRefusal(operation: string, params: PlainObject): string {
      try {
        client.call("dynamodbstreams", operation, params);
      } catch (thrown) {
        const { code, message } = thrown as { code: string; message: string };
        return `${code}: ${message}`;
      }
      return "none";
    },
  };
}
