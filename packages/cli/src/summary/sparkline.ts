const bars = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/** A value at a second of virtual time. */
export interface SeriesPoint {
  readonly second: number;
  readonly value: number;
}

/**
 * Values over `seconds` as a line of `width` bars. A bar shows the largest value of its span; where
 * there is none, the one before.
 */
export function sparkline(points: readonly SeriesPoint[], seconds: number, width: number): string {
  const spans = new Array<number | undefined>(width).fill(undefined);
  let largest = 0;
  for (const { second, value } of points) {
    // A sample at the end of a span belongs to it.
    const span = Math.min(width - 1, Math.max(0, Math.ceil((second / seconds) * width) - 1));
    spans[span] = Math.max(spans[span] ?? 0, value);
    largest = Math.max(largest, value);
  }
  let line = "";
  let value = 0;
  for (const span of spans) {
    value = span ?? value;
    line += bars[largest === 0 ? 0 : Math.ceil((value / largest) * (bars.length - 1))]!;
  }
  return line;
}
