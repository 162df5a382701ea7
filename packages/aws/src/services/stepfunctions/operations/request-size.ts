import type { Plain } from "@orrery/kernel";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { Operations } from "../../../service/service-model.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import { stepFunctionsLimits } from "../limits.ts";

/** What whoever sends too much at once hears: an error that AWS has for all services. */
export const tooLargeCode = "RequestEntityTooLargeException";
const tooLarge = refused(tooLargeCode, "The request entity is too large.");

/** Operations whose requests are no larger than the service takes. */
export const ofBoundedSize = (operations: Operations): Operations =>
  Object.fromEntries(
    Object.entries(operations).map(([name, operation]) => [
      name,
      {
        ...operation,
        begin: (params, plane) => (isTooLarge(params) ? tooLarge : operation.begin(params, plane)),
      },
    ]),
  );

function isTooLarge(params: PlainObject): boolean {
  let bound = 2;
  for (const name in params) bound += boundOf(name) + boundOf(params[name]!);
  if (bound <= stepFunctionsLimits.request) return false;
  return sizeInUtf8(JSON.stringify(params)) > stepFunctionsLimits.request;
}

/** No less than the bytes of a text as JSON, which has at most six a sign; other values are seldom there. */
const boundOf = (value: Plain): number =>
  typeof value === "string"
    ? value.length * 6 + 4
    : typeof value === "object"
      ? JSON.stringify(value).length * 6
      : 32;
