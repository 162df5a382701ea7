import { plural } from "../../../../text/figures.ts";
import type { SeenFunction } from "./seen-function.ts";

/** Messages that were deleted though no handler came to them. */
export const unhandledWarnings = (functions: readonly SeenFunction[]): readonly string[] =>
  functions.flatMap(({ name, sum }) => {
    const left = sum("UnhandledMessages");
    if (left === 0) return [];
    const [were, them] = left === 1 ? ["was", "it"] : ["were", "them"];
    return [
      `${plural(left, "message")} of ${name} ${were} deleted unhandled: the handler had stopped before, and did not report ${them} (afterFailure: leaveRest).`,
    ];
  });
