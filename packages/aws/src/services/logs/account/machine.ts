import { declare, type Machine, type Reply } from "@orrery/kernel";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import { refused, type Refused } from "../../../service/refusal.ts";
import type { AccountSettings } from "../config.ts";

/** Asks for one more request in the second that is under way. */
export interface TakeRequest {
  readonly type: "takeRequest";
}

/** What the account answers. */
export type AccountReply = { readonly type: "requestTaken" } | Refused;

/** The requests of the second that is under way. */
export interface AccountState {
  readonly second: number;
  readonly requests: number;
}

/** What it counts. */
export const meters = { ThrottledRequests: "level" } as const satisfies MetricForms;
const metrics = declareMeters(meters);

/** The machine of an account's quota of PutLogEvents: it is consulted, and does nothing by itself. */
export const accountMachine: Machine<
  AccountSettings,
  AccountState,
  TakeRequest,
  Reply<AccountReply>
> = {
  kind: "logs.account",
  stateVersion: 1,
  inputs: declare("takeRequest"),
  timers: declare(),
  ports: declare(),
  purposes: declare(),
  choices: declare(),
  metrics,
  initialState: () => ({ second: -1, requests: 0 }),

  transition(account, _input, context) {
    const { now, settings, request: to } = context;
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

  fingerprint: () => 0,
  canonical: ({ second, requests }, now) => (second === Math.floor(now / 1_000_000) ? requests : 0),
};

const throttled = refused("ThrottlingException", "Rate exceeded");
