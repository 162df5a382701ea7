import { admit } from "../capacity/admit.ts";
import { capacityLimits } from "../capacity/limits.ts";
import type { Demand } from "../capacity/take.ts";
import { indexWriteUnits, readUnits, writeUnits, type WriteMode } from "../capacity/units.ts";
import type { TableSettings } from "../config.ts";
import type { Consumed, ItemKey } from "../protocol.ts";
import { firstHash } from "../store/partition-hash.ts";
import type { Refused } from "../../../service/refusal.ts";
import { metrics, type Table, type TableContext } from "./declarations.ts";
import type { IndexWrite } from "./state.ts";

/** A hash as throughput knows it: from 0 on. */
export const throughputHash = (hash: number): number => (hash ^ firstHash) >>> 0;

/** What a request takes, and of whom. */
export interface Units {
  readonly demands: readonly Demand[];
  readonly consumed: Consumed;
}

const none: Readonly<Record<string, number>> = Object.freeze({});

/** What it takes to read so many bytes of the table, or of one of its indexes. */
export function unitsOfRead(
  bytes: number,
  consistency: Parameters<typeof readUnits>[1],
  hash: number,
  index: string | null,
  settings: TableSettings,
): Units {
  return unitsRead(readUnits(bytes, consistency), hash, index, settings);
}

/** What so many read units are, of the table or of one of its indexes. */
function unitsRead(
  units: number,
  hash: number,
  index: string | null,
  { indexes }: TableSettings,
): Units {
  const place = index === null ? -1 : globalPlaceOf(index, indexes);
  const demands: Demand[] = [{ place, kind: "read", units, hash: throughputHash(hash) }];
  if (index === null)
    return { demands, consumed: { kind: "read", table: units, global: none, local: none } };
  const consumed: Consumed =
    place === -1
      ? { kind: "read", table: 0, global: none, local: { [index]: units } }
      : { kind: "read", table: 0, global: { [index]: units }, local: none };
  return { demands, consumed };
}

/** Which of the global indexes has a name; -1: it is a local one. */
function globalPlaceOf(name: string, indexes: TableSettings["indexes"]): number {
  return indexes.filter(({ isGlobal }) => isGlobal).findIndex((index) => index.name === name);
}

const consumedBy = (table: number): Consumed => ({
  kind: "write",
  table,
  global: none,
  local: none,
});
/** By the units that the table gives, for the few that most writes take. Values. */
const consumedByTable: readonly Consumed[] = Array.from({ length: 32 }, (_, table) =>
  consumedBy(table),
);

/** What it takes to write an item of so many bytes, and what indexes have of it. */
export function unitsOfWrite(
  bytes: number,
  key: ItemKey,
  writes: readonly IndexWrite[],
  mode: WriteMode,
  { indexes }: TableSettings,
): Units {
  const table = writeUnits(bytes, mode);
  const hash = throughputHash(key.hash);
  if (writes.length === 0) {
    return {
      demands: [{ place: -1, kind: "write", units: table, hash }],
      consumed: consumedByTable[table] ?? consumedBy(table),
    };
  }
  const global: Record<string, number> = {};
  const local: Record<string, number> = {};
  const demands: Demand[] = [];
  let all = table;
  const firstGlobal = indexes.findIndex(({ isGlobal }) => isGlobal);
  for (const { index: number, before, after, change } of writes) {
    const units =
      indexWriteUnits(before?.size ?? null, after?.size ?? null, change) *
      (mode === "transactional" ? 2 : 1);
    if (units === 0) continue;
    const { name, isGlobal } = indexes[number]!;
    if (isGlobal) {
      global[name] = units;
      const at = (after ?? before)!.hash; // One of them is there.
      const place = number - firstGlobal;
      demands.push({ place, kind: "write", units, hash: throughputHash(at) });
    } else {
      local[name] = units;
      all += units;
    }
  }
  demands.unshift({ place: -1, kind: "write", units: all, hash });
  return { demands, consumed: { kind: "write", table, global, local } };
}

/** Lets a request in, or says why not. */
export function letIn(
  table: Table,
  units: Pick<Units, "demands">,
  context: TableContext,
): Refused | null {
  const refusal = letInOne(table, units, context);
  if (refusal !== null) context.observe(metrics.ThrottledRequests, 1);
  return refusal;
}

/** Lets one part of a batch in, or says why not: a batch counts as throttled where all of it is. */
export function letInOne(
  table: Table,
  { demands }: Pick<Units, "demands">,
  context: TableContext,
): Refused | null {
  const refusal = admit(table, demands, context);
  if (refusal === null) return null;
  const { now, settings } = context;
  const isYoung = now - settings.createdAt < capacityLimits.burst;
  if (isYoung && settings.capacity.mode === "PROVISIONED") {
    context.observe(metrics["dynamodb.burstAtStart"], 1);
  }
  return refusal;
}

/** Several requests as one. */
export function unitsTogether(all: readonly Units[]): Units {
  const [first, ...rest] = all;
  return rest.reduce(
    (sum, { demands, consumed }) => ({
      demands: [...sum.demands, ...demands],
      consumed: consumedTogether(sum.consumed, consumed),
    }),
    first!, // One at least.
  );
}

/** What two requests took. */
export const consumedTogether = (one: Consumed, other: Consumed): Consumed => ({
  kind: one.kind,
  table: one.table + other.table,
  global: summed(one.global, other.global),
  local: summed(one.local, other.local),
});

function summed(
  one: Readonly<Record<string, number>>,
  other: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  if (other === none) return one;
  const sum: Record<string, number> = { ...one };
  for (const [name, units] of Object.entries(other)) sum[name] = (sum[name] ?? 0) + units;
  return sum;
}

/** Nothing was taken. */
export const nothingConsumed = (kind: Consumed["kind"]): Consumed => ({
  kind,
  table: 0,
  global: none,
  local: none,
});
