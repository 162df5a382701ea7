import {
  slab,
  table,
  type Instant,
  type RequestId,
  type Slab,
  type SlabId,
  type Table,
} from "@orrery/kernel";
import { noTallies, type RouteTallies } from "../../../gateway/route-tally.ts";
import type { HttpAnswer } from "../../../service/http.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { ApiKeySettings, Release, RouteSettings, StageSettings } from "../config.ts";
import type { RestRequest } from "../protocol.ts";

/** What a REST API works on, and what it keeps. */
export interface RestApiState extends RouteTallies {
  readonly open: Slab<OpenRequest>;
  /** How many requests ever came: numbers the next one. */
  readonly count: number;
  /** A cache for each stage that has one. */
  readonly caches: Slab<StageCache>;
  readonly cacheIds: Table<SlabId>;
  /** What authorizers said, those of first use first. */
  readonly verdicts: Table<KeptVerdict>;
  /** `null`: the run keeps no logs. */
  readonly log: Slab<LogLine> | null;
}

/** A request that was matched to a method, and is not answered. */
export interface OpenRequest {
  readonly request: RequestId;
  readonly number: number;
  readonly cameAt: Instant;
  readonly input: RestRequest;
  readonly stage: StageSettings;
  readonly release: Release;
  readonly isCanary: boolean;
  readonly route: RouteSettings;
  readonly pathParameters: Readonly<Record<string, string>>;
  /** Whom is waited for. */
  readonly phase: "authorizer" | "integration";
  readonly askedAt: Instant;
  /** What is known of the caller; `null`: nothing. */
  readonly identity: Identity | null;
  readonly key: ApiKeySettings | null;
  /** What its answer is kept under; `null`: it is not kept. */
  readonly cacheKey: string | null;
  /** The operation of AWS that is waited for; `null`: none is. */
  readonly asked: AskedOperation | null;
  /** What names an authorizer's answer; `null`: it is not kept. */
  readonly verdictKey: string | null;
}

/** An operation of AWS, and how its service's API is spoken: JSON, forms that are answered by wrapped documents, or objects. A value. */
export interface AskedOperation {
  readonly operation: string;
  readonly form: "json" | "query" | "objects";
}

/** What an authorizer says of a caller. A value. */
export interface Identity {
  readonly principalId: string | null;
  /** As templates and functions see them; of Cognito `claims`. */
  readonly context: PlainObject;
}

/** What an authorizer said. A value. */
export interface KeptVerdict {
  readonly until: Instant;
  readonly verdict: PlainObject;
}

/** The cache of a stage: answers in the order in which they were used. */
export interface StageCache {
  readonly stage: string;
  readonly bytes: number;
  readonly answers: Table<KeptAnswer>;
}

/** An answer that is kept. A value. */
export interface KeptAnswer {
  readonly until: Instant;
  readonly answer: HttpAnswer;
  readonly size: number;
}

/** A line of the access log, or of the execution log. A value. */
export interface LogLine {
  readonly at: Instant;
  readonly stage: string;
  readonly log: "access" | "execution";
  readonly isCanary: boolean;
  readonly text: string;
}

/** One of the logs of an API: of a stage, or of its canary, which has its requests in a log of its own as well. */
export interface LogPart extends Pick<LogLine, "stage" | "log"> {
  readonly ofCanary: boolean;
}

export const initialState = (keepsLogs: boolean): RestApiState => ({
  open: slab.empty(),
  count: 0,
  caches: slab.empty(),
  cacheIds: table.empty(),
  verdicts: table.empty(),
  ...noTallies(),
  log: keepsLogs ? slab.empty() : null,
});
