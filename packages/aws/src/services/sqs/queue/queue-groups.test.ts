import { hours, seconds } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { DrivenQueue, messagesOf } from "../../../../test/driven-queue.ts";
import { resolveQueueConfig } from "../config.ts";

const fifo = (config = {}) => new DrivenQueue({ fifo: true, ...config });
const sendAll = (queue: DrivenQueue, ...bodies: readonly string[]) => {
  for (const body of bodies) queue.send(body, { group: body.slice(0, 2) });
};

describe("message groups of FIFO queues", () => {
  it("sqs.fifo.group-order: the first group in order, then the next groups", () => {
    const queue = fifo();
    sendAll(queue, "g1-1", "g2-1", "g1-2", "g1-3");
    expect(queue.bodies()).toEqual(["g1-1", "g1-2", "g1-3", "g2-1"]);
  });

  it("sqs.fifo.group-locked: from the head up to the first in flight", () => {
    const hold = (extended: number) => {
      const queue = fifo({ visibilityTimeout: seconds(10) });
      sendAll(queue, "g1-A", "g1-B", "g1-C");
      queue.hide(queue.receive()[extended]!.receipt, 60);
      queue.wait(10);
      return queue.bodies();
    };
    expect([hold(0), hold(1), hold(2)]).toEqual([[], ["g1-A"], ["g1-A", "g1-B"]]);
    const queue = fifo();
    sendAll(queue, "g1-A", "g1-B");
    queue.receive({ max: 1 });
    queue.send("g1-C", { group: "g1" });
    expect(queue.bodies()).toEqual([]);
  });

  it("sqs.fifo.groups-forgotten: any number of them, and none without messages", () => {
    const queue = fifo();
    for (let number = 0; number < 200; number += 1) {
      queue.send(`${number}`, { group: `g${number}` });
    }
    expect(queue.driven.state.groups.size).toBe(200);
    for (let round = 0; round < 20; round += 1) {
      for (const { receipt } of queue.receive()) queue.remove(receipt);
    }
    expect(queue.driven.state.groups.size).toBe(0);
    expect(queue.send("again", { group: "g7" })).toBe(201);
    expect(queue.bodies()).toEqual(["again"]);
  });

  it("sqs.fifo.groups-in-turn: a group that was served goes behind", () => {
    const queue = fifo({ visibilityTimeout: seconds(10) });
    sendAll(queue, "g1-1", "g1-2", "g1-3", "g1-4", "g2-1", "g3-1");
    expect(queue.bodies({ max: 2 })).toEqual(["g1-1", "g1-2"]);
    expect(queue.bodies({ max: 1 })).toEqual(["g2-1"]);
    queue.wait(10);
    expect(queue.bodies()).toEqual(["g3-1", "g1-1", "g1-2", "g1-3", "g1-4", "g2-1"]);
    const unlocked = fifo();
    sendAll(unlocked, "g1-1", "g1-2", "g2-1", "g2-2", "g3-1");
    expect(unlocked.bodies({ max: 3, visibility: 0 })).toEqual(["g1-1", "g1-2", "g2-1"]);
    expect(unlocked.bodies()).toEqual(["g3-1", "g1-1", "g1-2", "g2-1", "g2-2"]);
  });

  it("sqs.fifo.locked-counts-as-visible: what is behind one in flight is not in flight", () => {
    const queue = fifo();
    sendAll(queue, "g1-1", "g1-2", "g2-1", "g2-2", "g3-1", "g3-2");
    queue.receive({ max: 1 });
    queue.receive({ max: 1 });
    expect(queue.counts()).toEqual({ visible: 4, inFlight: 2, delayed: 0 });
    const gauges = queue.driven.gauges();
    expect(gauges["ApproximateNumberOfGroupsWithInflightMessages"]).toBe(2);
  });

  it("sqs.fifo.deletion-frees-group: at once, and wakes a long poll", () => {
    const queue = fifo();
    sendAll(queue, "g1-1", "g1-2", "g1-3");
    const messages = queue.receive({ max: 2 });
    const poll = queue.poll({ wait: 20 });
    queue.remove(messages[1]!.receipt);
    expect(poll.reply).toBeUndefined();
    queue.remove(messages[0]!.receipt);
    expect(messagesOf(poll.reply).map(({ content }) => content.body)).toEqual(["g1-3"]);
  });

  it("sqs.fifo.discovery: groups behind the first so many messages are not seen", () => {
    const limit = (asOf: string) =>
      resolveQueueConfig("q", { fifo: true }, { asOf }).discoveryLimit;
    expect([limit("2024-12-31"), limit("2026-11-01")]).toEqual([20_000, 120_000]);
    const queue = fifo();
    queue.driven.change({ ...resolveQueueConfig("orders", { fifo: true }), discoveryLimit: 2 });
    sendAll(queue, "g1-1", "g1-2", "g2-1");
    const [first] = queue.receive({ max: 1 });
    expect(queue.bodies()).toEqual([]);
    queue.remove(first!.receipt);
    expect(queue.bodies()).toEqual(["g1-2", "g2-1"]);
  });

  it("sqs.fifo.discovery: the delay of what was behind ends all the same", () => {
    const config = { fifo: true, deliveryDelay: seconds(10) };
    const queue = new DrivenQueue(config);
    queue.driven.change({ ...resolveQueueConfig("orders", config), discoveryLimit: 2 });
    sendAll(queue, "g1-1", "g1-2");
    queue.wait(9);
    sendAll(queue, "g1-3");
    queue.wait(1);
    for (const { receipt } of queue.receive()) queue.remove(receipt);
    expect(queue.counts()).toEqual({ visible: 0, inFlight: 0, delayed: 1 });
    queue.wait(9);
    expect(queue.bodies()).toEqual(["g1-3"]);
  });
});

