import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { milliseconds, seconds, Simulation, type Instant } from "../src/index.ts";
import { chain, connection, machines } from "./relay.ts";

const until = (time: number) => ({ until: milliseconds(time) as number as Instant });
const settings = { makes: 25, patience: 12 };

/** A relay more, which begins at once. */
function addRelay(simulation: Simulation, name: string): void {
  const connections = [connection("sink")];
  simulation.apply({ do: "create", name, kind: "relay", settings, connections });
  simulation.tell(name, { type: "start" });
}

/** Its canonical hashes after each of the next `events` events, whatever the order of ties is. */
function canonicalSequence(simulation: Simulation, events: number): readonly number[] {
  const hashes: number[] = [];
  const note = () => {
    hashes.push(simulation.canonicalHash(), simulation.canonicalHash({ ties: "inAnyOrder" }));
  };
  note();
  for (let left = events; left > 0 && simulation.step(); left -= 1) note();
  return hashes;
}

const restored = (simulation: Simulation) =>
  Simulation.restore(simulation.snapshot(), { machines });

describe("a fork in memory that was another fork's", () => {
  it("has the canonical sequence of a fresh one, and of one that shares no memory", () => {
    const moments = fc.array(fc.nat(250), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(
        fc.nat(10_000),
        fc.integer({ min: 1, max: 4 }),
        moments,
        (seed, length, steps) => {
          const original = chain(seed, length);
          const reused = original.fork();
          for (const events of steps) {
            original.run({ events });
            reused.becomeForkOf(original);
            const sequence = canonicalSequence(restored(original), 60);
            expect(canonicalSequence(original.fork(), 60)).toEqual(sequence);
            expect(canonicalSequence(reused, 60)).toEqual(sequence);
            // What it leaves behind is from further on, and from a change of what there is.
            if (events % 2 === 0) reused.apply({ do: "change", name: "relay 1", settings });
            reused.run(until(3_000));
          }
        },
      ),
      { seed: 20261128, numRuns: 25 },
    );
  });

  it("has it also where the other was dropped, and nobody can use that one any more", () => {
    const original = chain(5, 3);
    original.run({ events: 60 });
    const hashes = canonicalSequence(restored(original), 80);
    for (let round = 0; round < 4; round += 1) {
      const forks = [original.fork(), original.fork(), original.fork()];
      for (const fork of forks) expect(canonicalSequence(fork, 80)).toEqual(hashes);
      const [first, second] = forks;
      // What it leaves behind is from further on.
      second!.run(until(3_000));
      first!.drop();
      second!.drop();
      for (const use of [() => first!.step(), () => first!.digest, () => first!.drop()]) {
        expect(use).toThrow("one that is there");
      }
      expect(forks[2]!.fork().digest).toBe(forks[2]!.digest);
    }
  });

  it("is taken back from forks alone", () => {
    const listened = new Simulation({ seed: 1, machines, trace: () => undefined });
    expect(() => listened.drop()).toThrow("drop: expected a fork");
    listened.fork().drop();
  });

  it("ends like a fresh one when components are made in it that others made in it before", () => {
    const original = chain(7, 2);
    original.run(until(1_100));
    const reused = original.fork();
    for (let more = 0; more < 40; more += 1) addRelay(reused, `aside ${more}`);
    reused.run(until(2_500));
    reused.becomeForkOf(original);
    const fresh = original.fork();
    for (const fork of [fresh, reused]) {
      for (let more = 0; more < 40; more += 1) addRelay(fork, `more ${more}`);
      fork.run(until(3_000));
    }
    expect(reused.digests).toEqual(fresh.digests);
  });

  it("goes on like the original in a world of more components than the first lanes have room for", () => {
    const large = chain(3, 2);
    for (let more = 0; more < 60; more += 1) addRelay(large, `more ${more}`);
    large.run(until(1_020));
    const fork = large.fork();
    const back = restored(large);
    addRelay(fork, "later");
    addRelay(back, "later");
    addRelay(large, "later");
    for (const each of [fork, back, large]) each.run({ until: seconds(3) as number as Instant });
    expect(fork.digests).toEqual(large.digests);
    expect(back.digests).toEqual(large.digests);
    const bare = large.digests.filter(([name]) => name === "sink");
    expect(bare[0]![1]).not.toBe("0000000000000000");
  });
});

it("counts new settings, and a component that was made anew, in a hash that was taken before", () => {
  const simulation = chain(5, 2);
  simulation.run(until(1_100));
  const before = simulation.canonicalHash();
  simulation.apply({ do: "change", name: "relay 1", settings: { makes: 25, patience: 13 } });
  const changed = simulation.canonicalHash();
  expect(changed).not.toBe(before);
  expect(changed).toBe(restored(simulation).canonicalHash());
  simulation.apply({ do: "delete", name: "relay 2", refusal: { type: "refused" } });
  const deleted = simulation.canonicalHash();
  expect(deleted).not.toBe(changed);
  addRelay(simulation, "relay 2");
  const again = simulation.canonicalHash();
  expect(new Set([before, changed, deleted, again]).size).toBe(4);
  expect(again).toBe(restored(simulation).canonicalHash());
});
