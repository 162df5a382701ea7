import { sinkKind } from "../../sink/kind.ts";
import { sinkAt } from "../../sink/sink-at.ts";
import type { ControlPlane } from "../../service/service-model.ts";
import { unmodeledTargetKindName } from "./kind-names.ts";

/** A target of rules that is not modeled, or is in another account or Region. */
export const unmodeledTargetKind = sinkKind(unmodeledTargetKindName, "target that is not modeled");

/** The number of what takes events for an ARN of nothing that is modeled. */
export const unmodeledTargetAt = (arn: string, plane: ControlPlane): number =>
  sinkAt(unmodeledTargetKindName, arn, plane);
