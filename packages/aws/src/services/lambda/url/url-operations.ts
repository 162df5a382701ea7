import { page } from "../../../request/page.ts";
import { isObject } from "../../../request/params.ts";
import type { Plain } from "@orrery/kernel";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { functionNotFound } from "../function/function-error.ts";
import { lambdaLimits } from "../limits.ts";
import { findFunction, locate } from "../operations/function-location.ts";
import { modifiedAt } from "../operations/modified-at.ts";
import { isRefused, lambdaRefusal, type Checked } from "../operations/refusals.ts";
import { policyOf } from "../permissions/policy.ts";
import { isVersion, qualifiedResource } from "../versions/version-record.ts";
import { urlKindName, type UrlRecord } from "./config.ts";
import { domainOf } from "./request-event.ts";
import { urlIdOf } from "./url-id.ts";
import { plainUrl, urlOf, urlRecordOf, urlsOf } from "./url-record.ts";
import { settleUrl, urlSettingsOf } from "./url-settings.ts";

/** The operations of Lambda about function URLs. */
export const urlOperations: Operations = {
  CreateFunctionUrlConfig: { begin: create },
  GetFunctionUrlConfig: { begin: get },
  UpdateFunctionUrlConfig: { begin: update },
  DeleteFunctionUrlConfig: { begin: remove },
  ListFunctionUrlConfigs: { begin: list },
};

function create(params: PlainObject, plane: ControlPlane): Step {
  const found = targetIn(params, plane);
  if (isRefused(found)) return found;
  const { fn, target, qualifier } = found;
  if (urlOf(target, plane) !== undefined) {
    return lambdaRefusal(
      "ResourceConflictException",
      `Failed to create function url config for [functionArn = ${target.arn}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
    );
  }
  const now = modifiedAt(plane);
  const { InvokeMode = "BUFFERED", AuthType, Cors } = params;
  const record: UrlRecord = {
    functionName: fn.name,
    qualifier,
    urlId: urlIdOf(fn.name, qualifier),
    authType: AuthType as UrlRecord["authType"], // One of them: checked.
    invokeMode: InvokeMode as UrlRecord["invokeMode"], // One of them: checked.
    cors: isObject(Cors) ? Cors : null,
    creationTime: now,
    lastModifiedTime: now,
  };
  plane.create(
    {
      kind: urlKindName,
      name: target.name,
      arn: `${target.arn}/url`,
      record: plainUrl(record),
    },
    (number) => urlSettingsOf(record, number, policyOf(target), plane),
    () => [{ port: "function", to: 0, target: target.number }],
  );
  const { LastModifiedTime: _, ...response } = viewOf(record, target.arn, plane);
  return { type: "respond", response };
}

function get(params: PlainObject, plane: ControlPlane): Step {
  const found = urlIn(params, plane);
  if (isRefused(found)) return found;
  const { url, target } = found;
  return { type: "respond", response: viewOf(urlRecordOf(url), target.arn, plane) };
}

function update(params: PlainObject, plane: ControlPlane): Step {
  const found = urlIn(params, plane);
  if (isRefused(found)) return found;
  const { url, target } = found;
  const before = urlRecordOf(url);
  const { AuthType = before.authType, InvokeMode = before.invokeMode, Cors } = params;
  const record: UrlRecord = {
    ...before,
    authType: AuthType as UrlRecord["authType"], // One of them: checked.
    invokeMode: InvokeMode as UrlRecord["invokeMode"], // One of them: checked.
    cors: isObject(Cors) ? corsOf(Cors) : before.cors,
    lastModifiedTime: modifiedAt(plane),
  };
  settleUrl(url, record, policyOf(target), plane);
  return { type: "respond", response: viewOf(record, target.arn, plane) };
}

/** An empty configuration takes it away. */
const corsOf = (given: PlainObject): UrlRecord["cors"] =>
  Object.keys(given).length === 0 ? null : given;

function remove(params: PlainObject, plane: ControlPlane): Step {
  const found = urlIn(params, plane);
  if (isRefused(found)) return found;
  plane.delete(found.url, functionNotFound(found.target.arn));
  return { type: "respond", response: {} };
}

function list(params: PlainObject, plane: ControlPlane): Step {
  const location = locate(params, plane);
  if (isRefused(location)) return location;
  const fn = findFunction(location.name, plane);
  if (fn === undefined) return noFunction;
  const { Marker, MaxItems } = params;
  const most = Math.min(typeof MaxItems === "number" ? MaxItems : Infinity, lambdaLimits.listPage);
  const all = urlsOf(fn, plane);
  const { items, next } = page(all, Marker, most) ?? page(all, null, most)!;
  const response: PlainObject = {
    FunctionUrlConfigs: items.map((url): Plain => {
      const record = urlRecordOf(url);
      const { qualifier } = record;
      return viewOf(record, qualifier === null ? fn.arn : `${fn.arn}:${qualifier}`, plane);
    }),
    ...(next === null ? {} : { NextMarker: next }),
  };
  return { type: "respond", response };
}

function viewOf(
  { urlId, authType, cors, creationTime, lastModifiedTime, invokeMode }: UrlRecord,
  FunctionArn: string,
  { region }: Pick<ControlPlane, "region">,
): PlainObject {
  return {
    FunctionUrl: `https://${domainOf({ urlId, region })}/`,
    FunctionArn,
    AuthType: authType,
    ...(cors === null ? {} : { Cors: cors as PlainObject }),
    CreationTime: creationTime,
    LastModifiedTime: lastModifiedTime,
    InvokeMode: invokeMode,
  };
}

interface Located {
  readonly fn: Resource;
  /** The function itself or an alias. */
  readonly target: Resource;
  readonly qualifier: string | null;
}

const noFunction = lambdaRefusal("ResourceNotFoundException", "Function does not exist");
const noUrl: Refused = lambdaRefusal(
  "ResourceNotFoundException",
  "The resource you requested does not exist.",
  { Message: "The resource you requested does not exist." },
);

/** What a URL is, or is to be, of. */
function targetIn(params: PlainObject, plane: ControlPlane): Checked<Located> {
  const location = locate(params, plane);
  if (isRefused(location)) return location;
  const { name, qualifier } = location;
  const fn = findFunction(name, plane);
  if (fn === undefined || (qualifier !== null && isVersion(qualifier))) return noFunction;
  const target = qualifiedResource(fn, qualifier, plane);
  return target === undefined
    ? noFunction
    : { fn, target, qualifier: qualifier === "$LATEST" ? null : qualifier };
}

/** The URL that a request means. */
function urlIn(
  params: PlainObject,
  plane: ControlPlane,
): Checked<Located & { readonly url: Resource }> {
  const found = targetIn(params, plane);
  if (isRefused(found)) return found === noFunction ? noUrl : found;
  const url = urlOf(found.target, plane);
  return url === undefined ? noUrl : { ...found, url };
}
