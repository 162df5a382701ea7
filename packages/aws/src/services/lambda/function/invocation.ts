import { countCall, nextCallOf, numberOfCall } from "./profile-calls.ts";
import {
  after,
  between,
  DefectError,
  earlier,
  invariant,
  minutes,
  noEffects,
  slab,
  type Duration,
  type Plain,
  type Replied,
  type SlabId,
  type TimerFired,
} from "@orrery/kernel";
import type { FunctionSettings, ProfileBehavior } from "../config.ts";
import {
  exitError,
  handlerError,
  requestIdIn,
  responseTooLarge,
  timeoutError,
} from "./function-error.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import { lambdaLimits, responseStreaming } from "../limits.ts";
import type { CallStop, ScriptStop } from "../../../service/stop.ts";
import type { Call, CallNotModeled, CallReply, CallUnknown } from "../../../service/call.ts";
import type { Printed } from "../log/log-fact.ts";
import { afterRefusal, executionArnOf, operationsToReplay } from "../durable/replaying.ts";
import type { DurableReply, FunctionEffect, Invoked, LoseEnvironments } from "../protocol.ts";
import { releaseConcurrency } from "./account-port.ts";
import { billTime } from "./billing.ts";
import {
  choices,
  metrics,
  notes,
  ports,
  purposes,
  setTimer,
  timers,
  type FunctionContext,
} from "./declarations.ts";
import { countError } from "./error-count.ts";
import { impairmentOf } from "./impairment.ts";
import { isFreeOfCharge, restoreTimedOut } from "../snap-start/snap-start.ts";
import { logEnd, logInit, logRestore, logPrinted, logStart, openStream } from "./logging.ts";
import { handledBatch } from "./messages.ts";
import { failedOutcome, profileOutcome, type Outcome } from "./outcome.ts";
import { drawDuration, planOf } from "./plan.ts";
import { dead, isDeleted, retireOrKeep } from "./reclaim.ts";
import { countRecursion, nextTrail } from "./recursion.ts";
import type { ScriptResult, ScriptRunner } from "./script-run.ts";
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
): readonly FunctionEffect[] {
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
  context.observe(metrics.ColdStarts, 1);
  context.observe(metrics.EnvironmentsStarted, 1);
  if (environment.tenantId !== null) context.observe(metrics.TenantEnvironmentsStarted, 1);
  const { now } = context;
  const settings = settingsOf(fn, environment, context);
  const plan = planOf(settings);
  const placement = drawDuration(plan.placement, purposes.placement, context);
  const init = drawDuration(plan.init, purposes.init, context);
  const age = drawDuration(plan.maximumAge, purposes.maximumAge, context);
  environment.condition = "initializing";
  environment.ageUntil = after(now, age);
  const isTooLong = init > lambdaLimits.initTimeout;
  if (settings.snapStart !== null) environment.timesOut = isTooLong;
  // An Init phase that takes too long is repeated inside the invocation.
  else environment.isReset = isTooLong;
  // What was given up is neither reported nor billed.
  environment.initDuration = environment.isReset ? (0 as Duration) : init;
  const spent = isTooLong ? lambdaLimits.initTimeout : init;
  const placed = after(now, placement);
  const ready = after(placed, spent);
  openStream(fn, environment, settings, placed, context);
  if (environment.isReset) logInit(fn, environment, settings, ready, spent, "timeout", context);
  return [setTimer(timers.step, id, ready)];
}

