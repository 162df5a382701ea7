import type { Plain, Tagged } from "@orrery/kernel";
import { page } from "../../../request/page.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { functionNotFound } from "../function/function-error.ts";
import { lambdaLimits } from "../limits.ts";
import { concurrencyOf, reservationOf } from "../operations/account-resource.ts";
import { functionOf, locate } from "../operations/function-location.ts";
import { keepsTenantsApart, recordOf } from "../operations/function-record.ts";
import { hasSnapshots } from "../snap-start/snap-start.ts";
import { modifiedAt } from "../operations/modified-at.ts";
import { invalid, isRefused, lambdaRefusal, type Checked } from "../operations/refusals.ts";
import type { ProvisionedState } from "../protocol.ts";
import {
  aliasesOf,
  aliasKindName,
  qualifiedResource,
  versionBehind,
  versionsOf,
} from "../versions/version-record.ts";
import {
  provisionedOf,
  provisionedTotalOf,
  setProvisioned,
  versionsOfAlias,
  type ProvisionedRequest,
} from "./provisioned-record.ts";

/** The operations of Lambda about provisioned concurrency. */
export const provisionedOperations: Operations = {
  PutProvisionedConcurrencyConfig: { begin: put },
  GetProvisionedConcurrencyConfig: { begin: get, next: shown },
  DeleteProvisionedConcurrencyConfig: { begin: remove },
  ListProvisionedConcurrencyConfigs: { begin: list, next: listed },
};

interface Located {
  readonly fn: Resource;
  /** A version or an alias. */
  readonly target: Resource;
}

/** The version or alias that a request means. */
function locatedIn(params: PlainObject, plane: ControlPlane): Checked<Located> {
  const location = locate(params, plane);
  if (isRefused(location)) return location;
  const { name, qualifier } = location;
  if (qualifier === "$LATEST" || qualifier === null) {
    return invalid(
      "Provisioned Concurrency Configs cannot be applied to unpublished function versions.",
    );
  }
  const found = functionOf({ FunctionName: name }, plane);
  if (isRefused(found)) return found;
  const fn = found.resource;
  const target = qualifiedResource(fn, qualifier, plane);
  return target === undefined ? functionNotFound(`${fn.arn}:${qualifier}`) : { fn, target };
}

function put(params: PlainObject, plane: ControlPlane): Step {
  const located = locatedIn(params, plane);
  if (isRefused(located)) return located;
  const { fn, target } = located;
  if (versionBehind(target, plane).kind === "lambda.function") {
    return invalid(
      "Provisioned Concurrency Configs cannot be applied to unpublished function versions.",
    );
  }
  if (
    versionsOfAlias(target, fn, plane).some(({ version }) => hasSnapshots(recordOf(version).shown))
  ) {
    return invalid("Provisioned Concurrency is not supported for functions with SnapStart.");
  }
  if (keepsTenantsApart(recordOf(fn).shown)) {
    return invalid("Provisioned Concurrency is not supported with tenant isolation.");
  }
  const conflict = conflictOf(fn, target, plane);
  if (conflict !== null) return conflict;
  const asked = Number(params["ProvisionedConcurrentExecutions"]);
  const others = provisionedTotalOf(fn, plane) - (provisionedOf(target)?.requested ?? 0);
  const reserved = reservationOf(fn);
  if (reserved !== null) {
    if (others + asked > reserved) {
      return invalid(
        "Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function",
      );
    }
  } else {
    const { total, reserved: claimed } = concurrencyOf(plane);
    const left = total - claimed + (provisionedOf(target)?.requested ?? 0);
    const { unreservedMinimum } = lambdaLimits;
    if (asked > left) {
      return invalid(
        `Specified ConcurrentExecutions for function is greater than account's unreserved concurrency [${left}].`,
      );
    }
    if (left - asked < unreservedMinimum) {
      return invalid(
        `Specified ConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${unreservedMinimum}].`,
      );
    }
  }
  const config: ProvisionedRequest = { requested: asked, lastModified: modifiedAt(plane) };
  setProvisioned(fn, target, config, plane);
  const state: ProvisionedState = {
    type: "provisionedState",
    status: "inProgress",
    allocated: 0,
    available: 0,
  };
  return { type: "respond", response: viewOf(config, [state]) };
}

