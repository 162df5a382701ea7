import { answer } from "./answering.ts";
import { clearStep, componentOf, goOnDurably, sendCall, stopByCall } from "./calls.ts";
import { settingsOf } from "./environment-settings.ts";
import { accessFiles } from "./file-access.ts";
import { fileErrorIn } from "./mounting.ts";
import { endExtending, endShutdown, failRestore, finish, timeOut } from "./finishing.ts";
import { beginInit, failsInit, initError, observeInit, repeatInit } from "./initializing.ts";
import { forEver, inMicroseconds, stepAfter } from "./steps.ts";
import { countCall, nextCallOf } from "./profile-calls.ts";
import {
  after,
  between,
  invariant,
  noEffects,
  slab,
  type Duration,
  type Plain,
  type Replied,
  type SlabId,
  type TimerFired,
  type Effects,
  drawDuration,
} from "@orrery/kernel";
import type { FunctionSettings, ProfileBehavior } from "../config.ts";
import { exitError, handlerError, requestIdIn } from "./function-error.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import type { ScriptStop } from "../../../service/stop.ts";
import type { Call, CallReply } from "../../../service/call.ts";
import { afterRefusal, operationsToReplay } from "../durable/replaying.ts";
import type { DurableReply, FunctionEffect, LoseEnvironments } from "../protocol.ts";
import { choices, metrics, notes, purposes, timers, type FunctionContext } from "./declarations.ts";
import { impairmentOf } from "./impairment.ts";
import { logPrinted, logStart } from "./logging.ts";
import { handledBatch } from "./messages.ts";
import { failedOutcome, profileOutcome, type Outcome } from "./outcome.ts";
import { planOf } from "./plan.ts";
import { dead } from "./reclaim.ts";
import { countRecursion, nextTrail } from "./recursion.ts";
import type { ScriptRunner } from "./script-run.ts";
import { sample } from "./tracing.ts";
import {
  concurrencyOf,
  environmentOf,
  type EnvironmentDraft,
  type FunctionDraft,
  type Resumption,
} from "./state.ts";

/** Starts the invocation for which an environment was chosen, with a cold start where it is new. */
export function startInvocation(
  fn: FunctionDraft,
  id: SlabId,
  environment: EnvironmentDraft,
  context: FunctionContext,
  runner: ScriptRunner,
): Effects<FunctionEffect> {
  fn.runningCount += 1;
  fn.invocationCount += 1;
  environment.invocation = fn.invocationCount;
  environment.initDuration = 0 as Duration;
  environment.sampled =
    context.settings.tracing === "Active"
      ? sample(fn, environment, context)
      : (environment.trail?.sampled ?? null);
  context.observe(metrics.Invocations, 1);
  countRecursion(environment, context);
  if (environment.event !== null) {
    context.observe(metrics.AsyncEventAge, between(environment.event.takenAt, context.now));
  }
  context.observe(metrics.ConcurrentExecutions, concurrencyOf(fn));
  const takenAt = environment.execution?.takenAt ?? null;
  if (takenAt !== null) context.observe(metrics.AsyncEventAge, between(takenAt, context.now));
  if (!environment.coldStart) return beginHandling(fn, id, environment, context, runner);
  return beginInit(fn, id, environment, context);
}

/** The step that an environment was at is done. */
export function step(
  fn: FunctionDraft,
  { index }: TimerFired,
  context: FunctionContext,
  runner: ScriptRunner,
): Effects<FunctionEffect> {
  const id = slab.idAt(fn.environments, index);
  const environment = slab.editAt(fn.environments, index);
  invariant(id !== undefined && environment !== undefined, "a step of an environment that is gone");
  if (environment.condition !== "busy") return endPhase(fn, id, environment, context, runner);
  if (environment.timesOut) return timeOut(fn, id, environment, context);
  if (environment.streamed !== null) {
    return finish(fn, id, environment, environment.streamed as Outcome, context);
  }
  const settings = settingsOf(fn, environment, context);
  const { behavior } = settings;
  if (environment.impairment?.error != null && environment.resumptions === null) {
    return failByFault(fn, id, environment, settings, context);
  }
  if (behavior.type === "profile") {
    return callOrFinish(fn, id, environment, behavior, context, runner);
  }
  const resumption: Resumption =
    environment.resumptions === null
      ? beginning(fn, environment, context)
      : { at: context.now, outcome: { type: "waited" } };
  return resume(fn, id, environment, settings, resumption, context, runner);
}

