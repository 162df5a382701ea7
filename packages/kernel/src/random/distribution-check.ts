import { ConfigError } from "../errors.ts";
import type { Distribution, QuantilePoint } from "./distributions.ts";
import {
  checkAmount,
  checkChoice,
  checkKeys,
  checkList,
  checkNumber,
  checkPositive,
  checkRecord,
  show,
} from "./plain-data-checks.ts";

/** How deep distributions may hold distributions. */
const deepest = 8;

/**
 * `value` as a distribution: known properties only, all numbers finite and in order.
 *
 * @param path how the message names the value, such as `connection "a" latency`
 * @throws ConfigError at the first thing wrong.
 */
export const checkDistribution = (path: string, value: unknown): Distribution =>
  checkLevel(path, value, 1);

function checkLevel(path: string, value: unknown, level: number): Distribution {
  if (level > deepest) {
    throw new ConfigError(path, `distributions inside each other ${deepest} deep`, "more");
  }
  const record = checkRecord(path, value);
  const { type } = record;
  switch (type) {
    case "constant":
      checkKeys(path, record, ["value"]);
      return { type, value: checkAmount(`${path}.value`, record["value"]) };
    case "uniform":
      return checkUniform(path, record);
    case "exponential":
      checkKeys(path, record, ["mean"]);
      return { type, mean: checkPositive(`${path}.mean`, record["mean"]) };
    case "normal":
      return checkNormal(path, record);
    case "lognormal":
      return checkLognormal(path, record);
    case "gamma":
      checkKeys(path, record, ["shape", "scale"]);
      return {
        type,
        shape: checkPositive(`${path}.shape`, record["shape"]),
        scale: checkPositive(`${path}.scale`, record["scale"]),
      };
    case "empirical":
      return checkEmpirical(path, record);
    case "mixture": {
      checkKeys(path, record, ["parts"]);
      const parts = checkList(`${path}.parts`, record["parts"], 1);
      return {
        type,
        parts: parts.map((value, place) => checkPart(`${path}.parts[${place}]`, value, level)),
      };
    }
    case "shifted":
      checkKeys(path, record, ["by", "of"]);
      return {
        type,
        by: checkNumber(`${path}.by`, record["by"]),
        of: checkLevel(`${path}.of`, record["of"], level + 1),
      };
    case "clipped":
      return checkClipped(path, record, level);
    default:
      throw new ConfigError(
        `${path}.type`,
        "constant, uniform, exponential, normal, lognormal, gamma, empirical, mixture, shifted or clipped",
        show(type),
      );
  }
}

type Fields = Readonly<Record<string, unknown>>;

function checkUniform(path: string, record: Fields): Distribution {
  checkKeys(path, record, ["min", "max"]);
  const min = checkAmount(`${path}.min`, record["min"]);
  const atLeast = (number: number): boolean => number >= min;
  const max = checkNumber(
    `${path}.max`,
    record["max"],
    `a number of at least min (${min})`,
    atLeast,
  );
  return { type: "uniform", min, max };
}

function checkNormal(path: string, record: Fields): Distribution {
  checkKeys(path, record, ["mean", "standardDeviation", "min"]);
  const mean = checkNumber(`${path}.mean`, record["mean"]);
  const standardDeviation = checkPositive(`${path}.standardDeviation`, record["standardDeviation"]);
  const farthest = mean + 8 * standardDeviation;
  const inReach = (number: number): boolean => number <= farthest;
  const given = record["min"];
  const min = checkNumber(
    `${path}.min`,
    given === undefined ? 0 : given,
    `a number of at most 8 standard deviations above the mean (${farthest})`,
    inReach,
  );
  return { type: "normal", mean, standardDeviation, min };
}

