import { describe, expect, it } from "vitest";
import {
  declare,
  milliseconds,
  noEffects,
  Simulation,
  type AnyEffect,
  type Duration,
  type Fault,
  type Instant,
  type Machine,
  type Replied,
  type Snapshot,
  type Tagged,
  type TraceEntry,
} from "../src/index.ts";

const ms = (time: number): Instant => milliseconds(time) as number as Instant;

interface Pace {
  /** Left out: at once, with no such field in the effect. */
  readonly after?: Duration;
}
type Asking = Pace & { readonly patience: Duration };

/** Sends a word after a time of its own, and keeps when it hears what. */
const asker: Machine<Asking, { heard: readonly string[] }, Tagged | Replied<Tagged>, AnyEffect> = {
  kind: "asker",
  stateVersion: 1,
  inputs: declare("ask", "replied"),
  timers: declare(),
  ports: declare("teller"),
  purposes: declare(),
  choices: declare(),
  metrics: declare(),
  initialState: () => ({ heard: [] }),
  transition(state, input, { now, settings: { patience, ...own } }) {
    if (input.type === "replied") {
      state.heard = [...state.heard, `${now / 1_000} ${(input as Replied<Tagged>).body.type}`];
      return noEffects;
    }
    const deadline = (now + patience) as Instant;
    return [{ type: "send", port: 0, to: 0, input: { type: "word" }, tag: 1, deadline, ...own }];
  },
  fingerprint: () => 0,
};

/** Answers after a time of its own. */
const teller: Machine<Pace, { asked: readonly number[] }, Tagged, AnyEffect> = {
  kind: "teller",
  stateVersion: 1,
  inputs: declare("word"),
  timers: declare(),
  ports: declare(),
  purposes: declare(),
  choices: declare(),
  metrics: declare(),
  initialState: () => ({ asked: [] }),
  transition(state, _input, { now, request, settings }) {
    state.asked = [...state.asked, now / 1_000];
    return [{ type: "reply", to: request, body: { type: "told" }, ...settings }];
  },
  fingerprint: () => 0,
};

const machines = [asker, teller];

interface Scene {
  readonly send?: number;
  readonly reply?: number;
  readonly patience?: number;
  readonly faults?: readonly Fault[];
  readonly trace?: TraceEntry[];
}

/** One request that takes 1 ms there and 2 ms back, besides what those who send take. */
function scene({ send, reply, patience = 100, faults = [], trace }: Scene): Simulation {
  const simulation = new Simulation({
    seed: 1,
    machines,
    faults,
    ...(trace === undefined ? {} : { trace: (entry) => trace.push(entry) }),
  });
  const paceOf = (time: number | undefined) =>
    time === undefined ? {} : { after: milliseconds(time) };
  const create = { do: "create", connections: [] } as const;
  simulation.apply({ ...create, name: "teller", kind: "teller", settings: paceOf(reply) });
  simulation.apply({
    ...create,
    name: "asker",
    kind: "asker",
    settings: { ...paceOf(send), patience: milliseconds(patience) },
    connections: [
      {
        port: "teller",
        to: 0,
        target: "teller",
        request: { type: "constant", value: 1_000 },
        reply: { type: "constant", value: 2_000 },
      },
    ],
  });
  simulation.tell("asker", { type: "ask" });
  return simulation;
}

const asked = (simulation: Simulation) =>
  (simulation.stateOf("teller") as { asked: readonly number[] }).asked;
const heard = (simulation: Simulation) =>
  (simulation.stateOf("asker") as { heard: readonly string[] }).heard;

function ended(simulation: Simulation): readonly [readonly number[], readonly string[]] {
  simulation.run();
  return [asked(simulation), heard(simulation)];
}

const strike = { from: ms(0), until: ms(100), share: 1, component: "teller" };

