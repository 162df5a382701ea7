import {
  after,
  later,
  minutes,
  noEffects,
  noTime,
  ring,
  slab,
  table,
  type RequestId,
  type SlabId,
} from "@orrery/kernel";
import { refused } from "../../../service/refusal.ts";
import type { DescribeShards, NextEvent, OpenSubscription } from "../../../service/source.ts";
import { dropExpired, nextSequence, placeIn, recordAt } from "../../../shard/shard-log.ts";
import { docdbLimits } from "../limits.ts";
import type { ClusterEffect, ClusterReply, DocumentChange, InsertDocument } from "../protocol.ts";
import { metrics, timers, type Cluster, type ClusterContext } from "./declarations.ts";
import type { Log, Reader } from "./state.ts";

type Effects = ClusterEffect[];
type Edited<Part> = { -readonly [Field in keyof Part]: Part[Field] };

const answer = (to: RequestId, body: ClusterReply): ClusterEffect => ({ type: "reply", to, body });
const ended = { type: "subscriptionEnded" } as const;

/** Where documents go that name no collection while nobody reads any. */
const usual = { database: "database", collection: "collection" };

const logOf = ({ log, logId }: Cluster): Edited<Log> => slab.edit(log, logId)!; // It stays.

/** `shop.orders`: the collection `orders` of the database `shop`. */
function placeFor(cluster: Cluster, namespace: string | null): typeof usual {
  if (namespace !== null) {
    const [database = "", ...rest] = namespace.split(".");
    return { database, collection: rest.join(".") || usual.collection };
  }
  const first = table.firstValue(cluster.readerIds);
  if (first === undefined) return usual;
  const { database, collection } = slab.read(cluster.readers, first)!; // Readers stay.
  return { database, collection: collection ?? usual.collection };
}

/** Takes a document, or refuses it. */
export function insert(
  cluster: Cluster,
  { content, namespace, trail }: InsertDocument,
  context: ClusterContext,
): readonly ClusterEffect[] {
  const { now, request, settings } = context;
  if (content.size > docdbLimits.documentSize.max) {
    context.observe(metrics.DocumentsRefused, 1);
    return [answer(request, tooLarge)];
  }
  cluster.count += 1;
  const number = cluster.count;
  const change: DocumentChange = {
    ...{ content, ...placeFor(cluster, namespace), size: content.size, writtenAt: now, trail },
    identity: { queue: settings.cluster, message: number },
  };
  const log = logOf(cluster);
  ring.push(log.order, slab.insert(log.records, { record: change }));
  context.observe(metrics.DocumentsInserted, 1);
  const effects: Effects = [];
  if (!cluster.retentionArmed) {
    cluster.retentionArmed = true;
    const at = after(now, docdbLimits.retention);
    effects.push({ type: "setTimer", timer: timers.retention, index: 0, at });
  }
  for (let slot = 0; slot < cluster.readers.slots; slot += 1) {
    const id = slab.idAt(cluster.readers, slot);
    if (id !== undefined) serve(cluster, id, context, effects);
  }
  effects.push(
    answer(request, { type: "documentInserted", cluster: settings.cluster, number, at: now }),
  );
  return effects;
}

const tooLarge = refused("BSONObjectTooLarge", "The document is larger than 16 MB.");

/** Tells who reads for a mapping: one reader, which is made where nobody has heard of it. */
export function describeReader(
  cluster: Cluster,
  { reader = "" }: DescribeShards,
  { now, request }: ClusterContext,
): readonly ClusterEffect[] {
  if (!table.has(cluster.readerIds, reader)) {
    const [database = "", collection = ""] = reader.slice(reader.indexOf(" ") + 1).split("/");
    const id = slab.insert<Reader>(cluster.readers, {
      ...{ database, collection: collection === "" ? null : collection },
      ...{ position: 0, given: 0, waiter: -1, limit: docdbLimits.fetchRecords },
    });
    table.set(cluster.readerIds, reader, id);
  }
  const shard = { number: 0, parents: [], createdAt: now, closedAt: null };
  return [answer(request, { type: "shardsDescribed", shards: [shard] })];
}

/** Has a reader begin: where it has not begun before, at the place that it says. */
export function subscribe(
  cluster: Cluster,
  { reader: name, start }: OpenSubscription,
  { request }: ClusterContext,
): readonly ClusterEffect[] {
  const id = table.get(cluster.readerIds, name);
  if (id === undefined) return [answer(request, ended)];
  const reader = slab.edit(cluster.readers, id)!; // Readers stay.
  const begin = start.type === "sequence" ? ({ type: "trimHorizon" } as const) : start;
  if (reader.position === 0) reader.position = placeIn(logOf(cluster), begin);
  return [answer(request, { type: "subscribed", subscription: 0, sequence: reader.given + 1 })];
}

/** Gives a reader what there is, once there is something. */
export function nextChanges(
  cluster: Cluster,
  { reader: name, limit = docdbLimits.fetchRecords }: NextEvent,
  context: ClusterContext,
): readonly ClusterEffect[] {
  const id = table.get(cluster.readerIds, name);
  if (id === undefined) return [answer(context.request, ended)];
  const effects: Effects = [];
  const reader = slab.edit(cluster.readers, id)!; // Readers stay.
  // Of two who ask for the same, as after a request that was doubled, the first goes without.
  if (reader.waiter !== -1) effects.push(answer(reader.waiter, ended));
  reader.waiter = context.request;
  reader.limit = limit;
  serve(cluster, id, context, effects);
  return effects;
}

/** Gives a reader what it waits for, if there is something; what it does not read is passed over. */
function serve(cluster: Cluster, id: SlabId, context: ClusterContext, effects: Effects): void {
  const reader = slab.edit(cluster.readers, id)!;
  if (reader.waiter === -1 || reader.position === 0) return;
  const log = logOf(cluster);
  const { database, collection, limit, given } = reader;
  const records: DocumentChange[] = [];
  let position = Math.max(reader.position, log.trimmed + 1);
  let bytes = 0;
  const end = nextSequence(log);
  for (
    ;
    position < end && records.length < limit && bytes < docdbLimits.fetchBytes;
    position += 1
  ) {
    const change = recordAt(log, position);
    const isRead =
      change.database === database && (collection === null || change.collection === collection);
    if (!isRead) continue;
    records.push(change);
    bytes += change.size;
  }
  reader.position = position;
  if (records.length === 0) return;
  context.observe(metrics.ChangesRead, records.length);
  reader.given = given + records.length;
  const { waiter } = reader;
  reader.waiter = -1;
  effects.push(
    answer(waiter, {
      ...{ type: "recordsGot", shard: 0, first: given + 1, records, next: reader.given + 1 },
      ...{ behind: noTime, children: [], retention: docdbLimits.retention },
    }),
  );
}

// Readers do not see what has expired, so what nobody reads may go later: nothing but memory hangs on it.
const rest = minutes(1);

/** Forgets changes that have expired. */
export function expire(cluster: Cluster, context: ClusterContext): readonly ClusterEffect[] {
  const { now } = context;
  const log = logOf(cluster);
  const count = dropExpired(log, docdbLimits.retention, now, () => undefined);
  cluster.expiredCount += count;
  if (count > 0) context.observe(metrics.ChangesExpired, count);
  cluster.retentionArmed = log.order.size > 0;
  if (!cluster.retentionArmed) return noEffects;
  const { writtenAt } = recordAt(log, log.trimmed + 1);
  const at = later(after(writtenAt, docdbLimits.retention), after(now, rest));
  return [{ type: "setTimer", timer: timers.retention, index: 0, at }];
}
