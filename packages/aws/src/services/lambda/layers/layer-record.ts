import { isObject, listOf, spelled } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import { accountOf } from "../operations/account-resource.ts";
import { invalid, lambdaRefusal, type Checked } from "../operations/refusals.ts";
import type { Policy } from "../permissions/policy.ts";

/** A layer of the account with the versions that are there. Plain data. */
export interface Layer {
  readonly name: string;
  /** The number that was given last: none is used again. */
  readonly lastVersion: number;
  /** In order of their numbers. */
  readonly versions: readonly LayerVersion[];
}

/** A published version of a layer, which never changes. Plain data. */
export interface LayerVersion {
  readonly number: number;
  /** The members that describe it, as AWS shows them. */
  readonly shown: PlainObject;
  /** Bytes of its archive. */
  readonly codeSize: number;
  readonly codeSha256: string;
  /** Bytes of what is in its archive. */
  readonly unzippedSize: number;
  /** Which accounts may use it, beside its own. */
  readonly policy: Policy;
  readonly policyRevisionId: string;
}

/** The layers of the account, in order of their making. */
export const layersOf = (plane: ControlPlane): readonly Layer[] =>
  listOf(accountOf(plane).record["layers"]).filter(isObject) as unknown as readonly Layer[]; // Kept as such.

/** Keeps a layer in place of the one that has its name. */
export function keepLayer(layer: Layer, plane: ControlPlane): void {
  const account = accountOf(plane);
  const before = layersOf(plane);
  const isNew = !before.some(({ name }) => name === layer.name);
  const layers = isNew
    ? [...before, layer]
    : before.map((each) => (each.name === layer.name ? layer : each));
  const record = { ...account.record, layers: layers as unknown as readonly PlainObject[] }; // Plain data.
  plane.change(account, { record });
}

/** The ARN of a layer, without a version. */
export const layerArn = (name: string, { partition, region, accountId }: ControlPlane): string =>
  `arn:${partition}:lambda:${region}:${accountId}:layer:${name}`;

/** Where a layer is that a request names by its name or its ARN. */
export interface LayerLocation {
  readonly name: string;
  /** Of an ARN that has one. */
  readonly version: number | null;
}

/** Which layer of the account a name or an ARN means. */
export function locateLayer(text: string, plane: ControlPlane): Checked<LayerLocation> {
  if (!text.startsWith("arn:")) return { name: text, version: null };
  const [, , , region, account, , name = "", version] = text.split(":");
  if (account !== plane.accountId || region !== plane.region) {
    return lambdaRefusal("AccessDeniedException", `Access to the layer ${text} is denied.`);
  }
  return { name, version: version === undefined ? null : Number(version) };
}

/** A version that is there; `undefined`: there is none. */
export const versionIn = (
  name: string,
  number: number,
  plane: ControlPlane,
): LayerVersion | undefined =>
  layersOf(plane)
    .find((layer) => layer.name === name)
    ?.versions.find((version) => version.number === number);

/** What Lambda says of numbers that no version has. */
export const noSuchNumber = invalid("Layer Version Cannot be less than 1");

/** Bytes of all layers in the account, in their archives and out of them. */
export function layerBytes(plane: ControlPlane): {
  readonly zipped: number;
  readonly unzipped: number;
} {
  const versions = layersOf(plane).flatMap((layer) => layer.versions);
  return {
    zipped: versions.reduce((sum, { codeSize }) => sum + codeSize, 0),
    unzipped: versions.reduce((sum, { unzippedSize }) => sum + unzippedSize, 0),
  };
}

/** The members that a list shows of a version, and an answer beside its content. */
export const summaryOf = (
  name: string,
  { number, shown }: LayerVersion,
  plane: ControlPlane,
): PlainObject => ({
  LayerVersionArn: `${layerArn(name, plane)}:${number}`,
  Version: number,
  ...shown,
});

/** Whether a version is one of those that a list is asked for: those that say nothing fit nothing. */
export function fits(
  { shown }: LayerVersion,
  { CompatibleRuntime: runtime, CompatibleArchitecture: architecture }: PlainObject,
): boolean {
  const has = (member: string, wanted: unknown) =>
    wanted === undefined || listOf(shown[member]).includes(spelled(wanted as string)); // Checked as a text.
  return has("CompatibleRuntimes", runtime) && has("CompatibleArchitectures", architecture);
}
