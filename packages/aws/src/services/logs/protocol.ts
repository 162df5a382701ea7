import type {
  ClearTimer,
  Replied,
  Reply,
  Send,
  SetTimer,
  SettingsChanged,
  Tagged,
  TimerFired,
} from "@orrery/kernel";
import type { LogFrom, LogRead } from "../../service/log.ts";
import type { Trailed } from "../../service/origin.ts";
import { refused, type Refused } from "../../service/refusal.ts";
import type { GroupSettings } from "./config.ts";

/** What a log group reacts to. */
export type GroupInput =
  | SettingsChanged<GroupSettings>
  | PutEvents
  | { readonly type: "makeLogStream"; readonly stream: string }
  | { readonly type: "removeLogStream"; readonly stream: string }
  | ({ readonly type: "readLog" } & LogFrom)
  | { readonly type: "showStreams" }
  | BringText
  | Replied<Tagged>
  | TimerFired;

/** Log events come. */
export interface PutEvents {
  readonly type: "putEvents";
  readonly stream: string;
  /** In order of time. */
  readonly events: readonly PutEvent[];
}

/** A text comes that some service brings, as what happens now. */
export interface BringText extends Trailed {
  readonly type: "bringText";
  readonly message: string;
  /** Of the message in UTF-8. */
  readonly size: number;
}

/** A log event as it comes. */
export interface PutEvent {
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly message: string;
  /** Of the message in UTF-8. */
  readonly size: number;
}

/** What a log group answers. */
export type GroupReply =
  | { readonly type: "eventsPut" }
  | { readonly type: "streamChanged" }
  | { readonly type: "streamsShown"; readonly streams: readonly ShownStream[] }
  | LogRead
  | Refused;

/** What whoever names a stream hears that is not there. */
export const noStream = refused(
  "ResourceNotFoundException",
  "The specified log stream does not exist.",
);

/** A log stream that was made. */
export interface ShownStream {
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** What it asks for. */
export type GroupEffect = Reply<GroupReply> | Send<Tagged> | SetTimer | ClearTimer;
