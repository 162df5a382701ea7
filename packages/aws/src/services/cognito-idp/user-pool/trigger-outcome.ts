import type { Tagged } from "@orrery/kernel";
import { isObject, memberOf, objectOf } from "../../../request/params.ts";
import type { RequestDoor } from "../../../service/entry.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { TriggerName } from "../config.ts";

/** A function's answer has not the form of the event. */
export const invalidLambdaOutput = refused(
  "InvalidLambdaResponseException",
  "Unrecognizable lambda output",
);

/** A function did not answer in time, again and again. */
export const timedOut = (trigger: TriggerName): Refused =>
  refused(
    "UnexpectedLambdaException",
    `${trigger} invocation failed due to error Socket timeout while invoking Lambda function.`,
  );

/** What a function filled into its event; or what its answer comes to. */
export function responseIn(
  trigger: TriggerName,
  body: Tagged,
  work: NonNullable<RequestDoor["work"]>,
): PlainObject | Refused {
  if (body.type === "refused") return couldNotInvoke(trigger, body as Refused);
  const { hasFailed, value } = work.outcomeOf(body);
  if (hasFailed) {
    const message = memberOf(value, "errorMessage");
    return refused(
      "UserLambdaValidationException",
      `${trigger} failed with error ${typeof message === "string" ? message : ""}.`,
    );
  }
  if (!isObject(value)) {
    return refused(
      "InvalidLambdaResponseException",
      "Invalid lambda function output : Invalid JSON",
    );
  }
  return isObject(value["response"]) ? objectOf(value["response"]) : invalidLambdaOutput;
}

/** The function could not be invoked: it is throttled, denied or not there. */
export const couldNotInvoke = (trigger: TriggerName, { code }: Refused): Refused =>
  refused("UnexpectedLambdaException", `${trigger} invocation failed due to error ${code}.`);
