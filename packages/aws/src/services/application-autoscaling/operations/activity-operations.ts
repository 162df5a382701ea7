import type { Tagged } from "@orrery/kernel";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import type { TargetReply } from "../protocol.ts";
import type { Activity } from "../target/state.ts";
import { pageOf, targetsFor } from "./target-operations.ts";
import { findTarget, invalid, isRefused, respond, type TargetRecord } from "./target-record.ts";

/** The operation that tells what was done. */
export const activityOperations: Operations = {
  DescribeScalingActivities: { begin, next },
};

function begin(params: PlainObject, plane: ControlPlane): Step {
  if (params["ScalableDimension"] !== undefined && params["ResourceId"] === undefined) {
    return invalid("Resource ID is required when a scalable dimension is specified"); // Assumed: the words.
  }
  const records = targetsFor(params, plane);
  if (records.length === 0) return shown([], params);
  const asks = records.map((record) => ({
    resource: findTarget(record, plane)!.number, // It was listed.
    input: { type: "showActivities" },
  }));
  const kept = records.map((record) => record as unknown as PlainObject); // Plain data.
  return { type: "askAll", asks, kept };
}

function next(
  bodies: readonly Tagged[],
  params: PlainObject,
  plane: ControlPlane,
  kept: unknown,
): Step {
  const records = kept as readonly TargetRecord[]; // As `begin` kept them.
  const told = bodies.flatMap((body, place) => {
    const reply = body as TargetReply; // A scalable target gives no other.
    if (reply.type !== "activities") return [];
    return reply.activities.map((activity) => ({ activity, record: records[place]! }));
  });
  told.sort(
    (one, other) =>
      other.activity.startedAt - one.activity.startedAt ||
      other.activity.number - one.activity.number ||
      (one.record.id < other.record.id ? -1 : 1),
  );
  return shown(
    told.map(({ activity, record }) => shownActivity(activity, record, plane)),
    params,
  );
}

function shown(activities: readonly PlainObject[], params: PlainObject): Step | Refused {
  const listed = pageOf(activities, params);
  if (isRefused(listed)) return listed;
  return respond({ ScalingActivities: listed.items, ...listed.token });
}

function shownActivity(
  { number, description, cause, startedAt, endedAt, status, message }: Activity,
  { id, namespace, resourceId, dimension }: TargetRecord,
  { epochMilliseconds }: ControlPlane,
): PlainObject {
  const seconds = (at: Activity["startedAt"]): number => wallClockAt(epochMilliseconds, at) / 1_000;
  const suffix = `${number}`.padStart(12, "0");
  return {
    // Of the form of a UUID.
    ActivityId: `${id.slice(0, 8)}-${id.slice(8, 12)}-${id.slice(12, 16)}-${id.slice(16, 20)}-${suffix}`,
    ServiceNamespace: namespace,
    ResourceId: resourceId,
    ScalableDimension: dimension,
    Description: description,
    Cause: cause,
    StartTime: seconds(startedAt),
    ...(endedAt === null ? {} : { EndTime: seconds(endedAt) }),
    StatusCode: status,
    StatusMessage: message,
  };
}
