import type { CallRate, CallRates } from "../../service/call-rate.ts";
import { textIn } from "../../service/caller.ts";
import { refused, type PlainObject } from "../../service/refusal.ts";
import { streamNameIn } from "./operations/stream-record.ts";

const stream = (params: PlainObject): string => {
  const arn = textIn(params, "StreamARN");
  return textIn(params, "StreamName") ?? (arn === undefined ? "" : (streamNameIn(arn) ?? ""));
};
const shard = (params: PlainObject): string =>
  `${textIn(params, "ShardId") ?? ""} ${stream(params)}`;
/** A stream, or its ARN within that of a consumer. */
const consumer = (params: PlainObject): string =>
  textIn(params, "StreamARN") ?? textIn(params, "ConsumerARN")?.split("/consumer/")[0] ?? "";

const each = (
  quota: string | number,
  operations: readonly string[],
  of?: CallRate["of"],
): CallRate => (of === undefined ? { quota, operations } : { quota, operations, of });

/** How often operations of Kinesis may be called, as the page of each says. */
export const kinesisCallRates: CallRates = {
  throttled(operation, params, { accountId }) {
    const account = `in stream ${stream(params)} under account ${accountId}.`;
    // Assumed: the words of both.
    return operation === "GetShardIterator"
      ? refused(
          "ProvisionedThroughputExceededException",
          `Rate exceeded for shard ${textIn(params, "ShardId") ?? ""} ${account}`,
        )
      : refused("LimitExceededException", `Rate exceeded for ${operation} ${account}`);
  },
  rates: [
    each("kinesis.controlCallsPerSecond", [
      "CreateStream",
      "DeleteStream",
      "ListStreams",
      "SplitShard",
      "MergeShards",
      "AddTagsToStream",
      "RemoveTagsFromStream",
      "ListTagsForStream",
    ]),
    each("kinesis.describeStreamCallsPerSecond", ["DescribeStream"]),
    each("kinesis.describeStreamSummaryCallsPerSecond", ["DescribeStreamSummary"]),
    each(1, ["DescribeLimits"]),
    each("kinesis.listShardsCallsPerSecond", ["ListShards"], stream),
    each(
      "kinesis.consumerCallsPerSecond",
      ["RegisterStreamConsumer", "DeregisterStreamConsumer", "ListStreamConsumers"],
      consumer,
    ),
    each("kinesis.describeStreamConsumerCallsPerSecond", ["DescribeStreamConsumer"], consumer),
    each("kinesis.shardIteratorCallsPerSecond", ["GetShardIterator"], shard),
  ],
};
