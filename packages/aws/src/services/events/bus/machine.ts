import { declare, unreachable, type Machine } from "@orrery/kernel";
import type { EntryOf } from "../../../service/entry.ts";
import type { Readings } from "../../../service/metric.ts";
import type { BusSettings } from "../config.ts";
import { busKindName } from "../kind-names.ts";
import type { BusEffect, BusInput } from "../protocol.ts";
import { canonical } from "./canonical.ts";
import {
  choices,
  metrics,
  notes,
  ports,
  purposes,
  timers,
  type Bus,
  type BusContext,
  type gauges,
} from "./declarations.ts";
import { invoking, type Invoking } from "./invoking.ts";
import { countPutBefore, forwardEvent, putEvent, putEvents, replayEvents } from "./put.ts";
import { reschedule, runSchedule } from "./scheduling.ts";
import { initialBus, type BusState } from "./state.ts";

/** The machine of a bus. */
export type BusMachine = Machine<BusSettings, BusState, BusInput, BusEffect>;

/** An event bus with its rules and their targets, which are reached by the entries of their kinds. */
export function busMachine(entryOf: EntryOf): BusMachine {
  const invocations = invoking(entryOf);
  return {
    kind: busKindName,
    stateVersion: 1,
    inputs: declare(
      "putEvent",
      "putEvents",
      "forwardEvent",
      "replayEvents",
      "settingsChanged",
      "replied",
      "timerFired",
    ),
    timers,
    ports,
    purposes,
    choices,
    metrics,
    notes,

    initialState: initialBus,
    transition: (bus, input, context) => react(bus, input, invocations, context),

    fingerprint(input) {
      switch (input.type) {
        case "putEvent":
          return input.entry.type === "event" ? input.entry.content.size : 0;
        case "putEvents":
          return input.entries.length;
        case "forwardEvent":
          return input.event.content.size;
        case "replayEvents":
          return input.events.length;
        case "replied":
          return input.body.type.length;
        default:
          return 0;
      }
    },

    canonical,
    gauges: ({ deliveries }): Readings<typeof gauges> => ({ InvocationsUnderWay: deliveries.size }),
  };
}

function react(
  bus: Bus,
  input: BusInput,
  invocations: Invoking,
  context: BusContext,
): readonly BusEffect[] {
  switch (input.type) {
    case "putEvent":
      return putEvent(bus, input, invocations, context);
    case "putEvents":
      return putEvents(bus, input, invocations, context);
    case "forwardEvent":
      return forwardEvent(bus, input, invocations, context);
    case "replayEvents":
      return replayEvents(bus, input, invocations, context);
    case "settingsChanged":
      return [...countPutBefore(input, context), ...reschedule(input, context)];
    case "replied":
      // That an archive has an event changes nothing.
      return input.port === ports.archives ? [] : invocations.hear(bus, input, context);
    case "timerFired":
      return input.timer === timers.attempt
        ? invocations.retry(bus, input, context)
        : runSchedule(bus, input, invocations, context);
    default:
      return unreachable(input);
  }
}
