import type { SlabId } from "@orrery/kernel";
import fc from "fast-check";
import { expect, it } from "vitest";
import {
  messageIdOf,
  moveTaskOf,
  receiptHandleOf,
  receiptOf,
  senderIdOf,
  sequenceNumberOf,
  taskHandleOf,
} from "./message-names.ts";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const numbers = fc.oneof(fc.nat(20), fc.maxSafeInteger().map(Math.abs));
const identities = fc.record({ queue: fc.nat(), message: numbers });
const receipts = fc.record({
  queue: fc.nat(),
  id: numbers.map((id) => id as SlabId),
  message: numbers,
  receive: fc.nat(),
});

it("sqs.names.message-id: a message has a UUID of its own, the same whenever it is asked", () => {
  fc.assert(
    fc.property(identities, identities, (one, other) => {
      expect(messageIdOf(one)).toMatch(uuid);
      const isSame = one.queue === other.queue && one.message === other.message;
      expect(messageIdOf(one) === messageIdOf({ ...other })).toBe(isSame);
    }),
  );
  const ids = new Set<string>();
  for (let queue = 1; queue <= 10; queue += 1) {
    for (let message = 1; message <= 2_000; message += 1) ids.add(messageIdOf({ queue, message }));
  }
  expect(ids.size).toBe(20_000);
});

it("sqs.names.receipt-handle: each receive has a handle of its own, which leads back to it", () => {
  fc.assert(
    fc.property(receipts, (receipt) => {
      expect(receiptOf(receiptHandleOf(receipt))).toEqual(receipt);
    }),
  );
  const receipt = { queue: 1, id: 0 as SlabId, message: 1, receive: 1 };
  expect(receiptHandleOf({ ...receipt, receive: 2 })).not.toBe(receiptHandleOf(receipt));
});

it("takes nothing for a receipt handle that no queue has given", () => {
  const handle = receiptHandleOf({ queue: 3, id: 70 as SlabId, message: 12, receive: 2 });
  fc.assert(
    fc.property(fc.nat(handle.length - 1), fc.constantFrom(..."ABab01+/="), (place, letter) => {
      const other = handle.slice(0, place) + letter + handle.slice(place + 1);
      if (other !== handle) expect(receiptOf(other)).toBeUndefined();
    }),
  );
  const wrong = ["", "garbage", "AQEB", handle.slice(4), `${handle}AAAA`, "fake-receipt-handle-1"];
  expect(wrong.map(receiptOf)).toEqual(wrong.map(() => undefined));
});

it("sqs.names.sequence-number: has 20 digits that grow and are not consecutive", () => {
  const texts = [1, 2, 3, 1e6, Number.MAX_SAFE_INTEGER].map(sequenceNumberOf);
  expect(texts.every((text) => /^\d{20}$/.test(text))).toBe(true);
  expect([...texts].sort()).toEqual(texts);
  expect(BigInt(texts[1]!) - BigInt(texts[0]!)).toBeGreaterThan(1n);
});

it("sqs.names.sender-id: an account's messages come from one user of it", () => {
  expect(senderIdOf("123456789012")).toMatch(/^AIDA[A-Z2-7]{17}$/);
  expect(senderIdOf("123456789012")).toBe(senderIdOf("123456789012"));
  expect(senderIdOf("123456789012")).not.toBe(senderIdOf("111111111111"));
});

it("sqs.names.task-handle: a task handle holds the task's id and the source's ARN", () => {
  const task = {
    taskId: "10f57157-fc38-4da9-a113-4de7e12d05dd",
    sourceArn: "arn:aws:sqs:us-east-1:123456789012:orders-dlq.fifo",
  };
  expect(moveTaskOf(taskHandleOf(task))).toEqual(task);
  expect(["", "garbage", "e30=", "bnVsbA=="].map(moveTaskOf)).toEqual(Array(4).fill(undefined));
});
