import { memberOf, numberOf, objectOf, textOf } from "../../../request/params.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import { managedLimits } from "../limits.ts";
import { invalid } from "../operations/refusals.ts";
import type { ManagedInstances } from "./managed-instances.ts";

/** How many execution environments a function is to have. Plain data. */
export interface FunctionScaling {
  readonly MinExecutionEnvironments?: number;
  readonly MaxExecutionEnvironments?: number;
}

const configIn = (shown: PlainObject): PlainObject =>
  objectOf(
    memberOf(shown["CapacityProviderConfig"], "LambdaManagedInstancesCapacityProviderConfig"),
  );

/** The capacity provider that a configuration names; `undefined`: it runs on demand. */
export const capacityProviderIn = (shown: PlainObject): string | undefined =>
  textOf(configIn(shown)["CapacityProviderArn"]);

/** How a configuration runs on managed instances; `null`: on demand. */
export function managedInstancesOf(
  shown: PlainObject,
  scaling: FunctionScaling,
  isPublished: boolean,
): ManagedInstances | null {
  if (capacityProviderIn(shown) === undefined) return null;
  const { environments } = managedLimits;
  const most = scaling.MaxExecutionEnvironments ?? environments.max;
  return {
    concurrency: numberOf(configIn(shown)["PerExecutionEnvironmentMaxConcurrency"]) ?? usual(shown),
    least: Math.min(scaling.MinExecutionEnvironments ?? environments.default, most),
    most,
    isPublished,
  };
}

/** So many invocations for each processor of an environment as its runtime takes. */
function usual(shown: PlainObject): number {
  const perProcessor = numberOf(configIn(shown)["ExecutionEnvironmentMemoryGiBPerVCpu"]) ?? 2;
  const processors = Math.max(1, Math.floor(Number(shown["MemorySize"]) / 1_024 / perProcessor));
  const runtime = textOf(shown["Runtime"]) ?? "nodejs";
  const each = managedLimits.concurrency.find(([family]) => runtime.startsWith(family));
  return processors * (each?.[1] ?? managedLimits.otherConcurrency);
}

/** Why a configuration cannot run on managed instances; `null`: it can, or runs on demand. */
export function managedRefusal(shown: PlainObject): Refused | null {
  if (capacityProviderIn(shown) === undefined) return null;
  if (Number(shown["MemorySize"]) < managedLimits.memory) {
    return invalid(
      `MemorySize must be at least ${managedLimits.memory} MB for functions with a capacity provider.`,
    );
  }
  const config = configIn(shown);
  const perProcessor = numberOf(config["ExecutionEnvironmentMemoryGiBPerVCpu"]) ?? 2;
  const processors = Math.max(1, Number(shown["MemorySize"]) / 1_024 / perProcessor);
  const most = Math.floor(processors * managedLimits.perProcessor);
  const asked = numberOf(config["PerExecutionEnvironmentMaxConcurrency"]);
  if (asked !== undefined && asked > most) {
    return invalid(
      `PerExecutionEnvironmentMaxConcurrency must be at most ${most}, ${managedLimits.perProcessor} for each vCPU.`,
    );
  }
  for (const other of ["SnapStart", "TenancyConfig", "VpcConfig"] as const) {
    const given = other === "SnapStart" ? snapStarts(shown) : shown[other] !== undefined;
    if (given) return invalid(`${other} is not supported for functions with a capacity provider.`);
  }
  return null;
}

const snapStarts = (shown: PlainObject): boolean =>
  memberOf(shown["SnapStart"], "ApplyOn") === "PublishedVersions";
