import { seconds, slab, type SlabId } from "@orrery/kernel";
import { drive, type Choose } from "@orrery/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resolveQueueConfig, type QueueConfig } from "../config.ts";
import { queueInvariants } from "./invariants.ts";
import { queueMachine } from "./machine.ts";
import type { AcceptDeadLetter, Receipt, ReceivedMessage } from "../protocol.ts";
import { noTrail } from "../../../service/origin.ts";

const open = (config: QueueConfig, choose?: Choose) =>
  drive(queueMachine, resolveQueueConfig("orders", config), queueInvariants, choose ?? {});
type Queue = ReturnType<typeof open>;

const send = (
  queue: Queue,
  body: string,
  groupId: string | null = null,
  id: string | null = null,
) =>
  queue.ask({
    type: "sendMessage",
    content: { body, size: body.length, attributes: [], traceHeader: null },
    delay: null,
    groupId,
    deduplicationId: id,
    trail: noTrail,
  });
const receive = (
  queue: Queue,
  maxNumberOfMessages = 10,
  visibilityTimeout: number | null = null,
) => {
  const reply = queue.ask({
    type: "receive",
    maxNumberOfMessages,
    visibilityTimeout: visibilityTimeout === null ? null : seconds(visibilityTimeout),
    waitTime: seconds(0),
    receiveRequestAttemptId: null,
  });
  return reply.type === "received" ? reply.messages : [];
};
const remove = (queue: Queue, receipt: Receipt) => queue.ask({ type: "deleteMessage", receipt });

const options = { seed: 20261126, numRuns: 150 };
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("send" as const), group: fc.nat(1) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("receive" as const),
      count: fc.constantFrom(1, 2, 3, 10),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("remove" as const), nth: fc.nat() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("change" as const),
      nth: fc.nat(),
      seconds: fc.constantFrom(0, 5, 60),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("wait" as const), seconds: fc.nat(40) }) },
);
const steps = fc.array(step, { maxLength: 40, size: "max" });

describe("a standard queue", () => {
  it("gives back exactly the messages that were sent and not deleted by their last receipt, or by any while visible", () => {
    const oddities = fc.infiniteStream(fc.constantFrom(0, 0, 0, 1));
    fc.assert(
      fc.property(steps, oddities, fc.boolean(), (steps, oddities, isOdd) => {
        const chance = isOdd ? { duplicateRate: 0.2 } : {};
        const answer = () => {
          // Deletions hold here, so that the model knows what is left.
          return oddities.next().value as number;
        };
        const queue = isOdd
          ? drive(
              queueMachine,
              resolveQueueConfig("orders", { chance }),
              queueInvariants,
              (label) => (label === "deletion" ? 0 : answer()),
            )
          : open({});
        const lastReceipts = new Map<string, Receipt | undefined>();
        const received: ReceivedMessage[] = [];
        for (const [index, step] of steps.entries()) {
          switch (step.do) {
            case "send":
              send(queue, `${index}`);
              lastReceipts.set(`${index}`, undefined);
              break;
            case "receive":
              for (const message of receive(queue, step.count)) {
                expect(lastReceipts.has(message.content.body)).toBe(true);
                lastReceipts.set(message.content.body, message.receipt);
                received.push(message);
              }
              break;
            case "remove": {
              const chosen = received[step.nth % received.length];
              if (chosen === undefined) break;
              const { content, receipt } = chosen;
              const isVisible =
                slab.read(queue.state.messages, receipt.id)?.condition === "visible";
              expect(remove(queue, receipt)).toEqual({ type: "deleted" });
              const isLast = lastReceipts.get(content.body) === receipt;
              if (isVisible || isLast) lastReceipts.delete(content.body);
              break;
            }
            case "change": {
              const chosen = received[step.nth % received.length];
              if (chosen === undefined) break;
              const { receipt } = chosen;
              const visibilityTimeout = seconds(step.seconds);
              queue.ask({ type: "changeMessageVisibility", receipt, visibilityTimeout });
              break;
            }
            case "wait":
              queue.advance(seconds(step.seconds));
          }
        }
        queue.advance(seconds(61));
        const rest: string[] = [];
        for (let more = receive(queue); more.length > 0; more = receive(queue)) {
          rest.push(...more.map(({ content }) => content.body));
        }
        expect([...new Set(rest)].sort()).toEqual([...lastReceipts.keys()].sort());
      }),
      options,
    );
  });
});

