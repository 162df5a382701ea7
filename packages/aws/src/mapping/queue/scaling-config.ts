import {
  ConfigError,
  shownValue,
  valueAsOf,
  withDefault,
  withinBounds,
  type Bounds,
  type Duration,
} from "@orrery/kernel";
import type { FigureValues } from "../../service/assumed-figure.ts";
import { type queueFigures, eventSourceMappingLimits as limits, pollerRamp } from "./limits.ts";

/** What of a mapping's configuration decides how it scales. */
export interface ScaledConfig {
  /** How long a batch may wait to fill, 0 s to 5 min. @defaultValue 0 s */
  readonly batchingWindow?: Duration;
  /** Whether the function says which messages of a batch failed. @defaultValue false */
  readonly reportBatchItemFailures?: boolean;
  /** Most invocations at once, 2 to 1,000. @defaultValue no limit of its own */
  readonly maximumConcurrency?: number | null;
  /** Pollers that are paid for, in place of those that come and go by themselves. */
  readonly provisionedPollers?: { readonly minimum?: number; readonly maximum?: number } | null;
  /** In place of how we take a mapping to scale, slow down and come back. */
  readonly scaling?: Partial<Scaling>;
}

/**
 * How a mapping scales, slows down and comes back. What AWS says of it is the default; what it does
 * not say is assumed. All of it may be said otherwise: plain data, so that a scenario can.
 */
export interface Scaling {
  /** Pollers when messages come to an idle queue, which are batches in work at once. */
  readonly initialPollers: number;
  /** Pollers that stay under low traffic. */
  readonly minimumPollers: number;
  /** Most pollers. */
  readonly maximumPollers: number;
  /** Pollers that are added in a minute while messages remain; 0: none. */
  readonly pollersAddedPerMinute: number;
  /** Pollers that go in a minute in which they were not needed; 0: none. */
  readonly pollersRemovedPerMinute: number;
  /** Most receives under way at once. Provisioned pollers have one each. */
  readonly maximumReceives: number;
  /** Receives under way that are added in a minute while messages remain; 0: none. */
  readonly receivesAddedPerMinute: number;
  /** Receives under way that go in a minute in which they were not needed; 0: none. */
  readonly receivesRemovedPerMinute: number;
  /** Over so long it is seen how many pollers are needed; the most of a minute stay. */
  readonly sampleTime: Duration;
  /** Of a FIFO queue: no poller is added while a larger part of them has nothing to do. */
  readonly fifoIdleShare: number;
  /** How long no poller is added after an invocation that failed or was throttled. */
  readonly calmTime: Duration;
  /** How long a concurrent batch pauses after a failed invocation, then twice as long each time … */
  readonly errorPause: Duration;
  /** … up to this. */
  readonly longestErrorPause: Duration;
  /** Whether failed invocations slow polling down with ReportBatchItemFailures too. */
  readonly slowWithItemReports: boolean;
  /** Pollers that go for each batch that is throttled, 0 to 1. */
  readonly removedOnThrottle: number;
  /** Throttled batches are tried again after so long, then after twice as long each time … */
  readonly throttlePause: Duration;
  /** … up to this … */
  readonly longestThrottlePause: Duration;
  /** … and up to this share longer. */
  readonly throttleJitter: number;
  /** The share of receives into a begun batch that wait 20 s although the window ends before. */
  readonly fullWaitShare: number;
}

/** What a setting of {@link Scaling} is, its range, and what it means: for whoever writes scenarios. */
export interface ScalingSetting {
  readonly kind: "count" | "duration" | "share" | "switch";
  readonly min: number;
  readonly max: number;
  readonly text: string;
}

const count = (min: number, max: number, text: string): ScalingSetting => ({
  kind: "count",
  min,
  max,
  text,
});
const duration = (min: number, max: number, text: string): ScalingSetting => ({
  kind: "duration",
  min,
  max,
  text,
});
const share = (text: string): ScalingSetting => ({ kind: "share", min: 0, max: 1, text });
const onOff = (text: string): ScalingSetting => ({ kind: "switch", min: 0, max: 1, text });
const hour = 3_600_000_000;

