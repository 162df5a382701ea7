import { after, between, slab, type Duration, type SlabId, type Tagged } from "@orrery/kernel";
import type { Arrival } from "../service/entry.ts";
import {
  purposes,
  timers,
  type Door,
  type Workload,
  type WorkloadContext,
} from "./declarations.ts";
import { metrics } from "./metrics.ts";
import { samplerOf } from "./payload.ts";
import { count } from "./settling.ts";
import { bodyWith, headWith } from "./session-template.ts";
import { ownValue, valuesAfter, type StepSettings } from "./session.ts";
import { noUser, type Session } from "./state.ts";
import { awaitUser } from "./users.ts";

// Set for the length of one call, so that no closure is made for each thought.
let source: WorkloadContext | null = null;
const drawThinking = (): number => source!.random(purposes.think);

/** Begins a session of a user, or of somebody who comes once. */
export function begin(workload: Workload, user: number, context: WorkloadContext): void {
  workload.sessionCount += 1;
  context.observe(metrics.SessionsBegun, 1);
  const id = slab.insert<Session>(workload.sessions, {
    step: 0,
    left: 0,
    user,
    began: context.now,
    usedAt: [],
    values: { [ownValue]: `${workload.sessionCount}` },
  });
  nextFrom(workload, id, 0, context);
}

/** The next step that a session has, from a place on; where there is none, it is over. */
function nextFrom(workload: Workload, id: SlabId, from: number, context: WorkloadContext): void {
  const steps = context.settings.session!; // It has sessions.
  let place = from;
  while (place < steps.length && !takesPlace(steps[place]!, context)) place += 1;
  const session = slab.edit(workload.sessions, id)!; // It goes on.
  if (place === steps.length) {
    context.observe(metrics.SessionsCompleted, 1);
    context.observe(metrics.SessionTime, between(session.began, context.now));
    end(workload, id, session, context);
    return;
  }
  const step = steps[place]!;
  session.step = place;
  session.left = step.times;
  stepAt(id, step, context);
}

const takesPlace = ({ share }: StepSettings, context: WorkloadContext): boolean =>
  share === 1 || context.random(purposes.step) < share;

function stepAt(id: SlabId, { think }: StepSettings, context: WorkloadContext): void {
  let thinking = 0;
  if (think !== null) {
    source = context;
    thinking = Math.max(0, Math.round(samplerOf(think)(drawThinking)));
    source = null;
  }
  const at = after(context.now, thinking as Duration);
  context.effects.setTimer(timers.step, slab.slotOf(id), at);
}

/** The user is gone, or thinks before the next session. */
function end(workload: Workload, id: SlabId, { user }: Session, context: WorkloadContext): void {
  slab.remove(workload.sessions, id);
  if (user !== noUser) awaitUser(user, context.now, context);
}

/** The step of a session that is due. */
export const stepOf = (
  { sessions }: Workload,
  id: SlabId,
  { settings }: WorkloadContext,
): StepSettings => settings.session![slab.read(sessions, id)!.step]!; // It goes on.

/** Puts the request of a session's step into an arrival. */
export function putStep(
  workload: Workload,
  id: SlabId,
  arrival: { -readonly [Member in keyof Arrival]: Arrival[Member] },
  { settings }: WorkloadContext,
): void {
  const { step, values } = slab.read(workload.sessions, id)!; // It goes on.
  const { request, body } = settings.session![step]!;
  arrival.http = request === null ? undefined : headWith(request, values);
  if (body === null) return;
  arrival.text = "text" in body ? bodyWith(body, values) : body;
}

/** Stands among the error codes for answers that have not what a session keeps. */
export const noValueCode = "no value";

/** A step is over: the same again, the next, or the user leaves. */
export function stepEnded(
  workload: Workload,
  id: SlabId,
  succeeded: boolean,
  answer: Tagged | null,
  door: Door | null,
  context: WorkloadContext,
): void {
  const session = slab.edit(workload.sessions, id)!; // It goes on.
  const step = context.settings.session![session.step]!;
  let goesOn = succeeded || step.continues;
  if (succeeded && answer !== null) {
    const values = valuesAfter(session.values, step.keep, answer, door!); // It answered.
    if (typeof values === "string") {
      const message = `The answer to ${step.name} has no ${values}.`;
      count(workload, { code: noValueCode, message }, 1);
      goesOn = false; // What comes behind needs it.
    } else session.values = values;
  } else if (step.keep.length > 0) goesOn = false;
  if (!goesOn) {
    context.observe(metrics.SessionsAbandoned, 1);
    end(workload, id, session, context);
    return;
  }
  session.left -= 1;
  if (session.left > 0) stepAt(id, step, context);
  else nextFrom(workload, id, session.step + 1, context);
}
