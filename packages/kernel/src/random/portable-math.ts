/**
 * Logarithm and exponential that every engine computes alike, to the last bit.
 *
 * The language leaves `Math.log` and `Math.exp` to the engine, and engines differ. These use
 * addition, multiplication, division and the bits of a number only, all of which IEEE 754 fixes.
 *
 * Source: FreeBSD msun `e_log.c` and `e_exp.c`, "Copyright (C) 1993, 2004 by Sun Microsystems, Inc.
 * All rights reserved. Permission to use, copy, modify, and distribute this software is freely
 * granted, provided that this notice is preserved." Both err by less than one unit in the last place.
 */

/** A number, its bits, and how it passes the call that is too large to be inlined: otherwise it would need a box each way. */
const float = new Float64Array(1);
const words = new Int32Array(float.buffer);
float[0] = 1;
/** Where the word with sign and exponent lies: 1 but on big-endian machines. */
const highWord = words[1] === 0 ? 0 : 1;

/** 2^exponent for −1024 to 1023, in order. A table, since a number made of words is slow to read. */
const powersOfTwo = new Float64Array(2_048);
const powerAtZero = 1_024;
powersOfTwo[powerAtZero] = 1;
for (let place = powerAtZero; place < 2_047; place += 1) {
  powersOfTwo[place + 1] = powersOfTwo[place]! * 2;
}
for (let place = powerAtZero; place > 0; place -= 1) {
  powersOfTwo[place - 1] = powersOfTwo[place]! / 2;
}

const ln2High = 6.93147180369123816e-1; // The first 32 bits of ln 2: its products with k are exact.
const ln2Low = 1.9082149292705877e-10;

/** The natural logarithm of `x`; −∞ at 0 and NaN below. */
export function ln(x: number): number {
  if (!(x >= 2.2250738585072014e-308 && x < Infinity)) return +lnOfOther(x);
  float[0] = x;
  becomeLn(0);
  return float[0];
}

function lnOfOther(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return x;
  float[0] = x * 18_014_398_509_481_984; // 2⁵⁴ makes a subnormal number normal.
  becomeLn(54);
  return float[0];
}

/** Makes of {@link float}, which is a normal number, its logarithm, less that of 2^shift. */
function becomeLn(shift: number): void {
  const x = float[0]!;
  // x = 2^binary · (1 + f) with 1 + f between √½ and √2.
  const word = words[highWord]!;
  const high = word & 0xfffff;
  const binary = (word >> 20) - 1023 + ((high + 0x95f64) >> 20);
  const f = x * powersOfTwo[powerAtZero - binary]! - 1;
  const exponent = binary - shift;
  if ((0xfffff & (2 + high)) < 3) {
    float[0] = lnNearPower(f, exponent);
    return;
  }
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373));
  const odd =
    z *
    (0.6666666666666735 +
      w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)));
  const series = odd + even;
  const whole = exponent * ln2High;
  const rest = exponent * ln2Low;
  if (((high - 0x6147a) | (0x6b851 - high)) <= 0) {
    float[0] = whole - (s * (f - series) - rest - f);
    return;
  }
  const square = 0.5 * f * f;
  float[0] = whole - (square - (s * (square + series) + rest) - f);
}

/** The logarithm of 2^exponent · (1 + f) where |f| < 2⁻²⁰: two terms of the series are enough. */
function lnNearPower(f: number, exponent: number): number {
  const whole = exponent * ln2High;
  const rest = exponent * ln2Low;
  if (f === 0) return whole + rest;
  return whole - (f * f * (0.5 - 0.3333333333333333 * f) - rest - f);
}

// Not by its global name, of which V8 does not know that it is a number where it was never read.
const infinite = Infinity;

/** e to the power of `x`; 0 and ∞ where that is too small or too large for a number. */
export function exp(x: number): number {
  if (x !== x) return x;
  if (x > 709.782712893384) return infinite;
  if (x < -745.1332191019411) return 0;
  if (x > -3.725290298461914e-9 && x < 3.725290298461914e-9) return 1 + x;
  // x = k · ln 2 + r with |r| ≤ ½ ln 2, and r = high − low for the precision.
  const k = Math.trunc(1.4426950408889634 * x + (x < 0 ? -0.5 : 0.5));
  const high = x - k * ln2High;
  const low = k * ln2Low;
  const r = high - low;
  const t = r * r;
  const c =
    r -
    t *
      (0.16666666666666602 +
        t *
          (-0.0027777777777015593 +
            t * (6.613756321437934e-5 + t * (-1.6533902205465252e-6 + t * 4.1381367970572385e-8))));
  const y = 1 - (low - (r * c) / (2 - c) - high);
  if (k > 1023) return y * 2 * powersOfTwo[powerAtZero + k - 1]!;
  if (k < -1022) {
    return y * powersOfTwo[powerAtZero + k + 1_000]! * powersOfTwo[powerAtZero - 1_000]!;
  }
  return y * powersOfTwo[powerAtZero + k]!;
}
