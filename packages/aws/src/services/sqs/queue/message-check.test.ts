import { seconds, type Duration } from "@orrery/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DrivenQueue } from "../../../../test/driven-queue.ts";
import { resolveQueueConfig } from "../config.ts";
import type { MessageContent, QueueReply, SendMessage } from "../protocol.ts";
import { noTrail } from "../../../service/origin.ts";

const content = (rest: Partial<MessageContent> = {}): MessageContent => {
  const { body = "a" } = rest;
  return { body, size: body.length, attributes: [], traceHeader: null, ...rest };
};
const message = (rest: Partial<SendMessage> = {}): SendMessage => ({
  type: "sendMessage",
  content: content(),
  delay: null,
  groupId: null,
  deduplicationId: null,
  trail: noTrail,
  ...rest,
});
const codeOf = (reply: QueueReply) => (reply.type === "refused" ? reply.code : reply.type);
const ask = (queue: DrivenQueue, rest: Partial<SendMessage>) =>
  codeOf(queue.driven.ask(message(rest)));
const text = (value: string, name = "n", dataType = "String") => ({ name, dataType, value });

describe("sqs.send.checked-by-queue: a queue checks what comes, whoever brings it", () => {
  const attributesOf = (attributes: MessageContent["attributes"]) => ({
    content: content({ attributes }),
  });

  it.each<readonly [string, Partial<SendMessage>]>([
    ["MissingParameter", { content: content({ body: "" }) }],
    ["InvalidParameterValue", { content: content({ size: 2_049 }) }],
    ["InvalidMessageContents", { content: content({ body: "\u0000" }) }],
    ["InvalidMessageContents", { content: content({ traceHeader: "\u0001" }) }],
    ["InvalidParameterValue", attributesOf([text("a", "AWS.x")])],
    ["InvalidParameterValue", attributesOf([text("a", "x", "Text")])],
    ["InvalidParameterValue", attributesOf([text("")])],
    ["InvalidParameterValue", attributesOf([text("a", "x", "Number")])],
    ["InvalidParameterValue", attributesOf([text("é", "x", "Binary")])],
    [
      "InvalidParameterValue",
      attributesOf(Array.from({ length: 11 }, (_, place) => text("a", `n${place}`))),
    ],
    ["InvalidParameterValue", { delay: seconds(901) }],
    ["InvalidParameterValue", { groupId: "a b" }],
    ["InvalidParameterValue", { deduplicationId: "id" }],
  ])("and refuses with %s what breaks its rules: %j", (code, rest) => {
    const queue = new DrivenQueue({ maxMessageSizeBytes: 2_048 });
    expect(ask(queue, rest)).toBe(code);
    expect(ask(queue, rest)).toBe(code); // Also what it saw before.
    expect(queue.driven.state.messages.size).toBe(0);
    expect(ask(queue, {})).toBe("sent");
  });

  it("and a FIFO queue wants group and id", () => {
    const queue = new DrivenQueue({ fifo: true });
    expect(ask(queue, { deduplicationId: "id" })).toBe("MissingParameter");
    expect(ask(queue, { groupId: "g" })).toBe("InvalidParameterValue");
    expect(ask(queue, { groupId: "g", deduplicationId: "x".repeat(129) })).toBe(
      "InvalidParameterValue",
    );
    const ids = { groupId: "g", deduplicationId: "x".repeat(128) };
    expect(ask(queue, { ...ids, delay: seconds(1) })).toBe("InvalidParameterValue");
    expect(ask(queue, { ...ids, delay: seconds(0) })).toBe("sent");
  });

  it("and each entry of a batch, after the batch as a whole", () => {
    const queue = new DrivenQueue({ maxMessageSizeBytes: 2_048 });
    const batch = (...entries: readonly Partial<SendMessage>[]) =>
      queue.driven.ask({
        type: "sendMessageBatch",
        entries: entries.map((rest) => message(rest)),
        trail: noTrail,
      });
    const reply = batch({}, { content: content({ size: 2_049 }) });
    expect(reply).toMatchObject({ results: [{ type: "sent" }, { code: "InvalidParameterValue" }] });
    const service = "AWS.SimpleQueueService";
    expect(codeOf(batch())).toBe(`${service}.EmptyBatchRequest`);
    expect(codeOf(batch(...Array<object>(11).fill({})))).toBe(
      `${service}.TooManyEntriesInBatchRequest`,
    );
    const half = { content: content({ size: 524_289 }) };
    expect(codeOf(batch(half, half))).toBe(`${service}.BatchRequestTooLong`);
    expect(queue.driven.state.messages.size).toBe(1);
  });

  it("by the rules of its date", () => {
    const limits = (asOf: string) => {
      const { maximumMessageSize, batchSizeLimit, takesGroups } = resolveQueueConfig(
        "q",
        {},
        { asOf },
      );
      return [maximumMessageSize, batchSizeLimit, takesGroups];
    };
    expect(limits("2025-07-20")).toEqual([262_144, 262_144, false]);
    expect(limits("2025-08-03")).toEqual([262_144, 262_144, true]);
    expect(limits("2025-08-04")).toEqual([1_048_576, 1_048_576, true]);
    const tooMuch = () =>
      resolveQueueConfig("q", { maxMessageSizeBytes: 262_145 }, { asOf: "2025-08-03" });
    expect(tooMuch).toThrow(
      'queue "q" maxMessageSizeBytes: expected 1024 bytes to 262144 bytes, received 262145 bytes',
    );
  });
});

