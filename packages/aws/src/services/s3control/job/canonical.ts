import { ring, slab, type Instant, type Plain } from "@orrery/kernel";
import { canonicalDeliveries } from "../../../delivery/deliveries.ts";
import type { JobTask } from "../task.ts";
import type { Errand, JobState } from "./state.ts";

/** What decides the future of a job, counted from `now`. */
export const canonical = (job: JobState, now: Instant): Plain => [
  job.status,
  job.priority,
  job.hasTurn,
  ring.list(job.order).map((id) => taskView(slab.read(job.tasks, id)!)), // They wait.
  [job.taskCount, job.underWay, job.succeeded, job.failed, job.withdrawn],
  slab.list(job.lines).map(({ text }) => text),
  [job.unwritten, job.isReported, job.eventCount],
  now - job.beganAt,
  job.status === "Active" ? now - job.activeSince : null,
  job.activeFor,
  job.failure === null ? null : [job.failure.code, job.failure.reason],
  job.reason,
  job.suspendedAt === null ? null : now - job.suspendedAt,
  job.endedAt === null ? null : now - job.endedAt,
  job.listTag,
  canonicalDeliveries(job, now, (errand) => errandView(errand, now)),
];

const taskView = ({ bucket, shownKey, versionId, number }: JobTask): Plain => [
  bucket,
  shownKey,
  versionId,
  number,
];

function errandView(errand: Errand, now: Instant): Plain {
  switch (errand.type) {
    case "task":
      return taskView(errand.task);
    case "call":
      return [errand.use, errand.operation, errand.params];
    case "event":
      return [errand.event.status, now - errand.event.at, errand.event.number];
  }
}
