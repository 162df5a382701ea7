import type { PlainObject } from "../../service/refusal.ts";

/** What a job does with each object. */
export interface NamedOperation {
  /** Such as `S3PutObjectCopy`. */
  readonly name: string;
  readonly parameters: PlainObject;
}

/** One object of a job. A value. */
export interface JobTask {
  readonly bucket: string;
  /** The key as it is. */
  readonly key: string;
  /** The key as the list has it: encoded as URLs are. */
  readonly shownKey: string;
  /** `null`: the newest. */
  readonly versionId: string | null;
  /** Which of the job's it is, from 1. */
  readonly number: number;
}

/** Which job, as functions see it. */
export interface ShownJob {
  readonly id: string;
  readonly schema: "1.0" | "2.0";
  /** `null` for none. */
  readonly userArguments: PlainObject | null;
}

/** A task by the names that its invocation has for it. */
export interface ShownTask extends Pick<JobTask, "bucket" | "shownKey" | "versionId"> {
  readonly taskId: string;
  readonly invocationId: string;
}