/** The step that an environment was at is done. */
export function step(
  fn: FunctionDraft,
  { index }: TimerFired,
  context: FunctionContext,
  runner: ScriptRunner,
): readonly FunctionEffect[] {
  const id = slab.idAt(fn.environments, index);
  invariant(id !== undefined, "a step of an environment that is gone");
  const environment = environmentOf(fn, id);
  if (environment.condition === "initializing") {
    const { snapStart } = settingsOf(fn, environment, context);
    if (snapStart !== null) {
      if (environment.timesOut) return failRestore(fn, id, environment, context);
      observeRestore(fn, environment, context);
    } else if (!environment.isReset) {
      context.observe(metrics.InitDuration, environment.initDuration);
    }
    return beginHandling(fn, id, environment, context, runner);
  }
  if (environment.timesOut) return timeOut(fn, id, environment, context);
  if (environment.streamed !== null) {
    return finish(fn, id, environment, environment.streamed as Outcome, context);
  }
  if (environment.condition === "reinitializing") {
    return handle(fn, id, environment, context, runner);
  }
  invariant(environment.condition === "busy", "a step of an environment that takes none");
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
): readonly FunctionEffect[] {
  const id = slab.idAt(fn.environments, index);
  invariant(id !== undefined, "the timeout of an environment that is gone");
  const environment = environmentOf(fn, id);
  const wasBusy = environment.condition === "busy";
  environment.timeoutIsSet = false;
  const effects = timeOut(fn, id, environment, context);
  return wasBusy ? [{ type: "clearTimer", timer: timers.step, index }, ...effects] : effects;
}

/** Another service has answered. */
export function hearCall(
  fn: FunctionDraft,
  { tag, body }: Replied<CallReply>,
  context: FunctionContext,
  runner: ScriptRunner,
): readonly FunctionEffect[] {
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
): readonly FunctionEffect[] {
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
  const clear = clearStep(id, environment);
  return [...clear, ...finish(fn, id, environment, afterRefusal(body), context)];
}

/** An environment computes no more. */
function clearStep(id: SlabId, environment: EnvironmentDraft): readonly FunctionEffect[] {
  if (environment.condition !== "busy") return noEffects;
  return [{ type: "clearTimer", timer: timers.step, index: slab.slotOf(id) }];
}

/** Ends the run: what is asked is not modeled, or AWS has no such name. */
function stopByCall(
  environment: EnvironmentDraft,
  settings: FunctionSettings,
  no: CallNotModeled | CallUnknown,
  context: FunctionContext,
  runner: ScriptRunner,
): readonly FunctionEffect[] {
  const place =
    settings.behavior.type === "script"
      ? (runner.placeOfCall(environment, settings, context) ?? `script "${settings.behavior.name}"`)
      : `number ${numberOfCall(environment, settings.behavior)} of its calls`;
  const reason: CallStop = { type: "stoppedByCall", component: componentOf(settings), no, place };
  return [{ type: "stop", reason }];
}

const componentOf = ({ name, version }: FunctionSettings): string =>
  version === "$LATEST" ? `lambda.function:${name}` : `lambda.version:${name}:${version}`;

/** From here on the invocation has a duration, and the timeout counts. */
function beginHandling(
  fn: FunctionDraft,
  id: SlabId,
  environment: EnvironmentDraft,
  context: FunctionContext,
  runner: ScriptRunner,
): readonly FunctionEffect[] {
  const settings = settingsOf(fn, environment, context);
  environment.startedAt = context.now;
  environment.timeoutAt = after(context.now, settings.timeout);
  environment.nextCall = 0;
  if (fn.logFacts !== null) logStart(fn, environment, context.now);
  if (!environment.isReset) return handle(fn, id, environment, context, runner);
  environment.isReset = false;
  environment.wasCalled = false;
  environment.memory = null;
  environment.condition = "reinitializing";
  const init = drawDuration(planOf(settings).init, purposes.init, context);
  return stepAfter(id, environment, init, context);
}

function handle(
  fn: FunctionDraft,
  id: SlabId,
  environment: EnvironmentDraft,
  context: FunctionContext,
  runner: ScriptRunner,
): readonly FunctionEffect[] {
  const settings = settingsOf(fn, environment, context);
  const firstCall = environment.wasCalled
    ? 0
    : drawDuration(planOf(settings).firstCall, purposes.firstCall, context);
  environment.wasCalled = true;
  environment.condition = "busy";
  const { impairment, by } = impairmentOf(environment.invocation, context);
  environment.impairment = impairment;
  if (impairment !== null) context.note(notes.impaired, environment.invocation);
  if (impairment?.hangs === true) return stepAfter(id, environment, forEver, context);
  const { behavior } = settings;
  if (behavior.type === "profile") {
    const own = profileDuration(settings, behavior, environment, context);
    const work = firstCall + own * (impairment?.factor ?? 1) + by;
    return stepAfter(id, environment, inMicroseconds(work), context);
  }
  if (firstCall + by > 0)
    return stepAfter(id, environment, inMicroseconds(firstCall + by), context);
  if (impairment?.error != null) return failByFault(fn, id, environment, settings, context);
  const resumption = beginning(fn, environment, context);
  return resume(fn, id, environment, settings, resumption, context, runner);
}

