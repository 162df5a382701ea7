import { invariant } from "@orrery/kernel";
import type { Arrival, DoorName, EntryOf } from "../service/entry.ts";
import { noTrail } from "../service/origin.ts";
import type { Door } from "./declarations.ts";
import type { WorkloadSettings } from "./state.ts";

/** An arrival to write on. */
export type EditedArrival = { -readonly [Member in keyof Arrival]: Arrival[Member] };

/** Where a workload's arrivals enter, and what they have in common. It follows from the settings. */
export interface Entrance {
  readonly settings: WorkloadSettings;
  readonly entryOf: EntryOf;
  readonly door: Door;
  /** Whether arrivals differ in nothing but where they began. */
  readonly areAlike: boolean;
  /** One object for all arrivals, in which what they have in common stands: whoever takes one reads it at once. */
  readonly arrival: EditedArrival;
  /** Which route that one goes to; -1: it is no request of HTTP. */
  route: number;
}

// A memo of a function of the settings, and those that it had last: they come many times in a row.
const entrances = new WeakMap<WorkloadSettings, Entrance>();
let last: Entrance | null = null;

/** The entrance of a workload that has these settings. */
export function entranceOf(settings: WorkloadSettings, entryOf: EntryOf): Entrance {
  if (last === null || last.settings !== settings || last.entryOf !== entryOf) {
    let entrance = entrances.get(settings);
    if (entrance?.entryOf !== entryOf) {
      entrance = newEntrance(settings, entryOf);
      entrances.set(settings, entrance);
    }
    last = entrance;
  }
  return last;
}

function newEntrance(settings: WorkloadSettings, entryOf: EntryOf): Entrance {
  const { payload, attributes, delay, http, requests, session, deduplication, groups } = settings;
  const isOneText = payload.type === "body";
  const isOneRequest = requests === null && session === null;
  const isUntold = deduplication !== "id" && groups.length === 0;
  return {
    settings,
    entryOf,
    door: doorOf(settings.target, settings.door, entryOf),
    areAlike: isOneText && isOneRequest && isUntold && attributes.length === 0,
    arrival: {
      text: isOneText ? payload : { body: "", size: 0 },
      group: null,
      deduplicationId: null,
      attributes: undefined,
      delay,
      http: http ?? undefined,
      patience: settings.timeout,
      trail: noTrail,
    },
    route: http === null ? -1 : 0,
  };
}

/** Where one of the targets is entered: 0 is the workload's own. */
export const doorAt = (to: number, entrance: Entrance): Door =>
  to === 0 ? entrance.door : otherDoor(to, entrance);

function otherDoor(to: number, { settings, entryOf }: Entrance): Door {
  const { kind, door } = settings.others[to - 1]!;
  return doorOf(kind, door, entryOf);
}

function doorOf(kind: string, door: DoorName, entryOf: EntryOf): Door {
  const found = entryOf(kind)?.doors[door];
  invariant(found !== undefined, `nothing can be brought to ${kind}`);
  return found;
}
