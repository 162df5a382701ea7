import { slab, type SlabId, type Tagged } from "@orrery/kernel";
import type { Door, Workload, WorkloadContext } from "./declarations.ts";
import { stepEnded } from "./sessions.ts";
import { noSession, noUser, type Pending } from "./state.ts";
import { awaitUser } from "./users.ts";

/**
 * What is settled is forgotten; whoever waited for it thinks, and goes on. `succeeded`: it was answered, and not with an
 * error. `answer`, and the `door` where it was given: `null` where it was refused, lost or never sent.
 */
export function moveOn(
  workload: Workload,
  id: SlabId,
  { going, session }: Pending,
  succeeded: boolean,
  answer: Tagged | null,
  door: Door | null,
  context: WorkloadContext,
): void {
  slab.releaseAt(workload.pending, slab.slotOf(id));
  if (session !== noSession) {
    stepEnded(workload, session as SlabId, succeeded, answer, door, context);
  } else if (going.user !== noUser) awaitUser(going.user, context.now, context);
}
