import {
  after,
  declare,
  invariant,
  minutes,
  noEffects,
  unreachable,
  type Context,
  type Draft,
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
import type { NamedCall } from "../service/resource-action.ts";
import type { ActionStop } from "../service/stop.ts";

/** The name of the component that does what a scenario says at its times. */
export const actorName = "actions";

/** What is done, and when. */
export interface ActorSettings {
  readonly actions: readonly PlannedAction[];
}

/** An action whose operation is known. */
export interface PlannedAction extends NamedCall {
  readonly at: Instant;
  /** As the scenario says it. */
  readonly said: string;
}

/** What became of an action. A value. */
export type ActionOutcome =
  | { readonly type: "done" }
  /** AWS has carried it out, and all is as it was. */
  | { readonly type: "changedNothing" }
  | { readonly type: "refused"; readonly code: string; readonly message: string }
  /** The answer never came. */
  | { readonly type: "lost" };

/** How far the actions are. */
export interface ActorState {
  /** By the places of the actions; `null`: not answered yet. */
  readonly outcomes: readonly (ActionOutcome | null)[];
}

export type ActorInput = { readonly type: "start" } | TimerFired | Replied<CallReply>;
export type ActorEffect = Send<Call> | SetTimer | Stop;

const timers = declare("action"); // Its index is the action's place.
const ports = declare("calls");

/** The machine that does to the architecture what the people do who run it: each action is a call of AWS. */
export const actorMachine: Machine<ActorSettings, ActorState, ActorInput, ActorEffect> = {
  kind: "actor",
  stateVersion: 1,
  inputs: declare("start", "timerFired", "replied"),
  timers,
  ports,
  purposes: declare(),
  choices: declare(),
  metrics: declare(),

  initialState: ({ actions }) => ({ outcomes: actions.map(() => null) }),

  transition(actor, input, context) {
    switch (input.type) {
      case "start":
        return context.settings.actions.map(({ at }, place): SetTimer => ({
          type: "setTimer",
          timer: timers.action,
          index: place,
          at,
        }));
      case "timerFired":
        return [callOf(input.index, context)];
      case "replied":
        return hear(actor, input, context);
      default:
        return unreachable(input);
    }
  },

  fingerprint: () => 0,
  canonical: ({ outcomes }) => outcomes,
  canonicalTag: (_actor, _port, tag) => tag,
};

function callOf(place: number, { now, settings }: Context<ActorSettings>): ActorEffect {
  const { service, operation, params } = settings.actions[place]!; // Its timer's index.
  const input: Call = { type: "call", service, operation, params, tellsChange: true };
  const deadline = after(now, minutes(120)); // Longer than the control plane waits.
  return { type: "send", port: ports.calls, to: 0, input, tag: place, deadline };
}

function hear(
  actor: Draft<ActorState>,
  { body, tag }: Replied<Tagged>,
  { settings }: Context<ActorSettings>,
): readonly ActorEffect[] {
  const answer = body as CallReply | { readonly type: "lost" }; // The control plane gives no other.
  if (answer.type === "notModeled" || answer.type === "unknown") {
    const { said } = settings.actions[tag]!; // The tag that it was sent with.
    const reason: ActionStop = { type: "stoppedByAction", said, no: answer };
    return [{ type: "stop", reason }];
  }
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