describe("what stays visible", () => {
  const receives = fc.array(
    fc.record({
      sent: fc.nat(2),
      count: fc.constantFrom(1, 2, 3, 10),
      visibility: fc.constantFrom(0, 0, 5),
      wait: fc.nat(6),
    }),
    { maxLength: 40, size: "max" },
  );
  it("is in one receive once, and is given up at a later one than its last", () => {
    fc.assert(
      fc.property(
        receives,
        fc.boolean(),
        fc.integer({ min: 1, max: 5 }),
        fc.boolean(),
        (receives, fifo, maxReceiveCount, isOdd) => {
          const chance = isOdd && !fifo ? { duplicateRate: 0.5, reorderRate: 0.3 } : {};
          const deadLetterQueue = { queue: "dead", maxReceiveCount };
          const queue = open({ fifo, chance, deadLetterQueue }, (_label, key) => key % 2);
          const counts = new Map<number, number>();
          let number = 0;
          for (const step of receives) {
            for (let sent = 0; sent < step.sent; sent += 1) {
              number += 1;
              const id = fifo ? `${number}` : null;
              send(queue, `${number}`, fifo ? `g${number % 3}` : null, id);
            }
            const ids = receive(queue, step.count, step.visibility).map(
              ({ receipt }) => receipt.message,
            );
            expect(new Set(ids).size).toBe(ids.length);
            for (const { input } of queue.sent.splice(0)) {
              const { identity, receiveCount } = input as AcceptDeadLetter;
              expect(ids).not.toContain(identity.message);
              expect(receiveCount).toBe(maxReceiveCount);
              expect(counts.get(identity.message)).toBe(maxReceiveCount);
            }
            for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
            if (step.wait > 0) queue.advance(seconds(step.wait));
          }
          expect(Math.max(0, ...counts.values())).toBeLessThanOrEqual(maxReceiveCount);
        },
      ),
      options,
    );
  });
});

describe("a FIFO queue", () => {
  it("gives the messages of each group in order, up to the first that is in flight, and no others", () => {
    fc.assert(
      fc.property(steps, (steps) => {
        const queue = open({ fifo: true });
        // By group: bodies in order, with how long each is held.
        const groups = new Map<
          string,
          { body: string; until: number; receipt: Receipt | null }[]
        >();
        // What may be received of a group: from its head up to the first that is in flight.
        const openOf = (group: string): string[] => {
          const list = groups.get(group)!;
          const end = list.findIndex(({ until }) => until > now);
          return list.slice(0, end === -1 ? list.length : end).map(({ body }) => body);
        };
        const received: ReceivedMessage[] = [];
        let now = 0;
        for (const [index, step] of steps.entries()) {
          switch (step.do) {
            case "send": {
              const group = `g${step.group}`;
              send(queue, `${index}`, group, `${index}`);
              const list = groups.get(group) ?? [];
              groups.set(group, list);
              list.push({ body: `${index}`, until: -1, receipt: null });
              break;
            }
            case "receive": {
              const open = new Map([...groups.keys()].map((group) => [group, openOf(group)]));
              const messages = receive(queue, step.count);
              const openCount = [...open.values()].reduce((sum, { length }) => sum + length, 0);
              expect(messages).toHaveLength(Math.min(step.count, openCount));
              for (const message of messages) {
                expect(message.content.body).toBe(open.get(message.groupId!)!.shift());
                const list = groups.get(message.groupId!)!;
                const held = list.find(({ body }) => body === message.content.body)!;
                held.until = now + 30;
                held.receipt = message.receipt;
                received.push(message);
              }
              break;
            }
            case "remove": {
              const chosen = received[step.nth % received.length];
              if (chosen === undefined) break;
              const list = groups.get(chosen.groupId!)!;
              const place = list.findIndex(({ receipt }) => receipt === chosen.receipt);
              const isHeld = place >= 0 && list[place]!.until > now;
              const isGone = list.every(({ body }) => body !== chosen.content.body);
              const reply = remove(queue, chosen.receipt);
              expect(reply.type).toBe(isHeld || isGone ? "deleted" : "refused");
              if (isHeld) list.splice(place, 1);
              break;
            }
            case "change": {
              const chosen = received[step.nth % received.length];
              if (chosen === undefined) break;
              const { receipt } = chosen;
              const held = groups.get(chosen.groupId!)!.find((each) => each.receipt === receipt);
              const isHeld = held !== undefined && held.until > now;
              const visibilityTimeout = seconds(step.seconds);
              const reply = queue.ask({
                type: "changeMessageVisibility",
                receipt,
                visibilityTimeout,
              });
              expect(reply.type).toBe(isHeld ? "visibilityChanged" : "refused");
              if (isHeld) held.until = now + step.seconds;
              break;
            }
            case "wait":
              queue.advance(seconds(step.seconds));
              now += step.seconds;
          }
        }
        queue.advance(seconds(61));
        const rest = new Map<string, string[]>();
        for (let more = receive(queue); more.length > 0; more = receive(queue)) {
          for (const { groupId, content, receipt } of more) {
            rest.set(groupId!, [...(rest.get(groupId!) ?? []), content.body]);
            remove(queue, receipt);
          }
        }
        for (const [group, list] of groups) {
          expect(rest.get(group) ?? []).toEqual(list.map(({ body }) => body));
        }
        expect(queue.state.messages.size).toBe(0);
        expect(queue.state.groups.size).toBe(0);
      }),
      options,
    );
  });
});

it("receipts never stand for the next message in the slot", () => {
  const queue = open({});
  send(queue, "a");
  const [a] = receive(queue);
  remove(queue, a!.receipt);
  send(queue, "b");
  remove(queue, a!.receipt);
  remove(queue, { ...a!.receipt, id: (a!.receipt.id + 2 ** 26) as SlabId });
  expect(receive(queue).map(({ content }) => content.body)).toEqual(["b"]);
});
