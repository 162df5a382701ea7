import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import {
  declare,
  start,
  table,
  unreachable,
  type Context,
  type Draft,
  type Instant,
  type Machine,
  type Reply,
  type Table,
} from "@orrery/kernel";
import type { Refused } from "../../../service/refusal.ts";
import {
  bucketView,
  filled,
  forgetFull,
  fullBucket,
  period,
  throttled,
  token,
  type Bucket,
} from "../bucket.ts";
import type { AccountSettings } from "../config.ts";
import type { TakeCall, TakePublishes } from "../protocol.ts";

/** What is left of an account's quotas. */
export interface AccountState {
  /** Of messages to standard topics, in millionths; those to FIFO topics count too. */
  readonly tokens: number;
  /** Of messages to FIFO topics; those to standard topics count too. */
  readonly fifoTokens: number;
  readonly filledAt: Instant;
  /** Of calls, by operation. */
  readonly calls: Table<Bucket>;
}

type AccountInput = TakePublishes | TakeCall;
type AccountReply = { readonly type: "taken" } | Refused;

/** What it counts and measures. */
export const meters = {
  PublishesTaken: "count",
  PublishesThrottled: "count",
  CallsTaken: "count",
  CallsThrottled: "count",
} as const satisfies MetricForms;

/** The numbers of the meters. */
const metrics = declareMeters(meters);

/** The quotas of an account in a Region, which all its topics and callers share. */
export const accountMachine: Machine<
  AccountSettings,
  AccountState,
  AccountInput,
  Reply<AccountReply>
> = {
  kind: "sns.account",
  stateVersion: 2,
  inputs: declare("takePublishes", "takeCall"),
  timers: declare(),
  ports: declare(),
  purposes: declare(),
  choices: declare(),
  metrics,

  initialState: ({ messagesPerSecond, fifoMessagesPerSecond }) => ({
    tokens: messagesPerSecond * token,
    fifoTokens: fifoMessagesPerSecond * token,
    filledAt: start,
    calls: table.empty(),
  }),

  transition(account, input, context) {
    switch (input.type) {
      case "takePublishes": {
        const hasRoom = takePublishes(account, input, context);
        const metric = hasRoom ? metrics.PublishesTaken : metrics.PublishesThrottled;
        context.observe(metric, input.messages);
        return [{ type: "reply", to: context.request, body: hasRoom ? taken : throttled }];
      }
      case "takeCall": {
        const hasRoom = takeCall(account, input, context);
        context.observe(hasRoom ? metrics.CallsTaken : metrics.CallsThrottled, 1);
        return [{ type: "reply", to: context.request, body: hasRoom ? taken : throttled }];
      }
      default:
        return unreachable(input);
    }
  },

  fingerprint(input) {
    switch (input.type) {
      case "takePublishes":
        return input.messages;
      case "takeCall":
        return input.perSecond;
      default:
        return unreachable(input);
    }
  },

  // A quota that was not used for a second is full.
  canonical: ({ tokens, fifoTokens, filledAt, calls }, now) => [
    now - filledAt >= period ? [] : [tokens, fifoTokens, now - filledAt],
    table.list(calls).flatMap(([operation, bucket]) => {
      const view = bucketView(bucket, now);
      return view.length === 0 ? [] : [[operation, ...view]];
    }),
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

function takeCall(
  account: Draft<AccountState>,
  { operation, perSecond }: TakeCall,
  { now }: Context<AccountSettings>,
): boolean {
  forgetFull(account.calls, now);
  const known = table.get(account.calls, operation) ?? fullBucket(perSecond, now);
  const left = filled(known, perSecond, now);
  if (left < token) return false;
  // Behind all others, so that the buckets that are full by now are the first ones.
  table.remove(account.calls, operation);
  table.set(account.calls, operation, { tokens: left - token, filledAt: now });
  return true;
}
