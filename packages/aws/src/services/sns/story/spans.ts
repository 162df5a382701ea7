import type { Tagged, TraceEntry } from "@orrery/kernel";
import {
  messagingSpan,
  plainAnswer,
  refusedAnswer,
  type CreatedMessage,
  type SpanAnswer,
  type Spans,
} from "../../../service/span.ts";
import { messageIdOf } from "../message-names.ts";
import type { OutsideReply, TopicInput, TopicReply } from "../protocol.ts";

const system = "aws.sns";

/** What operators see of topics: what is published to them. Where they deliver it to shows what is delivered. */
export const topicSpans: Spans = {
  system,
  requested(given, { name: destination }) {
    const input = given as TopicInput; // What its machine declares.
    if (input.type !== "publish" && input.type !== "publishBatch") return [];
    const { name, attributes } = messagingSpan(system, "publish", "send", destination);
    const rest = { name, items: [], attemptAt: null };
    if (input.type === "publish") {
      const size = { "messaging.message.envelope.size": input.content.size };
      return [{ ...rest, kind: "producer", attributes: { ...attributes, ...size } }];
    }
    const count = { "messaging.batch.message_count": input.entries.length };
    const trails = input.entries.map(({ trail = null }) => trail);
    return [{ ...rest, kind: "client", attributes: { ...attributes, ...count }, trails }];
  },
  answered(given, entry) {
    const body = given as TopicReply; // A topic answers nothing else.
    switch (body.type) {
      case "published":
        return { ...plainAnswer, messages: [createdIn(body.message, entry)] };
      case "publishedBatch": {
        const messages = body.results.map((one) =>
          one.type === "published" ? createdIn(one.message, entry) : null,
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

/** A message by what its topic noted of it; `null`: it noted nothing. */
function createdIn(
  number: number,
  { notes = [] }: Pick<TraceEntry, "notes">,
): CreatedMessage | null {
  const noted = notes.find(([name, message]) => name === "published" && message === number);
  const topic = noted?.[2];
  if (topic === undefined) return null;
  const messageId = messageIdOf(topic, number);
  return { identity: { queue: topic, message: number }, messageId, isNew: true };
}

/** What operators see of places outside: what they are sent. */
export const outsideSpans: Spans = {
  requested(input, { name: destination }) {
    if (input.type !== "notify") return [];
    const { name, attributes } = messagingSpan(system, "deliver", "send", destination);
    return [{ name, kind: "client", attributes, items: [], attemptAt: null }];
  },
  answered: (given: Tagged): SpanAnswer => {
    const body = given as OutsideReply; // It answers nothing else.
    return body.type === "refused" ? refusedAnswer(body.code) : plainAnswer;
  },
};
