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
import type { AccountSettings } from "../config.ts";
import type { AccountInput, AccountReply } from "../protocol.ts";

/** What is used of an account's quotas. */
export interface AccountState {
  /** Schedules of all groups. */
  readonly schedules: number;
  /** When there would be room for a whole second of invocations again. */
  readonly invocationsFree: Instant;
}

/** What it counts. */
export const meters = {
  InvocationsTaken: "count",
  InvocationsDelayed: "count",
} as const satisfies MetricForms;

const metrics = declareMeters(meters);

/** What can be read off it at any instant. */
export const gauges = { ApproximateScheduleCount: "level" } as const satisfies MetricForms;

/** The quotas of an account in a Region, which all its groups share. It is only consulted. */
export const accountMachine: Machine<
  AccountSettings,
  AccountState,
  AccountInput,
  Reply<AccountReply>
> = {
  kind: "scheduler.account",
  stateVersion: 1,
  inputs: declare("addSchedule", "removeSchedules", "takeTurn"),
  timers: declare(),
  ports: declare(),
  purposes: declare(),
  choices: declare(),
  metrics,

  initialState: () => ({ schedules: 0, invocationsFree: start }),

  transition(account, input, context) {
    return [{ type: "reply", to: context.request, body: answerTo(account, input, context) }];
  },

  fingerprint: (input) => (input.type === "removeSchedules" ? input.count : 0),

  canonical: ({ schedules, invocationsFree }, now) => [
    schedules,
    Math.max(0, invocationsFree - now),
  ],

  gauges: ({ schedules }) => ({ ApproximateScheduleCount: schedules }),
};

function answerTo(
  account: Draft<AccountState>,
  input: AccountInput,
  context: Context<AccountSettings>,
): AccountReply {
  switch (input.type) {
    case "addSchedule":
      return addSchedule(account, context.settings);
    case "removeSchedules":
      account.schedules -= input.count;
      return taken;
    case "takeTurn":
      return turn(account, context);
    default:
      return unreachable(input);
  }
}

const second = 1_000_000;
const taken: AccountReply = Object.freeze({ type: "taken" });

function addSchedule(account: Draft<AccountState>, { schedules }: AccountSettings): AccountReply {
  if (account.schedules >= schedules) {
    return refused(
      "ServiceQuotaExceededException",
      `The account has reached its quota of ${schedules} schedules.`, // Assumed: the words.
    );
  }
  account.schedules += 1;
  return taken;
}

/** What is above the quota is delayed, and made in the order in which it came. */
function turn(account: Draft<AccountState>, context: Context<AccountSettings>): AccountReply {
  const { now, settings } = context;
  const next = nextTurn(account.invocationsFree, settings.invocationsPerSecond, now);
  account.invocationsFree = next.free;
  context.observe(next.turn > now ? metrics.InvocationsDelayed : metrics.InvocationsTaken, 1);
  return { type: "turn", at: next.turn };
}

/** As many as the quota says at once, and then evenly. */
function nextTurn(
  freeAt: Instant,
  perSecond: number,
  now: Instant,
): { readonly turn: Instant; readonly free: Instant } {
  const interval = Math.max(1, Math.round(second / perSecond));
  const free = Math.max(freeAt, now) as Instant;
  const turnAt = Math.max(now, free + interval - second) as Instant;
  return { turn: turnAt, free: (free + interval) as Instant };
}
