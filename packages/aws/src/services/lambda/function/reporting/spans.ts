import type { Tagged } from "@orrery/kernel";
import {
  messagingSpan,
  plainAnswer,
  refusedAnswer,
  type MessagingPlace,
  type RequestSpan,
  type SpanAnswer,
  type SpanAttributes,
  type SpanPlace,
  type Spans,
} from "../../../../service/span.ts";
import type { FunctionSettings } from "../../config.ts";
import type { EventMark, FunctionInput, FunctionReply, Invoke } from "../../protocol.ts";
import { requestIdIn } from "../function-error.ts";

/** What operators see of functions: invocations, and who waits for one or hands an event over. */
export const functionSpans: Spans = {
  requested(given, place) {
    const input = given as FunctionInput; // What its machine declares.
    if (input.type === "invokeEvent") return [invoking(place)];
    if (input.type !== "invoke") return [];
    const isOwn = input.payload.type === "batch" || input.event !== null;
    return isOwn ? [invocation(input, place)] : [invoking(place), invocation(input, place)];
  },
  answered(given: Tagged, _entry, place): SpanAnswer {
    const body = given as FunctionReply; // A function answers nothing else.
    if (body.type === "refused") return refusedAnswer(body.code);
    if (body.type !== "invoked") return plainAnswer;
    const settings = place.settings as FunctionSettings | null; // Of a function.
    const attributes: SpanAttributes = {
      "faas.coldstart": body.coldStart,
      ...(settings === null
        ? {}
        : { "faas.invocation.id": requestIdIn({ ...body, event: null }, settings) }),
    };
    const error = body.functionError === null ? null : (body.cause ?? body.functionError);
    return { error, attributes, messages: [] };
  },
};

const rest = { items: [], attemptAt: null } as const;

/** Whoever calls Invoke. */
const invoking = ({ name, settings }: SpanPlace): RequestSpan => ({
  ...rest,
  name: "Lambda/Invoke",
  kind: "client",
  attributes: {
    "rpc.system.name": "aws-api",
    "rpc.method": "Lambda/Invoke",
    "faas.invoked_name": name,
    "faas.invoked_provider": "aws",
    ...(settings === null ? {} : { "faas.invoked_region": (settings as FunctionSettings).region }), // Of a function.
  },
});

/** The function at its work. */
function invocation({ payload, event }: Invoke, place: SpanPlace): RequestSpan {
  const { name, from } = place;
  const attemptAt = event?.number ?? null;
  const own = attributesOf(place, event);
  if (from === null) {
    const attributes = { ...own, "faas.trigger": "other" };
    return { name, kind: "server", attributes, items: [], attemptAt };
  }
  const items = payload.type === "batch" ? payload.items : [];
  const attributes = { ...own, ...processing(from, items.length) };
  // The conventions for AWS Lambda put the source first.
  return { name: `${from.name} process`, kind: "consumer", attributes, items, attemptAt };
}

const processing = ({ system, name }: MessagingPlace, count: number): SpanAttributes => ({
  ...messagingSpan(system, "process", "process", name).attributes,
  "faas.trigger": "pubsub",
  ...(count === 0 ? {} : { "messaging.batch.message_count": count }),
});

function attributesOf({ settings: given }: SpanPlace, event: EventMark | null): SpanAttributes {
  const settings = given as FunctionSettings | null; // Of a function.
  if (settings === null) return {};
  const { arn, name } = settings;
  const attributes = {
    "faas.name": name,
    "aws.lambda.invoked_arn": arn,
    "cloud.account.id": arn.split(":")[4] ?? "",
  };
  if (event === null) return attributes;
  // An event has one id at all attempts; of others the answer tells it.
  return { ...attributes, "faas.invocation.id": requestIdIn({ invocation: 0, event }, settings) };
}
