import type { Tagged } from "@orrery/kernel";
import type { Trail } from "./origin.ts";
import type { Refused } from "./refusal.ts";
import {
  messagingSpan,
  plainAnswer,
  refusedAnswer,
  type CreatedMessage,
  type RequestSpan,
  type SpanPlace,
  type Spans,
} from "./span.ts";

/** A request that puts records: one of so many bytes, or several, each with what led to it. */
export type PuttingRecords =
  | { readonly type: "one"; readonly size: number }
  | { readonly type: "several"; readonly trails: readonly (Trail | null)[] };

/** A record that was put, in the words of its service. */
interface RecordPut extends Tagged {
  readonly type: "recordPut";
}

/** How a service that takes records answers. */
type Answer<Put extends RecordPut> =
  | Put
  | { readonly type: "recordsPut"; readonly results: readonly (Put | Refused)[] }
  | Refused
  | (Tagged & { readonly type: "other" });

/**
 * What operators see of a service that takes records one by one or together: what is put into it.
 *
 * @param system such as `aws.kinesis`.
 * @param puttingIn what a request puts; `null`: nothing.
 * @param createdIn the message that a record is to its readers.
 */
export const recordSpans = <Put extends RecordPut>(
  system: string,
  puttingIn: (input: Tagged) => PuttingRecords | null,
  createdIn: (put: Put) => CreatedMessage,
): Spans => ({
  system,
  requested(input, place) {
    const putting = puttingIn(input);
    if (putting === null) return [];
    if (putting.type === "one") {
      const size = { "messaging.message.envelope.size": putting.size };
      return [requestOf(system, place, "producer", size)];
    }
    const { trails } = putting;
    const count = { "messaging.batch.message_count": trails.length };
    return [{ ...requestOf(system, place, "client", count), trails }];
  },
  answered(given) {
    const body = given as Answer<Put>; // A service of records gives no other to those who put.
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
});

function requestOf(
  system: string,
  { name: destination }: SpanPlace,
  kind: "producer" | "client",
  more: RequestSpan["attributes"],
): RequestSpan {
  const { name, attributes } = messagingSpan(system, "put", "send", destination);
  return { name, kind, attributes: { ...attributes, ...more }, items: [], attemptAt: null };
}
