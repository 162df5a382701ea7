import { plainAnswer, refusedAnswer, type RequestSpan, type Spans } from "../../../service/span.ts";
import type { BucketInput, BucketReply } from "../protocol.ts";
import { shownKey } from "../store/key-order.ts";

/** What clients call the requests that operators see. */
const operations: Readonly<Partial<Record<BucketInput["type"], string>>> = {
  putObject: "PutObject",
  bringObject: "PutObject",
  deleteObjects: "DeleteObject",
  completeUpload: "CompleteMultipartUpload",
};

/** What operators see of buckets: what is put there, read and deleted. */
export const bucketSpans: Spans = {
  requested(given, { name: bucket }): readonly RequestSpan[] {
    const input = given as BucketInput; // What its machine declares.
    const operation =
      input.type === "readObject" && input.use === "get" ? "GetObject" : operations[input.type];
    if (operation === undefined) return [];
    const attributes = {
      "rpc.system.name": "aws-api",
      "rpc.method": `S3/${operation}`,
      "aws.s3.bucket": bucket,
      ...("key" in input && input.key !== null ? { "aws.s3.key": input.key } : {}),
    };
    return [{ name: `S3/${operation}`, kind: "client", attributes, items: [], attemptAt: null }];
  },

  answered(given, { notes = [] }) {
    const body = given as BucketReply; // It answers nothing else.
    if (body.type === "refused") return refusedAnswer(body.code);
    if (body.type !== "objectPut") return plainAnswer;
    const { number, key } = body.version;
    const [, , bucket = 0] = notes.find(([name]) => name === "put") ?? [];
    const created = {
      identity: { queue: bucket, message: number },
      messageId: shownKey(key),
      isNew: true,
    };
    return { ...plainAnswer, messages: [created] };
  },
};
