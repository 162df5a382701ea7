/**
 * A gauge over time in bounded memory: sums of all samples, and at most 512 points.
 *
 * When the points are full, neighbors are joined and each then stands for twice the span; a joined
 * point keeps the larger value, so that peaks stay.
 */
export class GaugeSeries {
  count = 0;
  sum = 0;
  min = Infinity;
  max = -Infinity;
  /** The sample taken last. */
  last = 0;
  /** How many samples a point stands for. */
  span = 1;
  readonly points: { second: number; value: number }[] = [];

  add(second: number, value: number): void {
    this.count += 1;
    this.sum += value;
    this.min = Math.min(this.min, value);
    this.max = Math.max(this.max, value);
    this.last = value;
    const point = this.points[this.points.length - 1];
    if (point !== undefined && (this.count - 1) % this.span !== 0) {
      point.value = Math.max(point.value, value);
      return;
    }
    if (this.points.length === limit) this.thin();
    this.points.push({ second, value });
  }

  private thin(): void {
    this.span *= 2;
    for (let place = 0; place < limit / 2; place += 1) {
      const one = this.points[2 * place]!;
      const other = this.points[2 * place + 1]!;
      this.points[place] = { second: one.second, value: Math.max(one.value, other.value) };
    }
    this.points.length = limit / 2;
  }
}

const limit = 512;
