import {
  after,
  declare,
  invariant,
  minutes,
  noEffects,
  unreachable,
  type Context,
  type Draft,
  type Duration,
  type Instant,
  type Machine,
  type Replied,
  type Send,
  type SetTimer,
  type Stop,
  type Tagged,
  type TimerFired,
} from "@orrery/kernel";
import type { Call, CallReply } from "../service/call.ts";
import { beginUpdate, endOf, hearStep, settled } from "./deploying.ts";
import {
  freshStep,
  type DeploymentOf,
  type PlannedStep,
  type UpdateBranch,
  type UpdateEffect,
  type UpdatesState,
} from "./update-state.ts";
import type { NamedCall } from "../service/resource-action.ts";
import type { ActionStop } from "../service/stop.ts";

/** The name of the component that does what a scenario says at its times. */
export const actorName = "actions";

/** What is done, and when. */
export interface ActorSettings {
  readonly actions: readonly PlannedAction[];
  /** The steps of all updates of stacks. */
  readonly steps: readonly PlannedStep[];
  /** How often CloudFormation looks at what it waits for, and the number of its metric. */
  readonly check: { readonly every: Duration; readonly figure: number };
  /** How long CloudFormation takes, by the last part of the names of figures. */
  readonly assumed: Readonly<Record<string, number>>;
}

/** An action of which it is known what it does: an operation, or the steps that are those of its place. */
export type PlannedAction = {
  readonly at: Instant;
  /** As the scenario says it. */
  readonly said: string;
} & (
  | ({ readonly type: "call" } & NamedCall)
  | {
      readonly type: "deploy";
      readonly stack: string | null;
      /** What each branch of it is planned for, and why it cannot be performed then. */
      readonly branches: readonly Pick<UpdateBranch, "after" | "problem">[];
    }
);

/** What became of an action. A value. */
export type ActionOutcome =
  | { readonly type: "done" }
  /** AWS has carried it out, and all is as it was. */
  | { readonly type: "changedNothing" }
  | { readonly type: "refused"; readonly code: string; readonly message: string }
  /** The answer never came. */
  | { readonly type: "lost" };

/** How far the actions are. */
export interface ActorState extends UpdatesState {
  /** By the places of the actions; `null`: not answered yet, or an update of stacks. */
  readonly outcomes: readonly (ActionOutcome | null)[];
}

export type ActorInput = { readonly type: "start" } | TimerFired | Replied<CallReply>;
type ActorContext = Context<ActorSettings>;
interface Updating {
  readonly state: Draft<ActorState>;
  readonly context: ActorContext;
  readonly deploymentOf: DeploymentOf;
  readonly turns: number;
}

export type ActorEffect = Send<Call> | SetTimer | Stop;

const timers = declare("action", "settled"); // Their indexes are the places of the action and of the step.
const ports = declare("calls");

export const actorKind = "actor";

/** The metric that tells of each turn of an update: a step begins, or ends. */
export const turnsName = "UpdateTurns";

/**
 * The machine that does to the architecture what the people do who run it: each action is a call of AWS, or an
 * update of stacks, which CloudFormation carries out step by step.
 *
 * @param figures how long CloudFormation takes: it tells by metrics how often each decided.
 */
export const actorMachine = (
  deploymentOf: DeploymentOf,
  figures: () => readonly string[],
): Machine<ActorSettings, ActorState, ActorInput, ActorEffect> => ({
  kind: actorKind,
  stateVersion: 4,
  inputs: declare("start", "timerFired", "replied"),
  timers,
  ports,
  purposes: declare(),
  choices: declare(),
  get metrics() {
    return declare(...figures(), turnsName);
  },

  initialState: ({ actions, steps }) => ({
    outcomes: actions.map(() => null),
    updates: actions.map(() => ({
      branch: null,
      isBegun: false,
      refusal: null,
      failure: null,
      isOver: false,
    })),
    steps: steps.map(() => freshStep),
  }),

  transition(actor, input, context) {
    const updating = { state: actor, context, deploymentOf, turns: figures().length };
    switch (input.type) {
      case "start":
        return context.settings.actions.map(({ at }, place): SetTimer => ({
          type: "setTimer",
          timer: timers.action,
          index: place,
          at,
        }));
      case "timerFired": {
        const { timer, index } = input;
        if (timer === timers.settled) return effectsOf(settled(updating, index), context);
        const action = context.settings.actions[index]!; // Its timer's index.
        if (action.type === "deploy") return deploy(updating, index, action);
        return [callOf(action, index, context)];
      }
      case "replied":
        return hear(updating, input);
      default:
        return unreachable(input);
    }
  },

  fingerprint: () => 0,
  canonical: ({ outcomes, updates, steps }) => [outcomes, updates, steps],
  canonicalTag: (_actor, _port, tag) => tag,
});

