import { inMilliseconds, invariant, slab, type Plain } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";
import { parseJson } from "../../../text/json.ts";
import type { FunctionSettings } from "../config.ts";
import { requestIdOf } from "../function/function-error.ts";
import { logOf } from "../function/log-reader.ts";
import type { FunctionState } from "../function/state.ts";
import type { InvocationEnded, LogFact } from "../log/log-fact.ts";
import { shownMilliseconds } from "../log/log-line.ts";

/** A function of a run, for who invokes it by itself. */
export interface InvocableFunction {
  readonly logicalId: string;
  /** Its name in AWS. */
  readonly name: string;
  readonly component: string;
  readonly settings: FunctionSettings;
}

/** What one invocation came to, as its caller sees it. */
export interface SingleInvocation {
  /** `null` when it succeeded. */
  readonly functionError: string | null;
  /** What the handler returned, or the error as AWS shapes it. */
  readonly payload: Plain;
  /** The lines of its log. */
  readonly log: readonly string[];
  readonly report: InvocationReport;
}

/** What a REPORT line says, in whichever form the log is. Durations in milliseconds. */
export interface InvocationReport {
  readonly requestId: string;
  readonly duration: number;
  readonly billedDuration: number;
  /** In MB. */
  readonly memorySize: number;
  /** `null` without a cold start. */
  readonly initDuration: number | null;
}

/** What has resources and their settings, as a run does. */
interface Invocables {
  readonly resources: readonly {
    readonly logicalId: string;
    readonly kind: string;
    readonly component: string;
  }[];
  readonly simulation: {
    readonly now: number;
    settingsOf(component: string): unknown;
    stateOf(component: string): unknown;
  };
}

/** Who performs operations. */
interface Caller {
  call(service: string, operation: string, params: PlainObject): PlainObject;
}

/** The functions of a run, in its order. */
export const invocableFunctions = ({
  resources,
  simulation,
}: Invocables): readonly InvocableFunction[] =>
  resources
    .filter(({ kind }) => kind === "lambda.function")
    .map(({ logicalId, component }) => {
      const settings = simulation.settingsOf(component) as FunctionSettings; // Of this kind.
      return { logicalId, name: settings.name, component, settings };
    });

/** Invokes a function of a run that keeps its logs, and waits for its answer. @throws AwsError where AWS refuses to */
export function invokeFunction(
  { simulation }: Pick<Invocables, "simulation">,
  caller: Caller,
  { name, component, settings }: InvocableFunction,
  payload: string,
): SingleInvocation {
  const response = caller.call("lambda", "Invoke", { FunctionName: name, Payload: payload });
  const error = response["FunctionError"];
  const state = simulation.stateOf(component) as FunctionState; // Of this kind.
  return {
    functionError: typeof error === "string" ? error : null,
    payload: parseJson(textIn(response, "Payload")) ?? null,
    log: loggedBy({ simulation }, { component, settings }),
    report: reportIn(state, settings),
  };
}

/** The lines of a function's log so far. */
export const loggedBy = (
  { simulation }: Pick<Invocables, "simulation">,
  { component, settings }: Pick<InvocableFunction, "component" | "settings">,
): readonly string[] =>
  (logOf(simulation.stateOf(component) as FunctionState, settings, simulation.now) ?? []) // Of this kind.
    .flatMap(({ message }) => message.split("\n"))
    .filter((line) => line !== "");

function textIn(response: PlainObject, member: string): string {
  const text = response[member];
  return typeof text === "string" ? text : "";
}

function reportIn({ logFacts }: FunctionState, settings: FunctionSettings): InvocationReport {
  const ended = logFacts === null ? undefined : slab.list(logFacts).filter(isEnd).at(-1);
  invariant(ended !== undefined, "an invocation that ended, in a run that keeps its logs");
  const { request, duration, billedDuration, initDuration } = ended;
  return {
    requestId: requestIdOf(settings.number, request),
    duration: shownMilliseconds(duration),
    billedDuration: inMilliseconds(billedDuration),
    memorySize: settings.memorySize,
    initDuration: initDuration === 0 ? null : shownMilliseconds(initDuration),
  };
}

const isEnd = (fact: LogFact): fact is InvocationEnded => fact.type === "ended";

/**
 * What of an invocation is assumed: what the scenario says nothing of, and what it says of messages in batches
 * that an event from outside has no part in. `isSaid`: whether it gives the function a behavior.
 */
export function assumedOfInvocation(
  { logicalId, settings }: InvocableFunction,
  isSaid: boolean,
): readonly string[] {
  const { behavior, runtime, packageType } = settings;
  const assumed = isSaid
    ? []
    : [`${logicalId} has no behavior: it is taken to return null after 100 ms.`];
  if (behavior.type === "script" || behavior.coldStart === null) {
    const measured =
      packageType === "Image"
        ? `an image of ${behavior.imageRuntime ?? "nodejs22.x"}`
        : (behavior.imageRuntime ?? runtime);
    assumed.push(`The cold start of ${logicalId} is drawn as others measured it for ${measured}.`);
  }
  if (behavior.type === "script") return assumed;
  const ofMessages = [
    ...(behavior.durationPerItem === null ? [] : ["durationPerItem"]),
    ...(behavior.poison === 0 ? [] : ["poison"]),
    ...((behavior.messageFailures ?? 0) === 0 ? [] : ["messageFailures"]),
    ...((behavior.firstFailures ?? 0) === 0 ? [] : ["firstFailures"]),
  ];
  if (ofMessages.length > 0) {
    assumed.push(
      `${ofMessages.join(", ")} of ${logicalId} count for messages that a mapping brings, not for records of this event.`,
    );
  }
  return assumed;
}
