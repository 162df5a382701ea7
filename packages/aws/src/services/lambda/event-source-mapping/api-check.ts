import type { Plain } from "@orrery/kernel";
import { filterLimits } from "../../../pattern/index.ts";
import { shapes } from "../operations/shapes.ts";
import {
  refused,
  type NotModeled,
  type PlainObject,
  type Refused,
} from "../../../service/refusal.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import { serviceIn } from "./endpoints.ts";
import { eventSourceMappingLimits as limits } from "./limits.ts";
import { invalid, violated, violation } from "./refusals.ts";

interface NumberMember {
  /** Where the parameter is, as in `ScalingConfig.MaximumConcurrency`. */
  readonly path: readonly string[];
  readonly min: number;
  readonly max: number;
}

const numberMembers: readonly NumberMember[] = [
  { path: ["BatchSize"], ...limits.batchSize },
  { path: ["MaximumBatchingWindowInSeconds"], min: 0, max: limits.batchingWindow.max / 1_000_000 },
  { path: ["ScalingConfig", "MaximumConcurrency"], ...limits.maximumConcurrency },
  { path: ["ProvisionedPollerConfig", "MinimumPollers"], ...limits.minimumPollers },
  { path: ["ProvisionedPollerConfig", "MaximumPollers"], ...limits.maximumPollers },
];

/** Checks each parameter by itself, as AWS does first of all; `null` when all are right. */
export function checkParameters(params: PlainObject): Refused | null {
  const name = params["FunctionName"];
  const violations = nameViolations(typeof name === "string" && name !== "" ? name : null);
  for (const member of numberMembers) {
    const wrong = numberViolations(params, member);
    if (!Array.isArray(wrong)) return wrong;
    violations.push(...wrong);
  }
  violations.push(...responseTypeViolations(params), ...startingPositionViolations(params));
  return violations.length > 0 ? violated(violations) : checkExtent(params);
}

/** Checks each parameter of a listing by itself; `null` when all are right. */
export function checkListParameters(params: PlainObject): Refused | null {
  const name = params["FunctionName"];
  const violations = typeof name === "string" ? nameViolations(name) : [];
  const wrong = numberViolations(params, { path: ["MaxItems"], ...limits.listItems });
  if (!Array.isArray(wrong)) return wrong;
  violations.push(...wrong);
  return violations.length > 0 ? violated(violations) : null;
}

function nameViolations(name: string | null): string[] {
  const member = "functionName";
  if (name === null) return [violation("null", member, "Member must not be null")];
  const { min, max, pattern } = shapes.NamespacedFunctionName;
  const found: string[] = [];
  if (name.length < min) found.push(`have length greater than or equal to ${min}`);
  if (name.length > max) found.push(`have length less than or equal to ${max}`);
  if (!new RegExp(`^(?:${pattern})$`).test(name)) {
    found.push(`satisfy regular expression pattern: ${pattern}`);
  }
  return found.map((constraint) => violation(`'${name}'`, member, `Member must ${constraint}`));
}

function numberViolations(
  params: PlainObject,
  { path, min, max }: NumberMember,
): string[] | Refused {
  let value: Plain | undefined = params;
  for (const step of path) value = memberOf(value, step);
  if (value === undefined) return [];
  const member = path.map(inCamelCase).join(".");
  if (typeof value !== "number" || !Number.isInteger(value)) {
    return refused("SerializationException", "NUMBER_VALUE cannot be converted to Integer");
  }
  const shown = `'${value}'`;
  if (value < min) {
    return [violation(shown, member, `Member must have value greater than or equal to ${min}`)];
  }
  if (value <= max) return [];
  return [violation(shown, member, `Member must have value less than or equal to ${max}`)];
}

function responseTypeViolations(params: PlainObject): string[] {
  const types = params["FunctionResponseTypes"];
  if (!Array.isArray(types)) return [];
  const wrong = (types as readonly Plain[]).some((type) => type !== "ReportBatchItemFailures");
  if (!wrong) return [];
  const constraint =
    "Member must satisfy constraint: [Member must satisfy enum value set: [ReportBatchItemFailures]]";
  const shown = (types as readonly Plain[]).map((type) =>
    typeof type === "string" ? type : JSON.stringify(type),
  );
  return [violation(`'[${shown.join(", ")}]'`, "functionResponseTypes", constraint)];
}

function startingPositionViolations(params: PlainObject): string[] {
  const position = params["StartingPosition"];
  if (position === undefined) return [];
  const positions = ["LATEST", "AT_TIMESTAMP", "TRIM_HORIZON"];
  if (typeof position === "string" && positions.includes(position)) return [];
  const constraint = `Member must satisfy enum value set: [${positions.join(", ")}]`;
  return [violation(`'${textOf(position)}'`, "startingPosition", constraint)];
}

function checkExtent(params: PlainObject): Refused | null {
  const { Tags } = params;
  const tags = typeof Tags === "object" && Tags !== null ? Object.keys(Tags).length : 0;
  if (tags > limits.tags) return invalid("Number of tags exceeds resource tag limit.");
  return checkFilterCount(params);
}

function checkFilterCount(params: PlainObject): Refused | null {
  const filters = memberOf(params["FilterCriteria"], "Filters");
  if (!Array.isArray(filters) || filters.length <= filterLimits.filters) return null;
  return invalid(`The maximum number of filters is ${filterLimits.filters}.`);
}

const streamParameters: readonly string[] = [
  "BisectBatchOnFunctionError",
  "DestinationConfig",
  "MaximumRecordAgeInSeconds",
  "MaximumRetryAttempts",
  "ParallelizationFactor",
  "TumblingWindowInSeconds",
];

/** Whether the source is a queue, and nothing is asked that only other sources know. */
export function checkPlace(
  source: string,
  params: PlainObject,
  { sources }: ControlPlane,
): Refused | NotModeled | null {
  const service = serviceIn(source);
  if (service === "kinesis") return invalid(`Stream not found: ${source}`);
  const read = sources.in(service);
  if (read === undefined) {
    const what = `Event source mappings that read ${service === "" ? source : service} are not modeled.`;
    return { type: "notModeled", what };
  }
  if (params["StartingPosition"] !== undefined) {
    return invalid(`StartingPosition is not valid for ${read.title} event sources.`);
  }
  const unsupported = streamParameters.find((name) => params[name] !== undefined);
  if (unsupported === undefined) return null;
  return invalid(`Unsupported ${unsupported} parameter for given event source mapping type.`);
}

function memberOf(value: Plain | undefined, name: string): Plain | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return (value as PlainObject)[name];
}

const textOf = (value: Plain): string =>
  typeof value === "string" ? value : JSON.stringify(value);
const inCamelCase = (name: string): string => `${name[0]!.toLowerCase()}${name.slice(1)}`;
