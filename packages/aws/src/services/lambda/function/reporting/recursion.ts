import { recursionLimit } from "../../limits.ts";
import type { SeenFunction } from "./seen-function.ts";

/** Functions that run on their own output, and what Lambda did about it. */
export const recursionWarnings = (functions: readonly SeenFunction[]): readonly string[] =>
  functions.flatMap((fn) => {
    const own = fn.sum("RecursiveInvocations");
    if (own === 0) return [];
    const invocations = own === 1 ? "1 of its invocations was" : `${own} of its invocations were`;
    return [`${fn.name} feeds itself: ${invocations} on its own output. ${outcomeOf(fn)}`];
  });

function outcomeOf({ settings, sum }: SeenFunction): string {
  const dropped = sum("RecursiveInvocationsDropped");
  if (dropped > 0) {
    const invocations = dropped === 1 ? "1 further invocation" : `${dropped} further invocations`;
    return (
      `Lambda takes that for a loop after ${recursionLimit} in one chain of requests, and stopped ${invocations}: ` +
      "their messages stay in the queue until they move to its dead-letter queue or expire." +
      (sum("AsyncEventsDroppedByRecursion") > 0
        ? " Events that it was invoked with asynchronously are dropped, to its dead-letter queue and its destination for failures where it has them."
        : "")
    );
  }
  if (settings.recursiveLoop === "Allow") return "RecursiveLoop is Allow, so nothing stops a loop.";
  return `Lambda stops a chain of requests, as a loop, before a function runs in it more than ${recursionLimit} times.`;
}
