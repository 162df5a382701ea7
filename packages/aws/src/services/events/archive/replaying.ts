import {
  after,
  minutes,
  noEffects,
  ring,
  slab,
  type Instant,
  type Replied,
  type SetTimer,
  type Tagged,
  type TimerFired,
} from "@orrery/kernel";
import { refused } from "../../../service/refusal.ts";
import type {
  ArchiveEffect,
  ArchiveReply,
  BusEvent,
  CancelReplay,
  ReplayDescribed,
  ReplayEvents,
  ReplayStatus,
  StartReplay,
} from "../protocol.ts";
import { metrics, ports, timers, type Archive, type ArchiveContext } from "./declarations.ts";
import { forgetOld } from "./keeping.ts";
import type { Replay } from "./state.ts";

type Writable = { -readonly [Member in keyof Replay]: Replay[Member] };

/** How long a bus may take to answer. */
const patience = minutes(1);
/** How many events a replay looks at in one go that are not for it. */
const mostSkipped = 10_000;
const minute = 60_000;

/** Begins a replay. */
export function startReplay(
  archive: Archive,
  { name, description, from, until, rules }: StartReplay,
  context: ArchiveContext,
): readonly ArchiveEffect[] {
  const said: ReplayDescribed = {
    name,
    description,
    status: "STARTING",
    from,
    until,
    rules,
    startedAt: context.now,
    endedAt: null,
    lastReplayed: null,
  };
  const id = slab.insert(archive.replays, {
    said,
    place: archive.firstPlace,
    asked: -1,
    askedEvents: 0,
    lastAsked: null,
  });
  context.observe(metrics["events.replayStart"], 1);
  const at = after(context.now, context.settings.assumed.replayStart);
  return [reply(context, { type: "replayStarted" }), tick(slab.slotOf(id), at)];
}

const tick = (index: number, at: Instant): SetTimer => ({
  type: "setTimer",
  timer: timers.replay,
  index,
  at,
});

/** Ends a replay that is under way. */
export function cancelReplay(
  archive: Archive,
  { name }: CancelReplay,
  context: ArchiveContext,
): readonly ArchiveEffect[] {
  for (let slot = 0; slot < archive.replays.slots; slot += 1) {
    const replay = replayAt(archive, slot);
    if (replay.said.name !== name) continue;
    const { status } = replay.said;
    if (status !== "STARTING" && status !== "RUNNING") break;
    // A batch that its bus has been asked for comes there.
    end(replay, replay.asked === -1 ? "CANCELLED" : "CANCELLING", context);
    return [reply(context, { type: "replayCancelled" })];
  }
  return [reply(context, notInState(name))];
}

const notInState = (name: string) =>
  refused("IllegalStatusException", `Replay ${name} is not in a valid state for this operation.`);

const replayAt = (archive: Archive, slot: number): Writable =>
  slab.edit(archive.replays, slab.idAt(archive.replays, slot)!)!; // None is ever removed.

function end(replay: Writable, status: ReplayStatus, { now }: ArchiveContext): void {
  const isOver = status === "COMPLETED" || status === "CANCELLED";
  replay.said = { ...replay.said, status, endedAt: isOver ? now : null };
}

/** Puts the next events of a replay on its bus: of one minute, as many as there are at most in a batch. */
export function goOn(
  archive: Archive,
  { index }: TimerFired,
  context: ArchiveContext,
): readonly ArchiveEffect[] {
  const replay = replayAt(archive, index);
  const { said } = replay;
  if (said.status !== "STARTING" && said.status !== "RUNNING") return noEffects;
  if (said.status === "STARTING") replay.said = { ...said, status: "RUNNING" };
  forgetOld(archive, context);
  const { replayBatch, replayInterval } = context.settings.assumed;
  const last = archive.firstPlace + archive.order.size;
  let place = Math.max(replay.place, archive.firstPlace);
  const events: BusEvent[] = [];
  let ofMinute = -1;
  for (let skipped = 0; place < last && skipped < mostSkipped; place += 1) {
    const { event } = storedAt(archive, place);
    if (event.time < said.from || event.time > said.until) {
      skipped += 1;
      continue;
    }
    const itsMinute = Math.floor(event.time / minute);
    if (ofMinute !== -1 && itsMinute !== ofMinute) break;
    if (events.length === replayBatch) {
      context.observe(metrics["events.replayBatch"], 1);
      break;
    }
    ofMinute = itsMinute;
    events.push(event);
  }
  if (events.length > 0) {
    replay.asked = place;
    replay.askedEvents = events.length;
    replay.lastAsked = events.at(-1)!.time;
    const input: ReplayEvents = {
      type: "replayEvents",
      events,
      replayName: said.name,
      rules: said.rules,
    };
    const deadline = after(context.now, patience);
    return [{ type: "send", port: ports.bus, to: 0, input, tag: index, deadline }];
  }
  replay.place = place;
  if (place < last) return [tick(index, after(context.now, replayInterval))];
  end(replay, "COMPLETED", context);
  return noEffects;
}

const storedAt = (archive: Archive, place: number) =>
  slab.read(archive.stored, ring.at(archive.order, place - archive.firstPlace))!;

/** Hears whether its bus took a batch; what it had no room for is put again. */
export function hearBus(
  archive: Archive,
  { tag, body }: Replied<Tagged>,
  context: ArchiveContext,
): readonly ArchiveEffect[] {
  const replay = replayAt(archive, tag);
  const isTaken = body.type !== "refused" && body.type !== "lost";
  if (isTaken) {
    context.observe(metrics.EventsReplayed, replay.askedEvents);
    replay.place = replay.asked;
    replay.said = { ...replay.said, lastReplayed: replay.lastAsked };
  } else context.observe(metrics.ReplaysThrottled, 1);
  replay.asked = -1;
  if (replay.said.status !== "RUNNING") {
    end(replay, "CANCELLED", context);
    return noEffects;
  }
  context.observe(metrics["events.replayInterval"], 1);
  return [tick(tag, after(context.now, context.settings.assumed.replayInterval))];
}

/** Answers the request that is reacted to. */
export const reply = ({ request }: ArchiveContext, body: ArchiveReply): ArchiveEffect => ({
  type: "reply",
  to: request,
  body,
});
