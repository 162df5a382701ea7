import {
  declare,
  start,
  table,
  unreachable,
  type Context,
  type Draft,
  type Instant,
  type Machine,
  type Reply,
  type Table,
} from "@orrery/kernel";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import type { StateMachineType } from "../config.ts";

/** The quotas of an account, by what they bound. */
export interface AccountSettings {
  readonly transitions: BucketSize;
  readonly starts: Readonly<Record<StateMachineType, BucketSize>>;
  readonly openExecutions: number;
  readonly httpTasks: BucketSize;
  readonly openMapRuns: number;
}

/** What may be used at once, and what comes back in a second. */
export interface BucketSize {
  readonly bucket: number;
  readonly refill: number;
}

/** A bucket as it was at an instant, in millionths; below 0: so much is promised. A value. */
export interface Bucket {
  readonly tokens: number;
  readonly at: Instant;
}

/** What is left of an account's quotas. */
export interface AccountState {
  readonly transitions: Bucket;
  readonly httpTasks: Bucket;
  /** Map Runs that have begun and have not ended. */
  readonly mapRuns: number;
  /** By the type of what is started. */
  readonly starts: Table<Bucket>;
  /** By the operation that is called. */
  readonly calls: Table<Bucket>;
  /** Open Standard executions. */
  readonly open: number;
}

/** A Standard execution enters a state. */
export interface TakeTransition {
  readonly type: "takeTransition";
}

/** An execution begins. */
export interface TakeStart {
  readonly type: "takeStart";
  readonly of: StateMachineType;
}

/** A Standard execution has ended, or goes on after its end. */
export interface CountExecution {
  readonly type: "countExecution";
  readonly change: 1 | -1;
}

/** A task sends a request over HTTP. */
export interface TakeHttpTask {
  readonly type: "takeHttpTask";
}

/** A Map Run begins its first child, where there is room. */
export interface OpenMapRun {
  readonly type: "openMapRun";
}

/** A Map Run has ended that had room. */
export interface CloseMapRun {
  readonly type: "closeMapRun";
}

/** An operation is called that has a bucket of its own. */
export interface TakeCall extends BucketSize {
  readonly type: "takeCall";
  readonly operation: string;
}

type AccountInput =
  TakeTransition | TakeStart | CountExecution | TakeHttpTask | OpenMapRun | CloseMapRun | TakeCall;

/** How an account answers: it has it, from an instant on; or it has not, for want of rate or of room. */
export type AccountReply =
  | { readonly type: "granted"; readonly at: Instant }
  | { readonly type: "throttled" }
  | { readonly type: "full" };

/** What it counts and measures. */
export const meters = {
  TransitionsTaken: "count",
  TransitionsDelayed: "count",
  HttpTasksDelayed: "count",
  MapRunsDelayed: "count",
  StartsTaken: "count",
  StartsThrottled: "count",
  CallsTaken: "count",
  CallsThrottled: "count",
} as const satisfies MetricForms;

/** What can be read off it. */
export const gauges = {
  OpenExecutionCount: "level",
  OpenMapRunCount: "level",
} as const satisfies MetricForms;

/** The numbers of the meters. */
const metrics = declareMeters(meters);

/** A token, in millionths: so a bucket fills by its refill in each microsecond. */
const token = 1_000_000;

/** The quotas of Step Functions of an account in a Region, which all its state machines share. */
export const accountMachine: Machine<
  AccountSettings,
  AccountState,
  AccountInput,
  Reply<AccountReply>
