import { inAnyOrder, nameOf, slab, type Instant, type Plain, type SlabId } from "@orrery/kernel";
import { ports, timers } from "./declarations.ts";
import type { Batch, EventSourceMappingState, Poller } from "./state.ts";

/** What decides the future of a mapping, counted from now. What only reports read is left out. */
export function canonicalMapping(mapping: EventSourceMappingState, now: Instant): Plain {
  const { isStarted, pollerLimit, throttleDebt, isAdding, receiveLimit } = mapping;
  const { idlePollers, mostUsed, firstWaiting } = mapping;
  return {
    pollers: inAnyOrder(
      slab
        .listSlots(mapping.pollers)
        .map(([slot, poller]) => [pollerName(slot), pollerView(poller, mapping, now)]),
    ),
    batches: inAnyOrder(
      slab
        .listSlots(mapping.batches)
        .map(([slot, batch]) => [batchName(slot), batchView(batch, now)]),
    ),
    isStarted,
    pollerLimit,
    throttleDebt,
    isAdding,
    // A row of pollers that ended begins anew, however long ago that was.
    nextAdd: mapping.nextAddAt >= now ? mapping.nextAddAt - now : -1,
    calm: remaining(mapping.calmFrom, now),
    receiveLimit,
    nextReceive: remaining(mapping.nextReceiveAt, now),
    firstWaiting: placeOf(firstWaiting),
    sample: [
      mapping.sampleFrom - now,
      remaining(mapping.sampleEndsAt, now),
      mapping.idleTime,
      mapping.leastWaiting,
    ],
    idlePollers,
    mostUsed,
    minute: remaining(mapping.minuteEndsAt, now),
  };
}

function pollerView(poller: Poller, { sampleMark }: EventSourceMappingState, now: Instant): Plain {
  const { condition, asked, refusalPause, errorPause, gathered, batchCount } = poller;
  const isPolling = condition === "polling";
  return {
    condition,
    polled: isPolling ? poller.polledAt - now : 0,
    isStale: isPolling && poller.receive <= sampleMark,
    nextWaiting: placeOf(poller.nextWaiting),
    asked,
    next: remaining(poller.nextPollAt, now),
    refusalPause,
    errorPause,
    window: remaining(poller.windowEndsAt, now),
    gathered: (gathered === null
      ? []
      : slab.list(gathered).map(({ messages }) => messages)) as unknown as Plain, // Plain data.
    hidden: poller.gatheredCount > 0 ? poller.hiddenUntil - now : 0,
    batchCount,
  };
}

function batchView(
  { poller, messages, hiddenUntil, retryPause, condition }: Batch,
  now: Instant,
): Plain {
  return {
    poller: pollerName(slab.slotOf(poller)),
    condition,
    messages: messages as unknown as Plain, // Plain data.
    hidden: condition === "failed" ? 0 : hiddenUntil - now,
    retryPause,
  };
}

const remaining = (until: Instant, now: Instant): number => (until > now ? until - now : 0);
const placeOf = (id: Poller["nextWaiting"]): Plain =>
  id === -1 ? -1 : pollerName(slab.slotOf(id));
const pollerName = (slot: number): Plain => nameOf("poller", slot);
const batchName = (slot: number): Plain => nameOf("batch", slot);

/** Whatever has a tag is there until it is answered. */
export function canonicalTag(_mapping: EventSourceMappingState, port: number, tag: number): Plain {
  if (port === ports.queue) return pollerName(slab.slotOf(tag as SlabId));
  return port === ports.function ? batchName(slab.slotOf(tag as SlabId)) : tag;
}

/** What a timer is of: a poller or a batch. */
export function canonicalTimer(
  _mapping: EventSourceMappingState,
  timer: number,
  index: number,
): Plain {
  if (timer === timers.poll) return pollerName(index);
  return timer === timers.retry ? batchName(index) : index;
}
