import { page } from "../../../request/page.ts";
import { refusalOf } from "../../../request/violation.ts";
import { lambdaApi } from "../request.ts";
import { listOf, objectOf, spelled } from "../../../request/params.ts";
import type { Plain } from "@orrery/kernel";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { keepRecord, newConnections, withNamedDestinations } from "../asynchronous/change.ts";
import { checkDeadLetters } from "../asynchronous/destination-check.ts";
import { machineConnections } from "../versions/connections.ts";
import { modifiedAt } from "./modified-at.ts";
import { accountOf, changeClaim, claimOf } from "./account-resource.ts";
import { functionNotFound } from "../function/function-error.ts";
import {
  behaviorIn,
  networkIn,
  checkConfiguration,
  packageOf,
  shownMembers,
  withoutEmpty,
  type DeploymentPackage,
} from "./function-configuration.ts";
import {
  functionArn,
  functionOf,
  locate,
  qualifiedFunction,
  type LocatedFunction,
} from "./function-location.ts";
import { publish, versionView } from "../versions/version-operations.ts";
import {
  aliasesOf,
  aliasRecordOf,
  qualifiedResource,
  versionBehind,
  versionKindName,
  versionsOf,
} from "../versions/version-record.ts";
import { urlsOf } from "../url/url-record.ts";
import { checkCodeSigning } from "../code-signing/code-signing-operations.ts";
import { againstLayers, againstSize, layersIn, shownLayers } from "../layers/layer-check.ts";
import { againstCodeStorage } from "./code-storage.ts";
import { snapStartRefusal } from "../snap-start/snap-start.ts";
import { provisionedOf, setProvisioned } from "../provisioned/provisioned-record.ts";
import {
  beingMadeView,
  isDurable,
  changeBegun,
  functionKind,
  listedView,
  plain,
  recordOf,
  settingsOf,
  unsettledRefusal,
  viewAt,
  type FunctionRecord,
} from "./function-record.ts";
import { lambdaLimits } from "../limits.ts";
import { checkCapacityProvider } from "../managed/capacity-provider-operations.ts";
import { capacityProviderIn, managedRefusal } from "../managed/managed-settings.ts";
import { accessPointIn, accessPointRefusal } from "../files/access-point.ts";
import { mountConnections } from "../files/mount-connections.ts";
import { interfaceCreation } from "../network/interface-creation.ts";
import { releaseInterfaces } from "../network/interface-deletion.ts";
import { interfacesOf } from "../network/interfaces.ts";
import type { DeleteFunction } from "../protocol.ts";
import { invalid, isRefused, lambdaRefusal, type Checked } from "./refusals.ts";
import { checkTags } from "./tag-operations.ts";

/** The operations of Lambda that make, show, change, list and delete functions. */
export const functionOperations: Operations = {
  CreateFunction: { begin: create },
  GetFunction: { begin: get },
  GetFunctionConfiguration: { begin: getConfiguration },
  UpdateFunctionConfiguration: { begin: updateConfiguration },
  UpdateFunctionCode: { begin: updateCode },
  DeleteFunction: { begin: remove, next: removed },
  ListFunctions: { begin: list },
};

