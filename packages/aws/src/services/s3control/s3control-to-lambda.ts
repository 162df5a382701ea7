import type { Plain } from "@orrery/kernel";
import { isObject, listOf, objectOf, textOf } from "../../request/params.ts";
import type { PlainObject } from "../../service/refusal.ts";
import type { ShownJob, ShownTask } from "./task.ts";

/** What a function is invoked with: one task, in one of two forms. */
export function invocationOf(
  { bucket, shownKey, versionId, taskId, invocationId }: ShownTask,
  { id, schema, userArguments }: ShownJob,
  partition: string,
): PlainObject {
  const object = { taskId, s3Key: shownKey, s3VersionId: versionId };
  return schema === "1.0"
    ? {
        invocationSchemaVersion: schema,
        invocationId,
        job: { id },
        tasks: [{ ...object, s3BucketArn: `arn:${partition}:s3:::${bucket}` }],
      }
    : {
        invocationSchemaVersion: schema,
        invocationId,
        job: { id, ...(userArguments === null ? {} : { userArguments }) },
        tasks: [{ ...object, s3Bucket: bucket }],
      };
}

/** What a function returns of whom nobody says what that is. */
export const usualAnswer = ({ taskId, invocationId }: ShownTask, { schema }: ShownJob): Plain => ({
  invocationSchemaVersion: schema,
  treatMissingKeysAs: "PermanentFailure",
  invocationId,
  results: [{ taskId, resultCode: "Succeeded", resultString: "" }],
});

/** What a function made of a task. */
export interface TaskResult {
  readonly code: "Succeeded" | "TemporaryFailure" | "PermanentFailure";
  readonly text: string;
}

/** What an answer says of a task; a task that it leaves out is what it says of those. */
export function resultIn(answer: Plain, taskId: string): TaskResult {
  const said = isObject(answer) ? answer : {};
  for (const each of listOf(said["results"])) {
    const result = objectOf(each);
    if (textOf(result["taskId"]) !== taskId) continue;
    return {
      code: codeOf(result["resultCode"]) ?? "TemporaryFailure",
      text: textOf(result["resultString"]) ?? "",
    };
  }
  return { code: codeOf(said["treatMissingKeysAs"]) ?? "TemporaryFailure", text: missing };
}

/** Assumed: the words. */
const missing = "Lambda did not return a result for this task.";

function codeOf(value: Plain | undefined): TaskResult["code"] | null {
  return value === "Succeeded" || value === "TemporaryFailure" || value === "PermanentFailure"
    ? value
    : null;
}
