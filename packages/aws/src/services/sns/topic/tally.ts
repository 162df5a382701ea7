import { slab, type Slab, type SlabId } from "@orrery/kernel";

/** What became of the messages of one subscription. For reports: it decides nothing. */
export interface SubscriptionTally {
  readonly delivered: number;
  readonly filteredOut: number;
  /** Those of them that had no message attributes at all, where the filter policy looks at those. */
  readonly withoutAttributes: number;
  /** Those of them whose body, or an attribute of which, was not the JSON that the filter policy looks at. */
  readonly invalid: number;
  /** Attempts that failed. */
  readonly failedAttempts: number;
  /** Messages that its dead-letter queue took. */
  readonly redriven: number;
  /** Messages that nobody has. */
  readonly lost: number;
  /** Those of them that its dead-letter queue did not take. */
  readonly notRedriven: number;
  /** Why the last message that was given up was: a code and a message; `null` for a lost answer, or none. */
  readonly refusal: string | null;
}

const nothing: SubscriptionTally = Object.freeze({
  delivered: 0,
  filteredOut: 0,
  withoutAttributes: 0,
  invalid: 0,
  failedAttempts: 0,
  redriven: 0,
  lost: 0,
  notRedriven: 0,
  refusal: null,
});

interface Tallied {
  readonly tallies: Slab<SubscriptionTally>;
}

type Writable = { -readonly [Member in keyof SubscriptionTally]: SubscriptionTally[Member] };

/** The tally of the subscription of this number, to write on. Numbers begin at 1 and are never used again. */
export function tallyOf({ tallies }: Tallied, number: number): Writable {
  while (tallies.slots < number) slab.insert(tallies, { ...nothing });
  return slab.edit(tallies, slab.idAt(tallies, number - 1)!)!;
}

/** The tally of the subscription of this number, to look at. */
export const talliedOf = ({ tallies }: Tallied, number: number): SubscriptionTally =>
  slab.read(tallies, (number - 1) as SlabId) ?? nothing;
