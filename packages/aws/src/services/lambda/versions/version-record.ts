import type { PlainObject } from "../../../service/refusal.ts";
import type { Resource, ResourceFinder } from "../../../service/resource.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import type { Policy } from "../permissions/policy.ts";
import type { FunctionRecord } from "../operations/function-record.ts";

/** The kind of the machine of a published version. */
export const versionKindName = "lambda.version";
/** The kind of the machine of an alias. */
export const aliasKindName = "lambda.alias";

/** What the control plane keeps of a published version: the function as it was, which nothing changes. */
export interface VersionRecord extends FunctionRecord {
  readonly functionName: string;
  readonly version: string;
}

/** What the control plane keeps of an alias. Plain data. */
export interface AliasRecord {
  readonly functionName: string;
  readonly alias: string;
  readonly description: string;
  /** `$LATEST` or the number of a version. */
  readonly version: string;
  /** The other version and its share; `null`: there is none. */
  readonly additional: { readonly version: string; readonly weight: number } | null;
  readonly revisionId: string;
  /** Who may do what with it; left out: nobody, by its own policy. */
  readonly policy?: Policy;
  /** The revision that the last change of its policy made; left out: its own. */
  readonly policyRevisionId?: string;
}

/** What is kept of a version. */
export const versionRecordOf = (resource: Resource): VersionRecord =>
  resource.record as unknown as VersionRecord; // Made by `plain`.

/** What is kept of an alias. */
export const aliasRecordOf = (resource: Resource): AliasRecord =>
  resource.record as unknown as AliasRecord; // Made as one.

/** An alias's record as the control plane keeps it. */
export const plainAlias = (record: AliasRecord): PlainObject => record as unknown as PlainObject; // Plain data.

/** The name of a version's or an alias's resource: unique among those of all functions. */
export const qualifiedName = (functionName: string, qualifier: string): string =>
  `${functionName}:${qualifier}`;

/** Whether a qualifier is the number of a version. */
export const isVersion = (qualifier: string): boolean => /^[0-9]+$/.test(qualifier);

/** The published versions of a function, in order of their publication. */
export const versionsOf = (fn: Resource, plane: ControlPlane): readonly Resource[] =>
  plane.list(versionKindName).filter((each) => versionRecordOf(each).functionName === fn.name);

/** The aliases of a function, in order of their making. */
export const aliasesOf = (fn: Resource, plane: ControlPlane): readonly Resource[] =>
  plane.list(aliasKindName).filter((each) => aliasRecordOf(each).functionName === fn.name);

/** What a qualifier of a function leads to: the function itself, a version or an alias; `undefined` where there is none. */
export function qualifiedResource(
  fn: Resource,
  qualifier: string | null,
  plane: ResourceFinder,
): Resource | undefined {
  if (qualifier === null || qualifier === "$LATEST") return fn;
  // On managed instances what a function is now can be published under no number.
  if (qualifier === "$LATEST.PUBLISHED") {
    return (fn.record as Partial<FunctionRecord>).publishesLatest === true ? fn : undefined;
  }
  const kind = isVersion(qualifier) ? versionKindName : aliasKindName;
  return plane.find(kind, qualifiedName(fn.name, qualifier));
}

/** The version that a qualifier stands for: of an alias, its first. */
export function versionBehind(target: Resource, plane: ResourceFinder): Resource {
  if (target.kind !== aliasKindName) return target;
  const { functionName, version } = aliasRecordOf(target);
  const fn = plane.find("lambda.function", functionName)!; // An alias goes with its function.
  return qualifiedResource(fn, version, plane)!; // A version that an alias leads to is not deleted.
}

/** What has run an invocation of a function, a version or an alias, by the version that its answer names. */
export function versionExecuted(
  invoked: Resource | undefined,
  version: string,
  plane: ControlPlane,
): Resource | undefined {
  if (invoked?.kind !== aliasKindName) return invoked;
  const { functionName } = aliasRecordOf(invoked);
  return version === "$LATEST"
    ? plane.find("lambda.function", functionName)
    : plane.find(versionKindName, qualifiedName(functionName, version));
}