/** Longer than any timeout. */
const forEver = minutes(60);

const inMicroseconds = (work: number): Duration => Math.min(Math.round(work), forEver) as Duration;

/** The handler throws what a fault says. */
function failByFault(
  fn: FunctionDraft,
  id: SlabId,
  environment: EnvironmentDraft,
  settings: FunctionSettings,
  context: FunctionContext,
): readonly FunctionEffect[] {
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
  const { duration, durationPerItem } = planOf(settings);
  const own = drawDuration(duration!, purposes.duration, context); // A profile has one.
  if (durationPerItem === null || payload?.type !== "batch") return own;
  const each = drawDuration(durationPerItem, purposes.itemDuration, context);
  const { afterFailure = "continue" } = profile;
  const handled =
    afterFailure === "continue"
      ? payload.items.length
      : handledBatch(payload, invocation, profile, context).handled;
  return own + each * handled;
}

function stepAfter(
  id: SlabId,
  environment: EnvironmentDraft,
  duration: Duration,
  { now }: FunctionContext,
): readonly FunctionEffect[] {
  const at = after(now, duration);
  environment.timesOut = at > environment.timeoutAt;
  return [setTimer(timers.step, id, earlier(at, environment.timeoutAt))];
}

function callOrFinish(
  fn: FunctionDraft,
  id: SlabId,
  environment: EnvironmentDraft,
  behavior: ProfileBehavior,
  context: FunctionContext,
  { formOf }: ScriptRunner,
): readonly FunctionEffect[] {
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

/** Answers with a response of so many bytes: as a whole, or as fast as it can be streamed. */
function answer(
  fn: FunctionDraft,
  id: SlabId,
  environment: EnvironmentDraft,
  outcome: Outcome,
  bytes: number,
  context: FunctionContext,
): readonly FunctionEffect[] {
  if (!environment.streams) {
    const isTooLarge = bytes > lambdaLimits.responsePayload;
    return finish(fn, id, environment, isTooLarge ? tooLargeOutcome : outcome, context);
  }
  const { streamedPayload: most } = planOf(settingsOf(fn, environment, context));
  const sent = Math.min(bytes, most);
  const { uncapped, bytesPerSecond } = responseStreaming;
  const capped = Math.max(0, sent - uncapped);
  context.observe(metrics.StreamedResponseBytes, sent);
  if (capped > 0) context.observe(metrics.BilledStreamedBytes, capped);
  const ending = bytes > most ? streamTooLarge(most) : outcome;
  if (capped === 0) return finish(fn, id, environment, ending, context);
  environment.condition = "busy";
  environment.streamed = ending;
  return stepAfter(id, environment, inMicroseconds((capped / bytesPerSecond) * 1_000_000), context);
}

const tooLargeOutcome: Outcome = Object.freeze(failedOutcome("responseSize", responseTooLarge));

const streamTooLarge = (most: number): Outcome =>
  failedOutcome("responseSize", {
    errorType: "Function.ResponseSizeTooLarge",
    errorMessage: `Response payload size exceeded maximum allowed payload size (${most} bytes).`,
  });

function sendCall(
  fn: FunctionDraft,
  id: SlabId,
  environment: EnvironmentDraft,
  input: Call,
  context: FunctionContext,
  strand?: number,
): readonly FunctionEffect[] {
  const { invocation, timeoutAt } = environment;
  const open = { environment: id, invocation };
  const tag = slab.insert(fn.calls, strand === undefined ? open : { ...open, strand });
  if (strand === undefined) environment.condition = "calling";
  const deadline = after(timeoutAt, context.settings.assumed.callPatience);
  const send: FunctionEffect = { type: "send", port: ports.calls, to: 0, input, tag, deadline };
  if (environment.timeoutIsSet) return [send];
  environment.timeoutIsSet = true;
  return [send, setTimer(timers.timeout, id, timeoutAt)];
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
): readonly FunctionEffect[] {
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
      const { service, operation, params, handled } = result;
      const trail = nextTrail(environment, handled, context);
      const { caller } = context.settings;
      const made: Call = { type: "call", service, operation, params, trail, caller };
      return sendCall(fn, id, environment, made, context);
    }
    case "durable":
      return goOnDurably(fn, id, environment, result, context);
    case "durableEnded": {
      environment.memory = result.memory;
      const payload = result.output as unknown as Plain; // Plain data.
      const outcome: Outcome = { functionError: null, payload, failedItems: null, cause: null };
      return [...clearStep(id, environment), ...finish(fn, id, environment, outcome, context)];
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
      // The process is gone; a handler that throws leaves it as it is.
      environment.isReset = exitStatus !== null;
      const payload =
        exitStatus === null
          ? handlerError(settings.runtime, requestId, errorType, errorMessage)
          : exitError(requestId, exitStatus);
      const cause = exitStatus === null ? "script" : "exit";
      const effects = finish(fn, id, environment, failedOutcome(cause, payload), context);
      return clear === noEffects ? effects : [...clear, ...effects];
    }
  }
}

