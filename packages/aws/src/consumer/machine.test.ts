import { drive } from "@orrery/testing";
import { noTime, seconds, type Distribution, type Duration, type Instant } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { figureValues } from "../service/assumed-figure.ts";
import { noTrail } from "../service/origin.ts";
import { refused } from "../service/refusal.ts";
import { queueIn, type Sources } from "../service/source.ts";
import { allKinds } from "../services.ts";
import { sdkAssumptions } from "../workload/limits.ts";
import { resolveConsumer, type Consumer } from "./config.ts";
import { consumerAssumptions } from "./limits.ts";
import { consumerMachine } from "./machine.ts";

const sources: Sources = {
  of: (kind) => allKinds.get(kind)?.source,
  in: () => undefined,
  missing: () => undefined,
};
const constant = (value: number): Distribution => ({ type: "constant", value });
const resolved = (config: Partial<Consumer>) =>
  resolveConsumer(
    "consumer",
    { from: "Jobs", ...config },
    {
      source: "sqs.queue",
      patience: seconds(60),
      visibilityTimeout: seconds(30),
      bounds: queueIn({ of: (kind) => allKinds.get(kind)?.source }, "sqs.queue").consumed.bounds,
      assumed: { ...figureValues(consumerAssumptions), ...figureValues(sdkAssumptions) },
    },
  );

function begun(config: Partial<Consumer> = {}) {
  const driven = drive(consumerMachine(sources), resolved(config), {});
  driven.tell({ type: "start" });
  return driven;
}
type Driven = ReturnType<typeof begun>;

const messages = (...numbers: readonly number[]) => ({
  type: "received",
  messages: numbers.map((message) => ({
    identity: { queue: 1, message },
    content: { size: 10 },
    receipt: { id: message, queue: 1, message, receive: 1 },
    sentAt: 0 as Instant,
    firstReceivedAt: 0 as Instant,
    receiveCount: 1,
    groupId: null,
    trail: noTrail,
  })),
});
const deleted = { type: "deleted" } as const;
const open = ({ sent }: Driven, type: string) => sent.filter(({ input }) => input.type === type);
const receives = (driven: Driven) => open(driven, "receive");
/** Answers the first open receive. */
function bring(driven: Driven, ...numbers: readonly number[]): void {
  driven.answer(receives(driven)[0]!, messages(...numbers));
}

it("consumer.receive.defaults: a receive asks for one message, and waits and hides as the queue says", () => {
  expect(receives(begun())[0]!.input).toMatchObject({
    maxNumberOfMessages: 1,
    waitTime: null,
    visibilityTimeout: null,
  });
  const own = { maxNumberOfMessages: 10, waitTime: seconds(20), visibilityTimeout: seconds(90) };
  expect(receives(begun(own))[0]!.input).toMatchObject(own);
});

describe("consumer.receive.loop: a container", () => {
  it("consumer.receive.loop: asks again once none of its messages waits and a worker is free", () => {
    const driven = begun({ concurrency: 2, duration: constant(1e6) });
    bring(driven, 1);
    expect(receives(driven)).toHaveLength(1); // The second worker is free.
    bring(driven, 2, 3);
    expect(receives(driven)).toHaveLength(0);
    driven.advance(seconds(1)); // Two are done, and the third is begun.
    expect(receives(driven)).toHaveLength(1);
    expect(driven.gauges()).toMatchObject({ BusyWorkers: 1, MessagesHeld: 1 });
  });

  it("consumer.receive.loop: works on as many at a time as it says, each as long as it takes", () => {
    const driven = begun({ concurrency: 3, duration: constant(1e6) });
    bring(driven, 1, 2, 3, 4, 5);
    expect(driven.gauges()).toMatchObject({ BusyWorkers: 3, MessagesHeld: 5 });
    driven.advance(seconds(1));
    expect(driven.gauges()).toMatchObject({ BusyWorkers: 2, MessagesHeld: 2 });
    driven.advance(seconds(1));
    expect(driven.meter("MessagesProcessed").count).toBe(5);
  });

  it("consumer.receive.loop: each has a receive of its own", () => {
    expect(receives(begun({ containers: 7 }))).toHaveLength(7);
  });

  it("pauses after a receive that found nothing, and for longer after one that was refused", () => {
    const driven = begun({ pause: seconds(0.1) });
    bring(driven);
    expect(receives(driven)).toHaveLength(0);
    driven.advance(seconds(0.1));
    expect(receives(driven)).toHaveLength(1);
    driven.answer(receives(driven)[0]!, refused("RequestThrottled", ""));
    driven.advance(seconds(0.9));
    expect(receives(driven)).toHaveLength(0);
    driven.advance(seconds(0.1));
    expect(receives(driven)).toHaveLength(1);
    const counts = ["Receives", "EmptyReceives", "RefusedReceives"].map(
      (name) => driven.meter(name).count,
    );
    expect(counts).toEqual([3, 1, 1]);
  });
});

