import type {
  ClearTimer,
  Replied,
  Send,
  SetTimer,
  SettingsChanged,
  TimerFired,
} from "@orrery/kernel";
import type { WorkReply, WorkOnBatch } from "../work.ts";
import type { Done, EntryResults, Receive, Received } from "../../service/source.ts";
import type { Refused } from "../../service/refusal.ts";
import type { EventSourceMappingSettings } from "./config.ts";

/**
 * All that a mapping reacts to. Nobody asks it for anything: it begins, ends and changes with its
 * settings, also when these are given a second time unchanged.
 */
export type EventSourceMappingInput =
  SettingsChanged<EventSourceMappingSettings> | Replied<SourceReply | WorkReply> | TimerFired;

/** What its source answers. */
export type SourceReply = Received | EntryResults | Refused;

/** All that a mapping asks for: of its queue, at two ports, and of its function. */
export type EventSourceMappingEffect = Send<Receive | Done | WorkOnBatch> | SetTimer | ClearTimer;
