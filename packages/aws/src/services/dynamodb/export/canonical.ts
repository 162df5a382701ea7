import type { Instant, Plain } from "@orrery/kernel";
import type { ExportState } from "./state.ts";

/** What decides the future of an export, counted from `now`. */
export const canonical = (work: ExportState, now: Instant): Plain =>
  ({
    ...work,
    startedAt: work.endedAt === null ? work.startedAt - now : 0,
    endedAt: work.endedAt !== null,
  }) as unknown as Plain; // Plain data by its type.
