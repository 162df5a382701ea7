import { milliseconds, seconds, slab, type Send } from "@orrery/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DrivenMapping, messageOf, messagesIn, throttle } from "../../../../test/driven-mapping.ts";
import type { Invoke } from "../protocol.ts";
import type {
  DeleteMessageBatch,
  Receipt,
  ReceivedMessage,
  ReceiveMessage,
} from "../../sqs/protocol.ts";
import type { EventSourceMappingConfig } from "../../../mapping/queue/config.ts";

const visibility = seconds(30);
const fifoSource = "arn:aws:sqs:us-east-1:123456789012:orders.fifo";

/** A queue in a few lines: it hides what it gives, and one group is in flight at a time. */
class ModelQueue {
  readonly messages: { number: number; group: string; hiddenUntil: number; receives: number }[] =
    [];
  private readonly fifo: boolean;
  private readonly size: number;
  private sentCount = 0;

  constructor(fifo: boolean, size: number) {
    this.fifo = fifo;
    this.size = size;
  }

  send(group: string): void {
    this.sentCount += 1;
    this.messages.push({ number: this.sentCount, group, hiddenUntil: 0, receives: 0 });
  }

  receive(count: number, mapping: DrivenMapping): readonly ReceivedMessage[] {
    const { now } = mapping;
    const locked = new Set(
      this.messages.flatMap(({ group, hiddenUntil }) => (hiddenUntil > now ? [group] : [])),
    );
    const given = this.messages
      .filter(({ group, hiddenUntil }) => hiddenUntil <= now && !(this.fifo && locked.has(group)))
      .slice(0, count);
    return given.map((message) => {
      message.hiddenUntil = now + visibility;
      message.receives += 1;
      const { group: groupId, receives: receiveCount } = message;
      const details = { sentAt: 0, receiveCount, groupId, size: this.size };
      return messageOf(message.number, now, details);
    });
  }

  /** Deletes by receipts of the last receive, as SQS does. */
  delete({ input }: Send<DeleteMessageBatch>): void {
    for (const { message, receive } of input.receipts) {
      const place = this.messages.findIndex(({ number }) => number === message);
      if (this.messages[place]?.receives !== receive) continue;
      this.messages.splice(place, 1);
    }
  }
}

type Outcome = "success" | "partial" | "error" | "throttle";
type Step =
  | { readonly do: "send"; readonly count: number; readonly group: number }
  | { readonly do: "receive"; readonly nth: number }
  | { readonly do: "finish"; readonly nth: number; readonly outcome: Outcome }
  /** In milliseconds. */
  | { readonly do: "wait"; readonly length: number }
  | { readonly do: "settings"; readonly enabled: boolean };

const outcomes: readonly Outcome[] = [
  "success",
  "success",
  "partial",
  "error",
  "throttle",
  "throttle",
];
const outcome = fc.constantFrom(...outcomes);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant("send" as const),
    count: fc.integer({ min: 1, max: 15 }),
    group: fc.nat(2),
  }),
  { weight: 3, arbitrary: fc.record({ do: fc.constant("receive" as const), nth: fc.nat() }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant("finish" as const), nth: fc.nat(), outcome }),
  },
  fc.record({
    do: fc.constant("wait" as const),
    length: fc.constantFrom(10, 900, 4_000, 20_000, 35_000),
  }),
  fc.record({ do: fc.constant("settings" as const), enabled: fc.boolean() }),
);
const steps = fc.array(step, { maxLength: 40, size: "max" });

const config: fc.Arbitrary<EventSourceMappingConfig> = fc
  .record({
    batchSize: fc.integer({ min: 1, max: 25 }),
    hasWindow: fc.boolean(),
    reportBatchItemFailures: fc.boolean(),
    scaling: fc.constantFrom<EventSourceMappingConfig>(
      {},
      { maximumConcurrency: 2 },
      { maximumConcurrency: 3 },
      { provisionedPollers: { minimum: 2, maximum: 3 } },
    ),
  })
  .map(({ batchSize, hasWindow, reportBatchItemFailures, scaling }) => ({
    ...scaling,
    reportBatchItemFailures,
    batchSize: hasWindow ? batchSize : Math.min(batchSize, 10),
    batchingWindow: seconds(hasWindow ? 5 : 0),
  }));

const mostInvocations = ({ maximumConcurrency, provisionedPollers }: EventSourceMappingConfig) =>
  maximumConcurrency ?? (provisionedPollers?.maximum ?? 125) * 10;

