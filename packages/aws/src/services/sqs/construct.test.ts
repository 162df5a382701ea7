import { describe, expect, it } from "vitest";
import { sqs, Stack } from "../../index.ts";

const attributes = (make: (stack: Stack) => unknown) => {
  const stack = new Stack("shop");
  make(stack);
  return stack.operations.at(-1)!.params["Attributes"];
};

describe("a queue is FIFO", () => {
  it.each<[string, sqs.QueueProps]>([
    ["by its word", { fifo: true }],
    ["by its name", { queueName: "orders.fifo" }],
    ["by its deduplication", { contentBasedDeduplication: true }],
    ["by the scope of it", { deduplicationScope: sqs.DeduplicationScope.MESSAGE_GROUP }],
    ["by its throughput", { fifoThroughputLimit: "perQueue" }],
  ])("%s, as in the CDK", (_, props) => {
    const stack = new Stack("shop");
    const queue = new sqs.Queue(stack, "Orders", props);
    expect(queue.fifo).toBe(true);
    expect(queue.queueName).toMatch(/\.fifo$/);
    expect(stack.operations[0]!.params["Attributes"]).toMatchObject({ FifoQueue: "true" });
  });

  it("or not, which its name and its other settings must agree with", () => {
    const made = (props: sqs.QueueProps) => () => new sqs.Queue(new Stack("shop"), "Orders", props);
    expect(made({ contentBasedDeduplication: false })().fifo).toBe(false);
    expect(made({ fifo: true, queueName: "orders" })).toThrow(
      'queue "Orders" queueName: expected a name that ends in .fifo, received "orders"',
    );
    expect(made({ fifo: false, queueName: "orders.fifo" })).toThrow(
      'queue "Orders" queueName: expected a name that does not end in .fifo, received "orders.fifo"',
    );
    expect(made({ fifo: false, deduplicationScope: "queue" })).toThrow(
      /^queue "Orders" deduplicationScope: expected nothing on a standard queue/,
    );
  });
});

describe("a redrive allow policy", () => {
  it("is by queue where queues are named, and for all otherwise", () => {
    const policy = (redriveAllowPolicy: (orders: sqs.Queue) => sqs.RedriveAllowPolicy) =>
      attributes((stack) => {
        const orders = new sqs.Queue(stack, "Orders");
        new sqs.Queue(stack, "Dead", { redriveAllowPolicy: redriveAllowPolicy(orders) });
      });
    const arn = "arn:aws:sqs:us-east-1:123456789012:shop-Orders";
    const byQueue = JSON.stringify({ redrivePermission: "byQueue", sourceQueueArns: [arn] });
    expect(policy((orders) => ({ sourceQueues: [orders] }))).toEqual({
      RedriveAllowPolicy: byQueue,
    });
    expect(policy(() => ({}))).toEqual({ RedriveAllowPolicy: '{"redrivePermission":"allowAll"}' });
    const { DENY_ALL, BY_QUEUE } = sqs.RedrivePermission;
    expect(policy(() => ({ redrivePermission: DENY_ALL }))).toEqual({
      RedriveAllowPolicy: '{"redrivePermission":"denyAll"}',
    });
    expect(() => policy(() => ({ redrivePermission: BY_QUEUE }))).toThrow(
      'queue "Dead" redriveAllowPolicy.sourceQueues: expected 1 to 10 queues, received none',
    );
    expect(() =>
      policy((orders) => ({ redrivePermission: DENY_ALL, sourceQueues: [orders] })),
    ).toThrow(/sourceQueues: expected none beside denyAll, received some$/);
  });
});
