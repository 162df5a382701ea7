/** A statistic that is asked for. Plain data. */
export type Statistic =
  | { readonly type: "SampleCount" | "Sum" | "Average" | "Minimum" | "Maximum" }
  | { readonly type: "percentile"; readonly at: number }
  | { readonly type: "TM" | "WM" | "PR" | "TC" | "TS"; readonly from: Bound; readonly to: Bound };

/** An end of a range; `null`: it has none on that side. */
export type Bound = { readonly is: number; readonly isPercent: boolean } | null;

/** Values with how often each came, in order of the values. */
export type Weighted = readonly (readonly [value: number, count: number])[];

/** What came in a span of time. Plain data. */
export interface Sample {
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  /** `null`: they are not known one by one. */
  readonly values: Weighted | null;
}

const simple = ["SampleCount", "Sum", "Average", "Minimum", "Maximum"] as const;
const trims = ["TM", "WM", "PR", "TC", "TS"] as const;

/** Reads a statistic as AWS names it, such as `p99.9`, `tm90` or `TM(10%:90%)`; `null` where it is none. */
export function statisticIn(text: string): Statistic | null {
  const plain = simple.find((name) => name === text);
  if (plain !== undefined) return { type: plain };
  const [, percentile] = /^p(\d{1,3}(?:\.\d{1,10})?)$/.exec(text) ?? [];
  if (percentile !== undefined) {
    const at = Number(percentile);
    return at <= 100 ? { type: "percentile", at } : null;
  }
  if (text === "IQM") return { type: "TM", from: percentOf(25), to: percentOf(75) };
  const [, short, upTo] = /^(tm|wm|tc|ts)(\d{1,2}(?:\.\d{1,10})?)$/.exec(text) ?? [];
  if (short !== undefined) {
    const type = trims.find((name) => name === short.toUpperCase())!; // The pattern has no other.
    return { type, from: null, to: percentOf(Number(upTo)) };
  }
  const [, name, from, to] = /^(TM|WM|PR|TC|TS)\(([^:()]*):([^:()]*)\)$/.exec(text) ?? [];
  const type = trims.find((each) => each === name);
  if (type === undefined) return null;
  const bounds = [boundIn(from!), boundIn(to!)] as const;
  if (bounds.includes(undefined) || (bounds[0] === null && bounds[1] === null)) return null;
  return { type, from: bounds[0]!, to: bounds[1]! };
}

const percentOf = (is: number): Bound => ({ is, isPercent: true });

/** `undefined`: it is none. */
function boundIn(text: string): Bound | undefined {
  if (text === "") return null;
  const [, figure, percent] = /^(-?\d+(?:\.\d{1,10})?)(%?)$/.exec(text) ?? [];
  return figure === undefined ? undefined : { is: Number(figure), isPercent: percent === "%" };
}

/** Whether a statistic needs each value, and not their sums alone. */
export const needsValues = ({ type }: Statistic): boolean => !simple.some((name) => name === type);

/** A sample of values. */
export function sampleOf(values: readonly number[], isWithValues: boolean): Sample {
  let [sum, min, max] = [0, Infinity, -Infinity];
  for (const value of values) {
    sum += value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const weighted = isWithValues ? inOrder(values.map((value) => [value, 1] as const)) : null;
  return { count: values.length, sum, min, max, values: weighted };
}

/** Values in order, equal ones together. */
export function inOrder(values: Weighted): Weighted {
  const sorted = [...values].sort(([one], [other]) => one - other);
  const merged: [number, number][] = [];
  for (const [value, count] of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && last[0] === value) last[1] += count;
    else merged.push([value, count]);
  }
  return merged;
}

/** Of a set of sums, the values are known where all are one, or there is one. */
const knownValues = ({ count, min, max, values }: Sample): Weighted | null =>
  values ?? (min === max ? [[min, count]] : null);

/** What samples come to together; `null`: there is none. */
export function together(samples: readonly Sample[], withValues: boolean): Sample | null {
  if (samples.length === 0) return null;
  const only = samples[0]!;
  if (samples.length === 1 && (!withValues || only.values !== null)) return only;
  const known = withValues ? samples.map(knownValues) : [null];
  const all = known.some((each) => each === null) ? null : inOrder(known.flatMap((each) => each!));
  let [count, sum, min, max] = [0, 0, Infinity, -Infinity];
  for (const each of samples) {
    count += each.count;
    sum += each.sum;
    min = Math.min(min, each.min);
    max = Math.max(max, each.max);
  }
  return { count, sum, min, max, values: all };
}

/** A statistic of a sample; `null`: it has none, as where the values that it needs are not known. */
export function statisticOf(sample: Sample, statistic: Statistic): number | null {
  const { count, sum, min, max } = sample;
  if (count === 0) return null;
  switch (statistic.type) {
    case "SampleCount":
      return count;
    case "Sum":
      return sum;
    case "Average":
      return sum / count;
    case "Minimum":
      return min;
    case "Maximum":
      return max;
    default:
      break;
  }
  const values = knownValues(sample);
  if (values === null || min < 0) return null;
  if (statistic.type === "percentile") {
    return valueAtRank(values, Math.max(1, Math.ceil((statistic.at / 100) * count)));
  }
  return trimmed(values, count, statistic);
}

/** The value with so many, itself among them, that are no larger. */
function valueAtRank(values: Weighted, rank: number): number {
  let passed = 0;
  for (const [value, count] of values) {
    passed += count;
    if (passed >= rank) return value;
  }
  return values.at(-1)![0];
}

function trimmed(
  values: Weighted,
  count: number,
  { type, from, to }: Extract<Statistic, { readonly from: Bound }>,
): number | null {
  // Ranks by percent, values by themselves: the lower end is left out, the upper one is in.
  const low = rankOf(values, count, from, 0);
  const high = rankOf(values, count, to, count);
  let [kept, sum, passed, all] = [0, 0, 0, 0];
  const lowest = valueAtRank(values, Math.min(count, low + 1));
  const highest = valueAtRank(values, Math.max(1, high));
  for (const [value, weight] of values) {
    const inside = Math.max(0, Math.min(passed + weight, high) - Math.max(passed, low));
    kept += inside;
    sum += inside * value;
    all += Math.max(0, Math.min(passed + weight, low) - passed) * lowest;
    all += Math.max(0, passed + weight - Math.max(passed, high)) * highest;
    passed += weight;
  }
  if (type === "TC") return kept;
  if (type === "PR") return (kept / count) * 100;
  if (type === "WM") return (sum + all) / count;
  if (kept === 0) return null;
  return type === "TS" ? sum : sum / kept;
}

/** How many values are at or below a bound. */
function rankOf(values: Weighted, count: number, bound: Bound, without: number): number {
  if (bound === null) return without;
  if (bound.isPercent) return Math.floor((bound.is / 100) * count + 1e-9);
  let passed = 0;
  for (const [value, weight] of values) {
    if (value > bound.is) break;
    passed += weight;
  }
  return passed;
}
