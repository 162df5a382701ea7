import { page } from "../../../request/page.ts";
import { isObject, listOf, numberOf, objectOf, spelled } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { lambdaLimits } from "../limits.ts";
import { accountOf } from "../operations/account-resource.ts";
import { findFunction, locate } from "../operations/function-location.ts";
import { functionKind, plain, recordOf, settingsOf } from "../operations/function-record.ts";
import { functionNotFound } from "../function/function-error.ts";
import { modifiedAt } from "../operations/modified-at.ts";
import { invalid, isRefused, lambdaRefusal, type Checked } from "../operations/refusals.ts";
import { isVersion, qualifiedResource, versionsOf } from "../versions/version-record.ts";
import { capacityProviderIn, type FunctionScaling } from "./managed-settings.ts";

/** The operations of Lambda about capacity providers, and how functions scale on them. */
export const capacityProviderOperations: Operations = {
  CreateCapacityProvider: { begin: create },
  GetCapacityProvider: { begin: get },
  UpdateCapacityProvider: { begin: update },
  DeleteCapacityProvider: { begin: remove },
  ListCapacityProviders: { begin: list },
  ListFunctionVersionsByCapacityProvider: { begin: listVersions },
  PutFunctionScalingConfig: { begin: putScaling },
  GetFunctionScalingConfig: { begin: getScaling },
};

/** The capacity providers of an account, in order of their making. */
const providersOf = (plane: ControlPlane): readonly PlainObject[] =>
  listOf(accountOf(plane).record["capacityProviders"]).filter(isObject);

function keep(providers: readonly PlainObject[], plane: ControlPlane): void {
  const account = accountOf(plane);
  plane.change(account, { record: { ...account.record, capacityProviders: providers } });
}

const nameOf = ({ CapacityProviderArn }: PlainObject): string =>
  spelled(CapacityProviderArn).split(":").at(-1)!;

const arnOf = (name: string, { partition, region, accountId }: ControlPlane): string =>
  `arn:${partition}:lambda:${region}:${accountId}:capacity-provider:${name}`;

function create(params: PlainObject, plane: ControlPlane): Step {
  const { CapacityProviderName, Tags: _, ...said } = params;
  const name = spelled(CapacityProviderName).split(":").at(-1)!; // As a name, or in an ARN.
  if (providersOf(plane).some((each) => nameOf(each) === name)) {
    return lambdaRefusal("ResourceConflictException", `Capacity provider already exists: ${name}`);
  }
  const provider: PlainObject = {
    CapacityProviderArn: arnOf(name, plane),
    State: "Active",
    ...said,
    LastModified: modifiedAt(plane),
  };
  keep([...providersOf(plane), provider], plane);
  return { type: "respond", response: { CapacityProvider: provider } };
}

function providerIn(
  { CapacityProviderName }: PlainObject,
  plane: ControlPlane,
): Checked<PlainObject> {
  const name = spelled(CapacityProviderName).split(":").at(-1)!;
  return (
    providersOf(plane).find((each) => nameOf(each) === name) ??
    lambdaRefusal("ResourceNotFoundException", `Capacity provider not found: ${arnOf(name, plane)}`)
  );
}

/** Why a function cannot run on the capacity provider that it names; `null`: it can. */
export function checkCapacityProvider(arn: string, plane: ControlPlane) {
  const provider = providerIn({ CapacityProviderName: arn }, plane);
  return isRefused(provider) ? provider : null;
}

function get(params: PlainObject, plane: ControlPlane): Step {
  const provider = providerIn(params, plane);
  if (isRefused(provider)) return provider;
  return { type: "respond", response: { CapacityProvider: provider } };
}

function update(params: PlainObject, plane: ControlPlane): Step {
  const before = providerIn(params, plane);
  if (isRefused(before)) return before;
  const { CapacityProviderName: _, ...said } = params;
  const provider = { ...before, ...said, LastModified: modifiedAt(plane) };
  keep(
    providersOf(plane).map((each) => (each === before ? provider : each)),
    plane,
  );
  return { type: "respond", response: { CapacityProvider: provider } };
}

