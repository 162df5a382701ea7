import { noRequest, type Instant, type TraceEntry } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { ImprintCheck, ImprintRecorder } from "./imprint.ts";
import { workloadMachine } from "../workload/machine.ts";

/** Events of three components, two apart in their numbers, as where replies go outside. */
const entryOf = (place: number, at = place): TraceEntry => ({
  event: place * 2,
  at: at as Instant,
  component: `c${place % 3}`,
  kind: "workload",
  input: { type: "start" },
  effects: [],
  cause: -1,
  request: noRequest,
});

function imprintOf(count: number) {
  const recorder = new ImprintRecorder([workloadMachine(() => undefined)]);
  for (let place = 0; place < count; place += 1) recorder.take(entryOf(place));
  return recorder.imprint;
}

function mismatchOf(count: number, change: (place: number) => TraceEntry, of = count) {
  const check = new ImprintCheck([workloadMachine(() => undefined)], imprintOf(of));
  for (let place = 0; place < count; place += 1) check.take(change(place));
  return check.mismatch;
}

describe("an imprint", () => {
  it("agrees with the same events", () => {
    expect(mismatchOf(10_000, (place) => entryOf(place))).toBeNull();
  });

  it("finds the first event that differs, whatever differs of it", () => {
    const differs = (entry: (place: number) => TraceEntry) =>
      mismatchOf(10_000, (place) => (place === 7_000 ? entry(place) : entryOf(place)));
    const found = { from: 14_000, event: 14_000, saved: "c1" };
    expect(differs((place) => entryOf(place, place + 1))).toMatchObject(found);
    expect(differs((place) => ({ ...entryOf(place), component: "other" }))).toMatchObject({
      ...found,
      now: { component: "other" },
    });
    const effect = { type: "clearTimer", timer: 0, index: 0 } as const;
    expect(differs((place) => ({ ...entryOf(place), effects: [effect] }))).toMatchObject(found);
  });

  it("finds an event beyond the last", () => {
    const mismatch = mismatchOf(101, (place) => entryOf(place), 100);
    expect(mismatch).toMatchObject({ from: 200, event: 200, saved: undefined });
  });

  it("of millions of events keeps a million, and finds which few the first is among", () => {
    const { stride, bytes } = imprintOf(3_000_000);
    expect(stride).toBe(4);
    expect(bytes.length).toBeLessThan(3_000_000);
    const mismatch = mismatchOf(3_000_000, (place) =>
      entryOf(place, place === 2_345_678 ? 0 : place),
    );
    expect(mismatch!.from).toBeLessThanOrEqual(2 * 2_345_678);
    expect(mismatch!.event).toBeGreaterThanOrEqual(2 * 2_345_678);
    expect(mismatch!.event - mismatch!.from).toBe(6);
  });
});
