import { seconds } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { DrivenMapping, messagesIn, numbers } from "../../../../test/driven-mapping.ts";
import type {
  EventSourceMappingConfig,
  EventSourceMappingPlace,
} from "../../../mapping/queue/config.ts";

/** One poller, so that its loop can be followed. */
const single = (
  config: EventSourceMappingConfig,
  place: Partial<EventSourceMappingPlace> = {},
  choose?: () => number,
) => {
  const one = { initialPollers: 1, minimumPollers: 1, maximumPollers: 1 };
  const scaling = { ...one, ...config.scaling };
  return new DrivenMapping({ ...config, scaling }, place, choose === undefined ? {} : { choose });
};
const window = (length: number, batchSize = 100) => ({
  batchingWindow: seconds(length),
  batchSize,
});

describe("a batch", () => {
  it("event-source-mapping.batch.no-window: goes out with whatever a receive brings", () => {
    const mapping = single({});
    mapping.bring([1]);
    expect(mapping.invocations.map(DrivenMapping.numbersIn)).toEqual([[1]]);
    expect(mapping.receives).toHaveLength(0);
  });

  it("asks for no more than its size", () => {
    expect(single({ batchSize: 4 }).receives[0]!.input.maxNumberOfMessages).toBe(4);
  });

  it("event-source-mapping.batch.receives-of-ten: is gathered of several receives", () => {
    const mapping = single(window(60, 25));
    const asked: number[] = [];
    for (let receive = 0; receive < 3; receive += 1) {
      const count = mapping.receives[0]!.input.maxNumberOfMessages;
      asked.push(count);
      mapping.bring(numbers(count, receive * 10 + 1));
    }
    expect(asked).toEqual([10, 10, 5]);
    expect(mapping.invocations.map(DrivenMapping.numbersIn)).toEqual([numbers(25)]);
    expect(mapping.driven.meter("BatchSize")).toMatchObject({ count: 1, sum: 25 });
  });

  it("event-source-mapping.batch.ends: goes out when its window is over", () => {
    const mapping = single(window(5));
    mapping.advance(seconds(2));
    mapping.bring([1, 2]);
    expect(mapping.receives[0]!.input.waitTime).toBe(seconds(3));
    mapping.advance(seconds(3));
    mapping.bring([]);
    expect(mapping.invocations.map(DrivenMapping.numbersIn)).toEqual([[1, 2]]);
  });

  it("event-source-mapping.batch.ends: goes out when its size is reached", () => {
    const mapping = single(window(300, 12));
    mapping.bring(numbers(10));
    expect(mapping.invocations).toHaveLength(0);
    mapping.bring([11, 12]);
    expect(mapping.invocations.map(DrivenMapping.numbersIn)).toEqual([numbers(12)]);
  });

  it("event-source-mapping.batch.ends: goes out when its event reaches 6 MB, the rest right after", () => {
    const mapping = single(window(300));
    mapping.bring(numbers(8), { size: 1_000_000 });
    expect(mapping.invocations.map(DrivenMapping.numbersIn)).toEqual([numbers(6)]);
    expect(mapping.receives).toHaveLength(0);
    mapping.finish();
    expect(mapping.invocations.map(DrivenMapping.numbersIn)).toEqual([[7, 8]]);
    mapping.finish();
    expect(mapping.receives).toHaveLength(1);
  });

  it("event-source-mapping.batch.record-size: counts 700 bytes and the queue's ARN for each message", () => {
    const source = "arn:aws:sqs:us-east-1:123456789012:orders";
    const mapping = single({}, { source });
    mapping.bring([1, 2], { size: 50 });
    const { payload } = mapping.invocations[0]!.input;
    expect(payload.size).toBe(2 * (700 + source.length + 50));
    expect(payload).toMatchObject({
      type: "batch",
      form: "sqs.queue",
      source,
      region: "us-east-1",
    });
  });
});

