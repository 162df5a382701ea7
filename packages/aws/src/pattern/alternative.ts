import type { LeafValue, NumberReading } from "./event-value.ts";
import type { IpRange } from "./ip-range.ts";

/** Whether a value that is present passes one alternative of a leaf. */
export type ValueTest = (value: LeafValue) => boolean;

/** One alternative of a leaf, as an operator is read. */
export interface Alternative {
  /** Undefined for the alternative that the field is absent. */
  readonly test: ValueTest | undefined;
  readonly numbers: NumberReading;
  /** Whether it compares the field's numbers by value. */
  readonly comparesNumbers?: boolean;
}

/** The alternative that a string is an address of a block. */
export interface AddressAlternative {
  readonly range: IpRange;
}

/** How a number in a pattern compares with a number in an event. */
export type NumberEquality = "value" | "spelling";

/** The alternatives of one leaf of a pattern. */
export interface LeafTest {
  /** Strings that match, the usual case. */
  readonly strings: ReadonlySet<string> | undefined;
  /** All other alternatives. */
  readonly tests: readonly ValueTest[];
  /**
   * Blocks of addresses. Where there are any, the matcher reads a string that is an address as that
   * address, of which it knows no other text.
   */
  readonly ranges: readonly IpRange[];
  /** Whether a field that is absent matches. */
  readonly absent: boolean;
  /** What the tests need to know about the spelling of numbers in the event. */
  readonly numbers: NumberReading;
}