function create(params: PlainObject, plane: ControlPlane): Step {
  const refusal = checkConfiguration(params) ?? wrongAccessPoint(params, plane);
  if (refusal !== null) return refusal;
  const kind = params["PackageType"] ?? "Zip";
  if (kind === "Zip" && (params["Runtime"] === undefined || params["Handler"] === undefined)) {
    return invalid(
      "Runtime and Handler are mandatory parameters for functions created with deployment packages.",
    );
  }
  const name = nameToBe(params, plane);
  if (isRefused(name)) return name;
  const code = packageOf(objectOf(params["Code"]), kind, "CreateFunction");
  if (isRefused(code)) return code;
  const role = spelled(params["Role"]);
  const wrongTarget = checkDeadLetters(params, { name, role }, plane);
  if (wrongTarget !== null) return wrongTarget;
  const notFitting =
    againstLayers(layersSaidIn(params), code.unzippedSize, plane) ??
    againstCodeStorage(code.unzippedSize, plane);
  if (notFitting !== null) return notFitting;
  const { CodeSigningConfigArn: signedBy } = params;
  const notSigned = signedBy === undefined ? null : checkCodeSigning(signedBy, plane);
  if (notSigned !== null) return notSigned;
  const tags = objectOf(params["Tags"]);
  const wrongTags = checkTags(tags);
  if (wrongTags !== null) return wrongTags;
  if (plane.find(functionKind, name) !== undefined) {
    return lambdaRefusal("ResourceConflictException", `Function already exist: ${name}`);
  }
  const made = newRecord(name, kind, code, params, plane);
  const notRestored = snapStartRefusal(made.shown) ?? managedRefusal(made.shown);
  if (notRestored !== null) return notRestored;
  const withoutProvider = withoutCapacity(made.shown, plane);
  if (withoutProvider !== null) return withoutProvider;
  const record = withNamedDestinations(made, plane);
  const { caller } = settingsOf(record, 0, plane);
  const destinations = newConnections(record, made, caller, plane);
  plane.create(
    { kind: functionKind, name, arn: functionArn(name, plane), record: plain(record) },
    (number) => settingsOf(record, number, plane),
    (number) => [
      ...machineConnections(number, accountOf(plane).number, plane, isDurable(record)),
      ...mountConnections(record, caller, plane),
      ...destinations,
    ],
  );
  if (params["Publish"] !== true || record.publishesLatest === true) {
    return { type: "respond", response: beingMadeView(record) };
  }
  const version = publish(plane.find(functionKind, name)!, record, plane);
  return { type: "respond", response: versionView(version, plane) };
}

/** How EFS refuses the access point that a function mounts, with which it is made; `null`: it does not. */
function wrongAccessPoint(params: PlainObject, plane: ControlPlane): Refused | null {
  const { accessPoint } = accessPointIn(params);
  return accessPoint === undefined ? null : accessPointRefusal(accessPoint, plane.asOf);
}

/** Why a function cannot run where it is to run; `null`: it can. */
function withoutCapacity(shown: PlainObject, plane: ControlPlane) {
  const provider = capacityProviderIn(shown);
  return provider === undefined ? null : checkCapacityProvider(provider, plane);
}

/** The name of a function that is to be made: given as such or in an ARN, but without a qualifier. */
function nameToBe(params: PlainObject, plane: ControlPlane): Checked<string> {
  const location = locate(params, plane);
  if (isRefused(location)) return location;
  const { name, qualifier } = location;
  if (qualifier !== null) {
    const value = `'${spelled(params["FunctionName"])}'`;
    const { pattern } = lambdaApi.facts.shapes["FunctionName"]!;
    const constraint = `Member must satisfy regular expression pattern: ${pattern}`;
    return refusalOf("ValidationException", [{ value, place: "functionName", constraint }]);
  }
  if (name.length <= 64) return name;
  const constraint = "Member must have length less than or equal to 64";
  const { message } = refusalOf("", [{ value: `'${name}'`, place: "functionName", constraint }]);
  return invalid(message);
}

