import { exp, ln } from "./portable-math.ts";

const A0 = 3.3871328727963665;
const A1 = 133.14166789178438;
const A2 = 1971.5909503065513;
const A3 = 13731.69376550946;
const A4 = 45921.95393154987;
const A5 = 67265.7709270087;
const A6 = 33430.57558358813;
const A7 = 2509.0809287301227;
const B1 = 42.31333070160091;
const B2 = 687.1870074920579;
const B3 = 5394.196021424751;
const B4 = 21213.794301586597;
const B5 = 39307.89580009271;
const B6 = 28729.085735721943;
const B7 = 5226.495278852854;
const C0 = 1.4234371107496835;
const C1 = 4.630337846156546;
const C2 = 5.769497221460691;
const C3 = 3.6478483247632045;
const C4 = 1.2704582524523684;
const C5 = 0.2417807251774506;
const C6 = 0.022723844989269184;
const C7 = 0.0007745450142783414;
const D1 = 2.053191626637759;
const D2 = 1.6763848301838038;
const D3 = 0.6897673349851;
const D4 = 0.14810397642748008;
const D5 = 0.015198666563616457;
const D6 = 0.0005475938084995345;
const D7 = 1.0507500716444169e-9;
const E0 = 6.657904643501103;
const E1 = 5.463784911164114;
const E2 = 1.7848265399172913;
const E3 = 0.29656057182850487;
const E4 = 0.026532189526576124;
const E5 = 0.0012426609473880784;
const E6 = 0.000027115555687434876;
const E7 = 2.0103343992922881e-7;
const F1 = 0.599832206555888;
const F2 = 0.1369298809227358;
const F3 = 0.014875361290850615;
const F4 = 0.0007868691311456133;
const F5 = 0.000018463183175100548;
const F6 = 1.421511758316446e-7;
const F7 = 2.0442631033899397e-15;

/**
 * The quantile of the standard normal law: the z that a share `p` of it lies below. −∞ at 0, ∞ at 1.
 *
 * Source: M. J. Wichura, "Algorithm AS 241: The Percentage Points of the Normal Distribution",
 * Applied Statistics 37 (1988), PPND16: about one part in 10¹⁶. Its coefficients are written as the
 * nearest numbers.
 */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (q >= -0.425 && q <= 0.425) {
    const r = 0.180625 - q * q;
    return (
      (q * (((((((A7 * r + A6) * r + A5) * r + A4) * r + A3) * r + A2) * r + A1) * r + A0)) /
      (((((((B7 * r + B6) * r + B5) * r + B4) * r + B3) * r + B2) * r + B1) * r + 1)
    );
  }
  return +tailQuantile(p, q); // A number for V8, too, which puts the other in no box then.
}

/** That of a share `p` far from the middle, which is ½ + `q`. */
function tailQuantile(p: number, q: number): number {
  const tail = q < 0 ? p : 1 - p;
  if (!(tail > 0)) return tail === 0 ? (q < 0 ? -Infinity : Infinity) : NaN;
  let r = Math.sqrt(-ln(tail));
  let z: number;
  if (r <= 5) {
    r -= 1.6;
    z =
      (((((((C7 * r + C6) * r + C5) * r + C4) * r + C3) * r + C2) * r + C1) * r + C0) /
      (((((((D7 * r + D6) * r + D5) * r + D4) * r + D3) * r + D2) * r + D1) * r + 1);
  } else {
    r -= 5;
    z =
      (((((((E7 * r + E6) * r + E5) * r + E4) * r + E3) * r + E2) * r + E1) * r + E0) /
      (((((((F7 * r + F6) * r + F5) * r + F4) * r + F3) * r + F2) * r + F1) * r + 1);
  }
  return q < 0 ? -z : z;
}

/**
 * The share of the standard normal law that lies below `z`.
 *
 * Source: J. F. Hart, "Computer Approximations" (1968), function 5666, in the form of G. West,
 * "Better approximations to cumulative normal functions", Wilmott (2005). Errs by less than 10⁻¹⁵, and
 * far out, where the smaller share itself is tiny, by less than 10⁻⁸ of it.
 */
export function normalCdf(z: number): number {
  const size = Math.abs(z);
  if (size > 37) return z < 0 ? 0 : 1;
  let tail: number;
  if (size < 7.07106781186547) {
    const above =
      (((((0.0352624965998911 * size + 0.700383064443688) * size + 6.37396220353165) * size +
        33.912866078383) *
        size +
        112.079291497871) *
        size +
        221.213596169931) *
        size +
      220.206867912376;
    const below =
      ((((((0.0883883476483184 * size + 1.75566716318264) * size + 16.064177579207) * size +
        86.7807322029461) *
        size +
        296.564248779674) *
        size +
        637.333633378831) *
        size +
        793.826512519948) *
        size +
      440.413735824752;
    tail = (exp(-0.5 * size * size) * above) / below;
  } else {
    const fraction = size + 1 / (size + 2 / (size + 3 / (size + 4 / (size + 0.65))));
    tail = normalDensity(size) / fraction;
  }
  return z < 0 ? tail : 1 - tail;
}

/** The density of the standard normal law at `z`. */
export const normalDensity = (z: number): number => 0.3989422804014327 * exp(-0.5 * z * z);

/** The middle of the lowest of 2³² equal shares: what a uniform number of 0 stands for. */
export const lowestShare = 1.1641532182693481e-10;

/** The standard normal number that a uniform number in [0, 1) stands for; never infinite. */
export const normalVariate = (uniform: number): number => normalQuantile(uniform || +lowestShare); // Likewise.
