import { declareMeters, type MetricForms, type Readings } from "../../../service/metric.ts";
import {
  declare,
  noEffects,
  noRequest,
  unreachable,
  type Context,
  type Draft,
  type Machine,
  type Reply,
} from "@orrery/kernel";
import type { AccountSettings } from "../config.ts";
import type {
  AccountInput,
  AccountReply,
  AcquireConcurrency,
  Denied,
  ThrottleLimit,
  ThrottleReason,
} from "../protocol.ts";
import { countRequest, hasRoom, noRequests, type RateState } from "../function/request-rate.ts";
import { accountLimits, environmentRampOf, type EnvironmentRamp } from "./limits.ts";
import { fullRamp, takeToken, type RampState } from "./token-bucket.ts";

/** The unreserved concurrency of an account in a Region, and the ramp that functions share. */
export interface AccountState extends RateState, RampState {
  /** Durable executions that began in the second {@link executionSecond}. */
  readonly executionCount: number;
  readonly executionSecond: number;
  /** Running invocations of functions without reserved concurrency. */
  readonly inUse: number;
}

type Account = Draft<AccountState>;
type AccountContext = Context<AccountSettings>;

/** What it counts and measures. */
export const meters = {
  UnreservedConcurrentExecutions: "level",
  ClaimedAccountConcurrency: "level",
} as const satisfies MetricForms;

/** The numbers of the meters. */
const metrics = declareMeters(meters);

/** What can be read off it at any instant. */
export const gauges = {
  UnreservedConcurrencyInUse: "level",
  UnreservedConcurrencyLimit: "level",
} as const satisfies MetricForms;

/** A yes, and the effects that say it to whoever asks within an event: nearly everybody, so one object is for all. */
interface Granted {
  readonly body: AccountReply;
  readonly within: readonly Reply<AccountReply>[];
}

const acquired = granted("acquired");
const released = granted("released");
const rateExceeded = denial("FunctionInvocationRateLimitExceeded", "accountRequestRate");
const poolExhausted = denial("ConcurrentInvocationLimitExceeded", "accountConcurrency");
const rampExceeded = denial("ConcurrentInvocationLimitExceeded", "scalingRate");
const tooManyStarts = denial("CallerRateLimitExceeded", "executionRate");
const rampExceededUnderReservation = denial(
  "ReservedFunctionConcurrentInvocationLimitExceeded",
  "scalingRate",
);

/** The pool that functions without reserved concurrency draw on. */
export const accountMachine: Machine<
  AccountSettings,
  AccountState,
  AccountInput,
  Reply<AccountReply>
> = {
  kind: "lambda.account",
  stateVersion: 2,
  inputs: declare(
    "acquireConcurrency",
    "startEnvironment",
    "releaseConcurrency",
    "adjustConcurrency",
    "settingsChanged",
    "beginExecution",
  ),
  timers: declare(),
  ports: declare(),
  purposes: declare(),
  choices: declare(),
  metrics,

  initialState: ({ region, asOf }) => ({
    inUse: 0,
    executionCount: 0,
    executionSecond: -1,
    ...noRequests,
    ...fullRamp(environmentRampOf(region, asOf)),
  }),

  transition(account, input, context) {
    switch (input.type) {
      case "acquireConcurrency":
        return acquire(account, input, context);
      case "releaseConcurrency":
        return adjust(account, -1, context);
      case "startEnvironment":
        return startEnvironment(account, context);
      case "adjustConcurrency":
        return adjust(account, input.by, context);
      case "settingsChanged":
        return noEffects;
      case "beginExecution":
        return beginExecution(account, context);
      default:
        return unreachable(input);
    }
  },

  fingerprint(input) {
    if (input.type === "acquireConcurrency") return input.environment === "started" ? 1 : 0;
    return input.type === "adjustConcurrency" ? input.by : 0;
  },

  canonical: ({ inUse, rateSecond, rateCount, rampTokens, rampFilledAt, ...executions }, now) => ({
    inUse,
    executions:
      executions.executionSecond === Math.floor(now / 1_000_000) ? executions.executionCount : 0,
    rate: rateSecond === Math.floor(now / 1_000_000) ? rateCount : 0,
    tokens: rampTokens,
    filled: now - rampFilledAt,
  }),

  gauges: ({ inUse }, { concurrentExecutions, reserved }): Readings<typeof gauges> => ({
    UnreservedConcurrencyInUse: inUse,
    UnreservedConcurrencyLimit: concurrentExecutions - reserved,
  }),
};

