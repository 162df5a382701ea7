import { isObject, type Value, type ValueObject } from "../value.ts";
import { FunctionStage } from "./function-stage.ts";

const minute = 60;
/** More than any function is given in these cases. */
const plenty = 1_000_000;
/** Under which each function had no ramp of its own, and a Region's functions shared one. */
const beforeFunctionRamps = "2023-01-01";

/** Requests at an even rate, until as many end as begin: how many run at a time. */
export function concurrencyShown(input: ValueObject): ValueObject {
  const rate = Number(input.requestsPerSecond);
  const duration = Number(input.averageDurationSeconds);
  const stage = new FunctionStage({ concurrentExecutions: plenty, duration });
  const count = Math.ceil(rate * duration * 3);
  for (let request = 0; request < count; request += 1) {
    stage.runTo(request / rate);
    stage.invoke(1);
  }
  return { concurrency: stage.running };
}

/** More requests within a second than the account's quota lets through, all of them short. */
export function requestRateShown(input: ValueObject): ValueObject {
  const concurrentExecutions = Number(input.accountConcurrency);
  const stage = new FunctionStage({ concurrentExecutions, duration: 0.001 });
  let admitted = 0;
  // Spread out so that the quota of concurrency is never what stops them.
  for (let millisecond = 0; millisecond < 1_000; millisecond += 1) {
    stage.runTo(millisecond / 1_000);
    admitted += stage.invoke(Math.ceil((concurrentExecutions * 15) / 1_000)).admitted;
  }
  return { maxRequestsPerSecond: admitted };
}

/** A function that is asked for more environments than it may start. */
export function scalingRateShown(): ValueObject {
  const span = 10;
  const long = new FunctionStage({ concurrentExecutions: plenty, duration: 800 });
  const first = long.invoke(5_000).admitted;
  long.runTo(span);
  const environmentsPer10s = long.invoke(5_000).admitted;
  long.runTo(span + 1);
  const afterOneSecond = long.invoke(5_000).admitted;
  long.runTo(span * 20);
  const afterLongRest = long.invoke(5_000).admitted;

  return {
    environmentsPer10s,
    rpsPer10s: rateAfter(span) - rateAfter(0),
    accumulatesUnused: first > environmentsPer10s || afterLongRest > environmentsPer10s,
    refill:
      afterOneSecond === environmentsPer10s / span
        ? "continuous, best effort"
        : "all at once, or not at all",
  };
}

/** Requests in the second from `start` on, of a function with ten times as many to serve. */
function rateAfter(start: number): number {
  // An environment serves at most ten requests a second that take 100 ms each.
  const stage = new FunctionStage({ concurrentExecutions: plenty, duration: 0.1 });
  // Asked before, so that what it may start is started.
  for (let tenth = 0; tenth < start * 10; tenth += 1) {
    stage.runTo(tenth / 10);
    stage.invoke(5_000);
  }
  let admitted = 0;
  for (let tenth = 0; tenth < 10; tenth += 1) {
    stage.runTo(start + tenth / 10);
    admitted += stage.invoke(5_000).admitted;
  }
  return admitted;
}

/**
 * Before a function had a ramp of its own: a Region lets so many start at once, and then so many a
 * minute.
 */
export function burstShown(input: ValueObject): ValueObject {
  return isObject(input.regions) ? regionsShown(input.regions) : minutesShown(input);
}

/** The bursts are what the input says, or else nothing can be said of a minute. */
function regionsShown(regions: ValueObject): ValueObject {
  const additional = new Set<Value>();
  for (const [name, burst] of Object.entries(regions)) {
    const stage = legacyStage(name === "other" ? "eu-north-1" : name, plenty, 800);
    const { admitted } = stage.invoke(5_000);
    stage.runTo(minute);
    additional.add(admitted === burst ? stage.invoke(5_000).admitted : `a burst of ${admitted}`);
  }
  return { additionalPerMinute: additional.size === 1 ? [...additional][0] : [...additional] };
}

/** So many requests, evenly over the minutes, at the beginning of each; all end in their minute. */
function minutesShown(input: ValueObject): ValueObject {
  const requests = Number(input.requests);
  const minutes = Number(input.minutes);
  const region = regionWithBurst(Number(input.burst));
  const stage = legacyStage(region, Number(input.accountLimit), minute - 1);
  const admissions = Array.from({ length: minutes }, (_, number) => {
    stage.runTo(number * minute);
    // What does not divide evenly comes last.
    const before = Math.floor(requests / minutes) * number;
    return stage.invoke(
      number === minutes - 1 ? requests - before : Math.floor(requests / minutes),
    );
  });
  return {
    throttledPerMinute: admissions.map(({ throttled }) => throttled),
    newEnvironmentsPerMinute: admissions.map(({ started }) => started),
    servedLastMinute: admissions.at(-1)?.admitted,
  };
}

const legacyStage = (region: string, concurrentExecutions: number, duration: number) =>
  new FunctionStage({ region, asOf: beforeFunctionRamps, concurrentExecutions, duration });

/** A Region in which so many environments started at once. */
function regionWithBurst(burst: number): string {
  const region = ["us-east-1", "eu-central-1", "eu-north-1"].find(
    (each) => legacyStage(each, plenty, 1).invoke(burst + 1).admitted === burst,
  );
  if (region === undefined) throw new Error(`no Region lets ${burst} environments start at once`);
  return region;
}