/** What the strands of a durable handler do next: they call, compute, and checkpoint. */
function goOnDurably(
  fn: FunctionDraft,
  id: SlabId,
  environment: EnvironmentDraft,
  { calls, updates, dueAt }: Extract<ScriptResult, { readonly type: "durable" }>,
  context: FunctionContext,
): readonly FunctionEffect[] {
  const { invocation, timeoutAt } = environment;
  const effects: FunctionEffect[] = [];
  const { caller } = context.settings;
  for (const { strand, service, operation, params, handled } of calls) {
    const trail = nextTrail(environment, handled, context);
    const made: Call = { type: "call", service, operation, params, trail, caller };
    effects.push(...sendCall(fn, id, environment, made, context, strand));
  }
  if (updates !== null) {
    const tag = slab.insert(fn.calls, { environment: id, invocation, strand: noStrand });
    const execution = executionArnOf(fn, environment.execution!); // It is a durable handler's.
    const input = { type: "checkpoint", execution, token: null, updates } as const;
    const deadline = after(timeoutAt, context.settings.assumed.callPatience);
    effects.push({ type: "send", port: ports.checkpoints, to: 0, input, tag, deadline });
  }
  if (!environment.timeoutIsSet) {
    environment.timeoutIsSet = true;
    effects.push(setTimer(timers.timeout, id, timeoutAt));
  }
  if (dueAt === -1) {
    effects.push(...clearStep(id, environment));
    environment.condition = "calling";
    return effects;
  }
  environment.condition = "busy";
  environment.timesOut = dueAt > timeoutAt;
  effects.push(setTimer(timers.step, id, earlier(dueAt, timeoutAt)));
  return effects;
}

/** Whose checkpoints are: all strands'. */
const noStrand = -1;

/** Ends invocations whose execution environments die under them; these are gone afterwards. */
export function loseEnvironments(
  fn: FunctionDraft,
  { share }: LoseEnvironments,
  context: FunctionContext,
): readonly FunctionEffect[] {
  const effects: FunctionEffect[] = [];
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
      effects.push({ type: "clearTimer", timer: timers.step, index: slab.slotOf(id) });
    }
    const payload = exitError(requestIdIn(environment, settings), 1);
    effects.push(...finish(fn, id, environment, failedOutcome("crash", payload), context));
  }
  return effects;
}

function timeOut(
  fn: FunctionDraft,
  id: SlabId,
  environment: EnvironmentDraft,
  context: FunctionContext,
): readonly FunctionEffect[] {
  const settings = settingsOf(fn, environment, context);
  const requestId = requestIdIn(environment, settings);
  const payload = timeoutError(settings, requestId, context.now);
  context.observe(metrics.Timeouts, 1);
  context.note(notes.timedOut, environment.invocation);
  environment.isReset = true;
  return finish(fn, id, environment, failedOutcome("timeout", payload), context);
}

