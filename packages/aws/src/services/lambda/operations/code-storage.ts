import type { Refused } from "../../../service/refusal.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import { layerBytes } from "../layers/layer-record.ts";
import { lambdaLimits } from "../limits.ts";
import { versionKindName } from "../versions/version-record.ts";
import { functionKind, recordOf } from "./function-record.ts";
import { lambdaRefusal } from "./refusals.ts";

/** Why an account cannot keep so many bytes of code more; `null`: it can. */
export function againstCodeStorage(more: number, plane: ControlPlane): Refused | null {
  if (more === 0) return null;
  const used = [...plane.list(functionKind), ...plane.list(versionKindName)].reduce(
    (sum, each) => sum + recordOf(each).unzippedSize,
    layerBytes(plane).unzipped,
  );
  return used + more <= lambdaLimits.totalCodeSize
    ? null
    : lambdaRefusal("CodeStorageExceededException", "Code storage limit exceeded.");
}
