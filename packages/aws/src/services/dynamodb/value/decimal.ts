/**
 * A number of DynamoDB, as its sign, its digits without zeros at either end, and the power of ten of its
 * first digit: −1.25 is `{ sign: -1, digits: "125", exponent: 0 }`, zero has no digits.
 */
interface Decimal {
  readonly sign: -1 | 0 | 1;
  readonly digits: string;
  readonly exponent: number;
}

const zero: Decimal = { sign: 0, digits: "", exponent: 0 };

/** What AWS has against a number. */
export type NumberFault = "syntax" | "overflow" | "underflow" | "precision";

/** The range of numbers: powers of ten of the first digit, and how many digits there may be. */
const numberLimits = { least: -130, most: 125, digits: 38 } as const;

// Digits follow digits in no two ways, or a long text would take time in proportion to its square.
const syntax = /^([+-]?)(?:(\d+)(?:\.(\d*))?|\.(\d+))(?:[eE]([+-]?\d+))?$/;

/** The number that a text spells; `null` where it spells none. */
function decimalIn(text: string): Decimal | null {
  const found = syntax.exec(text);
  if (found === null) return null;
  const whole = found[2] ?? "";
  const all = whole + (found[3] ?? found[4] ?? "");
  let first = 0;
  while (first < all.length && all.charCodeAt(first) === zeroCode) first += 1;
  if (first === all.length) return zero;
  let end = all.length;
  while (all.charCodeAt(end - 1) === zeroCode) end -= 1;
  return {
    sign: found[1] === "-" ? -1 : 1,
    digits: all.slice(first, end),
    exponent: whole.length - 1 - first + Number(found[5] ?? 0),
  };
}

const zeroCode = 48;

/** The form in which AWS returns a number: without exponent, and without zeros that say nothing. */
function shown({ sign, digits, exponent }: Decimal): string {
  if (sign === 0) return "0";
  const minus = sign < 0 ? "-" : "";
  if (exponent < 0) return `${minus}0.${"0".repeat(-exponent - 1)}${digits}`;
  const whole = exponent + 1;
  return digits.length <= whole
    ? minus + digits.padEnd(whole, "0")
    : `${minus}${digits.slice(0, whole)}.${digits.slice(whole)}`;
}

function faultOf({ digits, exponent }: Decimal): NumberFault | null {
  if (exponent > numberLimits.most) return "overflow";
  if (exponent < numberLimits.least) return "underflow";
  return digits.length > numberLimits.digits ? "precision" : null;
}

/** A number read: its form in which AWS returns it, or the fault that AWS finds. */
export type NumberRead = { readonly text: string } | { readonly fault: NumberFault };

/** Reads the text of a number. */
export function readNumber(text: string): NumberRead {
  if (isShort(text)) return { text };
  const decimal = decimalIn(text);
  if (decimal === null) return { fault: "syntax" };
  const fault = faultOf(decimal);
  return fault === null ? { text: shown(decimal) } : { fault };
}

// So many characters are 15 digits at most, which a double holds exactly, as it does their order.
const shortLength = 15;

/** Whether a text is an integer in AWS's form that a double holds exactly. */
function isShortInteger(text: string): boolean {
  const start = text.charCodeAt(0) === minusCode ? 1 : 0;
  const length = text.length - start;
  if (length === 0 || length > shortLength) return false;
  if (text.charCodeAt(start) === zeroCode) return text === "0";
  for (let place = start; place < text.length; place += 1) {
    const code = text.charCodeAt(place);
    if (code < zeroCode || code > zeroCode + 9) return false;
  }
  return true;
}

/** Whether a text is a short number in AWS's form, as most are. */
function isShort(text: string): boolean {
  if (isShortInteger(text)) return true;
  const point = text.indexOf(".");
  if (point < 1 || text.length > shortLength || text.charCodeAt(text.length - 1) <= zeroCode) {
    return false;
  }
  for (let place = point + 1; place < text.length; place += 1) {
    const code = text.charCodeAt(place);
    if (code < zeroCode || code > zeroCode + 9) return false;
  }
  const whole = text.slice(0, point);
  return isShortInteger(whole) || whole === "-0";
}

