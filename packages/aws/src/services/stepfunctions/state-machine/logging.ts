import { slab } from "@orrery/kernel";
import { logReadOf, type LogEvent, type LogFrom } from "../../../service/log.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import type { StateMachineSettings } from "../config.ts";
import { writtenDetails } from "../history/event.ts";
import { stepFunctionsLimits } from "../limits.ts";
import type { Turn } from "./declarations.ts";
import type { StateMachineState } from "./state.ts";
import { reply } from "./starting.ts";

/** Answers what was logged. */
export function readLog(turn: Turn, asked: LogFrom): void {
  const { machine, context } = turn;
  reply(turn, logReadOf(loggedEvents(machine, context.settings), asked));
}

/** What executions have logged, in order; `null` where the run keeps no logs. */
export function loggedEvents(
  { log }: Pick<StateMachineState, "log">,
  { keepsLogs, epochMilliseconds, name }: StateMachineSettings,
): readonly LogEvent[] | null {
  if (!keepsLogs) return null;
  return slab.list(log).map(({ execution, id, redrives, isFull, event }) => {
    const timestamp = wallClockAt(epochMilliseconds, event.at);
    const details = event.details ?? {};
    return {
      stream: `states/${name}/log`,
      timestamp,
      message: JSON.stringify({
        id: `${id}`,
        type: event.type,
        details: writtenDetails(details, isFull, stepFunctionsLimits.loggedData),
        previous_event_id: `${event.previous}`,
        event_timestamp: `${timestamp}`,
        execution_arn: execution,
        redrive_count: `${redrives}`,
      }),
    };
  });
}
