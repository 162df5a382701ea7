import {
  ConfigError,
  type Bounds,
  type Distribution,
  type Duration,
  type Limit,
  type Plain,
  type Tagged,
} from "@orrery/kernel";
import type { Home } from "./caller.ts";
import type { ExtraSetting } from "./extras.ts";
import type { HttpHead } from "./http.ts";
import type { Trail, Trailed } from "./origin.ts";
import type { Payload } from "./payload.ts";
import type { PlainObject, Refused } from "./refusal.ts";

/** A text with its size in bytes. A value: one object for all arrivals that say the same. */
export interface Text {
  readonly body: string;
  readonly size: number;
  /** What the body is the JSON of, where whoever brings it has that: then nobody need read the body. */
  readonly value?: Plain;
  /** The body stands for bytes, in base64; the size is that of the bytes. @defaultValue false */
  readonly isBase64?: boolean;
}

/** What a message is that says where its payload lies. */
export interface Pointer {
  readonly text: Text;
  /** Beside those that the message has, with their bytes in the size of the text. */
  readonly attributes: NonNullable<Arrival["attributes"]>;
}

/** What somebody brings to a resource: a workload, a topic, a bus, a schedule. Read at once, and never kept. */
export interface Arrival {
  readonly text: Text;
  /** The message group; `null` for none. */
  readonly group: string | null;
  /** `null` for none. */
  readonly deduplicationId: string | null;
  /** What it is called where it comes to, such as the key of an object; left out: it has no name. */
  readonly key?: string;
  /** A fault has an object refused; left out: none has. */
  readonly isRefused?: boolean;
  /** Values with names and AWS's types beside the text, which has their bytes in its size; left out: none. */
  readonly attributes?:
    readonly Readonly<Record<"name" | "dataType" | "value", string>>[] | undefined;
  /** Of a message of a topic; `null` or left out: it has none. */
  readonly subject?: string | null;
  /** How long it is hidden at first; `null` or left out: as long as what takes it has it. */
  readonly delay?: Duration | null;
  /** Of a request of HTTP, all but its body, which is the text; left out: it is none. */
  readonly http?: HttpHead | undefined;
  /** How long whoever brings it waits for the answer; left out: nobody knows. */
  readonly patience?: Duration | undefined;
  /** What led to it. */
  readonly trail: Trail;
}

/**
 * How a kind takes what others bring: workloads from outside, topics, buses, schedules, all alike. What
 * breaks its limits the machine itself refuses; the numbers here are for messages before a run.
 */
export interface Entry {
  /** Bytes of a payload that a resource takes at one of its doors. `settings` are its machine's own. */
  sizeOf(settings: unknown, asOf: string, door: DoorName): Pick<Bounds<number>, "min" | "max">;
  /** Whether every arrival must have a message group; left out: none has one. */
  needsGroups?(settings: unknown): boolean;
  /** Whether what it is given may have groups. @defaultValue wherever it says whether it needs them */
  takesGroups?(settings: unknown): boolean;
  /** What it knows an arrival by that came before; left out: by nothing. */
  identifies?(settings: unknown): "none" | "id" | "body";
  /** Whether an arrival may have attributes; left out: none has any. */
  readonly takesAttributes?: true;
  /**
   * The message of a client library that leaves a large payload of so many bytes elsewhere, under a key of a store
   * that {@link keepsPayloads}; left out: no library does.
   */
  pointerTo?(place: { readonly store: string; readonly key: string }, bytes: number): Pointer;
  /** Whether client libraries leave payloads there, by the key of an arrival; left out: none does. */
  readonly keepsPayloads?: true;
  /**
   * Arrivals are requests of HTTP, whose line and headers have at most so many bytes, and refusals answers of a status;
   * left out: they are none.
   */
  readonly http?: {
    readonly head: number;
    /** It looks at which version of HTTP a request comes in; left out: workloads may not say it. */
    readonly looksAtVersions?: true;
    /** @defaultValue that in the refusal's details, or else 502 */
    statusOf?(refusal: Refused): number;
    /** How long it keeps a connection open that nothing comes on; left out: as long as callers do. `settings` are its machine's own. */
    idleConnection?(settings: unknown): Duration;
    /** Callers reach it near to where they are, and say their country in a header; left out: they reach it in its Region. */
    readonly nearby?: { readonly countryHeader: string; readonly roundTrip: Duration };
  };
  /** How long an arrival may be hidden at first; left out: none can be. */
  readonly delay?: Bounds<Duration>;
  readonly doors: {
    /** Taken, and answered before it is worked on. */
    readonly event?: EventDoor;
    /** Answered once it is worked on. A workload uses it where there is one, unless it says otherwise. */
    readonly request?: RequestDoor;
  };
  /** Services that bring it events of theirs, which workloads may stand for; left out: none. */
  readonly standIns?: StandIns;
  /** What whoever brings something must be allowed to do, such as `sqs:SendMessage`. */
  readonly action: string;
  /** How long senders outside wait for an answer. */
  readonly timeout: Limit<Duration>;
  /** What the way there and back takes for senders outside; `latencies` are those that a scenario gives. */
  latency(latencies: Readonly<Record<string, Distribution>>): {
    readonly request?: Distribution;
    readonly reply?: Distribution;
  };
  /** The operation that brings a payload here by name, for `calls` of scenarios. */
  readonly call?: {
    /** Such as `sqs:SendMessage`. */
    readonly name: string;
    /** Its parameters for a body that comes in at a door. */
    paramsOf(
      resource: { readonly name: string; readonly arn: string },
      body: string,
      door: DoorName,
      /** How long it is hidden at first, where {@link Entry.delay} allows it; `null`: as the resource has it. */
      delay: Duration | null,
    ): PlainObject;
    /**
     * The body of what a scenario gives, a text or a value; `undefined`: it gives none. Left out: a text
     * is the body as it is, a value is written as JSON, and without one the body is `call`.
     */
    bodyOf?(given: Plain | undefined): string;
  };
}

