import { days, minutes, seconds, table } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { DrivenQueue } from "../../../../test/driven-queue.ts";
import { refused } from "../../../service/refusal.ts";

const contentOf = (body: string) => ({
  body,
  size: body.length,
  attributes: [],
  traceHeader: null,
});
const deadLetterQueue = { queue: "dead", maxReceiveCount: 2 };

describe("deletion", () => {
  it("sqs.delete.last-receipt: deletes the message", () => {
    const queue = new DrivenQueue();
    queue.send("a");
    const [message] = queue.receive();
    expect(queue.remove(message!.receipt)).toBe("deleted");
    queue.wait(60);
    expect(queue.bodies()).toEqual([]);
  });

  it("sqs.delete.standard-after-deadline: deletes also when its time is over", () => {
    const queue = new DrivenQueue({ visibilityTimeout: seconds(5) });
    queue.send("a");
    const [message] = queue.receive();
    queue.wait(6);
    expect(queue.remove(message!.receipt)).toBe("deleted");
    expect(queue.bodies()).toEqual([]);
  });

  it("sqs.delete.standard-earlier-receipt: is accepted and deletes nothing while a later one holds", () => {
    const queue = new DrivenQueue({ visibilityTimeout: seconds(5) });
    queue.send("a");
    const [first] = queue.receive();
    queue.wait(5);
    queue.receive();
    expect(queue.remove(first!.receipt)).toBe("deleted");
    queue.wait(5);
    expect(queue.bodies()).toEqual(["a"]);
  });

  it("sqs.delete.standard-earlier-receipt-visible: deletes what is visible again", () => {
    const queue = new DrivenQueue({ visibilityTimeout: seconds(5) });
    queue.send("a");
    const [first] = queue.receive();
    queue.wait(5);
    queue.receive();
    queue.wait(5);
    expect(queue.remove(first!.receipt)).toBe("deleted");
    expect(queue.bodies()).toEqual([]);
    expect(queue.driven.state.deletedCount).toBe(1);
  });

  it("sqs.delete.again: succeeds any number of times, and is counted", () => {
    const queue = new DrivenQueue();
    queue.send("a");
    const [message] = queue.receive();
    for (let count = 0; count < 3; count += 1) {
      expect(queue.remove(message!.receipt)).toBe("deleted");
    }
    expect(queue.driven.meter("NumberOfMessagesDeleted").count).toBe(3);
    expect(queue.driven.state.deletedCount).toBe(1);
  });

  it("sqs.delete.may-come-back: a deleted message is there again after its time in flight", () => {
    const choose = (label: string) => (label === "deletion" ? 1 : 0);
    const queue = new DrivenQueue({ chance: { duplicateRate: 0.1 } }, { choose });
    queue.send("a");
    const [message] = queue.receive();
    expect(queue.remove(message!.receipt)).toBe("deleted");
    expect(queue.bodies()).toEqual([]);
    queue.wait(30);
    expect(queue.bodies()).toEqual(["a"]);
  });

  it("sqs.delete.fifo-expired: a receipt whose time is over, or that was replaced, is refused", () => {
    const queue = new DrivenQueue({ fifo: true, visibilityTimeout: seconds(5) });
    queue.send("a", { group: "g" });
    const [first] = queue.receive();
    queue.wait(5);
    expect(queue.remove(first!.receipt)).toBe("The receipt handle has expired.");
    const [second] = queue.receive();
    expect(queue.remove(first!.receipt)).toBe("The receipt handle has expired.");
    expect(queue.remove(second!.receipt)).toBe("deleted");
    expect(queue.remove(second!.receipt)).toBe("deleted");
  });
});

