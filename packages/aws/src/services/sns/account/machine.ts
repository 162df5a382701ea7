import { declare, start, type Instant, type Machine, type Reply } from "@orrery/kernel";
import type { Refused } from "../../../service/refusal.ts";
import type { AccountSettings } from "../config.ts";
import type { TakePublishes } from "../protocol.ts";
import { throttled } from "../topic/throughput.ts";

/** What is left of the messages that an account may publish in a second. */
export interface AccountState {
  /** In millionths. */
  readonly tokens: number;
  readonly filledAt: Instant;
}

type AccountReply = { readonly type: "taken" } | Refused;

const token = 1_000_000;
const metrics = declare("PublishesTaken", "PublishesThrottled");

/** The quota of messages that an account publishes in a Region, which all its topics share. */
export const accountMachine: Machine<
  AccountSettings,
  AccountState,
  TakePublishes,
  Reply<AccountReply>
> = {
  kind: "sns.account",
  stateVersion: 1,
  inputs: declare("takePublishes"),
  timers: declare(),
  ports: declare(),
  purposes: declare(),
  choices: declare(),
  metrics,

  initialState: ({ messagesPerSecond }) => ({ tokens: messagesPerSecond * token, filledAt: start }),

  transition(account, input, context) {
    const { messagesPerSecond } = context.settings;
    const elapsed = context.now - account.filledAt;
    const most = messagesPerSecond * token;
    const tokens = Math.min(most, account.tokens + elapsed * messagesPerSecond);
    const needed = input.messages * token;
    const hasRoom = tokens >= needed;
    account.tokens = hasRoom ? tokens - needed : tokens;
    account.filledAt = context.now;
    context.observe(hasRoom ? metrics.PublishesTaken : metrics.PublishesThrottled, input.messages);
    return [{ type: "reply", to: context.request, body: hasRoom ? taken : throttled }];
  },

  fingerprint: ({ messages }) => messages,
  // A quota that was not used for a second is full.
  canonical: ({ tokens, filledAt }, now) =>
    now - filledAt >= token ? -1 : [tokens, now - filledAt],
};

const taken: AccountReply = Object.freeze({ type: "taken" });
