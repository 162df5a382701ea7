import {
  ConfigError,
  valueAsOf,
  withDefault,
  withinBounds,
  type Bounds,
  type Duration,
  type Instant,
} from "@orrery/kernel";
import {
  eventSourceMappingAssumptions as assumed,
  eventSourceMappingLimits as limits,
  pollerScaling,
} from "./limits.ts";

/** How an event source mapping reads a queue. What is left out takes the default of Lambda. */
export interface EventSourceMappingConfig {
  /** 1 to 10,000; at most 10 of a FIFO queue or without a batching window. @defaultValue 10 */
  readonly batchSize?: number;
  /** How long a batch may wait to fill, 0 s to 5 min. @defaultValue 0 s */
  readonly batchingWindow?: Duration;
  /** Whether the function says which messages of a batch failed. @defaultValue false */
  readonly reportBatchItemFailures?: boolean;
  /** Most invocations at once, 2 to 1,000. @defaultValue no limit of its own */
  readonly maximumConcurrency?: number | null;
  /** Pollers that are paid for, in place of those that come and go by themselves. */
  readonly provisionedPollers?: { readonly minimum?: number; readonly maximum?: number } | null;
  /** Event patterns, of which a message must match one; empty: all pass. @defaultValue empty */
  readonly filters?: readonly string[];
  /** @defaultValue true */
  readonly enabled?: boolean;
  /** In place of what we assume where AWS does not say. */
  readonly model?: Partial<PollerModel>;
}

/** What AWS does not say of pollers. Plain data, so that a scenario can say it. */
export interface PollerModel {
  /** Batches that are in work at once when messages come to an idle queue. */
  readonly initial: number;
  /** Pollers that stay under low traffic. */
  readonly minimum: number;
  /** Most pollers. */
  readonly maximum: number;
  /** Microseconds between two pollers that are added while messages remain. */
  readonly addInterval: number;
  /** Empty receives in a row after which a poller goes. */
  readonly idleReceives: number;
  /** Throttled invocations are repeated after so many microseconds, then twice as long each time … */
  readonly firstRetry: number;
  /** … up to this … */
  readonly lastRetry: number;
  /** … and up to this share longer. */
  readonly retryJitter: number;
  /** The share of pollers left after a minute with throttles. */
  readonly keptOnThrottle: number;
  /** The share of a minute's invocations that must fail to slow polling down. */
  readonly errorShare: number;
  /** The share of pollers left after such a minute. */
  readonly keptOnError: number;
  /** The share that comes back in a minute without either. */
  readonly recovery: number;
  /** The share of receives into a begun batch that wait 20 s although the window ends before. */
  readonly fullWaitShare: number;
}

/** Where and when a mapping is, and what it reads. */
export interface EventSourceMappingPlace {
  /** Its UUID. */
  readonly name: string;
  /** The queue's ARN; it says whether the queue is FIFO. */
  readonly source: string;
  readonly region: string;
  readonly asOf: string;
  /** Milliseconds since 1970 at instant 0. */
  readonly epochMilliseconds: number;
  /** Of the queue. */
  readonly visibilityTimeout: Duration;
  /** Of the function. */
  readonly functionTimeout: Duration;
  /** When it begins to poll, if that is later than it is told. */
  readonly activeFrom: Instant;
}

/** An event source mapping, complete and checked: what the machine needs. Plain data. */
export interface EventSourceMappingSettings {
  readonly name: string;
  readonly source: string;
  readonly region: string;
  readonly epochMilliseconds: number;
  readonly fifo: boolean;
  readonly enabled: boolean;
  readonly activeFrom: Instant;
  readonly batchSize: number;
  readonly batchingWindow: Duration;
  readonly reportBatchItemFailures: boolean;
  readonly filters: readonly string[];
  /** How long messages stay hidden that it receives. */
  readonly visibilityTimeout: Duration;
  /** What it says so of at each receive; `null`: the queue's own visibility timeout holds. */
  readonly receiveVisibilityTimeout: Duration | null;
  /** Whether pollers are paid for. */
  readonly isProvisioned: boolean;
  /** Batches that one poller has in work at once. */
  readonly concurrency: number;
  /** Between two polls of a poller at least; 0 without provisioning. */
  readonly pollInterval: Duration;
  /** Bytes that a poller receives in a second at most; 0: no limit. */
  readonly throughput: number;
  readonly model: PollerModel;
}

