import { seconds } from "@orrery/kernel";
import { Queue, type Stack } from "../../../index.ts";

/** A queue with a dead-letter queue behind it. */
export function queueWithDeadLetters(
  stack: Stack,
  { fifo = false, maxReceiveCount = 3 } = {},
): Queue {
  const dead = new Queue(stack, "Dead", { fifo });
  return new Queue(stack, "Orders", {
    fifo,
    visibilityTimeout: seconds(10),
    deadLetterQueue: { queue: dead, maxReceiveCount },
  });
}