describe("deduplication", () => {
  const numbers = (queue: DrivenQueue, ...ids: readonly [string, string][]) =>
    ids.map(([group, id]) => queue.send("x", { group, id }));

  it("sqs.deduplication.interval: five minutes, also after the original was deleted", () => {
    const queue = fifo();
    queue.send("a", { group: "g", id: "1" });
    queue.remove(queue.receive()[0]!.receipt);
    queue.wait(299);
    expect(queue.send("b", { group: "g", id: "1" })).toBe(1);
    expect(queue.bodies()).toEqual([]);
    expect(queue.driven.meter("NumberOfDeduplicatedSentMessages").count).toBe(1);
    queue.wait(1);
    expect(queue.send("c", { group: "g", id: "1" })).toBe(2);
    expect(queue.bodies()).toEqual(["c"]);
  });

  it("sqs.deduplication.interval: of an original that is in flight or delayed too", () => {
    const queue = fifo({ deliveryDelay: seconds(10) });
    queue.send("a", { group: "g", id: "1" });
    expect(queue.send("b", { group: "g", id: "1" })).toBe(1);
    queue.wait(10);
    expect(queue.bodies()).toEqual(["a"]);
    expect(queue.send("c", { group: "g", id: "1" })).toBe(1);
    expect(queue.counts()).toEqual({ visible: 0, inFlight: 1, delayed: 0 });
  });

  it("sqs.deduplication.refused-is-not-known: what is sent again is taken", () => {
    const queue = fifo({ maxMessageSizeBytes: 1_024 });
    const id = { group: "g", id: "1" };
    expect(queue.send("a", { ...id, size: 1_025 })).toBe("InvalidParameterValue");
    expect(queue.send("b", id)).toBe(1);
    expect(queue.bodies()).toEqual(["b"]);
  });

  it("sqs.deduplication.not-renewed: a duplicate does not begin the five minutes anew", () => {
    const queue = fifo();
    queue.send("a", { group: "g", id: "1" });
    queue.wait(200);
    queue.send("b", { group: "g", id: "1" });
    queue.wait(100);
    expect(queue.send("c", { group: "g", id: "1" })).toBe(2);
  });

  it("sqs.deduplication.scope: one message of the queue, or of each group", () => {
    expect(numbers(fifo(), ["a", "1"], ["b", "1"])).toEqual([1, 1]);
    const perGroup = fifo({ deduplicationScope: "messageGroup" });
    expect(numbers(perGroup, ["a", "1"], ["b", "1"], ["a", "1"])).toEqual([1, 2, 1]);
  });

  it("sqs.deduplication.scope-change: forgets nothing", () => {
    const queue = fifo();
    expect(numbers(queue, ["a", "old"])).toEqual([1]);
    queue.change({ deduplicationScope: "messageGroup" });
    expect(numbers(queue, ["b", "old"])).toEqual([1]);
    queue.wait(60);
    expect(numbers(queue, ["b", "old"], ["a", "new"], ["b", "new"])).toEqual([1, 2, 3]);
    queue.change({ deduplicationScope: "queue" });
    queue.wait(60);
    expect(numbers(queue, ["c", "new"], ["d", "new"])).toEqual([4, 4]);
  });
});

