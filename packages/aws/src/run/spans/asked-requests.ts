import type { Instant, Tagged } from "@orrery/kernel";
import type { Trail, Trailed } from "../../service/origin.ts";
import type { OpenSpan } from "./open-span.ts";

/** A request that was made and has not reached anybody. */
export interface Asked {
  /** `null`: another has handed it on, in words of its own. */
  readonly input: Tagged | null;
  readonly port: number;
  readonly tag: number;
  /** Who made it; `null`: somebody outside. */
  readonly sender: { readonly component: string; readonly kind: string } | null;
  readonly at: Instant;
  readonly context: OpenSpan | null;
}

/** Requests that were made and have not reached anybody. */
export class AskedRequests {
  /** By the event in which they were made. */
  private readonly byEvent = new Map<number, readonly Asked[]>();

  add(event: number, asked: Asked): void {
    const others = this.byEvent.get(event);
    this.byEvent.set(event, others === undefined ? [asked] : [...others, asked]);
  }

  /** Takes out the request of an event that an input is, or the first that `isIt` finds. */
  take(event: number, isIt: readonly ((asked: Asked) => boolean)[]): Asked | undefined {
    const all = this.byEvent.get(event);
    if (all === undefined) return undefined;
    for (const test of isIt) {
      const found = all.find(test);
      if (found === undefined) continue;
      const others = all.filter((asked) => asked !== found);
      if (others.length === 0) this.byEvent.delete(event);
      else this.byEvent.set(event, others);
      return found;
    }
    return undefined;
  }

  /** Takes the request out that an input is which has reached somebody. */
  takeReceived(event: number, input: Tagged): Asked | undefined {
    return this.take(event, [
      (one) => one.input === input,
      (one) => one.input === null,
      (one) => one.input?.type === input.type && isAlike(one.input, input),
    ]);
  }

  /** All that are left, each with its event and its place in it. */
  *left(): Iterable<{ readonly event: number; readonly nth: number; readonly asked: Asked }> {
    for (const [event, all] of this.byEvent) {
      for (const [nth, asked] of all.entries()) yield { event, nth, asked };
    }
  }

  clear(): void {
    this.byEvent.clear();
  }
}

export const fromOutside = (at: Instant): Asked => ({
  input: null,
  port: 0,
  tag: 0,
  sender: null,
  at,
  context: null,
});

export function trailIn(input: object): Trail | undefined {
  const { trail } = input as Partial<Trailed>;
  return trail ?? undefined;
}

/** Whether two inputs of one type may be the same, read from two places of a trace. */
const isAlike = (one: object, other: object): boolean =>
  trailIn(one)?.number === trailIn(other)?.number && trailIn(one)?.from === trailIn(other)?.from;