/** A version and an alias to it, or two aliases to it, cannot both have some. */
function conflictOf(fn: Resource, target: Resource, plane: ControlPlane) {
  const versions = versionsOfAlias(target, fn, plane);
  const others = aliasesOf(fn, plane).filter(
    (alias) =>
      alias.number !== target.number &&
      provisionedOf(alias) !== null &&
      versionsOfAlias(alias, fn, plane).some(({ version }) =>
        versions.some((mine) => mine.version.number === version.number),
      ),
  );
  if (target.kind !== aliasKindName) {
    return others.length === 0
      ? null
      : lambdaRefusal(
          "ResourceConflictException",
          "Version is pointed by a Provisioned Concurrency alias",
        );
  }
  const taken = versions.some(({ version }) => provisionedOf(version) !== null);
  return others.length === 0 && !taken
    ? null
    : lambdaRefusal(
        "ResourceConflictException",
        "Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version",
      );
}

function get(params: PlainObject, plane: ControlPlane): Step {
  const located = locatedIn(params, plane);
  if (isRefused(located)) return located;
  const { fn, target } = located;
  if (provisionedOf(target) === null) return notConfigured;
  const asks = versionsOfAlias(target, fn, plane).map(({ version }) => ({
    resource: version.number,
    input: { type: "showProvisioned" },
  }));
  return { type: "askAll", asks, kept: target.number };
}

const notConfigured = lambdaRefusal(
  "ProvisionedConcurrencyConfigNotFoundException",
  "No Provisioned Concurrency Config found for this function",
);

function shown(
  bodies: readonly Tagged[],
  _params: PlainObject,
  plane: ControlPlane,
  kept: Plain,
): Step {
  const config = provisionedOf(plane.findByNumber(Number(kept))!)!; // They were there, at this instant.
  return {
    type: "respond",
    response: viewOf(config, bodies as unknown as readonly ProvisionedState[]),
  };
}

const statuses = {
  none: "IN_PROGRESS",
  inProgress: "IN_PROGRESS",
  ready: "READY",
  failed: "FAILED",
};

function viewOf(config: ProvisionedRequest, states: readonly ProvisionedState[]): PlainObject {
  const sum = (member: "allocated" | "available") =>
    states.reduce((total, state) => total + state[member], 0);
  const status =
    states.find((state) => state.status === "failed")?.status ??
    states.find((state) => state.status !== "ready")?.status ??
    "ready";
  return {
    RequestedProvisionedConcurrentExecutions: config.requested,
    AvailableProvisionedConcurrentExecutions: sum("available"),
    AllocatedProvisionedConcurrentExecutions: sum("allocated"),
    Status: statuses[status],
    ...(status === "failed" ? { StatusReason: "FUNCTION_ERROR_INIT_FAILURE" } : {}),
    LastModified: config.lastModified,
  };
}

function remove(params: PlainObject, plane: ControlPlane): Step {
  const located = locatedIn(params, plane);
  if (isRefused(located)) return located;
  const { fn, target } = located;
  if (provisionedOf(target) !== null) setProvisioned(fn, target, null, plane);
  return { type: "respond", response: {} };
}

/** The versions and aliases of a function that have some, those of aliases with two versions asked twice. */
function list(params: PlainObject, plane: ControlPlane): Step {
  const found = functionOf(params, plane);
  if (isRefused(found)) return found;
  const fn = found.resource;
  const asks = configured(fn, plane).flatMap((target) =>
    versionsOfAlias(target, fn, plane).map(({ version }) => ({
      resource: version.number,
      input: { type: "showProvisioned" },
    })),
  );
  if (asks.length === 0)
    return { type: "respond", response: { ProvisionedConcurrencyConfigs: [] } };
  return { type: "askAll", asks, kept: fn.number };
}

const configured = (fn: Resource, plane: ControlPlane): readonly Resource[] =>
  [...versionsOf(fn, plane), ...aliasesOf(fn, plane)].filter(
    (each) => provisionedOf(each) !== null,
  );

function listed(
  bodies: readonly Tagged[],
  { Marker, MaxItems }: PlainObject,
  plane: ControlPlane,
  kept: Plain,
): Step {
  const fn = plane.findByNumber(Number(kept))!; // It was there, at this instant.
  let place = 0;
  const all = configured(fn, plane).map((target): PlainObject => {
    const count = versionsOfAlias(target, fn, plane).length;
    const states = bodies.slice(place, place + count) as unknown as readonly ProvisionedState[]; // Each was asked for it.
    place += count;
    return { FunctionArn: target.arn, ...viewOf(provisionedOf(target)!, states) };
  });
  const most = Math.min(typeof MaxItems === "number" ? MaxItems : Infinity, lambdaLimits.listPage);
  const { items, next } = page(all, Marker, most) ?? page(all, null, most)!;
  const response: PlainObject = {
    ProvisionedConcurrencyConfigs: items,
    ...(next === null ? {} : { NextMarker: next }),
  };
  return { type: "respond", response };
}
