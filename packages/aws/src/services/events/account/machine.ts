import {
  declare,
  start,
  unreachable,
  type Context,
  type Draft,
  type Instant,
  type Machine,
  type Reply,
} from "@orrery/kernel";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import { refused } from "../../../service/refusal.ts";
import type { TakeTurn } from "../../../service/turn.ts";
import type { AccountSettings } from "../config.ts";
import { accountKindName } from "../kind-names.ts";
import type { AccountReply, TakeCalls } from "../protocol.ts";
import {
  bucketView,
  fullBucket,
  taken,
  turnIn,
  type Bucket,
} from "../../../service/rate-bucket.ts";

/** What is left of an account's quotas. */
export interface AccountState {
  readonly putEvents: Bucket;
  readonly invocations: Bucket;
}

type AccountInput = TakeCalls | TakeTurn;

/** What it counts and measures. */
export const meters = {
  CallsThrottled: "count",
  InvocationsDelayed: "count",
} as const satisfies MetricForms;

/** The numbers of the meters. */
const metrics = declareMeters(meters);

const isTaken: AccountReply = Object.freeze({ type: "taken" });
/** What those hear who are faster than a quota allows. */
const throttled = refused("ThrottlingException", "Rate exceeded");

/** The quotas of an account in a Region, which all its buses and callers share. */
export const accountMachine: Machine<
  AccountSettings,
  AccountState,
  AccountInput,
  Reply<AccountReply>
> = {
  kind: accountKindName,
  stateVersion: 1,
  inputs: declare("takeCalls", "takeTurn"),
  timers: declare(),
  ports: declare(),
  purposes: declare(),
  choices: declare(),
  metrics,

  initialState: (settings) => ({
    putEvents: fullBucket(settings.putEventsPerSecond, start),
    invocations: fullBucket(settings.invocationsPerSecond, start),
  }),

  transition: (account, input, context) => [
    { type: "reply", to: context.request, body: answer(account, input, context) },
  ],

  fingerprint: (input) => (input.type === "takeCalls" ? input.calls : 0),

  // A quota that was not used for a second is full.
  canonical: ({ putEvents, invocations }, now: Instant) =>
    [putEvents, invocations].map((bucket) => bucketView(bucket, now)),
};

function answer(
  account: Draft<AccountState>,
  input: AccountInput,
  context: Context<AccountSettings>,
): AccountReply {
  const { now, settings } = context;
  switch (input.type) {
    case "takeCalls": {
      const left = taken(account.putEvents, input.calls, settings.putEventsPerSecond, now);
      if (left === null) return refuse(context);
      account.putEvents = left;
      return isTaken;
    }
    case "takeTurn": {
      const turn = turnIn(account.invocations, settings.invocationsPerSecond, input.latest, now);
      if (turn === null) return { type: "turnTaken", at: null };
      account.invocations = turn.left;
      if (turn.at > now) context.observe(metrics.InvocationsDelayed, 1);
      return { type: "turnTaken", at: turn.at };
    }
    default:
      return unreachable(input);
  }
}

function refuse(context: Context<AccountSettings>): AccountReply {
  context.observe(metrics.CallsThrottled, 1);
  return throttled;
}
