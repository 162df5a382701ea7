import { declareMeters, type Readings } from "../../service/metric.ts";
import { declare, unreachable, type EffectList, type Machine, type Replied } from "@orrery/kernel";
import type { WorkReply } from "../work.ts";
import { queueIn, type QueueSource, type Sources } from "../../service/source.ts";
import { canonicalMapping, canonicalTag, canonicalTimer } from "./canonical.ts";
import type { EventSourceMappingSettings } from "./config.ts";
import {
  choices,
  metersNamed,
  type gauges,
  ports,
  purposes,
  timers,
  type Mapping,
  type MappingContext,
} from "./declarations.ts";
import { hearDeletion, hearFunction, retry } from "./invoking.ts";
import { hearQueue } from "./hearing.ts";
import { addAnother, begin, end } from "./pollers.ts";
import { endPause } from "./polling.ts";
import type { EventSourceMappingEffect, EventSourceMappingInput, SourceReply } from "./protocol.ts";
import type { MappingNames } from "./limits.ts";
import { initialMapping, type EventSourceMappingState } from "./state.ts";

/** The machine of an event source mapping. */
export type EventSourceMappingMachine = Machine<
  EventSourceMappingSettings,
  EventSourceMappingState,
  EventSourceMappingInput,
  EventSourceMappingEffect
>;

/**
 * An event source mapping that reads a queue: pollers that come and go, batches, filters, invocations,
 * what is deleted afterwards, and what is tried again.
 */
export function eventSourceMappingMachine(
  { kind, figures }: MappingNames,
  sources: Sources,
): EventSourceMappingMachine {
  const sourceIn = ({ settings }: MappingContext): QueueSource =>
    queueIn(sources, settings.sourceKind);

  return {
    kind,
    stateVersion: 3,
    inputs: declare("settingsChanged", "replied", "timerFired"),
    timers,
    ports,
    purposes,
    choices,
    metrics: declareMeters(metersNamed(figures)),

    initialState: initialMapping,

    transition(mapping, input, context) {
      switch (input.type) {
        case "settingsChanged":
          return changeSettings(mapping, context);
        case "replied":
          // The ports tell the answers apart: the queue's, and those of the function.
          switch (input.port) {
            case ports.queue:
              return hearQueue(mapping, input as Replied<SourceReply>, context, sourceIn(context));
            case ports.deletions:
              return hearDeletion(input as Replied<SourceReply>, context);
            default:
              return hearFunction(mapping, input as Replied<WorkReply>, context, sourceIn(context));
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

    canonical: canonicalMapping,
    canonicalTag,
    canonicalTimer,

    gauges: (
      { pollers, openReceives, pausedCount, throttledCount },
      { isProvisioned },
    ): Readings<typeof gauges> => ({
      Pollers: pollers.size,
      ProvisionedPollers: isProvisioned ? pollers.size : 0,
      SimultaneousReceives: openReceives,
      HeldBackBatches: pausedCount + throttledCount,
    }),
  };
}

/** Begins, goes on, or stops; what is in work is finished. */
function changeSettings(mapping: Mapping, context: MappingContext): EffectList {
  const { now, settings, effects } = context;
  if (settings.enabled) {
    if (mapping.isStarted || settings.activeFrom <= now) return begin(mapping, context);
    effects.setTimer(timers.begin, 0, settings.activeFrom);
    return effects;
  }
  if (!mapping.isStarted) {
    effects.clearTimer(timers.begin, 0);
    return effects;
  }
  return end(mapping, context);
}
