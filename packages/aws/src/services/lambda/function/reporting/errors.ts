import { table } from "@orrery/kernel";
import type { ErrorCount } from "../../../../service/reporting.ts";
import type { ErrorCause } from "../../protocol.ts";
import type { FunctionState } from "../state.ts";
import type { SeenFunction } from "./seen-function.ts";

/** Function errors, by cause and type. Throttles are none. */
export function errorsOf({ state }: SeenFunction): readonly ErrorCount[] {
  const { errors } = state as FunctionState; // Of its kind.
  return table.list(errors).map(([, { cause, errorType: type, errorMessage: message, count }]) => ({
    cause,
    why: causes[cause],
    type,
    message,
    count,
  }));
}

const causes: Readonly<Record<ErrorCause, string>> = {
  failures: "by its failures in the scenario",
  poison: "since a message of the batch fails always, by its poison in the scenario",
  messageFailures:
    "since a message of the batch fails this time, by its messageFailures or firstFailures in the scenario",
  init: "since its Init phase failed, by its initFailures in the scenario",
  call: "since a call was refused",
  script: "thrown by the script",
  exit: "since the script ended its process",
  timeout: "by its timeout",
  crash: "by a crash, a fault of the scenario",
  fault: "since a fault of the scenario makes its handler throw",
  files:
    "since it may not do with its file system what it does, or holds more locks there than it may",
  responseSize: "since its response is too large",
  checkpoint: "since a checkpoint of its durable execution was refused",
  execution: "since its durable execution did not succeed",
};
