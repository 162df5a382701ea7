import { valueAsOf, type Plain } from "@orrery/kernel";
import { isObject, listOf, numberOf, objectOf, textOf } from "../../request/params.ts";
import { serviceCaller } from "../../service/caller.ts";
import type { PlainObject } from "../../service/refusal.ts";
import type { ControlPlane } from "../../service/service-model.ts";
import { cloudfrontLimits, viewerTimeout } from "./limits.ts";

/** Where functions of edges are made: nowhere else. */
export const authoringRegion = "us-east-1";

/** What is known of a function, as its service keeps it. */
interface Facts {
  readonly memory: number;
  /** In seconds. */
  readonly timeout: number;
  readonly shown: PlainObject;
  readonly kept: PlainObject;
}

/** What is known of the function that has an ARN. */
export function edgeFunctionFacts(arn: string, plane: Pick<ControlPlane, "findByArn">): Facts {
  const kept = plane.findByArn(arn)?.record ?? {};
  const shown = objectOf(kept["shown"]);
  return {
    memory: numberOf(shown["MemorySize"]) ?? cloudfrontLimits.lambdaMemory.viewer,
    timeout: numberOf(kept["Timeout"]) ?? 3,
    shown,
    kept,
  };
}

/** The number of the version that an ARN of a function names; `undefined`: none. */
export const versionIn = (arn: string): string | undefined =>
  /^arn:[^:]+:lambda:[^:]+:\d+:function:[^:]+:(\d+)$/.exec(arn)?.[1];

/** The Region that the ARN of a function names. */
export const regionOf = (arn: string): string | undefined => arn.split(":")[3];

/** Why a function cannot be asked at edges; `null`: it can. `isViewers`: by an event of viewers. */
export function againstEdge(
  arn: string,
  isViewers: boolean,
  plane: Pick<ControlPlane, "findByArn" | "asOf">,
): string | null {
  const { memory, timeout, shown, kept } = edgeFunctionFacts(arn, plane);
  const has = (value: Plain | undefined): boolean =>
    isObject(value) ? Object.keys(value).length > 0 : listOf(value).length > 0;
  const environment = objectOf(shown["Environment"] ?? kept["Environment"]);
  if (has(environment["Variables"])) return "environment variables";
  const network = objectOf(shown["VpcConfig"] ?? kept["VpcConfig"] ?? kept["vpc"]);
  if (has(network["SubnetIds"] ?? network["subnetIds"])) return "a VPC configuration";
  if (textOf(objectOf(shown["DeadLetterConfig"])["TargetArn"]) !== undefined) {
    return "a dead-letter queue";
  }
  if (has(shown["Layers"])) return "layers";
  if (listOf(shown["Architectures"]).includes("arm64")) return "the architecture arm64";
  if (shown["PackageType"] === "Image") return "a container image";
  if (objectOf(shown["TracingConfig"])["Mode"] === "Active") return "active tracing";
  if ((numberOf(objectOf(shown["EphemeralStorage"])["Size"]) ?? 512) > 512) {
    return "more than 512 MB of ephemeral storage";
  }
  if (numberOf(kept["provisionedHere"]) !== undefined) return "provisioned concurrency";
  const most = cloudfrontLimits.lambdaMemory[isViewers ? "viewer" : "origin"];
  if (memory > most) return `more than ${most} MB of memory for this event`;
  const longest = isViewers ? valueAsOf(viewerTimeout, plane.asOf) : cloudfrontLimits.lambdaTimeout;
  if (timeout * 1e6 > longest) return `a timeout above ${longest / 1e6} seconds`;
  const size = numberOf(shown["CodeSize"]) ?? 0;
  return size > cloudfrontLimits.lambdaCode ? "more than 50 MB of code" : null;
}

/** The role of a function, where the service that runs it at edges may not assume it; `null`: it may, or nobody made it. */
export function roleAgainstEdge(arn: string, plane: ControlPlane): string | null {
  const { shown, kept } = edgeFunctionFacts(arn, plane);
  const role = textOf(shown["Role"] ?? kept["Role"]);
  if (role === undefined || plane.identities.at(role) === undefined) return null;
  const runner = { ...serviceCaller("edgelambda", arn, plane), source: null };
  return plane.authorize(runner, "sts:AssumeRole", role) === null ? null : role;
}
