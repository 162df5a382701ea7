import { minutes, seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import { Stack, sqs, lambda, sources } from "../index.ts";

it("takes durations as texts or as numbers, which make the same architecture", () => {
  const made = (times: readonly [QueueTime, QueueTime, QueueTime]) => {
    const stack = new Stack("shop");
    const [visibilityTimeout, retentionPeriod, timeout] = times;
    const orders = new sqs.Queue(stack, "Orders", {
      visibilityTimeout,
      retentionPeriod,
      deliveryDelay: timeout,
      receiveMessageWaitTime: timeout,
    });
    const worker = new lambda.Function(stack, "Worker", { timeout });
    worker.addEventSource(new sources.SqsEventSource(orders, { maxBatchingWindow: timeout }));
    return stack.operations;
  };
  const texts = made(["1m", "1h 30min", "10s"]);
  expect(texts).toEqual(made([minutes(1), minutes(90), seconds(10)]));
  expect(JSON.stringify(texts)).toContain('"VisibilityTimeout":"60"');
});

type QueueTime = NonNullable<ConstructorParameters<typeof sqs.Queue>[2]>["visibilityTimeout"] & {};

it("refuses numbers whose unit is forgotten, and what is no duration", () => {
  const stack = new Stack("shop");
  const wrong = 30 as never;
  expect(() => new sqs.Queue(stack, "A", { visibilityTimeout: wrong })).toThrow(
    'queue "A" visibilityTimeout: expected a duration such as 30s, 250ms or 1.5h, received 30',
  );
  expect(() => new lambda.Function(stack, "B", { timeout: wrong })).toThrow(
    'function "B" timeout: expected a duration such as 30s, 250ms or 1.5h, received 30',
  );
});
