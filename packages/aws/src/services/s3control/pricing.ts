import type { Charge, Meters } from "../../service/billing.ts";

/**
 * List prices of S3 Batch Operations in us-east-1, in US dollars, before taxes: of each job, of a million objects that
 * it works on, and of a million objects in the buckets that a list is made of.
 *
 * Source: https://aws.amazon.com/s3/pricing/, Management & insights; from memory, not compared with the page of today.
 */
const batchPrices = { job: 0.25, millionObjects: 1, millionListed: 0.015 } as const;

const million = 1_000_000;

/** What a job costs beside the requests of S3 and the invocations that it makes. */
export function jobCharges(meters: Meters): readonly Charge[] {
  const sum = (metric: string): number => meters[metric]?.sum ?? 0;
  const jobs = sum("JobsBegun");
  const objects = sum("TasksSucceeded") + sum("TasksFailed");
  const listed = sum("ObjectsListed");
  const charges: readonly Charge[] = [
    {
      what: "S3 Batch Operations jobs",
      quantity: jobs,
      unit: "jobs",
      dollars: jobs * batchPrices.job,
    },
    {
      what: "S3 Batch Operations objects",
      quantity: objects,
      unit: "objects",
      dollars: (objects / million) * batchPrices.millionObjects,
    },
    {
      what: "S3 Batch Operations lists",
      quantity: listed,
      unit: "objects",
      dollars: (listed / million) * batchPrices.millionListed,
    },
  ];
  return charges.filter(({ quantity }) => quantity > 0);
}
