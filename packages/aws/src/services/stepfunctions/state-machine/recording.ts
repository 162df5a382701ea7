import { ring, slab, vector, type SlabId } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";
import { isError, isFatal, type EventType, type KeptEvent } from "../history/event.ts";
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
  execution.events += 1;
  const { events: number, history } = execution;
  const { context, machine } = turn;
  const { logging } = context.settings;
  if (history === -1 && logging.group === null) return number;
  const event: KeptEvent = { type, previous, at: context.now, details };
  if (history !== -1) vector.push(slab.edit(machine.histories, history)!.events, event);
  if (logging.group !== null && context.settings.keepsLogs && isLogged(logging.level, type)) {
    slab.insert(machine.log, {
      execution: executionArn(turn, id, execution),
      id: number,
      redrives: execution.more?.redrives ?? 0,
      isFull: logging.includesData,
      event,
    });
  }
  return number;
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
  const history = slab.insert(machine.histories, { events: vector.of<KeptEvent>([]) });
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