describe("purge", () => {
  it("sqs.purge.all: removes what is visible, in flight and delayed", () => {
    const queue = new DrivenQueue();
    for (const body of ["a", "b"]) queue.send(body);
    queue.send("c", { delay: 10 });
    const [message] = queue.receive({ max: 1 });
    expect(queue.purge()).toBe("purged");
    expect(queue.counts()).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
    queue.send("d");
    queue.wait(60);
    expect(queue.remove(message!.receipt)).toBe("deleted");
    expect(queue.bodies()).toEqual(["d"]);
  });

  it("sqs.purge.forgets-deduplication: a used id is new", () => {
    const queue = new DrivenQueue({ fifo: true });
    queue.send("a", { group: "g", id: "1" });
    queue.purge();
    queue.send("b", { group: "g", id: "1" });
    expect(queue.bodies()).toEqual(["b"]);
  });

  it("sqs.purge.once-a-minute: a second one within 60 s is refused", () => {
    const queue = new DrivenQueue();
    queue.purge();
    queue.wait(59);
    expect(queue.purge()).toMatch(/^Only one PurgeQueue/);
    queue.wait(1);
    expect(queue.purge()).toBe("purged");
  });
});

describe("dead letters", () => {
  const poisoned = (config = {}) => {
    const queue = new DrivenQueue({ deadLetterQueue, ...config });
    queue.send("a");
    queue.send("b");
    return queue;
  };

  it("sqs.redrive.at-next-receive: gives a message up instead of returning it once more", () => {
    const queue = poisoned();
    for (let count = 0; count < 2; count += 1) queue.receive({ max: 1, visibility: 0 });
    expect(queue.leaving).toHaveLength(0);
    expect(queue.bodies()).toEqual(["b"]);
    expect(queue.leaving).toMatchObject([
      { input: { type: "acceptDeadLetter", content: { body: "a" }, receiveCount: 2, source: 1 } },
    ]);
    queue.settle();
    expect(queue.driven.meter("MessagesMovedToDeadLetterQueue").count).toBe(1);
    expect(queue.driven.state).toMatchObject({ movedCount: 1, leavingCount: 0 });
  });

  it("sqs.redrive.deduplication-id: gives way to the message id where the queue knows it", () => {
    const dead = new DrivenQueue({ fifo: true });
    dead.send("sent here", { group: "g", id: "known" });
    dead.accept({ groupId: "h", deduplicationId: "known", content: contentOf("first") });
    dead.accept({ groupId: "i", deduplicationId: "new", content: contentOf("second") });
    // No id of its own: the message id stands for one outside.
    expect(
      dead
        .receive()
        .map(({ content, groupId, deduplicationId }) => [content.body, groupId, deduplicationId]),
    ).toEqual([
      ["sent here", "g", "known"],
      ["first", "h", null],
      ["second", "i", "new"],
    ]);
    dead.wait(300);
    dead.accept({ groupId: "j", deduplicationId: "known" });
    expect(dead.receive().at(-1)).toMatchObject({ groupId: "j", deduplicationId: "known" });
  });

  it("sqs.redrive.counts-on: the message keeps its identity, and its receive count goes on", () => {
    const dead = new DrivenQueue();
    dead.accept({ receiveCount: 3 });
    expect(dead.receive()).toMatchObject([
      { identity: { queue: 9, message: 77 }, receiveCount: 4, deadLetterSource: "source" },
    ]);
  });

  it("sqs.redrive.own-count: the policy of a dead-letter queue counts its own receives", () => {
    const dead = new DrivenQueue({ deadLetterQueue });
    dead.accept({ receiveCount: 3 });
    expect([1, 2].map(() => dead.bodies({ visibility: 0 }).length)).toEqual([1, 1]);
    expect(dead.bodies()).toEqual([]);
    expect(dead.leaving).toMatchObject([{ input: { receiveCount: 5 } }]);
  });

  it("sqs.redrive.not-counted-as-sent: NumberOfMessagesSent leaves it out", () => {
    const dead = new DrivenQueue();
    dead.accept();
    expect(dead.driven.meter("NumberOfMessagesSent").count).toBe(0);
    expect(dead.counts().visible).toBe(1);
  });

  it("sqs.redrive.retention-standard: counts from the original sending", () => {
    const dead = new DrivenQueue({ retentionPeriod: days(4) });
    dead.driven.advance(days(3));
    dead.accept({ sentAt: 0 as never });
    dead.accept({ sentAt: days(3) as never, identity: { queue: 9, message: 78 } });
    dead.driven.advance(days(1));
    expect(dead.driven.state.messages.size).toBe(1);
    dead.driven.advance(days(2));
    expect(dead.driven.gauges()["ApproximateAgeOfOldestMessage"]).toBe(days(3));
    dead.driven.advance(days(1));
    expect(dead.driven.state.messages.size).toBe(0);
  });

  it("sqs.redrive.retention-fifo: counts from the move", () => {
    const dead = new DrivenQueue({ fifo: true, retentionPeriod: days(4) });
    dead.driven.advance(days(3));
    dead.accept({ sentAt: 0 as never });
    dead.driven.advance(days(3));
    expect(dead.driven.state.messages.size).toBe(1);
    dead.driven.advance(days(1));
    expect(dead.driven.state.messages.size).toBe(0);
  });

  it("sqs.redrive.not-taken: the message comes back", () => {
    const queue = poisoned();
    for (let count = 0; count < 2; count += 1) queue.receive({ max: 1, visibility: 0 });
    queue.bodies({ max: 1 });
    queue.settle(refused("AWS.SimpleQueueService.NonExistentQueue", "It is gone."));
    expect(queue.counts().inFlight).toBe(2);
    queue.change({ deadLetterQueue: { queue: "dead", maxReceiveCount: 9 } });
    queue.wait(1);
    expect(queue.bodies()).toEqual(["a"]);
  });

  it("sqs.redrive.fifo-group-goes-on: the next of the group is delivered", () => {
    const queue = new DrivenQueue({ fifo: true, deadLetterQueue });
    for (const body of ["a", "b"]) queue.send(body, { group: "g" });
    for (let count = 0; count < 2; count += 1) {
      expect(queue.bodies({ max: 1, visibility: 0 })).toEqual(["a"]);
    }
    expect(queue.bodies({ max: 1 })).toEqual(["b"]);
    queue.settle({ type: "lost" } as never);
    queue.wait(60);
    // It came back, so it is before what followed it.
    queue.change({ deadLetterQueue: { queue: "dead", maxReceiveCount: 9 } });
    expect(queue.bodies()).toEqual(["a", "b"]);
  });

  it("sqs.redrive.not-taken: messages of a FIFO group come back in their order", () => {
    const deadLetterQueue = { queue: "dead", maxReceiveCount: 1 };
    const queue = new DrivenQueue({ fifo: true, deadLetterQueue });
    for (const body of ["a", "b", "c"]) queue.send(body, { group: "g" });
    queue.receive({ max: 2, visibility: 0 });
    expect(queue.bodies({ visibility: 0 })).toEqual(["c"]);
    expect(queue.leaving).toHaveLength(2);
    queue.settle({ type: "lost" } as never);
    queue.change({ deadLetterQueue: { queue: "dead", maxReceiveCount: 9 } });
    queue.wait(1);
    expect(queue.bodies()).toEqual(["a", "b", "c"]);
  });
});

