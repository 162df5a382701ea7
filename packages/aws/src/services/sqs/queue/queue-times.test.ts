import { days, hours, minutes, seconds } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { DrivenQueue } from "../../../../test/driven-queue.ts";
import { resolveQueueConfig } from "../config.ts";

describe("delays", () => {
  it("sqs.delay.message: a message's own delay holds in place of the queue's", () => {
    const queue = new DrivenQueue({ deliveryDelay: seconds(10) });
    queue.send("a");
    queue.send("b", { delay: 0 });
    queue.send("c", { delay: 20 });
    expect(queue.counts()).toEqual({ visible: 1, inFlight: 0, delayed: 2 });
    expect(queue.bodies()).toEqual(["b"]);
    queue.wait(10);
    expect(queue.bodies()).toEqual(["a"]);
    queue.wait(9);
    expect(queue.bodies()).toEqual([]);
    queue.wait(1);
    expect(queue.bodies()).toEqual(["c"]);
  });

  it("sqs.delay.change-standard: a changed delay holds for later messages only", () => {
    const queue = new DrivenQueue({ deliveryDelay: seconds(10) });
    queue.send("a");
    queue.change({ deliveryDelay: seconds(2) });
    queue.send("b");
    queue.wait(2);
    expect(queue.bodies()).toEqual(["b"]);
    queue.wait(8);
    expect(queue.bodies()).toEqual(["a"]);
  });

  it("sqs.delay.change-fifo: a changed delay holds for what waits already too", () => {
    const queue = new DrivenQueue({ fifo: true, deliveryDelay: seconds(10) });
    queue.send("a", { group: "g" });
    queue.wait(1);
    queue.change({ deliveryDelay: seconds(2) });
    queue.send("b", { group: "g" });
    queue.wait(1);
    expect(queue.bodies({ max: 1 })).toEqual(["a"]);
    queue.change({ deliveryDelay: seconds(60) });
    queue.wait(58);
    expect(queue.counts().delayed).toBe(1);
    queue.wait(2);
    expect(queue.counts().delayed).toBe(0);
  });

  it("sqs.delay.change-fifo: also for what no receive looks at yet", () => {
    const config = (delay: number) => ({ fifo: true, deliveryDelay: seconds(delay) });
    const queue = new DrivenQueue(config(10));
    const change = (delay: number) =>
      queue.driven.change({ ...resolveQueueConfig("orders", config(delay)), discoveryLimit: 1 });
    change(10);
    for (const body of ["a", "b"]) queue.send(body, { group: "g" });
    change(2);
    queue.wait(2);
    queue.remove(queue.receive()[0]!.receipt);
    expect(queue.bodies()).toEqual(["b"]);
  });
});

it("MessageAgeAtReceive is the age at the first receive of each message, and at no other", () => {
  const queue = new DrivenQueue();
  queue.wait(5); // So that an instant and an age are not the same.
  queue.send("a");
  queue.wait(3);
  queue.receive({ visibility: 0 });
  queue.wait(4);
  queue.receive();
  const { count, sum } = queue.driven.meter("MessageAgeAtReceive");
  expect({ count, sum }).toEqual({ count: 1, sum: seconds(3) });
});

