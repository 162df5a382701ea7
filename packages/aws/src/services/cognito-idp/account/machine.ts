import {
  declare,
  noRequest,
  table,
  type Context,
  type Machine,
  type Reply,
  type Table,
} from "@orrery/kernel";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import { bucketView, forgetFull, takeOne, type Bucket } from "../../../service/rate-bucket.ts";
import type { AccountSettings } from "../config.ts";
import type { TakeTurn, Turn } from "../protocol.ts";

/** What is left of the rates of an account. */
export interface AccountState {
  /** By category; full ones are not there. */
  readonly buckets: Table<Bucket>;
}

/** What it counts. */
export const meters = {
  RequestsAdmitted: "count",
  RequestsThrottled: "count",
} as const satisfies MetricForms;

const metrics = declareMeters(meters);

const answers = [false, true].map((isThere) => {
  const body: Turn = Object.freeze({ type: "turn", isThere });
  const within: readonly Reply<Turn>[] = Object.freeze([{ type: "reply", to: noRequest, body }]);
  return { body, within };
});

/** The rates of requests that all user pools of an account share. It is only consulted. */
export const accountMachine: Machine<AccountSettings, AccountState, TakeTurn, Reply<Turn>> = {
  kind: "cognito-idp.account",
  stateVersion: 1,
  inputs: declare("takeTurn"),
  timers: declare(),
  ports: declare(),
  purposes: declare(),
  choices: declare(),
  metrics,

  initialState: () => ({ buckets: table.empty() }),

  transition(account, { category }, context: Context<AccountSettings>) {
    const { now, settings, request } = context;
    forgetFull(account.buckets, now);
    const bucket = table.get(account.buckets, category);
    const left = takeOne(bucket, settings.rates[category], now);
    if (left !== null) table.setLast(account.buckets, category, left);
    context.observe(left === null ? metrics.RequestsThrottled : metrics.RequestsAdmitted, 1);
    const { body, within } = answers[left === null ? 0 : 1]!;
    return request === noRequest ? within : [{ type: "reply", to: request, body }];
  },

  fingerprint: ({ category }) => category.length,

  canonical: ({ buckets }, now) => ({
    buckets: table
      .list(buckets)
      .map(([category, bucket]) => [category, ...bucketView(bucket, now)])
      .filter(({ length }) => length > 1)
      .sort(([one], [other]) => (String(one) < String(other) ? -1 : 1)),
  }),
};
