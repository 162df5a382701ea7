/** A message group and how often it is drawn, beside the others. */
export interface WeighedGroup {
  readonly id: string;
  readonly weight: number;
}

// A memo of a pure function of values: the sums of a workload's weights are made once.
const sums = new WeakMap<readonly WeighedGroup[], Float64Array>();

/** The sums of the weights up to each group. */
function sumsOf(groups: readonly WeighedGroup[]): Float64Array {
  let known = sums.get(groups);
  if (known === undefined) {
    known = new Float64Array(groups.length);
    let sum = 0;
    groups.forEach(({ weight }, place) => (known![place] = sum += weight));
    sums.set(groups, known);
  }
  return known;
}

/** The group that a number in [0, 1) draws: in as many steps as the logarithm of their count. */
export function groupDrawn(groups: readonly WeighedGroup[], drawn: number): string {
  const upTo = sumsOf(groups);
  const wanted = drawn * upTo[upTo.length - 1]!;
  let low = 0;
  let high = upTo.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (upTo[middle]! > wanted) high = middle;
    else low = middle + 1;
  }
  return groups[low]!.id;
}
