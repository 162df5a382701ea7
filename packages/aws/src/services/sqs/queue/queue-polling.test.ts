import { minutes, seconds, slab } from "@orrery/kernel";
import { chanceOf } from "@orrery/testing";
import { describe, expect, it } from "vitest";
import { DrivenQueue, messagesOf } from "../../../../test/driven-queue.ts";
import { resolveQueueConfig } from "../config.ts";

describe("quota in flight", () => {
  const full = (fifo: boolean) => {
    const queue = new DrivenQueue({ fifo });
    const settings = resolveQueueConfig("orders", { fifo });
    queue.driven.change({ ...settings, inFlightLimit: 2 });
    for (const body of ["a", "b", "c"]) queue.send(body, fifo ? { group: body } : {});
    expect(queue.bodies()).toEqual(["a", "b"]);
    return queue;
  };

  it("is AWS's, by date", () => {
    const limit = (fifo: boolean, asOf: string) =>
      resolveQueueConfig("orders", { fifo }, { asOf }).inFlightLimit;
    expect(limit(false, "2026-11-01")).toBe(120_000);
    expect([limit(true, "2024-12-31"), limit(true, "2026-11-01")]).toEqual([20_000, 120_000]);
  });

  it("sqs.in-flight.standard-short-poll: a short poll over it is refused", () => {
    expect(full(false).poll().reply).toMatchObject({ type: "refused", code: "OverLimit" });
  });

  it("sqs.in-flight.standard-long-poll: a long poll over it waits, and gets what comes free", () => {
    const queue = full(false);
    const poll = queue.poll({ wait: 20 });
    queue.wait(10);
    expect(poll.reply).toBeUndefined();
    queue.wait(10);
    expect(poll.reply).toEqual({ type: "received", messages: [] });
    const other = full(false);
    const [held] = slab.list(other.driven.state.messages);
    const waiting = other.poll({ wait: 20 });
    const id = slab.idAt(other.driven.state.messages, 0)!;
    other.remove({ id, queue: 1, message: held!.message, receive: 1 });
    expect(messagesOf(waiting.reply)).toMatchObject([{ content: { body: "c" } }]);
  });

  it("sqs.in-flight.fifo: a FIFO queue returns none, and no error", () => {
    expect(full(true).poll().reply).toEqual({ type: "received", messages: [] });
  });
});

describe("polling", () => {
  it("sqs.polling.short-returns-at-once: 0 in the request polls short whatever the queue has", () => {
    const queue = new DrivenQueue({ receiveMessageWaitTime: seconds(20) });
    expect(queue.poll({ wait: 0 }).reply).toEqual({ type: "received", messages: [] });
  });

  it("sqs.polling.long-waits: until a message is there, or the time is over", () => {
    const queue = new DrivenQueue();
    const poll = queue.poll({ wait: 20 });
    queue.wait(5);
    expect(poll.reply).toBeUndefined();
    queue.send("a");
    expect(messagesOf(poll.reply)).toMatchObject([{ content: { body: "a" } }]);
    const other = queue.poll({ wait: 20 });
    queue.wait(20);
    expect(other.reply).toEqual({ type: "received", messages: [] });
    // Messages that are visible again, or no longer delayed, wake it as well.
    const third = queue.poll({ wait: 20 });
    queue.wait(10);
    expect(messagesOf(third.reply)).toMatchObject([{ receiveCount: 2 }]);
    queue.send("b", { delay: 3 });
    const fourth = queue.poll({ wait: 20 });
    queue.wait(3);
    expect(messagesOf(fourth.reply)).toMatchObject([{ content: { body: "b" } }]);
  });

  it("sqs.polling.order-of-waiting: who waits longest is served first", () => {
    const queue = new DrivenQueue();
    const polls = [queue.poll({ wait: 20 }), queue.poll({ wait: 20 })];
    queue.send("a");
    expect(polls.map(({ reply }) => messagesOf(reply).length)).toEqual([1, 0]);
    queue.send("b");
    expect(polls.map(({ reply }) => messagesOf(reply).length)).toEqual([1, 1]);
  });

  it("sqs.polling.sampling: a short poll misses some messages of a small queue, a long one none", () => {
    const queue = new DrivenQueue({ chance: { sampling: true } }, { seed: 3 });
    for (let number = 0; number < 40; number += 1) queue.send(`${number}`);
    let found = 0;
    const counts: number[] = [];
    for (let poll = 0; poll < 60; poll += 1) {
      const { length } = queue.receive({ visibility: 600 });
      counts.push(length);
      found += length;
    }
    expect(counts.some((count) => count < 10 && count > 0)).toBe(true);
    expect(found).toBe(40);
    const calm = new DrivenQueue();
    calm.send("a");
    expect(calm.bodies()).toEqual(["a"]);
  });
});

