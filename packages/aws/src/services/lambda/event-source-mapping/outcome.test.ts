import { milliseconds, seconds, type Plain } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import {
  DrivenMapping,
  messageOf,
  numbers,
  says,
  throttle,
} from "../../../../test/driven-mapping.ts";
import { refused } from "../../../service/refusal.ts";
import type {
  EventSourceMappingConfig,
  EventSourceMappingPlace,
} from "../../../mapping/queue/config.ts";

const single = (
  config: EventSourceMappingConfig = {},
  place: Partial<EventSourceMappingPlace> = {},
) =>
  new DrivenMapping(
    {
      ...config,
      scaling: { initialPollers: 1, minimumPollers: 1, maximumPollers: 1, ...config.scaling },
    },
    place,
  );
const report: EventSourceMappingConfig = { reportBatchItemFailures: true };

describe("success", () => {
  it("event-source-mapping.outcome.success: deletes all messages and polls on", () => {
    const mapping = single();
    mapping.bring([1, 2, 3], { sentAt: 0 });
    expect(mapping.receives).toHaveLength(0);
    mapping.advance(milliseconds(100));
    mapping.finish();
    expect(mapping.deleting).toEqual([1, 2, 3]);
    expect(mapping.receives).toHaveLength(1);
    mapping.confirm();
    expect(mapping.driven.meter("MessageLatency")).toMatchObject({ count: 3, min: 100_000 });
  });

  it("event-source-mapping.outcome.deletes-of-ten: deletes with one request for each ten", () => {
    const mapping = single({ batchSize: 25, batchingWindow: seconds(9) });
    for (const from of [1, 11, 21]) mapping.bring(numbers(from === 21 ? 5 : 10, from));
    mapping.finish();
    expect(mapping.deletions.map(({ input }) => input.receipts.length)).toEqual([10, 10, 5]);
  });

  it("event-source-mapping.outcome.delete-fails: leaves to the queue what is not deleted", () => {
    const mapping = single();
    mapping.bring([1, 2, 3]);
    mapping.finish();
    const failed = refused("InternalError", "It failed.");
    mapping.answer(mapping.deletions[0], { type: "entryResults", results: [null, failed, null] });
    expect(mapping.driven.meter("DeletedEventCount").sum).toBe(2);
    mapping.bring([2], { receiveCount: 2 });
    expect(mapping.invocations.map(DrivenMapping.numbersIn)).toEqual([[2]]);
    mapping.finish();
    mapping.answer(mapping.deletions[0], failed);
    expect(mapping.driven.meter("DeletedEventCount").sum).toBe(2);
    expect(mapping.deletions).toHaveLength(0);
  });
});