/** The settings of {@link Scaling}. Every door reads them here: file, builder, operation. */
export const scalingSettings: Readonly<Record<keyof Scaling, ScalingSetting>> = {
  initialPollers: count(
    1,
    10_000,
    "Pollers, which are batches in work at once, when messages come to an idle queue.",
  ),
  minimumPollers: count(1, 10_000, "Pollers that stay under low traffic."),
  maximumPollers: count(1, 10_000, "Most pollers."),
  pollersAddedPerMinute: count(
    0,
    60_000,
    "Pollers that are added in a minute while messages remain; 0: none.",
  ),
  pollersRemovedPerMinute: count(
    0,
    60_000,
    "Pollers that go in a minute in which they were not needed; 0: none.",
  ),
  maximumReceives: count(1, 10_000, "Most receives under way at once."),
  receivesAddedPerMinute: count(
    0,
    60_000,
    "Receives under way that are added in a minute while messages remain; 0: none.",
  ),
  receivesRemovedPerMinute: count(
    0,
    60_000,
    "Receives under way that go in a minute in which they were not needed; 0: none.",
  ),
  sampleTime: duration(
    1_000,
    hour,
    "Over so long it is seen how many pollers are needed; the most of a minute stay.",
  ),
  fifoIdleShare: share(
    "Of a FIFO queue: no poller is added while a larger part of them finds nothing.",
  ),
  calmTime: duration(
    0,
    hour,
    "How long no poller is added after an invocation that failed or was throttled.",
  ),
  errorPause: duration(
    0,
    hour,
    "How long a concurrent batch pauses after a failed invocation, then twice as long each time.",
  ),
  longestErrorPause: duration(0, hour, "The longest such pause."),
  slowWithItemReports: onOff(
    "Whether failed invocations slow polling down with ReportBatchItemFailures too.",
  ),
  removedOnThrottle: share("How much of a poller goes for each batch that is throttled."),
  throttlePause: duration(
    1,
    hour,
    "After how long a throttled batch is tried again, then twice as long each time.",
  ),
  longestThrottlePause: duration(1, hour, "The longest such pause."),
  throttleJitter: share("Up to which share longer such a pause is."),
  fullWaitShare: share(
    "Receives into a begun batch that wait 20 s although the window ends before.",
  ),
};

/** How a mapping of this configuration scales. @throws ConfigError */
export function resolveScaling(
  path: (setting: string) => string,
  config: ScaledConfig,
  place: ScalingPlace,
): Scaling {
  const { fifo, concurrentExecutions } = place;
  const said = checked(path, config.scaling ?? {});
  refuseIdleSettings(path, config, said, fifo);
  const usual = usualScaling(path, config, place);
  const { provisionedPollers = null } = config;
  const scaling = { ...usual, ...said };
  // The account's quota bounds what comes and goes by itself.
  const bound = provisionedPollers === null ? Math.max(1, concurrentExecutions) : Infinity;
  const maximumPollers = Math.min(scaling.maximumPollers, bound);
  return {
    ...scaling,
    maximumPollers,
    initialPollers: Math.min(scaling.initialPollers, maximumPollers),
    minimumPollers: Math.min(scaling.minimumPollers, maximumPollers),
    maximumReceives: provisionedPollers === null ? scaling.maximumReceives : maximumPollers,
  };
}

interface ScalingPlace {
  readonly asOf: string;
  readonly fifo: boolean;
  /** The account's quota. */
  readonly concurrentExecutions: number;
  /** What holds of what AWS does not say. */
  readonly ours: FigureValues<typeof queueFigures>;
}

