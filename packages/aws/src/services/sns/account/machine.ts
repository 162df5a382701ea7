import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import {
  declare,
  start,
  type Context,
  type Draft,
  type Instant,
  type Machine,
  type Reply,
} from "@orrery/kernel";
import type { Refused } from "../../../service/refusal.ts";
import { filled, period, token } from "../../../service/rate-bucket.ts";
import { throttled } from "../throttled.ts";
import type { AccountSettings } from "../config.ts";
import type { TakePublishes } from "../protocol.ts";

/** What is left of an account's quotas. */
export interface AccountState {
  /** Of messages to standard topics, in millionths; those to FIFO topics count too. */
  readonly tokens: number;
  /** Of messages to FIFO topics; those to standard topics count too. */
  readonly fifoTokens: number;
  readonly filledAt: Instant;
}

type AccountReply = { readonly type: "taken" } | Refused;

/** What it counts and measures. */
export const meters = {
  PublishesTaken: "count",
  PublishesThrottled: "count",
} as const satisfies MetricForms;

/** The numbers of the meters. */
const metrics = declareMeters(meters);

/** The quotas of an account in a Region, which all its topics and callers share. */
export const accountMachine: Machine<
  AccountSettings,
  AccountState,
  TakePublishes,
  Reply<AccountReply>
> = {
  kind: "sns.account",
  stateVersion: 3,
  inputs: declare("takePublishes"),
  timers: declare(),
  ports: declare(),
  purposes: declare(),
  choices: declare(),
  metrics,

  initialState: ({ messagesPerSecond, fifoMessagesPerSecond }) => ({
    tokens: messagesPerSecond * token,
    fifoTokens: fifoMessagesPerSecond * token,
    filledAt: start,
  }),

  transition(account, input, context) {
    const hasRoom = takePublishes(account, input, context);
    context.observe(hasRoom ? metrics.PublishesTaken : metrics.PublishesThrottled, input.messages);
    return [{ type: "reply", to: context.request, body: hasRoom ? taken : throttled }];
  },

  fingerprint: ({ messages }) => messages,

  // A quota that was not used for a second is full.
  canonical: ({ tokens, fifoTokens, filledAt }, now) => [
    now - filledAt >= period ? [] : [tokens, fifoTokens, now - filledAt],
  ],
};

const taken: AccountReply = Object.freeze({ type: "taken" });

/** Messages to either kind of topic count for both; each is refused by the quota of its own. */
function takePublishes(
  account: Draft<AccountState>,
  { messages, fifo }: TakePublishes,
  { now, settings }: Context<AccountSettings>,
): boolean {
  const { tokens, fifoTokens, filledAt } = account;
  const { messagesPerSecond, fifoMessagesPerSecond } = settings;
  const standard = filled({ tokens, filledAt }, messagesPerSecond, now);
  const ordered = filled({ tokens: fifoTokens, filledAt }, fifoMessagesPerSecond, now);
  const needed = messages * token;
  const hasRoom = (fifo ? ordered : standard) >= needed;
  account.tokens = hasRoom ? Math.max(0, standard - needed) : standard;
  account.fifoTokens = hasRoom ? Math.max(0, ordered - needed) : ordered;
  account.filledAt = now;
  return hasRoom;
}
