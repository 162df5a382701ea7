import {
  messagingSpan,
  plainAnswer,
  refusedAnswer,
  type CreatedMessage,
  type RequestSpan,
  type SpanPlace,
  type Spans,
} from "../../../service/span.ts";
import type { DeliveryStreamInput, DeliveryStreamReply, RecordPut } from "../protocol.ts";

const system = "aws.firehose";

/** What operators see of delivery streams: what is put into them. */
export const deliveryStreamSpans: Spans = {
  system,
  requested(given, place) {
    const input = given as DeliveryStreamInput; // What its machine declares.
    switch (input.type) {
      case "putRecord":
        return [
          putting(place, "producer", { "messaging.message.envelope.size": input.content.size }),
        ];
      case "putRecordBatch": {
        const count = { "messaging.batch.message_count": input.entries.length };
        const trails = input.entries.map(({ trail = null }) => trail);
        return [{ ...putting(place, "client", count), trails }];
      }
      default:
        return [];
    }
  },
  answered(given) {
    const body = given as DeliveryStreamReply; // A delivery stream answers nothing else.
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

const createdIn = ({ stream, number }: RecordPut): CreatedMessage => ({
  identity: { queue: stream, message: number },
  messageId: `${number}`,
  isNew: true,
});
