import { nameInArn } from "../../../service/arn.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { Resource, ResourceFinder } from "../../../service/resource.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import { functionNotFound } from "../function/function-error.ts";
import { qualifiedResource } from "../versions/version-record.ts";
import { functionKind, recordOf } from "./function-record.ts";
import { invalid, isRefused, lambdaRefusal, type Checked } from "./refusals.ts";

/** A function as a request names it. */
export interface FunctionLocation {
  readonly name: string;
  /** `null` where the request has none. */
  readonly qualifier: string | null;
}

/** A function that is there. */
export interface LocatedFunction extends FunctionLocation {
  readonly resource: Resource;
}

const parts =
  /^(?:arn:[a-zA-Z-]*:lambda:)?(?:((?:eusc-)?[a-z]{2}-[a-z-]+-\d):)?(?:(\d{12}):)?(?:function:)?([a-zA-Z0-9-_.]+)(?::(\$LATEST(?:\.PUBLISHED)?|[a-zA-Z0-9-_]+))?$/;

/** Which function a request means, when it is one of this account and Region. */
export function locate(
  params: PlainObject,
  plane: Pick<ControlPlane, "region" | "accountId">,
): Checked<FunctionLocation> {
  const text = params["FunctionName"] as string; // Its pattern holds.
  const asked = (params["Qualifier"] ?? null) as string | null; // Checked as a text.
  const [, ofRegion = plane.region, account = plane.accountId, name, own = null] =
    parts.exec(text) ?? [];
  if (own !== null && asked !== null && own !== asked) {
    return invalid(
      "The derived qualifier from the function name does not match the specified qualifier.",
    );
  }
  if (ofRegion !== plane.region) {
    const message = `Functions from '${ofRegion}' are not reachable in this region ('${plane.region}')`;
    return lambdaRefusal("ResourceNotFoundException", message);
  }
  if (account !== plane.accountId) {
    return lambdaRefusal("AccessDeniedException", `Access to the function ${text} is denied.`);
  }
  return { name: name!, qualifier: asked ?? own };
}

/**
 * The function that a request means. Without a qualifier, `unqualified` says how AWS names a function
 * that is not there.
 */
export function functionOf(
  params: PlainObject,
  plane: ControlPlane,
  unqualified: "" | ":$LATEST" = "",
): Checked<LocatedFunction> {
  const location = locate(params, plane);
  if (isRefused(location)) return location;
  const { name, qualifier } = location;
  const resource = findFunction(name, plane);
  const isThere = qualifier === null || qualifier === "$LATEST";
  if (resource !== undefined && isThere) return { ...location, resource };
  const suffix = qualifier === null ? unqualified : `:${qualifier}`;
  return functionNotFound(`${functionArn(name, plane)}${suffix}`);
}

/** The function, version or alias that a request means; without a qualifier, `unqualified` is as above. */
export function qualifiedFunction(
  params: PlainObject,
  plane: ControlPlane,
  unqualified: "" | ":$LATEST" = "",
): Checked<LocatedFunction & { readonly target: Resource }> {
  const location = locate(params, plane);
  if (isRefused(location)) return location;
  const { name, qualifier } = location;
  const resource = findFunction(name, plane);
  const target = resource && qualifiedResource(resource, qualifier, plane);
  if (resource !== undefined && target !== undefined) return { ...location, resource, target };
  const suffix = qualifier === null ? unqualified : `:${qualifier}`;
  return functionNotFound(`${functionArn(name, plane)}${suffix}`);
}

/** The function of this name, unless it is on its way out; `undefined` when there is none. */
export function findFunction(name: string, plane: ResourceFinder): Resource | undefined {
  const resource = plane.find(functionKind, name);
  return resource === undefined || recordOf(resource).isDeleting ? undefined : resource;
}

/** The name in the ARN of a function, unqualified or of its latest version; `undefined` in other ARNs. */
export function functionNameIn(arn: string): string | undefined {
  const name = nameInArn(arn, "lambda", "function:")?.replace(/:\$LATEST$/, "");
  return name?.includes(":") === true ? undefined : name;
}

/** The ARN of a function of this account, without a qualifier. */
export const functionArn = (
  name: string,
  { partition, region: own, accountId }: Pick<ControlPlane, "partition" | "region" | "accountId">,
): string => `arn:${partition}:lambda:${own}:${accountId}:function:${name}`;

/** What those hear who change a version or an alias where only functions can be changed. */
export const functionsOnly: Refused = invalid(
  "This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. Please specify either a function name or an unqualified function ARN.",
);