describe("receive request attempts", () => {
  const tried = () => {
    const queue = fifo({ visibilityTimeout: seconds(30) });
    sendAll(queue, "g1-1", "g1-2");
    return { queue, first: queue.receive({ attempt: "x" }) };
  };

  it("sqs.attempt.same-messages: the same messages and handles, hidden anew", () => {
    const { queue, first } = tried();
    queue.wait(20);
    expect(queue.receive({ attempt: "x" })).toEqual(first);
    queue.wait(29);
    expect(queue.counts().inFlight).toBe(2);
    queue.wait(1);
    expect(queue.counts().inFlight).toBe(0);
    expect(queue.receive({ attempt: "y" })).not.toEqual(first);
  });

  it("sqs.attempt.changed: a receive like any other once a message changed", () => {
    const { queue, first } = tried();
    queue.remove(first[0]!.receipt);
    expect(queue.receive({ attempt: "x" })).toEqual([]);
    const other = tried();
    other.queue.hide(other.first[1]!.receipt, 5);
    expect(other.queue.receive({ attempt: "x" })).toEqual([]);
    const again = tried();
    for (const { receipt } of again.first) again.queue.hide(receipt, 0);
    // Hidden as long as before, by another receive.
    expect(again.queue.receive()).toMatchObject([{ receiveCount: 2 }, { receiveCount: 2 }]);
    expect(again.queue.receive({ attempt: "x" })).toEqual([]);
    const visible = tried();
    visible.queue.hide(visible.first[1]!.receipt, 0);
    expect(visible.queue.receive({ attempt: "x" })).toEqual([]);
    const late = tried();
    late.queue.wait(30);
    expect(late.queue.receive({ attempt: "x" })).toMatchObject([
      { receiveCount: 2 },
      { receiveCount: 2 },
    ]);
  });
});

describe("a receive request attempt is known", () => {
  /** An attempt whose messages stay hidden for longer than it is known, asked again after so long. */
  const after = (waited: number) => {
    const queue = fifo({ visibilityTimeout: seconds(600) });
    queue.send("g1-1", { group: "g1" });
    const first = queue.receive({ attempt: "x" });
    queue.wait(waited);
    return { first, again: queue.receive({ attempt: "x" }) };
  };

  it("until five minutes have passed", () => {
    const { first, again } = after(299);
    expect(again).toEqual(first);
    expect(after(300).again).toEqual([]);
  });

  it("once it brought messages: one that found none is asked anew", () => {
    const queue = fifo();
    expect(queue.receive({ attempt: "x" })).toEqual([]);
    queue.send("g1-1", { group: "g1" });
    expect(queue.receive({ attempt: "x" })).toMatchObject([{ receiveCount: 1 }]);
  });

  it("under the visibility timeout that the repetition asks for", () => {
    const queue = fifo({ visibilityTimeout: seconds(30) });
    queue.send("g1-1", { group: "g1" });
    const first = queue.receive({ attempt: "x", visibility: 100 });
    queue.wait(50);
    expect(queue.receive({ attempt: "x", visibility: 20 })).toEqual(first);
    queue.wait(19);
    expect(queue.counts().inFlight).toBe(1);
    queue.wait(1);
    expect(queue.counts().inFlight).toBe(0);
  });
});

