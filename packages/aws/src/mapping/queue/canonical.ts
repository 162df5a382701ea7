import { slab, type Instant, type Plain } from "@orrery/kernel";
import type { Batch, EventSourceMappingState, Poller } from "./state.ts";

/** What decides the future of a mapping, counted from now. What only reports read is left out. */
export function canonicalMapping(mapping: EventSourceMappingState, now: Instant): Plain {
  const { isStarted, pollerLimit, throttleDebt, isAdding, receiveLimit } = mapping;
  const { idlePollers, mostUsed, firstWaiting } = mapping;
  return {
    pollers: slab.list(mapping.pollers).map((poller) => pollerView(poller, mapping, now)),
    batches: slab.list(mapping.batches).map((batch) => batchView(batch, now)),
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
    poller: slab.slotOf(poller),
    condition,
    messages: messages as unknown as Plain, // Plain data.
    hidden: condition === "failed" ? 0 : hiddenUntil - now,
    retryPause,
  };
}

const remaining = (until: Instant, now: Instant): number => (until > now ? until - now : 0);
const placeOf = (id: Poller["nextWaiting"]): number => (id === -1 ? -1 : slab.slotOf(id));