describe("failure", () => {
  it("event-source-mapping.outcome.error: deletes nothing and tries nothing again", () => {
    const mapping = single();
    mapping.bring([1, 2]);
    mapping.finish({ functionError: "Unhandled" });
    expect(mapping.deletions).toHaveLength(0);
    mapping.advance(seconds(19));
    expect(mapping.receives).toHaveLength(1);
    expect(mapping.invocations).toHaveLength(0);
    expect(mapping.driven.meter("FailedInvokeEventCount").sum).toBe(2);
    expect(mapping.driven.meter("MessageLatency").count).toBe(0);
  });

  it("event-source-mapping.outcome.error: is what an invocation counts as that nobody answers", () => {
    const mapping = single();
    mapping.bring([1]);
    mapping.advance(seconds(1_200));
    expect(mapping.invocations).toHaveLength(0);
    expect(mapping.driven.meter("FailedInvokeEventCount").sum).toBe(1);
  });

  it("event-source-mapping.outcome.throttle: tries the batch again until its visibility timeout passes", () => {
    const mapping = single({}, { visibilityTimeout: seconds(10) });
    mapping.bring([1, 2]);
    let attempts = 0;
    while (mapping.pollers === 1 && mapping.receives.length === 0) {
      if (mapping.invocations.length > 0) {
        attempts += 1;
        expect(mapping.now).toBeLessThan(seconds(10));
        mapping.finish(throttle);
      } else mapping.advance(milliseconds(1));
    }
    expect(mapping.now).toBe(seconds(10));
    expect(attempts).toBe(4);
    expect(mapping.deletions).toHaveLength(0);
    expect(mapping.driven.meter("BatchSize").count).toBe(1);
    expect(mapping.driven.meter("InvokedEventCount").sum).toBe(8);
  });

  it("event-source-mapping.outcome.throttle: succeeds with a later attempt", () => {
    const mapping = single();
    mapping.bring([1, 2]);
    mapping.finish(throttle);
    mapping.advance(seconds(2));
    mapping.finish();
    expect(mapping.deleting).toEqual([1, 2]);
  });

  it("event-source-mapping.outcome.throttle: counts the time in flight from the receive of the first message", () => {
    const mapping = single(
      { batchingWindow: seconds(6), batchSize: 100 },
      { visibilityTimeout: seconds(10) },
    );
    mapping.bring([1]);
    mapping.advance(seconds(6));
    mapping.bring([2], { receiveCount: 2 });
    while (mapping.receives.length === 0 && mapping.now < seconds(20)) {
      if (mapping.invocations.length > 0) mapping.finish(throttle);
      mapping.advance(milliseconds(1));
    }
    expect(mapping.now).toBe(seconds(10));
    expect(mapping.receives).toHaveLength(1);
  });

  it("event-source-mapping.outcome.throttle-pauses: waits 1, 2, 4, … at most 30 s, and up to 20 % longer", () => {
    const mapping = single({}, { visibilityTimeout: seconds(3_600) });
    mapping.bring([1]);
    const pauses = [1, 2, 4, 8, 16, 30, 30].map((pause) => {
      mapping.finish(refused("ServiceException", "Not now."));
      mapping.advance(milliseconds(pause * 1_000 - 1));
      const early = mapping.invocations.length;
      mapping.advance(milliseconds(pause * 200 + 1));
      return [early, mapping.invocations.length];
    });
    expect(pauses).toEqual(Array.from({ length: 7 }, () => [0, 1]));
  });
});

describe("reported item failures", () => {
  const outcomeOf = (payload: Plain, config = report) => {
    const mapping = single(config);
    mapping.bring([1, 2, 3]);
    mapping.finish(says(payload));
    const { sum } = mapping.driven.meter("FailedInvokeEventCount");
    return { deleted: mapping.deleting, failed: sum };
  };
  const failures = (...ids: Plain[]): Plain => ({
    batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })),
  });
  const everything = { deleted: [1, 2, 3], failed: 0 };
  const nothing = { deleted: [], failed: 3 };

  it("event-source-mapping.report.partial: leave the listed messages and delete the others", () => {
    expect(outcomeOf(failures("m-2"))).toEqual({ deleted: [1, 3], failed: 1 });
    expect(outcomeOf(failures("m-3", "m-1", "m-3"))).toEqual({ deleted: [2], failed: 2 });
    const mapping = single(report);
    mapping.bring([1, 2, 3]);
    mapping.finish({ failedItems: [0, 2] });
    expect(mapping.deleting).toEqual([2]);
  });

  it.each<[Plain]>([
    [null],
    [""],
    [{}],
    [{ statusCode: 200 }],
    [{ batchItemFailures: null }],
    [{ batchItemFailures: [] }],
  ])("event-source-mapping.report.empty-is-success: take %j as a success", (payload) => {
    expect(outcomeOf(payload)).toEqual(everything);
  });

  it.each<[Plain]>([
    [failures("")],
    [failures(null)],
    [failures("m-9")],
    [failures("m-1", "m-9")],
    [failures(123)],
    [{ batchItemFailures: [{ foo: "notvalid" }] }],
    [{ batchItemFailures: ["m-1"] }],
  ])("event-source-mapping.report.malformed-is-failure: take %j as a failure", (payload) => {
    expect(outcomeOf(payload)).toEqual(nothing);
  });

  it.each<[Plain]>([["done"], [7], [true], [[]], [{ batchItemFailures: "m-1" }]])(
    "event-source-mapping.report.other-json-is-failure: take %j as a failure",
    (payload) => {
      expect(outcomeOf(payload)).toEqual(nothing);
    },
  );

  it("event-source-mapping.report.exception: fails the whole batch, whatever its answer says", () => {
    const mapping = single(report);
    mapping.bring([1, 2, 3]);
    mapping.finish({ functionError: "Unhandled", payload: failures("m-2") });
    expect(mapping.deletions).toHaveLength(0);
    expect(mapping.driven.meter("FailedInvokeEventCount").sum).toBe(3);
  });

  it("event-source-mapping.report.off: are not heeded unless they are asked for", () => {
    expect(outcomeOf(failures("m-2"), {})).toEqual(everything);
    expect(outcomeOf("done", {})).toEqual(everything);
    const mapping = single();
    mapping.bring([1, 2]);
    expect(mapping.invocations[0]!.input.payload).toMatchObject({ reportsItems: false });
    mapping.finish({ failedItems: [0] });
    expect(mapping.deleting).toEqual([1, 2]);
  });
});

