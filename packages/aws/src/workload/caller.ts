import {
  checkArrivals,
  checkDistribution,
  ConfigError,
  countBounds,
  durationBounds,
  hours,
  milliseconds,
  noTime,
  shownValue,
  withDefault,
  withinBounds,
  type ArrivalProcess,
  type Distribution,
  type Duration,
} from "@orrery/kernel";
import type { Entry, EventDoor } from "../service/entry.ts";
import { checkAttributes, type WorkloadAttribute } from "./attributes.ts";
import { workloadAttempts } from "./limits.ts";
import type { Jitter, RetryBudget, RetryPolicy } from "./retry.ts";

/** What of a {@link RetryPolicy} is other than with the AWS SDKs in their standard mode. */
export interface RetryConfig {
  /** How often each request is sent at most, the first time included, 1 to 50. @defaultValue 3 */
  readonly attempts?: number;
  /** Whether waits stay as they are or grow. @defaultValue exponential */
  readonly backoff?: "fixed" | "exponential";
  /** The first wait, before chance. @defaultValue 100 ms, 500 ms after a throttle */
  readonly base?: Duration;
  /** By how much waits grow, 1 to 10. @defaultValue 2 */
  readonly factor?: number;
  /** The longest wait. @defaultValue 20 s */
  readonly longest?: Duration;
  /** What of a wait is left to chance. @defaultValue full */
  readonly jitter?: Jitter;
  /**
   * Whether what was answered with a failure is sent again, too: 5xx of HTTP, an error of a function, as many
   * clients do and the SDKs do not of what they invoke. @defaultValue false
   */
  readonly failed?: boolean;
  /** Tokens that new attempts take; left out: none are counted. */
  readonly budget?: Partial<RetryBudget>;
}

/** Users who each send, wait for the answer, think, and send again: a closed loop. */
export interface Users {
  /** How many, 1 to 100,000. */
  readonly count: number;
  /** How long each thinks between an answer and its next request, in microseconds. @defaultValue 0 s */
  readonly think?: Distribution;
  /** Over how long they come, one after another. @defaultValue all at once */
  readonly over?: Duration;
}

/** Messages that a caller brings together in one request. */
export interface Batching {
  /** At most so many. @defaultValue as many as the service takes */
  readonly size?: number;
  /** How long the first waits for others at most. */
  readonly within: Duration;
}

/** Budget of the AWS SDKs in their standard mode: 500 tokens, 5 an attempt, 10 after a time-out. */
const sdkBudget: RetryBudget = { tokens: 500, retryCost: 5, timeoutCost: 10 };

const factors = { min: 1, max: 10 } as const;
const pauses = durationBounds({ min: milliseconds(1), max: hours(1) });
const tokens = countBounds({ min: 0, max: 1_000_000 });
const userCounts = countBounds({ min: 1, max: 100_000 });
const comings = durationBounds({ min: noTime, max: hours(24 * 365) });
const gatherings = durationBounds({ min: milliseconds(1), max: hours(1) });

/** The policy that somebody says. @throws ConfigError about `path` */
export function resolveRetry(path: string, config: RetryConfig = {}): RetryPolicy {
  const { backoff = "exponential", jitter = "full", factor = 2, base, longest, budget } = config;
  const attempts = withDefault(`${path}.attempts`, config.attempts, workloadAttempts);
  if (!(factor >= factors.min && factor <= factors.max)) {
    throw new ConfigError(`${path}.factor`, "1 to 10", shownValue(factor));
  }
  const pause = (name: "base" | "longest") =>
    config[name] === undefined ? null : withinBounds(`${path}.${name}`, config[name], pauses);
  if (base !== undefined && longest !== undefined && base > longest) {
    throw new ConfigError(`${path}.longest`, "the base or more", "less than that");
  }
  const token = (name: keyof RetryBudget) =>
    withinBounds(`${path}.budget.${name}`, budget![name] ?? sdkBudget[name], tokens);
  return {
    attempts,
    backoff,
    base: pause("base"),
    factor,
    longest: pause("longest"),
    jitter,
    failed: config.failed ?? false,
    budget:
      budget === undefined
        ? null
        : {
            tokens: token("tokens"),
            retryCost: token("retryCost"),
            timeoutCost: token("timeoutCost"),
          },
  };
}

/** Refuses users that there cannot be. @throws ConfigError about `path` */
function checkUsers(path: string, { count, think, over }: Users): void {
  withinBounds(`${path}.count`, count, userCounts);
  if (think !== undefined) checkDistribution(`${path}.think`, think);
  if (over !== undefined) withinBounds(`${path}.over`, over, comings);
}

/** The batches of a caller whose service takes at most `most` messages in one. @throws ConfigError about `path` */
function resolveBatching(
  path: string,
  { size, within }: Batching,
  most: number,
): Required<Batching> {
  withinBounds(`${path}.within`, within, gatherings);
  const bounds = countBounds({ min: 1, max: most });
  return { size: withinBounds(`${path}.size`, size ?? most, bounds), within };
}

/** What a workload says of who calls, complete and checked. */
export interface CallerSettings {
  readonly arrivals: ArrivalProcess | null;
  readonly users: Required<Users> | null;
  readonly batch: (Required<Batching> & { readonly bytes: number }) | null;
}

/** What a workload says of who calls. */
export interface CallerSaid {
  readonly arrivals?: ArrivalProcess;
  readonly users?: Users;
  readonly batch?: Batching;
}

/** Checks who calls at a door of `noun`, whose machine has `settings`. @throws ConfigError about `path` */
export function checkCaller(
  path: string,
  { arrivals, users, batch }: CallerSaid,
  { batch: batchDoor }: EventDoor,
  noun: string,
  settings: unknown,
): CallerSettings {
  if ((arrivals === undefined) === (users === undefined)) {
    throw new ConfigError(path, "arrivals or users", arrivals === undefined ? "neither" : "both");
  }
  if (users !== undefined) checkUsers(`${path}.users`, users);
  const checked = {
    arrivals: arrivals === undefined ? null : checkArrivals(`${path}.arrivals`, arrivals),
    users: users === undefined ? null : { think: atOnce, over: noTime, ...users },
  };
  if (batch === undefined) return { ...checked, batch: null };
  if (users !== undefined) {
    throw new ConfigError(`${path}.batch`, "none for users, who wait for each answer", "a batch");
  }
  if (batchDoor === undefined) {
    throw new ConfigError(
      `${path}.batch`,
      `none, as a ${noun} is brought one at a time`,
      "a batch",
    );
  }
  const bytes = batchDoor.bytes(settings);
  return {
    ...checked,
    batch: { ...resolveBatching(`${path}.batch`, batch, batchDoor.most), bytes },
  };
}

const atOnce: Distribution = { type: "constant", value: 0 };

/** Checks what messages have beside their text. @throws ConfigError about `path` */
export function checkMessages(
  path: string,
  {
    attributes,
    delay,
  }: { readonly attributes?: readonly WorkloadAttribute[]; readonly delay?: Duration },
  entry: Pick<Entry, "takesAttributes" | "delay">,
  noun: string,
): void {
  if (attributes !== undefined) {
    if (entry.takesAttributes !== true) {
      throw new ConfigError(`${path}.attributes`, `none for a ${noun}`, "attributes");
    }
    checkAttributes(`${path}.attributes`, attributes);
  }
  if (delay === undefined) return;
  if (entry.delay === undefined) {
    throw new ConfigError(`${path}.delay`, `none for a ${noun}`, "a delay");
  }
  withinBounds(`${path}.delay`, delay, entry.delay);
}