/** The status of HTTP that a refusal is an answer of, by what its details say or the {@link Entry.http} of who refuses. */
export function statusOfRefusal(http: Entry["http"], refusal: Refused): number {
  const said = refusal.details?.["status"];
  return typeof said === "number" ? said : (http?.statusOf?.(refusal) ?? 502);
}

/** Services for which workloads may stand, by the names that workloads have for them: it has one of both ways to do so. */
export interface StandIns {
  readonly of: Readonly<
    Record<
      string,
      { readonly text: string; readonly settings: Readonly<Record<string, ExtraSetting>> }
    >
  >;
  /** The operation that makes what brings events of one to a resource. @throws ConfigError where it cannot be so. */
  operationOf?(
    name: string,
    said: object,
    resource: { readonly name: string },
    logicalId: string,
  ): { readonly service: string; readonly operation: string; readonly params: PlainObject };
  /**
   * Events of one, which a workload brings by turns, each with what the workload says over it by turns; `milliseconds`
   * since 1970 at the run's start. @throws ConfigError where it cannot be so.
   */
  eventsOf?(
    name: string,
    said: object,
    resource: { readonly name: string },
    home: Home,
    milliseconds: number,
    over: readonly Plain[],
  ): readonly Plain[];
}

/**
 * The door at which senders outside come in: where their arrivals are worked on before the answer, if
 * there is such a door and they do not say otherwise.
 *
 * @throws ConfigError where they say which, and there is one only.
 */
export function doorFor(
  path: string,
  { doors }: Pick<Entry, "doors">,
  noun: string,
  given: DoorName | undefined,
): DoorName {
  if (given === undefined) return doors.request === undefined ? "event" : "request";
  if (doors.request !== undefined && doors.event !== undefined) return given;
  throw new ConfigError(path, "nothing, since there is one way only", `"${given}" for a ${noun}`);
}

/** Which of the doors of an {@link Entry}. */
export type DoorName = keyof Entry["doors"];

/** How an arrival is put into the machine's own input. */
export interface EventDoor {
  /** Makes the input, which bears the arrival's trail. */
  inputOf(arrival: Arrival): Tagged & Trailed;
  /** Only so many may come a second: whoever brings something asks for a turn before. Left out: at any time. */
  readonly hasTurns?: true;
  /** How several come in one request; left out: each comes alone. */
  readonly batch?: BatchDoor;
}

/** How several arrivals are put into one input. */
export interface BatchDoor {
  /** At most so many. */
  readonly most: number;
  /** How many bytes they may have together. `settings` are those of the machine. */
  bytes(settings: unknown): number;
  /** An arrival as the input has it, with its own trail. */
  entryOf(arrival: Arrival): unknown;
  /** The input; `trail` is that of the first. */
  inputOf(entries: readonly unknown[], trail: Trail): Tagged & Trailed;
  /** What became of each, in order; `null`: it was taken. */
  resultsOf(answer: Tagged): readonly (Refused | null)[];
}

export interface RequestDoor extends EventDoor {
  /** Whether an answer says that the work failed. */
  hasFailed(answer: Tagged): boolean;
  /** What an answer says to who asked; left out: it is an answer of HTTP, or what the {@link work} came to. */
  saidIn?(answer: Tagged): Plain;
  /** How services have it work on payloads; left out: none does. */
  readonly work?: {
    /** Makes the input: of a batch, whose items bear the trails, `trail` is `null`. What can stream what it returns does so if asked. */
    inputFor(payload: Payload, trail: Trail | null, how?: { readonly streams: true }): Tagged;
    /** What the work came to, by an answer that is no refusal. */
    outcomeOf(answer: Tagged): WorkOutcome;
  };
}

/** What the work on a payload came to. */
export interface WorkOutcome {
  readonly hasFailed: boolean;
  /** What it returned, or the error as AWS shapes it. */
  readonly value: Plain;
  /** How long it has streamed what it returned by now; left out: not at all. */
  readonly streamedFor?: Duration;
  /** Items of a batch that failed although the work did not, by their places; `null` for none. */
  readonly failedItems: readonly number[] | null;
}

/** Finds the entry of a kind; late, so that no kind imports another. */
export type EntryOf = (kind: string) => Entry | undefined;