describe("move tasks", () => {
  const start = (queue: DrivenQueue, destination: number | null, rate: number | null = null) =>
    queue.driven.ask({
      type: "startMessageMoveTask",
      task: "t",
      destination,
      maxNumberOfMessagesPerSecond: rate,
    });
  const task = (queue: DrivenQueue) => {
    const reply = queue.driven.ask({ type: "listMessageMoveTasks", maxResults: 10 });
    return reply.type === "moveTasks" ? reply.tasks[0] : undefined;
  };
  const sent = { type: "sent", queue: 5, message: 1, sequenceNumber: null } as const;

  it("sqs.move.oldest-first: at its rate, each as a new message", () => {
    const queue = new DrivenQueue();
    for (const body of ["a", "b", "c"]) queue.send(body);
    expect(start(queue, 5, 1)).toEqual({ type: "moveTaskStarted", task: "t" });
    queue.wait(0);
    expect(queue.leaving).toMatchObject([
      { to: 5, input: { type: "moveMessage", content: { body: "a" } } },
    ]);
    queue.settle(sent);
    queue.wait(1);
    expect(queue.leaving).toMatchObject([{ input: { content: { body: "b" } } }]);
    queue.settle(sent);
    queue.wait(1);
    queue.settle(sent);
    queue.wait(1);
    expect(task(queue)).toMatchObject({ status: "COMPLETED", movedCount: 3, toMoveCount: 3 });
    expect(queue.driven.state.messages.size).toBe(0);
  });

  it("sqs.move.duration: a task that runs for 36 hours moves no more, and has failed", () => {
    const queue = new DrivenQueue();
    for (let number = 0; number < 6; number += 1) queue.send(`${number}`);
    start(queue, 5, 1 / 36_000); // One in ten hours: slower than any request may ask.
    for (let count = 0; count < 4; count += 1) {
      queue.driven.advance(seconds(1));
      queue.settle(sent);
      queue.driven.advance(seconds(35_999));
    }
    expect(task(queue)).toMatchObject({
      status: "FAILED",
      movedCount: 4,
      failureReason: "MaximumDurationReached",
    });
    expect(queue.counts().visible).toBe(2);
    expect(start(queue, 5)).toMatchObject({ type: "moveTaskStarted" });
  });

  it("sqs.move.back-to-source: each message goes back to the queue that gave it up", () => {
    const dead = new DrivenQueue();
    dead.accept({ source: 9 });
    dead.accept({ source: 4, identity: { queue: 4, message: 1 } });
    start(dead, null);
    dead.driven.advance(seconds(0.1));
    expect(dead.leaving.map((send) => send.to)).toEqual([9, 4]);
  });

  it("sqs.move.one-at-a-time: a second one is refused", () => {
    const queue = new DrivenQueue();
    queue.send("a");
    start(queue, 5);
    expect(start(queue, 5)).toMatchObject({ type: "refused", code: "InvalidParameterValue" });
  });

  it("sqs.move.cancel: what it moved stays moved", () => {
    const queue = new DrivenQueue();
    for (const body of ["a", "b"]) queue.send(body);
    start(queue, 5, 1);
    queue.wait(0);
    queue.settle(sent);
    const cancel = () => queue.driven.ask({ type: "cancelMessageMoveTask", task: "t" });
    expect(cancel()).toEqual({ type: "moveTaskCancelled", movedCount: 1 });
    queue.wait(5);
    expect(task(queue)).toMatchObject({ status: "CANCELLED", movedCount: 1 });
    expect(queue.bodies()).toEqual(["b"]);
    expect(cancel()).toMatchObject({ code: "ResourceNotFoundException" });
  });

  it("sqs.move.ends-with-answers: a task is complete when the last answer is there", () => {
    const queue = new DrivenQueue();
    queue.send("a");
    start(queue, 5);
    // Moves are 2 ms apart, and this answer takes longer.
    queue.driven.advance(seconds(0.05));
    expect(task(queue)).toMatchObject({ status: "RUNNING", movedCount: 0 });
    queue.settle(sent);
    queue.driven.advance(seconds(0.01));
    expect(task(queue)).toMatchObject({ status: "COMPLETED", movedCount: 1 });
    expect(start(queue, 5)).toMatchObject({ type: "moveTaskStarted" });
  });

  it("sqs.move.ends-with-answers: it has failed then too, so that none counts for a later one", () => {
    const queue = new DrivenQueue();
    for (const body of ["a", "b", "c"]) queue.send(body);
    start(queue, 5);
    queue.driven.advance(seconds(0.003));
    const [first, second] = [...queue.leaving];
    queue.driven.answer(first!, refused("AWS.SimpleQueueService.NonExistentQueue", "It is gone."));
    expect(start(queue, 5)).toMatchObject({ code: "InvalidParameterValue" });
    queue.wait(1);
    expect(queue.leaving).toHaveLength(1); // It moves no more.
    queue.driven.answer(second!, sent);
    expect(task(queue)).toMatchObject({
      status: "FAILED",
      movedCount: 1,
      failureReason: "AWS.SimpleQueueService.NonExistentQueue",
    });
  });

  it("sqs.move.not-deduplicated: the destination may have had the message before", () => {
    const dead = new DrivenQueue({ fifo: true });
    dead.accept({ deduplicationId: "1" });
    start(dead, null);
    dead.wait(0);
    const source = new DrivenQueue({ fifo: true });
    source.send("dead", { group: "g", id: "1" });
    source.remove(source.receive()[0]!.receipt);
    source.driven.ask(dead.leaving[0]!.input);
    expect(source.bodies()).toEqual(["dead"]);
  });

  it("sqs.move.fails: with the code as its reason, and the message stays", () => {
    const queue = new DrivenQueue();
    queue.send("a");
    start(queue, 5);
    queue.wait(0);
    queue.settle(refused("AWS.SimpleQueueService.NonExistentQueue", "It is gone."));
    expect(task(queue)).toMatchObject({
      status: "FAILED",
      failureReason: "AWS.SimpleQueueService.NonExistentQueue",
    });
    queue.driven.advance(minutes(1));
    expect(queue.bodies()).toEqual(["a"]);
  });
});

