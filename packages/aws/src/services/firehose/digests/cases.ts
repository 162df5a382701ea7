import { seconds } from "@orrery/kernel";
import { scenarioCase, workload, type DigestCase } from "../../../../test/digest-case.ts";
import { firehose, lambda, Stack, type Scenario } from "../../../index.ts";

/** Producers, a function that changes what they put and fails now and then, and partitions. */
function clicks(): Scenario {
  const stack = new Stack("clicks");
  const change = new lambda.Function(stack, "Change", {
    behavior: { duration: { lognormal: { p50: "80ms", p99: "900ms" } }, failures: "20%" },
    reservedConcurrentExecutions: 2,
  });
  new firehose.DeliveryStream(stack, "Clicks", {
    destination: new firehose.S3Bucket(
      { bucketArn: "arn:aws:s3:::clicks" },
      {
        bufferingInterval: "10s",
        processor: new firehose.LambdaFunctionProcessor(change, {
          bufferInterval: "5s",
          retries: 1,
        }),
      },
    ),
  });
  return stack.scenario({
    duration: seconds(60),
    workloads: [workload("Clicks", { type: "poisson", rate: 300 })],
  });
}

/** Runs in which delivery streams come first. */
export const firehoseCases: readonly DigestCase[] = [
  scenarioCase("delivery-stream", [41, 42], clicks),
];
