import { describe, expect, it } from "vitest";
import {
  declare,
  milliseconds,
  noEffects,
  Simulation,
  type AnyEffect,
  type Fault,
  type Instant,
  type Machine,
  type Replied,
  type Snapshot,
  type Tagged,
  type TraceEntry,
} from "../src/index.ts";

/** Asks the desk for a word when it is told to, and keeps what it hears. */
const caller: Machine<
  { patience: number },
  { heard: readonly string[] },
  Tagged | Replied<Tagged>,
  AnyEffect
> = {
  kind: "caller",
  stateVersion: 1,
  inputs: declare("ask", "replied"),
  timers: declare(),
  ports: declare("desk"),
  purposes: declare(),
  choices: declare(),
  metrics: declare(),
  initialState: () => ({ heard: [] }),
  transition(state, input, { now, settings }) {
    if (input.type === "replied") {
      const { body } = input as Replied<Tagged & { word?: string }>;
      state.heard = [...state.heard, `${now} ${body.type} ${("word" in body && body.word) || ""}`];
      return noEffects;
    }
    const deadline = (now + settings.patience) as Instant;
    return [{ type: "send", port: 0, to: 0, input: { type: "word" }, tag: 1, deadline }];
  },
  fingerprint: () => 0,
};

const deskPorts = declare("worker");
const deskMetrics = declare("Answers");

/** Hands on what it is asked, and puts the answer into other words. */
const desk: Machine<{ twice: boolean }, { prefix: string }, Tagged, AnyEffect> = {
  kind: "desk",
  stateVersion: 1,
  inputs: declare("word"),
  timers: declare(),
  ports: deskPorts,
  purposes: declare(),
  choices: declare(),
  metrics: deskMetrics,
  initialState: () => ({ prefix: "the" }),
  transition(_state, _input, { request, now, settings }) {
    const deadline = (now + milliseconds(50)) as Instant;
    const input = { type: "work" };
    const effect = { type: "handOn", request, port: 0, to: 0, input, deadline } as const;
    const handOn = { ...effect, reading: ["read"] };
    return settings.twice ? [handOn, handOn] : [handOn];
  },
  fingerprint: () => 0,
  answerOf({ prefix }, reading, body, context) {
    context.observe(deskMetrics.Answers, 1);
    const word = body.type === "lost" ? "nothing" : (body as Tagged & { word: string }).word;
    return { type: "answer", word: `${prefix} ${word} ${String(reading)}` } as Tagged;
  },
};

const workerPorts = declare();

/** Answers after 2 ms of its own. */
const worker: Machine<null, { asked: number }, Tagged, AnyEffect> = {
  kind: "worker",
  stateVersion: 1,
  inputs: declare("work"),
  timers: declare(),
  ports: workerPorts,
  purposes: declare(),
  choices: declare(),
  metrics: declare(),
  initialState: () => ({ asked: 0 }),
  transition(state, _input, { request }) {
    state.asked += 1;
    const body = { type: "done", word: "word" } as Tagged;
    return [{ type: "reply", to: request, body, after: milliseconds(2) }];
  },
  fingerprint: () => 0,
};

const machines = [caller, desk, worker];

function office(
  options: {
    faults?: readonly Fault[];
    trace?: TraceEntry[];
    twice?: boolean;
    patience?: number;
  } = {},
): Simulation {
  const { faults = [], trace, twice = false, patience = milliseconds(10) } = options;
  const simulation = new Simulation({
    seed: 1,
    machines,
    faults,
    ...(trace === undefined ? {} : { trace: (entry) => trace.push(entry) }),
  });
  const create = (name: string, settings: unknown, target?: string) =>
    simulation.apply({
      do: "create",
      name,
      kind: name,
      settings,
      connections:
        target === undefined
          ? []
          : [{ port: target, to: 0, target, request: { type: "constant", value: 1_000 } }],
    });
  create("worker", null);
  create("desk", { twice }, "worker");
  create("caller", { patience }, "desk");
  return simulation;
}

const heard = (simulation: Simulation) =>
  (simulation.stateOf("caller") as { heard: readonly string[] }).heard;

/** What a caller hears at the end of all. */
function outcome(simulation: Simulation): readonly string[] {
  simulation.tell("caller", { type: "ask" });
  simulation.run();
  return heard(simulation);
}

const span = { from: 0 as Instant, until: milliseconds(100) as number as Instant, share: 1 };

