import {
  invariant,
  slab,
  type Instant,
  type Plain,
  type Replied,
  type SlabId,
} from "@orrery/kernel";
import type { ShardItem } from "../../service/source.ts";
import { sizeInUtf8 } from "../../text/utf8.ts";
import { failedPlacesOf } from "../queue/batch-response.ts";
import type { WorkReply, Worked } from "../work.ts";
import {
  metrics,
  notes,
  purposes,
  timers,
  type Mapping,
  type MappingContext,
} from "./declarations.ts";
import { giveUp } from "./giving-up.ts";
import { leave, unblock } from "./lanes.ts";
import { streamMappingLimits as limits } from "./limits.ts";
import { wantAfter } from "./polling.ts";
import type { StreamMappingEffect } from "./protocol.ts";
import type { Reach } from "./reach.ts";
import type { Edited, Lane, Piece } from "./state.ts";
import { goOn } from "./turns.ts";

type Effects = StreamMappingEffect[];

/** Hears what became of an invocation. */
export function hearFunction(
  mapping: Mapping,
  { tag, body }: Replied<WorkReply>,
  context: MappingContext,
  reach: Reach,
): Effects {
  const id = tag as SlabId; // The tag that `invocation` gave.
  const lane = slab.edit(mapping.lanes, id);
  invariant(lane?.condition === "invoked", "an invocation is answered that nobody waits for");
  const isOutcome = body.type === "invoked" || body.type === "refused" || body.type === "lost";
  invariant(isOutcome, "a function answers an invocation as if it had been asked something else");
  const effects: Effects = [];
  if (body.type === "lost") context.observe(metrics["mapping.invocationPatience"], 1);
  const { shard } = lane;
  if (lane.window !== null && lane.window.ending !== null) {
    hearWindowEnd(id, lane, body, context, effects);
  } else {
    hearBatch(mapping, id, lane, body, context, reach, effects);
  }
  goOn(mapping, id, context, reach, effects);
  wantAfter(mapping, shard, context, effects);
  return effects;
}

type Outcome = Replied<WorkReply>["body"];

function hearBatch(
  mapping: Mapping,
  id: SlabId,
  lane: Edited<Lane>,
  body: Outcome,
  context: MappingContext,
  reach: Reach,
  effects: Effects,
): void {
  const piece = slab.edit(mapping.pieces, lane.first as SlabId)!; // It is with the function.
  const { length } = piece.items;
  if (body.type === "refused") {
    context.observe(metrics.FailedInvokeEventCount, length);
    context.observe(metrics.RefusedEventCount, length);
    retryLater(id, lane, context, effects);
    return;
  }
  const done = doneOf(body, piece, context, reach);
  if (done === length) {
    keepState(lane, body as Worked, context); // It succeeded.
    finish(mapping, lane, length, context);
    return;
  }
  context.observe(metrics.FailedInvokeEventCount, length - (done ?? 0));
  context.observe(metrics.ErrorEventCount, length - (done ?? 0));
  if (done !== null && done > 0) {
    keepState(lane, body as Worked, context); // Likewise, in part.
    goPast(mapping, lane, piece, done, context);
    retryLater(id, lane, context, effects);
  } else if (done === null && context.settings.bisects && length > 1) {
    bisect(mapping, lane, piece, context);
    retryLater(id, lane, context, effects);
  } else fail(mapping, id, lane, piece, body, context, reach, effects);
}

/** A failed attempt: the last, or one more follows. */
function fail(
  mapping: Mapping,
  id: SlabId,
  lane: Edited<Lane>,
  piece: Edited<Piece>,
  body: Outcome,
  context: MappingContext,
  reach: Reach,
  effects: Effects,
): void {
  const { maximumRetryAttempts } = context.settings;
  piece.attempts += 1;
  if (maximumRetryAttempts === null || piece.attempts <= maximumRetryAttempts) {
    retryLater(id, lane, context, effects);
    return;
  }
  const { items, attempts } = piece;
  const answer = body.type === "invoked" ? body : null;
  giveUp(items, "RetryAttemptsExhausted", attempts, answer, context, reach, effects);
  leave(mapping, lane, items.length, context);
}

/** How many records of a batch are done, from its first on; `null`: it failed as a whole. */
function doneOf(
  body: Exclude<Outcome, { readonly type: "refused" }>,
  { items }: Piece,
  { settings }: MappingContext,
  { source }: Reach,
): number | null {
  if (body.type === "lost" || body.functionError !== null) return null;
  if (settings.tumblingWindow > 0 && stateIn(body.payload) === undefined) return null;
  const isEmptyList = Array.isArray(body.payload) && body.payload.length === 0;
  if (!settings.reportBatchItemFailures || isEmptyList) return items.length;
  const failed = failedPlacesOf(body, items, source.form);
  if (failed === null) return null;
  let lowest = items.length;
  for (const place of failed) if (place < lowest) lowest = place;
  return lowest;
}

