import { vector, type Instant, type Plain, type Vector } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";
import type { EventType, KeptEvent, ShownEvent } from "./event.ts";

/**
 * The events of an execution, in order, as four values each, so that an event is no object of its own: its type; the
 * event before it with the state that it is about; its time since the beginning; and its data, or all its details.
 */
export type KeptHistory = Vector<Plain>;

/** What the names of states are read off. */
type States = readonly { readonly name: string }[];

const valuesOfEvent = 4;
/** More than there can be states in a definition: each has more than sixteen bytes. */
const mostStates = 65_536;

/** A history without events. */
export const noEvents = (): KeptHistory => vector.of<Plain>([]);

/** How many events there are. */
export const eventCount = ({ size }: KeptHistory): number => size / valuesOfEvent;

/** Keeps that a state was entered with an input, or left with an output. */
export function keepVisit(
  events: KeptHistory,
  type: EventType,
  previous: number,
  since: number,
  state: number,
  data: Plain,
): void {
  vector.push<Plain>(events, type);
  vector.push<Plain>(events, previous * mostStates + state + 1);
  vector.push<Plain>(events, since);
  vector.push<Plain>(events, data);
}

/** Keeps any other event. */
export const keepEvent = (
  events: KeptHistory,
  type: EventType,
  previous: number,
  since: number,
  details: PlainObject | null,
): void => keepVisit(events, type, previous, since, -1, details);

/** The event at a place, from 0. */
export function eventAt(
  events: KeptHistory,
  place: number,
  startedAt: Instant,
  states: States,
): ShownEvent {
  const at = place * valuesOfEvent;
  const type = vector.at(events, at) as EventType; // They were kept so.
  const code = vector.at(events, at + 1) as number;
  const since = vector.at(events, at + 2) as number;
  const data = vector.at(events, at + 3);
  const state = (code % mostStates) - 1;
  return {
    id: place + 1,
    type,
    previous: Math.floor(code / mostStates),
    at: (startedAt + since) as Instant,
    details: state === -1 ? (data as PlainObject | null) : visitDetails(type, states[state]!, data),
  };
}

/** The details of an event by which a state is entered or left. */
export const visitDetails = (
  type: EventType,
  { name }: States[number],
  data: Plain,
): NonNullable<KeptEvent["details"]> =>
  type.endsWith("Entered") ? { name, input: data } : { name, output: data };
