import { slab, table, type SlabId } from "@orrery/kernel";
import { refused } from "../../../service/refusal.ts";
import type { AccountReply } from "../account/machine.ts";
import { noVariables } from "../language/frame.ts";
import { stepFunctionsLimits } from "../limits.ts";
import type { Revision } from "../config.ts";
import type { StartExecution, StateMachineReply } from "../protocol.ts";
import { metrics, notes, ports, type Turn } from "./declarations.ts";
import { noMore } from "./ending.ts";
import { newStrand } from "./forks.ts";
import { goTo } from "./leaving.ts";
import { executionArn, placeOf } from "./naming.ts";
import { isRead, newHistory, record } from "./recording.ts";
import { definitionOf, revisionAt, revisionKept } from "./revisions.ts";
import type { ExecutionMore, Waiter } from "./state.ts";
import { sendStatus } from "./status-event.ts";
import { located } from "./step.ts";
import { tracedTrail } from "./tracing.ts";

/** Answers whoever asks. */
export function reply({ context, effects }: Turn, body: StateMachineReply): void {
  effects.push({ type: "reply", to: context.request, body });
}

/** Begins an execution, unless there is one of its name or no room. */
export function startExecution(turn: Turn, input: StartExecution): void {
  const { machine, context } = turn;
  const { settings, request } = context;
  const { name, size, version } = input;
  if (size >= stepFunctionsLimits.payload.max) {
    reply(
      turn,
      refused(
        "InvalidExecutionInput",
        "Invalid State Machine Execution Input: 'Input exceeds the maximum number of bytes service limit'",
      ),
    );
    return;
  }
  const isStandard = settings.type === "STANDARD";
  // Whoever would wait for a Standard execution hears of its beginning.
  const isSynchronous = input.isSynchronous && !isStandard;
  if (name !== null && isStandard) {
    const before = placeOf(turn, name);
    if (before !== undefined && !isFree(turn, before)) {
      startAgain(turn, input, before);
      return;
    }
  }
  const revision =
    version === null
      ? settings.current
      : settings.versions.find((each) => each.version === version);
  if (revision === undefined) {
    reply(
      turn,
      refused(
        "StateMachineDoesNotExist",
        `State Machine Does Not Exist: '${settings.arn}:${version}'`,
      ),
    );
    return;
  }
  if (!isSynchronous) {
    const question = { type: "takeStart", of: settings.type };
    const answer = context.consult(ports.account, 0, question) as AccountReply; // It gives no other.
    if (answer.type !== "granted") {
      context.observe(metrics.StartsThrottled, 1);
      reply(
        turn,
        answer.type === "full"
          ? refused(
              "ExecutionLimitExceeded",
              "The maximum number of running executions has been reached.",
            )
          : refused("ThrottlingException", "Rate exceeded"),
      );
      return;
    }
  }
  const waiters = isSynchronous ? [{ request, isSynchronous: true }] : noWaiters;
  const id = begin(turn, input, revision, { waiters });
  const execution = slab.edit(machine.executions, id)!;
  if (isSynchronous) return;
  reply(turn, {
    type: "executionStarted",
    execution: isStandard ? sendStatus(turn, id, execution) : executionArn(turn, id, execution),
    startedAt: execution.startedAt,
  });
}

/** Whether a name is free again: the execution that had it ended long ago. */
function isFree({ machine, context }: Turn, before: SlabId | -1): boolean {
  const execution = before === -1 ? undefined : slab.read(machine.executions, before);
  if (execution === undefined || execution.stoppedAt === -1) return false;
  return context.now - execution.stoppedAt >= stepFunctionsLimits.retention;
}

/** A name and an input that are those of an open execution start nothing, and give what is there. */
function startAgain(turn: Turn, { name, input }: StartExecution, before: SlabId | -1): void {
  const { settings } = turn.context;
  const { partition, region, accountId } = settings;
  const arn = `arn:${partition}:states:${region}:${accountId}:execution:${settings.name}:${name}`;
  const execution = before === -1 ? undefined : slab.read(turn.machine.executions, before);
  const isSame =
    execution?.status === "RUNNING" && JSON.stringify(execution.input) === JSON.stringify(input);
  reply(
    turn,
    isSame
      ? { type: "executionStarted", execution: arn, startedAt: execution.startedAt }
      : refused("ExecutionAlreadyExists", `Execution Already Exists: '${arn}'`),
  );
}

/** Makes an execution, on its way to its first state. */
export function begin(
  turn: Turn,
  {
    name,
    input,
    size,
    alias,
    traceHeader,
    trail,
  }: Omit<StartExecution, "type" | "version" | "isSynchronous">,
  revision: Revision,
  {
    waiters = noWaiters,
    child = null,
    startAt,
  }: {
    readonly waiters?: readonly Waiter[];
    readonly child?: ExecutionMore["child"];
    readonly startAt?: number;
  },
): SlabId {
  const { machine, context } = turn;
  const { now } = context;
  const kept = revisionKept(turn, revision);
  machine.executionCount += 1;
  machine.openCount += 1;
  const number = machine.executionCount;
  const isUsual = alias === null && waiters.length === 0 && traceHeader === null && child === null;
  const id = slab.insert(machine.executions, {
    number,
    name,
    revision: kept,
    status: "RUNNING",
    startedAt: now,
    stoppedAt: -1,
    input,
    size,
    ending: null,
    events: 0,
    history: -1,
    strand: -1,
    trail: child === null ? tracedTrail(turn, trail, traceHeader) : trail,
    more: isUsual ? null : { ...noMore, alias, waiters, traceHeader, child },
  });
  const execution = slab.edit(machine.executions, id)!;
  if (name !== null && context.settings.type === "STANDARD") table.set(machine.names, name, id);
  execution.history = newHistory(turn, () => id);
  context.observe(metrics.ExecutionsStarted, 1);
  context.note(notes.started, number);
  const { roleArn } = revisionAt(machine, kept);
  record(
    turn,
    id,
    execution,
    "ExecutionStarted",
    0,
    isRead(turn, execution) ? { input, roleArn } : null,
  );
  const strandId = newStrand(turn, id, { fork: -1, place: 0, previous: 0, variables: noVariables });
  execution.strand = strandId;
  const { flows } = definitionOf(revision);
  const { strand } = located(turn, strandId);
  const to = { state: startAt ?? flows[0]!.startAt, input, variables: noVariables };
  goTo(turn, strandId, strand, execution, to, true);
  return id;
}

const noWaiters: readonly never[] = Object.freeze([]);
