import { Simulation, type Distribution, type Duration, type Instant } from "@orrery/kernel";
import { batchCount, ratioInterval, type Interval } from "./interval.ts";
import { sourceMachine, type SourceTotals } from "./source.ts";
import { stationMachine, type StationTotals } from "./station.ts";

/** A queueing system. Times are in units of a mean service, or whatever the formula's are. */
export interface QueueingSystem {
  /** Arrivals in a unit of time, independent of each other. */
  readonly arrivalRate: number;
  /** Units of time; `mean` is its mean. */
  readonly service: Distribution;
  readonly meanService: number;
  readonly servers: number;
  /** Most jobs inside; `null`: no limit. */
  readonly capacity: number | null;
}

/** The quantities of the formulas, as a run saw them. */
export interface Measures {
  /** Share of arrivals for which there was no room. */
  readonly blocking: Interval;
  /** Share of arrivals that waited. */
  readonly delay: Interval;
  readonly Wq: Interval;
  readonly W: Interval;
  readonly Lq: Interval;
  readonly L: Interval;
  readonly throughput: Interval;
  readonly p0: Interval;
  readonly utilization: Interval;
}

const arrivals = 160_000;
/** In heavy traffic neighbors in the queue fare alike, so a run must be longer to say as much. */
const heavyArrivals = 500_000;
const heavyTraffic = 0.85;

/** Microseconds in a unit of time: fine enough that rounding to whole ones does not show. */
const unit = 1_000_000;

type Totals = StationTotals & SourceTotals;

/** Simulates a system, and says between which ends its measures lie. */
export function measure(system: QueueingSystem, seed: number): Measures {
  const { arrivalRate, meanService, servers, capacity } = system;
  const load = (arrivalRate * meanService) / servers;
  const count = capacity === null && load > heavyTraffic ? heavyArrivals : arrivals;
  // One batch more, which is left out: the system starts empty.
  const batch = Math.ceil(((count / arrivalRate) * unit) / (batchCount + 1)) as Duration;
  const batches = differencesOf(totalsOf(system, batch, seed).slice(0, batchCount + 1));
  const ratio = (of: keyof Totals, to: keyof Totals, resolution = 1): Interval => {
    const seen = (name: keyof Totals) => batches.map((totals) => totals[name]);
    return ratioInterval(seen(of), seen(to), resolution);
  };
  const overTime = (of: keyof Totals, scale: number, resolution: number): Interval => {
    const times = batches.map(() => batch * scale);
    return ratioInterval(
      batches.map((totals) => totals[of]),
      times,
      resolution * scale,
    );
  };
  const service = meanService * unit;
  return {
    blocking: ratio("refused", "arrived"),
    delay: ratio("delayed", "arrived"),
    Wq: inUnits(ratio("waited", "started", service)),
    W: inUnits(ratio("took", "served", service)),
    Lq: overTime("inQueue", 1, service),
    L: overTime("inside", 1, service),
    throughput: overTime("departed", 1 / unit, unit),
    p0: overTime("empty", 1, unit / arrivalRate),
    utilization: overTime("inService", servers, service / servers),
  };
}

const inUnits = ({ mean, halfWidth }: Interval): Interval => ({
  mean: mean / unit,
  halfWidth: halfWidth / unit,
});

/** What had happened at the end of each batch. */
function totalsOf(system: QueueingSystem, batch: Duration, seed: number): readonly Totals[] {
  const { arrivalRate, servers, capacity } = system;
  const totals: Totals[] = [];
  const simulation = new Simulation({
    seed,
    machines: [stationMachine, sourceMachine],
    observer: {
      every: batch,
      observe: (seen, now) => {
        const gauges = { ...seen.gaugesOf("station", now), ...seen.gaugesOf("source", now) };
        totals.push(gauges as unknown as Totals); // The gauges of both machines are their totals.
      },
    },
  });
  const service = scaled(system.service);
  const settings = { servers, capacity, service };
  simulation.apply({
    do: "create",
    name: "station",
    kind: "queueing.station",
    settings,
    connections: [],
  });
  const spacing: Distribution = { type: "exponential", mean: unit / arrivalRate };
  simulation.apply({
    do: "create",
    name: "source",
    kind: "queueing.source",
    settings: { spacing },
    connections: [{ port: "station", to: 0, target: "station" }],
  });
  simulation.tell("source", { type: "start" });
  simulation.run({ until: (batch * (batchCount + 1)) as Instant });
  return totals;
}

/** From the first batch on: the one before it only warms up. */
function differencesOf(totals: readonly Totals[]): readonly Totals[] {
  return totals.slice(1).map((after, index) => {
    const before = totals[index]!;
    const entries = Object.entries(after) as (readonly [keyof Totals, number])[]; // Its own keys.
    // One difference for each of the keys.
    return Object.fromEntries(
      entries.map(([name, sum]) => [name, sum - before[name]]),
    ) as unknown as Totals;
  });
}

/** A distribution of units of time, in microseconds. */
function scaled(distribution: Distribution): Distribution {
  switch (distribution.type) {
    case "constant":
      return { type: "constant", value: distribution.value * unit };
    case "exponential":
      return { type: "exponential", mean: distribution.mean * unit };
    case "gamma":
      return { ...distribution, scale: distribution.scale * unit };
    case "mixture":
      return {
        type: "mixture",
        parts: distribution.parts.map(({ weight, distribution: part }) => ({
          weight,
          distribution: scaled(part),
        })),
      };
    default:
      throw new TypeError(`service times must not be ${distribution.type}`);
  }
}
