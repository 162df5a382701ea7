import type { Meter } from "./metered-sums.ts";
import type { Instant } from "./time.ts";
import { WatchedMinutes } from "./watched-minutes.ts";

/** Takes every value that is observed, for percentiles and the like. */
export interface Recorder {
  record(value: number): void;
}

/** Chooses who records a metric besides its {@link Meter}; `null`: nobody. */
export type RecorderOf = (component: string, kind: string, metric: string) => Recorder | null;

/** How many numbers a meter is: count, sum, least, greatest. */
export const meterSize = 4;
const meterBits = 2;
/** A meter that observed nothing yet. */
export const emptyMeter: readonly number[] = [0, 0, Infinity, -Infinity];

/** What a component has of its meters. */
interface Metered {
  readonly numbers: number[];
  readonly metersFrom: number;
  readonly recorders: readonly (Recorder | null)[] | null;
  watches: (WatchedMinutes | null)[] | null;
  readonly machine: { readonly metrics: { readonly names: readonly string[] } };
}

/** Counts a value of a metric. */
export function observe(component: Metered, metric: number, given: number, now: Instant): void {
  const { numbers } = component;
  const value = +given; // A number for V8, too, taken out of its box once.
  // In 32 bits, which are not checked for more.
  const count = (component.metersFrom + (metric << meterBits)) | 0;
  const sum = (count + 1) | 0;
  const min = (count + 2) | 0;
  const max = (count + 3) | 0;
  numbers[count]! += 1;
  numbers[sum]! += value;
  if (value < numbers[min]!) numbers[min] = value;
  if (value > numbers[max]!) numbers[max] = value;
  if (component.recorders !== null || component.watches !== null) {
    tell(component, metric, value, now);
  }
}

/** Gives a value to those who have asked for each. */
function tell({ recorders, watches }: Metered, metric: number, value: number, now: Instant): void {
  if (recorders !== null) recorders[metric]?.record(value);
  if (watches !== null) watches[metric]?.observe(value, now);
}

/** What a metric came to in a minute; `null`: not known. It is watched from the first question on. */
export function measure(
  component: Metered,
  metric: number,
  minute: number,
  now: Instant,
  withValues = false,
): Meter | null {
  component.watches ??= component.machine.metrics.names.map(() => null);
  const watch = (component.watches[metric] ??= WatchedMinutes.since(now));
  return withValues ? watch.withValues(minute, now) : watch.of(minute, now);
}

/** What a metric came to so far. */
export function meterOf({ numbers, metersFrom }: Metered, metric: number): Meter {
  const place = metersFrom + metric * meterSize;
  return {
    count: numbers[place]!,
    sum: numbers[place + 1]!,
    min: numbers[place + 2]!,
    max: numbers[place + 3]!,
  };
}

/** All sums as plain data: `null` stands for an end that nothing reached. */
export const listMeters = ({ numbers, metersFrom, machine }: Metered): readonly (number | null)[] =>
  numbers
    .slice(metersFrom, metersFrom + machine.metrics.names.length * meterSize)
    .map((sum) => (Number.isFinite(sum) ? sum : null));

/** Takes over sums that {@link listMeters} gave. */
export function loadMeters(
  { numbers, metersFrom }: Metered,
  sums: readonly (number | null)[],
): void {
  sums.forEach((sum, place) => {
    if (sum !== null) numbers[metersFrom + place] = sum;
  });
}

/** What is measured by the minute, once more. */
export const copyWatches = ({ watches }: Pick<Metered, "watches">): Metered["watches"] =>
  watches === null ? null : watches.map((watch) => watch?.copy() ?? null);

/** What is measured by the minute, as plain data. */
export const listWatches = ({
  watches,
}: Pick<Metered, "watches">): readonly (readonly number[] | null)[] | null =>
  watches?.map((watch) => watch?.list() ?? null) ?? null;

/** What {@link listWatches} gave. */
export const watchesFrom = (
  lists: readonly (readonly number[] | null)[] | null,
): Metered["watches"] =>
  lists === null ? null : lists.map((list) => (list === null ? null : WatchedMinutes.from(list)));
