import type { EntryOf } from "../../service/entry.ts";
import type { Destination } from "../../delivery/record-input.ts";
import type { ShardItem, ShardSource } from "../../service/source.ts";
import type { Worked } from "../work.ts";
import type { MappingContext } from "./declarations.ts";

/** Why records were given up. */
export type Condition =
  "RetryAttemptsExhausted" | "RecordAgeExceeded" | "MaximumPayloadSizeExceeded";

/** Records that were given up. */
export interface FailedBatch {
  readonly items: readonly ShardItem[];
  readonly condition: Condition;
  /** How often they were tried. */
  readonly invocations: number;
  /** The answer to the last attempt; `null`: none counts. */
  readonly answer: Worked | null;
}

/** What a destination is told of records that were given up, in the words of a service. */
export type FailureOf = (
  failed: FailedBatch,
  destination: Destination,
  context: MappingContext,
  source: ShardSource,
) => {
  readonly body: string;
  /** Of the object that a bucket gets. */ readonly key: string | null;
};

/** What handlers know of the rest of the world. */
export interface Reach {
  readonly source: ShardSource;
  readonly entryOf: EntryOf;
  readonly failureOf: FailureOf;
}