describe("a dead letter that a consumer was done with", () => {
  const giveUp = (queue: DrivenQueue) => {
    queue.wait(5);
    queue.receive();
    queue.settle();
  };
  const counted = (queue: DrivenQueue) =>
    ["MessagesMovedToDeadLetterQueue", "DeadLettersProcessed", "DeletionsWithoutEffect"].map(
      (metric) => queue.driven.meter(metric).sum,
    );
  const config = {
    visibilityTimeout: seconds(5),
    deadLetterQueue: { queue: "dead", maxReceiveCount: 1 },
  };

  it("is counted when its deletion comes after it went", () => {
    const queue = new DrivenQueue(config);
    queue.send("a");
    const [message] = queue.receive();
    giveUp(queue);
    expect(counted(queue)).toEqual([1, 0, 0]);
    // Another message may have its place by now.
    queue.send("b");
    queue.remove(message!.receipt);
    queue.remove(message!.receipt);
    expect(counted(queue)).toEqual([1, 1, 2]);
  });

  it("is counted when its deletion comes on the way", () => {
    const queue = new DrivenQueue(config);
    queue.send("a");
    const [message] = queue.receive();
    queue.wait(5);
    queue.receive();
    queue.remove(message!.receipt);
    queue.settle();
    expect(counted(queue)).toEqual([1, 1, 1]);
  });

  it.each([[false], [true]])(
    "is counted when it was received again meanwhile (FIFO: %s)",
    (fifo) => {
      const twice = { ...config, fifo, deadLetterQueue: { queue: "dead", maxReceiveCount: 2 } };
      const queue = new DrivenQueue(twice);
      queue.send("a", fifo ? { group: "g" } : {});
      const [message] = queue.receive();
      queue.wait(5);
      queue.receive();
      queue.remove(message!.receipt);
      giveUp(queue);
      // FIFO queues refuse the late deletion; standard queues accept it.
      expect(counted(queue)).toEqual([1, 1, fifo ? 0 : 1]);
    },
  );

  it("is one once, however often its deletion comes too late", () => {
    const queue = new DrivenQueue({
      ...config,
      deadLetterQueue: { queue: "dead", maxReceiveCount: 3 },
    });
    queue.send("a");
    const [first] = queue.receive();
    queue.wait(5);
    const [second] = queue.receive();
    queue.remove(first!.receipt);
    queue.wait(5);
    const [third] = queue.receive();
    queue.remove(second!.receipt);
    giveUp(queue);
    queue.remove(third!.receipt);
    expect(counted(queue).slice(0, 2)).toEqual([1, 1]);
  });

  it("is not one that was deleted in time, nor one that nobody was done with", () => {
    const queue = new DrivenQueue(config);
    queue.send("a");
    queue.send("b");
    const [first] = queue.receive();
    queue.remove(first!.receipt);
    queue.remove(first!.receipt);
    giveUp(queue);
    expect(counted(queue)).toEqual([1, 0, 1]);
  });

  it("is looked for among those of 12 hours, and no longer kept", () => {
    const queue = new DrivenQueue(config);
    queue.send("a");
    const [message] = queue.receive();
    giveUp(queue);
    queue.wait(12 * 3_600);
    queue.send("b");
    queue.receive();
    giveUp(queue);
    queue.remove(message!.receipt);
    expect(counted(queue).slice(0, 2)).toEqual([2, 0]);
    expect(table.sizeOf(queue.driven.state.deadLetters)).toBe(1);
  });
});
