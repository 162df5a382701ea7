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
import type { Refused } from "../../service/refusal.ts";
import type { QueryFailure, QueryPlan, ReservationSettings, WorkgroupSettings } from "./config.ts";

/** Where a query is in its life, as AWS names it. */
export type QueryStatus = "QUEUED" | "RUNNING" | "SUCCEEDED" | "FAILED" | "CANCELLED";

/** All that a workgroup reacts to. */
export type WorkgroupInput =
  | SettingsChanged<WorkgroupSettings>
  | BeginQuery
  | HaltQuery
  | ShowQueries
  | ListQueries
  | Replied<Tagged>
  | TimerFired;

/** Begins a query. */
export interface BeginQuery {
  readonly type: "beginQuery";
  readonly plan: QueryPlan;
  readonly trail: QueryPlan["trail"];
}

/** Stops one. */
export interface HaltQuery {
  readonly type: "haltQuery";
  readonly id: string;
}

/** Asks how far queries are. */
export interface ShowQueries {
  readonly type: "showQueries";
  readonly ids: readonly string[];
  /** It is answered once they are over. */
  readonly waits: boolean;
}

/** Asks for the ids of queries, the newest first. */
export interface ListQueries {
  readonly type: "listQueries";
  readonly from: number;
  readonly most: number;
}

/** What a workgroup asks for. */
export type WorkgroupEffect = Reply<WorkgroupReply> | Send<Tagged> | SetTimer | ClearTimer;

/** How a workgroup answers. */
export type WorkgroupReply =
  | Refused
  | { readonly type: "queryStarted"; readonly id: string }
  | { readonly type: "queryStopped" }
  | { readonly type: "queriesShown"; readonly queries: readonly QueryShown[] }
  | {
      readonly type: "queriesListed";
      readonly ids: readonly string[];
      readonly next: number | null;
    };

/** What a query says of itself. */
export interface QueryShown {
  readonly plan: QueryPlan;
  readonly status: QueryStatus;
  readonly reason: string | null;
  readonly failure: QueryFailure | null;
  readonly submittedAt: Instant;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly planning: number;
  readonly engine: number;
  readonly service: number;
  readonly bytes: number;
  readonly rowsRead: number;
  readonly isReused: boolean;
  /** How many rows it wrote into a table, as far as data tell it. */
  readonly rowsWritten: number;
}

/** All that an account reacts to. */
export type AccountInput =
  | { readonly type: "admit"; readonly quota: "dml" | "ddl" }
  | { readonly type: "dismiss"; readonly quota: "dml" | "ddl" }
  | AwaitCapacity
  | FreeCapacity;

/** Waits for capacity; answered once it is there. */
export interface AwaitCapacity {
  readonly type: "awaitCapacity";
  /** Who wants it. */
  readonly key: string;
  /** How much: runners of an account, DPUs of a reservation. */
  readonly amount: number;
}

/** Gives capacity back. */
export interface FreeCapacity {
  readonly type: "freeCapacity";
  /** Who has had it. */
  readonly key: string;
}

/** How an account answers. */
export type AccountReply =
  Refused | { readonly type: "admitted"; readonly load: number } | { readonly type: "taken" };

/** All that a capacity reservation reacts to. */
export type ReservationInput =
  | SettingsChanged<ReservationSettings>
  | AwaitCapacity
  | FreeCapacity
  | { readonly type: "showReservation" }
  | TimerFired;

/** How a capacity reservation answers. */
export type ReservationReply = Refused | { readonly type: "taken" } | ReservationShown;

/** What a capacity reservation says of itself. */
export interface ReservationShown {
  readonly type: "reservationShown";
  readonly status: "PENDING" | "ACTIVE" | "CANCELLED" | "UPDATE_PENDING";
  readonly allocated: number;
  readonly askedAt: Instant;
  readonly allocatedAt: Instant | null;
}
