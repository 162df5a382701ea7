import { valueAsOf, type Plain, type Tagged } from "@orrery/kernel";
import { listOf, objectOf, textOf } from "../../../request/params.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { nameInArn } from "../../../service/arn.ts";
import { sizeOfEntry, tooLarge } from "../bus/put.ts";
import { eventIdOf } from "../event-id.ts";
import { busKindName } from "../kind-names.ts";
import { entriesSize, eventsLimits } from "../limits.ts";
import type { EventGiven, EventsPut, PutEntry, PutEvents } from "../protocol.ts";
import { busNameIn, changeBus, defaultBusName, makeBus } from "./bus-record.ts";
import { invalid, isRefused, respond } from "./checked.ts";
import { entryOfParams } from "./put-entry.ts";

/** The operation that puts events on buses. */
export const putOperations: Operations = {
  PutEvents: { begin: putEvents, respond: showPut, next: showAll },
};

/** What is known of an entry before its bus is asked: an id, an error, or its place among those asked. */
type Fate = { readonly id: string } | { readonly wrong: Refused } | { readonly of: number };

/** What comes back with the answers. */
interface Kept {
  readonly fates: readonly Fate[];
  /** The numbers of the buses that were asked. */
  readonly buses: readonly number[];
}

interface Batch {
  readonly bus: Resource;
  readonly entries: PutEntry[];
}

function putEvents(params: PlainObject, plane: ControlPlane): Step {
  const given = listOf(params["Entries"]).map(objectOf);
  const { max } = eventsLimits.entries;
  if (given.length > max) {
    return invalid(
      `1 validation error detected: Value '[PutEventsRequestEntry]' at 'entries' failed to satisfy constraint: Member must have length less than or equal to ${max}`,
    );
  }
  const entries = given.map(entryOfParams);
  let size = 0;
  for (const entry of entries) size += entry.type === "event" ? sizeOfEntry(entry) : 0;
  if (size >= valueAsOf(entriesSize, plane.asOf)) return tooLarge;
  const batches: Batch[] = [];
  const fates: Fate[] = [];
  const toNewBus: EventGiven[] = [];
  for (const [place, entry] of entries.entries()) {
    const named = textOf(given[place]!["EventBusName"]);
    if (isElsewhere(named, plane)) {
      return {
        type: "notModeled",
        what: "PutEvents for a bus of another account or Region is not modeled.",
      };
    }
    const name = busNameIn(named);
    const bus = plane.find(busKindName, name);
    if (bus !== undefined) {
      let batch = batches.findIndex((each) => each.bus === bus);
      if (batch === -1) batch = batches.push({ bus, entries: [] }) - 1;
      batches[batch]!.entries.push(entry);
      fates.push({ of: batch });
    } else if (entry.type !== "event") {
      fates.push({ wrong: entry });
    } else if (name === defaultBusName) {
      toNewBus.push(entry);
      fates.push({ id: "" });
    } else {
      // AWS takes what is for a bus that is not there, and drops it.
      fates.push({ id: plane.uuid() });
    }
  }
  const known = toNewBus.length === 0 ? fates : putFirst(toNewBus, fates, plane);
  if (batches.length === 0) return respond(shown(known, [], []));
  const { trail } = plane;
  const asks = batches.map(({ bus, entries: own }) => {
    const input: PutEvents = {
      type: "putEvents",
      entries: own.map((entry) => ({ entry })),
      trail,
    };
    return { resource: bus.number, input };
  });
  const kept: Kept = { fates: known, buses: batches.map(({ bus }) => bus.number) };
  const plain = kept as unknown as Plain; // Plain data by its type.
  const [only] = asks;
  return asks.length === 1 && only !== undefined
    ? { type: "ask", ...only, kept: plain }
    : { type: "askAll", asks, kept: plain };
}

/** The default bus cannot be asked by the call that makes it: it counts what came, which no rule wants. */
function putFirst(
  entries: readonly EventGiven[],
  fates: readonly Fate[],
  plane: ControlPlane,
): readonly Fate[] {
  const bus = makeBus(defaultBusName, plane, {}, { sizes: entries.map(sizeOfEntry) });
  changeBus(bus, {}, plane);
  let number = 0;
  return fates.map((fate) => {
    if (!("id" in fate) || fate.id !== "") return fate;
    number += 1;
    return { id: eventIdOf(bus.number, number) };
  });
}

/** Whether a bus is named by an ARN of another account or Region. */
function isElsewhere(named: string | undefined, plane: ControlPlane): boolean {
  if (named === undefined || nameInArn(named, "events", "event-bus/") === undefined) return false;
  const [, , , region, account] = named.split(":");
  return region !== plane.region || account !== plane.accountId;
}

function showPut(
  body: Tagged,
  _params: PlainObject,
  _plane: ControlPlane,
  kept: Plain,
): PlainObject {
  const { fates, buses } = kept as unknown as Kept; // Made above.
  return shown(fates, buses, [body]);
}

function showAll(
  bodies: readonly Tagged[],
  _params: PlainObject,
  _plane: ControlPlane,
  kept: Plain,
): Step {
  const { fates, buses } = kept as unknown as Kept; // Made above.
  const refusal = bodies.find((body) => body.type === "refused");
  return refusal === undefined ? respond(shown(fates, buses, bodies)) : (refusal as Refused); // All who refuse say so.
}

function shown(
  fates: readonly Fate[],
  buses: readonly number[],
  bodies: readonly Tagged[],
): PlainObject {
  const taken = buses.map(() => 0);
  let failed = 0;
  const wrong = ({ code, message }: Refused): PlainObject => {
    failed += 1;
    return { ErrorCode: code, ErrorMessage: message };
  };
  const entries = fates.map((fate): PlainObject => {
    if ("wrong" in fate) return wrong(fate.wrong);
    if ("id" in fate) return { EventId: fate.id };
    const { results } = bodies[fate.of] as EventsPut; // A bus answers so whatever it does not refuse.
    const result = results[taken[fate.of]!]!;
    taken[fate.of] = taken[fate.of]! + 1;
    return isRefused(result) ? wrong(result) : { EventId: eventIdOf(buses[fate.of]!, result) };
  });
  return { FailedEntryCount: failed, Entries: entries };
}
