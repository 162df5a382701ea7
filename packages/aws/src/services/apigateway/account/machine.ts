import {
  declare,
  noRequest,
  start,
  table,
  type Context,
  type Draft,
  type Instant,
  type Machine,
  type Reply,
  type Table,
} from "@orrery/kernel";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import { periodAt } from "./quota-period.ts";
import type { AccountSettings, Admission, Admit, QuotaLimit, TokenLimit } from "./protocol.ts";

/** What is left in a bucket: tokens in millionths. A value. */
interface Bucket {
  readonly tokens: number;
  readonly filledAt: Instant;
  readonly rate: number;
  readonly burst: number;
}

/** Requests of an API key in a period. A value. */
interface Used {
  /** The number of the period. */
  readonly period: number;
  readonly count: number;
  /** The period of the first request: the offset counts in that one. */
  readonly first: number;
}

/** What is left of all limits on the requests of an account. */
export interface AccountState {
  readonly tokens: number;
  readonly filledAt: Instant;
  readonly rate: number;
  readonly burst: number;
  /** Of usage plans and stages, by key. */
  readonly buckets: Table<Bucket>;
  readonly used: Table<Used>;
}

/** What it counts. */
export const meters = {
  RequestsAdmitted: "count",
  RequestsThrottled: "count",
} as const satisfies MetricForms;

const metrics = declareMeters(meters);
const token = 1_000_000;

type Account = Draft<AccountState>;

/** Limits on requests that APIs share: those of the account, of usage plans and of stages. */
export const accountMachine: Machine<AccountSettings, AccountState, Admit, Reply<Admission>> = {
  kind: "apigateway.account",
  stateVersion: 2,
  inputs: declare("admit"),
  timers: declare(),
  ports: declare(),
  purposes: declare(),
  choices: declare(),
  metrics,

  initialState: ({ rate, burst }) => ({
    tokens: burst * token,
    filledAt: start,
    rate,
    burst,
    buckets: table.empty(),
    used: table.empty(),
  }),

  transition(account, input, context) {
    const refusedBy = refusalOf(account, input, context);
    context.observe(refusedBy === null ? metrics.RequestsAdmitted : metrics.RequestsThrottled, 1);
    const body = admissions[refusedBy ?? "none"];
    if (context.request === noRequest) return body.within;
    return [{ type: "reply", to: context.request, body: body.admission }];
  },

  fingerprint: ({ limits }) => limits.length,

  // By what the buckets hold now: one that is full is as good as none.
  canonical: ({ tokens, filledAt, rate, burst, buckets, used }, now) => ({
    tokens: filled(tokens, filledAt, rate, burst, now),
    buckets: table.list(buckets).flatMap(([key, bucket]) => {
      const left = filled(bucket.tokens, bucket.filledAt, bucket.rate, bucket.burst, now);
      return left >= Math.floor(bucket.burst * token) ? [] : [[key, left]];
    }),
    used: table.list(used).map(([key, { count }]) => [key, count]),
  }),
};

/** One object for each answer: nearly all who ask do so within an event. */
const admissions = Object.fromEntries(
  ([null, "quota", "usagePlan", "stage", "account"] as const).map((refusedBy) => {
    const admission: Admission = Object.freeze({ type: "admission", refusedBy });
    const reply: Reply<Admission> = Object.freeze({
      type: "reply",
      to: noRequest,
      body: admission,
    });
    return [refusedBy ?? "none", { admission, within: Object.freeze([reply]) }] as const;
  }),
) as Readonly<
  Record<
    NonNullable<Admission["refusedBy"]> | "none",
    { readonly admission: Admission; readonly within: readonly Reply<Admission>[] }
  >
>;

function refusalOf(
  account: Account,
  { limits, quota }: Admit,
  { now, settings }: Context<AccountSettings>,
): Admission["refusedBy"] {
  if (
    quota !== null &&
    !takeOfQuota(account, quota, wallClockAt(settings.epochMilliseconds, now))
  ) {
    return "quota";
  }
  // Some lists are frozen, which V8 iterates slowly.
  for (let place = 0; place < limits.length; place += 1) {
    const limit = limits[place]!;
    if (!takeOf(account, limit, now)) return limit.key.startsWith("plan") ? "usagePlan" : "stage";
  }
  const { rate, burst } = settings;
  const left = filled(account.tokens, account.filledAt, rate, burst, now);
  const isThere = left >= token;
  account.tokens = isThere ? left - token : left;
  account.filledAt = now;
  return isThere ? null : "account";
}

const filled = (
  tokens: number,
  filledAt: Instant,
  rate: number,
  burst: number,
  now: Instant,
): number => Math.min(burst * token, tokens + Math.floor((now - filledAt) * rate));

function takeOf({ buckets }: Account, { key, rate, burst }: TokenLimit, now: Instant): boolean {
  const bucket = table.get(buckets, key);
  const left =
    bucket === undefined
      ? Math.floor(burst * token)
      : filled(bucket.tokens, bucket.filledAt, rate, burst, now);
  const isThere = left >= token;
  table.set(buckets, key, { tokens: isThere ? left - token : left, filledAt: now, rate, burst });
  return isThere;
}

function takeOfQuota(
  { used }: Account,
  { key, limit, offset, period }: QuotaLimit,
  milliseconds: number,
): boolean {
  const current = periodAt(period, milliseconds);
  const before = table.get(used, key);
  const first = before?.first ?? current;
  const count = before?.period === current ? before.count : 0;
  if (count >= limit - (first === current ? offset : 0)) return false;
  table.set(used, key, { period: current, count: count + 1, first });
  return true;
}