/** What comes before or after the work of the handler is done. */
function endPhase(
  fn: FunctionDraft,
  id: SlabId,
  environment: EnvironmentDraft,
  context: FunctionContext,
  runner: ScriptRunner,
): Effects<FunctionEffect> {
  switch (environment.condition) {
    case "initializing":
      if (environment.timesOut) return failRestore(fn, id, environment, context);
      observeInit(fn, environment, settingsOf(fn, environment, context), context);
      return beginHandling(fn, id, environment, context, runner);
    case "extending":
      return endExtending(fn, id, environment, context);
    case "shuttingDown":
      return endShutdown(fn, id, environment, context);
    default: {
      invariant(
        environment.condition === "reinitializing",
        "a step of an environment that takes none",
      );
      if (environment.timesOut) return timeOut(fn, id, environment, context);
      const settings = settingsOf(fn, environment, context);
      if (!failsInit(planOf(settings), context)) {
        return handle(fn, id, environment, settings, context, runner);
      }
      environment.isReset = true;
      return finish(fn, id, environment, failedOutcome("init", initError(settings)), context);
    }
  }
}

/** How a script is begun: a durable one with all that it did before. */
const beginning = (
  fn: FunctionDraft,
  { execution }: EnvironmentDraft,
  { now }: FunctionContext,
): Resumption => ({
  at: now,
  outcome:
    execution === null
      ? { type: "began" }
      : { type: "replayed", operations: operationsToReplay(fn, execution) },
});

/** The timeout of an invocation that waits for another service. */
export function timeOutCall(
  fn: FunctionDraft,
  { index }: TimerFired,
  context: FunctionContext,
): Effects<FunctionEffect> {
  const id = slab.idAt(fn.environments, index);
  invariant(id !== undefined, "the timeout of an environment that is gone");
  const environment = environmentOf(fn, id);
  const wasBusy = environment.condition === "busy";
  environment.timeoutIsSet = false;
  if (wasBusy) context.effects.clearTimer(timers.step, index);
  return timeOut(fn, id, environment, context);
}

/** Another service has answered. */
export function hearCall(
  fn: FunctionDraft,
  { tag, body }: Replied<CallReply>,
  context: FunctionContext,
  runner: ScriptRunner,
): Effects<FunctionEffect> {
  const open = slab.read(fn.calls, tag as SlabId); // The tag that `sendCall` gave.
  invariant(open !== undefined, "an answer to a call that nobody made");
  const { environment: id, invocation, strand } = open;
  slab.remove(fn.calls, tag as SlabId);
  if (body.type === "lost") context.observe(metrics["lambda.callPatience"], 1);
  const environment = slab.edit(fn.environments, id);
  if (environment === undefined || !isWaiting(environment, invocation)) return noEffects;
  invariant(body.type !== "lost", "an invocation outlives its timeout");

  const settings = settingsOf(fn, environment, context);
  const { behavior } = settings;
  if (body.type === "notModeled" || body.type === "unknown") {
    return stopByCall(environment, settings, body, context, runner);
  }
  if (strand === undefined) environment.condition = "busy";
  if (behavior.type === "script") {
    const by = strand === undefined ? {} : { strand };
    const outcome: Resumption["outcome"] =
      body.type === "called"
        ? { type: "answered", response: body.response, ...by }
        : { type: "refused", code: body.code, message: body.message, ...by };
    const resumption: Resumption = { at: context.now, outcome };
    return resume(fn, id, environment, settings, resumption, context, runner);
  }
  if (body.type === "refused") {
    const requestId = requestIdIn(environment, settings);
    const payload = handlerError(settings.runtime, requestId, body.code, body.message);
    return finish(fn, id, environment, failedOutcome("call", payload), context);
  }
  countCall(environment, behavior);
  return callOrFinish(fn, id, environment, behavior, context, runner);
}

/** Whether an invocation is still there that waits for an answer. */
const isWaiting = (
  { condition, execution, invocation }: EnvironmentDraft,
  asked: number,
): boolean =>
  invocation === asked && (condition === "calling" || (condition === "busy" && execution !== null));

/** What a durable handler has checkpointed is written, or its invocation cannot go on. */
export function hearCheckpoint(
  fn: FunctionDraft,
  { tag, body }: Replied<DurableReply>,
  context: FunctionContext,
  runner: ScriptRunner,
): Effects<FunctionEffect> {
  const open = slab.read(fn.calls, tag as SlabId); // The tag that `writeCheckpoint` gave.
  invariant(open !== undefined, "an answer to a checkpoint that nobody wrote");
  const { environment: id, invocation } = open;
  slab.remove(fn.calls, tag as SlabId);
  const environment = slab.edit(fn.environments, id);
  if (environment === undefined || !isWaiting(environment, invocation)) return noEffects;
  const settings = settingsOf(fn, environment, context);
  if (body.type === "checkpointed") {
    const outcome = { type: "checkpointed", operations: body.operations } as const;
    return resume(fn, id, environment, settings, { at: context.now, outcome }, context, runner);
  }
  invariant(
    body.type === "refused",
    "a checkpoint is written or refused while its invocation runs",
  );
  context.effects.pushAll(clearStep(id, environment));
  return finish(fn, id, environment, afterRefusal(body), context);
}

