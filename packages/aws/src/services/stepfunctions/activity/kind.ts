import type { ResourceKind } from "../../../service/resource-kind.ts";
import { activityInvariants } from "./invariants.ts";
import { activityMachine, gauges, meters } from "./machine.ts";
import { activityRules } from "./activity-rules.ts";

/** An activity, as everybody else sees it. */
export const activityKind: ResourceKind = {
  machine: activityMachine,
  invariants: activityInvariants,
  noun: "activity",
  rules: activityRules,
  metrics: { ...meters, ...gauges },
  reporting: {
    incoming: ["ActivitiesScheduled"],
    backlog: { there: ["TasksWaiting"] },
    table: {
      columns: [
        { title: "tasks", metrics: ["ActivitiesScheduled"], statistic: "sum" },
        { title: "taken", metrics: ["ActivitiesStarted"], statistic: "sum" },
        { title: "waiting", metrics: ["TasksWaiting"], statistic: "end" },
      ],
    },
    times: [{ metric: "ActivityScheduleTime", title: "wait for a worker" }],
  },
};
