import { declare, type Machine, type Reply } from "@orrery/kernel";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import { refused, type Refused } from "../../../service/refusal.ts";
import type { AccountSettings } from "../config.ts";

/** Asks for one more request in the second that is under way. */
export interface TakeRequest {
  readonly type: "takeRequest";
}

/** Counts a query of Logs Insights, which is billed by what it scans. */
export interface CountQuery {
  readonly type: "countQuery";
  readonly bytes: number;
}

/** What the account answers. */
export type AccountReply =
  { readonly type: "requestTaken" } | { readonly type: "queryCounted" } | Refused;

/** The requests of the second that is under way. */
export interface AccountState {
  readonly second: number;
  readonly requests: number;
}

/** What it counts. */
export const meters = {
  ThrottledRequests: "level",
  InsightsQueries: "count",
  InsightsBytesScanned: "bytes",
} as const satisfies MetricForms;
const metrics = declareMeters(meters);

/** The machine of an account's quota of PutLogEvents and of its queries: it does nothing by itself. */
export const accountMachine: Machine<
  AccountSettings,
  AccountState,
  TakeRequest | CountQuery,
  Reply<AccountReply>
> = {
  kind: "logs.account",
  stateVersion: 1,
  inputs: declare("takeRequest", "countQuery"),
  timers: declare(),
  ports: declare(),
  purposes: declare(),
  choices: declare(),
  metrics,
  initialState: () => ({ second: -1, requests: 0 }),

  transition(account, input, context) {
    const { now, settings, request: to } = context;
    if (input.type === "countQuery") {
      context.observe(metrics.InsightsQueries, 1);
      context.observe(metrics.InsightsBytesScanned, input.bytes);
      return [{ type: "reply", to, body: { type: "queryCounted" } }];
    }
    const second = Math.floor(now / 1_000_000);
    if (account.second !== second) {
      account.second = second;
      account.requests = 0;
    }
    if (account.requests >= settings.putsPerSecond) {
      context.observe(metrics.ThrottledRequests, 1);
      return [{ type: "reply", to, body: throttled }];
    }
    account.requests += 1;
    return [{ type: "reply", to, body: { type: "requestTaken" } }];
  },

  fingerprint: (input) => (input.type === "countQuery" ? input.bytes : 0),
  canonical: ({ second, requests }, now) => (second === Math.floor(now / 1_000_000) ? requests : 0),
};

const throttled = refused("ThrottlingException", "Rate exceeded");
