import type { RecordTarget } from "./asynchronous/record-target.ts";

/** How Lambda gives buckets records of events: as objects. */
export const lambdaToS3: Pick<RecordTarget, "service"> = { service: "s3" };
