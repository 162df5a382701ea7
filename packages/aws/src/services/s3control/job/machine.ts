import { declare, unreachable, type Machine } from "@orrery/kernel";
import { refused, type Refused } from "../../../service/refusal.ts";
import type { EntryOf } from "../../../service/entry.ts";
import type { JobSettings } from "../config.ts";
import type { ChangeStatus, JobEffect, JobInput, JobReply, JobShown } from "../protocol.ts";
import { canonical } from "./canonical.ts";
import {
  choices,
  metrics,
  ports,
  purposes,
  timers,
  type Job,
  type JobContext,
} from "./declarations.ts";
import { errands } from "./errands.ts";
import { activeTime, become, hasEnded, settle, tellAccount, type JobFlow } from "./life.ts";
import { begin, prepare } from "./preparing.ts";
import { initialJob, type JobState } from "./state.ts";
import { hearEnd, hearTurn } from "./working.ts";

/** The kind of a job's machine. */
export const jobKindName = "s3control.job";

/** A job of S3 Batch Operations. */
export function jobMachine(entryOf: EntryOf): Machine<JobSettings, JobState, JobInput, JobEffect> {
  const all = errands(entryOf, (job, delivery, ending, body, context) => {
    const flow: JobFlow = { context, effects: [], errands: all };
    hearEnd(job, delivery, ending, body, flow, entryOf);
    return flow.effects;
  });
  return {
    kind: jobKindName,
    stateVersion: 1,
    inputs: declare(
      "settingsChanged",
      "describeJob",
      "changePriority",
      "changeStatus",
      "turn",
      "replied",
      "timerFired",
    ),
    timers,
    ports,
    purposes,
    choices,
    metrics,

    initialState: initialJob,

    transition(job, input, context) {
      const flow: JobFlow = { context, effects: [], errands: all };
      const answer = (body: JobReply): readonly JobEffect[] => [
        { type: "reply", to: context.request, body },
        ...flow.effects,
      ];
      switch (input.type) {
        case "settingsChanged":
          if (context.settings.isBegun && job.eventCount === 0) begin(job, flow);
          return flow.effects;
        case "describeJob":
          return answer(shownOf(job, context));
        case "changePriority":
          if (hasEnded(job.status)) return answer(noLonger(job));
          changePriority(job, input.priority, flow);
          return answer(shownOf(job, context));
        case "changeStatus": {
          const refusal = changeStatus(job, input, flow);
          return answer(refusal ?? shownOf(job, context));
        }
        case "turn":
          hearTurn(job, input.runs, flow);
          return answer({ type: "heard" });
        case "replied":
          // The account says what follows by turns.
          return input.port === ports.account ? flow.effects : all.hear(job, input, context);
        case "timerFired":
          if (input.timer === timers.attempt) return all.retry(job, input, context);
          prepare(job, flow);
          return flow.effects;
        default:
          return unreachable(input);
      }
    },

    fingerprint: (input) => (input.type === "changePriority" ? input.priority : 0),

    canonical,

    gauges: ({ order, underWay }) => ({ TasksWaiting: order.size, TasksUnderWay: underWay }),
  };
}

/** Assumed: the words. */
const noLonger = ({ status }: Job): Refused =>
  refused("JobStatusException", `A job that is ${status} cannot be changed.`);

function changePriority(job: Job, priority: number, flow: JobFlow): void {
  job.priority = priority;
  if (!["Ready", "Active", "Pausing", "Paused"].includes(job.status)) return;
  tellAccount({ type: "moveJob", place: flow.context.settings.place, priority }, flow);
}

/** Confirms a job, or cancels it. */
function changeStatus(job: Job, { status, reason }: ChangeStatus, flow: JobFlow): Refused | null {
  if (status === "Ready") {
    if (job.status !== "Suspended") return noLonger(job);
    job.reason = reason;
    become(job, "Ready", flow);
    return null;
  }
  if (hasEnded(job.status) || ["Completing", "Failing"].includes(job.status)) return noLonger(job);
  job.reason = reason;
  become(job, "Cancelling", flow);
  settle(job, flow);
  return null;
}

function shownOf(job: Job, { now }: JobContext): JobShown {
  const { status, priority, succeeded, failed, failure, reason } = job;
  const { suspendedAt, endedAt, listTag, taskCount: total } = job;
  const activeFor = activeTime(job, now);
  return {
    type: "jobShown",
    status,
    priority,
    total,
    succeeded,
    failed,
    activeFor,
    failure,
    reason,
    suspendedAt,
    endedAt,
    listTag,
  };
}
