import { listOf, memberOf } from "../../../request/params.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import { lambdaLimits } from "../limits.ts";
import { invalid, lambdaRefusal } from "../operations/refusals.ts";
import { versionIn, type LayerVersion } from "./layer-record.ts";

const limit = lambdaLimits.codeSizeUnzipped;

/** Why a function cannot have these layers, beside code that has so many bytes unzipped; `null`: it can. */
export function againstLayers(
  layers: readonly string[],
  codeUnzipped: number,
  plane: ControlPlane,
): Refused | null {
  const seen = new Map<string, string>();
  for (const arn of layers) {
    const [, , , region, account] = arn.split(":");
    const isOwn = account === plane.accountId;
    if (region !== plane.region) {
      return isOwn
        ? invalid(
            `Layers are not in the same region as the function. Layers are expected to be in region ${plane.region}.`,
          )
        : denied(arn, plane);
    }
    if (isOwn && ownVersion(arn, plane) === undefined)
      return invalid(`Layer version ${arn} does not exist.`);
    const layer = arn.slice(0, arn.lastIndexOf(":"));
    const other = seen.get(layer);
    if (other !== undefined) {
      return invalid(
        `Two different versions of the same layer are not allowed to be referenced in the same function. ${other} and ${arn} are versions of the same layer.`,
      );
    }
    seen.set(layer, arn);
  }
  return againstSize(layers, codeUnzipped, plane);
}

/** Why code of so many bytes unzipped is too much beside layers; `null`: it is not. Of layers that are gone nobody knows. */
export function againstSize(
  layers: readonly string[],
  codeUnzipped: number,
  plane: ControlPlane,
): Refused | null {
  const unzipped = layers.reduce(
    (sum, arn) => sum + (ownVersion(arn, plane)?.unzippedSize ?? 0),
    0,
  );
  if (unzipped > limit) {
    return invalid(`Layers consume more than the available size of ${limit} bytes`);
  }
  const together = unzipped + codeUnzipped;
  if (together <= limit) return null;
  return layers.length === 0
    ? invalid(`Unzipped size must be smaller than ${limit} bytes`)
    : invalid(
        `Function code combined with layers exceeds the maximum allowed size of ${limit} bytes. The actual size is ${together} bytes.`,
      );
}

/** The version of the account's own layers that has an ARN; `undefined`: there is none. */
function ownVersion(arn: string, plane: ControlPlane): LayerVersion | undefined {
  const [, , , , account, , name = "", number] = arn.split(":");
  return account === plane.accountId ? versionIn(name, Number(number), plane) : undefined;
}

const denied = (arn: string, { caller }: ControlPlane): Refused =>
  lambdaRefusal(
    "AccessDeniedException",
    `User: ${caller.principal} is not authorized to perform: lambda:GetLayerVersion on resource: ${arn} because no resource-based policy allows the lambda:GetLayerVersion action`,
  );

/** The layers that a function shows, by their ARNs. */
export const layersIn = (shown: PlainObject): readonly string[] =>
  listOf(shown["Layers"]).map((layer) => memberOf(layer, "Arn") as string); // Shown as such.

/** Layers as a function shows them: those of other accounts have a size that nobody here knows. */
export const shownLayers = (
  layers: readonly string[],
  plane: ControlPlane,
): readonly PlainObject[] =>
  layers.map((Arn) => ({ Arn, CodeSize: ownVersion(Arn, plane)?.codeSize ?? 0 }));
