import type { Invariants } from "@orrery/kernel";
import { deliveryInvariants } from "../../../delivery/deliveries.ts";
import { cloudwatchLimits } from "../limits.ts";
import type { AlarmMemory } from "./state.ts";

/** What holds of every alarm between any two inputs. */
export const alarmInvariants: Invariants<AlarmMemory> = {
  ...deliveryInvariants,

  "keeps no more of its history than it tells of": ({ history }) =>
    history.length <= cloudwatchLimits.history,

  "has another state before the one that it has": ({ current, previous }) =>
    previous === null || previous.value !== current.value,

  "counts its changes": ({ changeCount, previous }) => (changeCount === 0) === (previous === null),

  "knows each minute once, in order": ({ tracks }) =>
    tracks.every(({ minutes }) =>
      minutes.every(
        ({ minute, count }, place) =>
          count > 0 && (place === 0 || minute > minutes[place - 1]!.minute),
      ),
    ),

  "has one track for each metric": ({ tracks }) =>
    new Set(tracks.map(({ query }) => query)).size === tracks.length,
};
