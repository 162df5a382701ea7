import { after, invariant, noEffects, type Duration } from "@orrery/kernel";
import type { Call, CallReply } from "../service/call.ts";
import type { PlainObject } from "../service/refusal.ts";
import { deployed, listOf, operationsOf, type Updating } from "./step-operations.ts";
import type {
  StepState,
  UpdateEffect,
  UpdateEnd,
  UpdateFailure,
  UpdateState,
} from "./update-state.ts";

/** States are values: whoever changes one makes another. */
function setStep(
  { state }: Pick<Updating, "state">,
  place: number,
  change: Partial<StepState>,
): void {
  state.steps = state.steps.map((each, at) => (at === place ? { ...each, ...change } : each));
}

function setUpdate({ state }: Updating, action: number, change: Partial<UpdateState>): void {
  state.updates = state.updates.map((each, at) => (at === action ? { ...each, ...change } : each));
}

/** CloudFormation's words, without the ARN of the stack. */
const underWay = {
  code: "ValidationError",
  message: "Stack is in UPDATE_IN_PROGRESS state and can not be updated.",
};

/** Begins a branch of an update, unless another update of the same stack is under way. */
export function beginUpdate(
  updating: Updating,
  action: number,
  branch: number,
  isBusy: boolean,
): readonly UpdateEffect[] {
  if (isBusy) {
    setUpdate(updating, action, { branch, refusal: underWay, isOver: true });
    return noEffects;
  }
  setUpdate(updating, action, { branch, isBegun: true });
  return goOn(updating, action);
}

/** How an update has ended, or will unless it fails; `null`: it was taken back when a part of it had numbers. */
export function endOf(updating: Updating, action: number): UpdateEnd | null {
  const { state, context } = updating;
  const { refusal, failure } = state.updates[action]!;
  if (refusal === null && failure === null) return "deployed";
  const numbered = stepsOf(updating, action).filter(
    (place) => context.settings.steps[place]!.isNumbered === true,
  );
  const made = numbered.filter((place) => state.steps[place]!.responses.length > 0);
  if (made.length === numbered.length) return "takenBack";
  return made.length === 0 ? "neverNumbered" : null;
}

/** The places of the steps of an update, in the branch that it is. */
function stepsOf({ state, context }: Updating, action: number): readonly number[] {
  const { branch } = state.updates[action]!;
  return context.settings.steps.flatMap((step, place) =>
    step.action === action && step.branch === branch ? [place] : [],
  );
}

/** Hears what AWS answers to an operation of a step. */
export function hearStep(
  updating: Updating,
  place: number,
  answer: CallReply | { readonly type: "lost" },
): readonly UpdateEffect[] {
  const { state, context } = updating;
  const step = state.steps[place]!;
  const planned = context.settings.steps[place]!;
  const deployment = updating.deploymentOf(planned.type);
  if (answer.type === "called") {
    if (step.looksFor !== null) return goOnAfter(updating, place, answer.response);
    if (step.waitsFor !== null) return hearEnd(updating, place, answer.response);
    const makes = planned.change === "adds" || planned.change === "replaces";
    const isMade = makes && !step.isUndoing;
    const operation = step.operations[step.answered]!; // It was called.
    setStep(updating, place, {
      answered: step.answered + 1,
      waitsFor: deployment?.waits?.asks(operation, answer.response) ?? null,
      ...(isMade ? { responses: [...step.responses, answer.response] } : {}),
    });
    return callOrSettle(updating, place);
  }
  if (answer.type === "refused" && deployment?.isUnderWay?.(answer) === true) {
    return pause(updating, place);
  }
  const { code, message } =
    answer.type === "refused" ? answer : { code: "Lost", message: "There was no answer." };
  return fail(updating, place, { code, message });
}

/** Performs what a step has looked for; what it comes to may be that it fails. */
function goOnAfter(updating: Updating, place: number, found: PlainObject): readonly UpdateEffect[] {
  const effects = perform(updating, place, found);
  const { action } = updating.context.settings.steps[place]!;
  return updating.state.steps[place]!.status === "failed" ? goOn(updating, action) : effects;
}

