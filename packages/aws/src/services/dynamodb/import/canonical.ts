import type { Instant, Plain } from "@orrery/kernel";
import type { ImportState } from "./state.ts";

/** What decides the future of an import, counted from `now`. */
export const canonical = (work: ImportState, now: Instant): Plain =>
  ({
    ...work,
    startedAt: work.endedAt === null ? work.startedAt - now : 0,
    endedAt: work.endedAt !== null,
    logged: work.logged.length,
  }) as unknown as Plain; // Plain data by its type.
