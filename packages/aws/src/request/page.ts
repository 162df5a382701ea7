import type { Plain } from "@orrery/kernel";

/** A part of a listing, and where the next one begins. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Where the next page begins; `null` where there is none. */
  readonly next: string | null;
}

/**
 * The items behind those that `token` says were given already, at most `most` of them. `null` where the
 * token is none that a page before could have given.
 */
export function page<Item>(
  items: readonly Item[],
  token: Plain | undefined,
  most: number,
): Page<Item> | null {
  const from = token === undefined || token === null ? 0 : placeIn(token);
  if (from === null) return null;
  const end = from + most;
  return { items: items.slice(from, end), next: end < items.length ? `${end}` : null };
}

const placeIn = (token: Plain): number | null =>
  typeof token === "string" && /^(?:0|[1-9]\d{0,8})$/.test(token) ? Number(token) : null;

/**
 * The items whose keys come behind `token`, at most `most` of them, in order of their keys: a listing
 * that neither repeats nor leaves out what was there all the time, whatever comes and goes meanwhile.
 */
export function pageByKey<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  token: string | null,
  most: number,
): Page<Item> {
  const keyed = items.map((item) => ({ item, key: keyOf(item) }));
  const rest = keyed
    .filter(({ key }) => token === null || key > token)
    .sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0));
  const taken = rest.slice(0, most);
  const next = rest.length > taken.length ? (taken.at(-1)?.key ?? null) : null;
  return { items: taken.map(({ item }) => item), next };
}
