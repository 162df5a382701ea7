import {
  declare,
  invariant,
  noEffects,
  slab,
  unreachable,
  type Machine,
  type Replied,
  type SlabId,
  type Tagged,
  type TimerFired,
} from "@orrery/kernel";
import type { Readings } from "../service/metric.ts";
import type { Sources } from "../service/source.ts";
import type { ConsumerSettings } from "./config.ts";
import {
  ports,
  purposes,
  timers,
  type ConsumerContext,
  type ConsumerEffect,
  type ConsumerInput,
  type Effects,
} from "./declarations.ts";
import { deletionOf, settleDeletion } from "./deleting.ts";
import { extend } from "./extending.ts";
import { finish } from "./finishing.ts";
import { metrics, type gauges } from "./metrics.ts";
import { askForMore, take } from "./receiving.ts";
import { initialConsumer, none, type ConsumerDraft, type ConsumerState } from "./state.ts";

/** The machine of consumers that are no function: containers that receive, work, and delete. */
export const consumerMachine = (
  sources: Sources,
): Machine<ConsumerSettings, ConsumerState, ConsumerInput, ConsumerEffect> => ({
  kind: "consumer",
  stateVersion: 1,
  inputs: declare("start", "timerFired", "replied"),
  timers,
  ports,
  purposes,
  choices: declare(),
  metrics,
  gauges: ({ busyCount, work }): Readings<typeof gauges> => ({
    BusyWorkers: busyCount,
    MessagesHeld: work.size,
  }),

  initialState: initialConsumer,

  transition(consumer, input, context) {
    switch (input.type) {
      case "start":
        return begin(consumer, context);
      case "timerFired":
        return fire(consumer, input, context, sources);
      case "replied":
        return hear(consumer, input, context);
      default:
        return unreachable(input);
    }
  },

  fingerprint: () => 0,

  canonical: ({ containers, work, lots, requests }, now) => ({
    containers: slab.list(containers),
    work: slab.list(work).map(({ startedAt, item, ...rest }) => ({
      ...rest,
      item: { ...item, sentAt: item.sentAt - now, firstReceivedAt: item.firstReceivedAt - now },
      startedAt: startedAt === null ? null : startedAt - now,
    })),
    lots: slab.list(lots).map(({ left, done }) => [left, done.map(({ receipt }) => receipt)]),
    requests: slab
      .list(requests)
      .map((request) =>
        request.type === "deletion"
          ? [request.attempt, request.items.map(({ receipt }) => receipt)]
          : request,
      ),
  }),
  canonicalTag: (_consumer, _port, tag) => slab.slotOf(tag as SlabId),
});

function begin(consumer: ConsumerDraft, context: ConsumerContext): Effects {
  const effects: Effects = [];
  for (let number = 0; number < context.settings.containers; number += 1) {
    const container = { condition: "idle", busy: 0, first: none, last: none } as const;
    askForMore(consumer, slab.insert(consumer.containers, container), context, effects);
  }
  return effects;
}

function fire(
  consumer: ConsumerDraft,
  { timer, index }: TimerFired,
  context: ConsumerContext,
  sources: Sources,
): Effects {
  const effects: Effects = [];
  switch (timer) {
    case timers.poll: {
      const id = slab.idAt(consumer.containers, index)!; // Containers stay.
      slab.edit(consumer.containers, id)!.condition = "idle";
      askForMore(consumer, id, context, effects);
      return effects;
    }
    case timers.work:
      finish(consumer, slab.idAt(consumer.work, index)!, context, sources, effects);
      return effects;
    case timers.heartbeat:
      extend(consumer, slab.idAt(consumer.work, index)!, context, sources, effects);
      return effects;
    default: {
      const id = slab.idAt(consumer.requests, index)!; // It waits for this.
      const request = slab.edit(consumer.requests, id)!;
      invariant(request.type === "deletion", "what is no deletion is tried again");
      request.attempt += 1;
      effects.push(deletionOf(request.items, id, context, sources));
      return effects;
    }
  }
}

function hear(
  consumer: ConsumerDraft,
  { tag, body }: Replied<Tagged>,
  context: ConsumerContext,
): readonly ConsumerEffect[] {
  const id = tag as SlabId; // The tag that it was sent with.
  const request = slab.read(consumer.requests, id)!;
  switch (request.type) {
    case "receive":
      slab.remove(consumer.requests, id);
      return take(consumer, request.container, body, context);
    case "deletion":
      return settleDeletion(consumer, id, body, context);
    case "extension":
      slab.remove(consumer.requests, id);
      return noEffects;
    default:
      return unreachable(request);
  }
}
