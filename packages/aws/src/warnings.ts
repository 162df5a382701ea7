import type { Run } from "./run.ts";

/** What a careful reader of a run would point out, a sentence each. */
export function warningsOf(_run: Run): readonly string[] {
  return [];
}
