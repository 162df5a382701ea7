import {
  messagingSpan,
  plainAnswer,
  refusedAnswer,
  type CreatedMessage,
  type RequestSpan,
  type SpanPlace,
  type Spans,
} from "../../../service/span.ts";
import type { RecordPut, StreamInput, StreamReply } from "../protocol.ts";
import { shardIdOf } from "../sequence-number.ts";

const system = "aws.kinesis";

/** What operators see of streams: what is put into them. */
export const streamSpans: Spans = {
  system,
  requested(given, place) {
    const input = given as StreamInput; // What its machine declares.
    switch (input.type) {
      case "putRecord":
        return [putting(place, "producer", { "messaging.message.envelope.size": input.size })];
      case "putRecords": {
        const count = { "messaging.batch.message_count": input.entries.length };
        const trails = input.entries.map(({ trail = null }) => trail);
        return [{ ...putting(place, "client", count), trails }];
      }
      default:
        return [];
    }
  },
  answered(given) {
    const body = given as StreamReply; // A stream answers nothing else.
    switch (body.type) {
      case "recordPut":
        return { ...plainAnswer, messages: [createdIn(body)] };
      case "recordsPut": {
        const messages = body.results.map((one) =>
          one.type === "recordPut" ? createdIn(one) : null,
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

function putting(
  { name: destination }: SpanPlace,
  kind: "producer" | "client",
  more: RequestSpan["attributes"],
): RequestSpan {
  const { name, attributes } = messagingSpan(system, "put", "send", destination);
  return { name, kind, attributes: { ...attributes, ...more }, items: [], attemptAt: null };
}

const createdIn = ({ stream, number, shard, sequence }: RecordPut): CreatedMessage => ({
  identity: { queue: stream, message: number },
  messageId: `${shardIdOf(shard)}/${sequence}`,
  isNew: true,
});