function usualScaling(
  path: (setting: string) => string,
  { provisionedPollers = null, maximumConcurrency = null }: ScaledConfig,
  { asOf, fifo, ours: assumed }: ScalingPlace,
): Scaling {
  const { added, removed, maximum, minimum } = valueAsOf(pollerRamp, asOf);
  const { initialPollers, maximumReceives, receivesAddedPerMinute, receivesRemovedPerMinute } =
    limits;
  const usual: Scaling = {
    initialPollers,
    minimumPollers: fifo ? Math.min(minimum, assumed.fifoMinimum) : minimum,
    maximumPollers: maximum,
    pollersAddedPerMinute: added,
    pollersRemovedPerMinute: removed,
    maximumReceives,
    receivesAddedPerMinute,
    receivesRemovedPerMinute,
    sampleTime: assumed.sampleTime,
    fifoIdleShare: assumed.fifoIdleShare,
    calmTime: assumed.calmTime,
    errorPause: assumed.errorPause,
    longestErrorPause: assumed.longestErrorPause,
    slowWithItemReports: false,
    removedOnThrottle: assumed.removedOnThrottle,
    throttlePause: assumed.throttlePause,
    longestThrottlePause: assumed.longestThrottlePause,
    throttleJitter: assumed.throttleJitter,
    fullWaitShare: 0,
  };
  if (provisionedPollers !== null) return { ...usual, ...provisioned(path, provisionedPollers) };
  if (maximumConcurrency === null) return usual;
  const most = withinBounds(
    path("maximumConcurrency"),
    maximumConcurrency,
    limits.maximumConcurrency,
  );
  // Falling below five under low traffic is not there beside a maximum concurrency.
  const initial = Math.min(initialPollers, most);
  const least = fifo ? Math.min(initial, assumed.fifoMinimum) : initial;
  return { ...usual, initialPollers: initial, minimumPollers: least, maximumPollers: most };
}

function provisioned(
  path: (setting: string) => string,
  pollers: NonNullable<ScaledConfig["provisionedPollers"]>,
): Partial<Scaling> {
  const minimumPollers = withDefault(
    path("provisionedPollers.minimum"),
    pollers.minimum,
    limits.minimumPollers,
  );
  const maximumPollers = withDefault(path("provisionedPollers.maximum"), pollers.maximum, {
    ...limits.maximumPollers,
    min: minimumPollers,
  });
  return {
    initialPollers: minimumPollers,
    minimumPollers,
    maximumPollers,
    pollersAddedPerMinute: limits.provisionedPollersAdded,
    pollersRemovedPerMinute: limits.provisionedPollersAdded / 2,
  };
}

/** A setting that could change nothing is a mistake of whoever made it. @throws ConfigError */
function refuseIdleSettings(
  path: (setting: string) => string,
  config: ScaledConfig,
  said: Partial<Scaling>,
  fifo: boolean,
): void {
  const { provisionedPollers = null, reportBatchItemFailures = false, batchingWindow = 0 } = config;
  const refuse = (name: keyof Scaling, why: string) => {
    if (said[name] === undefined) return;
    throw new ConfigError(path(`scaling.${name}`), `none, since ${why}`, shownValue(said[name]));
  };
  if (!fifo) refuse("fifoIdleShare", "the queue is not FIFO");
  if (!reportBatchItemFailures) refuse("slowWithItemReports", "item failures are not reported");
  if (batchingWindow === 0) refuse("fullWaitShare", "there is no batching window");
  if (provisionedPollers === null) return;
  const why = "each provisioned poller has a receive of its own";
  refuse("maximumReceives", why);
  refuse("receivesAddedPerMinute", why);
  refuse("receivesRemovedPerMinute", why);
}

/** Checks what was said of {@link Scaling}. @throws ConfigError */
function checked(path: (setting: string) => string, given: Partial<Scaling>): Partial<Scaling> {
  for (const [name, value] of Object.entries(given) as [string, unknown][]) {
    // Names come from the caller too, so they are looked up and not believed.
    const setting = Object.hasOwn(scalingSettings, name)
      ? scalingSettings[name as keyof Scaling]
      : undefined;
    if (setting === undefined) {
      const names = Object.keys(scalingSettings).join(", ");
      throw new ConfigError(path("scaling"), `settings among ${names}`, `"${name}"`);
    }
    checkSetting(path(`scaling.${name}`), value, setting);
  }
  return given;
}

function checkSetting(path: string, value: unknown, { kind, min, max }: ScalingSetting): void {
  if (kind === "switch") {
    if (typeof value !== "boolean") throw new ConfigError(path, "true or false", shownValue(value));
  } else if (kind === "share") {
    if (typeof value !== "number" || !(value >= min && value <= max)) {
      throw new ConfigError(path, `${min} to ${max}`, shownValue(value));
    }
  } else {
    const bounds: Bounds<number> = { unit: kind, min, max };
    withinBounds(path, value as number, bounds); // Which refuses what is no number.
  }
}
