import { describe, expect, it } from "vitest";
import {
  milliseconds,
  seconds,
  seededOracle,
  Simulation,
  type Fault,
  type Instant,
  type Snapshot,
} from "../src/index.ts";
import { chain, machines, type RelayState } from "./relay.ts";

const run = (simulation: Simulation): Simulation => {
  simulation.run({ until: seconds(10) as number as Instant });
  return simulation;
};
const span = {
  component: "sink",
  from: milliseconds(1_000) as number as Instant,
  until: milliseconds(1_120) as number as Instant,
  share: 1,
};
const under = (...faults: Fault[]) => run(chain(8, 1, { faults }));
const taken = (simulation: Simulation) => simulation.metersOf("sink")["Taken"]!.count;
const lost = (simulation: Simulation) => (simulation.stateOf("relay 1") as RelayState).lost;
const healthy = run(chain(8, 1));

describe("a fault", () => {
  it("refuses requests over its span only, and by its share", () => {
    const refuse = (share: number): Fault => {
      return { type: "refuse", name: "outage", ...span, share, body: { type: "refused" } };
    };
    expect(taken(under(refuse(1)))).toBeGreaterThan(0);
    expect(taken(under(refuse(1)))).toBeLessThan(taken(under(refuse(0.3))));
    expect(taken(under(refuse(0.3)))).toBeLessThan(taken(healthy));
    expect(() => under(refuse(0))).toThrow(
      'fault "outage" share: expected a share above 0 and at most 1, received 0',
    );
  });

  it("strikes the share that it names, and no other", () => {
    const until = milliseconds(9_000) as number as Instant;
    const struckShare = (share: number): number => {
      const body = { type: "refused" };
      const fault: Fault = { type: "refuse", name: "brown-out", ...span, until, share, body };
      const simulation = run(chain(8, 1, { faults: [fault] }, 800));
      return lost(simulation) / 800;
    };
    const healthyShare = lost(run(chain(8, 1, {}, 800))) / 800;
    // Those that are lost without it are refused as often as the others.
    for (const share of [0.2, 0.5, 0.8]) {
      const expected = share + (1 - share) * healthyShare;
      expect(Math.abs(struckShare(share) - expected)).toBeLessThan(0.06);
    }
  });

  it("drops requests, whose senders hear that they are lost at their deadlines", () => {
    const simulation = under({ type: "drop", name: "partition", direction: "request", ...span });
    const missing = taken(healthy) - taken(simulation);
    expect(missing).toBeGreaterThan(0);
    expect(lost(simulation) - lost(healthy)).toBeGreaterThan(0);
    expect((simulation.stateOf("relay 1") as RelayState).parcels.size).toBe(0);
  });

  it("drops answers: what was asked happens, and the sender does not know", () => {
    const simulation = under({ type: "drop", name: "partition", direction: "reply", ...span });
    expect(taken(simulation)).toBe(taken(healthy));
    expect(lost(simulation)).toBeGreaterThan(lost(healthy));
  });

  it("delays requests and answers by a distribution, beyond the deadline too", () => {
    for (const direction of ["request", "reply"] as const) {
      const by = { type: "constant", value: milliseconds(100) } as const;
      const simulation = under({ type: "delay", name: "brown-out", direction, by, ...span });
      expect(taken(simulation)).toBe(taken(healthy));
      expect(lost(simulation)).toBeGreaterThan(lost(healthy));
    }
  });

  it("doubles requests, of which the first answer alone is heard", () => {
    const by = { type: "constant", value: milliseconds(1) } as const;
    const simulation = under({ type: "duplicate", name: "echo", by, ...span });
    expect(taken(simulation)).toBeGreaterThan(taken(healthy));
    expect(lost(simulation)).toBe(lost(healthy));
  });

  it("may mean one sender alone", () => {
    const fault = (sender: string): Fault => {
      return { type: "refuse", name: "outage", ...span, sender, body: { type: "refused" } };
    };
    expect(taken(under(fault("relay 1")))).toBeLessThan(taken(healthy));
    expect(under(fault("relay 2")).digest).toBe(healthy.digest);
  });

  it("is there in some runs and not in others, those of a group together", () => {
    const fault = (component: string): Fault => {
      const body = { type: "refused" };
      const zone = { activation: 0.4, group: "zone" };
      return { type: "refuse", name: component, ...span, component, ...zone, body };
    };
    let there = 0;
    for (let seed = 0; seed < 100; seed += 1) {
      // The relay has a span of its own, so that the sink's fault does not hide what the relay's does.
      const relay = {
        ...fault("relay 2"),
        from: span.until,
        until: seconds(9) as number as Instant,
      };
      const struck: boolean[] = [];
      for (const faults of [[fault("sink")], [relay]]) {
        const simulation = run(chain(8, 2, { faults, oracle: seededOracle(seed) }));
        struck.push(simulation.digest !== run(chain(8, 2, { oracle: seededOracle(seed) })).digest);
      }
      expect(struck[0]).toBe(struck[1]);
      if (struck[0]) there += 1;
    }
    expect(there).toBeGreaterThan(25);
    expect(there).toBeLessThan(55);
  });

  it("heals: the parts that were struck work on afterwards as without it", () => {
    const early: Fault = {
      type: "drop",
      name: "partition",
      direction: "request",
      ...span,
      until: milliseconds(1_050) as number as Instant,
    };
    const simulation = under(early);
    const { parcels, passed, lost: given } = simulation.stateOf("relay 1") as RelayState;
    expect([parcels.size, passed + given]).toEqual([0, 40]);
    expect(passed).toBeGreaterThan(20);
  });

  it("goes on the same after a snapshot and in a fork", () => {
    const by = { type: "exponential", mean: milliseconds(5) } as const;
    const faults: Fault[] = [
      { type: "delay", name: "slow", direction: "request", by, ...span, share: 0.5 },
      { type: "duplicate", name: "echo", by, ...span, share: 0.3, activation: 0.9 },
    ];
    const whole = under(...faults);
    const cut = chain(8, 1, { faults });
    cut.run({ until: milliseconds(1_060) as number as Instant });
    const text = JSON.stringify(cut.snapshot());
    const restored = Simulation.restore(JSON.parse(text) as Snapshot, { machines, faults });
    const fork = cut.fork();
    expect(run(restored).digest).toBe(whole.digest);
    expect(run(fork).digest).toBe(whole.digest);
    expect(run(cut).digest).toBe(whole.digest);
  });

  it("stays there or away after a snapshot, whoever is asked from then on", () => {
    const drawn = Array.from({ length: 30 }, (_, seed) => {
      const faults: Fault[] = [
        { type: "drop", name: "partition", direction: "request", ...span, activation: 0.5 },
      ];
      const cut = chain(8, 1, { faults, oracle: seededOracle(seed) });
      cut.run({ until: milliseconds(1_060) as number as Instant });
      const snapshot = JSON.parse(JSON.stringify(cut.snapshot())) as Snapshot;
      const oracle = seededOracle("another");
      const restored = Simulation.restore(snapshot, { machines, faults, oracle });
      const { isThere } = cut.faultTallies[0]!;
      expect(run(restored).faultTallies[0]!.isThere).toBe(isThere);
      return isThere;
    });
    expect(new Set(drawn)).toEqual(new Set([true, false]));
  });

  it("strikes a component itself, once, in forks and after a snapshot too", () => {
    const content = { words: ["stray"] };
    const input = { type: "take", parcel: 500, content };
    const fault: Fault = { type: "strike", name: "stray", ...span, component: "relay 1", input };
    const struck = (more: Partial<Fault> = {}) => {
      const simulation = chain(8, 1);
      simulation.inject({ ...fault, ...more } as Fault);
      return simulation;
    };
    const taken = run(struck()).metersOf("relay 1")["Taken"]!.count;
    expect(taken).toBe(healthy.metersOf("relay 1")["Taken"]!.count + 1);
    const { digest } = run(struck());
    expect(digest).not.toBe(healthy.digest);
    const cut = struck();
    cut.run({ until: milliseconds(500) as number as Instant });
    const text = JSON.stringify(cut.snapshot());
    const options = { machines, faults: cut.faults };
    expect(run(Simulation.restore(JSON.parse(text) as Snapshot, options)).digest).toBe(digest);
    expect(run(cut.fork()).digest).toBe(digest);
    expect(run(cut).digest).toBe(digest);
    const seldom = Array.from({ length: 40 }, (_, seed) => {
      const simulation = chain(8, 1, { oracle: seededOracle(seed) });
      simulation.inject({ ...fault, activation: 0.5 });
      return run(simulation).metersOf("relay 1")["Taken"]!.count === taken;
    });
    expect(seldom.filter((isStruck) => isStruck).length).toBeGreaterThan(8);
    expect(seldom.filter((isStruck) => isStruck).length).toBeLessThan(32);
  });

  it("impairs work that a component begins, by the work's key, and says so in the trace", () => {
    const begun = (options: Parameters<typeof chain>[2] = {}) => chain(8, 2, options);
    const takenUnder = (...faults: Fault[]) => {
      const simulation = run(begun({ faults }));
      return { simulation, taken: simulation.metersOf("relay 2")["Taken"]!.count };
    };
    const impair = (share: number): Fault => ({
      ...{ type: "impair", name: "weakness", ...span, component: "relay 2", share },
      impairment: { type: "weak" },
    });
    const all = takenUnder(impair(1));
    const half = takenUnder(impair(0.5));
    expect(all.taken).toBeLessThan(half.taken);
    expect(half.taken).toBeLessThan(takenUnder().taken);
    const { seen, struck } = half.simulation.faultTallies[0]!;
    expect(struck).toBeGreaterThan(0);
    expect(struck).toBeLessThan(seen);
    // The draws of faults for requests stay what they are.
    const refuse: Fault = {
      ...{ type: "delay", name: "late", ...span, component: "relay 2", share: 0.5 },
      ...{ direction: "request", by: { type: "constant", value: 1 } },
    };
    const struckBy = (...faults: Fault[]) =>
      takenUnder(...faults).simulation.faultTallies.at(-1)!.struck;
    expect(struckBy(impair(0.5), refuse)).toBe(struckBy(refuse));
    const met: (string | undefined)[] = [];
    run(begun({ faults: [impair(1)], trace: ({ fault }) => void met.push(fault) }));
    expect(met.filter((fault) => fault === "weakness")).toHaveLength(
      all.simulation.faultTallies[0]!.struck,
    );
    const { digest } = half.simulation;
    const cut = begun({ faults: [impair(0.5)] });
    cut.run({ until: milliseconds(1_050) as number as Instant });
    const text = JSON.stringify(cut.snapshot());
    const options = { machines, faults: cut.faults };
    expect(run(Simulation.restore(JSON.parse(text) as Snapshot, options)).digest).toBe(digest);
    expect(run(cut.fork()).digest).toBe(digest);
  });

  it("is refused when its span or its distribution is none", () => {
    const by = { type: "exponential", mean: -1 } as const;
    const fault: Fault = { type: "delay", name: "slow", direction: "request", by, ...span };
    expect(() => under(fault)).toThrow('fault "slow" by');
    expect(() => under({ ...fault, until: span.from })).toThrow(
      'fault "slow" span: expected an end',
    );
  });

  it("tells instants apart in the canonical hash for as long as it is to come or there", () => {
    const hashes = (faults: readonly Fault[]) => {
      const simulation = new Simulation({ seed: 1, machines: [], faults });
      return [500, 1_000, 1_110, 1_200, 1_300].map((instant) => {
        simulation.run({ until: milliseconds(instant) as number as Instant });
        return simulation.canonicalHash();
      });
    };
    expect(new Set(hashes([])).size).toBe(1);
    const body = { type: "refused" };
    const [before, at, within, after, later] = hashes([
      { type: "refuse", name: "outage", ...span, body },
    ]);
    expect(new Set([before, at, within, after]).size).toBe(4);
    expect(later).toBe(after);
  });
});