const anywhere: EventSourceMappingPlace = {
  name: "00000000-0000-4000-8000-000000000001",
  source: "arn:aws:sqs:us-east-1:123456789012:orders",
  region: "us-east-1",
  asOf: "2026-11-01",
  epochMilliseconds: 1_767_225_600_000,
  visibilityTimeout: 30_000_000 as Duration,
  functionTimeout: 3_000_000 as Duration,
  activeFrom: 0 as Instant,
};

/** Checks `config` and fills in its defaults. Errors name the mapping by its UUID. @throws ConfigError */
export function resolveEventSourceMappingConfig(
  config: EventSourceMappingConfig = {},
  place: Partial<EventSourceMappingPlace> = {},
): EventSourceMappingSettings {
  const { name, source, region, asOf, epochMilliseconds, activeFrom, ...timeouts } = {
    ...anywhere,
    ...place,
  };
  const path = (setting: string) => `event source mapping "${name}" ${setting}`;
  const fifo = source.endsWith(".fifo");
  const batchingWindow = withDefault(
    path("batchingWindow"),
    config.batchingWindow,
    limits.batchingWindow,
  );
  if (fifo && batchingWindow > 0) {
    throw new ConfigError(path("batchingWindow"), "none, since the queue is FIFO", "one");
  }
  const maximumBatch =
    fifo || batchingWindow === 0 ? limits.batchSizeWithoutWindow : limits.batchSize.max;
  const batchSize = withDefault(path("batchSize"), config.batchSize, {
    ...limits.batchSize,
    max: maximumBatch,
  });
  const { provisionedPollers = null, maximumConcurrency = null } = config;
  if (provisionedPollers !== null && maximumConcurrency !== null) {
    throw new ConfigError(
      path("provisionedPollers"),
      "none beside a maximum concurrency",
      "provisioned pollers",
    );
  }
  const isProvisioned = provisionedPollers !== null;
  const model = { ...modelOf(path, config, asOf), ...config.model };
  const { receiveVisibilityTimeout, visibilityTimeout } = hiddenFor(batchingWindow, timeouts);
  return {
    name,
    source,
    region,
    epochMilliseconds,
    fifo,
    enabled: config.enabled ?? true,
    activeFrom,
    batchSize,
    batchingWindow,
    reportBatchItemFailures: config.reportBatchItemFailures ?? false,
    filters: config.filters ?? [],
    visibilityTimeout,
    receiveVisibilityTimeout,
    isProvisioned,
    concurrency: isProvisioned ? limits.provisionedConcurrency : 1,
    pollInterval: isProvisioned ? limits.provisionedPollInterval : (0 as Duration),
    throughput: isProvisioned ? limits.provisionedThroughput : 0,
    model: checkModel(path, model),
  };
}

