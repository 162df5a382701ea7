import type { EventFacts, SampleEvents } from "../../service/sample-event.ts";
import { dataMessage, eventId, packed } from "./group/payload.ts";

/** What is in the payload of a filter: the message is the body, the stream bears the rest. */
function dataOf(facts: EventFacts): string {
  const { accountId, name, body, epochMilliseconds, region, attributes } = facts;
  const event = {
    id: eventId(epochMilliseconds, 1),
    stream: region,
    timestamp: epochMilliseconds,
    message: attributes.length === 0 ? body : `${body} ${attributes[0]!.value}`,
  };
  return dataMessage({ owner: accountId, group: name, filter: "filter" }, region, [event]);
}

/** What others get of log groups: as functions get it, which is packed, and what is in that. */
export const logsEvents: SampleEvents = {
  event: (facts) => JSON.parse(packed(dataOf(facts), true).body) as never, // JSON of ours.
  data: (facts) => JSON.parse(dataOf(facts)) as never, // Likewise.
};
