import { sinkKind } from "../../../sink/kind.ts";
import { sinkAt } from "../../../sink/sink-at.ts";
import { lambdaToS3 } from "../lambda-to-s3.ts";
import { isOf } from "./record-target.ts";
import type { ControlPlane } from "../../../service/service-model.ts";

const kind = "lambda.unmodeledDestination";

/** A destination of asynchronous invocations that is not modeled. */
export const unmodeledDestinationKind = sinkKind(kind, "destination that is not modeled");

/** The number of what takes records for an ARN of nothing that is modeled. */
export const unmodeledDestinationAt = (arn: string, plane: ControlPlane): number =>
  sinkAt(kind, arn, plane);

/** In which form AWS gives a record to what has an ARN. */
export function destinationFormOf(arn: string): "bus" | "bucket" | "record" {
  if (isOf(arn, { service: "events" })) return "bus";
  return isOf(arn, lambdaToS3) ? "bucket" : "record";
}