/** From here on the invocation has a duration, and the timeout counts. */
function beginHandling(
  fn: FunctionDraft,
  id: SlabId,
  environment: EnvironmentDraft,
  context: FunctionContext,
  runner: ScriptRunner,
): Effects<FunctionEffect> {
  const settings = settingsOf(fn, environment, context);
  environment.startedAt = context.now;
  environment.timeoutAt = after(context.now, settings.timeout);
  environment.nextCall = 0;
  if (fn.logFacts !== null) logStart(fn, environment, context.now);
  if (!environment.isReset) return handle(fn, id, environment, settings, context, runner);
  return repeatInit(fn, id, environment, planOf(settings), context);
}

function handle(
  fn: FunctionDraft,
  id: SlabId,
  environment: EnvironmentDraft,
  settings: FunctionSettings,
  context: FunctionContext,
  runner: ScriptRunner,
): Effects<FunctionEffect> {
  const firstCall = environment.wasCalled
    ? 0
    : drawDuration(planOf(settings).firstCall, purposes.firstCall, context);
  if (!environment.wasCalled) environment.connections = null;
  environment.wasCalled = true;
  environment.condition = "busy";
  const { impairment, by } = impairmentOf(environment.invocation, context);
  environment.impairment = impairment;
  if (impairment !== null) context.note(notes.impaired, environment.invocation);
  if (impairment?.hangs === true) return stepAfter(id, environment, forEver, context);
  const { behavior } = settings;
  if (behavior.fileSystem !== undefined) {
    const requestId = requestIdIn(environment, settings);
    const error = fileErrorIn(behavior.fileSystem, fn.locksHeld, requestId, settings, context);
    if (error !== null) {
      return finish(fn, id, environment, failedOutcome("files", error), context);
    }
    environment.locks = behavior.fileSystem.locks ?? 0;
    fn.locksHeld += environment.locks;
  }
  const files =
    behavior.fileSystem === undefined ? 0 : accessFiles(fn, behavior.fileSystem, context);
  if (behavior.type === "profile") {
    const own = profileDuration(settings, behavior, environment, context);
    const work = firstCall + own * (impairment?.factor ?? 1) + by + files;
    return stepAfter(id, environment, inMicroseconds(work), context);
  }
  const before = firstCall + by + files;
  if (before > 0) return stepAfter(id, environment, inMicroseconds(before), context);
  if (impairment?.error != null) return failByFault(fn, id, environment, settings, context);
  const resumption = beginning(fn, environment, context);
  return resume(fn, id, environment, settings, resumption, context, runner);
}

/** The handler throws what a fault says. */
function failByFault(
  fn: FunctionDraft,
  id: SlabId,
  environment: EnvironmentDraft,
  settings: FunctionSettings,
  context: FunctionContext,
): Effects<FunctionEffect> {
  const { errorType, errorMessage } = environment.impairment!.error!; // There is one.
  const requestId = requestIdIn(environment, settings);
  const payload = handlerError(settings.runtime, requestId, errorType, errorMessage);
  return finish(fn, id, environment, failedOutcome("fault", payload), context);
}

function profileDuration(
  settings: FunctionSettings,
  profile: ProfileBehavior,
  { payload, invocation }: EnvironmentDraft,
  context: FunctionContext,
): number {
  const { duration, durationPerItem, slowness } = planOf(settings);
  const own = drawDuration(duration!, purposes.duration, context) * slowness; // A profile has one.
  if (durationPerItem === null || payload?.type !== "batch") return own;
  const each = drawDuration(durationPerItem, purposes.itemDuration, context);
  const { afterFailure = "continue" } = profile;
  const handled =
    afterFailure === "continue"
      ? payload.items.length
      : handledBatch(payload, invocation, profile, context).handled;
  return own + each * handled * slowness;
}

