import {
  after,
  checkDistribution,
  compileDistribution,
  ConfigError,
  slab,
  table,
  type AnyEffect,
  type Context,
  type Distribution,
  type Draft,
  type Duration,
  type RequestId,
  type SlabId,
  shownValue,
} from "@orrery/kernel";
import type { CallReply } from "../service/call.ts";
import { checkUnmodeledName } from "./not-modeled.ts";
import { refused, type PlainObject } from "../service/refusal.ts";
import { choicesOfControl, metrics, purposes, timers } from "./declarations.ts";
import type { ControlSettings, ControlState, UnmodeledAnswer, UnmodeledAnswers } from "./state.ts";

/** `answers`, when their names are AWS's and their settings can be. @throws ConfigError */
export function checkUnmodeled(path: string, answers: UnmodeledAnswers): UnmodeledAnswers {
  for (const [name, { after: delay, error, share }] of Object.entries(answers)) {
    checkUnmodeledName(path, name);
    const own = `${path} "${name}"`;
    if (delay !== undefined) checkDistribution(`${own} after`, delay);
    if (share === undefined) continue;
    if (error === undefined) throw new ConfigError(`${own} share`, "none without an error", "one");
    if (!(share > 0 && share <= 1)) {
      throw new ConfigError(`${own} share`, "a share above 0 and at most 1", shownValue(share));
    }
  }
  return answers;
}

/**
 * What the scenario says of an operation: by its name, or by its service where none of the service's
 * operations of this name is modeled.
 */
export function answerFor(
  { unmodeled }: ControlSettings,
  service: string,
  operation: string,
  isModeled: boolean,
): UnmodeledAnswer | null {
  const named = `${service}:${operation}`;
  if (Object.hasOwn(unmodeled, named)) return unmodeled[named]!;
  const any = `${service}:*`;
  return !isModeled && Object.hasOwn(unmodeled, any) ? unmodeled[any]! : null;
}

/** Answers a call as the scenario says, at once or when it is time. */
export function answerUnmodeled(
  control: Draft<ControlState>,
  request: RequestId,
  operation: string,
  { after: delay, error, response = {}, share = 1 }: UnmodeledAnswer,
  context: Context<ControlSettings>,
): readonly AnyEffect[] {
  const { now } = context;
  const weights = [1 - share, share];
  const calls = table.get(control.unmodeledCalls, operation) ?? { calls: 0, errors: 0 };
  const number = control.unmodeledCount;
  control.unmodeledCount += 1;
  const fails =
    error !== undefined &&
    (share === 1 || context.choose(choicesOfControl.unmodeledError, number, weights) === 1);
  table.set(control.unmodeledCalls, operation, {
    calls: calls.calls + 1,
    errors: calls.errors + (fails ? 1 : 0),
  });
  context.observe(metrics.UnmodeledCalls, 1);
  const body: CallReply = fails
    ? refused(error.code, error.message)
    : { type: "called", response: response as PlainObject }; // Whatever the scenario says.
  const took = delay === undefined ? 0 : durationOf(delay, context);
  if (took === 0) return [{ type: "reply", to: request, body }];
  const slot = slab.insert(control.answers, { request, body });
  return [
    { type: "setTimer", timer: timers.answer, index: slab.slotOf(slot), at: after(now, took) },
  ];
}

/** Gives an answer whose time has come. */
export function giveAnswer(control: Draft<ControlState>, index: number): readonly AnyEffect[] {
  const id = slab.idAt(control.answers, index) as SlabId; // Its timer was set when it was put there.
  const { request, body } = slab.read(control.answers, id)!;
  slab.remove(control.answers, id);
  return [{ type: "reply", to: request, body }];
}

function durationOf(delay: Distribution, context: Context<ControlSettings>): Duration {
  const drawn = compileDistribution(delay)(() => context.random(purposes.unmodeledDuration));
  return Math.round(Math.max(drawn, 0)) as Duration; // Whole and not below 0.
}
