import type { Simulation } from "./simulation.ts";
import type { Duration, Instant } from "./time.ts";

const most = 64;

/** Forks of a simulation on its way: at most 64, ever further apart as virtual time goes on. */
export class Checkpoints {
  /** From when on the next one is due. */
  next = 0;
  private every: Duration;
  private kept: Simulation[] = [];

  constructor(every: Duration) {
    this.every = every;
  }

  keep(checkpoint: Simulation): void {
    this.kept.push(checkpoint);
    if (this.kept.length === most) {
      this.every = (this.every * 2) as Duration;
      this.kept = this.kept.filter((_, place) => place % 2 === 0);
    }
    this.next = checkpoint.now + this.every;
  }

  /** The last one at which nothing behind `instant` had happened. */
  before(instant: Instant): Simulation | undefined {
    return this.kept.filter(({ now }) => now <= instant).pop();
  }
}
