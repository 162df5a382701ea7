import { noTime } from "@orrery/kernel";
import { isObject, numberOf } from "../../../request/params.ts";
import type { CallReply } from "../../../service/call.ts";
import { statisticOf, type Published } from "../../../service/cloudwatch-metric.ts";
import type { Capacity, ScalableDimension } from "../../../service/scalable-dimension.ts";
import type { ResourceFinder } from "../../../service/resource.ts";
import { meters as accountMeters } from "../account/machine.ts";
import { iteratorAge, streamMappingsOf } from "../event-source-mapping/mapping-metrics.ts";
import { findFunction } from "../operations/function-location.ts";
import { qualifiedResource, versionBehind } from "../versions/version-record.ts";
import { versionsOfAlias } from "./provisioned-record.ts";

/** The function and the qualifier in `function:NAME:QUALIFIER`. */
function targetIn(
  resourceId: string,
): { readonly name: string; readonly qualifier: string } | null {
  const [, name, qualifier] = /^function:([^:]+):([^:]+)$/.exec(resourceId) ?? [];
  return name === undefined || qualifier === undefined ? null : { name, qualifier };
}

/** The parameters that name a version or an alias. */
function paramsOf(resourceId: string) {
  const { name, qualifier } = targetIn(resourceId)!; // It was checked when it was registered.
  return { FunctionName: name, Qualifier: qualifier };
}

/** The provisioned concurrency of a version or an alias, as Application Auto Scaling sets it. */
export const provisionedDimension: ScalableDimension = {
  dimension: "lambda:function:ProvisionedConcurrency",
  noun: "desired concurrency", // Assumed: the words.
  least: 0,
  cooldown: noTime,
  role: "lambda.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_LambdaConcurrency",

  refusalOf(resourceId, plane) {
    const target = targetIn(resourceId);
    const fn = target === null ? undefined : findFunction(target.name, plane);
    const found = fn && target && qualifiedResource(fn, target.qualifier, plane);
    if (found === undefined || found === null) {
      return `Lambda function does not exist: ${resourceId}`; // Assumed: the words.
    }
    return versionBehind(found, plane).kind === "lambda.function"
      ? "Provisioned concurrency can be scaled for published versions and aliases only" // Likewise.
      : null;
  },

  read: (resourceId) => ({
    service: "lambda",
    operation: "GetProvisionedConcurrencyConfig",
    params: paramsOf(resourceId),
  }),

  capacityIn: (answer) => capacityIn(answer),

  set: (resourceId, capacity) => ({
    service: "lambda",
    ...(capacity === 0
      ? { operation: "DeleteProvisionedConcurrencyConfig", params: paramsOf(resourceId) }
      : {
          operation: "PutProvisionedConcurrencyConfig",
          params: { ...paramsOf(resourceId), ProvisionedConcurrentExecutions: capacity },
        }),
  }),

  metrics: {
    LambdaProvisionedConcurrencyUtilization: {
      metricOf(resourceId) {
        const { name, qualifier } = targetIn(resourceId)!; // As above.
        return {
          namespace: "AWS/Lambda",
          name: "ProvisionedConcurrencyUtilization",
          dimensions: { FunctionName: name, Resource: `${name}:${qualifier}` },
        };
      },
      valueOf: (minute) => statisticOf(minute, "Average"),
      outPeriods: 3,
      inPeriods: 15,
      lowOf: (target) => 0.9 * target,
      missing: "missing",
      target: { min: 0.1, max: 0.9 },
    },
  },
};

/** Where nothing is provisioned, there is none of it. */
function capacityIn(answer: CallReply): Capacity | null {
  if (answer.type === "refused") {
    return answer.code === "ProvisionedConcurrencyConfigNotFoundException"
      ? { requested: 0, inEffect: 0, isSettled: true }
      : null;
  }
  if (answer.type !== "called" || !isObject(answer.response)) return null;
  const { response } = answer;
  const of = (member: string): number => numberOf(response[member]) ?? 0;
  return {
    requested: of("RequestedProvisionedConcurrentExecutions"),
    inEffect: of("AllocatedProvisionedConcurrentExecutions"),
    isSettled: response["Status"] !== "IN_PROGRESS",
  };
}

/** What functions publish: of a function all of it, of a version or an alias by `Resource`, without dimensions of all functions of the Region. */
export const publishedByFunctions: Published = {
  namespace: "AWS/Lambda",
  // Lambda publishes them with each invocation.
  zeros: { Errors: "Invocations", Throttles: "Invocations" },
  meteredBy({ FunctionName, Resource, ...others }, plane, metric) {
    if (Object.keys(others).length > 0) return undefined;
    if (FunctionName === undefined)
      return Resource === undefined ? ofRegion(metric, plane) : undefined;
    const fn = findFunction(FunctionName, plane);
    if (fn === undefined) return undefined;
    if (Resource === undefined && metric === iteratorAge) return streamMappingsOf(fn, plane);
    if (Resource === undefined) return [fn.number];
    return behind(Resource, fn, plane);
  },
};

/** Levels that are of each function alone: what all have together is no metric of any. */
const ownLevels: ReadonlySet<string> = new Set([
  "ConcurrentExecutions",
  "ProvisionedConcurrentExecutions",
  "ProvisionedConcurrencyUtilization",
]);

/** Whose meters make up a metric of the Region. */
function ofRegion(metric: string, plane: ResourceFinder): readonly number[] | undefined {
  if (ownLevels.has(metric)) return undefined;
  const kind = Object.hasOwn(accountMeters, metric) ? "lambda.account" : "lambda.function";
  return plane.list(kind).map(({ number }) => number);
}

function behind(
  resource: string,
  fn: NonNullable<ReturnType<typeof findFunction>>,
  plane: ResourceFinder,
): readonly number[] | undefined {
  const [name, qualifier] = resource.split(":");
  if (name !== fn.name) return undefined;
  if (qualifier === undefined) return [fn.number];
  const target = qualifiedResource(fn, qualifier, plane);
  if (target === undefined) return undefined;
  if (target.kind === fn.kind) return [fn.number];
  return versionsOfAlias(target, fn, plane).map(({ version }) => version.number);
}
