import type { Lost, Replied, Tagged, TraceEntry } from "@orrery/kernel";
import type { Refused } from "../service/refusal.ts";
import { span, wordsOf } from "../service/story.ts";

/** Why an attempt failed, by the answer to it; whatever else came in says that there was none. */
export function reasonOf({ input, fault }: TraceEntry): string {
  const by = fault === undefined ? "" : ` by the fault "${fault}"`;
  if (input.type !== "replied") return `no answer${by}`;
  const { body } = input as Replied<Tagged>; // What is noted of attempts, answers to them show.
  return isRefused(body) ? `${wordsOf(body)}${by}` : `no answer${by}`;
}

const isRefused = (body: Tagged | Lost): body is Refused => body.type === "refused";

/** When it is tried again, as the end of a sentence: an answer that sets the timer of attempts does so for that. */
export function retryOf({ at, effects }: TraceEntry, attempts: number): string {
  for (const effect of effects) {
    if (effect.type !== "setTimer" || effect.timer !== attempts) continue;
    return `, and tried again in ${span(effect.at - at)}`;
  }
  return "";
}
