import { unreachable } from "../errors.ts";
import { noTime, type Duration } from "../time.ts";
import type {
  Distribution,
  EmpiricalDistribution,
  LognormalDistribution,
  MixtureDistribution,
  NormalDistribution,
  Sampler,
} from "./distributions.ts";
import { gammaSampler } from "./gamma.ts";
import { lowestShare, normalCdf, normalQuantile, normalVariate } from "./normal.ts";
import { exp, ln } from "./portable-math.ts";
import { nextIn, type Draw } from "./stream.ts";

// The kinds of laws, by how a number of them is found.
/** Always the first constant. */
const constantLaw = 0;
/** Found by one uniform number and two constants. */
const uniformLaw = 1;
const exponentialLaw = 2;
const lognormalLaw = 3;
/** Found by one uniform number otherwise. */
const inverseLaw = 4;
/** Found by as many uniform numbers as it takes. */
const drawnLaw = 5;

/** A distribution with its constants worked out: of one shape, whatever it is. */
export interface Law {
  readonly kind: number;
  readonly first: number;
  readonly second: number;
  /** Whether what is found is shifted and then clipped. */
  readonly isMoved: boolean;
  readonly by: number;
  readonly min: number;
  readonly max: number;
  /** Of an inverse law: its number for a share of all numbers. */
  readonly inverse: ((share: number) => number) | null;
  /** Of a drawn law. */
  readonly sampler: Sampler | null;
}

const unmoved: Law = {
  kind: constantLaw,
  first: 0,
  second: 0,
  isMoved: false,
  by: -0, // A sum with it is the same number, also -0.
  min: -Infinity,
  max: Infinity,
  inverse: null,
  sampler: null,
};

/** Works the constants of a distribution out. */
export function lawOf(distribution: Distribution): Law {
  switch (distribution.type) {
    case "constant":
      return { ...unmoved, first: distribution.value };
    case "uniform": {
      const { min, max } = distribution;
      return { ...unmoved, kind: uniformLaw, first: min, second: max - min };
    }
    case "exponential":
      return { ...unmoved, kind: exponentialLaw, first: distribution.mean };
    case "normal":
      return inverse(normalInverse(distribution));
    case "lognormal": {
      const { median } = distribution;
      return { ...unmoved, kind: lognormalLaw, first: median, second: sigmaOf(distribution) };
    }
    case "gamma":
      return drawn(gammaSampler(distribution.shape, distribution.scale));
    case "empirical":
      return inverse(empiricalInverse(distribution));
    case "mixture":
      return drawn(mixtureSampler(distribution));
    case "shifted":
      return shifted(lawOf(distribution.of), distribution.by);
    case "clipped": {
      const { min = -Infinity, max = Infinity } = distribution;
      return clipped(lawOf(distribution.of), min, max);
    }
    default:
      return unreachable(distribution);
  }
}

const inverse = (of: (share: number) => number): Law => ({
  ...unmoved,
  kind: inverseLaw,
  inverse: of,
});
const drawn = (sampler: Sampler): Law => ({ ...unmoved, kind: drawnLaw, sampler });

function shifted(law: Law, by: number): Law {
  switch (law.kind) {
    case constantLaw:
      return { ...law, first: law.first + by };
    case drawnLaw:
      return drawn((draw) => law.sampler!(draw) + by); // It has one.
    default:
      if (law.isMoved) return inverse((share) => valueAt(law, share) + by);
      return { ...law, isMoved: true, by };
  }
}

function clipped(law: Law, min: number, max: number): Law {
  const clip = (value: number): number => Math.min(Math.max(value, min), max);
  switch (law.kind) {
    case constantLaw:
      return { ...law, first: clip(law.first) };
    case drawnLaw:
      return drawn((draw) => clip(law.sampler!(draw))); // Likewise.
    default:
      if (law.min !== -Infinity || law.max !== Infinity) {
        return inverse((share) => clip(valueAt(law, share)));
      }
      return { ...law, isMoved: true, min, max };
  }
}

const exponentialAt = (mean: number, share: number): number => -mean * ln(1 - share);

/** How a number passes {@link becomeValue}, which is too large to be inlined: otherwise it would need a box each way. */
const passed = new Float64Array(1);

/** The number of a law of one uniform number that this number stands for. */
function valueAt(law: Law, share: number): number {
  passed[0] = share;
  becomeValue(law);
  return passed[0];
}

/** Makes of the uniform number in {@link passed} the number of a law that it stands for. */
function becomeValue(law: Law): void {
  const share = passed[0]!;
  let value: number;
  switch (law.kind) {
    case uniformLaw:
      value = law.first + share * law.second;
      break;
    case exponentialLaw:
      value = exponentialAt(law.first, share);
      break;
    case lognormalLaw:
      value = law.first * exp(law.second * normalVariate(share));
      break;
    default:
      value = +law.inverse!(share); // There is no other kind. A number for V8, too: the others need no box then.
  }
  passed[0] = law.isMoved ? Math.min(Math.max(value + law.by, law.min), law.max) : value;
}

