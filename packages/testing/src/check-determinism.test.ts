import { declare, Simulation, type AnyEffect, type Instant, type Machine } from "@orrery/kernel";
import { expect, it } from "vitest";
import { checkDeterminism, DeterminismError } from "./check-determinism.ts";

type Tick = { readonly type: "start" | "timerFired" };

const clock = (pause: () => number): Machine<null, { ticks: number }, Tick, AnyEffect> => ({
  kind: "clock",
  stateVersion: 1,
  inputs: declare("start", "timerFired"),
  timers: declare("tick"),
  ports: declare(),
  purposes: declare(),
  choices: declare(),
  metrics: declare(),
  initialState: () => ({ ticks: 0 }),
  transition(state, _input, { now }) {
    state.ticks += 1;
    if (state.ticks > 20) return [];
    return [{ type: "setTimer", timer: 0, index: 0, at: (now + pause()) as Instant }];
  },
  fingerprint: () => 0,
});

function simulationOf(pause: () => number, trace: (entry: never) => void): Simulation {
  const machines = [clock(pause)];
  const simulation = new Simulation({ seed: 1, machines, trace: trace as never });
  simulation.apply({ do: "create", name: "clock", kind: "clock", settings: null, connections: [] });
  simulation.tell("clock", { type: "start" });
  return simulation;
}

it("gives the digest of two runs that are the same", () => {
  expect(checkDeterminism((trace) => simulationOf(() => 5, trace))).toMatch(/^[0-9a-f]{16}$/);
});

it("names the first event that differs, both sides", () => {
  let calls = 0;
  const pause = () => ((calls += 1) === 15 ? 6 : 5);
  expect(() => checkDeterminism((trace) => simulationOf(pause, trace))).toThrow(DeterminismError);
  calls = 0;
  expect(() => checkDeterminism((trace) => simulationOf(pause, trace))).toThrow(
    /^two runs differ first at event 7 \(35 µs, "clock"\): .* → setTimer; the other has event 7/,
  );
});
