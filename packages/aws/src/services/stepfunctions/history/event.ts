import type { Instant, Plain } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";

/** What happened in an execution, as it is kept: data stay values until somebody reads them. A value. */
export interface KeptEvent {
  readonly type: EventType;
  readonly previous: number;
  readonly at: Instant;
  /** By the names of AWS; `null`: there are none. */
  readonly details: PlainObject | null;
}

/** An event with its place in the history, from 1. */
export interface ShownEvent extends KeptEvent {
  readonly id: number;
}

/** The types of events that occur here. */
export type EventType = keyof typeof detailsNames;

/** The member that has the details of an event of a type; `null`: it has none. */
const detailsNames = {
  ActivityFailed: "activityFailedEventDetails",
  ActivityScheduled: "activityScheduledEventDetails",
  ActivityScheduleFailed: "activityScheduleFailedEventDetails",
  ActivityStarted: "activityStartedEventDetails",
  ActivitySucceeded: "activitySucceededEventDetails",
  ActivityTimedOut: "activityTimedOutEventDetails",
  ChoiceStateEntered: "stateEnteredEventDetails",
  ChoiceStateExited: "stateExitedEventDetails",
  EvaluationFailed: "evaluationFailedEventDetails",
  ExecutionAborted: "executionAbortedEventDetails",
  ExecutionFailed: "executionFailedEventDetails",
  ExecutionRedriven: "executionRedrivenEventDetails",
  ExecutionStarted: "executionStartedEventDetails",
  ExecutionSucceeded: "executionSucceededEventDetails",
  ExecutionTimedOut: "executionTimedOutEventDetails",
  FailStateEntered: "stateEnteredEventDetails",
  LambdaFunctionFailed: "lambdaFunctionFailedEventDetails",
  LambdaFunctionScheduled: "lambdaFunctionScheduledEventDetails",
  LambdaFunctionStarted: null,
  LambdaFunctionSucceeded: "lambdaFunctionSucceededEventDetails",
  LambdaFunctionTimedOut: "lambdaFunctionTimedOutEventDetails",
  MapIterationAborted: "mapIterationAbortedEventDetails",
  MapIterationFailed: "mapIterationFailedEventDetails",
  MapIterationStarted: "mapIterationStartedEventDetails",
  MapIterationSucceeded: "mapIterationSucceededEventDetails",
  MapRunAborted: null,
  MapRunFailed: "mapRunFailedEventDetails",
  MapRunRedriven: "mapRunRedrivenEventDetails",
  MapRunStarted: "mapRunStartedEventDetails",
  MapRunSucceeded: null,
  MapStateAborted: null,
  MapStateEntered: "stateEnteredEventDetails",
  MapStateExited: "stateExitedEventDetails",
  MapStateFailed: null,
  MapStateStarted: "mapStateStartedEventDetails",
  MapStateSucceeded: null,
  ParallelStateAborted: null,
  ParallelStateEntered: "stateEnteredEventDetails",
  ParallelStateExited: "stateExitedEventDetails",
  ParallelStateFailed: null,
  ParallelStateStarted: null,
  ParallelStateSucceeded: null,
  PassStateEntered: "stateEnteredEventDetails",
  PassStateExited: "stateExitedEventDetails",
  SucceedStateEntered: "stateEnteredEventDetails",
  SucceedStateExited: "stateExitedEventDetails",
  TaskFailed: "taskFailedEventDetails",
  TaskScheduled: "taskScheduledEventDetails",
  TaskStarted: "taskStartedEventDetails",
  TaskStartFailed: "taskStartFailedEventDetails",
  TaskStateAborted: null,
  TaskStateEntered: "stateEnteredEventDetails",
  TaskStateExited: "stateExitedEventDetails",
  TaskSubmitFailed: "taskSubmitFailedEventDetails",
  TaskSubmitted: "taskSubmittedEventDetails",
  TaskSucceeded: "taskSucceededEventDetails",
  TaskTimedOut: "taskTimedOutEventDetails",
  WaitStateAborted: null,
  WaitStateEntered: "stateEnteredEventDetails",
  WaitStateExited: "stateExitedEventDetails",
} as const;

/** Members that bear data of the execution, as JSON, with whether they were cut beside them. */
const dataMembers = ["input", "output"] as const;

/** The details of an event as AWS writes them: data are JSON, of which no more is written than `most` bytes with escapes. */
export function writtenDetails(
  details: PlainObject,
  includesData: boolean,
  most = Infinity,
): PlainObject {
  const written: Record<string, Plain> = {};
  for (const [name, value] of Object.entries(details)) {
    if (isData(name)) {
      if (!includesData) continue;
      const text = JSON.stringify(value);
      const shown = cutTo(text, most);
      written[name] = shown;
      written[`${name}Details`] = { truncated: shown !== text };
    } else if (name === "parameters") {
      if (includesData) written[name] = JSON.stringify(value);
    } else if (name === "assignedVariables") {
      if (!includesData) continue;
      written[name] = textsOf(value as PlainObject); // Variables by their names.
      written["assignedVariablesDetails"] = { truncated: false };
    } else written[name] = value;
  }
  return written;
}

/** The longest beginning of a text that has no more bytes with the escapes of JSON. */
function cutTo(text: string, most: number): string {
  // A sign has six bytes at most.
  if (text.length * 6 <= most || escapedSize(text) <= most) return text;
  let [fits, not] = [0, text.length];
  while (not - fits > 1) {
    const middle = (fits + not) >> 1;
    if (escapedSize(text.slice(0, middle)) <= most) fits = middle;
    else not = middle;
  }
  return text.slice(0, fits);
}

const escapedSize = (text: string): number => sizeInUtf8(JSON.stringify(text)) - 2;

const isData = (name: string): boolean => (dataMembers as readonly string[]).includes(name);

const textsOf = (variables: PlainObject): PlainObject =>
  Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, JSON.stringify(value)]),
  );

/** An event as GetExecutionHistory answers it. */
export function shownEvent(
  { id, type, previous, at, details }: ShownEvent,
  includesData: boolean,
  timestampOf: (at: Instant) => number,
): PlainObject {
  const name = detailsNames[type];
  const shown: Record<string, Plain> = {
    timestamp: timestampOf(at),
    type,
    id,
    previousEventId: previous,
  };
  if (name !== null && details !== null) shown[name] = writtenDetails(details, includesData);
  return shown;
}

/** Events by which executions and states fail: what the level ERROR logs. */
export const isError = (type: EventType): boolean =>
  type === "FailStateEntered" ||
  type.endsWith("Failed") ||
  type.endsWith("TimedOut") ||
  type.endsWith("Aborted");

/** Events by which executions fail: what the level FATAL logs. */
export const isFatal = (type: EventType): boolean =>
  type === "ExecutionFailed" || type === "ExecutionTimedOut" || type === "ExecutionAborted";
