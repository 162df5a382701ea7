import type { Instant } from "@orrery/kernel";
import { noTrail } from "../../service/origin.ts";
import type { PlainObject } from "../../service/refusal.ts";
import type { EventFacts, SampleEvents } from "../../service/sample-event.ts";
import { sizeInUtf8 } from "../../text/utf8.ts";
import { sampleTriggerEvent } from "./trigger/sample.ts";
import { triggerSources } from "./trigger/source-list.ts";
import { eventOf } from "./url/request-event.ts";

/** What functions get of Lambda itself, and of services that invoke them by themselves. */
export const lambdaEvents: SampleEvents = {
  ...Object.fromEntries(
    triggerSources
      // Without settings, the event is what is sent.
      .filter(({ settings }) => Object.keys(settings).length > 0)
      .map(({ name }) => [
        name,
        // Events are objects.
        (facts: EventFacts) => sampleTriggerEvent(name, {}, undefined, facts) as PlainObject,
      ]),
  ),
  /** Of a function URL whose callers sign. */
  url: ({ name, body, attributes, region, accountId, epochMilliseconds }) =>
    eventOf(
      {
        http: {
          method: "POST",
          path: "/my/path",
          query: "parameter1=value1&parameter1=value2&parameter2=value",
          headers: {
            "content-type": "text/plain",
            cookie: "cookie1; cookie2",
            header1: "value1",
            header2: "value1,value2",
            ...Object.fromEntries(attributes.map(({ name, value }) => [name.toLowerCase(), value])),
          },
        },
        text: { body, size: sizeInUtf8(body) },
        trail: noTrail,
      },
      {
        number: 1,
        urlId: name,
        region,
        accountId,
        epochMilliseconds,
        authType: "AWS_IAM",
        admitsAll: false,
        cors: null,
        streams: false,
        asOf: "2026-11-01",
      },
      1,
      0 as Instant,
    ),
};