describe("retention", () => {
  it("sqs.retention.from-sending: messages end with the period, in flight and delayed too", () => {
    const queue = new DrivenQueue({ retentionPeriod: minutes(1) });
    queue.send("visible");
    queue.send("delayed", { delay: 600 });
    queue.send("in flight");
    const [message] = queue.receive({ max: 1 });
    expect(message!.content.body).toBe("visible");
    queue.wait(59);
    expect(queue.driven.state.messages.size).toBe(3);
    queue.wait(1);
    expect(queue.driven.state.messages.size).toBe(0);
    expect(queue.driven.meter("MessagesExpired").count).toBe(3);
    expect(queue.remove(message!.receipt)).toBe("deleted");
  });

  it("sqs.retention.from-sending: a message that comes back from its dead-letter queue ends as well", () => {
    const queue = new DrivenQueue({
      retentionPeriod: minutes(1),
      deadLetterQueue: { queue: "dead", maxReceiveCount: 1 },
    });
    queue.send("a");
    queue.receive({ visibility: 0 });
    queue.wait(55);
    expect(queue.bodies()).toEqual([]);
    expect(queue.driven.state.leavingCount).toBe(1);
    queue.wait(30);
    expect(queue.driven.state.messages.size).toBe(0);
  });

  it("sqs.retention.change: dead letters count from sending on standard queues, from the move on FIFO", () => {
    for (const fifo of [false, true]) {
      const queue = new DrivenQueue({ fifo, retentionPeriod: minutes(20) });
      const sentAt = queue.driven.now;
      queue.wait(240);
      queue.accept({ sentAt });
      queue.change({ retentionPeriod: minutes(5) });
      queue.wait(59);
      expect(queue.driven.state.messages.size).toBe(1);
      queue.wait(1);
      expect(queue.driven.state.messages.size).toBe(fifo ? 1 : 0);
      queue.wait(239);
      expect(queue.driven.state.messages.size).toBe(fifo ? 1 : 0);
      queue.wait(1);
      expect(queue.driven.state.messages.size).toBe(0);
    }
  });

  it("sqs.retention.change: of what was sent here the first to end sets the timer", () => {
    const queue = new DrivenQueue({ retentionPeriod: minutes(20) });
    queue.accept();
    queue.send("a");
    queue.wait(60);
    queue.send("b");
    queue.send("c");
    queue.change({ retentionPeriod: minutes(2) });
    for (const { content, receipt } of queue.receive()) {
      if (content.body === "c") queue.remove(receipt); // Nothing of it is left to end.
    }
    queue.wait(60);
    expect(queue.driven.state.messages.size).toBe(1);
    queue.wait(60);
    expect(queue.driven.state.messages.size).toBe(0);
  });

  it("sqs.retention.change: a changed period holds for what is there", () => {
    const queue = new DrivenQueue({ retentionPeriod: minutes(10) });
    queue.send("a");
    queue.wait(90);
    queue.change({ retentionPeriod: minutes(1) });
    queue.wait(0);
    expect(queue.driven.state.messages.size).toBe(0);
    queue.send("b");
    queue.change({ retentionPeriod: minutes(20) });
    queue.wait(1_199);
    expect(queue.driven.state.messages.size).toBe(1);
    queue.wait(1);
    expect(queue.driven.state.messages.size).toBe(0);
  });
});

