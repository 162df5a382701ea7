import { ConfigError, withDefault, type Duration, type Instant } from "@orrery/kernel";
import { figureValues, type Assumptions, type FigureValues } from "../../service/assumed-figure.ts";
import { queueFigures, eventSourceMappingLimits as limits, type MappingNames } from "./limits.ts";
import { resolveScaling, type ScaledConfig, type Scaling } from "./scaling-config.ts";

/** How an event source mapping reads a queue. What is left out takes the default of Lambda. */
export interface EventSourceMappingConfig extends ScaledConfig {
  /** 1 to 10,000; at most 10 of a FIFO queue or without a batching window. @defaultValue 10 */
  readonly batchSize?: number;
  /** Event patterns, of which a message must match one; empty: all pass. @defaultValue empty */
  readonly filters?: readonly string[];
  /** @defaultValue true */
  readonly enabled?: boolean;
}

type Assumed = FigureValues<typeof queueFigures>;

/** Where and when a mapping is, and what it reads. */
export interface EventSourceMappingPlace {
  /** Its UUID. */
  readonly name: string;
  /** The queue's ARN; it says whether the queue is FIFO. */
  readonly source: string;
  /** Its kind. */
  readonly sourceKind: string;
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
  /** The account's quota of concurrent executions. */
  readonly concurrentExecutions: number;
  /** In place of figures of ours. */
  readonly assumptions: Assumptions;
  /** Under the names that scenarios have for them. */
  readonly figures: MappingNames["figures"];
}

/** An event source mapping, complete and checked: what the machine needs. Plain data. */
export interface EventSourceMappingSettings {
  readonly name: string;
  readonly source: string;
  readonly sourceKind: string;
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
  readonly scaling: Scaling;
  /** What holds of what AWS does not say; of what {@link scaling} has too, as it has it. */
  readonly assumed: Assumed;
  /** Between two pollers that are added, and between two receives; 0: none is. */
  readonly addInterval: Duration;
  readonly receiveAddInterval: Duration;
}

const anywhere: EventSourceMappingPlace = {
  name: "00000000-0000-4000-8000-000000000001",
  source: "arn:aws:sqs:us-east-1:123456789012:orders",
  sourceKind: "queue",
  region: "us-east-1",
  asOf: "2026-11-01",
  epochMilliseconds: 1_767_225_600_000,
  visibilityTimeout: 30_000_000 as Duration,
  functionTimeout: 3_000_000 as Duration,
  activeFrom: 0 as Instant,
  concurrentExecutions: 1_000_000,
  assumptions: {},
  figures: queueFigures,
};

/** Checks `config` and fills in its defaults. Errors name the mapping by its UUID. @throws ConfigError */
export function resolveEventSourceMappingConfig(
  config: EventSourceMappingConfig = {},
  place: Partial<EventSourceMappingPlace> = {},
): EventSourceMappingSettings {
  const { name, source, sourceKind, region, asOf, epochMilliseconds, activeFrom, ...rest } = {
    ...anywhere,
    ...place,
  };
  const { concurrentExecutions, assumptions, figures, ...timeouts } = rest;
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
  const ours = figureValues(figures, assumptions) as Assumed; // They have the same keys.
  const scaling = resolveScaling(path, config, { asOf, fifo, concurrentExecutions, ours });
  const { receiveVisibilityTimeout, visibilityTimeout } = hiddenFor(batchingWindow, timeouts);
  return {
    name,
    source,
    sourceKind,
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
    scaling,
    assumed: asScaled(ours, scaling),
    addInterval: intervalOf(scaling.pollersAddedPerMinute),
    receiveAddInterval: intervalOf(scaling.receivesAddedPerMinute),
  };
}

/** The figures, as a mapping has them that scales in a way of its own. */
const asScaled = (
  ours: EventSourceMappingSettings["assumed"],
  scaling: Scaling,
): EventSourceMappingSettings["assumed"] => ({
  ...ours,
  sampleTime: scaling.sampleTime,
  fifoIdleShare: scaling.fifoIdleShare,
  calmTime: scaling.calmTime,
  errorPause: scaling.errorPause,
  longestErrorPause: scaling.longestErrorPause,
  removedOnThrottle: scaling.removedOnThrottle,
  throttlePause: scaling.throttlePause,
  longestThrottlePause: scaling.longestThrottlePause,
  throttleJitter: scaling.throttleJitter,
});

const intervalOf = (perMinute: number): Duration =>
  (perMinute === 0 ? 0 : Math.floor(60_000_000 / perMinute)) as Duration;

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
