import type { Instant } from "@orrery/kernel";
import type { BucketEffect } from "../protocol.ts";
import type { AgeQueueName } from "./age.ts";
import type { Bucket, BucketContext } from "./declarations.ts";
import type { Notifying } from "./telling.ts";
import type { Aging } from "./state.ts";

/** Something that rules do with what has come to an age. */
export interface Task {
  readonly queue: AgeQueueName;
  readonly days: number;
  readonly from: Instant | null;
  perform(
    bucket: Bucket,
    aging: Aging,
    notifications: Notifying,
    context: BucketContext,
  ): readonly BucketEffect[];
}
