import type { Lost, Tagged } from "@orrery/kernel";
import type { Delivery } from "../../../delivery/deliveries.ts";
import type { Ending } from "../../../delivery/delivering.ts";
import { nameInArn } from "../../../service/arn.ts";
import type { Arrival, EntryOf } from "../../../service/entry.ts";
import type { Refused } from "../../../service/refusal.ts";
import type { Deliver } from "../../../sink/protocol.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import { schedulerLimits } from "../limits.ts";
import { scheduleArn } from "../schedule-arn.ts";
import { metrics, type GroupContext } from "./declarations.ts";
import { executionIdOf, inputText, shownTime } from "./payload.ts";
import type { Invocation } from "./state.ts";

/** What Scheduler says of failures that its target did not name. */
const internalError = "AWS.Scheduler.InternalServerError";

/** What a dead-letter queue is sent of an invocation that was given up. */
export function deadLetterFor(
  { item, attempts, failures }: Readonly<Delivery<Invocation>>,
  ending: Exclude<Ending, "taken">,
  body: Tagged | Lost | null,
  context: GroupContext,
  entryOf: EntryOf,
): Tagged {
  const { settings } = context;
  const { deadLetters, arn } = item.target;
  const values: Record<string, string> = {
    ...errorOf(body),
    EXECUTION_ID: executionIdOf(item, context),
    ...conditionOf(ending),
    IS_PAYLOAD_TRUNCATED: "false",
    RETRY_ATTEMPTS: `${Math.max(0, attempts - 1)}`,
    SCHEDULED_TIME: shownTime(item, settings),
    SCHEDULE_ARN: scheduleArn(settings, settings.name, item.name),
    TARGET_ARN: arn,
  };
  const whole = requestText(item, Math.max(1, failures), context, entryOf);
  const room = schedulerLimits.deadLetter - sizeOf(values);
  const text = cut(whole, room);
  if (text !== whole) {
    values["IS_PAYLOAD_TRUNCATED"] = "true";
    context.observe(metrics.InvocationsSentToDeadLetterCount_Truncated_MessageSizeExceeded, 1);
  }
  const size = sizeInUtf8(text) + sizeOf(values);
  const { kind } = deadLetters!; // Nobody else is told.
  if (kind === null) {
    const deliver: Deliver = { type: "deliver", body: text, size, key: null, trail: item.trail };
    return deliver;
  }
  const attributes: NonNullable<Arrival["attributes"]> = Object.entries(values).map(
    ([name, value]) => ({ name, dataType, value }),
  );
  return entryOf(kind)!.doors.event!.inputOf({
    text: { body: text, size },
    attributes,
    group: null,
    deduplicationId: null,
    trail: item.trail,
  });
}

const dataType = "String";

const sizeOf = (values: Readonly<Record<string, string>>): number =>
  Object.entries(values).reduce(
    (sum, [name, value]) => sum + name.length + dataType.length + sizeInUtf8(value),
    0,
  );

function errorOf(body: Tagged | Lost | null): Readonly<Record<string, string>> {
  if (body?.type !== "refused") {
    return { ERROR_CODE: internalError, ERROR_MESSAGE: "The target did not answer in time." };
  }
  const { code, message } = body as Refused; // All who refuse say so.
  // An attribute may not be empty.
  return { ERROR_CODE: code, ERROR_MESSAGE: message === "" ? code : message.slice(0, 1_024) };
}

/** Only what was tried again has run out of something. */
function conditionOf(ending: Exclude<Ending, "taken">): Readonly<Record<string, string>> {
  if (ending === "retriesExhausted") return { EXHAUSTED_RETRY_CONDITION: "MaximumRetryAttempts" };
  if (ending === "ageExceeded") return { EXHAUSTED_RETRY_CONDITION: "MaximumEventAgeInSeconds" };
  return {};
}

/** The input of the API that was called for the target. */
function requestText(
  item: Invocation,
  attempt: number,
  context: GroupContext,
  entryOf: EntryOf,
): string {
  const body = inputText(item, attempt, context);
  const { arn, form } = item.target;
  const call = form.type === "entry" ? entryOf(form.kind)?.call : undefined;
  if (call === undefined) return body;
  const service = arn.split(":")[2] ?? "";
  const rest = nameInArn(arn, service) ?? arn;
  const name = rest.slice(Math.max(rest.lastIndexOf("/"), rest.lastIndexOf(":")) + 1);
  return JSON.stringify(call.paramsOf({ name, arn }, body, "event", null));
}

/** As many whole characters as there is room for. */
function cut(text: string, room: number): string {
  if (sizeInUtf8(text) <= room) return text;
  let size = 0;
  let end = 0;
  for (const character of text) {
    size += sizeInUtf8(character);
    if (size > room) break;
    end += character.length;
  }
  return text.slice(0, end);
}
