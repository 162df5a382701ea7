import type { Invariants } from "@orrery/kernel";
import { autoscalingLimits } from "../limits.ts";
import type { TargetState } from "./state.ts";

/** What holds of every scalable target between any two inputs. */
export const targetInvariants: Invariants<TargetState> = {
  "waits for answers while it looks": ({ look }) => look === null || look.awaited > 0,

  "has one activity under way for each change, and no more than one": ({ change, activities }) => {
    const open = activities.filter(
      ({ status, description }) => status === "InProgress" && !isOfBounds(description),
    );
    return change === null
      ? open.length === 0
      : open.length === 1 && open[0]!.number === change.activity;
  },

  "changes something with each change": ({ change }) =>
    change === null || change.from !== change.to,

  "keeps no more activities than it tells of": ({ activities }) =>
    activities.length <= autoscalingLimits.activities,

  "numbers its activities": ({ activities, activityCount }) =>
    activities.every(({ number }, place) => number === activityCount - place),

  "has one track for each policy": ({ tracks }) =>
    new Set(tracks.map(({ policy }) => policy)).size === tracks.length,
};

const isOfBounds = (description: string): boolean => description.startsWith("Setting min capacity");
