import { slab, type AskerOf, type Instant } from "@orrery/kernel";
import type { PipeState } from "./state.ts";

/** What of a pipe decides its future, counted from `now`. */
export const canonical = ({ executions }: PipeState, now: Instant, askerOf: AskerOf): unknown =>
  slab
    .list(executions)
    .map(({ request, batch, beganAt, stage, events, isInPlace, left, failed, failure }) => [
      askerOf(request),
      batch,
      now - beganAt,
      stage,
      events,
      isInPlace,
      left,
      failed,
      failure,
    ]);
