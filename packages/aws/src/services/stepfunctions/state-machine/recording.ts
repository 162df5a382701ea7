import { ring, slab, type Plain, type SlabId } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";
import { isError, isFatal, type EventType } from "../history/event.ts";
import { keepEvent, keepVisit, noEvents, visitDetails } from "../history/kept-history.ts";
import type { State } from "../language/definition.ts";
import { executionArn } from "./naming.ts";
import { metrics, type Turn, type WritableExecution } from "./declarations.ts";

/** Whether anybody may read the events of an execution: then their details are to be made. */
export const isRead = (
  { context }: Turn,
  { history }: Pick<WritableExecution, "history">,
): boolean => history !== -1 || context.settings.logging.group !== null;

/** Counts a transition that is billed as one: what Express children of Map Runs do is billed by its time. */
export function countTransition(
  { context }: Turn,
  { more }: Pick<WritableExecution, "more">,
): void {
  if (more?.child?.isExpress !== true) context.observe(metrics.StateTransitions, 1);
}

/** Counts an event of an execution, and keeps it where somebody may read it. Gives its number. */
export function record(
  turn: Turn,
  id: SlabId,
  execution: WritableExecution,
  type: EventType,
  previous: number,
  details: PlainObject | null = null,
): number {
  const { context, machine } = turn;
  const { history } = execution;
  execution.events += 1;
  if (history !== -1) {
    const { events } = slab.edit(machine.histories, history)!; // It goes with its execution.
    keepEvent(events, type, previous, context.now - execution.startedAt, details);
  }
  if (context.settings.logging.group !== null) log(turn, id, execution, type, previous, details);
  return execution.events;
}

/** The same of an event by which a state is entered with an input, or left with an output. */
export function recordVisit(
  turn: Turn,
  id: SlabId,
  execution: WritableExecution,
  type: EventType,
  previous: number,
  place: number,
  state: State,
  data: Plain,
): number {
  const { context, machine } = turn;
  const { history } = execution;
  execution.events += 1;
  if (history !== -1) {
    const { events } = slab.edit(machine.histories, history)!; // As above.
    keepVisit(events, type, previous, context.now - execution.startedAt, place, data);
  }
  if (context.settings.logging.group !== null) {
    log(turn, id, execution, type, previous, visitDetails(type, state, data));
  }
  return execution.events;
}

/** Keeps what goes into the log group, where the level has it and the run keeps logs. */
function log(
  turn: Turn,
  id: SlabId,
  execution: WritableExecution,
  type: EventType,
  previous: number,
  details: PlainObject | null,
): void {
  const { context, machine } = turn;
  const { logging, keepsLogs } = context.settings;
  if (!keepsLogs || !isLogged(logging.level, type)) return;
  slab.insert(machine.log, {
    execution: executionArn(turn, id, execution),
    id: execution.events,
    redrives: execution.more?.redrives ?? 0,
    isFull: logging.includesData,
    event: { type, previous, at: context.now, details },
  });
}

function isLogged(level: "ALL" | "ERROR" | "FATAL" | "OFF", type: EventType): boolean {
  if (level === "ALL") return true;
  if (level === "OFF") return false;
  return level === "ERROR" ? isError(type) : isFatal(type);
}

/** Makes room for the history of an execution that begins; -1: none is kept. */
export function newHistory({ machine, context }: Turn, execution: () => SlabId): SlabId | -1 {
  const most = context.settings.assumed.keptHistories;
  if (most === 0) return -1;
  if (machine.remembered.size >= most) {
    context.observe(metrics["stepfunctions.keptHistories"], 1);
    forgetHistory(machine.remembered, machine);
  }
  const history = slab.insert(machine.histories, { events: noEvents() });
  ring.push(machine.remembered, execution());
  return history;
}

function forgetHistory(remembered: Turn["machine"]["remembered"], machine: Turn["machine"]): void {
  const oldest = ring.shift(remembered);
  const execution = slab.edit(machine.executions, oldest);
  if (execution === undefined || execution.history === -1) return;
  slab.remove(machine.histories, execution.history);
  execution.history = -1;
}
