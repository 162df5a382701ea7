import { page } from "../../../request/page.ts";
import { objectOf, textOf } from "../../../request/params.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { lambdaLimits } from "../limits.ts";
import { againstCodeStorage } from "../operations/code-storage.ts";
import { packageOf } from "../operations/function-configuration.ts";
import { modifiedAt } from "../operations/modified-at.ts";
import { invalid, isRefused, lambdaRefusal } from "../operations/refusals.ts";
import {
  fits,
  keepLayer,
  layerArn,
  layersOf,
  locateLayer,
  noSuchNumber,
  summaryOf,
  versionIn,
  type Layer,
  type LayerVersion,
} from "./layer-record.ts";

/** The operations of Lambda that publish, show, list and delete versions of layers. */
export const layerOperations: Operations = {
  PublishLayerVersion: { begin: publish },
  GetLayerVersion: { begin: get },
  GetLayerVersionByArn: { begin: getByArn },
  ListLayers: { begin: list },
  ListLayerVersions: { begin: listVersions },
  DeleteLayerVersion: { begin: remove },
};

function publish(params: PlainObject, plane: ControlPlane): Step {
  const location = locateLayer(textOf(params["LayerName"])!, plane); // Required.
  if (isRefused(location)) return location;
  const code = packageOf(objectOf(params["Content"]), "Zip", "PublishLayerVersion");
  if (isRefused(code)) return code;
  const tooMuch =
    againstUnzipped(code.unzippedSize) ?? againstCodeStorage(code.unzippedSize, plane);
  if (tooMuch !== null) return tooMuch;
  const { name } = location;
  const none: Layer = { name, lastVersion: 0, versions: [] };
  const layer = layersOf(plane).find((each) => each.name === name) ?? none;
  const said = ["CompatibleRuntimes", "CompatibleArchitectures", "LicenseInfo"].filter(
    (member) => params[member] !== undefined,
  );
  const version: LayerVersion = {
    number: layer.lastVersion + 1,
    shown: {
      Description: params["Description"] ?? "",
      CreatedDate: modifiedAt(plane),
      ...Object.fromEntries(said.map((member) => [member, params[member]!])),
    },
    codeSize: code.size,
    codeSha256: code.sha256,
    unzippedSize: code.unzippedSize,
    policy: [],
    policyRevisionId: plane.uuid(),
  };
  keepLayer(
    { ...layer, lastVersion: version.number, versions: [...layer.versions, version] },
    plane,
  );
  return { type: "respond", response: viewOf(name, version, plane) };
}

/** Why an archive has too much in it; `null`: it has not. */
const againstUnzipped = (size: number): Refused | null =>
  size <= lambdaLimits.codeSizeUnzipped
    ? null
    : invalid(`Unzipped size must be smaller than ${lambdaLimits.codeSizeUnzipped} bytes`);

/** A version with its content, as an answer shows it. */
function viewOf(name: string, version: LayerVersion, plane: ControlPlane): PlainObject {
  const { region, accountId } = plane;
  const { codeSha256: CodeSha256, codeSize: CodeSize, number } = version;
  const Location = `https://prod-04-2014-layers.s3.${region}.amazonaws.com/snapshots/${accountId}/${name}-${number}`;
  return {
    LayerArn: layerArn(name, plane),
    ...summaryOf(name, version, plane),
    Content: { Location, CodeSha256, CodeSize },
  };
}

function get(params: PlainObject, plane: ControlPlane): Step {
  const location = locateLayer(textOf(params["LayerName"])!, plane); // Required.
  if (isRefused(location)) return location;
  return found(location.name, Number(params["VersionNumber"]), plane);
}

function getByArn(params: PlainObject, plane: ControlPlane): Step {
  const location = locateLayer(textOf(params["Arn"])!, plane); // Required, with a version.
  if (isRefused(location)) return location;
  return found(location.name, location.version!, plane);
}

function found(name: string, number: number, plane: ControlPlane): Step {
  if (number < 1) return noSuchNumber;
  const version = versionIn(name, number, plane);
  return version === undefined
    ? lambdaRefusal("ResourceNotFoundException", "The resource you requested does not exist.")
    : { type: "respond", response: viewOf(name, version, plane) };
}

function list(params: PlainObject, plane: ControlPlane): Step {
  const all = layersOf(plane).flatMap(({ name, versions }) => {
    const latest = versions.filter((version) => fits(version, params)).at(-1);
    if (latest === undefined) return [];
    return [
      {
        LayerName: name,
        LayerArn: layerArn(name, plane),
        LatestMatchingVersion: summaryOf(name, latest, plane),
      },
    ];
  });
  return { type: "respond", response: paged("Layers", all, params) };
}

function listVersions(params: PlainObject, plane: ControlPlane): Step {
  const location = locateLayer(textOf(params["LayerName"])!, plane); // Required.
  if (isRefused(location)) return location;
  const { name } = location;
  const layer = layersOf(plane).find((each) => each.name === name);
  // The newest first.
  const all = (layer?.versions ?? [])
    .filter((version) => fits(version, params))
    .map((version) => summaryOf(name, version, plane))
    .reverse();
  return { type: "respond", response: paged("LayerVersions", all, params) };
}

function paged(
  member: string,
  all: readonly PlainObject[],
  { Marker, MaxItems }: PlainObject,
): PlainObject {
  const most = Math.min(typeof MaxItems === "number" ? MaxItems : Infinity, lambdaLimits.listPage);
  const { items, next } = page(all, Marker, most) ?? page(all, null, most)!;
  return { [member]: items, ...(next === null ? {} : { NextMarker: next }) };
}

/** One that is not there is as good as deleted; functions keep what they were made with. */
function remove(params: PlainObject, plane: ControlPlane): Step {
  const location = locateLayer(textOf(params["LayerName"])!, plane); // Required.
  if (isRefused(location)) return location;
  const number = Number(params["VersionNumber"]);
  if (number < 1) return noSuchNumber;
  const layer = layersOf(plane).find(({ name }) => name === location.name);
  if (layer !== undefined) {
    const versions = layer.versions.filter((version) => version.number !== number);
    keepLayer({ ...layer, versions }, plane);
  }
  return { type: "respond", response: {} };
}
