import type { Plain } from "@orrery/kernel";
import { page } from "../../../request/page.ts";
import { spelled } from "../../../request/params.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type {
  ControlPlane,
  Operations,
  ResourceConnection,
  Step,
} from "../../../service/service-model.ts";
import { lambdaLimits, snapStartSnapshot } from "../limits.ts";
import { capacityProviderIn } from "../managed/managed-settings.ts";
import { hasSnapshots } from "../snap-start/snap-start.ts";
import { functionOf } from "../operations/function-location.ts";
import {
  changeBegun,
  isDurable,
  listedView,
  plain,
  recordOf,
  settingsOf,
  unsettledRefusal,
  viewAt,
  type FunctionRecord,
} from "../operations/function-record.ts";
import { invalid, isRefused, lambdaRefusal } from "../operations/refusals.ts";
import { newConnections } from "../asynchronous/change.ts";
import { mountConnections } from "../files/mount-connections.ts";
import { machineConnections } from "./connections.ts";
import {
  qualifiedName,
  versionKindName,
  versionRecordOf,
  versionsOf,
  type VersionRecord,
} from "./version-record.ts";

/** The operations of Lambda that publish versions and list them. */
export const versionOperations: Operations = {
  PublishVersion: { begin: publishVersion },
  ListVersionsByFunction: { begin: list },
};

function publishVersion(params: PlainObject, plane: ControlPlane): Step {
  const found = functionOf(params, plane);
  if (isRefused(found)) return found;
  const { resource } = found;
  const record = recordOf(resource);
  const unsettled = unsettledRefusal(record, plane);
  if (unsettled !== null) return unsettled;
  const refusal = mismatch(params, record);
  if (refusal !== null) return refusal;
  const { Description, PublishTo } = params;
  if (PublishTo === "LATEST_PUBLISHED") {
    const record = { ...recordOf(resource), publishesLatest: true as const };
    plane.change(resource, {
      record: plain(record),
      settings: settingsOf(record, resource.number, plane),
    });
    return { type: "respond", response: viewAt(plane.now, record, "$LATEST.PUBLISHED") };
  }
  const version = publish(resource, record, plane, Description as string | undefined); // Checked as a text.
  return { type: "respond", response: versionView(version, plane) };
}

/** Why a version is not published of another code or revision than the caller knows; `null`: it is. */
function mismatch(
  { CodeSha256, RevisionId }: PlainObject,
  { shown }: FunctionRecord,
): Refused | null {
  if (CodeSha256 !== undefined && CodeSha256 !== "" && CodeSha256 !== shown["CodeSha256"]) {
    return invalid(
      `CodeSHA256 (${spelled(CodeSha256)}) is different from current CodeSHA256 in $LATEST (${spelled(shown["CodeSha256"])}). Please try again with the CodeSHA256 in $LATEST.`,
    );
  }
  return RevisionId === undefined || RevisionId === shown["RevisionId"] ? null : revisionMismatch;
}

/** What those hear who know another revision than the last. */
export const revisionMismatch: Refused = lambdaRefusal(
  "PreconditionFailedException",
  "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id",
);

/**
 * Publishes what a function is now as a version, with the next number; the last one, where nothing has changed
 * since. Numbers are never used again.
 */
export function publish(
  fn: Resource,
  record: FunctionRecord,
  plane: ControlPlane,
  description?: string,
): Resource {
  const last = versionsOf(fn, plane).at(-1);
  if (last !== undefined && contentOf(versionRecordOf(last)) === contentOf(record)) return last;
  const number = record.publishedCount + 1;
  const version = `${number}`;
  const shown = { ...record.shown, RevisionId: plane.uuid() };
  const published = { ...record, shown, publishedCount: number };
  // What was never published cannot be invoked on managed instances.
  plane.change(
    fn,
    capacityProviderIn(record.shown) === undefined
      ? { record: plain(published) }
      : { record: plain(published), settings: settingsOf(published, fn.number, plane) },
  );
  const { Description = "" } = record.shown;
  // Of the function alone.
  const { policy: _, policyRevisionId: _r, codeSigningConfigArn: _c, ...rest } = record;
  const { scaling: _s, publishesLatest: _p, ...content } = rest;
  const snapshot = hasSnapshots(record.shown);
  const frozen: VersionRecord = {
    ...content,
    ...(snapshot ? { change: changeBegun("creation", plane, snapshotTime(plane)) } : {}),
    shown: {
      ...record.shown,
      Version: version,
      RevisionId: plane.uuid(),
      Description: description ?? Description,
      ...(snapshot
        ? { SnapStart: { ApplyOn: "PublishedVersions", OptimizationStatus: "On" } }
        : {}),
    },
    functionName: fn.name,
    version,
    tags: {},
    reservedConcurrency: null,
  };
  return plane.create(
    {
      kind: versionKindName,
      name: qualifiedName(fn.name, version),
      arn: `${fn.arn}:${version}`,
      record: plain(frozen),
      countsInto: fn.number,
    },
    (own) => settingsOf(frozen, own, plane),
    (own) => versionConnections(own, fn, frozen, plane),
  );
}

/** How long it takes to make a snapshot. */
const snapshotTime = ({ latencies }: ControlPlane) =>
  latencies["lambda.snapStart.snapshot"] ?? snapStartSnapshot;

/** A version asks its function for concurrency, which all of its versions share. */
const versionConnections = (
  number: number,
  fn: Resource,
  record: VersionRecord,
  plane: ControlPlane,
): readonly ResourceConnection[] => {
  const { caller } = settingsOf(record, number, plane);
  return [
    ...machineConnections(number, fn.number, plane, isDurable(record)),
    ...mountConnections(record, caller, plane),
    ...newConnections(record, { destinations: [] }, caller, plane),
  ];
};

/** What makes one version another than the last: code and configuration, without what each change writes. */
function contentOf({ shown, Timeout, imageUri, behavior }: FunctionRecord): string {
  const { Version: _v, RevisionId: _r, LastModified: _l, Description: _d, ...rest } = shown;
  const { SnapStart: _s, ...content } = rest;
  return JSON.stringify([content, hasSnapshots(shown), Timeout, imageUri, behavior]);
}

/** A version as the operations show it. */
export function versionView(version: Resource, plane: ControlPlane): PlainObject {
  const record = versionRecordOf(version);
  return viewAt(plane.now, record, record.version);
}

function list(params: PlainObject, plane: ControlPlane): Step {
  const found = functionOf(params, plane);
  if (isRefused(found)) return found;
  const { Marker, MaxItems } = params;
  const all = [found.resource, ...versionsOf(found.resource, plane)];
  const most = Math.min(typeof MaxItems === "number" ? MaxItems : Infinity, lambdaLimits.listPage);
  const { items, next } = page(all, Marker, most) ?? page(all, null, most)!;
  const response: PlainObject = {
    Versions: items.map((each): Plain => {
      const record = recordOf(each);
      return listedView(record, spelled(record.shown["Version"]));
    }),
    ...(next === null ? {} : { NextMarker: next }),
  };
  return { type: "respond", response };
}
