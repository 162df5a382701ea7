import { numberOf, textOf } from "../../../request/params.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import { pipesLimits } from "../limits.ts";
import { deliveryStreamBatch } from "../pipes-to-firehose.ts";
import { streamBatch } from "../pipes-to-kinesis.ts";
import { topicBatch } from "../pipes-to-sns.ts";
import { queueBatch } from "../pipes-to-sqs.ts";
import { invalid, sourceOf } from "./pipe-plan.ts";

/** How many events a target takes at once, by its service; what is not here takes a whole batch. */
const most: ReadonlyMap<string, number> = new Map<string, number>([
  ["logs", 10_000],
  ["events", 10],
  deliveryStreamBatch,
  streamBatch,
  topicBatch,
  queueBatch,
]);

/** How many events the target of a pipe takes at once. */
export const batchMostOf = (params: PlainObject): number =>
  most.get((textOf(params["Target"]) ?? "").split(":")[2] ?? "") ?? pipesLimits.batchSize.max;

/** A batch may not be larger than what the target takes. */
export function checkBatch(params: PlainObject, plane: ControlPlane): Refused | null {
  const size = numberOf(sourceOf(params, plane).params["BatchSize"]);
  const limit = batchMostOf(params);
  if (size === undefined || size <= limit) return null;
  return invalid(`BatchSize must be at most ${limit} for this target.`); // Assumed: the words.
}
