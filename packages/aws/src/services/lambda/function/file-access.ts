import { after, between, later, valueAsOf, type Duration, type Instant } from "@orrery/kernel";
import { takeOne, type Bucket } from "../../../service/rate-bucket.ts";
import type { FileSystem, Throughput } from "../environment-traits.ts";
import { fileSystemLimits, fileThroughput } from "../limits.ts";
import { metrics, type FunctionContext } from "./declarations.ts";

/** How a function's file system stands. */
export interface FileAccessState {
  /** Bytes of credits at {@link filesAt}; -1 before the first access. */
  readonly fileCredits: number;
  readonly filesAt: Instant;
  /** New connections that it takes at once, as they were when one was made last; `null`: all. */
  readonly mounts: Bucket | null;
  /** Until when a lock is held or has been asked for that one invocation holds at a time. */
  readonly lockedUntil: Instant;
  /** Locks that running invocations hold on each file that all lock. */
  readonly locksHeld: number;
}

/** Before the first access. */
export const noFileAccess: FileAccessState = {
  fileCredits: -1,
  filesAt: 0 as Instant,
  mounts: null,
  lockedUntil: 0 as Instant,
  locksHeld: 0,
};

type FileAccessDraft = { -readonly [Key in keyof FileAccessState]: FileAccessState[Key] };

/** What new connections are left after one more is made now; `null`: none can be. */
export function mountsAfter({ mounts }: FileAccessState, now: Instant): Bucket | null {
  const { burst, perMinute } = fileSystemLimits.newConnections;
  const left = takeOne(mounts ?? undefined, perMinute / 60, now, burst);
  return left === null ? null : { ...left, tokens: Math.floor(left.tokens) };
}

/** What is asked of a file system at once. */
type Access = Pick<FileSystem, "read" | "written" | "reads" | "writes">;

/** Bytes that are metered: reads count a third, and no operation counts less than 4 KB. */
function meteredBytes({ read, written, reads = 0, writes = 0 }: Access): number {
  const { leastAccess } = fileSystemLimits;
  const counted = (bytes: number, count: number, weight: number): number =>
    bytes === 0 && count === 0 ? 0 : Math.max(bytes, leastAccess * Math.max(count, 1)) / weight;
  return counted(written, writes, 1) + counted(read, reads, 3);
}

/**
 * How long what an invocation reads and writes takes from now on, and the lock for which it waits. The lock holds up nobody
 * who does not ask for it: what is read and written goes on meanwhile.
 */
export function accessFiles(
  files: FileAccessDraft,
  system: FileSystem,
  context: FunctionContext,
): Duration {
  const accessed = access(files, system, system, context);
  if (system.lockedFor === undefined) return accessed;
  files.lockedUntil = after(later(context.now, files.lockedUntil), system.lockedFor);
  return longer(accessed, between(context.now, files.lockedUntil));
}

/** How long what an Init phase reads takes. */
export const readAtInit = (
  files: FileAccessDraft,
  system: FileSystem,
  context: FunctionContext,
): Duration => access(files, system, { read: system.initRead ?? 0, written: 0 }, context);

/**
 * A file system that bursts or is provisioned serves one after another: where it bursts, above its baseline for as long as it has
 * credits, which it earns while nobody asks it. An elastic one does so with operations alone, beyond what it serves a second.
 */
function access(
  files: FileAccessDraft,
  system: FileSystem,
  asked: Access,
  context: FunctionContext,
): Duration {
  const { now } = context;
  const bytes = meteredBytes(asked);
  if (bytes === 0) return 0 as Duration;
  const { perClient, provisioned } = fileSystemLimits;
  const throughput = system.throughput ?? valueAsOf(fileThroughput, context.settings.asOf);
  const { busy, latency } = operationsOf(asked, system, throughput);
  if (throughput === "elastic") {
    const own = inTime((asked.read + asked.written) / perClient + latency);
    return busy === 0 ? own : longer(occupy(files, busy, now), own);
  }
  if (throughput === "provisioned") {
    const served = bytes / Math.min(system.provisioned ?? provisioned, perClient);
    return longer(occupy(files, Math.max(served, busy), now), inTime(served + latency));
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
  return longer(occupy(files, Math.max(seconds, busy), now), inTime(seconds + latency));
}

/** Takes a file system up for so many seconds behind what it serves before; until when. */
function occupy(files: FileAccessDraft, seconds: number, now: Instant): Duration {
  files.filesAt = after(later(now, files.filesAt), inTime(seconds));
  return between(now, files.filesAt);
}

/** For how many seconds operations take a file system up, and how long they take one after another. */
function operationsOf(
  { reads = 0, writes = 0 }: Access,
  { storage = "regional" }: FileSystem,
  throughput: Throughput,
): { readonly busy: number; readonly latency: number } {
  if (reads === 0 && writes === 0) return nothingAsked;
  const { operations, latency } = fileSystemLimits;
  // Files in one zone are served at what bursting ones are.
  const most = operations[storage === "oneZone" ? "bursting" : throughput];
  const isSlow = storage === "infrequentAccess" && throughput === "elastic";
  const { read, write } = latency[storage];
  return {
    busy: reads / (isSlow ? operations.infrequentRead : most.read) + writes / most.write,
    latency: reads * read + writes * write,
  };
}

const nothingAsked = { busy: 0, latency: 0 } as const;
const longer = (one: Duration, other: Duration): Duration => (one > other ? one : other);
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
