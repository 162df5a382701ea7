import { ConfigError } from "../errors.ts";
import {
  checkChoice,
  checkKeys,
  checkList,
  checkNumber,
  checkRecord,
  show,
} from "../random/plain-data-checks.ts";
import { formatDuration, type Duration } from "../time.ts";
import type {
  ArrivalProcess,
  ArrivalSpacing,
  BurstPhase,
  CountedArrivals,
  DailyArrivals,
  RateStep,
  RecordedArrivals,
} from "./arrival-process.ts";

/** The highest rate: one arrival a microsecond, the finest that virtual time tells apart. */
const highestRate = 1_000_000;

const day = 86_400_000_000;

type Fields = Readonly<Record<string, unknown>>;

/**
 * `value` as an arrival process: known properties only, rates from 0 to {@link highestRate}, times
 * in whole microseconds and in order.
 *
 * @param path how the message names the value, such as `workload "clicks" arrivals`
 * @throws ConfigError at the first thing wrong.
 */
export function checkArrivals(path: string, value: unknown): ArrivalProcess {
  const record = checkRecord(path, value);
  const { type } = record;
  switch (type) {
    case "constant":
    case "poisson":
      checkKeys(path, record, ["rate"]);
      return { type, rate: checkRate(`${path}.rate`, record["rate"]) };
    case "ramp":
      checkKeys(path, record, ["from", "to", "over", "spacing"]);
      return {
        type,
        from: checkRate(`${path}.from`, record["from"]),
        to: checkRate(`${path}.to`, record["to"]),
        over: checkDuration(`${path}.over`, record["over"], 1),
        spacing: checkSpacing(path, record),
      };
    case "steps": {
      checkKeys(path, record, ["steps", "spacing"]);
      const steps = checkSteps(`${path}.steps`, record["steps"]);
      return { type, steps, spacing: checkSpacing(path, record) };
    }
    case "daily":
      return checkDaily(path, record);
    case "bursts": {
      checkKeys(path, record, ["quiet", "busy"]);
      const quiet = checkPhase(`${path}.quiet`, record["quiet"]);
      const busy = checkPhase(`${path}.busy`, record["busy"]);
      // Bounds how many phases pass on the way to one arrival.
      const arrivals = (quiet.rate * quiet.mean + busy.rate * busy.mean) / 1_000_000;
      if (arrivals > 0 && arrivals < 1e-6) {
        const expected = "an arrival in a million phases or more often";
        throw new ConfigError(path, expected, `one in ${1 / arrivals}`);
      }
      return { type, quiet, busy };
    }
    case "recorded":
      return checkRecorded(path, record);
    case "counts":
      return checkCounted(path, record);
    default:
      throw new ConfigError(
        `${path}.type`,
        "constant, poisson, ramp, steps, daily, bursts, recorded or counts",
        show(type),
      );
  }
}

const checkRate = (path: string, value: unknown): number =>
  checkNumber(
    path,
    value,
    `a rate of 0 to ${highestRate} a second`,
    (rate) => rate >= 0 && rate <= highestRate,
  );

function checkDuration(path: string, value: unknown, least: number): Duration {
  const inRange = (number: number): boolean => Number.isSafeInteger(number) && number >= least;
  const expected = `a whole number of microseconds, ${least} or more`;
  return checkNumber(path, value, expected, inRange) as Duration; // Whole, so the brand holds.
}

const checkSpacing = (path: string, record: Fields): ArrivalSpacing =>
  checkChoice(`${path}.spacing`, record["spacing"], ["poisson", "even"]) ?? "poisson";

function checkSteps(path: string, value: unknown): readonly RateStep[] {
  const steps: RateStep[] = [];
  for (const [place, item] of checkList(path, value, 1).entries()) {
    const record = checkRecord(`${path}[${place}]`, item);
    checkKeys(`${path}[${place}]`, record, ["at", "rate"]);
    const at = checkDuration(`${path}[${place}].at`, record["at"], 0);
    const before = steps.at(-1);
    if (before !== undefined && at <= before.at) {
      const expected = `after the step before (${formatDuration(before.at)})`;
      throw new ConfigError(`${path}[${place}].at`, expected, formatDuration(at));
    }
    steps.push({ at, rate: checkRate(`${path}[${place}].rate`, record["rate"]) });
  }
  return steps;
}

