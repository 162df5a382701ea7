import { milliseconds, seconds } from "@orrery/kernel";
import {
  lognormal,
  scenarioCase,
  workload,
  type DigestCase,
} from "../../../../test/digest-case.ts";
import { firehose, kinesis, lambda, profile, Stack, type Scenario } from "../../../index.ts";
import { bucketArnOf } from "../firehose-to-s3.ts";

/** Producers, a function that changes what they put and fails now and then, and a stream that is read. */
function clicks(): Scenario {
  const stack = new Stack("clicks");
  const change = new lambda.Function(stack, "Change", { reservedConcurrentExecutions: 2 });
  stack.say("Change", {
    Behavior: profile({ duration: lognormal(milliseconds(80), 0.9), failures: 0.2 }),
  });
  new firehose.DeliveryStream(stack, "Clicks", {
    destination: new firehose.S3Bucket(
      { bucketArn: bucketArnOf("clicks") },
      {
        bufferingInterval: "10s",
        processor: new firehose.LambdaFunctionProcessor(change, {
          bufferInterval: "5s",
          retries: 1,
        }),
      },
    ),
  });
  const raw = new kinesis.Stream(stack, "Raw", { shardCount: 2 });
  new firehose.DeliveryStream(stack, "Reader", {
    source: raw,
    destination: new firehose.S3Bucket({ bucketArn: bucketArnOf("raw") }),
  });
  return stack.scenario({
    duration: seconds(60),
    workloads: [
      workload("Clicks", { type: "poisson", rate: 300 }),
      workload("Raw", { type: "poisson", rate: 200 }),
    ],
  });
}

/** Runs in which delivery streams come first. */
export const firehoseCases: readonly DigestCase[] = [
  scenarioCase("delivery-stream", [41, 42], clicks),
];
