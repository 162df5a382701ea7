import {
  declare,
  invariant,
  slab,
  unreachable,
  type Machine,
  type Replied,
  type SlabId,
} from "@orrery/kernel";
import type { EntryOf } from "../../service/entry.ts";
import { declareMeters, type Readings } from "../../service/metric.ts";
import type { Sources } from "../../service/source.ts";
import type { WorkReply } from "../work.ts";
import { canonicalStreamMapping } from "./canonical.ts";
import type { StreamMappingSettings } from "./config.ts";
import {
  choices,
  metersNamed,
  ports,
  purposes,
  notes,
  timers,
  type gauges,
  type Mapping,
  type MappingContext,
} from "./declarations.ts";
import { hearDestination } from "./giving-up.ts";
import { begin, goOnWithAll, hearShards } from "./listing.ts";
import { hearFunction } from "./outcome.ts";
import { firePoll } from "./polling.ts";
import type {
  RecordsReply,
  ShardsReply,
  StreamMappingEffect,
  StreamMappingInput,
} from "./protocol.ts";
import type { FailureOf, Reach } from "./reach.ts";
import { hearRecords } from "./reading.ts";
import type { MappingNames } from "./limits.ts";
import { initialStreamMapping, type StreamMappingState } from "./state.ts";
import { fireLane } from "./turns.ts";

/** The machine of an event source mapping that reads a stream. */
export type StreamMappingMachine = Machine<
  StreamMappingSettings,
  StreamMappingState,
  StreamMappingInput,
  StreamMappingEffect
>;

/**
 * An event source mapping that reads a stream: shards with what came after them, lanes in which one batch at a time is
 * worked off, what is tried again, bisected and given up, and tumbling windows with their state.
 */
export function streamMappingMachine(
  { kind, figures }: MappingNames,
  sources: Sources,
  entryOf: EntryOf,
  failureOf: FailureOf,
): StreamMappingMachine {
  function reachIn({ settings }: MappingContext): Reach {
    const source = sources.of(settings.sourceKind);
    invariant(source?.type === "shards", `${settings.sourceKind} is not read by shards`);
    return { source, entryOf, failureOf };
  }

  return {
    kind,
    stateVersion: 2,
    inputs: declare("settingsChanged", "replied", "timerFired"),
    timers,
    ports,
    purposes,
    choices,
    metrics: declareMeters(metersNamed(figures)),
    notes,

    initialState: ({ assumed }) => initialStreamMapping(assumed.retryPause),

    transition(mapping, input, context) {
      switch (input.type) {
        case "settingsChanged":
          return changeSettings(mapping, context, reachIn(context));
        case "replied":
          // The ports tell the answers apart.
          switch (input.port) {
            case ports.shards:
              return hearShards(mapping, input as Replied<ShardsReply>, context, reachIn(context));
            case ports.records:
              return hearRecords(
                mapping,
                input as Replied<RecordsReply>,
                context,
                reachIn(context),
              );
            case ports.destinations:
              return hearDestination(input, context);
            default:
              return hearFunction(mapping, input as Replied<WorkReply>, context, reachIn(context));
          }
        case "timerFired":
          switch (input.timer) {
            case timers.begin:
              return begin(mapping, context, reachIn(context));
            case timers.poll:
              return firePoll(mapping, input, context);
            default:
              return fireLane(mapping, input, context, reachIn(context));
          }
        default:
          return unreachable(input);
      }
    },

    fingerprint(input) {
      if (input.type !== "replied") return 0;
      const { body } = input;
      return "records" in body ? (body.records as readonly unknown[]).length : body.type.length;
    },

    canonical: canonicalStreamMapping,
    canonicalTag: (_mapping, port, tag) =>
      port === ports.destinations || tag === -1 ? tag : slab.slotOf(tag as SlabId),

    gauges: ({ shards, lanes }): Readings<typeof gauges> => {
      let held = 0;
      for (const shard of slab.list(shards)) held += shard.held;
      const blocked = slab.list(lanes).filter(({ blockedSince }) => blockedSince !== -1).length;
      return { ShardsRead: shards.size, RecordsHeld: held, BlockedBatches: blocked };
    },
  };
}

/** Begins, goes on, or stops; what is with the function is finished, and nothing that was read is forgotten. */
function changeSettings(
  mapping: Mapping,
  context: MappingContext,
  reach: Reach,
): readonly StreamMappingEffect[] {
  const { now, settings } = context;
  if (!settings.enabled) {
    mapping.isStarted = false;
    return [{ type: "clearTimer", timer: timers.begin, index: 0 }];
  }
  if (mapping.isStarted) return goOnWithAll(mapping, context, reach);
  if (settings.activeFrom <= now) return begin(mapping, context, reach);
  return [{ type: "setTimer", timer: timers.begin, index: 0, at: settings.activeFrom }];
}
