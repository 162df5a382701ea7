import {
  noTime,
  type ArrivalProcess,
  type ArrivalState,
  type Distribution,
  type Duration,
  type Instant,
  type Ring,
  type Slab,
  type Table,
  type Tagged,
  type Vector,
} from "@orrery/kernel";
import type { DoorName } from "../service/entry.ts";
import type { HttpHead } from "../service/http.ts";
import type { RequestMix } from "./http-request.ts";
import type { Trail, Trailed } from "../service/origin.ts";
import type { WorkloadAttribute } from "./attributes.ts";
import type { WeighedGroup } from "./group-choice.ts";
import type { FigureValues } from "../service/assumed-figure.ts";
import type { BreakerSettings, Circuit } from "./breaker-settings.ts";
import type { ConnectionsSettings } from "./connection-settings.ts";
import type { callerAssumptions } from "./limits.ts";
import type { PayloadSettings } from "./payload.ts";
import type { SessionValues } from "./session-template.ts";
import type { StepSettings } from "./session.ts";
import type { RetryFigures, RetryPolicy } from "./retry.ts";

/** What reaches one resource from outside, and when. */
export interface WorkloadSettings {
  /** The kind of what it goes to. */
  readonly target: string;
  /** At which of its doors. */
  readonly door: DoorName;
  /** What else its sessions ask, behind {@link target}. */
  readonly others: readonly OtherTarget[];
  /** Its number among the workloads, from 1: where its arrivals come from. */
  readonly number: number;
  /** Tells its messages from those of other workloads: begins their deduplication ids. */
  readonly name: string;
  /** When they come; `null`: when its {@link users} are ready. */
  readonly arrivals: ArrivalProcess | null;
  /** A closed loop of users; `null`: arrivals wait for nobody. */
  readonly users: UserSettings | null;
  /** How many go together in a request, and how long the first waits; `null`: each goes alone. */
  readonly batch: BatchSettings | null;
  /** Where the process counts from; below 0 for a daily curve that began before the run. */
  readonly origin: Instant;
  /** When the arrivals begin. */
  readonly from: Instant;
  /** When they end; `null`: never. */
  readonly until: Instant | null;
  readonly payload: PayloadSettings;
  /**
   * What the target knows an arrival by that came before: an id that this workload gives, or the body;
   * *none* where by nothing.
   */
  readonly deduplication: "none" | "id" | "body";
  /** Values beside the text, in order of their names; empty for none. */
  readonly attributes: readonly WorkloadAttribute[];
  /** What its requests of HTTP are beside their bodies; `null`: they are of another kind. */
  readonly http: HttpHead | null;
  /** Several requests in place of {@link http}; `null`: all are alike. */
  readonly requests: RequestMix | null;
  /** How long each message is hidden at first; `null`: as long as its target has it. */
  readonly delay: Duration | null;
  /** Message groups, of which each message draws one by weight; empty for none. */
  readonly groups: readonly WeighedGroup[];
  /** Where it leaves large payloads; `null`: nowhere. */
  readonly offloading: OffloadSettings | null;
  /** What its callers do one after another; `null`: each arrival is a request by itself. */
  readonly session: readonly StepSettings[] | null;
  /** What of HTTP its report tells apart; empty where it brings something else. */
  readonly routes: readonly string[];
  /** Which of the routes each of its {@link requests} is, or of the steps of its {@link session}. */
  readonly routeOf: readonly number[];
  /** Whether its callers are elsewhere. */
  readonly isDistant: boolean;
  readonly breaker: BreakerSettings | null;
  /** `null`: connections take no time, and there are as many as are needed. */
  readonly connections: ConnectionsSettings | null;
  readonly retry: RetryPolicy;
  /** How long it waits for the answer to each attempt, before that counts as lost. */
  readonly timeout: Duration;
  /** What holds of how the SDKs wait. */
  readonly assumed: RetryFigures & FigureValues<typeof callerAssumptions>;
}

/** What a session asks beside the workload's own target: its kind, and at which of its doors. */
export interface OtherTarget {
  readonly kind: string;
  readonly door: DoorName;
}

