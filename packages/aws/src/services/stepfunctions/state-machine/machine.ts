import {
  declare,
  slab,
  unreachable,
  type Machine,
  type Replied,
  type SlabId,
  type Tagged,
  type TimerFired,
} from "@orrery/kernel";
import type { EntryOf } from "../../../service/entry.ts";
import type { StateMachineSettings } from "../config.ts";
import type { StateMachineEffect, StateMachineInput } from "../protocol.ts";
import { canonical } from "./canonical.ts";
import {
  choices,
  metrics,
  notes,
  ports,
  purposes,
  timers,
  type StateMachine,
  type StateMachineContext,
  type Turn,
} from "./declarations.ts";
import { cutOff } from "./ending.ts";
import { hearActivity, hearCall, hearEnd, timeOut } from "./hearing.ts";
import { readLog } from "./logging.ts";
import { hearItems } from "./map-reading.ts";
import { describeRun, listRuns, updateRun } from "./map-run-reading.ts";
import { beginChildren } from "./map-children.ts";
import { listExecutions, readHistory } from "./reading.ts";
import { redrive } from "./redriving.ts";
import { hearWritten } from "./map-writing.ts";
import { startExecution } from "./starting.ts";
import { initialStateMachine, type StateMachineState } from "./state.ts";
import { located, type Step } from "./step.ts";
import { carryOn } from "./stepping.ts";
import { describe, finishTask, stop } from "./stopping.ts";
import { endsAt } from "./time.ts";

/** The machine of a state machine of Step Functions. */
export type StateMachineMachine = Machine<
  StateMachineSettings,
  StateMachineState,
  StateMachineInput,
  StateMachineEffect
>;

/** A state machine of Step Functions, with all its executions. Events of those go onto the bus by its entry. */
export function stateMachineMachine(entryOf: EntryOf): StateMachineMachine {
  return {
    kind: "stepfunctions.stateMachine",
    stateVersion: 3,
    inputs: declare(
      "startExecution",
      "stopExecution",
      "redriveExecution",
      "describeExecution",
      "awaitExecution",
      "listExecutions",
      "readHistory",
      "finishTask",
      "describeMapRun",
      "listMapRuns",
      "updateMapRun",
      "readLog",
      "settingsChanged",
      "timerFired",
      "replied",
    ),
    timers,
    ports,
    purposes,
    choices,
    metrics,
    notes,

    initialState: initialStateMachine,
    transition: (machine, input, context) => react(machine, input, context, entryOf),

    fingerprint(input) {
      switch (input.type) {
        case "startExecution":
          return input.size;
        case "stopExecution":
        case "redriveExecution":
        case "describeExecution":
        case "awaitExecution":
        case "listMapRuns":
          return input.name.length;
        case "listExecutions":
        case "readHistory":
          return input.most;
        case "finishTask":
          return input.outcome.type.length;
        case "describeMapRun":
        case "updateMapRun":
          return input.arn.length;
        case "replied":
          return input.body.type.length;
        default:
          return 0;
      }
    },

    canonical,
    gauges: ({ openCount, executions }) => ({
      OpenExecutions: openCount,
      ExecutionsKept: executions.size,
    }),
  };
}

function react(
  machine: StateMachine,
  input: StateMachineInput,
  context: StateMachineContext,
  entryOf: EntryOf,
): readonly StateMachineEffect[] {
  const turn: Turn = { machine, context, entryOf, effects: [], broken: [], last: null };
  carryOn(turn, handle(turn, input));
  return turn.effects;
}

function handle(turn: Turn, input: StateMachineInput): Step {
  switch (input.type) {
    case "startExecution":
      startExecution(turn, input);
      return null;
    case "stopExecution":
      return stop(turn, input);
    case "redriveExecution":
      return redrive(turn, input);
    case "describeExecution":
    case "awaitExecution":
      describe(turn, input);
      return null;
    case "listExecutions":
      listExecutions(turn, input);
      return null;
    case "readHistory":
      readHistory(turn, input);
      return null;
    case "finishTask":
      return finishTask(turn, input);
    case "describeMapRun":
      describeRun(turn, input);
      return null;
    case "listMapRuns":
      listRuns(turn, input);
      return null;
    case "updateMapRun":
      return updateRun(turn, input);
    case "readLog":
      readLog(turn, input);
      return null;
    case "settingsChanged":
      // Executions go on with what they began with.
      return null;
    case "timerFired":
      return fire(turn, input);
    case "replied":
      return hear(turn, input);
    default:
      return unreachable(input);
  }
}

function fire(turn: Turn, { timer, index }: TimerFired): Step {
  const { machine, context } = turn;
  if (timer === timers.fork) {
    const fork = slab.idAt(machine.forks, index);
    return fork === undefined ? null : beginChildren(turn, fork);
  }
  const id = slab.idAt(machine.strands, index)!; // Its timer goes with it.
  const { strand, execution } = located(turn, id);
  if (context.now >= endsAt(turn, execution)) return expire(turn, strand.execution);
  switch (strand.condition) {
    case "entering":
      return { do: "enter", strand: id };
    case "retrying":
      return { do: "run", strand: id };
    case "waiting":
      return { do: "leave", strand: id, result: null };
    default: {
      const isWhole =
        strand.work !== null &&
        strand.work.timeoutAt !== -1 &&
        strand.work.timeoutAt <= context.now;
      return timeOut(turn, id, isWhole ? "States.Timeout" : "States.HeartbeatTimeout");
    }
  }
}

const expire = (turn: Turn, execution: SlabId): Step =>
  cutOff(turn, execution, "TIMED_OUT", { error: null, cause: null });

function hear(turn: Turn, input: Replied<Tagged>): Step {
  if (input.port === ports.bus) {
    const isTaken = input.body.type !== "refused" && input.body.type !== "lost";
    if (!isTaken) turn.context.observe(metrics.EventsLost, 1);
    if (input.body.type === "lost") {
      turn.context.observe(metrics["stepfunctions.eventDeadline"], 1);
    }
    return null;
  }
  const id = input.tag as SlabId;
  const strand = input.tag === -1 ? undefined : slab.read(turn.machine.strands, id);
  // Whatever it was for was stopped meanwhile.
  if (strand === undefined) return null;
  if (input.body.type === "lost" && turn.context.now >= endsAt(turn, located(turn, id).execution)) {
    return expire(turn, strand.execution);
  }
  if (input.port === ports.activities) return hearActivity(turn, input);
  if (input.port === ports.waits) return hearEnd(turn, input);
  if (strand.condition === "reading") return hearItems(turn, input);
  if (strand.condition === "writing") return hearWritten(turn, input);
  return hearCall(turn, input);
}