describe("what a machine takes for itself before it sends or answers", () => {
  it("comes on top of the way, there and back, without an event more", () => {
    const bare = scene({});
    expect(ended(bare)).toEqual([[1], ["3 told"]]);
    for (const [send, reply, told] of [
      [5, undefined, 8],
      [undefined, 7, 10],
      [5, 7, 15],
      [0, 0, 3],
    ] as const) {
      const given = {
        ...(send === undefined ? {} : { send }),
        ...(reply === undefined ? {} : { reply }),
      };
      const simulation = scene(given);
      expect(ended(simulation)).toEqual([[(send ?? 0) + 1], [`${told} told`]]);
      expect(simulation.events).toBe(bare.events);
    }
  });

  it("is in the digest of whoever takes it", () => {
    const digestOf = (name: string, given: Scene) => {
      const simulation = scene({ patience: 10_000, ...given });
      simulation.run({ until: ms(0) }); // Before anybody could tell by the instants.
      if (name === "teller") simulation.run({ until: ms((given.send ?? 0) + 1) });
      return simulation.digests.find(([each]) => each === name)![1];
    };
    const sent = [{}, { send: 0 }, { send: 5 }, { send: 6 }];
    expect(new Set(sent.map((given) => digestOf("asker", given))).size).toBe(4);
    const replied = [{}, { reply: 0 }, { reply: 5 }, { reply: 6 }];
    expect(new Set(replied.map((given) => digestOf("teller", given))).size).toBe(4);
    expect(new Set(replied.map((given) => digestOf("asker", given))).size).toBe(1);
  });

  it("outlives snapshots and forks at every event, and both executors", () => {
    for (let events = 0; events <= 4; events += 1) {
      const simulation = scene({ send: 5, reply: 7 });
      simulation.run({ events });
      const saved = JSON.parse(JSON.stringify(simulation.snapshot())) as Snapshot;
      const back = Simulation.restore(saved, { machines });
      const fork = simulation.fork();
      expect(back.canonicalHash()).toBe(simulation.canonicalHash());
      expect(ended(fork)).toEqual([[6], ["15 told"]]);
      expect(ended(back)).toEqual([[6], ["15 told"]]);
      simulation.run({}, "immutable");
      expect([fork.digest, back.digest]).toEqual([simulation.digest, simulation.digest]);
    }
  });

  it("is nothing in the past: the canonical hash knows what is left of it", () => {
    const hashAt = (send: number, time: number) => {
      const simulation = scene({ send });
      simulation.run({ until: ms(time) });
      return simulation.canonicalHash();
    };
    expect(hashAt(5, 2)).not.toBe(hashAt(5, 3));
    expect(hashAt(5, 2)).not.toBe(hashAt(6, 2));
  });

  it("counts against the deadline of whoever waits", () => {
    expect(ended(scene({ send: 5, patience: 4 }))).toEqual([[6], ["4 lost"]]);
    expect(ended(scene({ reply: 7, patience: 9 }))).toEqual([[1], ["9 lost"]]);
    expect(ended(scene({ reply: 7, patience: 10 }))).toEqual([[1], ["10 told"]]);
    expect(ended(scene({ send: 5, reply: 7, patience: 14 }))).toEqual([[6], ["14 lost"]]);
  });

  it("does not keep faults from striking: a request when it arrives, an answer when it is given", () => {
    const refuse: Fault = { ...strike, name: "f", type: "refuse", body: { type: "down" } };
    expect(ended(scene({ send: 5, faults: [refuse] }))).toEqual([[], ["8 down"]]);
    const over: Fault = { ...refuse, until: ms(5) };
    expect(ended(scene({ send: 5, faults: [over] }))).toEqual([[6], ["8 told"]]);
    const drop: Fault = { ...strike, name: "f", type: "drop", direction: "request" };
    expect(ended(scene({ send: 5, faults: [drop] }))).toEqual([[], ["100 lost"]]);
    const late: Fault = {
      ...strike,
      name: "f",
      type: "delay",
      direction: "request",
      by: { type: "constant", value: 10_000 },
    };
    expect(ended(scene({ send: 5, faults: [late] }))).toEqual([[16], ["18 told"]]);
    const dropReply: Fault = { ...strike, name: "f", type: "drop", direction: "reply" };
    expect(ended(scene({ reply: 7, faults: [dropReply] }))).toEqual([[1], ["100 lost"]]);
  });

  it("is nobody's any more when either end goes", () => {
    const refusal = { type: "gone" };
    const whileSent = scene({ send: 5 });
    whileSent.run({ until: ms(2) });
    whileSent.apply({ do: "delete", name: "teller", refusal });
    expect(ended(whileSent)).toEqual([[], ["8 gone"]]);
    const whileTold = scene({ reply: 7 });
    whileTold.run({ until: ms(2) });
    // It has answered: the answer is on its way.
    whileTold.apply({ do: "delete", name: "teller", refusal });
    expect(ended(whileTold)).toEqual([[1], ["10 told"]]);
    const alone = scene({ send: 5 });
    alone.run({ until: ms(2) });
    alone.apply({ do: "delete", name: "asker", refusal });
    expect(ended(alone)).toEqual([[6], []]);
  });
});
