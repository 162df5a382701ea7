import type { Lost, Tagged } from "@orrery/kernel";
import type { Refused } from "../service/refusal.ts";

/** What the answer to an attempt means for the delivery. */
export type Verdict =
  /** It is done. */
  | "taken"
  /** It failed, and another attempt may help. */
  | "failed"
  /** The target had no room for it. */
  | "throttled"
  /** Another attempt would not help. */
  | "final";

/**
 * The usual verdict on an answer: what is not answered in time failed, a refusal is final where its
 * target says so, and all other answers take the delivery.
 */
export function usualVerdict(
  body: Tagged | Lost,
  isFinal: (refusal: Refused) => boolean,
): Exclude<Verdict, "throttled"> {
  if (body.type === "lost") return "failed";
  if (body.type !== "refused") return "taken";
  return isFinal(body as Refused) ? "final" : "failed"; // All who refuse say so.
}
