const generationSize = 65_536;

/**
 * How often each key was asked about, in bounded memory.
 *
 * A key that was not asked about while 65,536 others were may count from 0 again. That is the same
 * in every run, and no question is asked about one entity over such a span.
 */
export class Positions {
  private recent = new Map<number, number>();
  private earlier = new Map<number, number>();

  /** How often `key` was asked about before; counts this time. */
  next(key: number): number {
    const nth = this.recent.get(key) ?? this.earlier.get(key) ?? 0;
    if (this.recent.size >= generationSize && !this.recent.has(key)) {
      this.earlier = this.recent;
      this.recent = new Map();
    }
    this.recent.set(key, nth + 1);
    return nth;
  }

  /** The same counts once more. */
  copy(): Positions {
    return Positions.from(this.list());
  }

  /** The counts as plain data. */
  list(): PositionList {
    return [[...this.recent], [...this.earlier]];
  }

  /** Counts that {@link list} gave. */
  static from([recent, earlier]: PositionList): Positions {
    const positions = new Positions();
    positions.recent = new Map(recent);
    positions.earlier = new Map(earlier);
    return positions;
  }
}

/** Counts by key, the recent ones first. */
export type PositionList = readonly [
  recent: readonly (readonly [key: number, count: number])[],
  earlier: readonly (readonly [key: number, count: number])[],
];
