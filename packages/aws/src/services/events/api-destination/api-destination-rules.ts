import { guide, hasApiDestinations, read, type EventsRule } from "../rule-sources.ts";

/** How endpoints outside are asked. */
export const apiDestinationRules: readonly EventsRule[] = [
  {
    id: "events.api-destination.connection",
    status: "documented",
    source: guide("eb-api-destinations"),
    date: read,
    text: "An API destination is an endpoint of HTTP with a connection: basic, OAuth or an API key, in a secret.",
    semantics: ["eventbridge §9.1", "eventbridge §0 apiDestinations / connections"],
    operations: ["CreateApiDestination", "CreateConnection"],
  },
  {
    id: "events.api-destination.timeout",
    status: "documented",
    source: guide("eb-api-destinations"),
    date: read,
    text: "An endpoint has 5 s for its answer.",
    semantics: ["eventbridge §9.2", "eventbridge §0 apiDestination.timeout"],
    when: hasApiDestinations,
  },
  {
    id: "events.api-destination.retried",
    status: "documented",
    source: guide("eb-api-destinations"),
    date: read,
    text: "401, 407, 409, 429, 5xx and timeouts are tried again, no other status; Retry-After is heeded where it is longer than the wait, and ends the retries where it is below 0.",
    semantics: ["eventbridge §9.3"],
    when: hasApiDestinations,
  },
  {
    id: "events.api-destination.rate",
    status: "documented",
    source: guide("eb-api-destinations"),
    date: read,
    text: "An API destination is asked up to 300 times a second, or as often as it says; more requests wait, until they are too old.",
    semantics: ["eventbridge §9.4", "eventbridge §0 apiDestination.rate"],
    when: hasApiDestinations,
  },
];
