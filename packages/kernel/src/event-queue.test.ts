import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EventHeap } from "./event-heap.ts";
import { EventQueue } from "./event-queue.ts";
import type { EventKey, Scheduler } from "./scheduler.ts";
import type { Instant } from "./time.ts";

const at = (instant: number) => instant as Instant;
const schedule = (queue: Scheduler, instant: number, argument = 0) =>
  queue.schedule(at(instant), argument, 0, argument, null, argument * 3);

/** The simplest scheduler that could be right: a list, sorted whenever it is asked. */
class ListedEvents {
  now = 0;
  private next = 0;
  private waiting: { at: number; sequence: number; argument: number; key: EventKey }[] = [];

  schedule(instant: number, argument: number, key: EventKey): void {
    this.waiting.push({ at: instant, sequence: this.next, argument, key });
    this.next += 1;
    this.waiting.sort((one, other) => one.at - other.at || one.sequence - other.sequence);
  }
  cancel(key: EventKey): boolean {
    const place = this.waiting.findIndex((event) => event.key === key);
    if (place >= 0) this.waiting.splice(place, 1);
    return place >= 0;
  }
  peek(): number {
    return this.waiting[0]?.at ?? -1;
  }
  tiedTargets(): readonly number[] {
    return this.waiting.filter((event) => event.at === this.peek()).map(({ argument }) => argument);
  }
  take(rank = 0): number | undefined {
    const [event] = this.waiting.splice(rank, 1);
    if (event !== undefined) this.now = event.at;
    return event?.argument;
  }
  get pending(): number {
    return this.waiting.length;
  }
  get arguments(): readonly number[] {
    return this.waiting.map(({ argument }) => argument);
  }
}

// From ties to what only the wheel's upper levels hold; 2³² is where an instant needs a second word.
const delay = fc.oneof(
  { weight: 4, arbitrary: fc.nat(12) },
  { weight: 2, arbitrary: fc.nat(70_000) },
  { weight: 1, arbitrary: fc.nat(2 ** 31) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(255, 256, 65_536, 2 ** 24, 2 ** 32 - 1, 2 ** 32, 2 ** 45),
  },
);
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant("schedule" as const), delay }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("cancel" as const), nth: fc.nat() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("take" as const), rank: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("advance" as const), part: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("fork" as const) }) },
);

describe.each([
  ["event queue", () => new EventQueue()],
  ["event heap", () => new EventHeap()],
])("%s", (_, newQueue) => {
  it("does what a sorted list does, with cancellation, ties, ranks and forks in the mix", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200, size: "max" }), (steps) => {
        let queue: Scheduler = newQueue();
        const list = new ListedEvents();
        const keys: EventKey[] = [];
        let argument = 0;
        for (const step of steps) {
          switch (step.do) {
            case "schedule": {
              argument += 1;
              const instant = list.now + step.delay;
              const key = schedule(queue, instant, argument);
              keys.push(key);
              list.schedule(instant, argument, key);
              break;
            }
            case "cancel": {
              const key = keys[step.nth % keys.length];
              if (key !== undefined) expect(queue.cancel(key)).toBe(list.cancel(key));
              break;
            }
            case "take": {
              expect(queue.tiedTargets()).toEqual(list.tiedTargets());
              const rank = Math.min(step.rank, Math.max(0, list.tiedTargets().length - 1));
              const taken = list.take(rank);
              expect(queue.take(rank)?.argument).toBe(taken);
              if (taken !== undefined) expect(queue.lastCause).toBe(taken * 3);
              break;
            }
            case "advance": {
              // Between the present and the next event, where more may then be scheduled.
              const next = list.peek() === -1 ? list.now + 3 : list.peek();
              list.now += Math.floor(((next - list.now) * step.part) / 3);
              queue.advanceTo(at(list.now));
              break;
            }
            case "fork": {
              const original = queue;
              queue = original.fork();
              while (original.take() !== undefined);
              schedule(original, original.now + 1);
              break;
            }
          }
          expect(queue.now).toBe(list.now);
          expect(queue.peek()).toBe(list.peek());
          expect(queue.pending).toBe(list.pending);
          expect(queue.list().map((event) => event.argument)).toEqual(list.arguments);
          expect(queue.list().map(({ cause }) => cause / 3)).toEqual(list.arguments);
        }
      }),
      { seed: 20261124, numRuns: 300 },
    );
  });

  it("takes events of one instant in the order of scheduling, also those scheduled meanwhile", () => {
    const queue = newQueue();
    schedule(queue, 5, 1);
    schedule(queue, 5, 2);
    expect(queue.take()?.argument).toBe(1);
    schedule(queue, 5, 3);
    expect([queue.take()?.argument, queue.take()?.argument]).toEqual([2, 3]);
  });

  it("schedules between the present and an instant that was peeked at", () => {
    const queue = newQueue();
    schedule(queue, 5_000, 1);
    expect(queue.peek()).toBe(5_000);
    queue.advanceTo(at(200));
    schedule(queue, 300, 2);
    expect([queue.take()?.at, queue.take()?.at]).toEqual([300, 5_000]);
  });

  it("knows a key whose slot has another event now", () => {
    const queue = newQueue();
    const first = schedule(queue, 1);
    queue.take();
    schedule(queue, 2);
    expect(queue.cancel(first)).toBe(false);
    expect(queue.pending).toBe(1);
  });

  it("knows causes of any size, also where a slot had another before, in forks and among many", () => {
    const causes = [-1, 0, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1, 5];
    const queue = newQueue();
    const scheduleAll = (from: number, count: number) => {
      for (let nth = 0; nth < count; nth += 1) {
        queue.schedule(at(from + nth), 0, 0, 0, null, causes[nth % causes.length]!);
      }
    };
    const expectAll = (events: Scheduler, count: number) => {
      const listed = events.list().map(({ cause }) => cause);
      for (let nth = 0; nth < count; nth += 1) {
        const cause = causes[nth % causes.length]!;
        expect(listed[nth]).toBe(cause);
        events.take();
        expect(events.lastCause).toBe(cause);
      }
    };
    scheduleAll(10, 200);
    expectAll(queue.fork(), 200);
    expectAll(queue, 200);
    // Small ones where there were large ones, and the other way round.
    causes.push(causes.shift()!);
    scheduleAll(1_000, 200);
    expectAll(queue, 200);
    // In the memory of one that knew none that is large.
    if (!(queue instanceof EventQueue)) return;
    const small = new EventQueue();
    schedule(small, 1, 2);
    queue.copyFrom(small);
    expect(queue.list().map(({ cause }) => cause)).toEqual([6]);
    scheduleAll(2_000, 3);
    small.copyFrom(queue);
    expect(small.list().map(({ cause }) => cause)).toEqual([6, ...causes.slice(0, 3)]);
  });

  it("refuses the past and instants that are no numbers", () => {
    const queue = newQueue();
    queue.advanceTo(at(10));
    expect(() => schedule(queue, 9)).toThrow("an event is scheduled at 9, before the present 10");
    expect(() => schedule(queue, NaN)).toThrow("an event is scheduled at NaN");
  });

  it("does not move past an event", () => {
    const queue = newQueue();
    schedule(queue, 5);
    expect(() => queue.advanceTo(at(6))).toThrow("time is to pass 5, at which an event waits");
  });
});

