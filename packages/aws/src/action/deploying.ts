import {
  after,
  invariant,
  noEffects,
  type Context,
  type Draft,
  type Duration,
  type Instant,
} from "@orrery/kernel";
import type { Call, CallReply } from "../service/call.ts";
import type { PlainObject } from "../service/refusal.ts";
import type { ChangeOperation, Deployment, TemplateOperation } from "../service/template-type.ts";

/** What an update of stacks does to one resource. */
export type StepChange = "adds" | "changes" | "replaces" | "removes";

/** A step of an update: what is done to one resource, by what CloudFormation has of it. */
export interface DeployStep {
  /** What the report calls the resource that is made, changed or removed. */
  readonly logicalId: string;
  readonly change: StepChange;
  /** The type of CloudFormation. */
  readonly type: string;
  /** As the client names it. */
  readonly service: string;
  /** The operations that made it, and those that would make what it becomes; empty for nothing. */
  readonly before: readonly TemplateOperation[];
  readonly after: readonly TemplateOperation[];
  /** The report's name of the resource that was there before; `null`: none was. */
  readonly of: string | null;
  /** Steps of the same update, by their places, that must be done before. */
  readonly needs: readonly number[];
  /** Of a custom resource: when whoever is asked answers, and why the step then fails. Left out: nobody is asked. */
  readonly answer?: {
    readonly after: Duration;
    readonly failure: Omit<UpdateFailure, "logicalId"> | null;
  };
}

/** A step with what is known once a run begins. */
export interface PlannedStep extends DeployStep {
  /** The action that it is a step of. */
  readonly action: number;
  /** By the places of all steps of a run. */
  readonly needs: readonly number[];
  /** What the operations of {@link before} answered, where the run began with it. */
  readonly responses: readonly PlainObject[];
  /** The step that made what was there before; `null`: the run began with it. */
  readonly from: number | null;
  readonly takes: Duration;
  /** The number of the metric that tells of how long it takes. */
  readonly figure: number;
}

/** How far a step is. */
export interface StepState {
  readonly status:
    | "waiting"
    | "calling"
    /** What it has asked for is under way, or what is in its way: it asks again. */
    | "pausing"
    | "settling"
    | "done"
    | "failed"
    | "undone";
  /** Its operations, or those that undo it. */
  readonly operations: readonly ChangeOperation[];
  /** How many of them were answered. */
  readonly answered: number;
  readonly isUndoing: boolean;
  /** What is asked until it is over; `null`: nothing is waited for. */
  readonly waitsFor: TemplateOperation | null;
  /** What those answered that made the resource. */
  readonly responses: readonly PlainObject[];
  readonly startedAt: Instant | null;
  readonly doneAt: Instant | null;
}

/** How far an update is. */
export interface UpdateState {
  readonly isBegun: boolean;
  /** What failed, and why; `null`: nothing did. */
  readonly failure: UpdateFailure | null;
  readonly isOver: boolean;
}

/** Why an update is rolled back. */
export interface UpdateFailure {
  readonly logicalId: string;
  readonly code: string;
  readonly message: string;
}

/** What updates hold, by the places of steps and of actions. */
export interface UpdatesState {
  readonly steps: readonly StepState[];
  readonly updates: readonly UpdateState[];
}

/** What updates ask for. */
export type UpdateEffect =
  | { readonly type: "call"; readonly step: number; readonly call: Call }
  | { readonly type: "settle"; readonly step: number; readonly at: Instant };

export const freshStep: StepState = {
  status: "waiting",
  operations: [],
  answered: 0,
  isUndoing: false,
  waitsFor: null,
  responses: [],
  startedAt: null,
  doneAt: null,
};

/** Who knows what becomes of resources of a type. */
export type DeploymentOf = (type: string) => Partial<Deployment> | undefined;

interface Updating {
  readonly state: Draft<UpdatesState>;
  readonly context: Context<{
    readonly steps: readonly PlannedStep[];
    /** How often CloudFormation looks at what it waits for, and the number of its metric. */
    readonly check: { readonly every: Duration; readonly figure: number };
  }>;
  readonly deploymentOf: DeploymentOf;
}

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