describe("many faults", () => {
  /** `count` short faults of `component`, one after the other; `looks` counts how often their spans are read. */
  function shortOnes(count: number, component: string, looks: { count: number }): Fault[] {
    return Array.from({ length: count }, (_, number) => {
      const from = Math.floor((number * seconds(10)) / count);
      return {
        type: "refuse" as const,
        name: `fault ${number}`,
        component,
        share: 1,
        body: { type: "refused" },
        get from() {
          looks.count += 1;
          return from as Instant;
        },
        get until() {
          looks.count += 1;
          return (from + 1) as Instant;
        },
      };
    });
  }
  const looksAt = (count: number, component: string, makes = 40) => {
    const looks = { count: 0 };
    const simulation = chain(8, 1, {}, makes);
    simulation.injectAll(shortOnes(count, component, looks));
    looks.count = 0;
    run(simulation);
    return looks.count;
  };

  it("are looked at when they begin and end, not at each delivery", () => {
    expect(looksAt(1_000, "sink")).toBeLessThan(1_000 * 4);
    expect(looksAt(1_000, "sink", 400)).toBeLessThan(1_000 * 4);
    expect(looksAt(4_000, "sink")).toBeLessThan(4_000 * 4);
  });

  it("cost components nothing that they do not strike", () => {
    expect(looksAt(4_000, "relay 9")).toBe(0);
  });

  it("are found by components that are made when they are injected", () => {
    const looks = { count: 0 };
    const reads = (count: number) => {
      let asked = 0;
      const faults = shortOnes(count, "relay 9", looks).map((fault) => ({
        ...fault,
        get component() {
          asked += 1;
          return "relay 9";
        },
      }));
      chain(8, 1, { faults });
      return asked;
    };
    // Eight components are made, and none of them goes through the faults.
    expect(reads(2_000)).toBeLessThan(2_000 * 6);
  });

  it("strike as they do one by one, also those that overlap, and in a fork of an earlier instant", () => {
    const overlapping = [5, 1, 3, 2, 4].map((nth): Fault => {
      const from = milliseconds(1_000 + nth * 10) as number as Instant;
      const until = milliseconds(1_030 + nth * 10) as number as Instant;
      return {
        type: "refuse",
        name: `f${nth}`,
        ...span,
        from,
        until,
        share: 0.2,
        body: { type: "no" },
      };
    });
    const together = chain(8, 1);
    together.injectAll(overlapping);
    const early = together.fork();
    const one = chain(8, 1);
    for (const fault of overlapping) one.inject(fault);
    expect(run(together).digest).toBe(run(one).digest);
    expect(together.digest).not.toBe(healthy.digest);
    // Memory of a fork that is further on goes back in time.
    const memory = early.fork();
    run(memory);
    memory.becomeForkOf(early);
    expect(run(memory).digest).toBe(together.digest);
  });
});
