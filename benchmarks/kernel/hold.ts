import { EventHeap, EventQueue, type Instant, type TakenEvent } from "@orrery/kernel";
import { printOutcome, secondsOf } from "../outcome.ts";
import { CalendarQueue } from "./candidates/calendar-queue.ts";
import type { CandidateQueue } from "./candidates/candidate-queue.ts";
import { LadderQueue } from "./candidates/ladder-queue.ts";
import { holdDraws, holdSettingsOf, type HoldSettings } from "./hold-draws.ts";

/** The structures that were tried for the event queue. */
export const structures: Readonly<Record<string, () => CandidateQueue>> = {
  wheel: () => new EventQueue(),
  heap: () => new EventHeap(),
  ladder: () => new LadderQueue(),
  calendar: () => new CalendarQueue(),
};

/**
 * The hold model: takes the earliest event and schedules another, so that as many wait as before.
 *
 * @returns the seconds it took, and a number that says in which order the events came
 */
export function hold(
  queue: CandidateQueue,
  settings: HoldSettings,
): { seconds: number; order: number } {
  const { waiting, steps, cancels } = settings;
  const { delays, victims } = holdDraws(settings);
  const keys = new Float64Array(waiting);
  let order = 0;
  let delay = 0;
  for (let slot = 0; slot < waiting; slot += 1) {
    keys[slot] = queue.schedule(delays[delay]! as Instant, slot & 15, 1, slot, null, -1);
    delay += 1;
  }
  const seconds = secondsOf(() => {
    for (let step = 0; step < steps; step += 1) {
      const event = queue.take() as TakenEvent; // There are always as many.
      const slot = event.argument;
      order = (Math.imul(order, 31) + slot + event.target) | 0;
      const at = event.at + delays[delay]!;
      delay += 1;
      keys[slot] = queue.schedule(at as Instant, slot & 15, 1, slot, null, step);
      if (cancels && step % 3 === 0) {
        const victim = victims[step / 3]!;
        queue.cancel(keys[victim]! as Parameters<CandidateQueue["cancel"]>[0]);
        const later = (queue.now + delays[delay]!) as Instant;
        delay += 1;
        keys[victim] = queue.schedule(later, victim & 15, 1, victim, null, step);
      }
    }
  });
  return { seconds, order: order >>> 0 };
}

if (import.meta.main) {
  const [structure, ...args] = process.argv.slice(2);
  const settings = holdSettingsOf(args);
  const make = structures[structure!]!;
  // So that the code is compiled before the clock starts.
  hold(make(), { ...settings, waiting: Math.min(settings.waiting, 1_000), steps: 400_000 });
  const { seconds, order } = hold(make(), settings);
  const { steps } = settings;
  printOutcome({ value: steps / seconds / 1e6, work: steps, count: order, events: steps });
}
