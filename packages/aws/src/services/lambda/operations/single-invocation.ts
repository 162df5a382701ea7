import { bytesOfBase64, invariant, type Plain } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";
import { parseJson } from "../../../text/json.ts";
import { textOfUtf8 } from "../../../text/utf8.ts";
import type { FunctionSettings } from "../config.ts";

/** A function of a run, for who invokes it by itself. */
export interface InvocableFunction {
  readonly logicalId: string;
  /** Its name in AWS. */
  readonly name: string;
  readonly settings: FunctionSettings;
}

/** What one invocation came to, as its caller sees it. */
export interface SingleInvocation {
  /** `null` when it succeeded. */
  readonly functionError: string | null;
  /** What the handler returned, or the error as AWS shapes it. */
  readonly payload: Plain;
  /** The lines of its log that Lambda itself writes, as `LogType: Tail` gives them. */
  readonly log: readonly string[];
  readonly report: InvocationReport;
}

/** What the line `REPORT` says. Durations in milliseconds. */
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
  readonly simulation: { settingsOf(component: string): unknown };
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
      return { logicalId, name: settings.name, settings };
    });

/** Invokes a function once and waits for its answer. @throws AwsError where AWS refuses to */
export function invokeFunction(
  caller: Caller,
  { name }: Pick<InvocableFunction, "name">,
  payload: string,
): SingleInvocation {
  const params = { FunctionName: name, Payload: payload, LogType: "Tail" };
  const response = caller.call("lambda", "Invoke", params);
  const bytes = bytesOfBase64(textIn(response, "LogResult"));
  const text = bytes === null ? undefined : textOfUtf8(bytes);
  invariant(text !== undefined && text !== null, "a log that is text");
  const log = text.split("\n").filter((line) => line !== "");
  const error = response["FunctionError"];
  return {
    functionError: typeof error === "string" ? error : null,
    payload: parseJson(textIn(response, "Payload")) ?? null,
    log,
    report: reportIn(log),
  };
}

function textIn(response: PlainObject, member: string): string {
  const text = response[member];
  return typeof text === "string" ? text : "";
}

function reportIn(log: readonly string[]): InvocationReport {
  const line = log.find((each) => each.startsWith("REPORT ")) ?? "";
  const figure = (name: string): number | null => {
    const [, value] = new RegExp(`(?:^|\\t)${name}: ([\\d.]+) (?:ms|MB)`).exec(line) ?? [];
    return value === undefined ? null : Number(value);
  };
  const [, requestId = ""] = /RequestId: (\S+)/.exec(line) ?? [];
  return {
    requestId,
    duration: figure("Duration") ?? 0,
    billedDuration: figure("Billed Duration") ?? 0,
    memorySize: figure("Memory Size") ?? 0,
    initDuration: figure("Init Duration"),
  };
}

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
      runtime ??
      `${packageType === "Image" ? "an image of " : ""}${behavior.imageRuntime ?? "nodejs22.x"}`;
    assumed.push(`The cold start of ${logicalId} is drawn as others measured it for ${measured}.`);
  }
  if (behavior.type === "script") return assumed;
  const ofMessages = [
    ...(behavior.durationPerItem === null ? [] : ["durationPerItem"]),
    ...(behavior.poison === 0 ? [] : ["poison"]),
    ...((behavior.messageFailures ?? 0) === 0 ? [] : ["messageFailures"]),
  ];
  if (ofMessages.length > 0) {
    assumed.push(
      `${ofMessages.join(", ")} of ${logicalId} count for messages that a mapping brings, not for records of this event.`,
    );
  }
  return assumed;
}