describe("visibility", () => {
  it("sqs.visibility.timeout: the receive's timeout hides a message, or the queue's", () => {
    const queue = new DrivenQueue({ visibilityTimeout: seconds(30) });
    queue.send("a");
    expect(queue.receive()).toMatchObject([{ receiveCount: 1 }]);
    queue.wait(29);
    expect(queue.bodies()).toEqual([]);
    queue.wait(1);
    expect(queue.receive({ visibility: 5 })).toMatchObject([{ receiveCount: 2 }]);
    queue.wait(5);
    expect(queue.receive()).toMatchObject([{ receiveCount: 3, firstReceivedAt: 0 }]);
  });

  it("sqs.visibility.zero: a timeout of 0 leaves it visible, and the receive counts", () => {
    const queue = new DrivenQueue();
    queue.send("a");
    expect(queue.receive({ visibility: 0 })).toMatchObject([{ receiveCount: 1 }]);
    expect(queue.counts().inFlight).toBe(0);
    expect(queue.receive()).toMatchObject([{ receiveCount: 2 }]);
  });

  it("sqs.receive.once: a message that stays visible is not in one receive twice", () => {
    const queue = new DrivenQueue();
    for (const body of ["a", "b", "c"]) queue.send(body);
    for (let round = 1; round <= 6; round += 1) {
      const bodies = queue.bodies({ visibility: 0 });
      expect([...bodies].sort()).toEqual(["a", "b", "c"]);
    }
    const odd = new DrivenQueue({ chance: { duplicateRate: 1 } }, { choose: () => 1 });
    odd.send("a");
    for (let round = 1; round <= 6; round += 1) expect(odd.bodies()).toEqual(["a"]);
  });

  it("sqs.redrive.at-next-receive: also of a message that stays visible, and not within one", () => {
    for (const count of [1, 2, 3, 4, 5]) {
      for (const fifo of [false, true]) {
        const queue = new DrivenQueue({
          fifo,
          deadLetterQueue: { queue: "dead", maxReceiveCount: count },
        });
        queue.send("a", fifo ? { group: "g" } : {});
        for (let receive = 1; receive <= count; receive += 1) {
          expect(queue.bodies({ visibility: 0 })).toEqual(["a"]);
          expect(queue.leaving).toHaveLength(0);
        }
        expect(queue.bodies({ visibility: 0 })).toEqual([]);
        expect(queue.leaving).toHaveLength(1);
      }
    }
  });

  it("sqs.visibility.change-counts-from-now: the new timeout replaces the rest of the old", () => {
    const queue = new DrivenQueue({ visibilityTimeout: seconds(30) });
    queue.send("a");
    const [message] = queue.receive();
    queue.wait(20);
    expect(queue.hide(message!.receipt, 25)).toBe("visibilityChanged");
    queue.wait(24);
    expect(queue.bodies()).toEqual([]);
    queue.wait(1);
    expect(queue.bodies()).toEqual(["a"]);
  });

  it("sqs.visibility.change-is-for-once: the next receive uses the queue's timeout", () => {
    const queue = new DrivenQueue({ visibilityTimeout: seconds(30) });
    queue.send("a");
    const [message] = queue.receive();
    queue.hide(message!.receipt, 1);
    queue.wait(1);
    queue.receive();
    queue.wait(29);
    expect(queue.bodies()).toEqual([]);
  });

  it("sqs.visibility.change-to-zero: the message is visible at once", () => {
    const queue = new DrivenQueue();
    queue.send("a");
    const [message] = queue.receive();
    queue.hide(message!.receipt, 0);
    expect(queue.bodies()).toEqual(["a"]);
  });

  it("sqs.visibility.total-cap: what goes beyond 12 hours is refused and not cut", () => {
    const queue = new DrivenQueue({ retentionPeriod: days(2) });
    queue.send("a");
    const [message] = queue.receive({ visibility: 43_200 });
    queue.driven.advance(hours(11));
    expect(queue.hide(message!.receipt, 3_601)).toMatch(/^Total VisibilityTimeout/);
    expect(queue.hide(message!.receipt, 3_600)).toBe("visibilityChanged");
    queue.driven.advance(hours(1));
    expect(queue.bodies()).toEqual(["a"]);
  });

  it("sqs.visibility.change-after-deletion: a deleted message is not there", () => {
    const queue = new DrivenQueue();
    queue.send("a");
    const [message] = queue.receive();
    queue.remove(message!.receipt);
    expect(queue.hide(message!.receipt, 5)).toMatch(/^Message does not exist/);
  });

  it("sqs.visibility.change-after-deadline: it is hidden again while nobody else received it", () => {
    const queue = new DrivenQueue({ visibilityTimeout: seconds(5) });
    queue.send("a");
    const [message] = queue.receive();
    queue.wait(6);
    expect(queue.hide(message!.receipt, 10)).toBe("visibilityChanged");
    expect(queue.counts()).toEqual({ visible: 0, inFlight: 1, delayed: 0 });
    expect(queue.bodies()).toEqual([]);
    queue.wait(10);
    expect(queue.bodies()).toEqual(["a"]);
  });

  it("sqs.visibility.change-fifo-expired: is refused once the time in flight is over", () => {
    const fifo = new DrivenQueue({ fifo: true, visibilityTimeout: seconds(5) });
    fifo.send("a", { group: "g" });
    const [held] = fifo.receive();
    fifo.wait(4);
    expect(fifo.hide(held!.receipt, 2)).toBe("visibilityChanged");
    fifo.wait(2);
    expect(fifo.hide(held!.receipt, 10)).toBe("The receipt handle has expired.");
    expect(fifo.bodies()).toEqual(["a"]);
  });

  it("sqs.visibility.change-after-deadline: also where its group is noisy and waits aside", () => {
    const queue = new DrivenQueue({ visibilityTimeout: minutes(10) });
    for (let number = 0; number < 41; number += 1) queue.send(`${number}`, { group: "noisy" });
    const [message] = queue.receive({ max: 1, visibility: 5 });
    for (let number = 0; number < 4; number += 1) queue.receive();
    for (const body of ["quiet 1", "quiet 2"]) queue.send(body, { group: "quiet" });
    queue.wait(5);
    expect(queue.bodies({ max: 1 })).toEqual(["quiet 1"]);
    expect(queue.hide(message!.receipt, 100)).toBe("visibilityChanged");
    expect(queue.bodies()).toEqual(["quiet 2"]);
    queue.wait(100);
    expect(queue.bodies()).toEqual(["0"]);
  });

  it("sqs.visibility.change-by-earlier-receipt: a replaced receipt changes nothing once it is visible", () => {
    const queue = new DrivenQueue({ visibilityTimeout: seconds(5) });
    queue.send("a");
    const [first] = queue.receive();
    queue.wait(5);
    queue.receive();
    queue.wait(5);
    expect(queue.hide(first!.receipt, 5)).toMatch(/isn't in flight/);
    expect(queue.bodies()).toEqual(["a"]);
  });
});
