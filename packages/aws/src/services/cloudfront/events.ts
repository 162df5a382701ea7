import { seconds } from "@orrery/kernel";
import type { EventFacts, SampleEvents } from "../../service/sample-event.ts";
import type { PlainObject } from "../../service/refusal.ts";
import type { EdgeEvent, OriginSettings } from "./config.ts";
import { edgeEventOf, type EdgeFacts } from "./distribution/edge-event.ts";
import { functionEventOf } from "./distribution/function-event.ts";
import { distributionIdOf, domainNameOf } from "./names.ts";

const origin: OriginSettings = {
  id: "origin",
  domainName: "origin.example",
  path: "",
  headers: {},
  target: { type: "endpoint", to: 0 },
  attempts: 3,
  connectionTimeout: seconds(10),
  responseTimeout: seconds(30),
  completionTimeout: null,
  shield: null,
  region: "us-east-1",
};

function factsOf(event: EdgeEvent, { name, body, attributes }: EventFacts): EdgeFacts {
  const id = distributionIdOf(name);
  return {
    domainName: domainNameOf(id),
    id,
    distribution: 1,
    request: 1,
    event,
    http: {
      method: body === "" ? "GET" : "POST",
      path: `/${name}`,
      query: "color=red",
      headers: {
        host: domainNameOf(id),
        "user-agent": "curl/7.54.0",
        ...Object.fromEntries(
          attributes.map((each) => [each.name.toLowerCase(), each.value] as const),
        ),
      },
    },
    body: body === "" ? null : body,
    isBase64: false,
    origin: event.startsWith("origin") ? origin : null,
    answer: event.endsWith("response")
      ? {
          type: "answered",
          status: 200,
          headers: { "content-type": "text/html" },
          cookies: [],
          body: "",
          isBase64Encoded: false,
        }
      : null,
  };
}

const edge =
  (event: EdgeEvent) =>
  (facts: EventFacts): PlainObject =>
    edgeEventOf(factsOf(event, facts));
const viewer =
  (event: EdgeEvent) =>
  (facts: EventFacts): PlainObject =>
    functionEventOf(factsOf(event, facts));

/** What functions get of distributions. */
export const cloudfrontEvents: SampleEvents = {
  viewerRequest: edge("viewer-request"),
  originRequest: edge("origin-request"),
  originResponse: edge("origin-response"),
  viewerResponse: edge("viewer-response"),
  functionRequest: viewer("viewer-request"),
  functionResponse: viewer("viewer-response"),
};