describe("filters", () => {
  const large = JSON.stringify({ body: { total: [{ numeric: [">", 100] }] } });

  it("event-source-mapping.filter.deleted: delete what does not pass, and invoke with the rest", () => {
    const mapping = single({ filters: [large] });
    const bodies = ['{"total":500}', '{"total":5}', "no JSON", '{"total":101}'];
    mapping.bringMessages(bodies.map((body, place) => messageOf(place + 1, mapping.now, { body })));
    expect(mapping.deleting).toEqual([2, 3]);
    expect(mapping.invocations.map(DrivenMapping.numbersIn)).toEqual([[1, 4]]);
    mapping.confirm();
    mapping.finish();
    mapping.confirm();
    expect(mapping.driven.meter("FilteredOutEventCount").sum).toBe(2);
    expect(mapping.driven.meter("DeletedEventCount").sum).toBe(4);
  });

  it("event-source-mapping.filter.deleted: poll on where nothing passes", () => {
    const mapping = single({ filters: [large] });
    mapping.bring([1, 2], { body: "{}" });
    expect(mapping.deleting).toEqual([1, 2]);
    expect(mapping.invocations).toHaveLength(0);
    expect(mapping.receives).toHaveLength(1);
  });

  it("event-source-mapping.filter.metadata: may ask for what is beside the body", () => {
    const pattern = JSON.stringify({ attributes: { ApproximateReceiveCount: ["1"] } });
    const mapping = single({ filters: [pattern] });
    mapping.bringMessages([
      messageOf(1, mapping.now),
      messageOf(2, mapping.now, { receiveCount: 2 }),
    ]);
    expect(mapping.invocations.map(DrivenMapping.numbersIn)).toEqual([[1]]);
  });
});

describe("FIFO", () => {
  const source = "arn:aws:sqs:us-east-1:123456789012:orders.fifo";

  it("event-source-mapping.fifo.groups: lets what did not fit wait for the invocation before it", () => {
    const mapping = new DrivenMapping({ provisionedPollers: {} }, { source });
    mapping.bring(numbers(8), { size: 1_000_000, groupId: "a" });
    mapping.advance(seconds(25));
    expect(mapping.invocations.map(DrivenMapping.numbersIn)).toEqual([numbers(6)]);
    mapping.finish();
    expect(mapping.invocations.map(DrivenMapping.numbersIn)).toEqual([[7, 8]]);
  });

  it("event-source-mapping.fifo.rest-of-failed-batch: gives up what follows a failure", () => {
    const mapping = single(report, { source });
    mapping.bring(numbers(8), { size: 1_000_000, groupId: "a" });
    mapping.finish(says({ batchItemFailures: [{ itemIdentifier: "m-6" }] }));
    expect(mapping.deleting).toEqual(numbers(5));
    expect(mapping.invocations).toHaveLength(0);
    expect(mapping.receives).toHaveLength(1);
  });

  it("event-source-mapping.fifo.rest-of-failed-batch: goes on where each message stands for itself", () => {
    const mapping = single(report);
    mapping.bring(numbers(8), { size: 1_000_000 });
    mapping.finish({ functionError: "Unhandled" });
    expect(mapping.invocations.map(DrivenMapping.numbersIn)).toEqual([[7, 8]]);
  });
});

