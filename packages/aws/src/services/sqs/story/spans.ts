import type { TraceEntry } from "@orrery/kernel";
import {
  messagingSpan,
  plainAnswer,
  refusedAnswer,
  type CreatedMessage,
  type RequestSpan,
  type SpanPlace,
  type Spans,
} from "../../../service/span.ts";
import { messageIdOf } from "../message-names.ts";
import type { QueueInput, QueueReply, Sent } from "../protocol.ts";

const system = "aws.sqs";

/** What operators see of queues: what is sent to them. What is received shows in who works on it. */
export const queueSpans: Spans = {
  system,
  requested(given, place) {
    const input = given as QueueInput; // What its machine declares.
    switch (input.type) {
      case "sendMessage":
        return [sending("send", place, "producer", sizeIn(input.content))];
      case "sendMessageBatch": {
        const count = { "messaging.batch.message_count": input.entries.length };
        const trails = input.entries.map(({ trail = null }) => trail);
        return [{ ...sending("send", place, "client", count), trails }];
      }
      case "moveMessage":
        return [sending("move", place, "producer", sizeIn(input.content))];
      case "acceptDeadLetter": {
        const { identity, trail, content } = input;
        const span = sending("dead_letter", place, "client", {
          ...sizeIn(content),
          "messaging.message.id": messageIdOf(identity),
          "messaging.destination_publish.name": input.sourceName,
        });
        return [{ ...span, items: [{ identity, trail }] }];
      }
      default:
        return [];
    }
  },
  answered(given, entry) {
    const body = given as QueueReply; // A queue answers nothing else.
    switch (body.type) {
      case "sent":
        return { ...plainAnswer, messages: [createdIn(body, entry)] };
      case "sentBatch": {
        const messages = body.results.map((one) =>
          one.type === "sent" ? createdIn(one, entry) : null,
        );
        const failed = body.results.find((one) => one.type === "refused");
        return { ...plainAnswer, error: failed?.code ?? null, messages };
      }
      case "refused":
        return refusedAnswer(body.code);
      default:
        return plainAnswer;
    }
  },
};

const sizeIn = ({ size }: { readonly size: number }) => ({
  "messaging.message.envelope.size": size,
});

function sending(
  operation: string,
  { name: destination }: SpanPlace,
  kind: "producer" | "client",
  more: RequestSpan["attributes"],
): RequestSpan {
  const { name, attributes } = messagingSpan(system, operation, "send", destination);
  return { name, kind, attributes: { ...attributes, ...more }, items: [], attemptAt: null };
}

function createdIn(
  { queue, message }: Sent,
  { notes = [] }: Pick<TraceEntry, "notes">,
): CreatedMessage {
  const identity = { queue, message };
  const isNew = notes.some(([name, stored]) => name === "stored" && stored === message);
  return { identity, messageId: messageIdOf(identity), isNew };
}
