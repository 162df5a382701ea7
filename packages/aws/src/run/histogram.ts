const half = 1_024;
const bits = 10;

/**
 * How often each value was recorded, to within a thousandth of it, in memory that does not grow with
 * the number of values: 1,024 bins for each power of 2 that occurs. Values are whole, from 0 to 2^53.
 */
export class Histogram {
  /** How many values were recorded. */
  count = 0;
  /** The least and the greatest; Infinity and -Infinity where there are none. */
  min = Infinity;
  max = -Infinity;
  /** Bins by power of 2: the first page has the values below 1,024 one by one. */
  private readonly pages: (Uint32Array | undefined)[] = [];

  record(value: number): void {
    this.count += 1;
    if (value < this.min) this.min = value;
    if (value > this.max) this.max = value;
    if (value < half) {
      (this.pages[0] ?? this.pageMade(0))[value]! += 1;
      return;
    }
    // Most times are below half an hour, and need no division.
    const isShort = value <= 0x7fffffff;
    const page = isShort ? 32 - bits - Math.clz32(value) : pageOf(value);
    const bins = this.pages[page] ?? this.pageMade(page);
    const bin = isShort ? value >>> (page - 1) : Math.floor(value / widths[page]!);
    bins[bin - half]! += 1;
  }

  /** The least value that at least so many percent of the values do not exceed; 0 where there are none. */
  percentile(percent: number): number {
    const { count, max } = this;
    if (count === 0) return 0;
    const rank = (percent / 100) * count;
    // The division may end a hair above a whole number.
    let left = Math.max(1, Math.ceil(rank - rank * 2 ** -50));
    for (const [page, bins] of this.pages.entries()) {
      if (bins === undefined) continue;
      for (let bin = 0; bin < half; bin += 1) {
        left -= bins[bin]!;
        if (left <= 0) return Math.min(max, greatestIn(page, bin));
      }
    }
    return max;
  }

  /** Adds all that another one has recorded. */
  add(other: Histogram): void {
    this.count += other.count;
    this.min = Math.min(this.min, other.min);
    this.max = Math.max(this.max, other.max);
    for (const [page, bins] of other.pages.entries()) {
      if (bins === undefined) continue;
      const own = this.pages[page] ?? this.pageMade(page);
      for (let bin = 0; bin < half; bin += 1) own[bin]! += bins[bin]!;
    }
  }

  private pageMade(page: number): Uint32Array {
    while (this.pages.length < page) this.pages.push(undefined);
    return (this.pages[page] = new Uint32Array(half));
  }
}

/** How many values a bin of each page stands for. */
const widths: readonly number[] = widthsOfPages();

function widthsOfPages(): number[] {
  const all = [1];
  for (let width = 1; all.length < 54 - bits; width *= 2) all.push(width);
  return all;
}

/** 0 for values below 1,024, and one more for each power of 2 from there. */
function pageOf(value: number): number {
  if (value < half) return 0;
  const high = value < 2 ** 31 ? value : Math.floor(value / 2 ** 31);
  return 32 - Math.clz32(high) - bits + (high === value ? 0 : 31);
}

const greatestIn = (page: number, bin: number): number =>
  page === 0 ? bin : (bin + half + 1) * widths[page]! - 1;
