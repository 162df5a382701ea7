import { ring, slab, table as tables, type Instant, type Plain } from "@orrery/kernel";
import { capacityCanonical } from "../capacity/canonical.ts";
import { scanStore, wholeStore, type ItemStore } from "../store/item-store.ts";
import { textOfKey } from "./item-key.ts";
import type { TableState } from "./state.ts";

/** What decides the future of a table, counted from `now`. */
export const canonical = (state: TableState, now: Instant): Plain => ({
  items: itemsOf(state.items),
  indexes: slab.list(state.indexes).map(({ name, items }) => [name, itemsOf(items)]),
  recent: tables.list(state.recent).map(([key, { before, at }]) => [key, plain(before), now - at]),
  lagging: ring.list(state.laggingOrder).map((id) => {
    const { at, writes } = slab.read(state.lagging, id)!; // What is listed is there.
    return [now - at, plain(writes)];
  }),
  locks: tables.list(state.locks).map(([key]) => key),
  prepared: tables
    .list(state.prepared)
    .map(([transaction, { changes }]) => [transaction, plain(changes)]),
  tokens: tables
    .list(state.tokens)
    .map(([token, { request, doneAt }]) => [token, request, doneAt === null ? null : now - doneAt]),
  capacity: capacityCanonical(state.capacity, now),
  expiring: expiringIn(state, now),
  history: ring.list(state.historyOrder).map((id) => {
    const { at, key, before } = slab.read(state.history, id)!; // What is listed is there.
    return [now - at, textOfKey(key), plain(before?.item ?? null)];
  }),
  unreplicated: slab
    .list(state.unreplicated)
    .map(({ call, since }) => [plain(call.params), now - since]),
});

/** What is to be deleted, and how many minutes from now. */
const expiringIn = ({ expiring, expiryMinutes }: TableState, now: Instant): Plain =>
  slab.list(expiryMinutes).map(({ minute, first }) => {
    const items: Plain[] = [];
    for (let id = first; id !== -1;) {
      const { key, expires, next } = slab.read(expiring, id)!; // What is listed is there.
      items.push([textOfKey(key), expires]);
      id = next;
    }
    return [minute * 60_000_000 - now, items];
  });

function itemsOf(store: ItemStore): Plain {
  const items: Plain[] = [];
  scanStore(store, wholeStore, ({ item }) => items.push(plain(item)) > 0);
  return items;
}

const plain = (value: unknown): Plain => value as Plain; // Plain data by the types of those who call.