function remove(params: PlainObject, plane: ControlPlane): Step {
  const provider = providerIn(params, plane);
  if (isRefused(provider)) return provider;
  if (functionsOn(provider, plane).length > 0) {
    return lambdaRefusal(
      "ResourceConflictException",
      `The capacity provider ${spelled(provider["CapacityProviderArn"])} is in use.`,
    );
  }
  keep(
    providersOf(plane).filter((each) => each !== provider),
    plane,
  );
  const response = { CapacityProvider: { ...provider, State: "Deleting" } };
  return { type: "respond", response };
}

function list({ Marker, MaxItems }: PlainObject, plane: ControlPlane): Step {
  const all = providersOf(plane);
  const most = Math.min(numberOf(MaxItems) ?? Infinity, lambdaLimits.listPage);
  const { items, next } = page(all, Marker, most) ?? page(all, null, most)!;
  const response = { CapacityProviders: items, ...(next === null ? {} : { NextMarker: next }) };
  return { type: "respond", response };
}

/** The functions and versions that run on a capacity provider. */
function functionsOn({ CapacityProviderArn }: PlainObject, plane: ControlPlane) {
  const functions = plane.list(functionKind);
  return functions
    .flatMap((fn) => [fn, ...versionsOf(fn, plane)])
    .filter((each) => capacityProviderIn(recordOf(each).shown) === CapacityProviderArn);
}

function listVersions(params: PlainObject, plane: ControlPlane): Step {
  const provider = providerIn(params, plane);
  if (isRefused(provider)) return provider;
  const { Marker, MaxItems } = params;
  const all = functionsOn(provider, plane)
    .filter((each) => recordOf(each).version !== "$LATEST" || recordOf(each).publishesLatest)
    .map((each) => ({ FunctionArn: each.arn, State: "Active" }));
  const most = Math.min(numberOf(MaxItems) ?? Infinity, lambdaLimits.listPage);
  const { items, next } = page(all, Marker, most) ?? page(all, null, most)!;
  const response = {
    CapacityProviderArn: provider["CapacityProviderArn"]!,
    FunctionVersions: items,
    ...(next === null ? {} : { NextMarker: next }),
  };
  return { type: "respond", response };
}

/** What is published of a function: by its number, or what it is now as `$LATEST.PUBLISHED`. */
function publishedIn(params: PlainObject, plane: ControlPlane): Checked<Resource> {
  const location = locate(params, plane);
  if (isRefused(location)) return location;
  const { name, qualifier } = location;
  const fn = findFunction(name, plane);
  const isNumber = qualifier !== null && isVersion(qualifier);
  const target = fn && qualifiedResource(fn, isNumber ? qualifier : null, plane);
  if (target === undefined || (!isNumber && qualifier !== "$LATEST.PUBLISHED")) {
    return functionNotFound(`${fn?.arn ?? name}:${qualifier ?? "$LATEST"}`);
  }
  if (capacityProviderIn(recordOf(target).shown) !== undefined) return target;
  return invalid("The function has no capacity provider.");
}

function putScaling(params: PlainObject, plane: ControlPlane): Step {
  const target = publishedIn(params, plane);
  if (isRefused(target)) return target;
  const scaling = objectOf(params["FunctionScalingConfig"]) as FunctionScaling; // Checked as numbers.
  const { MinExecutionEnvironments: least = 0, MaxExecutionEnvironments: most = Infinity } =
    scaling;
  if (least > most) {
    return invalid("MinExecutionEnvironments must not be greater than MaxExecutionEnvironments.");
  }
  const record = { ...recordOf(target), scaling };
  plane.change(target, {
    record: plain(record),
    settings: settingsOf(record, target.number, plane),
  });
  return { type: "respond", response: { FunctionState: "Active" } };
}

function getScaling(params: PlainObject, plane: ControlPlane): Step {
  const target = publishedIn(params, plane);
  if (isRefused(target)) return target;
  const scaling = (recordOf(target).scaling ?? {}) as PlainObject;
  const response = {
    FunctionArn: target.arn,
    AppliedFunctionScalingConfig: scaling,
    RequestedFunctionScalingConfig: scaling,
  };
  return { type: "respond", response };
}