function modelOf(
  path: (setting: string) => string,
  { provisionedPollers = null, maximumConcurrency = null }: EventSourceMappingConfig,
  asOf: string,
): PollerModel {
  const { initialPollers } = limits;
  const { idleReceives, firstRetry, lastRetry, retryJitter, keptOnThrottle } = assumed;
  const { errorShare, keptOnError, recovery } = assumed;
  const rest = {
    idleReceives,
    firstRetry,
    lastRetry,
    retryJitter,
    keptOnThrottle,
    errorShare,
    keptOnError,
    recovery,
    fullWaitShare: 0,
  };
  if (provisionedPollers !== null) {
    const minimum = withDefault(
      path("provisionedPollers.minimum"),
      provisionedPollers.minimum,
      limits.minimumPollers,
    );
    const { max } = limits.maximumPollers;
    const maximum = withDefault(path("provisionedPollers.maximum"), provisionedPollers.maximum, {
      ...limits.maximumPollers,
      min: minimum,
      max,
    });
    const addInterval = limits.provisionedAddInterval;
    return { initial: minimum, minimum, maximum, addInterval, ...rest };
  }
  const scaling = valueAsOf(pollerScaling, asOf);
  if (maximumConcurrency === null) return { initial: initialPollers, ...scaling, ...rest };
  const maximum = withinBounds(
    path("maximumConcurrency"),
    maximumConcurrency,
    limits.maximumConcurrency,
  );
  // Falling below five under low traffic is not there beside a maximum concurrency.
  const initial = Math.min(initialPollers, maximum);
  return { initial, minimum: initial, maximum, addInterval: scaling.addInterval, ...rest };
}

/** Where window and function together outlast the queue's visibility timeout, receives ask for more. */
function hiddenFor(
  batchingWindow: Duration,
  {
    visibilityTimeout,
    functionTimeout,
  }: Pick<EventSourceMappingPlace, "visibilityTimeout" | "functionTimeout">,
): Pick<EventSourceMappingSettings, "visibilityTimeout" | "receiveVisibilityTimeout"> {
  const needed = batchingWindow + functionTimeout;
  if (batchingWindow === 0 || needed <= visibilityTimeout) {
    return { visibilityTimeout, receiveVisibilityTimeout: null };
  }
  const raised = (needed + limits.visibilityMargin) as Duration;
  return { visibilityTimeout: raised, receiveVisibilityTimeout: raised };
}

const modelBounds: Readonly<Record<keyof PollerModel, { min: number; max: number }>> = {
  initial: { min: 1, max: 10_000 },
  minimum: { min: 1, max: 10_000 },
  maximum: { min: 1, max: 10_000 },
  addInterval: { min: 1, max: 3_600_000_000 },
  idleReceives: { min: 1, max: 1_000_000 },
  firstRetry: { min: 1, max: 3_600_000_000 },
  lastRetry: { min: 1, max: 3_600_000_000 },
  retryJitter: { min: 0, max: 1 },
  keptOnThrottle: { min: 0, max: 1 },
  errorShare: { min: 0, max: 1 },
  keptOnError: { min: 0, max: 1 },
  recovery: { min: 0, max: 100 },
  fullWaitShare: { min: 0, max: 1 },
};

const shares: ReadonlySet<string> = new Set([
  "retryJitter",
  "keptOnThrottle",
  "errorShare",
  "keptOnError",
  "recovery",
  "fullWaitShare",
]);

function checkModel(path: (setting: string) => string, model: PollerModel): PollerModel {
  for (const [name, value] of Object.entries(model) as [string, number][]) {
    // Names come from the caller too, so they are looked up and not believed.
    const range = Object.hasOwn(modelBounds, name) ? modelBounds[name as keyof PollerModel] : null;
    if (range === null) {
      throw new ConfigError(path("model"), Object.keys(modelBounds).join(", "), `"${name}"`);
    }
    checkFigure(path(`model.${name}`), value, range, shares.has(name));
  }
  const { initial, minimum, maximum } = model;
  return {
    ...model,
    initial: Math.min(initial, maximum),
    minimum: Math.min(minimum, maximum),
  };
}

function checkFigure(
  path: string,
  value: number,
  { min, max }: { min: number; max: number },
  isShare: boolean,
): void {
  const bounds: Bounds<number> = { unit: "count", min, max };
  if (!isShare) withinBounds(path, value, bounds);
  else if (!(value >= min && value <= max)) {
    throw new ConfigError(path, `${min} to ${max}`, String(value));
  }
}