function stateIn(payload: Plain): Plain | undefined {
  if (typeof payload !== "object" || payload === null || Array.isArray(payload)) return undefined;
  return (payload as { readonly [key: string]: Plain })["state"];
}

/** Keeps what a function returned as the state of its tumbling window; the window ends early that has too much of it. */
function keepState(lane: Edited<Lane>, { payload }: Worked, { settings }: MappingContext): void {
  if (lane.window === null || settings.tumblingWindow === 0) return;
  const state = stateIn(payload)!; // Without one it would have failed.
  const isTooLarge = sizeInUtf8(JSON.stringify(state)) > limits.windowState;
  lane.window = { ...lane.window, state, ending: isTooLarge ? "early" : null };
}

function hearWindowEnd(
  id: SlabId,
  lane: Edited<Lane>,
  body: Outcome,
  context: MappingContext,
  effects: Effects,
): void {
  const isDone =
    body.type === "invoked" && body.functionError === null && stateIn(body.payload) !== undefined;
  if (!isDone) {
    retryLater(id, lane, context, effects);
    return;
  }
  lane.window =
    lane.window!.ending === "final" ? null : { ...lane.window!, state: {}, ending: null };
  unblock(lane, context);
  lane.condition = "idle";
}

/** Has a lane pause before it tries once more. */
function retryLater(
  id: SlabId,
  lane: Edited<Lane>,
  context: MappingContext,
  effects: Effects,
): void {
  lane.condition = "pausing";
  lane.failures += 1;
  if (lane.blockedSince === -1) lane.blockedSince = context.now;
  const at = retryAt(lane.failures, context.random(purposes.jitter), context);
  effects.push({ type: "setTimer", timer: timers.retry, index: slab.slotOf(id), at });
}

/** Makes two batches of one, the first of which comes first. */
function bisect(
  mapping: Mapping,
  lane: Edited<Lane>,
  piece: Edited<Piece>,
  context: MappingContext,
): void {
  const { items, size } = piece;
  context.observe(metrics.BatchesBisected, 1);
  for (const { identity } of items) context.note(notes.bisected, identity.queue, identity.message);
  const half = Math.ceil(items.length / 2);
  const share = Math.round((size * half) / items.length);
  const second: Piece = {
    items: items.slice(half),
    size: size - share,
    isClosed: true,
    attempts: piece.attempts,
    next: piece.next,
  };
  piece.items = items.slice(0, half);
  piece.size = share;
  const id = slab.insert(mapping.pieces, second);
  if (lane.last === lane.first) lane.last = id;
  slab.edit(mapping.pieces, lane.first as SlabId)!.next = id;
}

/** Goes past the first records of a batch, which are done; the others have all attempts again. */
function goPast(
  mapping: Mapping,
  lane: Edited<Lane>,
  piece: Edited<Piece>,
  done: number,
  context: MappingContext,
): void {
  const { items, size } = piece;
  observeDone(items.slice(0, done), context);
  piece.items = items.slice(done);
  piece.size = Math.round((size * (items.length - done)) / items.length);
  piece.attempts = 0;
  unblock(lane, context);
  slab.edit(mapping.shards, lane.shard)!.held -= done;
}

function observeDone(items: readonly ShardItem[], context: MappingContext): void {
  const { now } = context;
  context.observe(metrics.ProcessedEventCount, items.length);
  for (const { writtenAt, trail } of items) {
    context.observe(metrics.MessageLatency, now - writtenAt);
    context.observe(metrics.EndToEndLatency, now - trail.at);
  }
}

function finish(
  mapping: Mapping,
  lane: Edited<Lane>,
  count: number,
  context: MappingContext,
): void {
  observeDone(slab.read(mapping.pieces, lane.first as SlabId)!.items, context);
  leave(mapping, lane, count, context);
}

/** When a batch is tried again that failed so often in a row. */
function retryAt(failures: number, draw: number, context: MappingContext): Instant {
  const { retryPause, longestRetryPause, retryJitter } = context.settings.assumed;
  let pause: number = retryPause;
  for (let nth = 1; nth < failures && pause < longestRetryPause; nth += 1) pause *= 2;
  const isLongest = pause >= longestRetryPause;
  if (isLongest) pause = longestRetryPause;
  const decides = isLongest ? "longestRetryPause" : "retryPause";
  context.observe(metrics[`mapping.${decides}`], 1);
  context.observe(metrics["mapping.retryJitter"], 1);
  return (context.now + Math.round(pause * (1 - retryJitter + 2 * retryJitter * draw))) as Instant;
}
