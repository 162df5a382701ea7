import {
  declare,
  noEffects,
  slab,
  unreachable,
  type Instant,
  type Machine,
  type Plain,
  type Replied,
} from "@orrery/kernel";
import type { FunctionReply } from "../lambda/protocol.ts";
import type { SqsNames } from "../lambda/sqs-event.ts";
import type { QueueReply } from "../sqs/protocol.ts";
import type { EventSourceMappingSettings } from "./config.ts";
import {
  choices,
  metrics,
  ports,
  purposes,
  timers,
  type Mapping,
  type MappingContext,
} from "./declarations.ts";
import { hearDeletion, hearFunction, retry } from "./invoking.ts";
import { addAnother, begin, endPause, hearQueue } from "./polling.ts";
import type { EventSourceMappingEffect, EventSourceMappingInput } from "./protocol.ts";
import { initialMapping, type Batch, type EventSourceMappingState, type Poller } from "./state.ts";

/** The machine of an event source mapping. */
export type EventSourceMappingMachine = Machine<
  EventSourceMappingSettings,
  EventSourceMappingState,
  EventSourceMappingInput,
  EventSourceMappingEffect
>;

/**
 * An event source mapping that reads an SQS queue: pollers that come and go, batches, filters,
 * invocations, what is deleted afterwards, and what is tried again. `names` are those of SQS.
 */
export function eventSourceMappingMachine(names: SqsNames): EventSourceMappingMachine {
  return {
    kind: "lambda.eventSourceMapping",
    stateVersion: 1,
    inputs: declare("settingsChanged", "replied", "timerFired"),
    timers,
    ports,
    purposes,
    choices,
    metrics,

    initialState: initialMapping,

    transition(mapping, input, context) {
      switch (input.type) {
        case "settingsChanged":
          return changeSettings(mapping, context);
        case "replied":
          // The ports tell the answers apart: the queue's, and those of the function.
          switch (input.port) {
            case ports.queue:
              return hearQueue(mapping, input as Replied<QueueReply>, context, names);
            case ports.deletions:
              return hearDeletion(input as Replied<QueueReply>, context);
            default:
              return hearFunction(mapping, input as Replied<FunctionReply>, context, names);
          }
        case "timerFired":
          switch (input.timer) {
            case timers.begin:
              return begin(mapping, context);
            case timers.add:
              return addAnother(mapping, context);
            case timers.poll:
              return endPause(mapping, input, context);
            default:
              return retry(mapping, input, context);
          }
        default:
          return unreachable(input);
      }
    },

    fingerprint(input) {
      if (input.type !== "replied") return 0;
      return input.body.type === "received" ? input.body.messages.length : input.body.type.length;
    },

    canonical,

    gauges: ({ pollers }) => ({ Pollers: pollers.size }),
  };
}

/** Begins, goes on, or stops; what is in work is finished. */
function changeSettings(
  mapping: Mapping,
  context: MappingContext,
): readonly EventSourceMappingEffect[] {
  const { now, settings } = context;
  if (settings.enabled) {
    if (mapping.isStarted || settings.activeFrom <= now) return begin(mapping, context);
    return [{ type: "setTimer", timer: timers.begin, index: 0, at: settings.activeFrom }];
  }
  if (!mapping.isStarted) return [{ type: "clearTimer", timer: timers.begin, index: 0 }];
  mapping.isStarted = false;
  if (!mapping.isAdding) return noEffects;
  mapping.isAdding = false;
  return [{ type: "clearTimer", timer: timers.add, index: 0 }];
}

/** What decides the future, counted from now. */
function canonical(mapping: EventSourceMappingState, now: Instant): Plain {
  const { isStarted, reducedTo, isAdding, lastAddedAt, minuteEndsAt } = mapping;
  const { invocationCount, errorCount, throttleCount } = mapping;
  return {
    pollers: slab.list(mapping.pollers).map((poller) => pollerView(poller, now)),
    batches: slab.list(mapping.batches).map((batch) => batchView(batch, now)),
    isStarted,
    reducedTo,
    isAdding,
    added: lastAddedAt - now,
    minute: minuteEndsAt > now ? minuteEndsAt - now : 0,
    counts: [invocationCount, errorCount, throttleCount],
  };
}

function pollerView(poller: Poller, now: Instant): Plain {
  const { condition, asked, emptyReceives, refusalPause, gathered, batchCount } = poller;
  return {
    condition,
    polled: poller.polledAt - now,
    asked,
    next: poller.nextPollAt > now ? poller.nextPollAt - now : 0,
    emptyReceives,
    refusalPause,
    window: poller.windowEndsAt > now ? poller.windowEndsAt - now : 0,
    gathered: (gathered === null
      ? []
      : slab.list(gathered).map(({ messages }) => messages)) as unknown as Plain, // Plain data.
    hidden: poller.gatheredCount > 0 ? poller.hiddenUntil - now : 0,
    batchCount,
  };
}

function batchView({ poller, messages, hiddenUntil, retryPause }: Batch, now: Instant): Plain {
  return {
    poller: slab.slotOf(poller),
    messages: messages as unknown as Plain, // Plain data.
    hidden: hiddenUntil - now,
    retryPause,
  };
}