describe("a message that is done", () => {
  const done = (config: Partial<Consumer>, ...numbers: readonly number[]) => {
    const driven = begun({ duration: constant(1e6), maxNumberOfMessages: 10, ...config });
    bring(driven, ...numbers);
    return driven;
  };

  it("is deleted by itself, or with all that came in its receive", () => {
    const each = done({}, 1, 2);
    each.advance(seconds(2));
    expect(open(each, "deleteMessage")).toHaveLength(2);
    const batch = done({ deletes: "batch" }, 1, 2);
    batch.advance(seconds(1));
    expect(open(batch, "finish")).toHaveLength(0);
    batch.advance(seconds(1));
    const [deletion] = open(batch, "finish");
    expect(deletion!.input).toMatchObject({ receipts: [{ message: 1 }, { message: 2 }] });
    batch.answer(deletion!, { type: "entryResults", results: [null, refused("A", "")] } as never);
    expect(batch.meter("Deletions").count).toBe(1);
    expect(batch.meter("RefusedDeletions").count).toBe(1);
  });

  it("is measured from its sending to its deletion", () => {
    const driven = done({}, 1);
    driven.advance(seconds(3));
    driven.answer(open(driven, "deleteMessage")[0]!, { type: "deleted" });
    expect(driven.meter("MessageLatency")).toMatchObject({ count: 1, max: 3e6 });
    expect(driven.meter("ProcessingTime")).toMatchObject({ count: 1, max: 1e6 });
    expect(driven.state.requests.size).toBe(1); // The next receive.
  });

  it("consumer.deletion.retry: a deletion that is throttled is tried three times", () => {
    const driven = done({}, 1);
    driven.advance(seconds(1));
    let tries = 0;
    for (; open(driven, "deleteMessage").length > 0; tries += 1) {
      driven.answer(open(driven, "deleteMessage")[0]!, refused("RequestThrottled", ""));
      driven.advance(seconds(5));
    }
    expect(tries).toBe(3);
    expect(driven.meter("RefusedDeletions").count).toBe(1);
  });

  it("stays where its work failed, or is given back at once", () => {
    const left = done({ failures: 1 }, 1);
    left.advance(seconds(1));
    expect(left.meter("MessagesFailed").count).toBe(1);
    expect(left.sent.map(({ input }) => input.type)).toEqual(["receive"]);
    const released = done({ failures: 1, onFailure: "release" }, 1);
    released.advance(seconds(1));
    expect(open(released, "changeMessageVisibility")[0]!.input).toMatchObject({
      visibilityTimeout: 0,
    });
  });

  it("fails by chance, as often as its share", () => {
    const driven = begun({ failures: 0.25, duration: constant(0) });
    for (let number = 1; number <= 400; number += 1) {
      bring(driven, number);
      driven.advance(noTime);
      for (const deletion of open(driven, "deleteMessage")) driven.answer(deletion, deleted);
    }
    expect(driven.meter("MessagesFailed").count).toBeGreaterThan(75);
    expect(driven.meter("MessagesFailed").count).toBeLessThan(125);
  });

  it("is hidden for longer at each heartbeat, also while it waits for a worker", () => {
    const driven = done({ heartbeat: seconds(10), duration: constant(25e6) }, 1, 2);
    driven.advance(seconds(10));
    const hides = () => open(driven, "changeMessageVisibility");
    expect(hides().map(({ input }) => input)).toMatchObject([
      { receipt: { message: 1 }, visibilityTimeout: seconds(30) },
      { receipt: { message: 2 }, visibilityTimeout: seconds(30) },
    ]);
    driven.advance(seconds(10));
    expect(hides()).toHaveLength(4);
    driven.advance(seconds(20)); // The first is done, and beats no more.
    expect(driven.meter("VisibilityExtensions").count).toBe(6);
  });
});

it.each<[Partial<Consumer>, string]>([
  [{ containers: 0 }, "consumer containers: expected 1 to 10000, received 0"],
  [{ concurrency: 1.5 }, "consumer concurrency: expected 1 to 10000"],
  [{ maxNumberOfMessages: 11 }, "consumer maxNumberOfMessages: expected 1 to 10, received 11"],
  [{ waitTime: seconds(21) }, "consumer waitTime: expected 0 s to 20 s, received 21 s"],
  [{ failures: 2 }, "consumer failures: expected a share from 0 to 1, received 2"],
  [
    { heartbeat: seconds(30) },
    "consumer heartbeat: expected less than the visibility timeout of 30 s",
  ],
  [{ pause: -1 as Duration }, "consumer pause: expected 0 s to 1 d"],
])("%o is refused", (config, problem) => {
  expect(() => resolved(config)).toThrow(problem);
});
