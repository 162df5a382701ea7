import {
  ConfigError,
  shownValue,
  withinBounds,
  type Distribution,
  type Duration,
} from "@orrery/kernel";
import { countryOf, roundTrip } from "../service/area.ts";
import type { Entry } from "../service/entry.ts";
import type { HttpHead } from "../service/http.ts";
import { callerBounds } from "./limits.ts";

/** Where callers are: in a Region, or so far away as the way there and back takes. */
export type Location = string | { readonly roundTrip: Duration };

/** How far away callers are; `null`: it does not count. */
export interface Distance {
  /** The way to what they call and back. */
  readonly roundTrip: Duration;
  /** What requests say of where they come from; left out: nothing. */
  readonly header?: readonly [name: string, value: string];
  /** Whether answers take that way as well, which what they call does not count by itself. */
  readonly isAdded: boolean;
}

/** How far callers are from something in a Region. @throws ConfigError about `path` */
export function resolveLocation(
  path: string,
  said: Location | undefined,
  { http }: Pick<Entry, "http">,
  region: string,
): Distance | null {
  if (said === undefined) return null;
  if (typeof said !== "string") {
    const away = withinBounds(`${path}.roundTrip`, said.roundTrip, callerBounds.roundTrip);
    return { roundTrip: away, isAdded: true };
  }
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(said)) {
    throw new ConfigError(path, "a Region such as eu-west-1, or a roundTrip", shownValue(said));
  }
  const nearby = http?.nearby;
  if (nearby === undefined) return { roundTrip: roundTrip(said, region), isAdded: true };
  const header = [nearby.countryHeader, countryOf(said)] as const;
  return { roundTrip: nearby.roundTrip, header, isAdded: false };
}

/** The head of requests that say where they come from. */
export const headFrom = (head: HttpHead, header: Distance["header"]): HttpHead =>
  header === undefined ? head : { ...head, headers: { [header[0]]: header[1], ...head.headers } };

/** What one direction takes of callers so far away. */
export function farther(
  law: Distribution | undefined,
  distance: Distance | null,
): Distribution | undefined {
  if (distance === null || !distance.isAdded) return law;
  const by = Math.floor(distance.roundTrip / 2);
  if (law === undefined) return { type: "constant", value: by };
  if (law.type === "constant") return { type: "constant", value: law.value + by };
  return { type: "shifted", by, of: law };
}
