import { EventHeap, type EventKey, type Instant } from "@orrery/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CalendarQueue } from "./calendar-queue.ts";
import type { CandidateQueue } from "./candidate-queue.ts";
import { LadderQueue } from "./ladder-queue.ts";

const schedule = (queue: CandidateQueue, at: number, argument: number): EventKey =>
  queue.schedule(at as Instant, argument & 15, 1, argument, null, -1);

const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("schedule" as const),
      delay: fc.oneof(fc.nat(12), fc.nat(3_000), fc.nat(2 ** 31), fc.constant(2 ** 45)),
      // Bursts make ladders grow rungs, and calendars days.
      count: fc.oneof({ weight: 9, arbitrary: fc.constant(1) }, fc.constant(300)),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("cancel" as const), nth: fc.nat() }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("take" as const),
      count: fc.oneof({ weight: 4, arbitrary: fc.nat(3) }, fc.nat(400)),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("peek" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("cancelMost" as const) }) },
);

describe.each([
  ["a calendar queue", () => new CalendarQueue()],
  ["a ladder queue", () => new LadderQueue()],
])("%s", (_, newQueue: () => CandidateQueue) => {
  it("gives events in the order of the heap, with bursts, ties and cancellation in the mix", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60, size: "max" }), (steps) => {
        const queue = newQueue();
        const heap = new EventHeap();
        const keys: [EventKey, EventKey][] = [];
        let argument = 0;
        const cancel = ([one, other]: [EventKey, EventKey]) =>
          expect(queue.cancel(one)).toBe(heap.cancel(other));
        for (const step of steps) {
          switch (step.do) {
            case "schedule":
              for (let nth = 0; nth < step.count; nth += 1) {
                argument += 1;
                const at = heap.now + Math.floor((step.delay * ((nth * 7) % 11)) / 11) + step.delay;
                keys.push([schedule(queue, at, argument), schedule(heap, at, argument)]);
              }
              break;
            case "cancel":
              if (keys.length > 0) cancel(keys[step.nth % keys.length]!);
              break;
            case "cancelMost":
              keys.forEach((pair, nth) => nth % 5 !== 0 && cancel(pair));
              break;
            case "take":
              for (let nth = 0; nth < step.count; nth += 1) {
                expect({ ...queue.take() }).toEqual({ ...heap.take() });
              }
              break;
            case "peek":
              expect(queue.peek()).toBe(heap.peek());
          }
          expect(queue.pending).toBe(heap.pending);
          expect(queue.now).toBe(heap.now);
        }
        for (let next = heap.take(); next !== undefined; next = heap.take()) {
          expect({ ...queue.take() }).toEqual({ ...next });
        }
        expect(queue.take()).toBeUndefined();
      }),
      { seed: 20261126, numRuns: 150 },
    );
  });
});