/** Where a workload leaves payloads that are too large for its target. */
export interface OffloadSettings {
  /** The kind of the store, and its name. */
  readonly kind: string;
  readonly store: string;
  /** What has more bytes goes there. */
  readonly above: number;
}

/** See `Users`. */
export interface UserSettings {
  readonly count: number;
  readonly think: Distribution;
  readonly over: Duration;
}

/** See `Batching`. */
export interface BatchSettings {
  readonly size: number;
  readonly within: Duration;
  /** How many bytes a request may have. */
  readonly bytes: number;
}

/** Where a workload is. */
export interface WorkloadState extends Readonly<ArrivalState> {
  /** How many have arrived. */
  readonly count: number;
  /** What was sent and not answered, or is to be sent again. */
  readonly pending: Slab<Pending>;
  /** What waits to go out with others. */
  readonly gathered: readonly Gathered[];
  readonly gatheredBytes: number;
  /** What is left of the budget for new attempts. */
  readonly tokens: number;
  /** Users in the middle of their sessions, and how many sessions have begun. */
  readonly sessions: Slab<Session>;
  readonly sessionCount: number;
  /** What came of the requests of each route, as callers had it. */
  readonly tallies: Vector<number>;
  /** The circuits of the breaker, and how the last attempts of each went: 1 for a failure. */
  readonly circuits: Vector<Circuit>;
  readonly attempts: Vector<number>;
  /** Connections of a program: how many are open, and how many of those idle; or when each user used theirs last. */
  readonly openConnections: number;
  readonly idleConnections: number;
  readonly lastUses: Vector<number>;
  /** Requests that wait for a connection, by their ids. */
  readonly waiting: Ring;
  /** Why arrivals were refused for good, by error code. */
  readonly refusals: Table<RefusalCount>;
}

/** An arrival that is not settled. */
export interface Pending {
  /** Its trail says which of the arrivals it is, and when that was. */
  readonly input: Tagged & Trailed;
  /** What is sent behind it, where it leaves a payload elsewhere; `null`: it is the last. */
  readonly then: (Tagged & Trailed) | null;
  readonly going: Going;
  /** The session that it is of, by its id; -1: of none. */
  readonly session: number;
  /** Which of the targets it goes to: 0 is the workload's own. */
  readonly to: number;
  /** Which of the routes it goes to; -1: none is told apart. */
  readonly route: number;
  /** How often the circuit had changed when it was sent last. */
  readonly changes: number;
  /** Since when it waits for a connection, or waited last. */
  readonly queuedAt: Instant;
}

/** A user in the middle of a session. */
export interface Session {
  /** The place of the step that is due, and how often that is to come. */
  readonly step: number;
  readonly left: number;
  /** See {@link Going.user}. */
  readonly user: number;
  readonly began: Instant;
  /** When its connection to each target was used last; -1: it has none. A value. */
  readonly usedAt: readonly number[];
  readonly values: SessionValues;
}

/** How an arrival goes. A value: most go as all others do, and share it. */
export interface Going {
  /** How often it was sent. */
  readonly attempt: number;
  /** How long it waited before it was sent again last; 0: never. */
  readonly waited: Duration;
  /** What that took of the budget. */
  readonly cost: number;
  /** The user who waits for it; -1: none does. */
  readonly user: number;
  /** When each of several came that go together; `null`: it goes alone. */
  readonly batch: readonly Instant[] | null;
}

/** An arrival that waits to go out with others. A value. */
export interface Gathered {
  /** As the target's door has it. */
  readonly entry: unknown;
  readonly trail: Trail;
}

/** How often arrivals were refused with one error code. A value. */
export interface RefusalCount {
  readonly count: number;
  /** AWS's words the first time. */
  readonly message: string;
}

/** Stands for no session. */
export const noSession = -1;

/** Stands for no user. */
export const noUser = -1;

/** How an arrival goes that nobody waits for, at first. */
export const alone: Going = Object.freeze({
  attempt: 1,
  waited: noTime,
  cost: 0,
  user: noUser,
  batch: null,
});
