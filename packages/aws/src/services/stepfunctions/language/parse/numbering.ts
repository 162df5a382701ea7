import type { Plain } from "@orrery/kernel";
import type { Flow } from "../definition.ts";
import type { PlainObject } from "../frame.ts";

/** A state as it is written, with its number. */
export interface WrittenState {
  readonly number: number;
  readonly name: string;
  readonly flow: number;
  readonly written: PlainObject;
  /** The numbers of the flows in it. */
  readonly flows: readonly number[];
}

/** All flows and states of a definition, numbered in the order in which they are written. */
export interface Numbered {
  readonly flows: readonly Flow[];
  readonly states: readonly WrittenState[];
  /** The number of a state of a flow by its name. */
  find(flow: number, name: string): number;
}

/** The object, or an empty one. */
export const objectIn = (value: Plain | undefined): PlainObject =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as PlainObject)
    : {};

/** The text, or an empty one. */
export const textIn = (value: Plain | undefined): string =>
  typeof value === "string" ? value : "";

/** The array, or an empty one. */
export const listIn = (value: Plain | undefined): readonly Plain[] =>
  Array.isArray(value) ? (value as readonly Plain[]) : [];

/** What a state has within itself: its branches, or what it repeats. */
export function flowsWithin(state: PlainObject): readonly PlainObject[] {
  if (state.Type === "Parallel") return listIn(state.Branches).map(objectIn);
  if (state.Type !== "Map") return [];
  return [objectIn(state.ItemProcessor ?? state.Iterator)];
}

/** Numbers flows and states. */
export function numbered(whole: PlainObject): Numbered {
  const flows: Flow[] = [];
  const states: WrittenState[] = [];
  const places: ReadonlyMap<string, number>[] = [];
  const add = (flow: PlainObject, within: number | null): number => {
    const number = flows.length;
    const entries = Object.entries(objectIn(flow.States));
    const first = states.length;
    const byName = new Map(entries.map(([name], place) => [name, first + place]));
    places.push(byName);
    flows.push({
      number,
      startAt: byName.get(textIn(flow.StartAt)) ?? -1,
      within,
      states: [...byName.values()],
    });
    for (const [name, state] of entries) {
      const written = objectIn(state);
      states.push({ number: states.length, name, flow: number, written, flows: [] });
    }
    for (const at of byName.values()) {
      const inner = flowsWithin(states[at]!.written).map((each) => add(each, at));
      states[at] = { ...states[at]!, flows: inner };
    }
    return number;
  };
  add(whole, null);
  return { flows, states, find: (flow, name) => places[flow]!.get(name) ?? -1 };
}
