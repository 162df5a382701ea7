/** Arithmetic that engines compute differently, made of what they compute alike. */

/** A power with a whole exponent by squaring, any other by roots of two: the same bits everywhere. */
export function power(base: number, exponent: number): number {
  if (exponent < 0) return 1 / power(base, -exponent);
  const whole = Math.floor(exponent);
  const rest = exponent - whole;
  if (!Number.isFinite(whole)) return base > 1 ? Infinity : base === 1 ? 1 : 0;
  return wholePower(base, whole) * (rest === 0 ? 1 : rootPower(base, rest));
}

function wholePower(base: number, exponent: number): number {
  let result = 1;
  let factor = base;
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= factor;
    factor *= factor;
  }
  return result;
}

/** The exponent is below 1: its binary digits choose among the square root, its square root, … */
function rootPower(base: number, exponent: number): number {
  let result = 1;
  let root = base;
  for (let rest = exponent; rest > 0 && root !== 1;) {
    root = Math.sqrt(root);
    rest *= 2;
    if (rest >= 1) {
      result *= root;
      rest -= 1;
    }
  }
  return result;
}

/** The whole part of the decimal logarithm, which is all that the library asks of it. */
export function log10(value: number): number {
  if (!(value > 0) || value === Infinity) return value === 0 ? -Infinity : value;
  // Thirteen digits after the first are written with an exponent, which is what is asked.
  return Number(value.toExponential().split("e")[1]);
}
