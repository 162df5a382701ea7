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
import type { UserPoolSettings } from "../config.ts";
import { canonicalPool } from "./canonical.ts";
import {
  metrics,
  ports,
  purposes,
  timers,
  type gauges,
  type PoolEffect,
  type PoolInput,
} from "./declarations.ts";
import { hear, receive, receiveVisit, retry } from "./serving.ts";
import { emptyPool, type UserPoolState } from "./state.ts";

/** A user pool: keeps users, asks functions about what they do, and gives them tokens. */
export const userPoolMachine = (
  entryOf: EntryOf,
): Machine<UserPoolSettings, UserPoolState, PoolInput, PoolEffect> => ({
  kind: "cognito-idp.userPool",
  stateVersion: 1,
  inputs: declare("userRequest", "visit", "settingsChanged", "replied", "timerFired"),
  timers,
  ports,
  purposes,
  choices: declare(),
  metrics,

  initialState: emptyPool,

  transition(pool, input, context) {
    switch (input.type) {
      case "userRequest":
        return receive(pool, input, context, entryOf);
      case "visit":
        return receiveVisit(pool, input, context, entryOf);
      case "replied":
        return hear(pool, input.tag as SlabId, input.body, context, entryOf); // As it was sent.
      case "timerFired":
        return retry(pool, input.index, context, entryOf);
      case "settingsChanged":
        return noEffects;
      default:
        return unreachable(input);
    }
  },

  fingerprint: (input) =>
    input.type === "userRequest"
      ? input.operation.length
      : input.type === "visit"
        ? input.text.size
        : 0,

  canonical: canonicalPool,
  canonicalTag: (_pool, _port, tag) => slab.slotOf(tag as SlabId), // Likewise.

  gauges: ({ users, known, flows }, { users: fromTheStart }): Readings<typeof gauges> => ({
    Users: table.sizeOf(users) + Math.max(0, fromTheStart - known),
    OpenRequests: flows.size,
  }),
});
