import type {
  ClearTimer,
  Instant,
  Replied,
  Reply,
  Send,
  SetTimer,
  SettingsChanged,
  Tagged,
  TimerFired,
} from "@orrery/kernel";
import type { Trail, Trailed } from "../../service/origin.ts";
import type { Refused } from "../../service/refusal.ts";
import type { TakeTurn, TurnTaken } from "../../service/turn.ts";
import type { ApiDestinationSettings, ArchiveSettings, BusSettings } from "./config.ts";
import type { EventContent } from "./event-content.ts";

/** All that a bus reacts to. */
export type BusInput =
  | PutEvent
  | PutEvents
  | ForwardEvent
  | ReplayEvents
  | SettingsChanged<BusSettings>
  | Replied<Tagged>
  | TimerFired;

/** An event that comes to a bus, or why it is none. */
export type PutEntry = EventGiven | Refused;

/** An event as who puts it gives it. */
export interface EventGiven {
  readonly type: "event";
  readonly content: EventContent;
  /** When it was, in milliseconds since 1970; `null`: when it comes. */
  readonly time: number | null;
}

/** One event, which is answered by itself. */
export interface PutEvent extends Trailed {
  readonly type: "putEvent";
  readonly entry: PutEntry;
}

/** Up to 10 events in one request, each taken or refused by itself. */
export interface PutEvents extends Trailed {
  readonly type: "putEvents";
  /** Each bears the trail of what led to it, or else that of the request. */
  readonly entries: readonly { readonly entry: PutEntry; readonly trail?: Trail }[];
}

/** An event that another bus hands on: it stays what it is. */
export interface ForwardEvent extends Trailed {
  readonly type: "forwardEvent";
  readonly event: BusEvent;
}

/** Events of an archive, which were on the bus before. */
export interface ReplayEvents {
  readonly type: "replayEvents";
  readonly events: readonly BusEvent[];
  readonly replayName: string;
  /** ARNs of the rules that they are for; `null`: of all. */
  readonly rules: readonly string[] | null;
}

/** All that a bus asks for. */
export type BusEffect = Reply<BusReply> | Send<Tagged> | SetTimer | ClearTimer;

/** How a bus answers. */
export type BusReply = EventPut | EventsPut | EventsReplayed | Refused;

export interface EventPut {
  readonly type: "eventPut";
  /** Which of the bus's events it is, from 1. */
  readonly number: number;
}

export interface EventsPut {
  readonly type: "eventsPut";
  /** One for each entry, in order: its number, or why it was not taken. */
  readonly results: readonly (number | Refused)[];
}

export interface EventsReplayed {
  readonly type: "eventsReplayed";
}

/** An event that a bus has taken. A value. */
export interface BusEvent extends Trailed {
  /** Which of the events of the bus that has it now, from 1. */
  readonly number: number;
  /** The bus that took it first, and its number there, from 1: what its id is made of. */
  readonly identity: { readonly bus: number; readonly number: number };
  readonly content: EventContent;
  readonly account: string;
  readonly region: string;
  /** When it was, in milliseconds since 1970. */
  readonly time: number;
  /** When the first bus took it. */
  readonly arrivedAt: Instant;
  /** `null`: it is not replayed. */
  readonly replayName: string | null;
  /** How often it went on to another account, and to another Region. */
  readonly accountHops: number;
  readonly regionHops: number;
}

/** An event on its way to a target of a rule. */
export interface BusDelivery {
  readonly event: BusEvent;
  /** Numbers of the rule and of its target. */
  readonly rule: number;
  readonly target: number;
  /** Why nothing can be sent; `null`: it can. */
  readonly problem:
    "INVALID_JSON" | "THIRD_ACCOUNT_HOP_DETECTED" | "THIRD_REGION_HOP_DETECTED" | null;
}

/** Asks for calls of PutEvents. Answered within the event that asks. */
export interface TakeCalls {
  readonly type: "takeCalls";
  readonly calls: number;
}

/** What the account's quotas answer. */
export type AccountReply = { readonly type: "taken" } | TurnTaken | Refused;

/** All that an archive reacts to. */
export type ArchiveInput =
  | ArchiveEvent
  | StartReplay
  | CancelReplay
  | DescribeArchive
  | SettingsChanged<ArchiveSettings>
  | Replied<Tagged>
  | TimerFired;

/** An event that an archive keeps. */
export interface ArchiveEvent extends Trailed {
  readonly type: "archiveEvent";
  readonly event: BusEvent;
}

/** Puts what is archived on its bus again. */
export interface StartReplay {
  readonly type: "startReplay";
  readonly name: string;
  readonly description: string | null;
  /** Of the events' own times, in milliseconds since 1970. */
  readonly from: number;
  readonly until: number;
  /** ARNs of the rules that the events are for; `null`: of all. */
  readonly rules: readonly string[] | null;
}

export interface CancelReplay {
  readonly type: "cancelReplay";
  readonly name: string;
}

/** Asks what an archive holds, and how far its replays are. */
export interface DescribeArchive {
  readonly type: "describeArchive";
}

/** How far a replay is, as AWS says it. */
export type ReplayStatus =
  "STARTING" | "RUNNING" | "CANCELLING" | "COMPLETED" | "CANCELLED" | "FAILED";

/** A replay, as its archive knows it. A value. */
export interface ReplayDescribed {
  readonly name: string;
  readonly description: string | null;
  readonly status: ReplayStatus;
  readonly from: number;
  readonly until: number;
  readonly rules: readonly string[] | null;
  readonly startedAt: Instant;
  /** `null`: it is under way. */
  readonly endedAt: Instant | null;
  /** The time of the last event that was replayed; `null`: none was. */
  readonly lastReplayed: number | null;
}

export interface ArchiveDescribed {
  readonly type: "archiveDescribed";
  readonly events: number;
  readonly bytes: number;
  /** In order of their starts. */
  readonly replays: readonly ReplayDescribed[];
}

export type ArchiveReply =
  | { readonly type: "eventArchived" }
  | { readonly type: "replayStarted" }
  | { readonly type: "replayCancelled" }
  | ArchiveDescribed
  | Refused;

export type ArchiveEffect = Reply<ArchiveReply> | Send<Tagged> | SetTimer;

/** What an API destination reacts to. */
export type ApiDestinationInput =
  InvokeEndpoint | TakeTurn | SettingsChanged<ApiDestinationSettings>;

/** A request to an endpoint outside. */
export interface InvokeEndpoint extends Trailed {
  readonly type: "invokeEndpoint";
  readonly body: string;
  readonly size: number;
}

export type ApiDestinationReply =
  { readonly type: "endpointInvoked"; readonly number: number } | TurnTaken | Refused;
