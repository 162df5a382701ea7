import type { Lost, Tagged } from "@orrery/kernel";
import type { Delivery } from "../../delivery/deliveries.ts";
import type { Ending } from "../../delivery/delivering.ts";
import type { Arrival, EntryOf, Text } from "../../service/entry.ts";
import type { Deliver } from "../../sink/protocol.ts";
import { sizeInUtf8 } from "../../text/utf8.ts";
import { wallClockAt } from "../../text/wall-clock.ts";
import { busKindName } from "./kind-names.ts";
import { readParameters, requestAt } from "../../service/api-target.ts";
import type { HttpHead } from "../../service/http.ts";
import type {
  ApiRequest,
  BusSettings,
  RuleSettings,
  TargetInput,
  TargetSettings,
} from "./config.ts";
import { eventIdOf } from "./event-id.ts";
import { readInputPath } from "./input/input-path.ts";
import { atPath, textFor } from "./input/target-input.ts";
import type { BusDelivery, BusEvent, ForwardEvent } from "./protocol.ts";
import type { ErrorCode } from "./refusal-meaning.ts";
import type { BusContext } from "./bus/declarations.ts";
import { refusalIn } from "./bus/refusal-text.ts";
import { ruleOf, targetOf } from "./bus/rule-index.ts";
import { textOfEvent } from "./shown-event.ts";

const ingestedAt = ({ arrivedAt }: BusEvent, { epochMilliseconds }: BusSettings): number =>
  wallClockAt(epochMilliseconds, arrivedAt);

/** Why nothing of an event can be sent to a target; `null`: something can. */
export function problemOf(
  event: BusEvent,
  input: TargetInput,
  crosses: TargetSettings["crosses"],
  rule: RuleSettings,
  settings: BusSettings,
): BusDelivery["problem"] {
  if (crosses.account && event.accountHops > 0) return "THIRD_ACCOUNT_HOP_DETECTED";
  if (crosses.region && event.regionHops > 0) return "THIRD_REGION_HOP_DETECTED";
  if (input.type === "event" || input.type === "constant") return null;
  const text = textFor(input, event, rule, ingestedAt(event, settings));
  return text === null ? "INVALID_JSON" : null;
}

/** What a target is sent: by the entry of its kind, as it is to another bus, or only to be counted. */
export function targetInput(
  { event, rule: ruleNumber, target: number }: BusDelivery,
  settings: BusSettings,
  entryOf: EntryOf,
): Tagged {
  const target = targetOf(settings, number)!; // It has a policy.
  if (target.kind === busKindName) return forwarded(event, target.crosses);
  const rule = ruleOf(settings, ruleNumber)!; // It has the target.
  const text = textFor(target.input, event, rule, ingestedAt(event, settings))!; // It has no problem.
  if (target.kind === null) return counted(text, event);
  const { doors } = entryOf(target.kind)!;
  if (target.request !== null) {
    const http = headOf(target, target.request, event);
    const { trail } = event;
    return doors.request!.inputOf({ text, http, group: null, deduplicationId: null, trail });
  }
  return doors.event!.inputOf({
    text,
    group: groupOf(target, event),
    deduplicationId: null,
    trail: event.trail,
  });
}

/** The request of an API, with what its parameters lead to in the event. */
function headOf(
  { arn }: TargetSettings,
  { head, parameters }: ApiRequest,
  event: BusEvent,
): HttpHead {
  if (parameters === null) return head;
  const read = (text: string): string => {
    if (!text.startsWith("$.")) return text;
    const value = atPath(readInputPath(text), event) ?? "";
    return typeof value === "string" ? value : JSON.stringify(value);
  };
  return requestAt(arn, readParameters(parameters, read)) ?? head;
}

function forwarded(event: BusEvent, crosses: TargetSettings["crosses"]): ForwardEvent {
  const handedOn: BusEvent = {
    ...event,
    accountHops: event.accountHops + (crosses.account ? 1 : 0),
    regionHops: event.regionHops + (crosses.region ? 1 : 0),
  };
  return { type: "forwardEvent", event: handedOn, trail: event.trail };
}

const counted = ({ body, size }: Text, { trail }: BusEvent): Deliver => ({
  type: "deliver",
  body,
  size,
  key: null,
  trail,
});

/** The message group or partition key; what a path does not lead to is the event's id. */
function groupOf({ group }: TargetSettings, event: BusEvent): string | null {
  if (group === null) return null;
  if (group.type === "text") return group.text;
  const value = group.path === "" ? undefined : atPath(readInputPath(group.path), event);
  if (value === undefined || value === null) {
    return eventIdOf(event.identity.bus, event.identity.number);
  }
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** What a dead-letter queue gets of an event that was given up: the event, and why. */
export function deadLetterInput(
  { item, attempts }: Readonly<Delivery<BusDelivery>>,
  ending: Exclude<Ending, "taken">,
  code: ErrorCode,
  body: Tagged | Lost | null,
  { settings }: BusContext,
  entryOf: EntryOf,
): Tagged {
  const { event, rule, target: number } = item;
  const { body: text, size } = textOfEvent(event);
  const target = targetOf(settings, number)!; // It has a policy.
  if (target.deadLetterKind === null) return counted({ body: text, size }, event);
  const condition = exhausted[ending];
  const said: readonly (readonly [string, string])[] = [
    ["RULE_ARN", ruleOf(settings, rule)?.arn ?? ""],
    ["TARGET_ARN", target.arn],
    ["ERROR_CODE", code],
    ["ERROR_MESSAGE", refusalIn(body) ?? messages[code] ?? code],
    ...(condition === undefined || item.problem !== null
      ? []
      : [["EXHAUSTED_RETRY_CONDITION", condition] as const]),
    ["RETRY_ATTEMPTS", `${Math.max(0, attempts - 1)}`],
  ];
  const attributes: NonNullable<Arrival["attributes"]> = said
    .filter(([, value]) => value !== "")
    .map(([name, value]) => ({ name, dataType: "String", value }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  let whole = size;
  for (const { name, dataType, value } of attributes) {
    whole += sizeInUtf8(name) + dataType.length + sizeInUtf8(value);
  }
  return entryOf(target.deadLetterKind)!.doors.event!.inputOf({
    text: { body: text, size: whole },
    attributes,
    group: null,
    deduplicationId: null,
    trail: event.trail,
  });
}

const exhausted: Readonly<Partial<Record<Ending, string>>> = {
  retriesExhausted: "MaximumRetryAttempts",
  ageExceeded: "MaximumEventAgeInSeconds",
};

const messages: Readonly<Partial<Record<ErrorCode, string>>> = {
  INVALID_JSON: "The input of the target is no valid JSON.",
  TIMEOUT: "The target did not answer in time.",
  THROTTLING: "The rate of invocations was exceeded.",
};