/** What draws numbers of a law. */
export function samplerOf(law: Law): Sampler {
  switch (law.kind) {
    case constantLaw: {
      const { first } = law;
      return () => first;
    }
    case drawnLaw:
      return law.sampler!; // It has one.
    case exponentialLaw:
      // The most frequent, without asking for its kind each time.
      if (!law.isMoved) {
        const { first: mean } = law;
        return (draw) => exponentialAt(mean, draw());
      }
      return (draw) => valueAt(law, draw());
    default:
      return (draw) => valueAt(law, draw());
  }
}

// Set for the length of one call, so that no closure is made for each draw.
let numbersDrawn: number[] = [];
let placeDrawn = 0;
const drawThere: Draw = () => nextIn(numbersDrawn, placeDrawn);

/** One duration of a law of microseconds, by the stream that begins at a place among other numbers. */
export function durationIn(law: Law, numbers: number[], place: number): Duration {
  let value: number;
  if (law.kind === constantLaw) value = law.first;
  else if (law.kind === drawnLaw) {
    numbersDrawn = numbers;
    placeDrawn = place;
    value = law.sampler!(drawThere); // It has one.
  } else value = valueAt(law, nextIn(numbers, place));
  return asDuration(value);
}

/** What has a random stream for each of its purposes, as the context of a transition. */
interface Streams {
  random(purpose: number): number;
}

// Likewise for the length of one call.
let streamsDrawn: Streams | null = null;
let purposeDrawn = 0;
const drawForPurpose: Draw = () => streamsDrawn!.random(purposeDrawn);

/** One duration of a law of microseconds, by a context's random stream for `purpose`. */
export function drawDuration(law: Law, purpose: number, context: Streams): Duration {
  let value: number;
  if (law.kind === constantLaw) value = law.first;
  else if (law.kind === drawnLaw) {
    streamsDrawn = context;
    purposeDrawn = purpose;
    value = law.sampler!(drawForPurpose); // Likewise.
    streamsDrawn = null;
  } else value = valueAt(law, context.random(purpose));
  return asDuration(value);
}

const longest = Number.MAX_SAFE_INTEGER;

/** A number of microseconds as a duration: rounded, at least 0, at most 2⁵³ − 1. */
export function asDuration(value: number): Duration {
  if (!(value > 0)) return noTime;
  return Math.round(value < longest ? value : longest) as Duration; // Inside the range, so the brand holds.
}

/** The standard deviation of the logarithm. */
export const sigmaOf = (distribution: LognormalDistribution): number =>
  "sigma" in distribution
    ? distribution.sigma
    : ln(distribution.percentile.value / distribution.median) /
      normalQuantile(distribution.percentile.p);

function normalInverse({
  mean,
  standardDeviation,
  min = 0,
}: NormalDistribution): (share: number) => number {
  // Counted down from the upper end, where small shares keep their digits.
  const kept = normalCdf((mean - min) / standardDeviation);
  return (share) =>
    Math.max(min, mean - standardDeviation * normalQuantile((1 - (share || lowestShare)) * kept));
}

function empiricalInverse({
  points,
  interpolation = "linear",
}: EmpiricalDistribution): (share: number) => number {
  const shares = points.map(({ p }) => p);
  const values = points.map(({ value }) => value);
  const logarithms = interpolation === "linear" ? null : values.map(ln);
  return (share) => {
    let low = 0;
    let high = shares.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (shares[middle]! <= share) low = middle;
      else high = middle;
    }
    const value = values[low]!;
    if (value === values[high]) return value;
    const part = (share - shares[low]!) / (shares[high]! - shares[low]!);
    if (logarithms === null) return value + part * (values[high]! - value);
    return exp(logarithms[low]! + part * (logarithms[high]! - logarithms[low]!));
  };
}

/** The greatest number below 1. */
const almostOne = 0.9999999999999999;

/**
 * The uniform number that picks the part is stretched over the part's share and used again, so that
 * a mixture uses one as well. A part of weight w then sees steps of 2⁻³² / w.
 */
function mixtureSampler({ parts }: MixtureDistribution): Sampler {
  const samplers = parts.map(({ distribution }) => samplerOf(lawOf(distribution)));
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  const ends: number[] = [];
  let sum = 0;
  for (const { weight } of parts) ends.push((sum += weight) / total);
  // What is set for the length of one call: the stretched number, then the draws after it.
  let stretched = 0;
  let later: Draw | null = null;
  let source: Draw = () => 0;
  const drawOfPart: Draw = () => {
    if (later !== null) return later();
    later = source;
    return stretched;
  };
  return (draw) => {
    const share = draw();
    let part = 0;
    while (part < ends.length - 1 && share >= ends[part]!) part += 1;
    const start = part === 0 ? 0 : ends[part - 1]!;
    const width = ends[part]! - start;
    stretched = Math.min((share - start + lowestShare) / width, almostOne);
    later = null;
    source = draw;
    return samplers[part]!(drawOfPart);
  };
}
