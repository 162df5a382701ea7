import type { Distribution } from "@orrery/kernel";
import { outcomeOf, unsupported, type CaseFile, type Outcome } from "../outcome.ts";
import { holdsValue, type Interval } from "../queueing/interval.ts";
import { measure, type Measures, type QueueingSystem } from "../queueing/model.ts";
import { isObject, type Value, type ValueObject } from "../value.ts";

/** One seed for all cases: what passes once passes always. */
const seed = 1;

/** Queueing theory: a system is simulated, and its closed form must lie inside the interval. */
export const queueing: CaseFile = {
  name: "queueing",
  isComplete: true,
  run({ input, expected, tolerance }): Outcome {
    if (!isObject(expected)) return unsupported("expects no quantities");
    const { model } = input;
    if (model === "erlang-B table") {
      return outcomeOf(refuteTable(input, numberOf(expected.offeredLoad), numberOf(tolerance)));
    }
    const system = systemOf(input);
    return system === undefined
      ? unsupported(`the model ${String(model)}`)
      : outcomeOf(refute(system, expected));
  },
};

function systemOf(input: ValueObject): QueueingSystem | undefined {
  const arrivalRate = numberOf(input.lambda);
  if (input.model === "M/G/1") {
    const meanService = numberOf(input.meanService);
    const service = serviceOf(String(input.service), numberOf(input.cs2), meanService);
    if (service === undefined) return undefined;
    return { arrivalRate, service, meanService, servers: 1, capacity: null };
  }
  const capacity = input.model === "M/M/c/K" ? numberOf(input.K) : null;
  if (capacity === null && input.model !== "M/M/c") return undefined;
  const meanService = 1 / numberOf(input.mu);
  const service: Distribution = { type: "exponential", mean: meanService };
  return { arrivalRate, service, meanService, servers: numberOf(input.c), capacity };
}

function serviceOf(name: string, variation: number, mean: number): Distribution | undefined {
  const steps = /^erlang-(\d+)$/.exec(name);
  if (steps !== null) {
    const shape = Number(steps[1]);
    return { type: "gamma", shape, scale: mean / shape };
  }
  if (name === "deterministic") return { type: "constant", value: mean };
  if (name === "exponential") return { type: "exponential", mean };
  if (name.startsWith("hyperexponential")) return hyperexponential(variation, mean);
  return undefined;
}

/** Two exponential parts with balanced means, of the given squared coefficient of variation. */
function hyperexponential(variation: number, mean: number): Distribution {
  const share = (1 + Math.sqrt((variation - 1) / (variation + 1))) / 2;
  const part = (weight: number) => ({
    weight,
    distribution: { type: "exponential", mean: mean / (2 * weight) } as const,
  });
  return { type: "mixture", parts: [part(share), part(1 - share)] };
}

/** Members of an answer, by the measure that shows them. */
const measured: Readonly<Record<string, keyof Measures>> = {
  blocking: "blocking",
  erlangC: "delay",
  Wq: "Wq",
  W: "W",
  Lq: "Lq",
  L: "L",
  throughput: "throughput",
  p0: "p0",
  utilization: "utilization",
};

function refute(system: QueueingSystem, expected: ValueObject): string | undefined {
  const { erlangB, ...others } = expected;
  if (erlangB !== undefined) {
    const lossy = measure({ ...system, capacity: system.servers }, seed);
    const why = refuteOne("erlangB", lossy.blocking, numberOf(erlangB));
    if (why !== undefined) return why;
  }
  if (Object.keys(others).length === 0) return undefined;
  const measures = measure(system, seed);
  for (const [name, value] of Object.entries(others)) {
    const key = measured[name];
    if (key === undefined) return `${name} is not measured`;
    const why = refuteOne(name, measures[key], numberOf(value));
    if (why !== undefined) return why;
  }
  return undefined;
}

function refuteOne(
  name: string,
  interval: Interval,
  value: number,
  tolerance = 0,
): string | undefined {
  if (holdsValue(interval, value, tolerance)) return undefined;
  const { mean, halfWidth } = interval;
  return `${name} must be ${value}: received ${mean} ± ${halfWidth}`;
}

/** The table rounds the load; the blocking may differ by as much as that makes. */
function refuteTable(input: ValueObject, load: number, rounding: number): string | undefined {
  const servers = numberOf(input.servers);
  const blocking = numberOf(input.blocking);
  const service: Distribution = { type: "exponential", mean: 1 };
  const system = { arrivalRate: load, service, meanService: 1, servers, capacity: servers };
  const tolerance = Math.max(
    Math.abs(blockingOf(load + rounding, servers) - blockingOf(load, servers)),
    Math.abs(blockingOf(load, servers) - blockingOf(Math.max(load - rounding, 0), servers)),
  );
  return refuteOne("blocking", measure(system, seed).blocking, blocking, tolerance);
}

/** Erlang's B formula, by its recursion over servers. */
function blockingOf(load: number, servers: number): number {
  let blocking = 1;
  for (let server = 1; server <= servers; server += 1) {
    blocking = (load * blocking) / (server + load * blocking);
  }
  return blocking;
}

const numberOf = (value: Value): number => Number(value);