it("sqs.send.refused-not-billed: a message that is refused for itself costs nothing", () => {
  const queue = new DrivenQueue({ maxMessageSizeBytes: 2_048 });
  ask(queue, { content: content({ size: 2_049 }) });
  expect(queue.driven.meter("BilledRequests").count).toBe(0);
  ask(queue, {});
  expect(queue.driven.meter("BilledRequests").sum).toBe(1);
});

describe("what SQS itself moves", () => {
  it("sqs.redrive.not-checked: a dead-letter queue takes what is longer than it takes from others", () => {
    const queue = new DrivenQueue({ maxMessageSizeBytes: 1_024 });
    queue.accept({ content: content({ size: 9_000 }) });
    expect(queue.counts()).toMatchObject({ visible: 1 });
  });

  it("sqs.move.checked: a move task's message is checked as one that is sent", () => {
    const queue = new DrivenQueue({ maxMessageSizeBytes: 1_024 });
    const move = (size: number) =>
      codeOf(
        queue.driven.ask({
          type: "moveMessage",
          content: content({ size }),
          groupId: null,
          trail: noTrail,
        }),
      );
    expect(move(1_025)).toBe("InvalidParameterValue");
    expect(move(1_024)).toBe("sent");
  });

  it("sqs.move.no-request-quota: it takes nothing of a FIFO queue's rate", () => {
    const queue = new DrivenQueue({ fifo: true });
    for (let number = 0; number < 400; number += 1) {
      const moved = {
        type: "moveMessage",
        content: content(),
        groupId: "g",
        trail: noTrail,
      } as const;
      expect(codeOf(queue.driven.ask(moved))).toBe("sent");
    }
    expect(queue.driven.meter("ThrottledRequests").count).toBe(0);
  });
});

it("takes exactly what keeps the rules, in a property over all of them", () => {
  const identifiers = fc.constantFrom(
    null,
    null,
    "a",
    "a",
    "x".repeat(128),
    "x".repeat(129),
    "a b",
    "",
  );
  const details = fc.record({
    body: fc.constantFrom("a", "a", "a", "é\t", "", "\u0000", "\ud800"),
    size: fc.constantFrom(1, 1, 1_024, 1_025, 262_144, 262_145),
    delay: fc.constantFrom(null, null, 0, 0, 1, 900, 901, -1),
    groupId: identifiers,
    deduplicationId: identifiers,
  });
  const queues = fc.record({
    fifo: fc.boolean(),
    contentBasedDeduplication: fc.boolean(),
    asOf: fc.constantFrom("2025-07-20", "2025-07-21", "2025-08-04"),
    small: fc.boolean(),
  });
  let taken = 0;
  fc.assert(
    fc.property(queues, details, (of, { body, size, delay, groupId, deduplicationId }) => {
      const { fifo, asOf, contentBasedDeduplication: isContentBased, small } = of;
      const config = {
        ...(fifo ? { fifo, contentBasedDeduplication: isContentBased } : {}),
        ...(small ? { maxMessageSizeBytes: 1_024 } : {}),
      };
      const queue = new DrivenQueue(config, {}, { asOf });
      const limit = small ? 1_024 : asOf < "2025-08-04" ? 262_144 : 1_048_576;
      const isName = (id: string | null) => id === null || id === "a" || id.length === 128;
      const keepsRules = [
        body === "a" || body === "é\t",
        size <= limit,
        delay === null || delay === 0 || (!fifo && delay > 0 && delay <= 900),
        isName(groupId) && isName(deduplicationId),
        fifo ? groupId !== null : groupId === null || asOf >= "2025-07-21",
        fifo ? deduplicationId !== null || isContentBased : deduplicationId === null,
      ].every(Boolean);
      const reply = ask(queue, {
        content: content({ body, size }),
        delay: delay === null ? null : ((delay * 1_000_000) as Duration),
        groupId,
        deduplicationId,
      });
      expect(reply === "sent").toBe(keepsRules);
      if (keepsRules) taken += 1;
    }),
    { seed: 20261128, numRuns: 3_000 },
  );
  expect(taken).toBeGreaterThan(50);
});
