import type { Instant, Recorder } from "@orrery/kernel";
import { Histogram } from "../histogram.ts";
import type { Span } from "./within.ts";

/** What one metric of one component came to in a part of a run. */
export class Window implements Recorder {
  private isOpen: boolean;
  private readonly span: Span;
  /** For percentiles; `null` where there are none of the metric. */
  readonly recorded: Histogram | null;
  count = 0;
  sum = 0;
  min = Infinity;
  max = -Infinity;

  constructor(span: Span, hasPercentiles: boolean) {
    this.span = span;
    this.isOpen = span.from === 0;
    this.recorded = hasPercentiles ? new Histogram() : null;
  }

  /** Opens and closes it when that is due: `now` is an instant whose events are still to come. */
  turn(now: Instant): void {
    this.isOpen = now >= this.span.from && now < this.span.until;
  }

  record(value: number): void {
    if (!this.isOpen) return;
    this.count += 1;
    this.sum += value;
    if (value < this.min) this.min = value;
    if (value > this.max) this.max = value;
    this.recorded?.record(value);
  }
}
