import type {
  ClearTimer,
  Replied,
  Send,
  SetTimer,
  SettingsChanged,
  Tagged,
  TimerFired,
} from "@orrery/kernel";
import type { Refused } from "../../service/refusal.ts";
import type {
  DescribeShards,
  FindPlace,
  NextEvent,
  PlaceFound,
  ReadShard,
  RecordsGot,
  ShardsDescribed,
  Subscribed,
  OpenSubscription,
  SubscriptionEnded,
} from "../../service/source.ts";
import type { WorkReply, WorkOnBatch } from "../work.ts";
import type { StreamMappingSettings } from "./config.ts";

/**
 * All that a mapping of a stream reacts to. Nobody asks it for anything: it begins, ends and changes with its
 * settings, also when these are given a second time unchanged.
 */
export type StreamMappingInput =
  | SettingsChanged<StreamMappingSettings>
  | Replied<ShardsReply | RecordsReply | WorkReply | Tagged>
  | TimerFired;

/** What its source answers to what is asked of its shards, … */
export type ShardsReply = ShardsDescribed | PlaceFound | Subscribed | Refused;

/** … and to a read, or to the wish for what is pushed. */
export type RecordsReply = RecordsGot | SubscriptionEnded | Refused;

/** All that a mapping asks for: of its source at two ports, of its function, and of its destination. */
export type StreamMappingEffect =
  | Send<
      DescribeShards | FindPlace | OpenSubscription | ReadShard | NextEvent | WorkOnBatch | Tagged
    >
  | SetTimer
  | ClearTimer;