describe("a request that is handed on", () => {
  it("is answered straight to whoever asked, in the words of whoever handed it on", () => {
    const trace: TraceEntry[] = [];
    const simulation = office({ trace });
    // A millisecond to either of them, and two of the worker's own.
    expect(outcome(simulation)).toEqual(["4000 answer the word read"]);
    const steps = trace.slice(1).map(({ component, input }) => `${component} ${input.type}`);
    expect(steps).toEqual(["desk word", "worker work", "caller replied"]);
    // One request from its start to its end.
    expect(new Set(trace.slice(1).map(({ request }) => request)).size).toBe(1);
    expect(simulation.metersOf("desk")["Answers"]!.sum).toBe(1);
  });

  it("is struck by the faults of its new target, by whoever asked first", () => {
    const drop = { type: "drop", name: "f", component: "worker", ...span } as const;
    const request = { ...drop, direction: "request" } as const;
    // Given up at the caller's own deadline.
    const lost = ["10000 answer the nothing read"];
    expect(outcome(office({ faults: [request] }))).toEqual(lost);
    expect(outcome(office({ faults: [{ ...request, sender: "caller" }] }))).toEqual(lost);
    expect(outcome(office({ faults: [{ ...drop, direction: "reply" }] }))).toEqual(lost);
    const spared = office({ faults: [{ ...request, sender: "desk" }] });
    expect(outcome(spared)).toEqual(["4000 answer the word read"]);
  });

  it("is done also when nobody waits any more", () => {
    const twice = { type: "constant", value: 0 } as const;
    const fault = { type: "duplicate", name: "f", component: "desk", by: twice, ...span } as const;
    const simulation = office({ faults: [fault] });
    expect(outcome(simulation)).toEqual(["4000 answer the word read"]);
    expect(simulation.stateOf("worker")).toEqual({ asked: 2 });
  });

  it("is given up at the earlier deadline, also where a delay had passed the other before", () => {
    const by = { type: "constant", value: milliseconds(60) } as const;
    const slow = { type: "delay", name: "f", direction: "request", component: "worker" } as const;
    const ask = (deadline: number) => {
      const simulation = office({ faults: [{ ...slow, by, ...span }], patience: deadline });
      return outcome(simulation);
    };
    expect(ask(milliseconds(10))).toEqual(["10000 answer the nothing read"]);
    expect(ask(milliseconds(55))).toEqual(["51000 answer the nothing read"]);
    expect(ask(milliseconds(200))).toEqual(["51000 answer the nothing read"]);
  });

  it("is given up from outside at the deadline of whoever handed it on", () => {
    const drop = { type: "drop", name: "f", direction: "request", component: "worker" } as const;
    const hear = (faults: readonly Fault[]) => {
      const simulation = office({ faults });
      const bodies: Tagged[] = [];
      simulation.tell("desk", { type: "word" }, (body) => bodies.push(body));
      simulation.run();
      return [simulation.now, bodies];
    };
    expect(hear([])).toEqual([3_000, [{ type: "answer", word: "the word read" }]]);
    const given = [{ type: "answer", word: "the nothing read" }];
    expect(hear([{ ...drop, ...span }])).toEqual([50_000, given]);
  });

  it("comes back from snapshots and forks, at every event of its way", () => {
    const whole = office();
    outcome(whole);
    for (let events = 1; events <= 4; events += 1) {
      const cut = office();
      cut.tell("caller", { type: "ask" });
      cut.run({ events });
      const text = JSON.stringify(cut.snapshot());
      const restored = Simulation.restore(JSON.parse(text) as Snapshot, { machines });
      for (const other of [restored, cut.fork(), cut]) {
        expect(other.canonicalHash()).toBe(cut.canonicalHash());
      }
      for (const other of [restored, cut.fork(), cut]) {
        other.run();
        expect(other.digest).toBe(whole.digest);
        expect(heard(other)).toEqual(heard(whole));
      }
    }
  });

  it("is handed on once", () => {
    const simulation = office({ twice: true });
    simulation.tell("caller", { type: "ask" });
    expect(() => simulation.run()).toThrow('"desk" hands on a request that is not its own');
  });

  it("hears of its new target's deletion", () => {
    const simulation = office();
    simulation.tell("caller", { type: "ask" });
    simulation.run({ until: 1_500 as Instant });
    const refusal = { type: "gone", word: "gone" };
    simulation.apply({ do: "delete", name: "worker", refusal });
    simulation.run();
    expect(heard(simulation)).toEqual(["2000 answer the gone read"]);
  });
});