/** Hears how far that is which a step waits for. */
function hearEnd(updating: Updating, place: number, answer: PlainObject): readonly UpdateEffect[] {
  const { deploymentOf, context } = updating;
  const end = deploymentOf(context.settings.steps[place]!.type)!.waits!.endIn(answer); // It asked for it.
  if (end === null) return pause(updating, place);
  if (end !== "well") return fail(updating, place, end);
  setStep(updating, place, { waitsFor: null });
  return callOrSettle(updating, place);
}

/** Asks again a little later. */
function pause(updating: Updating, place: number): readonly UpdateEffect[] {
  const { context } = updating;
  const { every, figure } = context.settings.check;
  context.observe(figure, 1);
  setStep(updating, place, { status: "pausing" });
  return [{ type: "settle", step: place, at: after(context.now, every) }];
}

/** A step does not succeed: all of the update is taken back. */
function fail(
  updating: Updating,
  place: number,
  why: Omit<UpdateFailure, "logicalId">,
): readonly UpdateEffect[] {
  const { state, context } = updating;
  const { change, action } = context.settings.steps[place]!;
  const { isUndoing, answered } = state.steps[place]!;
  // What cannot be removed in the end is left where it is, and so is what cannot be undone.
  if (isUndoing) {
    setStep(updating, place, { answered: answered + 1, looksFor: null, waitsFor: null });
    return callOrSettle(updating, place);
  }
  if (change === "removes") return settle(updating, place);
  markFailed(updating, place, why);
  return goOn(updating, action);
}

function markFailed(
  updating: Updating,
  place: number,
  { code, message }: Omit<UpdateFailure, "logicalId">,
): void {
  const { state, context } = updating;
  const { action, logicalId } = context.settings.steps[place]!;
  context.observe(updating.turns, 1);
  setStep(updating, place, { status: "failed", doneAt: context.now });
  const { failure } = state.updates[action]!;
  setUpdate(updating, action, { failure: failure ?? { logicalId, code, message } });
}

/** CloudFormation finds that what a step is about is ready, or looks again. */
export function settled(updating: Updating, place: number): readonly UpdateEffect[] {
  const { state, context } = updating;
  const step = state.steps[place]!;
  if (step.status === "pausing") return lookAgain(updating, place);
  const { figure, action, answer } = context.settings.steps[place]!;
  context.observe(figure, 1);
  if (answer?.failure != null && !step.isUndoing) return fail(updating, place, answer.failure);
  context.observe(updating.turns, 1);
  setStep(
    updating,
    place,
    step.isUndoing
      ? { status: "undone", undoneAt: context.now }
      : { status: "done", doneAt: context.now },
  );
  return goOn(updating, action);
}

/** Starts what can be started of an update, or undoes the next step of one that failed. */
function goOn(updating: Updating, action: number): readonly UpdateEffect[] {
  const { state, context } = updating;
  const update = state.updates[action]!;
  const places = stepsOf(updating, action);
  const isUnderWay = places.some((place) =>
    ["calling", "pausing", "settling"].includes(state.steps[place]!.status),
  );
  if (update.failure !== null) return isUnderWay ? noEffects : undoNext(updating, action, places);
  const effects: UpdateEffect[] = [];
  for (const place of places) {
    const { needs } = context.settings.steps[place]!;
    const isReady = needs.every((needed) => state.steps[needed]!.status === "done");
    if (state.steps[place]!.status !== "waiting" || !isReady) continue;
    effects.push(...start(updating, place));
    if (state.updates[action]!.failure !== null) {
      return effects.length > 0 || isUnderWay ? effects : undoNext(updating, action, places);
    }
  }
  if (effects.length === 0 && !isUnderWay) {
    const isStuck = places.some((place) => state.steps[place]!.status === "waiting");
    invariant(!isStuck, "steps of an update wait for each other");
    setUpdate(updating, action, { isOver: true });
  }
  return effects;
}

