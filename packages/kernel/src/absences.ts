const targetUnit = 2 ** 26;

/** Requests that met a component while it was not there, by who asked and whom. Decides nothing. */
export class Absences {
  private readonly counts = new Map<number, number>();

  /** Counts a request of component `sender`, -1 from outside, to component `target`. */
  count(sender: number, target: number): void {
    const key = (sender + 1) * targetUnit + target;
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }

  /** Sender, target and requests of each pair, in order of their first request. Plain data. */
  list(): readonly SavedAbsence[] {
    return [...this.counts].map(([key, requests]) => [
      Math.floor(key / targetUnit) - 1,
      key % targetUnit,
      requests,
    ]);
  }

  /** Takes over what {@link list} gave. */
  load(saved: readonly SavedAbsence[]): void {
    for (const [sender, target, requests] of saved) {
      this.counts.set((sender + 1) * targetUnit + target, requests);
    }
  }

  /** Becomes the same as `other`. */
  copyFrom(other: Absences): void {
    this.counts.clear();
    for (const [key, requests] of other.counts) this.counts.set(key, requests);
  }
}

/** The numbers of two components, and how many requests of the first the second did not get. */
export type SavedAbsence = readonly [sender: number, target: number, requests: number];

/** What one component asked of another that was not made yet, or was deleted. */
export interface Absence {
  /** `null`: from outside. */
  readonly sender: string | null;
  readonly target: string;
  readonly requests: number;
}
