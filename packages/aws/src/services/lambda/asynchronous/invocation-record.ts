import type { Lost, Plain } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import { formatWallClock, wallClockAt } from "../../../text/wall-clock.ts";
import type { FunctionSettings } from "../config.ts";
import type { FunctionContext } from "../function/declarations.ts";
import { requestIdIn, requestIdOf, throttles } from "../function/function-error.ts";
import { refusalStatus } from "../function/invocation-refusals.ts";
import { asyncInvocation } from "../limits.ts";
import type { AttemptEvent, FunctionReply } from "../protocol.ts";

/** Why an event has ended, as Lambda says it. */
export type Condition =
  "Success" | "RetriesExhausted" | "EventAgeExceeded" | "ZeroReservedConcurrency";

/** An event that has ended. */
export interface EndedEvent {
  readonly item: AttemptEvent;
  readonly condition: Condition;
  /** How often the function ran with it. */
  readonly runs: number;
  /** The answer to the last attempt; `null`: none was made, or none since it had to wait. */
  readonly answer: FunctionReply | Lost | null;
}

/** What Lambda tells a destination of an event that has ended, in the order of AWS's members. */
export function recordOf(
  { item, condition, runs, answer }: EndedEvent,
  { now, settings }: FunctionContext,
): PlainObject {
  const { event, payload } = item;
  const ran = answer?.type === "invoked" ? answer : null;
  return {
    version: "1.0",
    timestamp: formatWallClock(wallClockAt(settings.epochMilliseconds, now)),
    requestContext: {
      requestId: eventIdOf(item, settings),
      functionArn: `${settings.arn}:${event.qualifier}`,
      condition,
      approximateInvokeCount: runs,
    },
    requestPayload: payload.value,
    ...(ran === null
      ? {}
      : {
          responseContext: {
            statusCode: 200,
            executedVersion: ran.executedVersion,
            ...(ran.functionError === null ? {} : { functionError: ran.functionError }),
          },
          responsePayload: ran.payload,
        }),
  };
}

const eventIdOf = ({ event }: AttemptEvent, settings: FunctionSettings): string =>
  requestIdIn({ invocation: 0, event }, settings);

/** A record as a bus gets it: the event's own members. */
export function busEntryOf(
  record: PlainObject,
  bus: string,
  { item, condition }: EndedEvent,
  { arn }: Pick<FunctionSettings, "arn">,
): PlainObject {
  const result = condition === "Success" ? "Success" : "Failure";
  return {
    source: "lambda",
    "detail-type": `Lambda Function Invocation Result - ${result}`,
    resources: [bus, `${arn}:${item.event.qualifier}`],
    detail: record,
  };
}

/** Above the numbers of all invocations: where the ids of objects begin. */
const firstObject = 2 ** 46;

/** The key of the object that a bucket gets. */
export function objectKeyOf(
  { item: { event } }: EndedEvent,
  { now, settings }: FunctionContext,
): string {
  const time = formatWallClock(wallClockAt(settings.epochMilliseconds, now));
  const [day = "", clock = ""] = time.slice(0, 19).split("T");
  const id = requestIdOf(settings.number, firstObject + event.number);
  return `aws/lambda/async/${settings.name}/${day.replaceAll("-", "/")}/${day}T${clock.replaceAll(":", ".")}-${id}`;
}

/** The message attributes that a dead letter has beside the event. */
export function deadLetterAttributes(
  { item, answer }: EndedEvent,
  settings: FunctionSettings,
): readonly Readonly<Record<"name" | "dataType" | "value", string>>[] {
  const { code, message } = errorOf(answer);
  const attributes = [
    { name: "RequestID", dataType: "String", value: eventIdOf(item, settings) },
    { name: "ErrorCode", dataType: "Number", value: `${code}` },
  ];
  // No message attribute is empty.
  if (message === "") return attributes;
  const value = beginningOf(message, asyncInvocation.errorMessage);
  return [...attributes, { name: "ErrorMessage", dataType: "String", value }];
}

/** The HTTP status of the last attempt, and what went wrong. */
function errorOf(answer: EndedEvent["answer"]): {
  readonly code: number;
  readonly message: string;
} {
  switch (answer?.type) {
    case "invoked":
      return { code: 200, message: errorMessageIn(answer.payload) };
    case "refused": {
      const { code, message } = answer;
      return { code: refusalStatus(code), message };
    }
    case "lost":
      return { code: 500, message: "" };
    default:
      return { code: 429, message: throttled.message };
  }
}

const throttled = throttles.ReservedFunctionConcurrentInvocationLimitExceeded;

function errorMessageIn(payload: Plain): string {
  if (typeof payload !== "object" || payload === null || Array.isArray(payload)) return "";
  const { errorMessage } = payload as PlainObject;
  return typeof errorMessage === "string" ? errorMessage : "";
}

/** As many whole characters of a text as have at most so many bytes. */
function beginningOf(text: string, most: number): string {
  if (sizeInUtf8(text) <= most) return text;
  let size = 0;
  let beginning = "";
  for (const character of text) {
    size += sizeInUtf8(character);
    if (size > most) break;
    beginning += character;
  }
  return beginning;
}