function callOrFinish(
  fn: FunctionDraft,
  id: SlabId,
  environment: EnvironmentDraft,
  behavior: ProfileBehavior,
  context: FunctionContext,
  { formOf }: ScriptRunner,
): Effects<FunctionEffect> {
  const next = nextCallOf(environment, behavior, context, formOf);
  if (next !== null) {
    const { service, operation, params } = next.call;
    const trail = nextTrail(environment, next.place, context);
    const { caller } = context.settings;
    // Nobody looks at the response.
    const made: Call = { type: "call", service, operation, params, trail, caller, isUnread: true };
    return sendCall(fn, id, environment, made, context);
  }
  const outcome = profileOutcome(environment, behavior, context);
  const size = behavior.responseBytes;
  if (outcome.functionError !== null || (size === undefined && !environment.streams)) {
    return finish(fn, id, environment, outcome, context);
  }
  const bytes = size ?? sizeInUtf8(JSON.stringify(outcome.payload));
  return answer(fn, id, environment, outcome, bytes, context);
}

/** Lets a script go on to its next step. */
function resume(
  fn: FunctionDraft,
  id: SlabId,
  environment: EnvironmentDraft,
  settings: FunctionSettings,
  resumption: Resumption,
  context: FunctionContext,
  runner: ScriptRunner,
): Effects<FunctionEffect> {
  const result = runner.resume(environment, settings, resumption, context);
  const lines = runner.printed();
  if (lines.length > 0) logPrinted(fn, environment, lines, context.now);
  switch (result.type) {
    case "wait": {
      const { impairment } = environment;
      const longer = impairment === null ? result.duration : result.duration * impairment.factor;
      return stepAfter(id, environment, inMicroseconds(longer), context);
    }
    case "call": {
      const { service, operation, params, handled, sessionToken } = result;
      const trail = nextTrail(environment, handled, context);
      const { caller } = context.settings;
      const made: Call = { type: "call", service, operation, params, trail, caller };
      const signed = sessionToken === undefined ? made : { ...made, sessionToken };
      return sendCall(fn, id, environment, signed, context);
    }
    case "durable":
      return goOnDurably(fn, id, environment, result, context);
    case "durableEnded": {
      environment.memory = result.memory;
      const payload = result.output as unknown as Plain; // Plain data.
      const outcome: Outcome = { functionError: null, payload, failedItems: null, cause: null };
      context.effects.pushAll(clearStep(id, environment));
      return finish(fn, id, environment, outcome, context);
    }
    case "returned": {
      environment.memory = result.memory;
      const outcome: Outcome = {
        functionError: null,
        payload: result.value,
        failedItems: null,
        cause: null,
      };
      return answer(fn, id, environment, outcome, result.size, context);
    }
    case "broken": {
      const { type: _, ...mistake } = result;
      const script = settings.behavior.type === "script" ? settings.behavior.name : "";
      const reason: ScriptStop = {
        type: "stoppedByScript",
        component: componentOf(settings),
        script,
        ...mistake,
      };
      return [{ type: "stop", reason }];
    }
    default: {
      const clear = environment.execution === null ? noEffects : clearStep(id, environment);
      const requestId = requestIdIn(environment, settings);
      const { exitStatus, errorType, errorMessage } = result;
      environment.memory = result.memory;
      if (exitStatus === "segmentation fault" && settings.runtime?.startsWith("python") === true) {
        return stepAfter(id, environment, forEver, context);
      }
      // The process is gone; a handler that throws leaves it as it is.
      environment.isReset = exitStatus !== null;
      const payload =
        exitStatus === null
          ? handlerError(settings.runtime, requestId, errorType, errorMessage)
          : exitError(requestId, exitStatus);
      const cause = exitStatus === null ? "script" : "exit";
      context.effects.pushAll(clear);
      return finish(fn, id, environment, failedOutcome(cause, payload), context);
    }
  }
}

/** Ends invocations whose execution environments die under them; these are gone afterwards. */
export function loseEnvironments(
  fn: FunctionDraft,
  { share }: LoseEnvironments,
  context: FunctionContext,
): Effects<FunctionEffect> {
  const { effects } = context;
  for (let slot = 0; slot < fn.environments.slots; slot += 1) {
    const id = slab.idAt(fn.environments, slot);
    if (id === undefined) continue;
    const { condition, invocation } = slab.read(fn.environments, id)!;
    if (condition !== "busy" && condition !== "calling") continue;
    if (share < 1 && context.choose(choices.death, invocation, [1 - share, share]) === 0) continue;
    const environment = environmentOf(fn, id);
    const settings = settingsOf(fn, environment, context);
    environment.ageUntil = dead;
    if (condition === "busy") {
      effects.clearTimer(timers.step, slab.slotOf(id));
    }
    const payload = exitError(requestIdIn(environment, settings), 1);
    finish(fn, id, environment, failedOutcome("crash", payload), context);
  }
  return effects;
}
