import {
  after,
  between,
  noTime,
  ring,
  slab,
  type Duration,
  type Instant,
  type Ring,
  type Slab,
  type SlabId,
} from "@orrery/kernel";
import type { ShardItem, StartingPlace } from "../service/source.ts";

/** An item that knows its bytes. */
interface SizedItem extends ShardItem {
  readonly size: number;
}

/** The items of a shard in order, each at its place from 1 on, without those that expired. */
export interface ShardLog<Item extends SizedItem> {
  readonly records: Slab<{ readonly record: Item }>;
  readonly order: Ring<SlabId>;
  /** How many expired: the first item that is there has the next place. */
  readonly trimmed: number;
}

/** The place of the next item. */
export const nextSequence = ({
  trimmed,
  order,
}: Pick<ShardLog<SizedItem>, "trimmed" | "order">): number => trimmed + order.size + 1;

/** The item at a place that the log has. */
export const recordAt = <Item extends SizedItem>(
  { order, trimmed, records }: ShardLog<Item>,
  sequence: number,
): Item => slab.read(records, ring.at(order, sequence - trimmed - 1))!.record;

/** Items from a place on: at most so many, and so many bytes, but one where there is one. */
export function recordsFrom<Item extends SizedItem>(
  log: ShardLog<Item>,
  first: number,
  most: { readonly records: number; readonly bytes: number },
): { readonly records: readonly Item[]; readonly bytes: number } {
  const records: Item[] = [];
  let bytes = 0;
  const end = Math.min(nextSequence(log), first + most.records);
  for (let place = first; place < end; place += 1) {
    const record = recordAt(log, place);
    if (records.length > 0 && bytes + record.size > most.bytes) break;
    records.push(record);
    bytes += record.size;
  }
  return { records, bytes };
}

/** How long ago what is read next came; no time at the tip. */
export const behindAt = (log: ShardLog<SizedItem>, next: number, now: Instant): Duration =>
  next >= nextSequence(log) ? noTime : between(recordAt(log, next).writtenAt, now);

/** Where a reader begins. */
export function placeIn(log: ShardLog<SizedItem>, start: StartingPlace): number {
  switch (start.type) {
    case "trimHorizon":
      return log.trimmed + 1;
    case "latest":
      return nextSequence(log);
    case "sequence":
      return Math.max(start.sequence, 1);
    default:
      return firstWith(log, ({ writtenAt }) => writtenAt >= start.timestamp);
  }
}

/** The place of the first item that something holds of, as it does of all after it. */
export function firstWith<Item extends SizedItem>(
  log: ShardLog<Item>,
  holds: (record: Item) => boolean,
): number {
  let low = log.trimmed + 1;
  let high = nextSequence(log);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(recordAt(log, middle))) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Forgets items that are older than `retention`, and says of each that it goes; gives how many. */
export function dropExpired<Item extends SizedItem>(
  log: { -readonly [Member in keyof ShardLog<Item>]: ShardLog<Item>[Member] },
  retention: Duration,
  now: Instant,
  goes: (record: Item) => void,
): number {
  let count = 0;
  for (let id = ring.peek(log.order); id !== -1; id = ring.peek(log.order)) {
    const { record } = slab.read(log.records, id)!; // What is listed is there.
    if (after(record.writtenAt, retention) > now) break;
    ring.shift(log.order);
    slab.remove(log.records, id);
    goes(record);
    count += 1;
  }
  log.trimmed += count;
  return count;
}