function acquire(
  account: Account,
  { environment, isEvent }: AcquireConcurrency,
  context: AccountContext,
): readonly Reply<AccountReply>[] {
  const { now, settings } = context;
  const { concurrentExecutions, reserved } = settings;
  const rate = accountLimits.requestRateFactor * concurrentExecutions;
  if (!isEvent && !hasRoom(account, rate, now)) return [reply(context, rateExceeded)];
  if (account.inUse >= concurrentExecutions - reserved) return [reply(context, poolExhausted)];
  if (environment === "none" || (environment === "started" && !takeSharedToken(account, context))) {
    return [reply(context, rampExceeded)];
  }
  if (!isEvent) countRequest(account, now);
  account.inUse += 1;
  observeUse(account, context);
  return grant(context, acquired);
}

function beginExecution(account: Account, context: AccountContext): readonly Reply<AccountReply>[] {
  const second = Math.floor(context.now / 1_000_000);
  if (account.executionSecond !== second) {
    account.executionSecond = second;
    account.executionCount = 0;
  }
  if (account.executionCount >= accountLimits.executionStarts)
    return [reply(context, tooManyStarts)];
  account.executionCount += 1;
  return grant(context, acquired);
}

function startEnvironment(
  account: Account,
  context: AccountContext,
): readonly Reply<AccountReply>[] {
  const isGranted = takeSharedToken(account, context);
  return isGranted ? grant(context, acquired) : [reply(context, rampExceededUnderReservation)];
}

function adjust(
  account: Account,
  by: number,
  context: AccountContext,
): readonly Reply<AccountReply>[] {
  account.inUse += by;
  if (by > 0) observeUse(account, context);
  return grant(context, released);
}

/** Since 2023-11-27 each function has a ramp of its own, and the Region none. */
function takeSharedToken(account: Account, { now, settings }: AccountContext): boolean {
  const ramp = rampOf(settings);
  return ramp.sharedBy === "function" || takeToken(account, ramp, now);
}

function observeUse({ inUse }: Account, context: AccountContext): void {
  context.observe(metrics.UnreservedConcurrentExecutions, inUse);
  context.observe(metrics.ClaimedAccountConcurrency, inUse + context.settings.reserved);
}

function denial(reason: ThrottleReason, limit: ThrottleLimit): Denied {
  return Object.freeze({ type: "denied", reason, limit });
}

function granted(type: "acquired" | "released"): Granted {
  const body: AccountReply = Object.freeze({ type });
  const answer: Reply<AccountReply> = { type: "reply", to: noRequest, body };
  return { body, within: Object.freeze([Object.freeze(answer)]) };
}

const grant = (
  context: AccountContext,
  { body, within }: Granted,
): readonly Reply<AccountReply>[] =>
  context.request === noRequest ? within : [reply(context, body)];

function reply({ request }: AccountContext, body: AccountReply): Reply<AccountReply> {
  return { type: "reply", to: request, body };
}

// Memo of a pure function: what it holds follows from its argument alone.
const ramps = new WeakMap<AccountSettings, EnvironmentRamp>();

function rampOf(settings: AccountSettings): EnvironmentRamp {
  let ramp = ramps.get(settings);
  if (ramp === undefined) {
    ramp = environmentRampOf(settings.region, settings.asOf);
    ramps.set(settings, ramp);
  }
  return ramp;
}
