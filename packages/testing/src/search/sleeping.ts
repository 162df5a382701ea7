import { isOrdered, type Touched } from "@orrery/kernel";

/** Events that need not go first, by their numbers, with what they touch: the runs in which they do were seen. */
export type Sleeping = ReadonlyMap<number, Touched>;

export const nothingSleeps: Sleeping = new Map();

/** Who still sleeps after an event that touched this: whoever comes to the same end before it and after it. */
export function sleepingAfter(
  sleeping: Sleeping,
  seen: readonly SeenEvent[],
  event: number,
  touched: Touched,
): Sleeping {
  const still = new Map<number, Touched>();
  for (const [other, others] of sleeping) {
    if (other !== event && !isOrdered(others, touched)) still.set(other, others);
  }
  for (const { event: other, touched: others } of seen) {
    if (other !== event && !isOrdered(others, touched)) still.set(other, others);
  }
  return still;
}

/** An event that went first at some moment, and what it touched there, by whichever of its answers. */
export interface SeenEvent {
  readonly event: number;
  touched: Touched;
}
