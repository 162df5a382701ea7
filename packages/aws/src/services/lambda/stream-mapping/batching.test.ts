import { milliseconds, seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import type { PlainObject } from "../../../service/refusal.ts";
import { defaultBehavior } from "../config.ts";
import { deployStream, fails, failedArn } from "./test/deployed-stream.ts";

const same = (count: number, key = "k") =>
  Array.from({ length: count }, (_, nth) => [String.fromCharCode(97 + nth), key] as const);

it("stream-mapping.batch.ends: a batch goes out when its window is over, its size is reached, or its event comes to 6 MB", () => {
  const bySize = deployStream({ before: same(5), mapping: { BatchSize: 2 } });
  bySize.run(seconds(5));
  expect(bySize.batches()).toEqual(["ab", "cd", "e"]);
  const byWindow = deployStream({
    before: same(2),
    mapping: { MaximumBatchingWindowInSeconds: 5 },
  });
  byWindow.run(seconds(2));
  byWindow.put("c");
  byWindow.run(seconds(1.5));
  expect(byWindow.batches()).toEqual([]);
  byWindow.run(seconds(3));
  expect(byWindow.batches()).toEqual(["abc"]);
  const byBytes = deployStream({ mapping: { Enabled: false } });
  for (let nth = 0; nth < 7; nth += 1) {
    byBytes.put("y".repeat(1_000_000), `${nth}`);
    byBytes.run(seconds(1));
  }
  byBytes.change({ Enabled: true });
  byBytes.run(seconds(10));
  // A megabyte is 1.33 of them in base64.
  expect(byBytes.invocations.map(({ data }) => data.length)).toEqual([4, 3]);
});

it("stream-mapping.batch.window: the next window begins when the invocation before is done", () => {
  const stack = deployStream({
    before: same(1),
    takes: seconds(4),
    mapping: { MaximumBatchingWindowInSeconds: 3 },
  });
  stack.run(seconds(4));
  stack.put("b");
  stack.run(seconds(20));
  const [first, second] = stack.invocations.map(({ at }) => at);
  expect(first).toBe(seconds(3));
  // Done at 7 s; its window ends at 10 s.
  expect(second).toBe(seconds(10));
});

it("stream-mapping.batch.too-large: a record that no invocation can hold is given up without one", () => {
  const stack = deployStream({
    mapping: { DestinationConfig: { OnFailure: { Destination: failedArn } } },
  });
  stack.client.call("kinesis", "UpdateMaxRecordSize", {
    StreamARN: "arn:aws:kinesis:us-east-1:123456789012:stream/clicks",
    MaxRecordSizeInKiB: 10_240,
  });
  stack.run(seconds(10));
  stack.put("y".repeat(6_000_000), "k");
  stack.run(seconds(5));
  stack.put("a");
  stack.run(seconds(5));
  expect(stack.batches()).toEqual(["a"]);
  expect(stack.failed()).toMatchObject([
    {
      requestContext: { condition: "MaximumPayloadSizeExceeded" },
      KinesisBatchInfo: { batchSize: 1 },
    },
  ]);
});

it("stream-mapping.batch.filters: see data as the text that it is, and pass over what is no JSON", () => {
  const stack = deployStream({
    mapping: {
      FilterCriteria: { Filters: [{ Pattern: JSON.stringify({ data: { kind: ["wanted"] } }) }] },
    },
  });
  stack.put('{"kind":"wanted","n":1}', "a");
  stack.put('{"kind":"other"}', "a");
  stack.put("plain", "a");
  stack.put('{"kind":"wanted","n":2}', "a");
  stack.run(seconds(3));
  expect(stack.invocations.flatMap(({ data }) => data)).toEqual([
    '{"kind":"wanted","n":1}',
    '{"kind":"wanted","n":2}',
  ]);
  expect(stack.sum("FilteredOutEventCount")).toBe(2);
});

const reporting = { FunctionResponseTypes: ["ReportBatchItemFailures"] };

/** Names records by what they say in a list of failures. */
const naming =
  (...named: readonly string[]) =>
  ({ event }: { readonly event: PlainObject }) => {
    const records = event["Records"] as readonly {
      readonly kinesis: { readonly data: string; readonly sequenceNumber: string };
    }[];
    return {
      batchItemFailures: records
        .filter(({ kinesis }) => named.includes(atob(kinesis.data)))
        .map(({ kinesis }) => ({ itemIdentifier: kinesis.sequenceNumber })),
    };
  };

it("stream-mapping.response.partial: what comes before the lowest number is done, and the rest is tried with all attempts anew", () => {
  const stack = deployStream({
    before: same(6),
    answer: naming("e", "f"),
    mapping: {
      ...reporting,
      BatchSize: 3,
      MaximumRetryAttempts: 3,
      DestinationConfig: { OnFailure: { Destination: failedArn } },
    },
  });
  stack.run(seconds(200));
  expect(stack.batches()).toEqual(["abc", "def", "ef", "ef", "ef", "ef"]);
  expect(stack.failed()).toMatchObject([
    { requestContext: { approximateInvokeCount: 4 }, KinesisBatchInfo: { batchSize: 2 } },
  ]);
  expect(stack.sum("ProcessedEventCount")).toBe(4);
});

it("stream-mapping.response.success: empty lists, nothing and empty objects are successes", () => {
  for (const answer of [{ batchItemFailures: [] }, { batchItemFailures: null }, {}, [], null, ""]) {
    const stack = deployStream({ before: same(2), answer: () => answer, mapping: reporting });
    stack.run(seconds(5));
    expect(stack.batches()).toEqual(["ab"]);
    expect(stack.sum("ProcessedEventCount")).toBe(2);
  }
});

it("stream-mapping.response.failure: numbers that are empty, missing or of no record fail the whole batch", () => {
  const answers = [
    { batchItemFailures: [{ itemIdentifier: "" }] },
    { batchItemFailures: [{ itemIdentifier: null }] },
    { batchItemFailures: [{ foo: "notvalid" }] },
    { batchItemFailures: [{ itemIdentifier: "123" }] },
  ];
  for (const answer of answers) {
    const stack = deployStream({
      before: same(2),
      answer: () => answer,
      mapping: { ...reporting, MaximumRetryAttempts: 1 },
    });
    stack.run(seconds(10));
    expect(stack.batches()).toEqual(["ab", "ab"]);
    expect(stack.sum("DroppedEventCount")).toBe(2);
  }
});

it("stream-mapping.response.unheeded: without ReportBatchItemFailures a list of failures says nothing", () => {
  const stack = deployStream({ before: same(2), answer: naming("a", "b") });
  stack.run(seconds(5));
  expect(stack.batches()).toEqual(["ab"]);
  expect(stack.sum("ProcessedEventCount")).toBe(2);
});

/** Counts records in the state of its window. */
const counting = ({
  event,
  data,
}: {
  readonly event: PlainObject;
  readonly data: readonly string[];
}) => {
  const { count = 0 } = event["state"] as { readonly count?: number };
  return { state: { count: count + data.length } };
};
const windows = (stack: ReturnType<typeof deployStream>) =>
  stack.invocations.map(({ event, data }) => ({
    data: data.join(""),
    state: event["state"],
    final: event["isFinalInvokeForWindow"],
    early: event["isWindowTerminatedEarly"],
  }));
const tumbling = { TumblingWindowInSeconds: 10, BatchSize: 2 };

it("stream-mapping.window.event: each invocation gets the window, the state before and its shard", () => {
  const stack = deployStream({ answer: counting, mapping: tumbling });
  stack.run(seconds(12));
  stack.putAll(["a", "b", "c"]);
  stack.run(seconds(2));
  expect(stack.invocations.map(({ event }) => event)).toMatchObject([
    {
      window: { start: "2026-01-01T00:00:10Z", end: "2026-01-01T00:00:20Z" },
      state: {},
      shardId: "shardId-000000000000",
      eventSourceARN: "arn:aws:kinesis:us-east-1:123456789012:stream/clicks",
      isFinalInvokeForWindow: false,
      isWindowTerminatedEarly: false,
    },
    { state: { count: 2 } },
  ]);
});

it("stream-mapping.window.final: a window that is over ends with an invocation of its state, repeated until it succeeds", () => {
  let broken = 2;
  const stack = deployStream({
    answer(invocation) {
      const isFinal = invocation.event["isFinalInvokeForWindow"] === true;
      if (isFinal && (broken -= 1) >= 0) fails();
      return counting(invocation);
    },
    mapping: { ...tumbling, MaximumRetryAttempts: 0 },
    before: same(3),
  });
  stack.run(seconds(11));
  stack.put("d", "k");
  stack.run(seconds(20));
  expect(windows(stack)).toEqual([
    { data: "ab", state: {}, final: false, early: false },
    { data: "c", state: { count: 2 }, final: false, early: false },
    { data: "", state: { count: 3 }, final: true, early: false },
    { data: "", state: { count: 3 }, final: true, early: false },
    { data: "", state: { count: 3 }, final: true, early: false },
    { data: "d", state: {}, final: false, early: false },
  ]);
});

it("stream-mapping.window.quiet: a window after which nothing comes ends two minutes later", () => {
  const stack = deployStream({ answer: counting, mapping: tumbling });
  stack.put("a");
  stack.run(seconds(129));
  expect(windows(stack)).toHaveLength(1);
  stack.run(seconds(2));
  expect(windows(stack).at(-1)).toEqual({
    data: "",
    state: { count: 1 },
    final: true,
    early: false,
  });
});

it("stream-mapping.window.early: a state above 1 MB ends the window, which goes on with a fresh one", () => {
  const stack = deployStream({
    answer: ({ data }) => ({ state: data.includes("a") ? { much: "x".repeat(1_048_576) } : {} }),
    mapping: { TumblingWindowInSeconds: 10, BatchSize: 1 },
  });
  stack.putAll(["a", "b"], "k");
  stack.run(seconds(3));
  expect(windows(stack).map(({ data, final, early }) => [data, final, early])).toEqual([
    ["a", false, false],
    ["", false, true],
    ["b", false, false],
  ]);
  expect(stack.invocations.at(-1)!.event["state"]).toEqual({});
});

it("stream-mapping.window.shard-end: the end of a shard ends its window, and its state goes to no other", () => {
  const stack = deployStream({
    answer: counting,
    mapping: { TumblingWindowInSeconds: 900, BatchSize: 10 },
  });
  stack.put("a");
  stack.run(seconds(2));
  stack.kinesis("SplitShard", {
    ShardToSplit: "shardId-000000000000",
    NewStartingHashKey: (1n << 127n).toString(),
  });
  stack.run(seconds(40));
  stack.put("b");
  stack.run(seconds(5));
  expect(windows(stack)).toEqual([
    { data: "a", state: {}, final: false, early: false },
    { data: "", state: { count: 1 }, final: true, early: false },
    { data: "b", state: {}, final: false, early: false },
  ]);
});

it("stream-mapping.window.no-state: an answer without a state is a failed invocation", () => {
  const stack = deployStream({
    before: same(1),
    answer: (_invocation, nth) => (nth === 1 ? {} : { state: {} }),
    mapping: { TumblingWindowInSeconds: 10 },
  });
  stack.run(milliseconds(4_000));
  expect(stack.batches()).toEqual(["a", "a"]);
  expect(stack.sum("ErrorEventCount")).toBe(1);
});

it("a function that is known by its figures keeps the state of a window as it is", () => {
  const stack = deployStream({
    before: same(1),
    behavior: defaultBehavior as unknown as PlainObject, // Plain data.
    mapping: { TumblingWindowInSeconds: 10 },
  });
  stack.run(seconds(5));
  expect(stack.sum("ErrorEventCount")).toBe(0);
  expect(stack.sum("ProcessedEventCount")).toBe(1);
});
