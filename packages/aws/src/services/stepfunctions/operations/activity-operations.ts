import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { againstName } from "./name-check.ts";
import { nextToken, pageOf } from "./pages.ts";
import {
  activityKindName,
  againstPrefix,
  changeStateMachine,
  invalidArn,
  isRefused,
  keptOf,
  plainRecord,
  required,
  respond,
  stateMachineKindName,
  statesArn,
  timestampAt,
  type ActivityKept,
  type Checked,
} from "./records.ts";
import { againstEncryption, encryptionIn, shownEncryption } from "./state-machine-operations.ts";
import { againstTags, tagsIn } from "./tags.ts";

/** Operations on activities. */
export const activityOperations: Operations = {
  CreateActivity: { begin: createActivity },
  DescribeActivity: { begin: describeActivity },
  ListActivities: { begin: listActivities },
  DeleteActivity: { begin: deleteActivity },
};

/** What those hear who name an activity that is not there. */
const noActivity = (arn: string): Refused =>
  refused("ActivityDoesNotExist", `Activity Does Not Exist: '${arn}'`);

/** The activity of an ARN. */
export function activityAt(arn: string, plane: ControlPlane): Checked<Resource> {
  const wrong = againstActivityArn(arn);
  if (wrong !== null) return wrong;
  const resource = plane.findByArn(arn);
  return resource?.kind === activityKindName ? resource : noActivity(arn);
}

function againstActivityArn(arn: string): Refused | null {
  const type = arn.split(":")[5];
  return (
    againstPrefix(arn) ??
    (type === "activity"
      ? null
      : invalidArn(`Resource type not valid in this context: ${type ?? ""}`))
  );
}

function createActivity(params: PlainObject, plane: ControlPlane): Step {
  const name = required(params, "name");
  const arn = statesArn(`activity:${name}`, plane);
  const tags = tagsIn(params);
  const wrong = againstName(name) ?? againstEncryption(params) ?? againstTags(tags, arn);
  if (wrong !== null) return wrong;
  const encryption = encryptionIn(params);
  const before = plane.find(activityKindName, name);
  if (before !== undefined) {
    const { encryption: kept } = before.record as unknown as ActivityKept; // Made below.
    return JSON.stringify(kept) === JSON.stringify(encryption)
      ? respond({ activityArn: arn, creationDate: timestampAt(before.createdAt, plane) })
      : refused("ActivityAlreadyExists", `Activity Already Exists: '${arn}'`);
  }
  if (plane.list(activityKindName).length >= plane.quota("stepfunctions.activities")) {
    return refused("ActivityLimitExceeded", "Activity Limit Exceeded"); // Assumed: the words.
  }
  const kept: ActivityKept = { encryption, tags };
  plane.create({ kind: activityKindName, name, arn, record: plainRecord(kept) }, () => ({ arn }));
  joinStateMachines(arn, plane);
  return respond({ activityArn: arn, creationDate: timestampAt(plane.now, plane) });
}

/** Tells the state machines whose definitions name an activity that it is there, or is not any more. */
function joinStateMachines(arn: string, plane: ControlPlane): void {
  for (const stateMachine of plane.list(stateMachineKindName)) {
    if (keptOf(stateMachine).activities.includes(arn)) changeStateMachine(stateMachine, {}, plane);
  }
}

function describeActivity(params: PlainObject, plane: ControlPlane): Step {
  const activity = activityAt(required(params, "activityArn"), plane);
  if (isRefused(activity)) return activity;
  const { encryption } = activity.record as unknown as ActivityKept; // Made with it.
  return respond({
    activityArn: activity.arn,
    name: activity.name,
    creationDate: timestampAt(activity.createdAt, plane),
    ...shownEncryption(encryption, plane.asOf),
  });
}

function listActivities(params: PlainObject, plane: ControlPlane): Step {
  const page = pageOf(plane.list(activityKindName), params);
  if (isRefused(page)) return page;
  return respond({
    activities: page.items.map(({ arn, name, createdAt }) => ({
      activityArn: arn,
      name,
      creationDate: timestampAt(createdAt, plane),
    })),
    ...nextToken(page.next),
  });
}

function deleteActivity(params: PlainObject, plane: ControlPlane): Step {
  const arn = required(params, "activityArn");
  const wrong = againstActivityArn(arn);
  if (wrong !== null) return wrong;
  const activity = plane.findByArn(arn);
  if (activity?.kind !== activityKindName) return respond();
  plane.delete(activity, noActivity(arn));
  joinStateMachines(arn, plane);
  return respond();
}