it("event-source-mapping.metrics.counts: counts events as polled, filtered, invoked, failed, deleted", () => {
  const mapping = single({ ...report, filters: [JSON.stringify({ body: [{ prefix: "a" }] })] });
  mapping.bring([]);
  const bodies = ["b", "a1", "a2", "a3"];
  mapping.bringMessages(bodies.map((body, place) => messageOf(place, mapping.now, { body })));
  mapping.finish(throttle);
  mapping.advance(seconds(2));
  mapping.finish({ failedItems: [2] });
  mapping.confirm();
  const sums = Object.fromEntries(
    [
      "PolledEventCount",
      "FilteredOutEventCount",
      "InvokedEventCount",
      "FailedInvokeEventCount",
      "DeletedEventCount",
    ].map((metric) => [metric, mapping.driven.meter(metric).sum]),
  );
  expect(sums).toEqual({
    PolledEventCount: 4,
    FilteredOutEventCount: 1,
    InvokedEventCount: 6,
    FailedInvokeEventCount: 4,
    DeletedEventCount: 3,
  });
});

describe("receives that came to nothing", () => {
  const fates = ["ErrorEventCount", "RefusedEventCount", "LateEventCount", "ReturnedEventCount"];
  const fatesIn = (mapping: DrivenMapping) =>
    fates.map((metric) => mapping.driven.meter(metric).sum);

  it("are counted once a message, however often it was throttled", () => {
    const mapping = single({}, { visibilityTimeout: seconds(10) });
    mapping.bring([1, 2]);
    for (let second = 0; second < 30; second += 1) {
      if (mapping.invocations.length > 0) mapping.finish(throttle);
      mapping.advance(seconds(1));
    }
    expect(fatesIn(mapping)).toEqual([0, 2, 0, 0]);
    expect(mapping.driven.meter("FailedInvokeEventCount").sum).toBe(8);
  });

  it("are those whose invocation failed, or that it gave back, or that nobody answered", () => {
    const mapping = single(report);
    mapping.bring([1, 2]);
    mapping.finish({ functionError: "Unhandled" });
    mapping.bring([1, 2, 3]);
    mapping.finish({ failedItems: [1, 2] });
    expect(fatesIn(mapping)).toEqual([4, 0, 0, 0]);
    mapping.bring([4]);
    mapping.advance(seconds(1_200));
    expect(fatesIn(mapping)).toEqual([5, 0, 0, 0]);
  });

  it("are those that were processed when they were visible again", () => {
    const mapping = single({}, { visibilityTimeout: seconds(10) });
    mapping.bring([1, 2]);
    mapping.advance(milliseconds(9_999));
    mapping.finish();
    expect(fatesIn(mapping)).toEqual([0, 0, 0, 0]);
    mapping.bring([3, 4]);
    mapping.advance(seconds(10));
    mapping.finish();
    expect(fatesIn(mapping)).toEqual([0, 0, 2, 0]);
  });

  it("are those that a window outlasted", () => {
    const window = { batchingWindow: seconds(10), batchSize: 100 };
    const mapping = single(window, { visibilityTimeout: seconds(15) });
    mapping.bring([1]);
    mapping.advance(seconds(15));
    mapping.bringNothing();
    expect(fatesIn(mapping)).toEqual([0, 0, 0, 1]);
  });

  it("have an account of how long a batch waited before its work began", () => {
    const mapping = single({}, { visibilityTimeout: seconds(60) });
    mapping.bring([1]);
    mapping.advance(seconds(3));
    mapping.finish({ duration: milliseconds(2_500) });
    expect(mapping.driven.meter("TimeBeforeStart")).toMatchObject({ count: 1, max: 500_000 });
  });
});
