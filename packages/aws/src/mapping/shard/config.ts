import { ConfigError, seconds, withDefault, type Duration, type Instant } from "@orrery/kernel";
import { figureValues, type Assumptions, type FigureValues } from "../../service/assumed-figure.ts";
import type { StartingPosition } from "../../service/source.ts";
import type { Destination } from "../../delivery/record-input.ts";
import { shardFigures, streamMappingLimits as limits, type MappingNames } from "./limits.ts";

/** How an event source mapping reads a stream. What is left out takes the default of Lambda. */
export interface StreamMappingConfig {
  /** @defaultValue TRIM_HORIZON */
  readonly startingPosition?: StartingPosition;
  /** Of `AT_TIMESTAMP`. @defaultValue instant 0 */
  readonly startingInstant?: Instant;
  /** 1 to 10,000. @defaultValue 100 */
  readonly batchSize?: number;
  /** 0 to 300 s. @defaultValue 0 */
  readonly batchingWindow?: Duration;
  /** Batches of one shard at once, 1 to 10. @defaultValue 1 */
  readonly parallelizationFactor?: number;
  /** @defaultValue false */
  readonly bisects?: boolean;
  /** In seconds, 60 to 604,800; -1: as long as the stream keeps a record. @defaultValue -1 */
  readonly maximumRecordAge?: number;
  /** 0 to 10,000; -1: any number. @defaultValue -1 */
  readonly maximumRetryAttempts?: number;
  /** 0 to 900 s; 0: none. @defaultValue 0 */
  readonly tumblingWindow?: Duration;
  /** @defaultValue false */
  readonly reportBatchItemFailures?: boolean;
  /** Event patterns, of which a record must match one; empty: all pass. @defaultValue empty */
  readonly filters?: readonly string[];
  /** @defaultValue true */
  readonly enabled?: boolean;
  /** Who is told of what was given up. @defaultValue nobody */
  readonly onFailure?: Destination | null;
}

type Assumed = FigureValues<typeof shardFigures>;

/** Where and when a mapping is, and what it reads and invokes. */
export interface StreamMappingPlace {
  /** Its UUID. */
  readonly name: string;
  /** The resource number. */
  readonly mapping: number;
  /** The ARN of the stream, or of the consumer with enhanced fan-out as which it is read. */
  readonly source: string;
  /** The ARN of the stream. */
  readonly resource: string;
  /** The ARN of the consumer, or the group of a broker; `null`: the stream is polled. */
  readonly reader: string | null;
  /** How many readers a group has, at least and at most; `null`: there is none. */
  readonly readers: { readonly least: number; readonly most: number } | null;
  /** Its kind. */
  readonly sourceKind: string;
  readonly pollInterval: Duration;
  /** The function's, without a qualifier. */
  readonly functionArn: string;
  /** Its resource number. */
  readonly functionNumber: number;
  readonly role: string;
  readonly region: string;
  /** Milliseconds since 1970 at instant 0. */
  readonly epochMilliseconds: number;
  /** When it begins to read, if that is later than it is told. */
  readonly activeFrom: Instant;
  /** In place of figures of ours. */
  readonly assumptions: Assumptions;
  /** Under the names that scenarios have for them. */
  readonly figures: MappingNames["figures"];
}

/** An event source mapping of a stream, complete and checked: what the machine needs. Plain data. */
export interface StreamMappingSettings
  extends
    Required<Omit<StreamMappingConfig, "maximumRecordAge" | "maximumRetryAttempts">>,
    Omit<StreamMappingPlace, "assumptions" | "figures"> {
  /** `null`: as long as the stream keeps a record. */
  readonly maximumRecordAge: Duration | null;
  /** `null`: any number. */
  readonly maximumRetryAttempts: number | null;
  /** What holds of what AWS does not say. */
  readonly assumed: Assumed;
}

const anywhere: StreamMappingPlace = {
  name: "00000000-0000-4000-8000-000000000001",
  mapping: 1,
  source: "arn:aws:kinesis:us-east-1:123456789012:stream/clicks",
  resource: "arn:aws:kinesis:us-east-1:123456789012:stream/clicks",
  reader: null,
  readers: null,
  sourceKind: "stream",
  pollInterval: seconds(1),
  functionArn: "arn:aws:service:us-east-1:123456789012:reader",
  functionNumber: 2,
  role: "arn:aws:iam::123456789012:role/reader",
  region: "us-east-1",
  epochMilliseconds: 1_767_225_600_000,
  activeFrom: 0 as Instant,
  assumptions: {},
  figures: shardFigures,
};

/** Checks `config` and fills in its defaults. Errors name the mapping by its UUID. @throws ConfigError */
export function resolveStreamMappingConfig(
  config: StreamMappingConfig = {},
  place: Partial<StreamMappingPlace> = {},
): StreamMappingSettings {
  const { assumptions, figures, ...where } = { ...anywhere, ...place };
  const path = (setting: string) => `event source mapping "${where.name}" ${setting}`;
  const age = unlessEndless(
    path("maximumRecordAge"),
    config.maximumRecordAge,
    limits.maximumRecordAge,
  );
  return {
    ...where,
    startingPosition: config.startingPosition ?? "TRIM_HORIZON",
    startingInstant: config.startingInstant ?? (0 as Instant),
    batchSize: withDefault(path("batchSize"), config.batchSize, limits.batchSize),
    batchingWindow: withDefault(
      path("batchingWindow"),
      config.batchingWindow,
      limits.batchingWindow,
    ),
    parallelizationFactor: withDefault(
      path("parallelizationFactor"),
      config.parallelizationFactor,
      limits.parallelizationFactor,
    ),
    bisects: config.bisects ?? false,
    maximumRecordAge: age === null ? null : seconds(age),
    maximumRetryAttempts: unlessEndless(
      path("maximumRetryAttempts"),
      config.maximumRetryAttempts,
      limits.maximumRetryAttempts,
    ),
    tumblingWindow: withDefault(
      path("tumblingWindow"),
      config.tumblingWindow,
      limits.tumblingWindow,
    ),
    reportBatchItemFailures: config.reportBatchItemFailures ?? false,
    filters: config.filters ?? [],
    enabled: config.enabled ?? true,
    onFailure: config.onFailure ?? null,
    assumed: figureValues(figures, assumptions) as Assumed, // They have the same keys.
  };
}

/** A number that may be -1, which stands for no limit. @throws ConfigError */
function unlessEndless(
  path: string,
  value: number | undefined,
  {
    default: usual,
    min,
    max,
  }: { readonly default: number; readonly min: number; readonly max: number },
): number | null {
  const given = value ?? usual;
  if (given === -1) return null;
  if (Number.isInteger(given) && given >= min && given <= max) return given;
  throw new ConfigError(path, `-1, or ${min} to ${max}`, `${given}`);
}