function checkLognormal(path: string, record: Fields): Distribution {
  checkKeys(path, record, ["median", "sigma", "percentile"]);
  const median = checkPositive(`${path}.median`, record["median"]);
  if ((record["sigma"] === undefined) === (record["percentile"] === undefined)) {
    const received = record["sigma"] === undefined ? "neither" : "both";
    throw new ConfigError(path, "either sigma or percentile", received);
  }
  if (record["sigma"] !== undefined) {
    return { type: "lognormal", median, sigma: checkAmount(`${path}.sigma`, record["sigma"]) };
  }
  const percentile = checkPoint(`${path}.percentile`, record["percentile"]);
  const { p, value } = percentile;
  if (p === 0 || p === 0.5 || p === 1) {
    throw new ConfigError(`${path}.percentile.p`, "a number between 0 and 1, not 0.5", show(p));
  }
  if (p > 0.5 ? value < median : value > median || value === 0) {
    const side = p > 0.5 ? "at least" : "above 0 and at most";
    throw new ConfigError(
      `${path}.percentile.value`,
      `${side} the median (${median})`,
      show(value),
    );
  }
  return { type: "lognormal", median, percentile };
}

function checkPoint(path: string, value: unknown): QuantilePoint {
  const record = checkRecord(path, value);
  checkKeys(path, record, ["p", "value"]);
  const isShare = (number: number): boolean => number >= 0 && number <= 1;
  return {
    p: checkNumber(`${path}.p`, record["p"], "a number from 0 to 1", isShare),
    value: checkAmount(`${path}.value`, record["value"]),
  };
}

function checkEmpirical(path: string, record: Fields): Distribution {
  checkKeys(path, record, ["points", "interpolation"]);
  const list = checkList(`${path}.points`, record["points"], 2);
  const choice = checkChoice(`${path}.interpolation`, record["interpolation"], [
    "linear",
    "logarithmic",
  ]);
  const interpolation = choice ?? "linear";
  const points: QuantilePoint[] = [];
  for (const [place, value] of list.entries()) {
    const at = `${path}.points[${place}]`;
    const point = checkPoint(at, value);
    const before = points.at(-1);
    if (before === undefined && point.p !== 0) throw new ConfigError(`${at}.p`, "0", show(point.p));
    if (before !== undefined && point.p <= before.p) {
      throw new ConfigError(`${at}.p`, `more than the p before (${before.p})`, show(point.p));
    }
    if (before !== undefined && point.value < before.value) {
      const expected = `at least the value before (${before.value})`;
      throw new ConfigError(`${at}.value`, expected, show(point.value));
    }
    if (interpolation === "logarithmic" && point.value === 0) {
      throw new ConfigError(`${at}.value`, "a number above 0", "0");
    }
    points.push(point);
  }
  const last = points.length - 1;
  const end = points[last]!.p;
  if (end !== 1) throw new ConfigError(`${path}.points[${last}].p`, "1", show(end));
  return { type: "empirical", points, interpolation };
}

function checkPart(
  path: string,
  value: unknown,
  level: number,
): { readonly weight: number; readonly distribution: Distribution } {
  const record = checkRecord(path, value);
  checkKeys(path, record, ["weight", "distribution"]);
  return {
    weight: checkPositive(`${path}.weight`, record["weight"]),
    distribution: checkLevel(`${path}.distribution`, record["distribution"], level + 1),
  };
}

function checkClipped(path: string, record: Fields, level: number): Distribution {
  checkKeys(path, record, ["min", "max", "of"]);
  const of = checkLevel(`${path}.of`, record["of"], level + 1);
  const min = record["min"] === undefined ? undefined : checkNumber(`${path}.min`, record["min"]);
  if (record["max"] === undefined) {
    if (min === undefined) throw new ConfigError(path, "min, max or both", "neither");
    return { type: "clipped", min, of };
  }
  const atLeast = (number: number): boolean => min === undefined || number >= min;
  const expected = min === undefined ? "a number" : `a number of at least min (${min})`;
  const max = checkNumber(`${path}.max`, record["max"], expected, atLeast);
  return min === undefined ? { type: "clipped", max, of } : { type: "clipped", min, max, of };
}