/** Begins the branch of an update that fits how those before it ended. */
function deploy(
  updating: Updating,
  index: number,
  { said, stack, branches }: Extract<PlannedAction, { readonly type: "deploy" }>,
): readonly ActorEffect[] {
  const { state, context } = updating;
  const { actions, steps } = context.settings;
  const branch = branches.findIndex(({ after: before }) =>
    before.every(({ action, end }) => endOf(updating, action) === end),
  );
  const problem = branch < 0 ? notPlanned(branches.length) : branches[branch]!.problem;
  if (problem !== undefined) {
    const reason: ActionStop = {
      type: "stoppedByAction",
      said,
      no: { type: "unknown", ...problem },
    };
    return [{ type: "stop", reason }];
  }
  const isEmpty = steps.every((step) => step.action !== index || step.branch !== branch);
  const isBusy = state.updates.some(({ isBegun, isOver }, place) => {
    const other = actions[place]!; // Each has its place.
    return isBegun && !isOver && other.type === "deploy" && other.stack === stack;
  });
  return effectsOf(beginUpdate(updating, index, branch, isBusy && !isEmpty), context);
}

/** So many ways there may be in which many updates end, that an update is planned for the likeliest alone. */
const notPlanned = (count: number) => ({
  expected: `stacks as one of ${count} ways leads to in which the updates before it may end, which it was planned for`,
  received: "others, after updates that were refused or taken back",
});

function callOf(
  { service, operation, params }: NamedCall,
  tag: number,
  context: ActorContext,
): ActorEffect {
  return sent({ type: "call", service, operation, params, tellsChange: true }, tag, context);
}

function sent(input: Call, tag: number, { now }: ActorContext): ActorEffect {
  const deadline = after(now, minutes(120)); // Longer than the control plane waits.
  return { type: "send", port: ports.calls, to: 0, input, tag, deadline };
}

/** Tags of steps follow those of actions. */
const effectsOf = (
  effects: readonly UpdateEffect[],
  context: ActorContext,
): readonly ActorEffect[] =>
  effects.map((effect) =>
    effect.type === "call"
      ? sent(effect.call, context.settings.actions.length + effect.step, context)
      : { type: "setTimer", timer: timers.settled, index: effect.step, at: effect.at },
  );

function hear(updating: Updating, { body, tag }: Replied<Tagged>): readonly ActorEffect[] {
  const { state: actor, context } = updating;
  const { actions, steps } = context.settings;
  const answer = body as CallReply | { readonly type: "lost" }; // The control plane gives no other.
  const step = tag - actions.length;
  if (answer.type === "notModeled" || answer.type === "unknown") {
    const { said } = actions[step < 0 ? tag : steps[step]!.action]!; // The tag that it was sent with.
    const reason: ActionStop = { type: "stoppedByAction", said, no: answer };
    return [{ type: "stop", reason }];
  }
  if (step >= 0) return effectsOf(hearStep(updating, step, answer), context);
  invariant(actor.outcomes[tag] === null, "an action is answered twice");
  actor.outcomes = actor.outcomes.map((outcome, place) =>
    place === tag ? outcomeOf(answer) : outcome,
  );
  return noEffects;
}

function outcomeOf(
  answer: Extract<CallReply, { readonly type: "called" | "refused" }> | { readonly type: "lost" },
): ActionOutcome {
  switch (answer.type) {
    case "called":
      return { type: answer.changedNothing === true ? "changedNothing" : "done" };
    case "refused": {
      const { code, message } = answer;
      return { type: "refused", code, message };
    }
    default:
      return answer;
  }
}
