import type { Duration, Plain } from "@orrery/kernel";
import type { Home } from "../../../service/caller.ts";
import type { ExtraSetting } from "../../../service/extras.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { formatWallClock } from "../../../text/wall-clock.ts";

/** A setting of a source, with what it is where nobody says. */
export type TriggerSetting = ExtraSetting & { readonly default: TriggerValue };

/** What a setting may be; durations in microseconds. */
export type TriggerValue = string | number | boolean;

/** Settings of a trigger by name, all of them. */
export type TriggerValues = Readonly<Record<string, TriggerValue>>;

/** What an event of a source is made of. */
export interface TriggerFacts extends Home {
  readonly values: TriggerValues;
  /** Which of the trigger's events it is, from 1: the same for every attempt. */
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly milliseconds: number;
  readonly functionArn: string;
  /** A UUID of this event; another for each `nth`. */
  id(nth?: number): string;
  /** What the function shows when it says what it came to. */
  readonly ticket: string;
  /** What the function has given to be called again with; `null`: it is called first. */
  readonly continuation: string | null;
  /** What the workload says beside, as JSON; `undefined`: nothing, or no JSON. */
  readonly payload: Plain | undefined;
}

/** What an answer of a function comes to for a source that waits for it. */
export type TriggerVerdict =
  | "succeeded"
  /** The function says that it did not do it. */
  | "failed"
  /** It is no answer that the source can read. */
  | "invalid"
  /** It keeps what comes after from being done. */
  | "stopped";

/** What a source waits for after its event was taken. */
export interface Awaited {
  /** The operation that the function is to call, or what it returns, such as `codepipeline:PutJobSuccessResult`. */
  readonly what: string;
  /** The setting, or the fixed time, within which something must be heard; it begins anew when there is more to come. */
  readonly within: Duration | { readonly setting: string };
  /** How long it waits altogether. @defaultValue without end */
  readonly atMost?: Duration;
  /** Whether only what the function returns is an answer, as nothing else can be. @defaultValue a setting says */
  readonly onlyReturned?: true;
  /** What a returned value comes to; with a continuation it is called again later; `null`: it says nothing. */
  returned(value: Plain): TriggerVerdict | { readonly continuation: string } | null;
}

/**
 * A service that invokes functions by itself: all that tells it from the others. Each is a file of the folder
 * `sources`.
 */
export interface TriggerSource {
  /** As workloads name it. */
  readonly name: string;
  /** What of it invokes a function, such as `receipt rule`. */
  readonly noun: string;
  /** In one sentence, for documents. */
  readonly text: string;
  /** Such as `ses.amazonaws.com`. */
  readonly principal: string;
  readonly settings: Readonly<Record<string, TriggerSetting>>;
  /** The last day of the service, `YYYY-MM-DD`. @defaultValue it goes on */
  readonly endedOn?: string;
  /** Whether the function's answer is waited for, or the event is taken and worked on later. */
  invocationOf(values: TriggerValues): "event" | "request";
  /** How long it waits for the answer to a synchronous invocation. @defaultValue as long as functions run */
  readonly patience?: Duration;
  /** How often it invokes synchronously until there is an answer. @defaultValue 1 */
  readonly attempts?: number;
  /** What comes after an event was taken. @defaultValue nothing */
  readonly awaits?: Awaited;
  /** The ARN that stands for it in permissions. */
  arnOf(values: TriggerValues, home: Home): string;
  eventOf(facts: TriggerFacts): Plain;
  /** What a function answers to an event of which nobody says what it does. @defaultValue `null` */
  usual?(event: Plain, values: TriggerValues): Plain;
  /** What the answer to a synchronous invocation comes to. @defaultValue it succeeded */
  verdictOn?(answer: Plain, values: TriggerValues): TriggerVerdict;
}

/** A member of an answer, or `undefined`. */
export const memberOf = (value: Plain | undefined, name: string): Plain | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value) && Object.hasOwn(value, name)
    ? (value as PlainObject)[name]
    : undefined;

/** Whether a value is one of some texts. */
export const isOneOf = (value: Plain | undefined, texts: readonly string[]): boolean =>
  typeof value === "string" && texts.includes(value);

/** A setting that is a text. */
export const textSetting = (text: string, otherwise: string): TriggerSetting => ({
  kind: "text",
  text,
  default: otherwise,
});

/** A setting that is one of some values, the first where nobody says. */
export const choiceSetting = (text: string, values: readonly string[]): TriggerSetting => ({
  kind: "choice",
  values,
  text,
  default: values[0]!,
});

/** An instant without its milliseconds, such as `2026-01-01T00:00:00Z`. */
export const secondOf = (milliseconds: number): string =>
  `${formatWallClock(milliseconds).slice(0, 19)}Z`;
