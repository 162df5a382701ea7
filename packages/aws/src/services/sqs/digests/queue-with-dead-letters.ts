import { seconds } from "@orrery/kernel";
import { type Stack, sqs } from "../../../index.ts";

/** A queue with a dead-letter queue behind it. */
export function queueWithDeadLetters(
  stack: Stack,
  { fifo = false, maxReceiveCount = 3 } = {},
): sqs.Queue {
  const dead = new sqs.Queue(stack, "Dead", { fifo });
  return new sqs.Queue(stack, "Orders", {
    fifo,
    visibilityTimeout: seconds(10),
    deadLetterQueue: { queue: dead, maxReceiveCount },
  });
}
