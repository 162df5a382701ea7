import type { TimerFired } from "./machine.ts";

/** Indexes below this have one input each, for all components. */
const sharedIndexes = 256;

// A memo of a pure function of values: by timer, and then by index.
const shared: TimerFired[][] = [];

/** The input of a timer that fires: a value, so most events have one that others had before. */
export function timerInput(timer: number, index: number): TimerFired {
  if (index >= sharedIndexes) return { type: "timerFired", timer, index };
  while (shared.length <= timer) shared.push(inputsOf(shared.length));
  return shared[timer]![index]!;
}

const inputsOf = (timer: number): TimerFired[] =>
  Array.from({ length: sharedIndexes }, (_, index) =>
    Object.freeze({ type: "timerFired", timer, index }),
  );
