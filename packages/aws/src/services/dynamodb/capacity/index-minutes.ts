import { ring, slab, type Ring, type Slab, type SlabId } from "@orrery/kernel";
import type { Measured } from "../../../service/cloudwatch-metric.ts";
import type { ThrottleCause } from "./throttle.ts";

/** What requests took of a global secondary index in one minute, and how often it refused some. */
export interface IndexMinute {
  readonly minute: number;
  readonly reads: Sample;
  readonly writes: Sample;
  /** By the names of metrics. */
  readonly events: Readonly<Partial<Record<ThrottleMetric, number>>>;
}

/** What a metric came to. A value. */
type Sample = Pick<Measured, "count" | "sum" | "min" | "max">;

/** AWS's metrics of requests that are refused: of all, and by what they are refused for. */
export type ThrottleMetric = `${"Read" | "Write"}${"" | MetricCause}ThrottleEvents`;

/** A cause as the names of metrics have it. */
type MetricCause =
  "ProvisionedThroughput" | "KeyRangeThroughput" | "AccountLimit" | "MaxOnDemandThroughput";

/** The metric of each cause, of reads and of writes. */
export const throttleMetricOf = {
  ProvisionedThroughputExceeded: {
    read: "ReadProvisionedThroughputThrottleEvents",
    write: "WriteProvisionedThroughputThrottleEvents",
  },
  KeyRangeThroughputExceeded: {
    read: "ReadKeyRangeThroughputThrottleEvents",
    write: "WriteKeyRangeThroughputThrottleEvents",
  },
  AccountLimitExceeded: {
    read: "ReadAccountLimitThrottleEvents",
    write: "WriteAccountLimitThrottleEvents",
  },
  MaxOnDemandThroughputExceeded: {
    read: "ReadMaxOnDemandThroughputThrottleEvents",
    write: "WriteMaxOnDemandThroughputThrottleEvents",
  },
} as const satisfies Readonly<
  Record<ThrottleCause, { readonly read: ThrottleMetric; readonly write: ThrottleMetric }>
>;

/** The metric of all causes. */
export const allThrottled = { read: "ReadThrottleEvents", write: "WriteThrottleEvents" } as const;

/** What is known of an index: its last minutes, oldest first. */
export interface IndexMinutes {
  /** How often it refused what, in all. A value. */
  readonly refused: IndexMinute["events"];
  readonly minutes: Slab<IndexMinute>;
  readonly minuteOrder: Ring<SlabId>;
  /** The newest; -1: there is none. */
  readonly newestMinute: SlabId | -1;
}

type Writable<Type> = { -readonly [Member in keyof Type]: Type[Member] };

/** How many minutes are known. */
export const keptMinutes = 60;

const none: Sample = Object.freeze({ count: 0, sum: 0, min: 0, max: 0 });
const noEvents: IndexMinute["events"] = Object.freeze({});

/** An index of which nothing was taken. */
export const noMinutes = (): IndexMinutes => ({
  refused: noEvents,
  minutes: slab.empty(),
  minuteOrder: ring.empty(),
  newestMinute: -1,
});

/** Counts units that a request took. */
export function countTaken(
  index: Writable<IndexMinutes>,
  kind: "read" | "write",
  units: number,
  minute: number,
): void {
  const counted = countedMinute(index, minute);
  if (kind === "read") counted.reads = withValue(counted.reads, units);
  else counted.writes = withValue(counted.writes, units);
}

/** Counts a request that was refused. */
export function countThrottled(
  index: Writable<IndexMinutes>,
  kind: "read" | "write",
  cause: ThrottleCause,
  minute: number,
): void {
  const counted = countedMinute(index, minute);
  counted.events = withEvent(counted.events, kind, cause);
  index.refused = withEvent(index.refused, kind, cause);
}

function withEvent(
  events: IndexMinute["events"],
  kind: "read" | "write",
  cause: ThrottleCause,
): IndexMinute["events"] {
  const [all, one] = [allThrottled[kind], throttleMetricOf[cause][kind]];
  return { ...events, [all]: (events[all] ?? 0) + 1, [one]: (events[one] ?? 0) + 1 };
}

function withValue({ count, sum, min, max }: Sample, value: number): Sample {
  if (count === 0) return { count: 1, sum: value, min: value, max: value };
  return {
    count: count + 1,
    sum: sum + value,
    min: value < min ? value : min,
    max: value > max ? value : max,
  };
}

/** The minute that is counted now; those that are too old are forgotten as it begins. */
function countedMinute(index: Writable<IndexMinutes>, minute: number): Writable<IndexMinute> {
  const { minutes, minuteOrder, newestMinute } = index;
  const newest = newestMinute === -1 ? undefined : slab.edit(minutes, newestMinute);
  if (newest?.minute === minute) return newest;
  while (minuteOrder.size > 0) {
    const oldest = ring.peek(minuteOrder);
    if (slab.read(minutes, oldest as SlabId)!.minute > minute - keptMinutes) break; // What is listed is there.
    slab.remove(minutes, ring.shift(minuteOrder));
  }
  const id = slab.insert(minutes, { minute, reads: none, writes: none, events: noEvents });
  ring.push(minuteOrder, id);
  index.newestMinute = id;
  return slab.edit(minutes, id)!; // It was made just now.
}

/** What a metric of an index came to in a minute; `undefined`: it is none of what is counted. */
export function minuteOf(
  { minutes }: IndexMinutes,
  metric: string,
  minute: number,
): Sample | undefined {
  const counted = slab.list(minutes).find((each) => each.minute === minute);
  if (metric === "ConsumedReadCapacityUnits") return counted?.reads ?? none;
  if (metric === "ConsumedWriteCapacityUnits") return counted?.writes ?? none;
  if (!throttleMetrics.includes(metric)) return undefined;
  const events = counted?.events[metric as ThrottleMetric] ?? 0;
  return events === 0 ? none : { count: events, sum: events, min: 1, max: 1 };
}

const throttleMetrics: readonly string[] = [
  allThrottled,
  ...Object.values(throttleMetricOf),
].flatMap(({ read, write }) => [read, write]);
