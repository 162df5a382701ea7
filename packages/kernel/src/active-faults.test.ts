import { expect, it } from "vitest";
import { ActiveFaults } from "./active-faults.ts";
import type { Fault } from "./fault.ts";
import { streamFor, next } from "./random/stream.ts";
import type { Instant } from "./time.ts";

/** Faults whose spans overlap in every way. */
function faultsOf(count: number): readonly Fault[] {
  const stream = streamFor(7, "faults", 0, "test");
  return Array.from({ length: count }, (_, number) => {
    const from = Math.floor(next(stream) * 100);
    const until = from + 1 + Math.floor(next(stream) * 30);
    const name = `f${number}`;
    const span = { from: from as Instant, until: until as Instant };
    return { type: "refuse", name, component: "c", share: 1, body: { type: "no" }, ...span };
  });
}

it("finds the faults that are active, in order of their injection, as time goes on and back", () => {
  const faults = faultsOf(40);
  const active = new ActiveFaults(faults);
  const instants = [...Array(140).keys(), 3, 90, 89, 20, 20, 0, 139, 50];
  for (const instant of instants) {
    const now = instant as Instant;
    const expected = faults.filter(({ from, until }) => from <= now && now < until);
    expect(active.at(now)).toEqual(expected);
  }
});