function newRecord(
  name: string,
  kind: Plain,
  code: DeploymentPackage,
  params: PlainObject,
  plane: ControlPlane,
): FunctionRecord {
  const { timeout, memorySize, ephemeralStorage } = lambdaLimits;
  const defaults: PlainObject = {
    FunctionName: name,
    FunctionArn: functionArn(name, plane),
    CodeSize: code.size,
    CodeSha256: code.sha256,
    Description: "",
    MemorySize: memorySize.default,
    LastModified: modifiedAt(plane),
    Version: "$LATEST",
    TracingConfig: { Mode: "PassThrough" },
    PackageType: kind,
    Architectures: params["Architectures"] ?? ["x86_64"],
    EphemeralStorage: { Size: ephemeralStorage.default },
    SnapStart: { ApplyOn: "None", OptimizationStatus: "Off" },
    LoggingConfig: { LogFormat: "Text", LogGroup: `/aws/lambda/${name}` },
  };
  const behavior = behaviorIn(params, name);
  const { takes, failure } = interfaceCreation(name, params, behavior, plane);
  const change = changeBegun("creation", plane, takes);
  return {
    Timeout: (params["Timeout"] ?? timeout.default / 1_000_000) as number, // Checked as a number.
    shown: withoutEmpty({
      ...defaults,
      RevisionId: plane.uuid(),
      ...shownMembers(params, defaults),
      ...(params["Layers"] === undefined
        ? {}
        : { Layers: shownLayers(layersSaidIn(params), plane) }),
    }),
    change,
    imageUri: code.imageUri,
    unzippedSize: code.unzippedSize,
    tags: objectOf(params["Tags"]),
    revision: 1,
    reservedConcurrency: null,
    recursiveLoop: "Terminate",
    eventInvokeConfigs: [],
    destinations: [],
    version: "$LATEST",
    publishedCount: 0,
    provisionedHere: null,
    provisionedTotal: 0,
    behavior,
    ...networkIn(params, name),
    ...accessPointIn(params),
    ...(failure === undefined ? {} : { interfaceFailure: failure }),
    ...(params["PublishTo"] === "LATEST_PUBLISHED" && params["Publish"] === true
      ? { publishesLatest: true as const }
      : {}),
    ...(params["CodeSigningConfigArn"] === undefined
      ? {}
      : { codeSigningConfigArn: spelled(params["CodeSigningConfigArn"]) }),
    isDeleting: false,
  };
}

function get(params: PlainObject, plane: ControlPlane): Step {
  const found = qualifiedFunction(params, plane);
  if (isRefused(found)) return found;
  const { resource, qualifier, target } = found;
  const record = recordOf(versionBehind(target, plane));
  const { imageUri } = record;
  const { tags, reservedConcurrency } = recordOf(resource);
  const response: PlainObject = {
    Configuration: viewAt(plane.now, record, qualifier ?? ""),
    Code: imageUri === null ? zipLocation(resource, plane) : imageLocation(imageUri),
    ...(Object.keys(tags).length === 0 ? {} : { Tags: tags }),
    ...(reservedConcurrency === null
      ? {}
      : { Concurrency: { ReservedConcurrentExecutions: reservedConcurrency } }),
  };
  return { type: "respond", response };
}

const zipLocation = (
  { name, number }: Resource,
  { region, accountId }: ControlPlane,
): PlainObject => ({
  RepositoryType: "S3",
  Location: `https://prod-04-2014-tasks.s3.${region}.amazonaws.com/snapshots/${accountId}/${name}-${number}`,
});

const imageLocation = (uri: string): PlainObject => ({
  RepositoryType: "ECR",
  ImageUri: uri,
  ResolvedImageUri: uri,
});

function getConfiguration(params: PlainObject, plane: ControlPlane): Step {
  const found = qualifiedFunction(params, plane);
  if (isRefused(found)) return found;
  const record = recordOf(versionBehind(found.target, plane));
  const response = viewAt(plane.now, record, found.qualifier ?? "");
  return { type: "respond", response };
}

