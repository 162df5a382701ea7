/** A month, as AWS counts it in its own estimates. */
export const hoursInMonth = 730;

/** What AWS charges for one thing. */
export interface Charge {
  /** Such as `SQS requests`. */
  readonly what: string;
  readonly quantity: number;
  /** Of the quantity, such as `requests`. */
  readonly unit: string;
  /** US dollars. */
  readonly dollars: number;
  /** It is counted once in a month, such as an active user, however often the run would fit into one. @defaultValue false */
  readonly isMonthly?: true;
}

/** Sums of what a component observed, by metric; its gauges as they are now, for what is billed by time. */
export type Meters = Readonly<Record<string, { readonly sum: number }>>;

/** What resources before this one have used of tiers that they share, by name. Written on by {@link ResourceKind.charges}. */
export type Tally = Map<string, number>;
