import type { Tagged } from "@orrery/kernel";
import { objectOf, textOf } from "../../../request/params.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import type { NextEvent, OpenSubscription } from "../../../service/source.ts";
import type { StreamRecordsGot } from "../protocol.ts";
import { sequenceNumberIn } from "../record-names.ts";
import { shardOfId } from "../sequence-number.ts";
import { consumerOf } from "./consumer-operations.ts";
import { withDryRun } from "./dry-run.ts";
import { noShardNamed, shownRecord, startIn } from "./record-operations.ts";
import { shownChild } from "./shown-stream.ts";
import { isRefused, streamKindName, streamNameIn } from "./stream-record.ts";

/** The operation that opens a subscription, and how its events are taken. */
export const subscriptionOperations: Operations = withDryRun({
  SubscribeToShard: {
    begin: subscribe,
    respond: () => ({ EventStream: {} }),
    channel: {
      member: "EventStream",
      next: (params) => ({
        kind: streamKindName,
        name: streamNameIn(textOf(params["ConsumerARN"])!)!, // The consumer was there.
        input: {
          type: "nextEvent",
          reader: textOf(params["ConsumerARN"])!,
          shard: shardOfId(textOf(params["ShardId"])!)!, // As before.
          subscription: null,
        } satisfies NextEvent,
      }),
      shown,
    },
  },
});

function subscribe(params: PlainObject, plane: ControlPlane): Step {
  if (!plane.caller.principal.endsWith(":root")) {
    const what = "Subscriptions of functions and of other programs in a run are not modeled.";
    return { type: "notModeled", what };
  }
  const located = consumerOf({ ConsumerARN: params["ConsumerARN"]! }, plane);
  if (isRefused(located)) return located;
  const { stream, consumer } = located;
  if (plane.now < consumer.activeAt) {
    return refused(
      "ResourceInUseException",
      `Consumer ${consumer.arn}, account ${plane.accountId} not ACTIVE, instead in state CREATING`, // Assumed: the words.
    );
  }
  const id = textOf(params["ShardId"])!; // It is there.
  const shard = shardOfId(id);
  if (shard === null) return noShardNamed(id, stream.name, plane);
  const { Type, SequenceNumber, Timestamp } = objectOf(params["StartingPosition"]);
  const start = startIn(
    {
      ...(Type === undefined ? {} : { ShardIteratorType: Type }),
      ...(SequenceNumber === undefined ? {} : { StartingSequenceNumber: SequenceNumber }),
      ...(Timestamp === undefined ? {} : { Timestamp }),
    },
    shard,
    stream.name,
    plane,
    "SubscribeToShard",
  );
  if (isRefused(start)) return start;
  const input: OpenSubscription = {
    type: "openSubscription",
    reader: consumer.arn,
    shard,
    start,
  };
  return { type: "ask", resource: stream.number, input };
}

/** An event of a subscription; at the end of a shard it names the children, and no place to go on from. */
function shown(body: Tagged): PlainObject | null {
  if (body.type !== "recordsGot") return null;
  const { records, next, behind, children } = body as StreamRecordsGot;
  const last = records.at(-1);
  return {
    SubscribeToShardEvent: {
      Records: records.map(shownRecord),
      ...(next === null || last === undefined
        ? {}
        : { ContinuationSequenceNumber: sequenceNumberIn(last) }),
      MillisBehindLatest: Math.floor(behind / 1_000),
      ...(children.length === 0 ? {} : { ChildShards: children.map(shownChild) }),
    },
  };
}
