import { slab, type SlabId, type Tagged } from "@orrery/kernel";
import type { Door, Workload, WorkloadContext } from "./declarations.ts";
import { stepEnded } from "./sessions.ts";
import { noSession, noUser, type Pending } from "./state.ts";
import { awaitUser } from "./users.ts";

/** How a request went, for whoever waits for it. */
export interface Ended {
  /** It was answered, and not with an error. */
  readonly succeeded: boolean;
  /** `null`: it was refused, lost or never sent. */
  readonly answer: Tagged | null;
  /** Where it was answered; `null`: it was not. */
  readonly door: Door | null;
}

/** What is settled is forgotten; whoever waited for it thinks, and goes on. */
export function moveOn(
  workload: Workload,
  id: SlabId,
  { going, session }: Pending,
  { succeeded, answer, door }: Ended,
  context: WorkloadContext,
): void {
  slab.releaseAt(workload.pending, slab.slotOf(id));
  if (session !== noSession) {
    stepEnded(workload, session as SlabId, succeeded, answer, door, context);
  } else if (going.user !== noUser) awaitUser(going.user, context.now, context);
}
