/** Sums of one metric: since the start of the run, or of a minute. */
export interface Meter {
  readonly count: number;
  readonly sum: number;
  /** Infinity when nothing was observed. */
  readonly min: number;
  /** −Infinity when nothing was observed. */
  readonly max: number;
  /** Each value, where somebody asked for them and they are known. */
  readonly values?: readonly number[];
}