describe("throughput", () => {
  const accepted = (queue: DrivenQueue, groups: number) => {
    let count = 0;
    for (let number = 0; number < 400; number += 1) {
      const sent = queue.send(`${number}`, { group: `group-${number % groups}` });
      if (sent !== "RequestThrottled") count += 1;
    }
    return count;
  };

  it("sqs.throughput.fifo: 300 requests a second of each API action", () => {
    const queue = fifo();
    expect(accepted(queue, 50)).toBe(300);
    expect(queue.receive()).toHaveLength(10);
    queue.driven.advance(seconds(0.5));
    expect(accepted(queue, 50)).toBe(150);
    expect(queue.driven.meter("ThrottledRequests").count).toBe(350);
    expect(accepted(new DrivenQueue(), 1)).toBe(400);
  });

  it("sqs.throughput.high: 300 a second in each partition, and a group in one", () => {
    const high = { deduplicationScope: "messageGroup", fifoThroughputLimit: "perMessageGroupId" };
    expect(accepted(fifo(high), 50)).toBe(400);
    expect(accepted(fifo(high), 1)).toBe(300);
    const partitions = (region: string) =>
      resolveQueueConfig("q", { fifo: true, ...(high as object) }, { region }).partitions;
    expect([partitions("us-east-1"), partitions("eu-south-1")]).toEqual([234, 8]);
  });
});

