import fc from "fast-check";
import { expect, it } from "vitest";
import { declare } from "./declare.ts";
import { EffectList, listed, type Effects } from "./effect-list.ts";
import type { Effect } from "./effect.ts";
import type { Machine, Replied } from "./machine.ts";
import type { Tagged } from "./plain.ts";
import { Simulation, type SimulationOptions } from "./simulation.ts";
import { after, type Duration, type Instant } from "./time.ts";

type Form = "objects" | "list" | "list in another order";

type Input = { readonly type: "start" | "word" | "timerFired" } | Replied<Tagged>;

/** Asks for up to forty effects at each input, by chance: the same in every form. */
const talker = (form: Form): Machine<object, { left: number }, Input, Effect> => ({
  kind: "talker",
  stateVersion: 1,
  inputs: declare("start", "word", "timerFired", "replied"),
  timers: declare("one", "other"),
  ports: declare("self"),
  purposes: declare("what"),
  choices: declare(),
  metrics: declare(),
  initialState: () => ({ left: 200 }),
  transition(state, input, context): Effects<Effect> {
    const effects: Effect[] = [];
    const { now, request } = context;
    const upTo = (count: number) => Math.floor(context.random(0) * count);
    if (input.type === "word") {
      const body = { type: "told" };
      const isLate = upTo(4) === 0;
      effects.push({
        type: "reply",
        to: request,
        body,
        ...(isLate ? { after: 3 as Duration } : {}),
      });
    }
    for (let count = state.left > 0 ? upTo(8) * upTo(6) : 0; count > 0; count -= 1) {
      const at = after(now, (1 + upTo(1_000)) as Duration);
      const index = upTo(70);
      const what = upTo(4);
      if (what === 0) effects.push({ type: "clearTimer", timer: upTo(2), index });
      else if (what < 3) effects.push({ type: "setTimer", timer: upTo(2), index, at });
      else {
        const deadline = (now + upTo(3)) as Instant;
        const send = { port: 0, to: 0, input: { type: "word" }, tag: index, deadline } as const;
        effects.push({ type: "send", ...send, ...(upTo(3) === 0 ? { after: 2 as Duration } : {}) });
      }
    }
    state.left -= 1;
    if (form === "objects") return effects;
    if (form === "list in another order") effects.reverse();
    context.effects.pushAll(effects);
    return context.effects;
  },
  fingerprint: () => 0,
});

function digestOf(form: Form, seed: number, options: Partial<SimulationOptions> = {}): string {
  const simulation = new Simulation({ seed, machines: [talker(form)], ...options });
  const connections = [{ port: "self", to: 0, target: "one" }];
  simulation.apply({ do: "create", name: "one", kind: "talker", settings: {}, connections });
  simulation.tell("one", { type: "start" });
  simulation.tell("one", { type: "start" });
  simulation.run({ events: 2_000 }, options.trace === undefined ? "inPlace" : "immutable");
  return `${simulation.digest} ${simulation.events}`;
}

it("does on a list what it does as objects: event by event, with a trace and on copies, too", () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const seen: unknown[] = [];
      const objects = digestOf("objects", seed);
      expect(digestOf("list", seed)).toBe(objects);
      expect(digestOf("list", seed, { trace: (entry) => void seen.push(entry.effects) })).toBe(
        objects,
      );
      const others: unknown[] = [];
      digestOf("objects", seed, { trace: (entry) => void others.push(entry.effects) });
      expect(seen).toEqual(others);
    }),
    { numRuns: 15 },
  );
});

it("finds out a list whose effects are in another order", () => {
  const seeds = Array.from({ length: 10 }, (_, seed) => seed);
  const differing = seeds.filter(
    (seed) => digestOf("list in another order", seed) !== digestOf("list", seed),
  );
  expect(differing.length).toBeGreaterThan(5);
});

it("gives back what was put on it, as many as there are", () => {
  const list = new EffectList();
  const effects = Array.from({ length: 100 }, (_, index) => ({
    type: "setTimer" as const,
    timer: 1,
    index,
    at: (2 ** 40 + index) as Instant,
  }));
  list.pushAll(effects);
  expect(listed(list)).toEqual(effects);
  expect(listed(list.clear())).toEqual([]);
  expect(listed(effects)).toBe(effects);
});
