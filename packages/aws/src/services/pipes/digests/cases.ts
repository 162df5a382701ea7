import { milliseconds, minutes } from "@orrery/kernel";
import {
  lognormal,
  listed,
  scenarioCase,
  workload,
  type DigestCase,
} from "../../../../test/digest-case.ts";
import { kinesis, lambda, pipes, profile, sqs, Stack, type Scenario } from "../../../index.ts";

/** A queue and a stream that are filtered, enriched and passed on, to a function that fails now and then. */
function passing(): Scenario {
  const stack = new Stack("passing");
  const inbox = new sqs.Queue(stack, "Inbox");
  const work = new sqs.Queue(stack, "Work");
  const dead = new sqs.Queue(stack, "Dead");
  const clicks = new kinesis.Stream(stack, "Clicks", { shardCount: 2 });
  const worker = new lambda.Function(stack, "Worker", { reservedConcurrentExecutions: 3 });
  stack.say("Worker", {
    Behavior: profile({ duration: lognormal(milliseconds(300), 0.8), failures: 0.1 }),
  });
  new pipes.CfnPipe(stack, "Messages", {
    source: inbox.queueArn,
    target: work.queueArn,
    sourceParameters: {
      sqsQueueParameters: { batchSize: 5 },
      filterCriteria: { filters: [{ pattern: '{"body":{"kind":["order"]}}' }] },
    },
    targetParameters: { inputTemplate: '{"order": <$.body.id>, "of": "<aws.pipes.pipe-name>"}' },
  });
  new pipes.CfnPipe(stack, "Records", {
    source: clicks.streamArn,
    target: worker.functionArn,
    sourceParameters: {
      kinesisStreamParameters: {
        startingPosition: "TRIM_HORIZON",
        batchSize: 20,
        maximumRetryAttempts: 2,
        onPartialBatchItemFailure: "AUTOMATIC_BISECT",
        deadLetterConfig: { arn: dead.queueArn },
      },
    },
    enrichment: stack.arnOf("events", "api-destination/partner/1"),
  });
  return stack.scenario({
    duration: minutes(4),
    workloads: [
      workload(
        "Inbox",
        { type: "poisson", rate: 20 },
        { payload: listed([{ kind: "order", id: 1 }, { kind: "other" }]) },
      ),
      workload("Clicks", { type: "poisson", rate: 30 }),
    ],
  });
}

/** Runs in which pipes come first. */
export const pipesCases: readonly DigestCase[] = [scenarioCase("passing-pipes", [71, 72], passing)];
