import { nameInArn } from "../../../service/arn.ts";
import type { ResourceKind, World } from "../../../service/resource-kind.ts";
import type { UsualArrival } from "../../../service/reporting.ts";
import { functionRequests } from "../function/reporting/reporting.ts";
import type { SeenFunction } from "../function/reporting/seen-function.ts";
import { functionNotFound } from "../function/function-error.ts";
import { functionKind } from "../function/kind.ts";
import { functionMachine } from "../function/machine.ts";
import { canonicalFunctionRecord } from "../operations/function-record.ts";
import { aliasInvariants } from "./invariants.ts";
import { aliasMachine, meters } from "./machine.ts";
import { isVersion } from "./version-record.ts";
import { policyTextIn } from "../permissions/policy.ts";

/** The name and the qualifier in the ARN of a version or an alias; `undefined` in other ARNs. */
function qualifiedIn(
  arn: string,
): { readonly name: string; readonly qualifier: string } | undefined {
  const name = nameInArn(arn, "lambda", "function:");
  const colon = name?.indexOf(":") ?? -1;
  if (name === undefined || colon < 0) return undefined;
  const qualifier = name.slice(colon + 1);
  return qualifier === "$LATEST" ? undefined : { name, qualifier };
}

/** A version or an alias is a part of its function. */
const partOf = (_record: unknown, arn: string): string => arn.slice(0, arn.lastIndexOf(":"));

/** Callers name the function or an alias; of a durable function, they cannot name the function alone. */
const versionArrivals = ({ settings }: SeenFunction): readonly UsualArrival[] =>
  settings.durable === null ? [] : [{ invoke: "event" }];

/**
 * A published version: a function as it was, with environments of its own. What is observed of it counts on its
 * function's meters too, which pay for it, so it is billed there.
 */
export function versionKind(world: World): ResourceKind {
  const { invariants, metrics, entry, strikes, impairments, logs } = functionKind(world);
  return {
    machine: functionMachine(world, "lambda.version"),
    invariants,
    noun: "version",
    rules: [],
    canonicalRecord: ({ record }, now) => canonicalFunctionRecord(record, now),
    metrics,
    ...(entry === undefined ? {} : { entry }),
    partOf,
    byArn: {
      service: "lambda",
      nameIn(arn) {
        const found = qualifiedIn(arn);
        return found !== undefined && isVersion(found.qualifier) ? found.name : undefined;
      },
      absent: functionNotFound,
    },
    policyIn: policyTextIn,
    stamps: ["RevisionId", "policyRevisionId", "LastModified", "revision", "change"],
    ...(logs === undefined ? {} : { logs }),
    ...(strikes === undefined ? {} : { strikes }),
    ...(impairments === undefined ? {} : { impairments }),
    reporting: { usualArrivals: versionArrivals, requests: functionRequests },
  };
}

/** An alias: a name for a version, or for two. */
export function aliasKind(world: World): ResourceKind {
  const { entry } = functionKind(world);
  return {
    machine: aliasMachine,
    invariants: aliasInvariants,
    noun: "alias",
    rules: [],
    metrics: meters,
    partOf,
    ...(entry === undefined ? {} : { entry }),
    byArn: {
      service: "lambda",
      nameIn(arn) {
        const found = qualifiedIn(arn);
        return found === undefined || isVersion(found.qualifier) ? undefined : found.name;
      },
      absent: functionNotFound,
    },
    policyIn: policyTextIn,
    stamps: ["revisionId", "policyRevisionId"],
    // Whether its function is durable, and answers nobody in time, it does not know.
    reporting: { usualArrivals: () => [{ invoke: "event" }] },
  };
}