/** Begins an update. */
export function beginUpdate(updating: Updating, action: number): readonly UpdateEffect[] {
  setUpdate(updating, action, { isBegun: true });
  return goOn(updating, action);
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
  const planned = context.settings.steps[place]!;
  const { action, logicalId } = planned;
  // What cannot be removed in the end is left where it is, and so is what cannot be undone.
  if (planned.change === "removes" || state.steps[place]!.isUndoing) {
    return settle(updating, place);
  }
  setStep(updating, place, { status: "failed", doneAt: context.now });
  const { failure } = state.updates[action]!;
  setUpdate(updating, action, { failure: failure ?? { logicalId, ...why } });
  return goOn(updating, action);
}

/** CloudFormation finds that what a step is about is ready, or looks again. */
export function settled(updating: Updating, place: number): readonly UpdateEffect[] {
  const { state, context } = updating;
  const step = state.steps[place]!;
  if (step.status === "pausing") return lookAgain(updating, place);
  const { figure, action, answer } = context.settings.steps[place]!;
  context.observe(figure, 1);
  if (answer?.failure != null && !step.isUndoing) return fail(updating, place, answer.failure);
  setStep(updating, place, {
    status: step.isUndoing ? "undone" : "done",
    doneAt: context.now,
  });
  return goOn(updating, action);
}

/** Starts what can be started of an update, or undoes the next step of one that failed. */
function goOn(updating: Updating, action: number): readonly UpdateEffect[] {
  const { state, context } = updating;
  const update = state.updates[action]!;
  const places = context.settings.steps.flatMap((step, place) =>
    step.action === action ? [place] : [],
  );
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
  const { state, context, deploymentOf } = updating;
  for (const place of [...places].reverse()) {
    const step = state.steps[place]!;
    const planned = context.settings.steps[place]!;
    const isPartly = step.status === "failed" && step.answered > 0 && !step.isUndoing;
    if (step.status !== "done" && !isPartly) continue;
    const deployment = deploymentOf(planned.type);
    const made = { operations: planned.after, responses: madeBy(updating, place) };
    const operations =
      planned.change === "changes"
        ? (deployment?.change?.(made, planned.before.map(atOnce)) ?? [])
        : (deployment?.remove?.(made) ?? []);
    setStep(updating, place, {
      isUndoing: true,
      operations: operations === "replace" ? [] : operations,
      answered: 0,
      waitsFor: null,
    });
    return callOrSettle(updating, place);
  }
  setUpdate(updating, action, { isOver: true });
  return noEffects;
}

/** What is taken back is not taken back little by little. */
const atOnce = ({ updatePolicy: _, ...made }: TemplateOperation): TemplateOperation => made;

function start(updating: Updating, place: number): readonly UpdateEffect[] {
  const { context, deploymentOf } = updating;
  const planned = context.settings.steps[place]!;
  const deployment = deploymentOf(planned.type);
  const made = { operations: planned.before, responses: before(updating, place) };
  const operations = {
    adds: () => planned.after,
    replaces: () => planned.after,
    changes: () => deployment?.change?.(made, planned.after) ?? [],
    removes: () => deployment?.remove?.(made) ?? [],
  }[planned.change]();
  setStep(updating, place, {
    startedAt: context.now,
    operations: operations === "replace" ? [] : operations,
  });
  return callOrSettle(updating, place);
}

function callOrSettle(updating: Updating, place: number): readonly UpdateEffect[] {
  const { state, context } = updating;
  const step = state.steps[place]!;
  const next = step.waitsFor ?? step.operations[step.answered];
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

/** What answered those who made what a step changes or removes. */
function before({ state, context }: Updating, place: number): readonly PlainObject[] {
  const { from, responses } = context.settings.steps[place]!;
  return from === null ? responses : madeBy({ state, context }, from);
}

/** What answered those who made what is there after a step. */
function madeBy(
  updating: Pick<Updating, "state" | "context">,
  place: number,
): readonly PlainObject[] {
  const { change } = updating.context.settings.steps[place]!;
  if (change === "changes") return before(updating as Updating, place);
  return updating.state.steps[place]!.responses;
}