const minusCode = 45;
const pointCode = 46;

/** The order of two numbers in AWS's form: below, at or above 0. Exact. */
export function compareNumbers(one: string, other: string): number {
  if (one === other) return 0;
  if (one.length <= shortLength && other.length <= shortLength) return Number(one) - Number(other);
  const isNegative = one.charCodeAt(0) === minusCode;
  if (isNegative !== (other.charCodeAt(0) === minusCode)) return isNegative ? -1 : 1;
  return isNegative ? magnitudes(other, one, 1) : magnitudes(one, other, 0);
}

/** The order of two numbers without their signs, which end at `start`. */
function magnitudes(one: string, other: string, start: number): number {
  const wholes = wholeEnd(one) - wholeEnd(other);
  if (wholes !== 0) return wholes;
  const length = Math.min(one.length, other.length);
  for (let place = start; place < length; place += 1) {
    const difference = one.charCodeAt(place) - other.charCodeAt(place);
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}

function wholeEnd(text: string): number {
  for (let place = 0; place < text.length; place += 1) {
    if (text.charCodeAt(place) === pointCode) return place;
  }
  return text.length;
}

/** The sum of two numbers in AWS's form, or the fault that AWS finds in it. */
export function sumOf(one: string, other: string): NumberRead {
  if (isShortInteger(one) && isShortInteger(other)) {
    return { text: String(Number(one) + Number(other)) };
  }
  const places = Math.max(fractionOf(one), fractionOf(other));
  const sum = scaled(one, places) + scaled(other, places);
  return readNumber(`${sum.toString()}e-${places}`);
}

/** The first number less the other, or the fault that AWS finds in it. */
export const differenceOf = (one: string, other: string): NumberRead =>
  sumOf(
    one,
    other === "0" ? other : other.charCodeAt(0) === minusCode ? other.slice(1) : `-${other}`,
  );

const fractionOf = (text: string): number => Math.max(0, text.length - wholeEnd(text) - 1);

/** A number in AWS's form times a power of ten that leaves no fraction. */
function scaled(text: string, places: number): bigint {
  const point = wholeEnd(text);
  const digits = text.slice(0, point) + text.slice(point + 1);
  return BigInt(digits + "0".repeat(places - fractionOf(text)));
}

/**
 * The bytes of a number: one, one for two digits before and one for two behind the point, and one for a
 * minus. Zeros at either end are none of its digits.
 */
export function sizeOfNumber(text: string): number {
  if (text === "0") return 1;
  const start = text.charCodeAt(0) === minusCode ? 1 : 0;
  const point = wholeEnd(text);
  let first = start;
  while (text.charCodeAt(first) === zeroCode || first === point) first += 1;
  let end = text.length;
  while (text.charCodeAt(end - 1) === zeroCode) end -= 1;
  const whole = Math.max(0, Math.min(point, end) - first);
  const fraction = Math.max(0, end - Math.max(first, point + 1));
  return 1 + Math.ceil(whole / 2) + Math.ceil(fraction / 2) + start;
}

const lowest = 131;

/** A text for a number in AWS's form that `<` orders as the numbers are. */
export function orderedNumber(text: string): string {
  if (text === "0") return "1";
  const { sign, digits, exponent } = decimalIn(text)!; // It was read before.
  const power = exponent + lowest;
  if (sign > 0) return `2${String(power).padStart(3, "0")}${digits}`;
  let complement = `0${String(999 - power)}`;
  for (let place = 0; place < digits.length; place += 1) {
    complement += String(9 - (digits.charCodeAt(place) - zeroCode));
  }
  return `${complement}~`; // Above every digit: of two, the one with more digits is below.
}
