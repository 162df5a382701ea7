import {
  after,
  between,
  days,
  invariant,
  noEffects,
  seconds,
  slab,
  table,
  type Duration,
  type Lost,
  type Replied,
  type RequestId,
  type SlabId,
  type TimerFired,
} from "@orrery/kernel";
import type { CallReply } from "../../../service/call.ts";
import type { CallStop } from "../../../service/stop.ts";
import type { EntryOf } from "../../../service/entry.ts";
import { oldestOf } from "../../../service/origin.ts";
import { handOver } from "../asynchronous/hand-over.ts";
import { askAccount } from "../function/account-port.ts";
import { metrics, notes, ports, purposes, type FunctionContext } from "../function/declarations.ts";
import {
  eventTooLarge,
  functionNotFound,
  requestIdOf,
  requestTooLarge,
  throttles,
} from "../function/function-error.ts";
import { planOf } from "../function/plan.ts";
import { isDeleted } from "../function/reclaim.ts";
import type { FunctionDraft } from "../function/state.ts";
import { lambdaLimits } from "../limits.ts";
import { invalid } from "../operations/refusals.ts";
import type {
  AttemptEvent,
  Checkpoint,
  EndCallback,
  FunctionEffect,
  FunctionReply,
  Invoke,
  InvokeEvent,
  ShowExecutions,
  StopExecution,
} from "../protocol.ts";
import { answerBytes, applyUpdate, count, end, invokeChained, type Writing } from "./applying.ts";
import { addDue, clearDue } from "./dues.ts";
import {
  alreadyStarted,
  answerOf,
  beginExecution,
  callbackNotFound,
  callbackOver,
  chainedOutcome,
  durableAnswer,
  executionNotFound,
  invokedOf,
  isSame,
  outcomeMetrics,
  outputOf,
  passing,
  refuse,
  settingsSeconds,
  tooLongForCallers,
} from "./execution-answers.ts";
import { noteExecution } from "./history.ts";
import { durableLimits, invocationBackoff } from "./limits.ts";
import {
  dueKinds,
  isClosed,
  type DurableDraft,
  type ErrorObject,
  type Execution,
  type ExecutionDraft,
  type ExecutionStatus,
  type OperationDraft,
} from "./state.ts";
import { wrongUpdate } from "./update-check.ts";

/** Above the numbers of all invocations: where the ids of executions begin. */
const firstExecution = 2 ** 45;

