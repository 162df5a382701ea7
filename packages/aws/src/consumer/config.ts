import {
  checkDistribution,
  ConfigError,
  shownValue,
  withDefault,
  withinBounds,
  type Distribution,
  type Duration,
} from "@orrery/kernel";
import type { FigureValues } from "../service/assumed-figure.ts";
import { resolveRetry } from "../workload/caller.ts";
import type { RetryFigures, RetryPolicy } from "../workload/retry.ts";
import { consumerLimits, defaultProcessing, type consumerAssumptions } from "./limits.ts";

/** Containers that poll a queue and work on its messages: a consumer that is no function. */
export interface Consumer {
  /** What the report calls it. @defaultValue `consumer of <from>`, with a number where there are several */
  readonly name?: string;
  /** The logical id of what it reads. */
  readonly from: string;
  /** How many containers there are, 1 to 10,000. @defaultValue 1 */
  readonly containers?: number;
  /** How many messages each works on at a time, 1 to 10,000. @defaultValue 1 */
  readonly concurrency?: number;
  /** How many messages a receive asks for, 1 to 10. @defaultValue 1, as AWS has it */
  readonly maxNumberOfMessages?: number;
  /** How long a receive waits for a message, up to 20 s. @defaultValue the queue's own */
  readonly waitTime?: Duration;
  /** How long others do not see what it receives. @defaultValue the queue's own */
  readonly visibilityTimeout?: Duration;
  /** How long it waits after a receive that found nothing before the next. @defaultValue 0 s */
  readonly pause?: Duration;
  /** How long it works on a message, in microseconds. @defaultValue 100 ms */
  readonly duration?: Distribution;
  /** The share of receives that fail: the message is not deleted. @defaultValue 0 */
  readonly failures?: number;
  /**
   * What becomes of a message that failed: it stays hidden until its visibility timeout ends (`leave`), or is
   * given back at once (`release`). @defaultValue leave
   */
  readonly onFailure?: "leave" | "release";
  /** Every so often a message in work is hidden for its whole visibility timeout once more. @defaultValue never */
  readonly heartbeat?: Duration;
  /** Whether messages are deleted one by one, or those of a receive together. @defaultValue each */
  readonly deletes?: "each" | "batch";
}

/** The same, complete and checked. */
export interface ConsumerSettings {
  readonly containers: number;
  readonly concurrency: number;
  readonly maxNumberOfMessages: number;
  /** `null`: the queue's own. */
  readonly waitTime: Duration | null;
  readonly visibilityTimeout: Duration | null;
  readonly pause: Duration;
  readonly duration: Distribution;
  readonly failures: number;
  readonly onFailure: "leave" | "release";
  /** `null`: never. */
  readonly heartbeat: Duration | null;
  /** For how long a heartbeat hides a message. */
  readonly extension: Duration;
  readonly deletes: "each" | "batch";
  /** The kind of what it reads. */
  readonly source: string;
  /** How long it waits for an answer, beside the wait for messages. */
  readonly patience: Duration;
  readonly assumed: FigureValues<typeof consumerAssumptions> & RetryFigures;
  /** How it tries deletions again. */
  readonly retry: RetryPolicy;
}

/** What a consumer reads, as far as its settings depend on it. */
export interface ConsumerSource extends Pick<ConsumerSettings, "source" | "patience" | "assumed"> {
  readonly visibilityTimeout: Duration;
  readonly bounds: Readonly<
    Record<"waitTime" | "visibilityTimeout", { readonly min: Duration; readonly max: Duration }>
  >;
}

/** The settings of a consumer. @throws ConfigError about `path` */
export function resolveConsumer(
  path: string,
  config: Consumer,
  { source, patience, assumed, visibilityTimeout: ofQueue, bounds }: ConsumerSource,
): ConsumerSettings {
  const inRange = (name: "waitTime" | "visibilityTimeout"): Duration | null =>
    config[name] === undefined
      ? null
      : withinBounds(`${path} ${name}`, config[name], { unit: "duration", ...bounds[name] });
  const visibilityTimeout = inRange("visibilityTimeout");
  const extension = visibilityTimeout ?? ofQueue;
  const { duration = defaultProcessing, failures = 0, heartbeat } = config;
  checkDistribution(`${path} duration`, duration);
  if (!(failures >= 0 && failures <= 1)) {
    throw new ConfigError(`${path} failures`, "a share from 0 to 1", shownValue(failures));
  }
  if (heartbeat !== undefined) {
    withinBounds(`${path} heartbeat`, heartbeat, consumerLimits.heartbeat);
    if (heartbeat >= extension) {
      const expected = `less than the visibility timeout of ${extension / 1e6} s, which it makes longer`;
      throw new ConfigError(`${path} heartbeat`, expected, `${heartbeat / 1e6} s`);
    }
  }
  return {
    containers: withDefault(`${path} containers`, config.containers, consumerLimits.containers),
    concurrency: withDefault(`${path} concurrency`, config.concurrency, consumerLimits.concurrency),
    maxNumberOfMessages: withDefault(
      `${path} maxNumberOfMessages`,
      config.maxNumberOfMessages,
      consumerLimits.maxNumberOfMessages,
    ),
    waitTime: inRange("waitTime"),
    visibilityTimeout,
    pause: withDefault(`${path} pause`, config.pause, consumerLimits.pause),
    duration,
    failures,
    onFailure: config.onFailure ?? "leave",
    heartbeat: heartbeat ?? null,
    extension,
    deletes: config.deletes ?? "each",
    source,
    patience,
    assumed,
    retry: resolveRetry(`${path} retry`),
  };
}
