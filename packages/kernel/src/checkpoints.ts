import type { Duration, Instant } from "./time.ts";

const most = 64;

/** Forks of something on its way: at most 64, ever further apart as virtual time goes on. */
export class Checkpoints<Fork extends { readonly now: Instant; drop(): void }> {
  /** From when on the next one is due. */
  next = 0;
  private every: Duration;
  private kept: Fork[] = [];

  constructor(every: Duration) {
    this.every = every;
  }

  keep(checkpoint: Fork): void {
    this.kept.push(checkpoint);
    if (this.kept.length === most) {
      this.every = (this.every * 2) as Duration;
      const kept = this.kept.filter((_, place) => place % 2 === 0);
      for (const dropped of this.kept) if (!kept.includes(dropped)) dropped.drop();
      this.kept = kept;
    }
    this.next = checkpoint.now + this.every;
  }

  /** The last one at which nothing behind `instant` had happened. */
  before(instant: Instant): Fork | undefined {
    return this.kept.filter(({ now }) => now <= instant).pop();
  }
}
