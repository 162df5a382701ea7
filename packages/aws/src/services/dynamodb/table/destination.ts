import {
  after,
  ring,
  slab,
  type Instant,
  type Replied,
  type Send,
  type SetTimer,
  type SlabId,
} from "@orrery/kernel";
import type { BegunCall, CallReply } from "../../../service/call.ts";
import { putInto } from "../dynamodb-to-kinesis.ts";
import type { ToldChange } from "../stream/tell.ts";
import { equalValues } from "../value/comparison.ts";
import { metrics, ports, timers, type Table, type TableContext } from "./declarations.ts";
import { destinationRecordOf } from "./destination-record.ts";
import type { UnreplicatedRecord } from "./state.ts";

/** Notes a change for the Kinesis data streams that it goes to; of what changed nothing they hear nothing. */
export function noteForDestinations(table: Table, change: ToldChange, context: TableContext): void {
  const { before, after: now } = change;
  if (before !== null && now !== null && equalValues({ M: before.item }, { M: now.item })) return;
  const { destinations } = context.settings;
  for (const destination of destinations) {
    const { activeFrom, until } = destination;
    if (context.now < activeFrom || (until !== null && context.now >= until)) continue;
    const params = destinationRecordOf(change, destination, table.writeCount, context);
    const { streamArn, caller } = destination;
    const record: UnreplicatedRecord = {
      call: { ...putInto(streamArn, params), trail: change.trail, caller },
      since: context.now,
    };
    context.observe(metrics.ConsumedChangeDataCaptureUnits, unitsOf(change));
    ring.push(table.unsent, slab.insert(table.unreplicated, record));
  }
}

/** A change data capture unit for each KB of the larger image. */
const unitsOf = ({ before, after: now }: ToldChange): number =>
  Math.ceil(Math.max(before?.size ?? 0, now?.size ?? 0, 1) / 1_024);

/** Sends what was noted. */
export function sendUnsent(table: Table, context: TableContext): readonly Send<BegunCall>[] {
  const sends: Send<BegunCall>[] = [];
  while (table.unsent.size > 0) sends.push(sendOf(table, ring.shift(table.unsent), context));
  return sends;
}

const sendOf = (table: Table, id: SlabId, { now, settings }: TableContext): Send<BegunCall> => ({
  type: "send",
  port: ports.control,
  to: 0,
  input: slab.read(table.unreplicated, id)!.call, // It is kept until it is taken or given up.
  tag: id,
  deadline: after(now, settings.assumed.replicationTimeout),
});

/** A stream took a record, or did not. */
export function hearDestination(
  table: Table,
  { tag, body }: Replied<CallReply>,
  context: TableContext,
): readonly SetTimer[] {
  const id = tag as SlabId; // Tags are nothing else.
  const record = slab.read(table.unreplicated, id);
  if (record === undefined) return [];
  if (body.type === "called") {
    slab.remove(table.unreplicated, id);
    return [];
  }
  const { replicationPatience, replicationPause } = context.settings.assumed;
  if (body.type !== "refused") context.observe(metrics["dynamodb.replicationTimeout"], 1);
  else if (body.code === throttled) context.observe(metrics.ThrottledPutRecordCount, 1);
  const isTooOld = context.now >= after(record.since, replicationPatience);
  if (isTooOld) context.observe(metrics["dynamodb.replicationPatience"], 1);
  if (isTooOld || (body.type === "refused" && isInvalid(body.code))) {
    context.observe(metrics.FailedToReplicateRecordCount, 1);
    slab.remove(table.unreplicated, id);
    return [];
  }
  context.observe(metrics["dynamodb.replicationPause"], 1);
  const at: Instant = after(context.now, replicationPause);
  return [{ type: "setTimer", timer: timers.replication, index: slab.slotOf(id), at }];
}

const throttled = "ProvisionedThroughputExceededException";
/** Records that no attempt will get into the stream, such as those that are too large for it. */
const isInvalid = (code: string): boolean =>
  code === "ValidationException" || code === "InvalidArgumentException";

/** Sends a record once more. */
export function sendAgain(
  table: Table,
  slot: number,
  context: TableContext,
): readonly Send<BegunCall>[] {
  const id = slab.idAt(table.unreplicated, slot);
  return id === undefined ? [] : [sendOf(table, id, context)];
}

/** How long the oldest record waits for its stream, in milliseconds. */
export function oldestUnreplicated(
  { unreplicated }: Pick<Table, "unreplicated">,
  now: Instant,
): number {
  let oldest: number = now;
  for (const { since } of slab.list(unreplicated)) oldest = Math.min(oldest, since);
  return (now - oldest) / 1_000;
}
