const bars = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/** Values as a line of bars, at most `width` of them; each bar shows the largest value of its span. */
export function sparkline(values: readonly number[], width: number): string {
  const count = Math.min(width, values.length);
  const largest = values.reduce((most, value) => Math.max(most, value), 0);
  let line = "";
  for (let bar = 0; bar < count; bar += 1) {
    const from = Math.floor((bar * values.length) / count);
    const until = Math.max(from + 1, Math.floor(((bar + 1) * values.length) / count));
    const value = values.slice(from, until).reduce((most, each) => Math.max(most, each), 0);
    const height = largest === 0 ? 0 : Math.ceil((value / largest) * (bars.length - 1));
    line += bars[height]!;
  }
  return line;
}
