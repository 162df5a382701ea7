import { withoutTrailingZeros } from "../text/decimal.ts";

/**
 * The double that stands for exactly this decimal: the one whose shortest decimal it is. NaN when
 * there is none, as for `1E309` or a number of more digits than a double keeps apart.
 *
 * @param text - A number as JSON spells it.
 */
export function comparableNumber(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value)) return NaN;
  return isShort(text) || sameDecimal(text, shortestDecimal(value)) ? value : NaN;
}

// Fifteen digits always survive the way into a double and back.
function isShort(text: string): boolean {
  return text.length <= 15 && !text.includes("e") && !text.includes("E");
}

/** As Java prints it: at least two digits, and of those the two nearest to the double. */
function shortestDecimal(value: number): string {
  const decimal = String(value);
  return /^-?[0-9](?:e|$)/.test(decimal) ? value.toPrecision(2) : decimal;
}

function sameDecimal(left: string, right: string): boolean {
  const a = decimalParts(left);
  const b = decimalParts(right);
  return a.digits === b.digits && (a.digits === "" || a.exponent === b.exponent);
}

/** Significant digits, with the power of ten of the last and without zeros at either end. */
function decimalParts(text: string): { readonly digits: string; readonly exponent: number } {
  const [mantissa = "", power = "0"] = text.replace("-", "").toLowerCase().split("e");
  // The minus sign of the exponent, where the mantissa has none, was the one removed.
  const sign = text.includes("e-") || text.includes("E-") ? -1 : 1;
  const [whole = "", fraction = ""] = mantissa.split(".");
  const digits = (whole + fraction).replace(/^0+/, "");
  const significant = withoutTrailingZeros(digits);
  const magnitude = Math.abs(Number(power));
  return {
    digits: significant,
    exponent: sign * magnitude - fraction.length + (digits.length - significant.length),
  };
}
