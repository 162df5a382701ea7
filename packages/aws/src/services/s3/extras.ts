import type { Extra } from "../../service/extras.ts";
import type { BucketBehavior } from "./config.ts";
import { s3Limits } from "./limits.ts";

const { readRate, writeRate, keptOfBrought } = s3Limits;

/** What a scenario may say of a bucket for which AWS has no parameter. */
export const bucketBehavior: Extra = {
  text: "What it calls and keeps of what is brought, how fast it is, and how reliable.",
  form: {
    members: {},
    optional: {
      duplicateRate: "number",
      mergeRate: "number",
      lossRate: "number",
      key: "text",
      keeps: "number",
      writeRate: "number",
      readRate: "number",
    },
  },
  section: {
    name: "buckets",
    text: "What AWS leaves open of buckets, by logical id.",
    each: "What AWS leaves open of a bucket.",
    settings: {
      key: {
        kind: "text",
        text: "The key of what a workload or a service brings: a text in which `{number}` stands for how manieth object it is, and `{group}` for its message group.",
      },
      keep: {
        kind: "bytes",
        min: keptOfBrought.min,
        max: keptOfBrought.max,
        text: "Up to how many bytes of such an object are kept to be read; of longer ones, the size alone.",
      },
      duplicates: {
        kind: "share",
        min: 0,
        max: 1,
        text: "Notifications that reach their destination twice.",
      },
      lost: {
        kind: "share",
        min: 0,
        max: 1,
        text: "Objects of REDUCED_REDUNDANCY that S3 loses in a year, of which AWS expects 0.01%.",
      },
      merged: {
        kind: "share",
        min: 0,
        max: 1,
        text: "Writes of a key without versions soon after another that get no notification of their own: one tells of both.",
      },
      writesPerSecond: {
        kind: "count",
        min: writeRate.min,
        max: writeRate.max,
        text: "PUT, COPY, POST and DELETE requests a second of each partition.",
      },
      readsPerSecond: {
        kind: "count",
        min: readRate.min,
        max: readRate.max,
        text: "GET, HEAD and LIST requests a second of each partition.",
      },
    },
    read: ({
      key,
      keep,
      duplicates,
      lost,
      merged,
      writesPerSecond,
      readsPerSecond,
    }): BucketBehavior => ({
      // As `settings` says.
      ...(key === undefined ? {} : { key: key as string }),
      ...(keep === undefined ? {} : { keeps: keep as number }),
      ...(duplicates === undefined ? {} : { duplicateRate: duplicates as number }),
      ...(lost === undefined ? {} : { lossRate: lost as number }),
      ...(merged === undefined ? {} : { mergeRate: merged as number }),
      ...(writesPerSecond === undefined ? {} : { writeRate: writesPerSecond as number }),
      ...(readsPerSecond === undefined ? {} : { readRate: readsPerSecond as number }),
    }),
  },
};