function updateConfiguration(params: PlainObject, plane: ControlPlane): Step {
  const found = functionToChange(params, plane);
  if (isRefused(found)) return found;
  const record = recordOf(found.resource);
  const wrong = checkConfiguration(params, record.shown) ?? wrongAccessPoint(params, plane);
  if (wrong !== null) return wrong;
  const role = spelled(params["Role"] ?? record.shown["Role"]);
  const wrongTarget = checkDeadLetters(params, { name: found.name, role }, plane);
  if (wrongTarget !== null) return wrongTarget;
  // Those that it has already stay, also where they are gone.
  const isLayered = params["Layers"] !== undefined;
  const layers = layersSaidIn(params);
  const notFitting = isLayered ? againstLayers(layers, record.unzippedSize, plane) : null;
  if (notFitting !== null) return notFitting;
  const shown = withoutEmpty({
    ...record.shown,
    ...shownMembers(params, record.shown),
    ...(isLayered ? { Layers: shownLayers(layers, plane) } : {}),
  });
  const notRestored = snapStartRefusal(shown) ?? managedRefusal(shown);
  if (notRestored !== null) return notRestored;
  const isManaged = capacityProviderIn(shown) !== undefined;
  if (isManaged !== (capacityProviderIn(record.shown) !== undefined)) {
    return invalid(
      "CapacityProviderConfig cannot be added to a function that was created without it.",
    );
  }
  const withoutProvider = withoutCapacity(shown, plane);
  if (withoutProvider !== null) return withoutProvider;
  // Of what it mounts instead nobody says more.
  const { accessPoint: _, ...unmounted } = record;
  return change(found, plane, {
    ...(params["FileSystemConfigs"] === undefined ? record : unmounted),
    Timeout: (params["Timeout"] ?? record.Timeout) as number, // Checked as a number.
    shown,
    ...networkIn(params, found.name),
    ...accessPointIn(params),
  });
}

function updateCode(params: PlainObject, plane: ControlPlane): Step {
  const found = functionToChange(params, plane);
  if (isRefused(found)) return found;
  const record = recordOf(found.resource);
  const code = packageOf(params, record.shown["PackageType"]!, "UpdateFunctionCode");
  if (isRefused(code)) return code;
  const notFitting =
    againstSize(layersIn(record.shown), code.unzippedSize, plane) ??
    againstCodeStorage(code.unzippedSize - record.unzippedSize, plane);
  if (notFitting !== null) return notFitting;
  const { Architectures = record.shown["Architectures"]! } = params;
  const changed: FunctionRecord = {
    ...record,
    shown: { ...record.shown, Architectures, CodeSize: code.size, CodeSha256: code.sha256 },
    imageUri: code.imageUri,
    unzippedSize: code.unzippedSize,
    behavior: behaviorIn(params, found.name, record.behavior),
  };
  if (params["DryRun"] === true) {
    return { type: "respond", response: viewAt(plane.now, changed, "") };
  }
  const toLatest = params["Publish"] === true && params["PublishTo"] === "LATEST_PUBLISHED";
  const step = change(found, plane, toLatest ? { ...changed, publishesLatest: true } : changed);
  if (params["Publish"] !== true || toLatest) return step;
  const updated = plane.find(functionKind, found.name)!; // It was there.
  return {
    type: "respond",
    response: versionView(publish(updated, recordOf(updated), plane), plane),
  };
}

/** The ARNs of the layers that a request names. */
const layersSaidIn = (params: PlainObject): readonly string[] =>
  listOf(params["Layers"]) as readonly string[]; // Texts, by the model.

/** The function that a request changes: a settled one, of the revision that the caller knows. */
function functionToChange(params: PlainObject, plane: ControlPlane): Checked<LocatedFunction> {
  const found = functionOf(params, plane);
  if (isRefused(found)) return found;
  const record = recordOf(found.resource);
  const unsettled = unsettledRefusal(record, plane);
  if (unsettled !== null) return unsettled;
  const { RevisionId } = record.shown;
  if (params["RevisionId"] === undefined || params["RevisionId"] === RevisionId) return found;
  return lambdaRefusal(
    "PreconditionFailedException",
    "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id",
  );
}

function change({ resource }: LocatedFunction, plane: ControlPlane, to: FunctionRecord): Step {
  const { interfaceFailure: _, ...rest } = to;
  const { takes, failure } = interfaceCreation(resource.name, to.shown, to.behavior, plane);
  releaseInterfaces(resource.name, recordOf(resource), to.shown, plane);
  const kept = to.interfaceFailure;
  const own = interfacesOf(to.shown).length === 0 ? undefined : (failure ?? kept);
  const record: FunctionRecord = {
    ...rest,
    ...(own === undefined ? {} : { interfaceFailure: own }),
    change: changeBegun("update", plane, takes),
    shown: { ...to.shown, LastModified: modifiedAt(plane), RevisionId: plane.uuid() },
    revision: to.revision + 1,
  };
  keepRecord(resource, record, plane);
  return { type: "respond", response: beingMadeView(record) };
}

