import type { Reporting } from "../../../service/reporting.ts";
import type { Seen } from "../../../service/seen.ts";
import { plural } from "../../../text/figures.ts";
import type { JobSettings } from "../config.ts";
import type { JobState } from "../job/state.ts";

const settingsOf = ({ settings }: Pick<Seen, "settings">): JobSettings => settings as JobSettings; // Of this kind.
const stateOf = ({ state }: Pick<Seen, "state">): JobState => state as JobState; // Likewise.

const lossWarnings = (all: readonly Seen[]): readonly string[] =>
  all.flatMap((seen) => {
    const { name, sum } = seen;
    const { status, failure } = stateOf(seen);
    const failed = sum("TasksFailed");
    return [
      ...(failure === null ? [] : [`${name} is ${status}: ${failure.reason} (${failure.code})`]),
      ...(failed === 0 ? [] : [`${plural(failed, "task")} of ${name} failed.`]),
    ];
  });

/** What a job says of itself in reports. */
export const jobReporting: Reporting = {
  relations(seen) {
    const invoked = settingsOf(seen).function;
    return invoked === null ? [] : [{ role: "sendsTo", arn: invoked.arn }];
  },
  incoming: ["JobsBegun"],
  usualExpectations: (name) => [`${name}.TasksFailed = 0`, `${name}.JobsComplete = 1`],
  warnings: { loss: lossWarnings },
  table: {
    columns: [
      { title: "tasks", metrics: ["TasksBegun"], statistic: "sum" },
      { title: "succeeded", metrics: ["TasksSucceeded"], statistic: "sum" },
      { title: "failed", metrics: ["TasksFailed"], statistic: "sum", optional: true },
      { title: "redriven", metrics: ["TasksRedriven"], statistic: "sum", optional: true },
      { title: "throttled", metrics: ["TasksThrottled"], statistic: "sum", optional: true },
      { title: "most at once", metrics: ["TasksUnderWay"], statistic: "max" },
    ],
  },
  times: [
    { metric: "TaskDuration", title: "task" },
    { metric: "JobDuration", title: "job" },
  ],
};
