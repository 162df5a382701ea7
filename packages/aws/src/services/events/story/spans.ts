import {
  messagingSpan,
  plainAnswer,
  refusedAnswer,
  type CreatedMessage,
  type Spans,
} from "../../../service/span.ts";
import type { TraceEntry } from "@orrery/kernel";
import { eventIdOf } from "../event-id.ts";
import type { BusInput, BusReply } from "../protocol.ts";

const system = "aws.eventbridge";

/** What operators see of buses: what is put on them. Where they bring it to shows what is delivered. */
export const busSpans: Spans = {
  system,
  requested(given, { name: destination }) {
    const input = given as BusInput; // What its machine declares.
    const { name, attributes } = messagingSpan(system, "put", "send", destination);
    const rest = { name, items: [], attemptAt: null };
    if (input.type === "putEvent") {
      const { entry } = input;
      const size = entry.type === "event" ? entry.content.size : 0;
      const said = { "messaging.message.envelope.size": size };
      return [{ ...rest, kind: "producer", attributes: { ...attributes, ...said } }];
    }
    if (input.type !== "putEvents") return [];
    const count = { "messaging.batch.message_count": input.entries.length };
    const trails = input.entries.map(({ trail = null }) => trail);
    return [{ ...rest, kind: "client", attributes: { ...attributes, ...count }, trails }];
  },
  answered(given, entry) {
    const body = given as BusReply; // A bus answers nothing else.
    switch (body.type) {
      case "eventPut":
        return { ...plainAnswer, messages: [createdIn(body.number, entry)] };
      case "eventsPut": {
        const messages = body.results.map((one) =>
          typeof one === "number" ? createdIn(one, entry) : null,
        );
        const failed = body.results.find((one) => typeof one !== "number");
        return { ...plainAnswer, error: typeof failed === "object" ? failed.code : null, messages };
      }
      case "refused":
        return refusedAnswer(body.code);
      default:
        return plainAnswer;
    }
  },
};

/** An event by what its bus noted of it; `null`: it noted nothing. */
function createdIn(
  number: number,
  { notes = [] }: Pick<TraceEntry, "notes">,
): CreatedMessage | null {
  const bus = notes.find(([name, event]) => name === "put" && event === number)?.[2];
  if (bus === undefined) return null;
  const messageId = eventIdOf(bus, number);
  return { identity: { queue: bus, message: number }, messageId, isNew: true };
}