/** What a durable function does besides running invocations: it leads executions over as many as they take. */
export function durableExecutions(entryOf: EntryOf) {
  /** Begins an execution for an invocation whose caller waits for its end; one of the same name is asked again. */
  function begin(
    fn: FunctionDraft,
    input: Invoke,
    context: FunctionContext,
  ): readonly FunctionEffect[] {
    const { request, settings } = context;
    if (isDeleted(fn))
      return refuse(request, functionNotFound(`${settings.arn}:${settings.version}`));
    if (input.payload.size > lambdaLimits.requestPayload) return refuse(request, requestTooLarge);
    if (
      input.isChained !== true &&
      settings.durable!.executionTimeout > durableLimits.synchronous
    ) {
      return refuse(request, tooLongForCallers);
    }
    const durable = fn;
    const known = knownAs(durable, input.executionName);
    if (known === null) {
      const trail =
        input.trail ?? oldestOf(input.payload.type === "batch" ? input.payload.items : []);
      return start(fn, { ...input, trail }, null, [request], context);
    }
    const execution = slab.read(durable.executions, known)!;
    if (!isSame(execution.payload, input.payload))
      return refuse(request, alreadyStarted(execution));
    if (execution.status !== "RUNNING") return [answerOf(execution, request, context)];
    const draft = slab.edit(durable.executions, known)!;
    draft.callers = [...draft.callers, request];
    return noEffects;
  }

  /** Takes an event, with which an execution begins. */
  function take(
    fn: FunctionDraft,
    input: InvokeEvent,
    context: FunctionContext,
  ): readonly FunctionEffect[] {
    const { now, request, settings } = context;
    const qualifier = input.qualifier ?? settings.version;
    const { size } = input.payload;
    if (isDeleted(fn)) return refuse(request, functionNotFound(`${settings.arn}:${qualifier}`));
    const { eventPayload } = planOf(settings);
    if (size > eventPayload) return refuse(request, eventTooLarge(size, eventPayload));
    const known = knownAs(fn, input.executionName);
    if (known !== null) {
      const execution = slab.read(fn.executions, known)!;
      if (!isSame(execution.payload, input.payload))
        return refuse(request, alreadyStarted(execution));
      return [
        { type: "reply", to: request, body: { type: "eventTaken", execution: execution.arn } },
      ];
    }
    const begun: Invoke = { ...input, type: "invoke", event: null };
    return start(fn, begun, { takenAt: now, qualifier }, [], context);
  }

  function start(
    fn: FunctionDraft,
    { payload, trail, clientContext = null, executionName, tenantId }: Invoke,
    event: Execution["event"],
    callers: readonly RequestId[],
    context: FunctionContext,
  ): readonly FunctionEffect[] {
    const { now, request, settings } = context;
    const durable = fn; // It is durable.
    const denied = askAccount(beginExecution, context);
    if (denied !== null) return refuse(request, throttles[denied.reason]);
    durable.executionsStarted += 1;
    durable.executionsRunning += 1;
    const number = durable.executionsStarted;
    const idOf = (which: number): string =>
      requestIdOf(settings.number, firstExecution + 2 * number + which);
    const name = executionName ?? idOf(0);
    const execution: Execution = {
      number,
      name,
      arn: `${settings.arn}:${settings.version}/durable-execution/${name}/${idOf(1)}`,
      status: "RUNNING",
      payload,
      trail: trail!,
      clientContext,
      tenantId: tenantId ?? null,
      event,
      startedAt: now,
      endedAt: -1,
      result: null,
      error: null,
      callers,
      operations: slab.empty(),
      operationsById: table.empty(),
      countedOperations: 0,
      storage: 0,
      token: 0,
      invocations: 0,
      isInvoked: false,
      changed: [],
      last: null,
      failures: 0,
      timeout: -1,
      again: -1,
      history: slab.empty(),
    };
    const id = slab.insert(durable.executions, execution);
    table.set(durable.executionsByName, name, id);
    const effects: FunctionEffect[] = [];
    const writing = writingOn(fn, id, effects, context)!;
    const timeout = settings.durable!.executionTimeout as Duration;
    const due = { execution: id, what: "executionTimeout", operation: -1 } as const;
    writing.execution.timeout = addDue(durable, due, after(now, timeout), effects);
    context.observe(metrics.DurableExecutionStarted, 1);
    context.observe(metrics.ApproximateRunningDurableExecutions, durable.executionsRunning);
    count(writing, 1, payload.size);
    noteExecution(writing.execution, "ExecutionStarted", now, {
      ExecutionTimeout: timeout / 1_000_000,
    });
    if (event !== null) {
      context.observe(metrics.AsyncEventsReceived, 1);
      effects.push({
        type: "reply",
        to: request,
        body: { type: "eventTaken", execution: execution.arn },
      });
    }
    goOn(writing);
    return effects;
  }

  /** Hears what an invocation of an execution came to. */
  function hear(
    fn: FunctionDraft,
    { tag, body }: Replied<FunctionReply>,
    context: FunctionContext,
  ): readonly FunctionEffect[] {
    const effects: FunctionEffect[] = [];
    const writing = writingOn(fn, tag as SlabId, effects, context);
    if (writing === null) return noEffects;
    const { execution } = writing;
    execution.isInvoked = false;
    if (body.type === "invoked") {
      const {
        executedVersion,
        invocation,
        duration,
        billedDuration,
        coldStart,
        initDuration,
        printed,
      } = body;
      execution.last = {
        executedVersion,
        invocation,
        duration,
        billedDuration,
        coldStart,
        initDuration,
        printed,
      };
      const StartTimestamp = (context.now - body.duration) / 1_000_000;
      const RequestId = requestIdOf(context.settings.number, body.invocation);
      noteExecution(execution, "InvocationCompleted", context.now, { StartTimestamp, RequestId });
    }
    if (execution.status !== "RUNNING") return noEffects;
    const output = outputOf(body, context);
    if (output === null) {
      again(writing, body);
      return effects;
    }
    execution.failures = 0;
    switch (output.Status) {
      case "SUCCEEDED":
        return close(fn, writing, "SUCCEEDED", output.Result, null);
      case "FAILED":
        return close(fn, writing, "FAILED", null, output.Error);
      default:
        if (execution.changed.length > 0) goOn(writing);
        return effects;
    }
  }

  /** An invocation came to no end: it is made again, after a wait that grows. */
  function again(writing: Writing, body: FunctionReply | Lost): void {
    const { durable, id, execution, effects, context } = writing;
    execution.failures += 1;
    const bytes = body.type === "invoked" ? JSON.stringify(body.payload).length : 0;
    count(writing, 1, bytes);
    let most: number = invocationBackoff.base;
    for (let each = 1; each < execution.failures && most < invocationBackoff.longest; each += 1)
      most *= 2;
    const wait = Math.round(
      Math.min(most, invocationBackoff.longest) * context.random(purposes.durableBackoff),
    );
    const due = { execution: id, what: "invocation", operation: -1 } as const;
    execution.again = addDue(durable, due, after(context.now, wait as Duration), effects);
  }

  /** Ends an execution: those who wait are answered, and what was to come is not. */
  function close(
    fn: FunctionDraft,
    writing: Writing,
    status: Exclude<ExecutionStatus, "RUNNING">,
    result: string | null,
    error: ErrorObject | null,
  ): readonly FunctionEffect[] {
    const { durable, id, execution, effects, context } = writing;
    const { now, settings } = context;
    execution.status = status;
    execution.endedAt = now;
    execution.result = result;
    execution.error = error;
    durable.executionsRunning -= 1;
    count(writing, 0, answerBytes(result, error));
    for (const due of [execution.timeout, execution.again]) clearDue(durable, due, effects);
    for (const operation of slab.list(execution.operations)) {
      if (isClosed(operation.status)) continue;
      clearDue(durable, operation.due, effects);
      clearDue(durable, operation.heartbeatDue, effects);
    }
    const name = {
      SUCCEEDED: "Succeeded",
      FAILED: "Failed",
      TIMED_OUT: "TimedOut",
      STOPPED: "Stopped",
    }[status];
    noteExecution(
      execution,
      `Execution${name}`,
      now,
      error === null ? null : { Error: { Payload: { ...error } } },
    );
    context.observe(outcomeMetrics[status], 1);
    context.observe(metrics.DurableExecutionDuration, between(execution.startedAt, now));
    const { retentionDays } = settings.durable!;
    context.observe(metrics.DurableStorageByteDays, execution.storage * retentionDays);
    const kept = { execution: id, what: "expiry", operation: -1 } as const;
    addDue(durable, kept, after(now, days(retentionDays)), effects);
    const { callers, event } = execution;
    execution.callers = [];
    for (const caller of callers) effects.push(answerOf(execution, caller, context));
    if (event === null) return effects;
    if (status === "SUCCEEDED") {
      context.observe(metrics.EndToEndLatency, between(execution.trail.at, now));
      return effects;
    }
    if (isDeleted(fn)) return effects;
    context.observe(metrics.AsyncEventsDropped, 1);
    context.observe(metrics.AsyncEventsDroppedByExecution, 1);
    const { payload, trail, last } = execution;
    const item = {
      type: "invoke",
      payload,
      trail,
      event: { number: firstExecution + execution.number, ...event },
    } as AttemptEvent; // Events are JSON.
    const answer = last === null ? null : invokedOf(execution, context);
    const ended = {
      item,
      condition: "RetriesExhausted",
      runs: execution.invocations,
      answer,
    } as const;
    effects.push(...handOver(fn, ended, entryOf, context));
    return effects;
  }

  /** Something that was due is. */
  function due(
    fn: FunctionDraft,
    { index }: TimerFired,
    context: FunctionContext,
  ): readonly FunctionEffect[] {
    const durable = fn;
    const dueId = slab.idAt(durable.executionDues, index);
    invariant(dueId !== undefined, "the timer of a durable execution outlives what was due");
    const { execution: id, what, operation: place } = slab.read(durable.executionDues, dueId)!;
    slab.remove(durable.executionDues, dueId);
    const effects: FunctionEffect[] = [];
    const writing = writingOn(fn, id, effects, context)!; // What is due goes with its execution.
    const { execution } = writing;
    context.note(notes.due, dueKinds.indexOf(what));
    if (what === "expiry") {
      table.remove(durable.executionsByName, execution.name);
      slab.remove(durable.executions, id);
      return effects;
    }
    if (what === "invocation") {
      execution.again = -1;
      goOn(writing);
      return effects;
    }
    if (what === "executionTimeout") {
      execution.timeout = -1;
      const ErrorMessage = `The execution took longer than ${settingsSeconds(context)} seconds.`;
      return close(fn, writing, "TIMED_OUT", null, {
        ErrorType: "ExecutionTimedOut",
        ErrorMessage,
      });
    }
    const operation = slab.edit(execution.operations, place as SlabId) as OperationDraft;
    if (what === "heartbeatTimeout") operation.heartbeatDue = -1;
    else operation.due = -1;
    switch (what) {
      case "waited":
        end(writing, operation, "SUCCEEDED", null);
        break;
      case "retry":
        operation.status = "READY";
        break;
      case "chainedInvoke":
        invokeChained(writing, place as SlabId, operation);
        return effects;
      default: {
        const isHeartbeat = what === "heartbeatTimeout";
        clearDue(durable, operation.due, effects);
        const ErrorMessage = isHeartbeat ? "Callback timed out on heartbeat" : "Callback timed out";
        end(writing, operation, "TIMED_OUT", { ErrorType: "Callback.Timeout", ErrorMessage });
      }
    }
    changed(writing, place as SlabId);
    return effects;
  }

  /** Takes a checkpoint, of which all is written or nothing. */
  function checkpoint(
    fn: FunctionDraft,
    { execution: arn, token, updates }: Checkpoint,
    context: FunctionContext,
  ): readonly FunctionEffect[] {
    const { request } = context;
    const effects: FunctionEffect[] = [];
    const writing = find(fn, arn, effects, context);
    if (writing === null) return refuse(request, executionNotFound(arn));
    const { execution } = writing;
    if ((token !== null && token !== execution.token) || execution.status !== "RUNNING") {
      return refuse(
        request,
        invalid("Invalid Checkpoint Token: it is not the last one of a running execution."),
      );
    }
    const known = (id: string) => {
      const place = table.get(execution.operationsById, id);
      return place === undefined ? undefined : slab.read(execution.operations, place);
    };
    const { countedOperations: operations, storage } = execution;
    const wrong = wrongUpdate(updates, known, { operations, storage });
    if (wrong !== null) return refuse(request, invalid(wrong));
    execution.token += 1;
    const touched = new Set<SlabId>(execution.changed);
    execution.changed = [];
    for (const update of updates) {
      if (update.type === "EXECUTION") {
        const isDone = update.action === "SUCCEED";
        const closed = close(
          fn,
          writing,
          isDone ? "SUCCEEDED" : "FAILED",
          isDone ? (update.payload ?? null) : null,
          isDone ? null : (update.error ?? {}),
        );
        invariant(closed === effects, "what follows from the end of an execution is one list");
      } else touched.add(applyUpdate(writing, update));
    }
    const told = [...touched].map((place) => ({ ...slab.read(execution.operations, place)! }));
    effects.unshift(
      durableAnswer(request, { type: "checkpointed", token: execution.token, operations: told }),
    );
    return effects;
  }

  /** Somebody says what a callback came to. */
  function endCallback(
    fn: FunctionDraft,
    { execution: arn, operation: operationId, outcome }: EndCallback,
    context: FunctionContext,
  ): readonly FunctionEffect[] {
    const { now, request } = context;
    const effects: FunctionEffect[] = [];
    const writing = find(fn, arn, effects, context);
    const place =
      writing === null ? undefined : table.get(writing.execution.operationsById, operationId);
    if (writing === null || place === undefined) return refuse(request, callbackNotFound);
    const { durable, execution } = writing;
    const operation = slab.edit(execution.operations, place) as OperationDraft;
    if (execution.status !== "RUNNING" || isClosed(operation.status))
      return refuse(request, callbackOver);
    const answer: FunctionEffect = durableAnswer(request, { type: "callbackEnded" });
    if (outcome.type === "heartbeat") {
      if (operation.heartbeat > 0) {
        clearDue(durable, operation.heartbeatDue, effects);
        const heartbeat = {
          execution: writing.id,
          what: "heartbeatTimeout",
          operation: place,
        } as const;
        operation.heartbeatDue = addDue(
          durable,
          heartbeat,
          after(now, seconds(operation.heartbeat)),
          effects,
        );
      }
      return [answer, ...effects];
    }
    clearDue(durable, operation.due, effects);
    if (outcome.type === "success") operation.result = outcome.result;
    const error = outcome.type === "failure" ? outcome.error : null;
    count(writing, 0, answerBytes(operation.result, error));
    end(writing, operation, error === null ? "SUCCEEDED" : "FAILED", error);
    changed(writing, place);
    return [answer, ...effects];
  }

  /** Hears what a chained function came to. */
  function hearChained(
    fn: FunctionDraft,
    { tag, body }: Replied<CallReply>,
    context: FunctionContext,
  ): readonly FunctionEffect[] {
    const asked = slab.read(fn.executionDues, tag as SlabId);
    if (asked === undefined) return noEffects; // The execution has ended.
    slab.remove(fn.executionDues, tag as SlabId);
    const effects: FunctionEffect[] = [];
    const writing = writingOn(fn, asked.execution, effects, context)!; // What is due goes with it.
    const place = asked.operation as SlabId;
    const operation = slab.edit(writing.execution.operations, place) as OperationDraft;
    operation.due = -1;
    if (body.type === "notModeled" || body.type === "unknown") {
      const component = `lambda.function:${context.settings.name}`;
      const at = `the chained invoke "${operation.name ?? operation.id}"`;
      const reason: CallStop = { type: "stoppedByCall", component, no: body, place: at };
      return [{ type: "stop", reason }];
    }
    if (body.type === "refused" && passing.has(body.code)) {
      const due = { execution: asked.execution, what: "chainedInvoke", operation: place } as const;
      const wait = Math.round(invocationBackoff.longest * context.random(purposes.durableBackoff));
      operation.due = addDue(fn, due, after(context.now, wait as Duration), effects);
      return effects;
    }
    const { status, result, error } = chainedOutcome(body);
    operation.result = result;
    count(writing, 0, answerBytes(result, error));
    end(writing, operation, status, error);
    changed(writing, place);
    return effects;
  }

  function stop(
    fn: FunctionDraft,
    { execution: arn, error }: StopExecution,
    context: FunctionContext,
  ): readonly FunctionEffect[] {
    const { now, request } = context;
    const effects: FunctionEffect[] = [];
    const writing = find(fn, arn, effects, context);
    if (writing === null) return refuse(request, executionNotFound(arn));
    const { execution } = writing;
    if (execution.status === "RUNNING") {
      close(
        fn,
        writing,
        "STOPPED",
        null,
        error ?? { ErrorType: "ExecutionStopped", ErrorMessage: "The execution was stopped." },
      );
    }
    const at = execution.endedAt === -1 ? now : execution.endedAt;
    return [durableAnswer(request, { type: "executionStopped", at }), ...effects];
  }

  function show(
    fn: FunctionDraft,
    { execution: arn }: ShowExecutions,
    context: FunctionContext,
  ): readonly FunctionEffect[] {
    const all = slab.list(fn.executions).filter((each) => arn === null || each.arn === arn);
    const executions = all.map((execution) => ({
      // Copies: what leaves is written on no more.
      execution: { ...execution },
      operations: arn === null ? [] : slab.list(execution.operations).map((each) => ({ ...each })),
      history: arn === null ? [] : slab.list(execution.history),
    }));
    return [durableAnswer(context.request, { type: "executions", executions })];
  }

  return { begin, take, hear, hearChained, due, checkpoint, endCallback, stop, show };
}