it("takes the same events from the wheel and from the heap, over thousands of them", () => {
  const wheel = new EventQueue();
  const heap = new EventHeap();
  const keys: [EventKey, EventKey][] = [];
  let bits = 1;
  const random = (below: number) => {
    bits = (Math.imul(bits, 1_103_515_245) + 12_345) >>> 0;
    return (bits >>> 8) % below;
  };
  const spans = [1, 300, 70_000, 2 ** 23, 2 ** 40];
  for (let round = 0; round < 60_000; round += 1) {
    const delay = random(spans[random(spans.length)]!);
    keys.push([schedule(wheel, wheel.now + delay, round), schedule(heap, heap.now + delay, round)]);
    if (random(3) === 0) {
      const [ofWheel, ofHeap] = keys[random(keys.length)]!;
      expect(wheel.cancel(ofWheel)).toBe(heap.cancel(ofHeap));
    }
    if (random(8) > 0 || wheel.pending > 2_000) {
      expect(wheel.peek()).toBe(heap.peek());
      expect(wheel.take()?.argument).toBe(heap.take()?.argument);
    }
  }
  while (wheel.pending > 0) expect(wheel.take()).toEqual(heap.take());
  expect(heap.pending).toBe(0);
});

it("takes the same events from queue and heap while few become many, and many few", () => {
  const queue = new EventQueue();
  const heap = new EventHeap();
  const keys: [EventKey, EventKey][] = [];
  let bits = 7;
  const random = (below: number) => {
    bits = (Math.imul(bits, 1_103_515_245) + 12_345) >>> 0;
    return (bits >>> 8) % below;
  };
  const spans = [1, 4, 300, 70_000, 2 ** 40];
  let most = 0;
  let waves = 0;
  for (let round = 0; round < 15_000; round += 1) {
    // Waves of some 80 events, far above what one list has, and down to nearly none.
    const isRising = round % 250 < 100;
    if (random(10) < (isRising ? 9 : 1)) {
      const delay = random(spans[random(spans.length)]!);
      keys.push([
        schedule(queue, queue.now + delay, round),
        schedule(heap, heap.now + delay, round),
      ]);
    } else if (keys.length > 0 && random(4) === 0) {
      const [ofQueue, ofHeap] = keys.splice(random(keys.length), 1)[0]!;
      expect(queue.cancel(ofQueue)).toBe(heap.cancel(ofHeap));
    } else {
      expect(queue.peek()).toBe(heap.peek());
      const taken = queue.take()?.argument;
      expect(taken).toBe(heap.take()?.argument);
    }
    most = Math.max(most, queue.pending);
    if (queue.pending < 5 && most > 40) {
      waves += 1;
      most = 0;
    }
    if (round % 97 === 0) expect(queue.list()).toEqual(heap.list());
    if (round % 89 === 0) expect(queue.fork().list()).toEqual(heap.list());
  }
  expect(waves).toBeGreaterThan(40);
});
