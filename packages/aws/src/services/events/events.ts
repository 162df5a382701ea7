import type { EventFacts, SampleEvents } from "../../service/sample-event.ts";
import type { Instant } from "@orrery/kernel";
import { noTrail } from "../../service/origin.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { parseJson } from "../../text/json.ts";
import { isObject } from "../../request/params.ts";
import { emittedSources } from "./emitted/source-list.ts";
import { emittedEvent } from "./emitted/stand-ins.ts";
import { contentOf, type EventContent } from "./event-content.ts";
import type { BusEvent } from "./protocol.ts";
import { textOfEvent } from "./shown-event.ts";

const eventOf = (content: EventContent, facts: EventFacts): PlainObject => {
  const { accountId, region, epochMilliseconds } = facts;
  const event: BusEvent = {
    number: 1,
    identity: { bus: 1, number: 1 },
    content,
    account: accountId,
    region,
    time: epochMilliseconds,
    arrivedAt: 0 as Instant,
    replayName: null,
    accountHops: 0,
    regionHops: 0,
    trail: noTrail,
  };
  return parseJson(textOfEvent(event).body) as PlainObject; // It is the JSON of an object.
};

/** What its sender says: the body as it is, where it is JSON, and values with names. */
const detailIn = ({ body, attributes }: EventFacts): string => {
  const value = parseJson(body);
  const named = Object.fromEntries(attributes.map(({ name, value: each }) => [name, each]));
  return JSON.stringify({ ...(isObject(value) ? value : { text: body }), ...named });
};

/** What services of AWS put on the default bus, as functions get it: by its source and its detail type. */
const emittedEvents: SampleEvents = Object.fromEntries(
  emittedSources.flatMap((source) =>
    source.events.map((emitted) => {
      const made = (facts: EventFacts): PlainObject => {
        const { partition, region, accountId, name, epochMilliseconds } = facts;
        const event = emittedEvent(source, emitted, {
          ...{ partition, region, accountId, name },
          ...{ number: 1, milliseconds: epochMilliseconds },
        });
        const { detail, resources } = event;
        const texts = resources as readonly string[]; // As it is made.
        return eventOf(
          contentOf(source.name, emitted.detailType, JSON.stringify(detail), texts),
          facts,
        );
      };
      return [`${source.name}: ${emitted.detailType}`, made] as const;
    }),
  ),
);

/** What functions get of buses. */
export const eventsEvents: SampleEvents = {
  ...emittedEvents,
  event: (facts) => eventOf(contentOf("shop", facts.name, detailIn(facts), []), facts),
  scheduled(facts) {
    const { partition, region, accountId, name } = facts;
    const rule = `arn:${partition}:events:${region}:${accountId}:rule/${name}`;
    return eventOf(contentOf("aws.events", "Scheduled Event", "{}", [rule]), facts);
  },
};
