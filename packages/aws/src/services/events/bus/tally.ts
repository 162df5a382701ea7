import { slab, type Slab, type SlabId } from "@orrery/kernel";
import type { ErrorCode } from "../refusal-meaning.ts";

/** What became of the events of one target. For reports: it decides nothing. */
export interface TargetTally {
  readonly delivered: number;
  /** Attempts that failed. */
  readonly failedAttempts: number;
  /** Events that its dead-letter queue took. */
  readonly deadLetters: number;
  /** Events that nobody has. */
  readonly dropped: number;
  /** Those of them that its dead-letter queue did not take. */
  readonly notDeadLettered: number;
  /** Why the last event that was given up was; `null`: none was. */
  readonly lastError: ErrorCode | null;
  /** What the last answer said that was none. */
  readonly refusal: string | null;
}

const nothing: TargetTally = Object.freeze({
  delivered: 0,
  failedAttempts: 0,
  deadLetters: 0,
  dropped: 0,
  notDeadLettered: 0,
  lastError: null,
  refusal: null,
});

/** How often a rule ran. For reports: it decides nothing. */
export interface RuleTally {
  readonly matched: number;
}

type Writable<Tally> = { -readonly [Member in keyof Tally]: Tally[Member] };

function tallyIn<Tally extends object>(
  tallies: Slab<Tally>,
  number: number,
  none: Tally,
): Writable<Tally> {
  while (tallies.slots < number) slab.insert(tallies, { ...none });
  return slab.edit<Tally>(tallies, slab.idAt(tallies, number - 1)!)!; // What the slab holds.
}

/** The tally of the target of this number, to write on. Numbers begin at 1 and are never used again. */
export const tallyOf = (
  { tallies }: { readonly tallies: Slab<TargetTally> },
  number: number,
): Writable<TargetTally> => tallyIn(tallies, number, nothing);

/** The tally of the rule of this number, to write on. */
export const ruleTallyOf = (
  { ruleTallies }: { readonly ruleTallies: Slab<RuleTally> },
  number: number,
): Writable<RuleTally> => tallyIn(ruleTallies, number, noRuns);

const noRuns: RuleTally = Object.freeze({ matched: 0 });

/** The tally of the target of this number, to look at. */
export const talliedOf = (
  { tallies }: { readonly tallies: Slab<TargetTally> },
  number: number,
): TargetTally => slab.read(tallies, (number - 1) as SlabId) ?? nothing;

/** How often the rule of this number ran. */
export const runsOf = (
  { ruleTallies }: { readonly ruleTallies: Slab<RuleTally> },
  number: number,
): number => slab.read(ruleTallies, (number - 1) as SlabId)?.matched ?? 0;
