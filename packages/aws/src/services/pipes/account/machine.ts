import { declare, table, unreachable, type Machine, type Reply, type Table } from "@orrery/kernel";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import { refused } from "../../../service/refusal.ts";
import type { AccountSettings } from "../config.ts";
import type { AccountInput, AccountReply } from "../protocol.ts";

/** What is used of an account's quota. */
export interface AccountState {
  readonly executions: number;
  /** By the numbers of pipes that have some. */
  readonly byPipe: Table<number>;
}

/** What it counts. */
export const meters = {
  ExecutionsBegun: "count",
  ExecutionsThrottled: "count",
} as const satisfies MetricForms;

const metrics = declareMeters(meters);

/** What can be read off it at any instant. */
export const gauges = { Executions: "level" } as const satisfies MetricForms;

const taken: AccountReply = Object.freeze({ type: "taken" });
const throttled = refused("ThrottlingException", "Rate exceeded");

/** How many batches all pipes of an account work on at once. It is only consulted. */
export const accountMachine: Machine<
  AccountSettings,
  AccountState,
  AccountInput,
  Reply<AccountReply>
> = {
  kind: "pipes.account",
  stateVersion: 1,
  inputs: declare("beginExecution", "endExecution", "forgetPipe"),
  timers: declare(),
  ports: declare(),
  purposes: declare(),
  choices: declare(),
  metrics,

  initialState: () => ({ executions: 0, byPipe: table.empty() }),

  transition(account, input, context) {
    const answer = (body: AccountReply) => [{ type: "reply", to: context.request, body } as const];
    const { byPipe } = account;
    const key = `${input.pipe}`;
    const count = table.get(byPipe, key) ?? 0;
    switch (input.type) {
      case "beginExecution":
        if (account.executions >= context.settings.concurrentExecutions) {
          context.observe(metrics.ExecutionsThrottled, 1);
          return answer(throttled);
        }
        account.executions += 1;
        table.set(byPipe, key, count + 1);
        context.observe(metrics.ExecutionsBegun, 1);
        return answer(taken);
      case "endExecution":
        account.executions -= 1;
        if (count > 1) table.set(byPipe, key, count - 1);
        else table.remove(byPipe, key);
        return answer(taken);
      case "forgetPipe":
        account.executions -= count;
        table.remove(byPipe, key);
        return answer(taken);
      default:
        return unreachable(input.type);
    }
  },

  fingerprint: () => 0,
  canonical: ({ byPipe }) => table.list(byPipe),
  gauges: ({ executions }) => ({ Executions: executions }),
};