/** Lets a mapping, a queue and a function go through steps; checks at each what must always hold. */
function play(
  settings: EventSourceMappingConfig,
  list: readonly Step[],
  size: number,
  fifo: boolean,
): ModelQueue {
  const mapping = new DrivenMapping(settings, {
    visibilityTimeout: visibility,
    ...(fifo ? { source: fifoSource } : {}),
  });
  const queue = new ModelQueue(fifo, size);
  const seen = new Set<unknown>();
  const done = new Set<string>();

  const settle = () => {
    for (const deletion of mapping.deletions) {
      // Nothing is deleted but what succeeded.
      for (const receipt of deletion.input.receipts) expect(done.has(nameOf(receipt))).toBe(true);
      queue.delete(deletion);
    }
    mapping.confirm();
    check(mapping, settings, fifo);
    for (const invocation of mapping.invocations) {
      if (seen.has(invocation)) continue;
      seen.add(invocation);
      // Nothing is tried that is visible again.
      expect(firstReceiveOf(invocation) + visibility).toBeGreaterThan(mapping.now);
      if (fifo) checkOrder(messagesIn(invocation.input), queue);
    }
  };
  const finish = (invocation: Send<Invoke> | undefined, how: string) => {
    if (invocation === undefined) return;
    if (how === "throttle") mapping.finish(throttle, invocation);
    else if (how === "error") mapping.finish({ functionError: "Unhandled" }, invocation);
    else {
      const failedItems = how === "partial" ? [0] : [];
      const failed = settings.reportBatchItemFailures === true ? failedItems.length : 0;
      const receipts = messagesIn(invocation.input).map(({ receipt }) => receipt);
      for (const receipt of receipts.slice(failed)) done.add(nameOf(receipt));
      mapping.finish({ failedItems }, invocation);
    }
    settle();
  };
  const receive = (asked: Send<ReceiveMessage> | undefined) => {
    if (asked === undefined) return;
    const messages = queue.receive(asked.input.maxNumberOfMessages, mapping);
    expect(messages.length).toBeLessThanOrEqual(10);
    mapping.bringMessages(messages, asked);
    settle();
  };
  const wait = (length: number) => {
    // No invocation outlasts the visibility timeout here; what happens then is the queue's matter.
    for (let left = length; left > 0; left -= 10) {
      for (const invocation of mapping.invocations) {
        const until = firstReceiveOf(invocation) + visibility;
        if (until <= mapping.now + milliseconds(10)) finish(invocation, "error");
      }
      mapping.advance(milliseconds(10));
      settle();
    }
  };

  for (const entry of list) {
    switch (entry.do) {
      case "send":
        for (let left = entry.count; left > 0; left -= 1) queue.send(`${entry.group}`);
        break;
      case "receive":
        receive(mapping.receives[entry.nth % mapping.receives.length]);
        break;
      case "finish":
        finish(mapping.invocations[entry.nth % mapping.invocations.length], entry.outcome);
        break;
      case "wait":
        wait(entry.length);
        break;
      case "settings":
        mapping.change({ ...settings, enabled: entry.enabled });
        settle();
    }
  }

  mapping.change({ ...settings, enabled: false });
  for (let left = 100; left > 0 && mapping.pollers > 0; left -= 1) {
    for (const asked of mapping.receives) receive(asked);
    for (const invocation of mapping.invocations) finish(invocation, "success");
    wait(1_000);
  }
  // Each message is deleted, or back in the queue once its time in flight is over; none is kept.
  expect(mapping.pollers).toBe(0);
  expect(slab.list(mapping.driven.state.batches)).toEqual([]);
  mapping.advance(visibility);
  expect(queue.messages.every(({ hiddenUntil }) => hiddenUntil <= mapping.now)).toBe(true);
  const left = queue.messages.map(({ number, receives }) => `${number}#${receives}`);
  expect(left.filter((name) => done.has(name))).toEqual([]);
  expect(mapping.driven.meter("DeletedEventCount").sum).toBe(done.size);
  return queue;
}

function check(mapping: DrivenMapping, settings: EventSourceMappingConfig, fifo: boolean): void {
  const { invocations } = mapping;
  expect(invocations.length).toBeLessThanOrEqual(mostInvocations(settings));
  const open = new Set<number>();
  const groups = new Set<string>();
  for (const { input } of invocations) {
    const messages = messagesIn(input);
    expect(messages.length).toBeGreaterThan(0);
    expect(messages.length).toBeLessThanOrEqual(settings.batchSize!);
    const own = new Set<string>();
    for (const { receipt, groupId } of messages) {
      expect(open.has(receipt.message)).toBe(false);
      open.add(receipt.message);
      own.add(groupId!);
    }
    for (const group of own) {
      if (fifo) expect(groups.has(group)).toBe(false);
      groups.add(group);
    }
  }
}

/** Of each group, a message is invoked after all before it are deleted, or in one batch with them. */
function checkOrder(messages: readonly ReceivedMessage[], queue: ModelQueue): void {
  const batch = new Set(messages.map(({ identity }) => identity.message));
  for (const { identity, groupId } of messages) {
    const before = queue.messages.filter(
      ({ number, group }) => group === groupId && number < identity.message && !batch.has(number),
    );
    expect(before).toEqual([]);
  }
}

const nameOf = ({ message, receive }: Receipt): string => `${message}#${receive}`;

const firstReceiveOf = ({ input }: Send<Invoke>): number =>
  Math.min(...messagesIn(input).map(({ firstReceivedAt }) => firstReceivedAt));

// Of the larger ones only six are in an event.
const size = fc.constantFrom(100, 1_000_000);
const runs = { numRuns: 100, seed: 11 };

describe("every message that is received", () => {
  it("is invoked by one at a time, then deleted or given back, within all bounds", () => {
    fc.assert(
      fc.property(config, steps, size, (settings, list, size) => {
        play(settings, list, size, false);
      }),
      runs,
    );
  });

  it("event-source-mapping.fifo.groups: keeps its place in its group", () => {
    const fifoConfig = config.map((settings) => ({
      ...settings,
      batchSize: Math.min(settings.batchSize!, 10),
      batchingWindow: seconds(0),
      reportBatchItemFailures: false,
    }));
    fc.assert(
      fc.property(fifoConfig, steps, size, (settings, list, size) => {
        play(settings, list, size, true);
      }),
      runs,
    );
  });

  it("is deleted where everything succeeds in time", () => {
    const calm = steps.map((list) =>
      list.map((entry): Step => {
        if (entry.do === "finish") return { ...entry, outcome: "success" };
        return entry.do === "wait" ? { ...entry, length: Math.min(entry.length, 400) } : entry;
      }),
    );
    fc.assert(
      fc.property(config, calm, size, (settings, list, size) => {
        const { messages } = play(settings, list, size, false);
        expect(messages.filter(({ receives }) => receives > 0)).toEqual([]);
      }),
      runs,
    );
  });
});
