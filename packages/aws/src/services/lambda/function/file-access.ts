import { after, between, later, valueAsOf, type Duration, type Instant } from "@orrery/kernel";
import type { FileSystem } from "../environment-traits.ts";
import { fileSystemLimits, fileThroughput } from "../limits.ts";
import { metrics, type FunctionContext } from "./declarations.ts";

/** How a function's file system stands. */
export interface FileAccessState {
  /** Bytes of credits at {@link filesAt}; -1 before the first access. */
  readonly fileCredits: number;
  readonly filesAt: Instant;
}

/** Before the first access. */
export const noFileAccess: FileAccessState = { fileCredits: -1, filesAt: 0 as Instant };

type FileAccessDraft = { -readonly [Key in keyof FileAccessState]: FileAccessState[Key] };

/** Bytes that are metered of an invocation: reads count a third, and no access counts less than 4 KB. */
function meteredBytes({ read, written }: FileSystem): number {
  const { leastAccess } = fileSystemLimits;
  const counted = (bytes: number, weight: number): number =>
    bytes === 0 ? 0 : Math.max(bytes, leastAccess) / weight;
  return counted(written, 1) + counted(read, 3);
}

/**
 * How long what an invocation reads and writes takes from now on. A file system that bursts serves one after another:
 * above its baseline for as long as it has credits, which it earns while nobody asks it.
 */
export function accessFiles(
  files: FileAccessDraft,
  system: FileSystem,
  context: FunctionContext,
): Duration {
  const { now } = context;
  const bytes = meteredBytes(system);
  if (bytes === 0) return 0 as Duration;
  const { perClient } = fileSystemLimits;
  const { asOf } = context.settings;
  if ((system.throughput ?? valueAsOf(fileThroughput, asOf)) === "elastic") {
    return inTime((system.read + system.written) / perClient);
  }
  const { baseline, burst, mostCredits } = ratesOf(system.stored);
  const from = later(now, files.filesAt);
  const idle = between(files.filesAt, from) / 1_000_000;
  const before = files.fileCredits === -1 ? system.credits : files.fileCredits;
  const credits = Math.min(mostCredits, before + baseline * idle);
  // While it bursts it spends what it serves above its baseline.
  const bursting = Math.min(bytes / burst, credits / Math.max(burst - baseline, 1));
  const rest = Math.max(0, bytes - bursting * burst);
  if (rest >= 1) context.observe(metrics.FileAccessesWithoutCredits, 1);
  const seconds = bursting + rest / baseline;
  files.fileCredits = Math.max(0, Math.floor(credits - bursting * (burst - baseline)));
  files.filesAt = after(from, inTime(seconds));
  return between(now, files.filesAt);
}

const inTime = (seconds: number): Duration => Math.round(seconds * 1_000_000) as Duration;

/** What a bursting file system of this size serves: bytes a second, metered. */
function ratesOf(stored: number) {
  const { gibibyte, tebibyte, perGibibyte, leastBaseline, burstPerTebibyte, credits, perClient } =
    fileSystemLimits;
  const baseline = Math.max(leastBaseline, (stored / gibibyte) * perGibibyte);
  const burst = Math.min(
    perClient,
    Math.max(burstPerTebibyte, (stored / tebibyte) * burstPerTebibyte),
  );
  const mostCredits = credits * Math.max(1, stored / tebibyte);
  return { baseline, burst: Math.max(burst, baseline), mostCredits };
}