/** Answers an invocation, bills it, and frees its concurrency and its environment. */
function finish(
  fn: FunctionDraft,
  id: SlabId,
  environment: EnvironmentDraft,
  { functionError, payload, failedItems, cause }: Outcome,
  context: FunctionContext,
): readonly FunctionEffect[] {
  const duration = between(environment.startedAt, context.now);
  const settings = settingsOf(fn, environment, context);
  const billedDuration = bill(settings, environment, duration, context);
  if (cause !== null) {
    context.observe(metrics.Errors, 1);
    countError(fn, cause, payload);
  }
  const { coldStart, initDuration, invocation, printed, request } = environment;
  const body: Invoked = {
    type: "invoked",
    functionError,
    cause,
    payload,
    failedItems,
    executedVersion: context.settings.version,
    invocation,
    duration,
    billedDuration,
    coldStart,
    initDuration,
    printed: printed === null ? nothingPrinted : slab.list(printed),
  };
  logEnd(fn, environment, body, settings, context);
  return free(fn, id, environment, { type: "reply", to: request, body }, context);
}

/** A snapshot was not restored in time: its environment is given up, and who invoked hears it. */
function failRestore(
  fn: FunctionDraft,
  id: SlabId,
  environment: EnvironmentDraft,
  context: FunctionContext,
): readonly FunctionEffect[] {
  environment.ageUntil = dead;
  environment.timesOut = false;
  const { request } = environment;
  return free(fn, id, environment, { type: "reply", to: request, body: restoreTimedOut }, context);
}

/** A snapshot is restored. */
function observeRestore(
  fn: FunctionDraft,
  environment: EnvironmentDraft,
  context: FunctionContext,
): void {
  const { initDuration } = environment;
  const { runtime, memorySize } = context.settings;
  context.observe(metrics.RestoreDuration, initDuration);
  if (!isFreeOfCharge(runtime)) context.observe(metrics.RestoredMegabytes, memorySize);
  logRestore(fn, environment, context.settings, initDuration, context);
}

/** Answers an invocation, and frees its concurrency and its environment. */
function free(
  fn: FunctionDraft,
  id: SlabId,
  environment: EnvironmentDraft,
  reply: FunctionEffect,
  context: FunctionContext,
): readonly FunctionEffect[] {
  const { timeoutIsSet } = environment;
  environment.timeoutIsSet = false;
  fn.runningCount -= 1;
  environment.payload = null;
  environment.trail = null;
  environment.execution = null;
  environment.streams = false;
  environment.streamed = null;
  environment.resumptions = null;
  environment.printed = null;
  environment.impairment = null;
  // Of a function that is being deleted, the account has its concurrency back already.
  const isPooled = context.settings.reservedConcurrency === null && !environment.isProvisioned;
  if (isPooled && !isDeleted(fn)) releaseConcurrency(context);
  const expiry = retireOrKeep(fn, id, environment, context);
  if (timeoutIsSet) {
    const clear: FunctionEffect = {
      type: "clearTimer",
      timer: timers.timeout,
      index: slab.slotOf(id),
    };
    return expiry === null ? [reply, clear] : [reply, clear, expiry];
  }
  // Arrays of the right length from the start: they come from nearly every invocation.
  return expiry === null ? [reply] : [reply, expiry];
}

const nothingPrinted: readonly Printed[] = Object.freeze([]);

function bill(
  settings: FunctionSettings,
  { initDuration, isProvisioned }: EnvironmentDraft,
  duration: Duration,
  context: FunctionContext,
): Duration {
  const plan = planOf(settings);
  context.observe(metrics.Duration, duration);
  return billTime(
    plan.billsInit ? duration + initDuration : duration,
    plan,
    context,
    settings,
    isProvisioned,
  );
}

/** The settings that an environment goes by: those of its revision. */
function settingsOf(
  fn: FunctionDraft,
  { revision }: EnvironmentDraft,
  { settings }: FunctionContext,
): FunctionSettings {
  if (revision === settings.revision) return settings;
  const earlierOnes = fn.earlierSettings.find((before) => before.revision === revision);
  if (earlierOnes === undefined) throw new DefectError("the settings of an invocation are gone");
  return earlierOnes;
}