function undoNext(
  updating: Updating,
  action: number,
  places: readonly number[],
): readonly UpdateEffect[] {
  const { state, context } = updating;
  for (const place of [...places].reverse()) {
    const step = state.steps[place]!;
    const isPartly = step.status === "failed" && step.answered > 0 && !step.isUndoing;
    if (step.status !== "done" && !isPartly) continue;
    context.observe(updating.turns, 1);
    setStep(updating, place, {
      isUndoing: true,
      undoingAt: context.now,
      answered: 0,
      waitsFor: null,
    });
    return begin(updating, place);
  }
  setUpdate(updating, action, { isOver: true });
  return noEffects;
}

function start(updating: Updating, place: number): readonly UpdateEffect[] {
  const { context } = updating;
  context.observe(updating.turns, 1);
  setStep(updating, place, { startedAt: context.now });
  return begin(updating, place);
}

/** Begins a step, or its taking back: finds out what it comes to, where that depends on how the resource is now. */
function begin(updating: Updating, place: number): readonly UpdateEffect[] {
  const { deploymentOf, context } = updating;
  const { type, change } = context.settings.steps[place]!;
  const looks = change === "changes" ? deploymentOf(type)?.looks : undefined;
  if (looks === undefined) return perform(updating, place, {});
  setStep(updating, place, { looksFor: looks(deployed(updating, place, {})) });
  return callOrSettle(updating, place);
}

/** Performs a step, or takes it back, with what was found. */
function perform(updating: Updating, place: number, found: PlainObject): readonly UpdateEffect[] {
  const operations = operationsOf(updating, place, found);
  const { isUndoing } = updating.state.steps[place]!;
  setStep(updating, place, { operations: listOf(operations), looksFor: null });
  if (!isUndoing && typeof operations === "object" && operations !== null && "code" in operations) {
    markFailed(updating, place, operations);
    return noEffects;
  }
  return callOrSettle(updating, place);
}

function callOrSettle(updating: Updating, place: number): readonly UpdateEffect[] {
  const { state, context } = updating;
  const step = state.steps[place]!;
  const next = step.looksFor ?? step.waitsFor ?? step.operations[step.answered];
  if (next === undefined) return settle(updating, place);
  if (step.waitsFor === null && dueIn(updating, place) > 0) return pauseUntilDue(updating, place);
  const { service, logicalId, change } = context.settings.steps[place]!;
  const isMaking = (change === "adds" || change === "replaces") && !step.isUndoing;
  setStep(updating, place, { status: "calling" });
  const { operation, params } = next;
  const call: Call = {
    type: "call",
    service: next.service ?? service,
    operation,
    params,
    ...(isMaking ? { logicalId } : {}),
  };
  return [{ type: "call", step: place, call }];
}

/** How long it is until the next operation of a step is due; none waits for its time where all is taken back. */
function dueIn({ state, context }: Updating, place: number): Duration {
  const { startedAt, operations, answered, isUndoing } = state.steps[place]!;
  const { after: wait = 0 } = operations[answered] ?? {};
  const since = context.now - (startedAt ?? context.now);
  return (isUndoing ? 0 : Math.max(0, wait - since)) as Duration;
}

/** Waits until the next operation is due, or until what is watched meanwhile is looked at. */
function pauseUntilDue(updating: Updating, place: number): readonly UpdateEffect[] {
  const { state, context } = updating;
  const { operations, answered } = state.steps[place]!;
  const due = dueIn(updating, place);
  const { every } = context.settings.check;
  const isWatching = operations[answered]?.watch !== undefined && every < due;
  setStep(updating, place, { status: "pausing" });
  return [{ type: "settle", step: place, at: after(context.now, isWatching ? every : due) }];
}

/** Goes on with a step that has paused: looks at what is watched, while its next operation is not due. */
function lookAgain(updating: Updating, place: number): readonly UpdateEffect[] {
  const { waitsFor, operations, answered } = updating.state.steps[place]!;
  const watch = operations[answered]?.watch;
  if (waitsFor === null && watch !== undefined && dueIn(updating, place) > 0) {
    setStep(updating, place, { waitsFor: watch });
  }
  return callOrSettle(updating, place);
}

function settle(updating: Updating, place: number): readonly UpdateEffect[] {
  setStep(updating, place, { status: "settling" });
  const { context } = updating;
  const { takes } = context.settings.steps[place]!;
  return [{ type: "settle", step: place, at: after(context.now, takes) }];
}
