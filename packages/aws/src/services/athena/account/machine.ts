import { declare, unreachable, type Machine, type Reply } from "@orrery/kernel";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import { refused } from "../../../service/refusal.ts";
import type { AccountSettings } from "../config.ts";
import { accountKindName } from "../names.ts";
import type { AccountInput, AccountReply } from "../protocol.ts";
import { allFree, canonicalCapacity, free, want, type Capacity } from "./waiting.ts";

/** What is used of an account's quotas. */
export interface AccountState extends Capacity {
  readonly dmlQueries: number;
  readonly ddlQueries: number;
}

/** What it counts. */
export const meters = {
  QueriesAdmitted: "count",
  QueriesThrottled: "count",
} as const satisfies MetricForms;
const metrics = declareMeters(meters);

/** What can be read off it at any instant. */
export const gauges = {
  ActiveDmlQueries: "level",
  ActiveDdlQueries: "level",
  RunningQueries: "level",
} as const satisfies MetricForms;

/** The quotas and the runners of an account in a Region, which its workgroups share. */
export const accountMachine: Machine<
  AccountSettings,
  AccountState,
  AccountInput,
  Reply<AccountReply>
> = {
  kind: accountKindName,
  stateVersion: 1,
  inputs: declare("admit", "dismiss", "awaitCapacity", "freeCapacity"),
  timers: declare(),
  ports: declare(),
  purposes: declare(),
  choices: declare(),
  metrics,

  initialState: () => ({ ...allFree(), dmlQueries: 0, ddlQueries: 0 }),

  transition(account, input, context) {
    const { settings, request } = context;
    const answer = (body: AccountReply): readonly Reply<AccountReply>[] => [
      { type: "reply", to: request, body },
    ];
    switch (input.type) {
      case "admit": {
        const isDml = input.quota === "dml";
        const active = isDml ? account.dmlQueries : account.ddlQueries;
        if (active >= (isDml ? settings.dmlQueries : settings.ddlQueries)) {
          context.observe(metrics.QueriesThrottled, 1);
          return answer(tooMany);
        }
        if (isDml) account.dmlQueries += 1;
        else account.ddlQueries += 1;
        context.observe(metrics.QueriesAdmitted, 1);
        return answer({ type: "admitted", load: Math.min(1, account.used / settings.runners) });
      }
      case "dismiss":
        if (input.quota === "dml") account.dmlQueries -= 1;
        else account.ddlQueries -= 1;
        return answer(taken);
      case "awaitCapacity":
        return want(account, input.key, { request, amount: input.amount }, settings.runners);
      case "freeCapacity":
        return [...answer(taken), ...free(account, input.key, settings.runners)];
      default:
        return unreachable(input);
    }
  },

  fingerprint: (input) => (input.type === "admit" && input.quota === "dml" ? 1 : 0),

  canonical: (account) => [account.dmlQueries, account.ddlQueries, canonicalCapacity(account)],

  gauges: ({ dmlQueries, ddlQueries, used }) => ({
    ActiveDmlQueries: dmlQueries,
    ActiveDdlQueries: ddlQueries,
    RunningQueries: used,
  }),
};

const taken: AccountReply = Object.freeze({ type: "taken" });

/** The words as AWS has them. */
const tooMany = refused(
  "TooManyRequestsException",
  "You have exceeded the limit for the number of queries you can run concurrently. Please reduce the number of concurrent queries submitted by this account. Contact customer support to request a concurrent query limit increase.",
  { Reason: "CONCURRENT_QUERY_LIMIT_EXCEEDED" },
);