function checkDaily(path: string, record: Fields): DailyArrivals {
  const spacing = checkSpacing(path, record);
  if (record["hourly"] !== undefined) {
    checkKeys(path, record, ["hourly", "spacing"]);
    const list = checkList(`${path}.hourly`, record["hourly"], 24);
    if (list.length > 24) throw new ConfigError(`${path}.hourly`, "24 rates", show(list));
    const hourly = list.map((rate, hour) => checkRate(`${path}.hourly[${hour}]`, rate));
    return { type: "daily", hourly, spacing };
  }
  checkKeys(path, record, ["mean", "peak", "peakAt", "spacing"]);
  const mean = checkRate(`${path}.mean`, record["mean"]);
  const peak = checkRate(`${path}.peak`, record["peak"]);
  if (peak < mean || peak > 2 * mean) {
    throw new ConfigError(`${path}.peak`, `one to two times the mean (${mean})`, show(peak));
  }
  const peakAt = checkDuration(`${path}.peakAt`, record["peakAt"], 0);
  if (peakAt >= day) {
    throw new ConfigError(`${path}.peakAt`, "less than 24 hours", formatDuration(peakAt));
  }
  return { type: "daily", mean, peak, peakAt, spacing };
}

function checkPhase(path: string, value: unknown): BurstPhase {
  const record = checkRecord(path, value);
  checkKeys(path, record, ["rate", "mean"]);
  const rate = checkRate(`${path}.rate`, record["rate"]);
  return { rate, mean: checkDuration(`${path}.mean`, record["mean"], 1_000) };
}

function checkRecorded(path: string, record: Fields): RecordedArrivals {
  checkKeys(path, record, ["instants", "repeatEvery"]);
  let last = 0;
  const list = checkList(`${path}.instants`, record["instants"], 0);
  const instants = list.map((value, place) => {
    const instant = checkDuration(`${path}.instants[${place}]`, value, 0);
    if (instant < last) {
      const expected = `no earlier than the one before (${last})`;
      throw new ConfigError(`${path}.instants[${place}]`, expected, show(instant));
    }
    return (last = instant);
  });
  if (record["repeatEvery"] === undefined) return { type: "recorded", instants };
  const repeatEvery = checkDuration(`${path}.repeatEvery`, record["repeatEvery"], 1);
  if (repeatEvery <= last) {
    const expected = `more than the last instant (${last})`;
    throw new ConfigError(`${path}.repeatEvery`, expected, show(repeatEvery));
  }
  return { type: "recorded", instants, repeatEvery };
}

function checkCounted(path: string, record: Fields): CountedArrivals {
  checkKeys(path, record, ["every", "counts", "repeatEvery", "spacing"]);
  const every = checkDuration(`${path}.every`, record["every"], 1);
  const most = (every * highestRate) / 1_000_000;
  const list = checkList(`${path}.counts`, record["counts"], 1);
  const counts = list.map((value, place) =>
    checkNumber(
      `${path}.counts[${place}]`,
      value,
      `a whole number of 0 to ${most}`,
      (count) => Number.isInteger(count) && count >= 0 && count <= most,
    ),
  );
  const spacing = checkSpacing(path, record);
  if (record["repeatEvery"] === undefined) return { type: "counts", every, counts, spacing };
  const repeatEvery = checkDuration(`${path}.repeatEvery`, record["repeatEvery"], 1);
  const length = (counts.length * every) as Duration; // Whole.
  if (repeatEvery < length) {
    const expected = `at least the length of the counts (${formatDuration(length)})`;
    throw new ConfigError(`${path}.repeatEvery`, expected, formatDuration(repeatEvery));
  }
  return { type: "counts", every, counts, repeatEvery, spacing };
}
