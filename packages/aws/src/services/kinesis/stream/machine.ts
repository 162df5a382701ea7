import {
  declare,
  unreachable,
  type Machine,
  type SettingsChanged,
  type TimerFired,
} from "@orrery/kernel";
import type { StreamSettings } from "../config.ts";
import type { StreamEffect, StreamInput } from "../protocol.ts";
import { hoursAt } from "./billed-hours.ts";
import { canonical } from "./canonical.ts";
import {
  choices,
  metrics,
  notes,
  ports,
  purposes,
  timers,
  type Stream,
  type StreamContext,
} from "./declarations.ts";
import { gaugesOf } from "./gauges.ts";
import { endWindow } from "./on-demand.ts";
import { putRecord, putRecords } from "./put.ts";
import { describeShards, findPlace, getRecords } from "./read.ts";
import { finishResharding, mergeShards, splitShard, updateShardCount } from "./resharding.ts";
import { expire } from "./retention.ts";
import { measureShard } from "./shard-metrics.ts";
import { initialStream, type StreamState } from "./state.ts";
import { endOfGone, endSubscription, nextEvent, subscribe } from "./subscribing.ts";

/** The machine of a stream. */
export type StreamMachine = Machine<StreamSettings, StreamState, StreamInput, StreamEffect>;

/** A stream of Kinesis, with its shards. */
export const streamMachine: StreamMachine = {
  kind: "kinesis.stream",
  stateVersion: 3,
  inputs: declare(
    "putRecord",
    "putRecords",
    "readShard",
    "findPlace",
    "describeShards",
    "splitShard",
    "mergeShards",
    "updateShardCount",
    "settingsChanged",
    "timerFired",
    "openSubscription",
    "nextEvent",
    "measureShard",
  ),
  timers,
  ports,
  purposes,
  choices,
  metrics,
  notes,

  initialState: initialStream,
  transition: (stream, input, context) => react(stream, input, context),

  fingerprint(input) {
    switch (input.type) {
      case "putRecord":
        return input.size;
      case "putRecords":
        return input.entries.length;
      case "readShard":
        return input.sequence;
      case "findPlace":
      case "openSubscription":
      case "nextEvent":
      case "splitShard":
      case "mergeShards":
      case "measureShard":
        return input.shard;
      case "updateShardCount":
        return input.target;
      default:
        return 0;
    }
  },

  canonical,
  gauges: gaugesOf,
};

function react(
  stream: Stream,
  input: StreamInput,
  context: StreamContext,
): readonly StreamEffect[] {
  switch (input.type) {
    case "putRecord":
      return putRecord(stream, input, context);
    case "putRecords":
      return putRecords(stream, input, context);
    case "readShard":
      return getRecords(stream, input, context);
    case "findPlace":
      return findPlace(stream, input, context);
    case "describeShards":
      return describeShards(stream, context);
    case "openSubscription":
      return subscribe(stream, input, context);
    case "nextEvent":
      return nextEvent(stream, input, context);
    case "splitShard":
      return splitShard(stream, input, context);
    case "mergeShards":
      return mergeShards(stream, input, context);
    case "updateShardCount":
      return updateShardCount(stream, input, context);
    case "measureShard":
      return measureShard(stream, input, context);
    case "settingsChanged":
      stream.hours = hoursAt(stream, input.before, context.now);
      return changeSettings(stream, input, context);
    case "timerFired":
      return fire(stream, input, context);
    default:
      return unreachable(input);
  }
}

/** A shorter retention period acts at once, and so does the end of a consumer. */
function changeSettings(
  stream: Stream,
  { before }: SettingsChanged<StreamSettings>,
  context: StreamContext,
): readonly StreamEffect[] {
  const ended = endOfGone(stream, context);
  if (before.retentionPeriod <= context.settings.retentionPeriod) return ended;
  return [...ended, ...expire(stream, context)];
}

function fire(
  stream: Stream,
  { timer, index }: TimerFired,
  context: StreamContext,
): readonly StreamEffect[] {
  switch (timer) {
    case timers.resharding:
      return finishResharding(stream, context);
    case timers.retention:
      return expire(stream, context);
    case timers.subscription:
      return endSubscription(stream, index);
    default:
      return endWindow(stream, context);
  }
}
