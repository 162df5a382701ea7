import type { Plain } from "@orrery/kernel";
import { valueAsOf } from "@orrery/kernel";
import { nameInArn } from "../../../service/arn.ts";
import type { Arrival, BatchDoor, Text } from "../../../service/entry.ts";
import { refused } from "../../../service/refusal.ts";
import type { ResourceKind, World } from "../../../service/resource-kind.ts";
import { parseJson } from "../../../text/json.ts";
import { isObject } from "../../../request/params.ts";
import { entriesSize, senderTimeout, usualLatencies } from "../limits.ts";
import type { BusSettings } from "../config.ts";
import { emittedStandIns } from "../emitted/stand-ins.ts";
import { entryOfBody } from "../operations/put-entry.ts";
import { noBus } from "../operations/bus-record.ts";
import type { BusRecord } from "../operations/records.ts";
import { busCharges } from "../pricing.ts";
import type { EventsPut, PutEntry, PutEvent, PutEvents } from "../protocol.ts";
import { busReporting } from "../reporting/reporting.ts";
import { recent } from "../../../service/recent.ts";
import { eventsRules } from "../rules.ts";
import { gauges, meters } from "./declarations.ts";
import { busInvariants } from "./invariants.ts";
import { busMachine } from "./machine.ts";
import { publishedByBuses } from "./published.ts";

/** A load generator says no more things by turns than that, as a rule. */
const repeated = 1_024;

// A memo of a pure function: what it holds follows from its argument alone.
const entries = recent<Text, PutEntry>(repeated);

/** One object for all events that say the same: it is a value, and read once. */
function entryIn(text: Text): PutEntry {
  // What brings a value brings one of its own each time.
  if (text.value !== undefined) return entryOfValue(text.value);
  let entry = entries.find(text);
  if (entry === undefined) {
    entry = entryOfValue(parseJson(text.body));
    entries.keep(text, entry);
  }
  return entry;
}

const entryOfValue = (said: Plain | undefined): PutEntry =>
  isObject(said)
    ? entryOfBody(said)
    : refused("MalformedDetail", "An event must be the JSON of an object.");

const inputOf = ({ text, trail }: Arrival): PutEvent => ({
  type: "putEvent",
  entry: entryIn(text),
  trail,
});

/** Events that come together. */
const batch: BatchDoor = {
  most: 10,
  bytes: (settings) => (settings as BusSettings).entriesSize - 1, // Of this kind.
  entryOf: ({ text, trail }: Arrival): PutEvents["entries"][number] => ({
    entry: entryIn(text),
    trail,
  }),
  inputOf: (given, trail): PutEvents => ({
    type: "putEvents",
    entries: given as PutEvents["entries"], // As entryOf makes them.
    trail,
  }),
  // A bus answers so whatever it does not refuse as a whole.
  resultsOf: (answer) =>
    (answer as EventsPut).results.map((result) => (typeof result === "number" ? null : result)),
};

/** A bus, as everybody else sees it. */
export const busKind = (world: World): ResourceKind => ({
  machine: busMachine(world.entryOf),
  invariants: busInvariants,
  noun: "bus",
  rules: eventsRules,
  metrics: { ...meters, ...gauges },
  entry: {
    sizeOf: (settings, asOf) => ({
      min: 1,
      max:
        (settings === null ? valueAsOf(entriesSize, asOf) : (settings as BusSettings).entriesSize) -
        1, // Of this kind.
    }),
    doors: { event: { inputOf, batch } },
    standIns: emittedStandIns,
    action: "events:PutEvents",
    timeout: senderTimeout,
    latency: (latencies) => ({
      reply: latencies["events.toSender"] ?? usualLatencies["events.toSender"],
    }),
    call: {
      name: "events:PutEvents",
      paramsOf: ({ name }, body) => ({ Entries: [entryParams(body, name)] }),
      bodyOf: (given = { source: "orrery", "detail-type": "call", detail: {} }) =>
        typeof given === "string" ? given : JSON.stringify(given),
    },
  },
  publishes: publishedByBuses,
  policyIn: (record) => (record as unknown as BusRecord).policy ?? undefined,
  byArn: {
    service: "events",
    nameIn: (arn) => nameInArn(arn, "events", "event-bus/"),
    absent: (arn) => noBus(nameInArn(arn, "events", "event-bus/") ?? arn),
  },
  charges: (read) => busCharges(read),
  unpriced: {
    type: "AWS::Events::EventBus",
    what: "storage of archives, schema discovery, logs of buses, and deliveries straight to other accounts",
  },
  reporting: busReporting,
});

/** An entry of PutEvents of the JSON of an event. */
function entryParams(body: string, bus: string) {
  const said = parseJson(body);
  const members = isObject(said) ? said : {};
  const { source, detail, resources, time } = members;
  const type = members["detail-type"];
  return {
    ...(source === undefined ? {} : { Source: source }),
    ...(type === undefined ? {} : { DetailType: type }),
    ...(detail === undefined ? {} : { Detail: JSON.stringify(detail) }),
    ...(resources === undefined ? {} : { Resources: resources }),
    ...(time === undefined ? {} : { Time: time }),
    EventBusName: bus,
  };
}