describe("fair queues", () => {
  /** Processes a message of each group for so many seconds: 100 of slow, 1 of each other. */
  const worked = () => {
    const queue = new DrivenQueue({ visibilityTimeout: hours(12) });
    const others = Array.from({ length: 12 }, (_, place) => `tenant-${place}`);
    for (const group of ["slow", ...others]) {
      queue.send(group, { group });
      queue.send(`${group} next`, { group, delay: 900 }); // It keeps its group.
    }
    const messages = queue.receive({ max: 10 }).concat(queue.receive({ max: 10 }));
    queue.wait(1);
    for (const { groupId, receipt } of messages) if (groupId !== "slow") queue.remove(receipt);
    queue.wait(99);
    queue.remove(messages.find(({ groupId }) => groupId === "slow")!.receipt);
    return queue;
  };

  it("sqs.fair.processing-time: a group with a tenth of recent processing time is noisy, with few in flight", () => {
    const queue = worked();
    for (const body of ["slow 1", "slow 2"]) queue.send(body, { group: "slow" });
    for (const body of ["quiet 1", "quiet 2"]) queue.send(body, { group: "tenant-3" });
    expect(queue.bodies({ max: 2 })).toEqual(["quiet 1", "quiet 2"]);
    expect(queue.driven.gauges()["ApproximateNumberOfNoisyGroups"]).toBe(1);
    expect(queue.bodies()).toEqual(["slow 1", "slow 2"]);
  });

  it("sqs.fair.recent: what is long ago does not count", () => {
    const queue = worked();
    queue.wait(600);
    queue.send("slow 1", { group: "slow" });
    queue.send("quiet 1", { group: "tenant-3" });
    expect(queue.bodies({ max: 1 })).toEqual(["slow 1"]);
  });

  it("sqs.fair.processing-time: counts also what was not deleted in its time", () => {
    const queue = new DrivenQueue({ visibilityTimeout: seconds(100) });
    queue.send("slow 1", { group: "slow" });
    const others = Array.from({ length: 12 }, (_, place) => `tenant-${place}`);
    queue.receive({ max: 1 });
    for (const group of others) queue.send(group, { group });
    for (const message of queue.receive().concat(queue.receive())) queue.hide(message.receipt, 1);
    queue.wait(100);
    expect(queue.bodies().at(0)).not.toBe("slow 1");
    expect(queue.bodies()).toContain("slow 1");
  });

  it("sqs.fair.quiet-again: a noisy group is quiet five minutes after its last message", () => {
    const queue = new DrivenQueue({ visibilityTimeout: hours(12) });
    for (let number = 0; number < 50; number += 1)
      queue.send(`noisy ${number}`, { group: "noisy" });
    for (let number = 0; number < 4; number += 1) queue.receive();
    queue.wait(60);
    queue.send("noisy last", { group: "noisy" });
    queue.send("quiet 1", { group: "quiet" });
    expect(queue.bodies({ max: 1 })).toEqual(["quiet 1"]); // The others were put aside.
    queue.wait(299);
    queue.send("quiet 2", { group: "quiet" });
    expect(queue.bodies({ max: 1 })).toEqual(["quiet 2"]);
    queue.wait(1);
    expect(queue.driven.gauges()["ApproximateNumberOfNoisyGroups"]).toBe(0);
    queue.send("quiet 3", { group: "quiet" });
    const rest = Array.from({ length: 10 }, (_, place) => `noisy ${40 + place}`);
    expect(queue.bodies()).toEqual(rest);
    expect(queue.bodies()).toEqual(["noisy last", "quiet 3"]);
  });

  const crowded = () => {
    const queue = new DrivenQueue();
    for (let number = 0; number < 100; number += 1)
      queue.send(`noisy ${number}`, { group: "noisy" });
    for (let number = 0; number < 4; number += 1) queue.receive();
    for (const body of ["quiet 1", "quiet 2"]) queue.send(body, { group: "quiet" });
    return queue;
  };

  it("sqs.fair.noisy-group: others are received before it", () => {
    const queue = crowded();
    expect(queue.bodies({ max: 3 })).toEqual(["quiet 1", "quiet 2", "noisy 40"]);
    expect(queue.driven.gauges()).toMatchObject({
      ApproximateNumberOfNoisyGroups: 1,
      ApproximateNumberOfMessagesVisibleInQuietGroups: 0,
      ApproximateNumberOfMessagesNotVisibleInQuietGroups: 2,
    });
  });

  it("sqs.fair.noisy-group: it stays noisy while one of its messages waits", () => {
    const queue = new DrivenQueue();
    for (let number = 0; number < 40; number += 1) queue.send(`${number}`, { group: "noisy" });
    for (let number = 0; number < 4; number += 1) queue.receive();
    queue.send("last", { group: "noisy" });
    for (const body of ["quiet 1", "quiet 2"]) queue.send(body, { group: "quiet" });
    expect(queue.bodies({ max: 1 })).toEqual(["quiet 1"]);
    expect(queue.driven.gauges()["ApproximateNumberOfNoisyGroups"]).toBe(1);
    expect(queue.bodies()).toEqual(["quiet 2", "last"]);
  });

  it("sqs.metrics.quiet-groups: the oldest message of a group that is not noisy", () => {
    const queue = crowded();
    queue.receive({ max: 1 });
    queue.wait(5);
    queue.driven.advance(seconds(1));
    const gauges = queue.driven.gauges();
    expect(gauges["ApproximateAgeOfOldestMessageInQuietGroups"]).toBe(seconds(6));
    queue.purge();
    expect(queue.driven.gauges()["ApproximateAgeOfOldestMessageInQuietGroups"]).toBeUndefined();
  });

  it("sqs.fair.no-throttling: its messages are delivered where nobody else has any", () => {
    const queue = crowded();
    const bodies = Array.from({ length: 7 }, () => queue.bodies()).flat();
    expect(bodies).toHaveLength(62);
    expect(queue.counts().visible).toBe(0);
    // Its backlog is consumed: it is quiet again.
    expect(queue.driven.gauges()["ApproximateNumberOfNoisyGroups"]).toBe(0);
  });
});
