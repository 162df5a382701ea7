import {
  declare,
  noEffects,
  slab,
  table,
  unreachable,
  type Machine,
  type SlabId,
} from "@orrery/kernel";
import type { EntryOf } from "../../../service/entry.ts";
import type { Readings } from "../../../service/metric.ts";
import type { DistributionSettings } from "../config.ts";
import { finishWith, respondTo } from "./answering.ts";
import { canonicalForm } from "./canonical.ts";
import {
  metrics,
  ports,
  purposes,
  timers,
  type Distribution,
  type DistributionContext,
  type DistributionEffect,
  type DistributionInput,
  type DistributionState,
  type gauges,
} from "./declarations.ts";
import { ask, hearFunction } from "./edge-functions.ts";
import { fetchFrom, hearOrigin, openAt, sendTo } from "./fetching.ts";
import { beginInvalidation, endInvalidation, showInvalidations } from "./invalidating.ts";
import { lookUp, receive } from "./serving.ts";
import { settleWith } from "./settling.ts";
import type { Next, Steps } from "./steps.ts";

/** A distribution: takes requests of HTTP at edge locations, and answers from caches and origins. */
export const distributionMachine = (
  entryOf: EntryOf,
): Machine<DistributionSettings, DistributionState, DistributionInput, DistributionEffect> => ({
  kind: "cloudfront.distribution",
  stateVersion: 1,
  inputs: declare(
    "httpRequest",
    "invalidate",
    "showInvalidations",
    "settingsChanged",
    "replied",
    "timerFired",
  ),
  timers,
  ports,
  purposes,
  choices: declare(),
  metrics,

  initialState: () => ({
    open: slab.empty(),
    count: 0,
    places: slab.empty(),
    placeIds: table.empty(),
    entries: slab.empty(),
    fetching: table.empty(),
    bucket: null,
    bandwidth: null,
    edgeBuckets: table.empty(),
    edgeBusy: table.empty(),
    invalidations: slab.empty(),
  }),

  transition(distribution, input, context) {
    const go = (steps: Steps) => carryOut(distribution, steps, context, entryOf);
    switch (input.type) {
      case "httpRequest":
        return go(receive(distribution, input, context));
      case "invalidate":
        return beginInvalidation(distribution, input, context);
      case "showInvalidations":
        return showInvalidations(distribution, context);
      case "settingsChanged":
        return noEffects;
      case "replied": {
        const id = input.tag as SlabId;
        const open = openAt(distribution, id);
        return go(
          input.port === ports.functions
            ? hearFunction(distribution, open, id, input.body, context, entryOf)
            : hearOrigin(open, id, input.body, context, entryOf),
        );
      }
      case "timerFired":
        return endInvalidation(distribution, input.index, context);
      default:
        return unreachable(input);
    }
  },

  fingerprint: (input) => (input.type === "httpRequest" ? input.text.size : 0),
  canonical: canonicalForm,
  canonicalTag: (_distribution, _port, tag) => slab.slotOf(tag as SlabId),

  gauges: ({ open, entries }): Readings<typeof gauges> => ({
    RequestsOpen: open.size,
    ObjectsCached: entries.size,
  }),
});

/** Does what is to be done within an event, in its order. */
function carryOut(
  distribution: Distribution,
  steps: Steps,
  context: DistributionContext,
  entryOf: EntryOf,
): readonly DistributionEffect[] {
  const effects: DistributionEffect[] = [];
  for (const step of steps) {
    if ("do" in step) {
      effects.push(
        ...carryOut(distribution, stepsOf(distribution, step, context, entryOf), context, entryOf),
      );
    } else effects.push(step);
  }
  return effects;
}

function stepsOf(
  distribution: Distribution,
  next: Next,
  context: DistributionContext,
  entryOf: EntryOf,
): Steps {
  const { open, id } = next;
  switch (next.do) {
    case "look":
      return lookUp(distribution, open, id, context);
    case "fetch":
      return fetchFrom(distribution, open, id, context);
    case "ask":
      return ask(distribution, open, id, next.fn, context, entryOf);
    case "send":
      return sendTo(distribution, open, id, next.late, context, entryOf);
    case "settle":
      return settleWith(distribution, open, id, next.answer, next.isOrigins, context);
    case "respond":
      return respondTo(distribution, open, id, next.answer, context);
    case "finish":
      return finishWith(distribution, open, id, next.answer, context);
  }
}
