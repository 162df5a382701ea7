import {
  after,
  declare,
  listed,
  noEffects,
  seconds,
  slab,
  type AnyEffect,
  type Context,
  type Machine,
  type Slab,
  type Tagged,
} from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { drive } from "./drive.ts";

interface CounterState {
  readonly count: number;
  readonly notes: Slab<{ note: number }>;
}
type CounterInput = {
  readonly type: "add" | "timerFired" | "replied";
  readonly list?: readonly number[];
};
type Counter = Machine<{ readonly step: number }, CounterState, CounterInput, AnyEffect>;

/** A machine that obeys; each test breaks one law of it. */
const counter: Counter = {
  kind: "counter",
  stateVersion: 1,
  inputs: declare("add", "timerFired", "replied"),
  timers: declare("later"),
  ports: declare("other"),
  purposes: declare("dice"),
  choices: declare("odd"),
  metrics: declare("Added"),
  initialState: () => ({ count: 0, notes: slab.empty() }),
  transition(state, input, context) {
    state.count += context.settings.step;
    if (input.type !== "add") return noEffects;
    context.observe(0, 1);
    slab.insert(state.notes, { note: state.count });
    return [
      { type: "reply", to: context.request, body: { type: "added" } },
      { type: "setTimer", timer: 0, index: 0, at: after(context.now, seconds(1)) },
      {
        type: "send",
        port: 0,
        to: 0,
        input: { type: "hello" },
        tag: 7,
        deadline: after(context.now, seconds(3)),
      },
    ];
  },
  fingerprint: () => 0,
};
const always = { "is always so": () => true };
type Transition = Counter["transition"];
const broken = (transition: Transition): Counter => ({ ...counter, transition });
const add = (machine: Counter) => {
  const driven = drive(machine, { step: 1 }, always);
  driven.request({ type: "add" });
  return driven.request({ type: "add" });
};

describe("drive", () => {
  it("answers requests, fires timers, and gives what is not answered up as lost", () => {
    const driven = drive(counter, { step: 2 }, always);
    expect(driven.ask({ type: "add" })).toEqual({ type: "added" });
    expect(driven.sent).toHaveLength(1);
    driven.advance(seconds(2));
    expect(driven.state.count).toBe(4);
    driven.advance(seconds(1));
    expect(driven.state.count).toBe(6);
    expect(driven.sent).toHaveLength(0);
    expect(driven.meter("Added")).toEqual({ count: 1, sum: 1, min: 1, max: 1 });
  });

  it("answers a request of the machine by hand", () => {
    const driven = drive(counter, { step: 1 }, always);
    driven.ask({ type: "add" });
    driven.answer(driven.sent[0]!, { type: "welcome" });
    expect(driven.sent).toHaveLength(0);
    expect(driven.state.count).toBe(2);
  });

  it("says which machine and which input when an invariant does not hold", () => {
    const driven = drive(counter, { step: 1 }, { "counts to one": ({ count }) => count <= 1 });
    driven.ask({ type: "add" });
    expect(() => driven.ask({ type: "add" })).toThrow("counter counts to one: not so after add");
  });
});

describe("the laws of machines, each broken once", () => {
  const run = counter.transition;
  const hidden = { count: 0 };

  it.each<[string, Counter, string | RegExp]>([
    [
      "hidden state",
      broken((state, input, context) => {
        hidden.count += 1;
        state.count += hidden.count;
        return run(state, input, context);
      }),
      "makes another state on a copy",
    ],
    [
      "hidden randomness in effects",
      broken(() => [{ type: "clearTimer", timer: 0, index: (hidden.count += 1) }]),
      "has other effects on a copy",
    ],
    [
      "two replies",
      broken((state, input, context) => [
        ...listed(run(state, input, context)),
        { type: "reply", to: context.request, body: { type: "again" } },
      ]),
      "answers a request twice",
    ],
    [
      "a state that JSON does not keep",
      broken((state, input, context) => {
        state.count = Infinity;
        return run(state, input, context);
      }),
      "a state that JSON does not keep",
    ],
    [
      "a write past the collections",
      broken((state, input, context) => {
        const [note] = state.notes.near;
        if (typeof note === "object") note.note += 1;
        return run(state, input, context);
      }),
      "writes on a state that is shared",
    ],
    [
      "an effect that holds a record of the state",
      broken((state, input, context) => {
        const id = slab.idAt(state.notes, 0);
        if (id === undefined) return run(state, input, context);
        const note = slab.edit(state.notes, id)!;
        note.note += 1;
        const body = { type: "added", note } as Tagged;
        return [{ type: "reply", to: context.request, body }];
      }),
      /.*/,
    ],
    ["a fingerprint that is no integer", { ...counter, fingerprint: () => 0.5 }, "is an integer"],
    [
      "a deadline in the past",
      broken((_state, _input, context: Context<unknown>) => [
        {
          type: "send",
          port: 0,
          to: 0,
          input: { type: "x" },
          tag: 0,
          deadline: after(context.now, seconds(-1)),
        },
      ]),
      "gives a deadline in the past",
    ],
  ])("%s", (_law, machine, message) => {
    expect(() => {
      add(machine);
      add(machine);
      const driven = drive(machine, { step: 1 }, always);
      for (let times = 0; times < 4; times += 1) driven.request({ type: "add" });
    }).toThrow(message);
  });

  it.each([1, 2, 3])(
    "a write past the collections in a large state, of whose inputs %i at a time are not checked",
    (unchecked) => {
      const letters = "x".repeat(unchecked * 10_000);
      const machine: Counter = {
        ...broken((state, input, context) => {
          const [note] = state.notes.near;
          if (typeof note === "object") note.note += 1;
          return run(state, input, context);
        }),
        initialState: () => ({ ...counter.initialState({ step: 1 }), letters }),
      };
      expect(() => {
        const driven = drive(machine, { step: 1 }, always);
        for (let times = 0; times < 12; times += 1) driven.request({ type: "add" });
      }).toThrow("writes on a state that is shared");
    },
  );

  it("an input that is written on", () => {
    const machine = broken((state, input, context) => {
      (input.list as number[]).push(1);
      return run(state, input, context);
    });
    const driven = drive(machine, { step: 1 }, always);
    expect(() => driven.ask({ type: "add", list: [] })).toThrow(TypeError);
  });

  it("a request that is not answered in the same transition", () => {
    const driven = drive(
      broken(() => []),
      { step: 1 },
      always,
    );
    expect(() => driven.ask({ type: "add" })).toThrow("did not answer add");
    expect(driven.request({ type: "add" }).reply).toBeUndefined();
  });
});
