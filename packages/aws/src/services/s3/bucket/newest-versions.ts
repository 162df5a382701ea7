import { table, type Draft } from "@orrery/kernel";
import { visitFrom, withItem, withoutItem, type Compare } from "../store/ordered-items.ts";
import type { StoredVersion } from "../store/stored-version.ts";
import type { BucketState } from "./state.ts";

type Newest = Pick<BucketState, "current" | "keys">;

/** The newest version of a key; `undefined`: it has none. It costs the same among ten as among a million. */
export const newestOf = ({ current }: Newest, key: string): StoredVersion | undefined =>
  table.get(current, key);

/** Puts a version in the place of its key's newest. */
export function setNewest(bucket: Draft<Newest>, version: StoredVersion): void {
  const { key } = version;
  const count = table.sizeOf(bucket.current);
  table.set(bucket.current, key, version);
  if (table.sizeOf(bucket.current) > count) bucket.keys = withItem(bucket.keys, key, byText);
}

/** A key has no version any more. */
export function dropNewest(bucket: Draft<Newest>, key: string): void {
  table.remove(bucket.current, key);
  bucket.keys = withoutItem(bucket.keys, key, byText);
}

/** Visits the newest versions by their keys from one on; `null`: all. */
export function visitNewest(
  bucket: Newest,
  from: string | null,
  visit: (version: StoredVersion) => boolean,
): void {
  visitFrom(bucket.keys, from, byText, (key) => visit(table.get(bucket.current, key)!)); // It has all.
}

/** The first key that has a version, from one on; `null`: there is none. */
export function keyFrom({ keys }: Newest, from: string): string | null {
  let found: string | null = null;
  visitFrom(keys, from, byText, (key) => {
    found = key;
    return false;
  });
  return found;
}

/** The newest versions of all keys, by their keys: it costs what there is. */
export function listNewest(bucket: Newest): readonly StoredVersion[] {
  const all: StoredVersion[] = [];
  visitNewest(bucket, null, (version) => Boolean(all.push(version)));
  return all;
}

const byText: Compare<string> = (one, other) => (one === other ? 0 : one < other ? -1 : 1);