describe("order and delivery of standard queues", () => {
  it("sqs.order.standard: as sent, except as often as a scenario says", () => {
    const bodies = Array.from({ length: 30 }, (_, number) => `${number}`);
    const orderOf = (queue: DrivenQueue) => {
      for (const body of bodies) queue.send(body);
      return [1, 2, 3, 4, 5].flatMap(() => queue.bodies());
    };
    expect(orderOf(new DrivenQueue())).toEqual(bodies);
    const order = orderOf(
      new DrivenQueue({ chance: { reorderRate: 0.2 } }, { choose: chanceOf(1) }),
    );
    expect(order).not.toEqual(bodies);
    expect([...order].sort()).toEqual([...bodies].sort());
  });

  it("sqs.order.after-three-receives: it goes behind those that wait", () => {
    const queue = new DrivenQueue();
    queue.send("poison");
    queue.send("b");
    const firsts = [1, 2, 3].map(() => queue.bodies({ max: 1, visibility: 0 })[0]);
    expect(firsts).toEqual(["poison", "poison", "poison"]);
    expect(queue.bodies({ max: 1 })).toEqual(["b"]);
    expect(queue.bodies({ max: 1 })).toEqual(["poison"]);
  });

  it("never on FIFO queues, which refuse to be told how often", () => {
    expect(() => new DrivenQueue({ fifo: true, chance: { duplicateRate: 0.1 } })).toThrow(
      'queue "orders" chance.duplicateRate: expected nothing on a FIFO queue, received 0.1',
    );
    expect(() => new DrivenQueue({ fifo: true, chance: { sampling: false } })).not.toThrow();
  });

  it("sqs.delivery.duplicates: a received message may stay visible, or be visible too early", () => {
    const queue = new DrivenQueue({ chance: { duplicateRate: 0.1 } }, { choose: () => 1 });
    queue.send("a");
    expect([queue.bodies(), queue.bodies()]).toEqual([["a"], ["a"]]);
    const early = new DrivenQueue({ chance: { duplicateRate: 0.1 } }, { choose: () => 2 });
    early.send("a");
    early.receive();
    early.wait(15);
    expect(early.bodies()).toEqual(["a"]);
  });
});

describe("counting", () => {
  it("sqs.metrics.counts: sent, received each time, deleted each time, and known already", () => {
    const queue = new DrivenQueue({ fifo: true });
    const count = (metric: string) => queue.driven.meter(metric).count;
    queue.send("a", { group: "g", id: "1", size: 70 });
    queue.send("b", { group: "g", id: "1" });
    const [first] = queue.receive({ visibility: 0 });
    expect(first).toBeDefined();
    const [second] = queue.receive();
    queue.remove(second!.receipt);
    queue.remove(second!.receipt);
    expect(count("NumberOfMessagesSent")).toBe(1);
    expect(queue.driven.meter("SentMessageSize")).toMatchObject({ count: 1, sum: 70 });
    expect(count("NumberOfDeduplicatedSentMessages")).toBe(1);
    expect(count("NumberOfMessagesReceived")).toBe(2);
    expect(count("NumberOfMessagesDeleted")).toBe(2);
  });

  it("sqs.metrics.conditions: visible, in flight, delayed, and groups with some in flight", () => {
    const queue = new DrivenQueue();
    queue.send("a");
    queue.send("b");
    queue.send("c", { delay: 60 });
    queue.receive({ max: 1 });
    expect(queue.driven.gauges()).toMatchObject({
      ApproximateNumberOfMessagesVisible: 1,
      ApproximateNumberOfMessagesNotVisible: 1,
      ApproximateNumberOfMessagesDelayed: 1,
    });
    const fifo = new DrivenQueue({ fifo: true });
    for (const group of ["g", "h", "i"]) fifo.send(group, { group });
    fifo.receive({ max: 2 });
    expect(fifo.driven.gauges()).toMatchObject({
      ApproximateNumberOfMessagesNotVisible: 2,
      ApproximateNumberOfGroupsWithInflightMessages: 2,
    });
  });

  it("sqs.metrics.empty-receives: short and long ones alike", () => {
    const queue = new DrivenQueue();
    queue.poll();
    queue.poll({ wait: 2 });
    queue.wait(2);
    expect(queue.driven.meter("NumberOfEmptyReceives").count).toBe(2);
  });

  it("sqs.billing.chunks: a request for each started 64 KiB, and for each empty receive", () => {
    const queue = new DrivenQueue();
    const billed = () => queue.driven.meter("BilledRequests").sum;
    queue.send("a", { size: 65_536 });
    expect(billed()).toBe(1);
    queue.send("b", { size: 65_537 });
    expect(billed()).toBe(3);
    queue.receive();
    expect(billed()).toBe(3 + 3);
    queue.receive();
    expect(billed()).toBe(7);
    const fair = new DrivenQueue();
    fair.send("a", { group: "tenant" });
    expect(fair.driven.meter("BilledFairQueueRequests").sum).toBe(1);
    const fifo = new DrivenQueue({ fifo: true });
    fifo.send("a", { group: "g" });
    fifo.counts();
    expect(fifo.driven.meter("BilledFifoRequests").sum).toBe(1);
    expect(fifo.driven.meter("BilledRequests").sum).toBe(1);
  });

  it("sqs.metrics.age-of-oldest: without what was received three times, and since a move", () => {
    const queue = new DrivenQueue();
    const age = (driven = queue.driven) => driven.gauges()["ApproximateAgeOfOldestMessage"];
    expect(age()).toBe(0);
    queue.send("a");
    queue.wait(10);
    queue.send("b");
    queue.wait(5);
    expect(age()).toBe(seconds(15));
    for (let count = 0; count < 3; count += 1) queue.receive({ max: 1, visibility: 0 });
    expect(age()).toBe(seconds(5));
    const dead = new DrivenQueue();
    dead.wait(600);
    dead.accept({ sentAt: 0 as never });
    dead.driven.advance(minutes(1));
    expect(age(dead.driven)).toBe(minutes(1));
  });
});