> = {
  kind: "stepfunctions.account",
  stateVersion: 2,
  inputs: declare(
    "takeTransition",
    "takeStart",
    "countExecution",
    "takeCall",
    "takeHttpTask",
    "openMapRun",
    "closeMapRun",
  ),
  timers: declare(),
  ports: declare(),
  purposes: declare(),
  choices: declare(),
  metrics,

  initialState: ({ transitions, httpTasks }) => ({
    transitions: full(transitions, start),
    httpTasks: full(httpTasks, start),
    mapRuns: 0,
    starts: table.empty(),
    calls: table.empty(),
    open: 0,
  }),

  transition(account, input, context) {
    return [{ type: "reply", to: context.request, body: answer(account, input, context) }];
  },

  fingerprint(input) {
    switch (input.type) {
      case "takeTransition":
        return 1;
      case "takeStart":
        return input.of.length;
      case "countExecution":
        return input.change;
      case "takeCall":
        return input.bucket;
      case "takeHttpTask":
      case "openMapRun":
      case "closeMapRun":
        return 1;
      default:
        return unreachable(input);
    }
  },

  // A bucket that has filled up since is as one that nobody used.
  canonical: ({ transitions, httpTasks, mapRuns, starts, calls, open }, now) => [
    now - transitions.at,
    transitions.tokens,
    now - httpTasks.at,
    httpTasks.tokens,
    mapRuns,
    table.list(starts).map(([of, { tokens, at }]) => [of, tokens, now - at]),
    table.list(calls).map(([operation, { tokens, at }]) => [operation, tokens, now - at]),
    open,
  ],

  gauges: ({ open, mapRuns }) => ({ OpenExecutionCount: open, OpenMapRunCount: mapRuns }),
};

const full = ({ bucket }: BucketSize, at: Instant): Bucket => ({ tokens: bucket * token, at });

/** What a bucket has at an instant. */
const tokensAt = ({ tokens, at }: Bucket, { bucket, refill }: BucketSize, now: Instant): number =>
  Math.min(bucket * token, tokens + (now - at) * refill);

function answer(
  account: Draft<AccountState>,
  input: AccountInput,
  context: Context<AccountSettings>,
): AccountReply {
  switch (input.type) {
    case "takeTransition": {
      const { bucket, at } = promised(
        account.transitions,
        context.settings.transitions,
        context.now,
      );
      account.transitions = bucket;
      context.observe(metrics.TransitionsTaken, 1);
      if (at > context.now) context.observe(metrics.TransitionsDelayed, 1);
      return { type: "granted", at };
    }
    case "takeHttpTask": {
      const { bucket, at } = promised(account.httpTasks, context.settings.httpTasks, context.now);
      account.httpTasks = bucket;
      if (at > context.now) context.observe(metrics.HttpTasksDelayed, 1);
      return { type: "granted", at };
    }
    case "openMapRun":
      if (account.mapRuns >= context.settings.openMapRuns) {
        context.observe(metrics.MapRunsDelayed, 1);
        return { type: "full" };
      }
      account.mapRuns += 1;
      return { type: "granted", at: context.now };
    case "closeMapRun":
      account.mapRuns -= 1;
      return { type: "granted", at: context.now };
    case "takeStart":
      return takeStart(account, input, context);
    case "countExecution":
      account.open = Math.max(0, account.open + input.change);
      return { type: "granted", at: context.now };
    case "takeCall": {
      const hasRoom = take(account.calls, input.operation, input, context.now);
      context.observe(hasRoom ? metrics.CallsTaken : metrics.CallsThrottled, 1);
      return hasRoom ? { type: "granted", at: context.now } : throttled;
    }
    default:
      return unreachable(input);
  }
}

const throttled: AccountReply = Object.freeze({ type: "throttled" });

/** Who is never refused takes a token all the same: where there is none, it waits behind those before. */
function promised(
  before: Bucket,
  size: BucketSize,
  now: Instant,
): { readonly bucket: Bucket; readonly at: Instant } {
  const tokens = tokensAt(before, size, now) - token;
  const wait = tokens >= 0 ? 0 : Math.ceil(-tokens / size.refill);
  return { bucket: { tokens, at: now }, at: (now + wait) as Instant };
}

function takeStart(
  account: Draft<AccountState>,
  { of }: TakeStart,
  context: Context<AccountSettings>,
): AccountReply {
  const { now, settings } = context;
  if (of === "STANDARD" && account.open >= settings.openExecutions) return { type: "full" };
  if (!take(account.starts, of, settings.starts[of], now)) {
    context.observe(metrics.StartsThrottled, 1);
    return throttled;
  }
  if (of === "STANDARD") account.open += 1;
  context.observe(metrics.StartsTaken, 1);
  return { type: "granted", at: now };
}

/** Takes a token where there is one. */
function take(buckets: Table<Bucket>, name: string, size: BucketSize, now: Instant): boolean {
  const before = table.get(buckets, name);
  const tokens = before === undefined ? size.bucket * token : tokensAt(before, size, now);
  if (tokens < token) return false;
  table.set(buckets, name, { tokens: tokens - token, at: now });
  return true;
}
