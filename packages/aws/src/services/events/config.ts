import type { Distribution, Duration, Instant } from "@orrery/kernel";
import type { DeliveryPolicy } from "../../delivery/delivery-policy.ts";
import type { Schedule } from "../../schedule/schedule.ts";
import type { FigureValues } from "../../service/assumed-figure.ts";
import type { HttpHead } from "../../service/http.ts";
import type { PlainObject } from "../../service/refusal.ts";
import type { eventsAssumptions } from "./limits.ts";

/** How much a bus logs of events. */
export type LogLevel = "OFF" | "ERROR" | "INFO" | "TRACE";

/** How a bus is set, complete and checked: what its machine needs. */
export interface BusSettings {
  /** The resource number. */
  readonly bus: number;
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  readonly accountId: string;
  readonly partition: string;
  /** Milliseconds since 1970 at instant 0. */
  readonly epochMilliseconds: number;
  /** All entries of a request have fewer bytes than this. */
  readonly entriesSize: number;
  readonly logLevel: LogLevel;
  /** Figures of ours, or what a scenario gives in their place. */
  readonly assumed: FigureValues<typeof eventsAssumptions>;
  /** In order of their numbers. */
  readonly rules: readonly RuleSettings[];
  /** What was put before the bus could be asked, which is counted once it can; `null`: nothing. */
  readonly putBefore: PutBefore | null;
}

/** Events of the call that made a bus. */
export interface PutBefore {
  /** Bytes of each entry. */
  readonly sizes: readonly number[];
}

/** A rule, as its bus's machine knows it. */
export interface RuleSettings {
  /** From 1 in its bus, never used again. */
  readonly number: number;
  readonly name: string;
  readonly arn: string;
  readonly isEnabled: boolean;
  /** `null`: it has a schedule alone. */
  readonly pattern: string | null;
  readonly schedule: Schedule | null;
  /** What a rate counts from. */
  readonly since: Instant;
  /** Which target of the port the archive is that it is for; `null`: it is for none. */
  readonly archive: number | null;
  readonly targets: readonly TargetSettings[];
}

/** A target of a rule. */
export interface TargetSettings {
  /** From 1 in its bus, never used again. */
  readonly number: number;
  readonly id: string;
  readonly arn: string;
  /** The kind of resource that its ARN is of; `null`: of none that is modeled. */
  readonly kind: string | null;
  /** The request that it gets, of an API; `null`: it is none. */
  readonly request: ApiRequest | null;
  /** A bus of another account or Region. */
  readonly crosses: { readonly account: boolean; readonly region: boolean };
  readonly input: TargetInput;
  /** The message group or partition key; `null`: none. */
  readonly group: GroupSource | null;
  readonly policy: DeliveryPolicy;
  /** The kind of its dead-letter queue; `null`: of none that is modeled, or there is none. */
  readonly deadLetterKind: string | null;
}

/** What a target gets of an event. Plain data. */
export type TargetInput =
  | { readonly type: "event" }
  | { readonly type: "constant"; readonly text: string }
  | { readonly type: "path"; readonly path: string }
  | {
      readonly type: "template";
      readonly paths: Readonly<Record<string, string>>;
      readonly template: string;
    };

/** Where a message group comes from. */
export type GroupSource =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "path"; readonly path: string };

/** How an archive is set. */
export interface ArchiveSettings {
  readonly archive: string;
  /** Milliseconds since 1970 at instant 0. */
  readonly epochMilliseconds: number;
  /** `null`: for ever. */
  readonly retention: Duration | null;
  readonly assumed: FigureValues<typeof eventsAssumptions>;
}

/** How an API destination is set. */
export interface ApiDestinationSettings {
  readonly name: string;
  readonly endpoint: string;
  readonly method: string;
  readonly requestsPerSecond: number;
  /** How long an answer takes, unless {@link answers} say otherwise. */
  readonly latency: Distribution;
  readonly answers: EndpointAnswers | null;
}

/** How an endpoint outside answers. Simulation only; what is left out is as usual. */
export interface EndpointAnswers {
  /** The HTTP status of what fails. */
  readonly status?: number;
  /** The part of the requests that fail, 0 to 1. */
  readonly share?: number;
  /** How long an answer takes. */
  readonly latency?: Distribution;
  /** What a failed request is told to wait, in seconds; below 0: it is not to be tried again. */
  readonly retryAfter?: number;
}

/** The quotas of an account in a Region. */
export interface AccountSettings {
  readonly putEventsPerSecond: number;
  readonly invocationsPerSecond: number;
}

/** The request that an API gets as a target, all but its body. */
export interface ApiRequest {
  readonly head: HttpHead;
  /** Parameters of which some are paths into the event; `null`: none are. */
  readonly parameters: PlainObject | null;
}
