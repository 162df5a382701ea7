import { slab, table, type Instant, type RequestId, type Slab, type Table } from "@orrery/kernel";
import { noTallies, type RouteTallies } from "../../../gateway/route-tally.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { HttpRoute, HttpStage } from "../config.ts";
import type { HttpRequest } from "../protocol.ts";

/** What an HTTP API works on, and what it keeps. */
export interface HttpApiState extends RouteTallies {
  readonly open: Slab<OpenRequest>;
  /** How many requests ever came: numbers the next one. */
  readonly count: number;
  /** What authorizers said, those of first use first. */
  readonly verdicts: Table<KeptVerdict>;
  /** Until when the keys of issuers are kept, by issuer. */
  readonly keys: Table<Instant>;
  /** `null`: the run keeps no logs. */
  readonly log: Slab<LogLine> | null;
}

/** A request that was matched to a route, and is not answered. */
export interface OpenRequest {
  readonly request: RequestId;
  readonly number: number;
  readonly cameAt: Instant;
  readonly input: HttpRequest;
  readonly stage: HttpStage;
  readonly route: HttpRoute;
  /** The path behind the stage's name. */
  readonly path: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  /** Whom is waited for. */
  readonly phase: "discovery" | "keys" | "authorizer" | "integration";
  readonly askedAt: Instant;
  /** What is known of the caller, as events have it; `null`: nothing. */
  readonly identity: PlainObject | null;
  /** What names an authorizer's answer; `null`: it is not kept. */
  readonly verdictKey: string | null;
}

/** What an authorizer said. A value. */
export interface KeptVerdict {
  readonly until: Instant;
  readonly stage: string;
  readonly verdict: PlainObject;
}

/** A line of the access log. A value. */
export interface LogLine {
  readonly at: Instant;
  readonly stage: string;
  readonly text: string;
}

export const initialState = (keepsLogs: boolean): HttpApiState => ({
  ...noTallies(),
  open: slab.empty(),
  count: 0,
  verdicts: table.empty(),
  keys: table.empty(),
  log: keepsLogs ? slab.empty() : null,
});