function remove(params: PlainObject, plane: ControlPlane): Step {
  const location = locate(params, plane);
  if (isRefused(location)) return location;
  const { name, qualifier } = location;
  if (qualifier === "$LATEST") {
    return invalid("$LATEST version cannot be deleted without deleting the function.");
  }
  const found = functionOf({ FunctionName: name }, plane);
  if (isRefused(found)) return found;
  const { resource } = found;
  if (qualifier !== null) return removeVersion(resource, qualifier, plane);
  plane.change(resource, { record: plain({ ...recordOf(resource), isDeleting: true }) });
  const input: DeleteFunction = { type: "deleteFunction" };
  return { type: "ask", resource: resource.number, input, kept: resource.number };
}

/** What DeleteFunction answers (recorded 2025-11). */
const deleted: PlainObject = { StatusCode: 204 };

/** Deletes a published version, unless an alias leads to it; one that is not there is as good as deleted. */
function removeVersion(fn: Resource, qualifier: string, plane: ControlPlane): Step {
  const version = qualifiedResource(fn, qualifier, plane);
  if (version === undefined) return { type: "respond", response: deleted };
  if (version.kind !== versionKindName) {
    return invalid("Deletion of aliases is not currently supported.");
  }
  const aliases = aliasesOf(fn, plane).filter((alias) => {
    const { version: first, additional } = aliasRecordOf(alias);
    return first === qualifier || additional?.version === qualifier;
  });
  if (aliases.length > 0) {
    const names = aliases.map((alias) => aliasRecordOf(alias).alias).join(", ");
    return lambdaRefusal(
      "ResourceConflictException",
      `Version ${qualifier} is currently referenced by an alias: ${names}. Remove the reference before deleting the version.`,
    );
  }
  if (provisionedOf(version) !== null) setProvisioned(fn, version, null, plane);
  const input: DeleteFunction = { type: "deleteFunction" };
  return { type: "ask", resource: version.number, input, kept: version.number };
}

/** The machine holds nothing of the account's any more. */
function removed(_bodies: unknown, _params: PlainObject, plane: ControlPlane, kept: Plain): Step {
  const resource = plane.findByNumber(Number(kept))!; // It is on its way out, and goes once.
  if (resource.kind === versionKindName) {
    plane.delete(resource, functionNotFound(resource.arn));
    return { type: "respond", response: deleted };
  }
  for (const each of urlsOf(resource, plane)) plane.delete(each, functionNotFound(resource.arn));
  for (const each of [...aliasesOf(resource, plane), ...versionsOf(resource, plane)]) {
    plane.delete(each, functionNotFound(each.arn));
  }
  if (claimOf(recordOf(resource)) > 0) {
    changeClaim(resource, { reservedConcurrency: null, provisionedTotal: 0 }, plane);
  }
  releaseInterfaces(resource.name, recordOf(resource), {}, plane);
  plane.delete(resource, functionNotFound(`${resource.arn}:$LATEST`));
  return { type: "respond", response: deleted };
}

function list(params: PlainObject, plane: ControlPlane): Step {
  const { Marker, MaxItems, FunctionVersion } = params;
  const all = plane.list(functionKind).filter((resource) => !recordOf(resource).isDeleting);
  const most = Math.min(typeof MaxItems === "number" ? MaxItems : Infinity, lambdaLimits.listPage);
  const { items, next } = page(all, Marker, most) ?? page(all, null, most)!;
  const qualifier = FunctionVersion === "ALL" ? "$LATEST" : "";
  const response: PlainObject = {
    Functions: items.map((resource) => listedView(recordOf(resource), qualifier)),
    ...(next === null ? {} : { NextMarker: next }),
  };
  return { type: "respond", response };
}
