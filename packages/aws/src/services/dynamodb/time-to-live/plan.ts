import {
  compileDistribution,
  later,
  own,
  slab,
  table as tables,
  type Distribution,
  type Instant,
  type Sampler,
  type SetTimer,
  type SlabId,
} from "@orrery/kernel";
import { wallClockAt } from "../../../text/wall-clock.ts";
import type { ItemKey } from "../protocol.ts";
import { scanStore, wholeStore } from "../store/item-store.ts";
import { purposes, timers, type Table, type TableContext } from "../table/declarations.ts";
import { itemKeyOf } from "../table/item-key.ts";
import type { Item } from "../value/attribute-value.ts";
import { timeToLiveLimits } from "./limits.ts";

const minute = 60_000_000;

/** When an item expires, in seconds since 1970; `null`: it does not. */
export function expiryOf(item: Item | null, { settings, now }: TableContext): number | null {
  const { timeToLive, epochMilliseconds } = settings;
  if (timeToLive === null || item === null) return null;
  const value = own(item, timeToLive);
  if (value === undefined || !("N" in value)) return null;
  const expires = Math.floor(Number(value.N));
  const present = wallClockAt(epochMilliseconds, now) / 1_000;
  return present - expires > timeToLiveLimits.oldest / 1_000_000 ? null : expires;
}

/** Notes when an item is to be deleted that was written; what follows of it, `null` for nothing. */
export function noteExpiry(
  table: Table,
  key: ItemKey,
  before: Item | null,
  item: Item | null,
  context: TableContext,
): SetTimer | null {
  if (context.settings.timeToLive === null) return null;
  const expires = expiryOf(item, context);
  if (expires === null || expires === expiryOf(before, context)) return null;
  return plan(table, key, expires, context);
}

/** Notes of all items of a table when they are to be deleted: from now on they expire. */
export function planAll(table: Table, context: TableContext): readonly SetTimer[] {
  const effects: SetTimer[] = [];
  scanStore(table.items, wholeStore, ({ item }) => {
    const expires = expiryOf(item, context);
    if (expires === null) return true;
    const timer = plan(table, itemKeyOf(item, context.settings.schema), expires, context);
    if (timer !== null) effects.push(timer);
    return true;
  });
  return effects;
}

// A memo of a pure function: by the law itself.
const samplers = new WeakMap<Distribution, Sampler>();

function plan(table: Table, key: ItemKey, expires: number, context: TableContext): SetTimer | null {
  const { now, settings } = context;
  const law = settings.deletionDelay;
  let sampler = samplers.get(law);
  if (sampler === undefined) samplers.set(law, (sampler = compileDistribution(law)));
  const delay = Math.round(
    Math.max(
      0,
      sampler(() => context.random(purposes.expiry)),
    ),
  );
  const expiry = (expires * 1_000 - settings.epochMilliseconds) * 1_000;
  return planAt(table, key, expires, (later(expiry as Instant, now) + delay) as Instant);
}

/** Puts an item among those of the minute in which it is to be deleted. */
export function planAt(table: Table, key: ItemKey, expires: number, at: Instant): SetTimer | null {
  const number = Math.ceil(at / minute);
  const name = String(number);
  const known = tables.get(table.expiryByMinute, name);
  const of = known === undefined ? undefined : slab.edit(table.expiryMinutes, known);
  const id = slab.insert(table.expiring, { key, expires, next: of?.first ?? -1 });
  if (of !== undefined) {
    of.first = id;
    return null;
  }
  const made = slab.insert(table.expiryMinutes, { minute: number, first: id });
  tables.set(table.expiryByMinute, name, made);
  return timerOf(made, (number * minute) as Instant);
}

/** Has the items of a minute deleted at an instant. */
export const timerOf = (id: SlabId, at: Instant): SetTimer => ({
  type: "setTimer",
  timer: timers.expiry,
  index: slab.slotOf(id),
  at,
});