describe("a window", () => {
  it("event-source-mapping.batch.window-start: begins when the poller's invocation is done", () => {
    const mapping = single({ ...window(10), batchSize: 11 });
    mapping.advance(seconds(10));
    mapping.bring(numbers(10));
    mapping.bring([11]);
    mapping.advance(seconds(7));
    mapping.finish();
    mapping.advance(seconds(4));
    mapping.bring([2]);
    expect(mapping.receives[0]!.input.waitTime).toBe(seconds(6));
  });

  it("event-source-mapping.batch.window-without-messages: begins with a message that comes after its end", () => {
    const mapping = single(window(10));
    for (const wait of [20, 20, 5]) {
      expect(mapping.receives[0]!.input.waitTime).toBe(seconds(20));
      mapping.advance(seconds(wait));
      if (wait === 20) mapping.bring([]);
    }
    mapping.bring([1]);
    // A lone message waits for its window too.
    expect(mapping.invocations).toHaveLength(0);
    expect(mapping.receives[0]!.input.waitTime).toBe(seconds(10));
    mapping.advance(seconds(10));
    mapping.bring([]);
    expect(mapping.invocations).toHaveLength(1);
  });

  it("event-source-mapping.batch.window-without-messages: does not begin with what passes no filter", () => {
    const filters = [JSON.stringify({ body: ["good"] })];
    const mapping = single({ ...window(10), filters });
    mapping.advance(seconds(15));
    mapping.bring([1], { body: "bad" });
    mapping.advance(seconds(5));
    mapping.bring([2], { body: "good" });
    expect(mapping.receives[0]!.input.waitTime).toBe(seconds(10));
  });

  it("event-source-mapping.batch.filling-wait: ends the receives into its batch", () => {
    const mapping = single(window(60));
    mapping.bring([1]);
    expect(mapping.receives[0]!.input.waitTime).toBe(seconds(20));
    mapping.advance(seconds(55));
    mapping.bring([2]);
    expect(mapping.receives[0]!.input.waitTime).toBe(seconds(5));
  });

  it("event-source-mapping.batch.twenty-seconds: may be outlasted by a receive of 20 s", () => {
    const mapping = single({ ...window(1), scaling: { fullWaitShare: 0.5 } }, {}, () => 1);
    mapping.bring([1]);
    expect(mapping.receives[0]!.input.waitTime).toBe(seconds(20));
    mapping.advance(seconds(20));
    expect(mapping.invocations).toHaveLength(0);
    mapping.bring([]);
    expect(mapping.invocations).toHaveLength(1);
  });

  it("lets go what it has when a receive is refused after its end, and goes on before it", () => {
    const mapping = single(window(10));
    mapping.bring([1]);
    mapping.refuseReceive();
    expect(mapping.invocations).toHaveLength(1);
  });

  it("event-source-mapping.batch.expired: gives up what is visible again before it is over", () => {
    const mapping = single(window(10), { visibilityTimeout: seconds(15) });
    mapping.bring([1]);
    mapping.advance(seconds(15));
    mapping.bring([2], { receiveCount: 2 });
    expect(mapping.invocations).toHaveLength(0);
    expect(mapping.receives).toHaveLength(1);
  });

  it("lets go what it has when the mapping is disabled", () => {
    const mapping = single(window(300));
    mapping.bring([1]);
    mapping.change({ ...window(300), enabled: false });
    mapping.bring([]);
    expect(mapping.invocations.map(({ input }) => messagesIn(input).length)).toEqual([1]);
  });
});

describe("visibility", () => {
  const inSeconds = (visibility: number, timeout: number) => ({
    visibilityTimeout: seconds(visibility),
    functionTimeout: seconds(timeout),
  });

  it("event-source-mapping.batch.visibility-raised: is asked for where window and function outlast the queue's", () => {
    const mapping = single(window(20), inSeconds(30, 15));
    expect(mapping.receives[0]!.input.visibilityTimeout).toBe(seconds(65));
    expect(single(window(15), inSeconds(30, 15)).receives[0]!.input.visibilityTimeout).toBeNull();
    expect(single({}, inSeconds(30, 30)).receives[0]!.input.visibilityTimeout).toBeNull();
  });
});
