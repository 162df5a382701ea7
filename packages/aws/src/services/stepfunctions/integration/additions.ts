import { valueAsOf, type Plain } from "@orrery/kernel";
import { isObject } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { sendsChecksums } from "../limits.ts";
import type { ServiceResource } from "./resource.ts";

/** What a task is part of. */
export interface TaskOrigin {
  readonly asOf: string;
  readonly stateMachineArn: string;
  executionArn(): string;
}

/** The parameters of an operation with what Step Functions or AWS's SDK adds to those that a state gives. */
export function withAdditions(
  { service, operation, isOptimized }: ServiceResource,
  params: PlainObject,
  origin: TaskOrigin,
): PlainObject {
  if (service === "events" && operation === "PutEvents" && isOptimized) {
    return { ...params, Entries: withResources(params["Entries"] ?? null, origin) };
  }
  if (service === "s3" && operation === "PutObject") {
    const sends = valueAsOf(sendsChecksums, origin.asOf) && !hasChecksum(params);
    return {
      ContentType: "text/plain; charset=UTF-8",
      ...params,
      ...(sends ? { ChecksumAlgorithm: "CRC32" } : {}),
    };
  }
  return params;
}

/** Entries that say besides which execution they come from. */
function withResources(entries: Plain, { stateMachineArn, executionArn }: TaskOrigin): Plain {
  if (!Array.isArray(entries)) return entries;
  const own = [stateMachineArn, executionArn()];
  return (entries as readonly Plain[]).map((entry) => {
    if (!isObject(entry)) return entry;
    const given = entry["Resources"];
    return {
      ...entry,
      Resources: Array.isArray(given) ? [...(given as readonly Plain[]), ...own] : own,
    };
  });
}

const hasChecksum = (params: PlainObject): boolean =>
  Object.keys(params).some((name) => name.startsWith("Checksum"));
