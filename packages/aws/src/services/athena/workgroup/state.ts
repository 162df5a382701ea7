import {
  slab,
  table,
  type Instant,
  type RequestId,
  type Slab,
  type SlabId,
  type Table,
} from "@orrery/kernel";
import type { QueryFailure, QueryPlan, WrittenRows } from "../config.ts";
import type { QueryStatus } from "../protocol.ts";
import { noScan, type Scan } from "../scan/layout.ts";
import type { FoundObject } from "../scan/scanning.ts";

/** What a workgroup has. */
export interface WorkgroupState {
  readonly queries: Slab<Query>;
  /** The places of queries by their ids, in the order in which they came. */
  readonly byId: Table<SlabId>;
  /** The ids of queries by the tokens of those who began them. */
  readonly byToken: Table<string>;
  /** The last result by what it is known by. */
  readonly results: Table<SlabId>;
  /** How many queries there ever were. */
  readonly count: number;
}

/** What a query does. */
export type Stage =
  /** It waits a while. */
  | "delayed"
  /** For capacity. */
  | "awaiting"
  /** For the objects of tables of which nobody says how large they are. */
  | "looking"
  /** For connectors. */
  | "asking"
  /** The engine reads. */
  | "reading"
  /** For the catalog. */
  | "changing"
  /** For S3 to take what it writes. */
  | "writing"
  | "over";

/** How the reading ends. */
export type Ending = "done" | "failed" | "cutoff" | "timeout";

/** A query. */
export interface Query {
  readonly plan: QueryPlan;
  /** Which of its workgroup's queries it is, from 1. */
  readonly number: number;
  readonly status: QueryStatus;
  readonly stage: Stage;
  readonly reason: string | null;
  readonly failure: QueryFailure | null;
  readonly submittedAt: Instant;
  readonly startedAt: Instant | null;
  /** When it began to read, after it had looked and asked. */
  readonly readingAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly planning: number;
  readonly reading: number;
  readonly engine: number;
  readonly service: number;
  readonly ending: Ending;
  readonly scan: Scan;
  readonly bytes: number;
  readonly isReused: boolean;
  /** Which connection leads to the reservation that it counts against; -1: it counts against the account's quotas. */
  readonly reserved: number;
  /** It has capacity that it gives back. */
  readonly hasCapacity: boolean;
  /** How many events told of it. */
  readonly told: number;
  /** Which table it looks for, or asks for; which of its calls it makes. */
  readonly place: number;
  /** Which question a connector is asked. */
  readonly question: number;
  /** How many answers it waits for. */
  readonly pending: number;
  readonly found: readonly FoundObject[];
  /** What each table came to that was looked for. */
  readonly listed: readonly (readonly FoundObject[] | null)[];
  readonly federatedBytes: number;
  readonly federatedRows: number;
  /** What it writes into a table; `null`: nobody knows the rows. */
  readonly written: WrittenRows | null;
  /** Why the data of its tables did not answer it; `null`: they did, or there are none. */
  readonly unanswered: string | null;
  /** Who waits for its end. */
  readonly waiters: readonly RequestId[];
}

/** A workgroup without queries. */
export const initialWorkgroup = (): WorkgroupState => ({
  queries: slab.empty(),
  byId: table.empty(),
  byToken: table.empty(),
  results: table.empty(),
  count: 0,
});

/** A query that has just come. */
export const newQuery = (
  plan: QueryPlan,
  number: number,
  reserved: number,
  now: Instant,
): Query => ({
  plan,
  number,
  status: "QUEUED",
  stage: "delayed",
  reason: null,
  failure: null,
  submittedAt: now,
  startedAt: null,
  readingAt: null,
  endedAt: null,
  planning: 0,
  reading: 0,
  engine: 0,
  service: 0,
  ending: "done",
  scan: noScan,
  bytes: 0,
  isReused: false,
  reserved,
  hasCapacity: false,
  told: 0,
  place: 0,
  question: 0,
  pending: 0,
  found: [],
  listed: [],
  federatedBytes: 0,
  federatedRows: 0,
  written: null,
  unanswered: null,
  waiters: [],
});
