import { listOf, numberOf, objectOf, textMapOf, textOf, textsOf } from "../../../request/params.ts";
import { page } from "../../../request/page.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import type { ScalableDimension } from "../../../service/scalable-dimension.ts";
import type { Suspended } from "../config.ts";
import { autoscalingLimits } from "../limits.ts";
import {
  addressIn,
  changeTarget,
  createTarget,
  findTarget,
  invalid,
  isRefused,
  recordOf,
  respond,
  shownAddress,
  targetArn,
  targetKindName,
  timestampOf,
  type Address,
  type Checked,
  type TargetRecord,
} from "./target-record.ts";
import { removePolicyResource } from "./policy-resource.ts";

/** Operations on scalable targets. */
export const targetOperations: Operations = {
  RegisterScalableTarget: { begin: register },
  DeregisterScalableTarget: { begin: deregister },
  DescribeScalableTargets: { begin: describe },
};

function register(params: PlainObject, plane: ControlPlane): Step {
  const address = addressIn(params);
  const dimension = dimensionFor(address, plane);
  if ("type" in dimension) return dimension;
  const target = findTarget(address, plane);
  const before = target === undefined ? undefined : recordOf(target);
  const min = numberOf(params["MinCapacity"]) ?? before?.min;
  const max = numberOf(params["MaxCapacity"]) ?? before?.max;
  if (min === undefined)
    return invalid("MinCapacity is required to register a new scalable target"); // Assumed: the words.
  if (max === undefined)
    return invalid("MaxCapacity is required to register a new scalable target"); // Likewise.
  if (min > max) return invalid("Maximum capacity cannot be less than minimum capacity");
  if (min < dimension.least) {
    return invalid(`Minimum capacity cannot be less than ${dimension.least}`); // Assumed: the words.
  }
  const suspended = suspendedIn(params, before?.suspended);
  if (target !== undefined) {
    changeTarget(target, { min, max, suspended }, plane);
    return respond({ ScalableTargetARN: target.arn });
  }
  const reason = dimension.refusalOf(address.resourceId, plane);
  if (reason !== null) return invalid(reason);
  const record: TargetRecord = {
    id: plane.uuid().replaceAll("-", ""),
    ...address,
    roleArn: textOf(params["RoleARN"]) ?? linkedRole(dimension, plane),
    min,
    max,
    suspended,
    createdAt: timestampOf(plane),
    policies: [],
    schedules: [],
    tags: Object.fromEntries(textMapOf(params["Tags"])),
    nextNumber: 1,
  };
  return respond({ ScalableTargetARN: createTarget(record, plane).arn });
}

/** The capacity that a request means. */
function dimensionFor(
  address: Address,
  plane: ControlPlane,
): Checked<ScalableDimension> | (Step & { type: "notModeled" }) {
  const [service] = address.dimension.split(":");
  if (service !== address.namespace) {
    return invalid("Unsupported service namespace, resource type or scalable dimension");
  }
  return (
    plane.scalableOf(address.dimension) ?? {
      type: "notModeled",
      what: `Scaling of ${address.dimension} is not modeled.`,
    }
  );
}

const linkedRole = ({ role }: ScalableDimension, { partition, accountId }: ControlPlane): string =>
  `arn:${partition}:iam::${accountId}:role/aws-service-role/${role}`;

function suspendedIn(params: PlainObject, before?: Suspended): Suspended {
  const said = objectOf(params["SuspendedState"]);
  const flag = (name: string, was: boolean | undefined): boolean =>
    typeof said[name] === "boolean" ? said[name] : (was ?? false);
  return {
    scaleIn: flag("DynamicScalingInSuspended", before?.scaleIn),
    scaleOut: flag("DynamicScalingOutSuspended", before?.scaleOut),
    scheduled: flag("ScheduledScalingSuspended", before?.scheduled),
  };
}

function deregister(params: PlainObject, plane: ControlPlane): Step {
  const address = addressIn(params);
  const target = findTarget(address, plane);
  if (target === undefined) {
    return refused(
      "ObjectNotFoundException",
      `No scalable target found for ${shownAddress(address)}`,
    );
  }
  for (const { arn } of recordOf(target).policies) removePolicyResource(arn, plane);
  plane.delete(target, refused("ObjectNotFoundException", "The scalable target is gone."));
  return respond();
}

function describe(params: PlainObject, plane: ControlPlane): Step {
  const ids = params["ResourceIds"] === undefined ? null : textsOf(params["ResourceIds"]);
  if (params["ScalableDimension"] !== undefined && ids === null) {
    return invalid("You must specify at least one resource ID"); // Assumed: the words.
  }
  const found = targetsFor(params, plane).filter(
    ({ resourceId }) => ids === null || ids.includes(resourceId),
  );
  const listed = pageOf(found, params);
  if (isRefused(listed)) return listed;
  const ScalableTargets = listed.items.map((record) => shownTarget(record, plane));
  return respond({ ScalableTargets, ...listed.token });
}

/** The scalable targets of the namespace that a request names, and of its dimension where it names one. */
export function targetsFor(params: PlainObject, plane: ControlPlane): readonly TargetRecord[] {
  const namespace = textOf(params["ServiceNamespace"]);
  const dimension = textOf(params["ScalableDimension"]);
  const resourceId = textOf(params["ResourceId"]);
  return plane
    .list(targetKindName)
    .map(recordOf)
    .filter(
      (record) =>
        record.namespace === namespace &&
        (dimension === undefined || record.dimension === dimension) &&
        (resourceId === undefined || record.resourceId === resourceId),
    );
}

/** A page of a listing, with the token of the next. */
export function pageOf<Item>(
  items: readonly Item[],
  params: PlainObject,
): Checked<{ readonly items: readonly Item[]; readonly token: PlainObject }> {
  const most = numberOf(params["MaxResults"]) ?? autoscalingLimits.page.default;
  const listed = page(items, params["NextToken"], Math.min(most, autoscalingLimits.page.max));
  if (listed === null) return refused("InvalidNextTokenException", "The next token is invalid"); // Assumed: the words.
  const token: PlainObject = listed.next === null ? {} : { NextToken: listed.next };
  return { items: listed.items, token };
}

function shownTarget(record: TargetRecord, plane: ControlPlane): PlainObject {
  const { scaleIn, scaleOut, scheduled } = record.suspended;
  return {
    ServiceNamespace: record.namespace,
    ResourceId: record.resourceId,
    ScalableDimension: record.dimension,
    MinCapacity: record.min,
    MaxCapacity: record.max,
    RoleARN: record.roleArn,
    CreationTime: record.createdAt,
    SuspendedState: {
      DynamicScalingInSuspended: scaleIn,
      DynamicScalingOutSuspended: scaleOut,
      ScheduledScalingSuspended: scheduled,
    },
    ScalableTargetARN: targetArn(record, plane),
  };
}

/** Items that a request names, where it names any. */
export const isNamedIn = (params: PlainObject, member: string, name: string): boolean =>
  params[member] === undefined || listOf(params[member]).includes(name);