/** Lets an execution be invoked for what has changed, unless an invocation is under way or is to come. */
function changed(writing: Writing, place: SlabId): void {
  const { execution } = writing;
  execution.changed = [...execution.changed, place];
  if (!execution.isInvoked && execution.again === -1) goOn(writing);
}

/** Invokes the function for an execution. */
function goOn({ id, execution, effects, context }: Writing): void {
  const { settings, now } = context;
  execution.isInvoked = true;
  execution.invocations += 1;
  const { payload, trail, clientContext, event, invocations, tenantId } = execution;
  const takenAt = invocations === 1 && event !== null ? event.takenAt : null;
  const mark = { id, invocation: invocations, takenAt };
  const input: Invoke = {
    type: "invoke",
    payload,
    trail,
    event: null,
    clientContext,
    execution: mark,
    ...(tenantId === null ? {} : { tenantId }),
  };
  const deadline = after(now, settings.assumed.eventPatience);
  effects.push({ type: "send", port: ports.executions, to: 0, input, tag: id, deadline });
}

function writingOn(
  fn: FunctionDraft,
  id: SlabId,
  effects: FunctionEffect[],
  context: FunctionContext,
): Writing | null {
  const durable = fn;
  const execution = slab.edit(durable.executions, id) as ExecutionDraft | undefined;
  if (execution === undefined) return null;
  context.note(notes.execution, id);
  return { durable, id, execution, effects, context };
}

function find(
  fn: FunctionDraft,
  arn: string,
  effects: FunctionEffect[],
  context: FunctionContext,
): Writing | null {
  const [, name = ""] = /durable-execution\/([^/]+)\//.exec(arn) ?? [];
  const id = table.get(fn.executionsByName, name);
  const writing = id === undefined ? null : writingOn(fn, id, effects, context);
  return writing?.execution.arn === arn ? writing : null;
}

function knownAs({ executionsByName }: DurableDraft, name: string | undefined): SlabId | null {
  return name === undefined ? null : (table.get(executionsByName, name) ?? null);
}
