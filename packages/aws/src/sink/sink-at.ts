import type { ControlPlane } from "../service/service-model.ts";
import type { SinkSettings } from "./protocol.ts";

/** The number of what takes things for an ARN of nothing that is modeled; `kind` is that of the kind that `sinkKind` makes. */
export function sinkAt(kind: string, arn: string, plane: ControlPlane): number {
  const found = plane.find(kind, arn);
  if (found !== undefined) return found.number;
  const settings: SinkSettings = { arn };
  // Nobody calls it by this: it is no resource of AWS's that has the ARN.
  const made = { kind, name: arn, arn: `unmodeled:${arn}`, record: {}, isShared: true };
  return plane.create(made, () => settings).number;
}
