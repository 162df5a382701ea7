import { declare, invariant, unreachable, type Machine } from "@orrery/kernel";
import type { EntryOf } from "../../../service/entry.ts";
import type { GroupSettings } from "../config.ts";
import type { GroupEffect, GroupInput, GroupReply } from "../protocol.ts";
import { canonical } from "./canonical.ts";
import { choices, metrics, notes, ports, purposes, timers } from "./declarations.ts";
import { invoking } from "./invoking.ts";
import { create, list, removeAll, removeNamed, show, update } from "./schedules.ts";
import { initialGroup, type GroupState } from "./state.ts";

/** The machine of a group of schedules: all of them, so that one costs no more than what it says. */
export function groupMachine(
  entryOf: EntryOf,
): Machine<GroupSettings, GroupState, GroupInput, GroupEffect> {
  const { fire, hear, retry } = invoking(entryOf);
  return {
    kind: "scheduler.group",
    stateVersion: 1,
    inputs: declare(
      "settingsChanged",
      "createSchedule",
      "updateSchedule",
      "deleteSchedule",
      "showSchedule",
      "listSchedules",
      "deleteAll",
      "replied",
      "timerFired",
    ),
    timers,
    ports,
    purposes,
    choices,
    metrics,
    notes,

    initialState: initialGroup,

    transition(group, input, context) {
      const effects: GroupEffect[] = [];
      const answer = (body: GroupReply): readonly GroupEffect[] => [
        { type: "reply", to: context.request, body },
        ...effects,
      ];
      switch (input.type) {
        case "settingsChanged": {
          const { first } = context.settings;
          if (first === null || input.before.first === first) return effects;
          const made = create(group, first, context, effects);
          invariant(made.type === "done", "the first schedule of all is within every quota");
          return effects;
        }
        case "createSchedule":
          return answer(create(group, input.schedule, context, effects));
        case "updateSchedule":
          return answer(update(group, input.schedule, context, effects));
        case "deleteSchedule":
          return answer(removeNamed(group, input.name, context, effects));
        case "showSchedule":
          return answer(show(group, input.name));
        case "listSchedules":
          return answer(list(group, input));
        case "deleteAll":
          return answer(removeAll(group, context, effects));
        case "replied":
          return hear(group, input, context);
        case "timerFired":
          return input.timer === timers.due
            ? fire(group, input.index, context)
            : retry(group, input, context);
        default:
          return unreachable(input);
      }
    },

    fingerprint(input) {
      switch (input.type) {
        case "createSchedule":
        case "updateSchedule":
          return input.schedule.plan.target.retryAttempts;
        default:
          return 0;
      }
    },

    canonical,

    gauges: ({ schedules, deliveries }) => ({
      Schedules: schedules.size,
      InvocationsUnderWay: deliveries.size,
    }),
  };
}
