import { ConfigError } from "@orrery/kernel";
import { ipDigits, ipRangeAccepts, readIpRange } from "../pattern/ip-range.ts";
import { PatternError } from "../pattern/pattern-error.ts";
import { parseWallClock } from "../text/wall-clock.ts";
import { isArnLike, isLike, plainly } from "./wildcard.ts";

/** How an operator of a condition compares what a policy wants with what a request has. */
export interface Operator {
  /** `null`: it asks whether the request has the key at all. */
  readonly type: "values" | "null";
  /** It holds where nothing is so, and where the request lacks the key. */
  readonly isNegated: boolean;
  matches(wanted: string, given: string): boolean;
}

type Matches = Operator["matches"];

const text =
  (matches: Matches): Matches =>
  (wanted, given) =>
    matches(plainly(wanted), given);
const same = text((wanted, given) => wanted === given);
const sameLetters = text((wanted, given) => wanted.toLowerCase() === given.toLowerCase());

const numbers = (compare: (given: number, wanted: number) => boolean): Matches =>
  text((wanted, given) => compare(numberIn(given), numberIn(wanted)));
const dates = (compare: (given: number, wanted: number) => boolean): Matches =>
  text((wanted, given) => compare(dateIn(given), dateIn(wanted)));

const equals = (given: number, wanted: number): boolean => given === wanted;
const below = (given: number, wanted: number): boolean => given < wanted;
const atMost = (given: number, wanted: number): boolean => given <= wanted;
const above = (given: number, wanted: number): boolean => given > wanted;
const atLeast = (given: number, wanted: number): boolean => given >= wanted;

const so = (matches: Matches): Operator => ({ type: "values", isNegated: false, matches });
const notSo = (matches: Matches): Operator => ({ type: "values", isNegated: true, matches });

/** By their names in small letters. */
const operators: Readonly<Record<string, Operator>> = {
  stringequals: so(same),
  stringnotequals: notSo(same),
  stringequalsignorecase: so(sameLetters),
  stringnotequalsignorecase: notSo(sameLetters),
  stringlike: so(isLike),
  stringnotlike: notSo(isLike),
  numericequals: so(numbers(equals)),
  numericnotequals: notSo(numbers(equals)),
  numericlessthan: so(numbers(below)),
  numericlessthanequals: so(numbers(atMost)),
  numericgreaterthan: so(numbers(above)),
  numericgreaterthanequals: so(numbers(atLeast)),
  dateequals: so(dates(equals)),
  datenotequals: notSo(dates(equals)),
  datelessthan: so(dates(below)),
  datelessthanequals: so(dates(atMost)),
  dategreaterthan: so(dates(above)),
  dategreaterthanequals: so(dates(atLeast)),
  bool: so(sameLetters),
  binaryequals: so(same),
  ipaddress: so(isWithin),
  notipaddress: notSo(isWithin),
  arnequals: so(isArnLike),
  arnlike: so(isArnLike),
  arnnotequals: notSo(isArnLike),
  arnnotlike: notSo(isArnLike),
  null: { type: "null", isNegated: false, matches: () => false },
};

const never = so(() => false);

/** The operator of a name without quantifier and IfExists; one that there is not never holds. */
export const operatorNamed = (name: string): Operator =>
  Object.hasOwn(operators, name.toLowerCase()) ? operators[name.toLowerCase()]! : never;

/** Whether there is an operator of this name. */
export const isOperator = (name: string): boolean => operatorNamed(name) !== never;

const numberIn = (said: string): number => (said.trim() === "" ? Number.NaN : Number(said));

/** Milliseconds since 1970: of a date and time, or of seconds since then. */
function dateIn(said: string): number {
  if (/^-?\d+(?:\.\d+)?$/.test(said)) return Number(said) * 1_000;
  try {
    return parseWallClock("date", said);
  } catch (error) {
    if (error instanceof ConfigError) return Number.NaN;
    throw error;
  }
}

/** Whether an address is in a block, or is the address that is wanted. */
function isWithin(wanted: string, given: string): boolean {
  const digits = ipDigits(given);
  if (digits === undefined) return false;
  if (!wanted.includes("/")) return ipDigits(wanted) === digits;
  // The matcher of events refuses whole masks, which policies have: such a block is one address.
  const [address = "", mask] = wanted.split("/");
  if (mask === (address.includes(":") ? "128" : "32")) return ipDigits(address) === digits;
  try {
    const range = readIpRange(wanted);
    return range.first.length === digits.length && ipRangeAccepts(range, digits);
  } catch (error) {
    if (error instanceof PatternError) return false;
    throw error;
  }
}
