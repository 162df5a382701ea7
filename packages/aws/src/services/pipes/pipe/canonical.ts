import { ring, slab, type AskerOf, type Instant } from "@orrery/kernel";
import type { PipeState } from "./state.ts";

/** What of a pipe decides its future, counted from `now`. How executions are named decides nothing. */
export const canonical = (pipe: PipeState, now: Instant, askerOf: AskerOf): unknown => {
  const { executions, lines, toBucket } = pipe;
  const inWork = slab
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
  const waiting = ring.list(toBucket).map((id) => {
    const { at, text } = slab.read(lines, id)!; // What waits is there.
    return [now - at, text];
  });
  return [inWork, waiting];
};
