import { minutes, milliseconds, seconds, type Duration } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { DrivenMapping, numbers } from "../../../../test/driven-mapping.ts";
import {
  resolveEventSourceMappingConfig,
  type EventSourceMappingConfig,
} from "../../../mapping/queue/config.ts";

const open = (config: EventSourceMappingConfig = {}, asOf = "2026-11-01") =>
  new DrivenMapping(config, { asOf });

/** Brings each receive all it asks for, of messages that waited, and lets time pass. */
function keepBusy(mapping: DrivenMapping, duration: number, step = 100): void {
  for (let passed = 0; passed < duration; passed += step) {
    for (const receive of mapping.receives) {
      mapping.bring(numbers(receive.input.maxNumberOfMessages), { sentAt: 0 }, receive);
    }
    mapping.advance(milliseconds(step));
  }
}

describe("idle pollers", () => {
  it("event-source-mapping.poll.long-poll: wait 20 s and make three empty receives a minute each", () => {
    const mapping = open({ scaling: { minimumPollers: 5 } });
    expect(mapping.receives).toHaveLength(5);
    expect(mapping.receives[0]!.input).toEqual({
      type: "receive",
      maxNumberOfMessages: 10,
      visibilityTimeout: null,
      waitTime: seconds(20),
      receiveRequestAttemptId: null,
    });
    for (let receive = 0; receive < 3; receive += 1) {
      mapping.advance(seconds(20));
      mapping.bringNothing();
    }
    expect(mapping.now).toBe(minutes(1));
    expect(mapping.driven.meter("PolledEventCount")).toMatchObject({ count: 15, sum: 0 });
  });

  it.each([
    ["two", "2026-11-01", {}, 2],
    ["five before 2023-11-06", "2023-11-05", {}, 5],
    ["five beside a maximum concurrency", "2026-11-01", { maximumConcurrency: 100 }, 5],
    ["the maximum concurrency, if it is less", "2026-11-01", { maximumConcurrency: 3 }, 3],
  ] as const)(
    "event-source-mapping.scale.low-traffic: fall to %s",
    (_, asOf, config: EventSourceMappingConfig, left) => {
      const mapping = open(config, asOf);
      for (let receive = 0; receive < 12; receive += 1) {
        mapping.advance(seconds(20));
        mapping.bringNothing();
      }
      expect(mapping.pollers).toBe(left);
      expect(mapping.receives).toHaveLength(left);
    },
  );
});

describe("growing", () => {
  it("event-source-mapping.scale.five-at-first: begins with five batches at once", () => {
    const mapping = open();
    for (const receive of mapping.receives) mapping.bring(numbers(10), {}, receive);
    expect(mapping.invocations).toHaveLength(5);
    expect(mapping.receives).toHaveLength(0);
  });

  it.each([
    ["2026-11-01", 50],
    ["2023-11-06", 50],
    ["2023-11-05", 10],
  ])("event-source-mapping.scale.added-each-minute: adds on %s in 10 s %i", (asOf, more) => {
    const mapping = open({}, asOf);
    keepBusy(mapping, 10_000);
    expect(mapping.pollers).toBe(5 + more);
    expect(mapping.invocations).toHaveLength(5 + more - mapping.receives.length);
  });

  it("event-source-mapping.scale.one-by-one: adds a poller each 200 ms, until one finds no message", () => {
    const mapping = open();
    mapping.bring(numbers(10), { sentAt: 0 });
    mapping.advance(milliseconds(199));
    expect(mapping.pollers).toBe(5);
    mapping.advance(milliseconds(1));
    expect(mapping.pollers).toBe(6);
    mapping.advance(seconds(5));
    expect(mapping.pollers).toBe(6);
  });

  it("event-source-mapping.scale.one-by-one: adds none where a receive leaves no message behind", () => {
    const mapping = open();
    mapping.bring(numbers(9), { sentAt: 0 });
    mapping.advance(seconds(1));
    // All ten came while the receive waited, so nothing had been waiting.
    mapping.bring(numbers(10), { sentAt: mapping.now });
    mapping.advance(seconds(1));
    expect(mapping.pollers).toBe(5);
  });

  it("event-source-mapping.scale.maximum: ends at 1,250, at 1,000 before 2023-11-06", () => {
    const maximumOn = (asOf: string) =>
      resolveEventSourceMappingConfig({}, { asOf }).scaling.maximumPollers;
    expect(["2023-11-05", "2023-11-06"].map(maximumOn)).toEqual([1_000, 1_250]);
    const mapping = open({ scaling: { maximumPollers: 8 } });
    keepBusy(mapping, 2_000);
    expect(mapping.pollers).toBe(8);
  });

  it("event-source-mapping.scale.account-quota: ends at the account's quota, unless pollers are paid for", () => {
    const maximumIn = (concurrentExecutions: number, config: EventSourceMappingConfig = {}) =>
      resolveEventSourceMappingConfig(config, { concurrentExecutions }).scaling.maximumPollers;
    expect([1_000, 1_250, 5_000].map((quota) => maximumIn(quota))).toEqual([1_000, 1_250, 1_250]);
    expect(maximumIn(7, { maximumConcurrency: 50 })).toBe(7);
    expect(maximumIn(7, { provisionedPollers: { maximum: 50 } })).toBe(50);
    const mapping = new DrivenMapping({}, { concurrentExecutions: 3 });
    keepBusy(mapping, 5_000);
    expect(mapping.invocations).toHaveLength(3);
  });

  it("event-source-mapping.concurrency.maximum: has no more in work and receives no more", () => {
    const mapping = open({ maximumConcurrency: 7 });
    keepBusy(mapping, 10_000);
    expect(mapping.pollers).toBe(7);
    expect(mapping.invocations).toHaveLength(7);
    expect(mapping.receives).toHaveLength(0);
    expect(mapping.driven.meter("PolledEventCount").sum).toBe(70);
  });
});

describe("provisioned pollers", () => {
  const provisioned = (minimum: number, maximum: number) =>
    open({ provisionedPollers: { minimum, maximum } });

  it("event-source-mapping.provisioned.bounds: stay between minimum and maximum", () => {
    const mapping = provisioned(3, 4);
    expect(mapping.pollers).toBe(3);
    keepBusy(mapping, 5_000);
    expect(mapping.pollers).toBe(4);
    expect(open({ provisionedPollers: {} }).pollers).toBe(2);
  });

  it("event-source-mapping.provisioned.capacity: invoke ten at once each and poll no more then", () => {
    const mapping = provisioned(2, 2);
    keepBusy(mapping, 3_000);
    expect(mapping.invocations).toHaveLength(20);
    expect(mapping.receives).toHaveLength(0);
    mapping.finish();
    expect(mapping.receives).toHaveLength(1);
  });

  it("event-source-mapping.provisioned.capacity: poll ten times a second each", () => {
    const mapping = provisioned(2, 2);
    for (let passed = 0; passed < 1_000; passed += 10) {
      for (const receive of mapping.receives) mapping.bring([1], {}, receive);
      for (const invocation of mapping.invocations) mapping.finish({}, invocation);
      mapping.advance(milliseconds(10));
    }
    expect(mapping.driven.meter("PolledEventCount").count).toBe(20);
  });

  it("event-source-mapping.provisioned.capacity: receive 1 MB a second each", () => {
    const mapping = provisioned(2, 2);
    mapping.bring([1], { size: 1_048_576 });
    expect(mapping.receives).toHaveLength(1);
    mapping.advance(milliseconds(999));
    expect(mapping.receives).toHaveLength(1);
    mapping.advance(milliseconds(2));
    expect(mapping.receives).toHaveLength(2);
  });

  it("event-source-mapping.provisioned.capacity: wait to the microsecond for their next poll", () => {
    const { source } = resolveEventSourceMappingConfig();
    const record = 700 + source.length;
    // What 100 ms of throughput are is received no sooner again than what is next to nothing.
    for (const [size, wait] of [
      [1, 100_000],
      [104_857 - record, 100_000],
      [104_858 - record, 100_001],
      [1_048_576 - record, 1_000_000],
      [2_097_152 - record, 2_000_000],
    ] as const) {
      const mapping = provisioned(2, 2);
      mapping.bring([1], { size });
      mapping.advance((wait - 1) as Duration);
      expect(mapping.receives).toHaveLength(1);
      mapping.advance(1 as Duration);
      expect(mapping.receives).toHaveLength(2);
    }
  });

  it("event-source-mapping.provisioned.one-receive: have one receive under way each", () => {
    const mapping = provisioned(2, 2);
    mapping.bring(numbers(10));
    mapping.advance(seconds(1));
    expect(mapping.receives).toHaveLength(2);
    expect(mapping.invocations).toHaveLength(1);
  });

  it("event-source-mapping.provisioned.ramp: grow by 1,000 concurrent invocations a minute", () => {
    const mapping = provisioned(2, 200);
    keepBusy(mapping, 6_000);
    expect(mapping.pollers).toBe(2 + 10);
  });

  it("are accounted for while they are there", () => {
    const mapping = provisioned(2, 10);
    for (let receive = 0; receive < 30; receive += 1) {
      mapping.advance(seconds(20));
      mapping.bringNothing();
    }
    expect(mapping.driven.meter("ProvisionedPollerTime").sum).toBe(2 * minutes(10));
  });
});

describe("a queue that refuses", () => {
  it("event-source-mapping.poll.queue-refuses: is asked again and again", () => {
    const mapping = open({ scaling: { minimumPollers: 5 } });
    for (let times = 0; times < 40; times += 1) {
      if (mapping.receives.length > 0) mapping.refuseReceive();
      mapping.advance(seconds(10));
    }
    expect(mapping.pollers).toBe(5);
    mapping.advance(seconds(30));
    expect(mapping.receives).toHaveLength(5);
    mapping.bring([1]);
    expect(mapping.invocations).toHaveLength(1);
  });

  it("event-source-mapping.poll.pause-after-refusal: is left alone for 1 s, 2 s, 4 s and at last 30 s", () => {
    const mapping = open({ maximumConcurrency: 2 });
    const pauses: number[] = [];
    for (let times = 0; times < 7; times += 1) {
      mapping.refuseReceive();
      const from = mapping.now;
      while (mapping.receives.length < 2) mapping.advance(milliseconds(500));
      pauses.push((mapping.now - from) / 1_000_000);
      mapping.bring([], {}, mapping.receives[0]);
    }
    expect(pauses[0]).toBe(1);
    const alone = new DrivenMapping({
      scaling: { initialPollers: 1, minimumPollers: 1, maximumPollers: 1 },
    });
    const seen = [1, 2, 4, 8, 16, 30, 30].map((pause) => {
      alone.refuseReceive();
      alone.advance(milliseconds(pause * 1_000 - 1));
      const early = alone.receives.length;
      alone.advance(milliseconds(1));
      return [early, alone.receives.length];
    });
    expect(seen).toEqual(Array.from({ length: 7 }, () => [0, 1]));
  });

  it("event-source-mapping.poll.pause-after-refusal: is left alone after a receive that is lost", () => {
    const mapping = open({ scaling: { minimumPollers: 5 } });
    mapping.advance(seconds(60));
    expect(mapping.receives).toHaveLength(0);
    mapping.advance(seconds(1));
    expect(mapping.receives).toHaveLength(5);
  });
});

describe("settings", () => {
  it("event-source-mapping.state.finishes: ends when it is disabled, with what it has in work", () => {
    const mapping = open();
    mapping.bring([1]);
    mapping.bring([2]);
    mapping.change({ enabled: false });
    mapping.bring([3]);
    expect(mapping.invocations).toHaveLength(3);
    for (const invocation of mapping.invocations) mapping.finish({}, invocation);
    mapping.bringNothing();
    expect(mapping.deleting).toEqual([1, 2, 3]);
    expect([mapping.pollers, mapping.receives.length]).toEqual([0, 0]);

    mapping.change({});
    expect(mapping.receives).toHaveLength(5);
  });

  it("adds no poller any more once it is disabled", () => {
    const mapping = open();
    mapping.bring(numbers(10), { sentAt: 0 });
    mapping.change({ enabled: false });
    mapping.advance(seconds(1));
    expect(mapping.pollers).toBe(5);
  });

  it("goes by a lower maximum as pollers come to their ends, and by a higher one as messages remain", () => {
    const mapping = open({ maximumConcurrency: 6, scaling: { initialPollers: 6 } });
    mapping.change({ maximumConcurrency: 2 });
    expect(mapping.pollers).toBe(6);
    mapping.bringNothing();
    expect(mapping.pollers).toBe(2);
    mapping.change({ maximumConcurrency: 10 });
    keepBusy(mapping, 3_000);
    expect(mapping.pollers).toBe(10);
  });

  it("begins when a creation that takes time is over, unless it is disabled until then", () => {
    const place = { activeFrom: seconds(7) as number as never };
    const mapping = new DrivenMapping({}, place);
    mapping.advance(milliseconds(6_999));
    expect(mapping.receives).toHaveLength(0);
    mapping.advance(milliseconds(1));
    expect(mapping.receives).toHaveLength(5);

    const disabled = new DrivenMapping({}, place);
    disabled.change({ enabled: false });
    disabled.advance(seconds(10));
    expect(disabled.pollers).toBe(0);
  });

  it("reads by new settings with the next receive", () => {
    const mapping = open();
    mapping.change({ batchSize: 3 });
    mapping.bring(numbers(10));
    expect(mapping.invocations.map(DrivenMapping.numbersIn)).toEqual([[1, 2, 3]]);
    mapping.finish();
    expect(mapping.invocations.map(DrivenMapping.numbersIn)).toEqual([[4, 5, 6]]);
  });
});

describe("configuration", () => {
  it.each([
    [{ batchSize: 0 }, "batchSize: expected 1 to 10, received 0"],
    [{ batchSize: 11 }, "batchSize: expected 1 to 10, received 11"],
    [
      { batchSize: 10_001, batchingWindow: seconds(1) },
      "batchSize: expected 1 to 10000, received 10001",
    ],
    [{ batchingWindow: seconds(301) }, "batchingWindow: expected 0 s to 5 m, received 301 s"],
    [{ maximumConcurrency: 1 }, "maximumConcurrency: expected 2 to 1000, received 1"],
    [
      { provisionedPollers: { minimum: 5, maximum: 4 } },
      "provisionedPollers.maximum: expected 5 to 10000, received 4",
    ],
    [
      { provisionedPollers: {}, maximumConcurrency: 2 },
      "provisionedPollers: expected none beside a maximum concurrency, received provisioned pollers",
    ],
    [{ scaling: { throttleJitter: 1.5 } }, "scaling.throttleJitter: expected 0 to 1, received 1.5"],
    [
      { scaling: { initialPollers: 0.5 } },
      "scaling.initialPollers: expected 1 to 10000, received 0.5",
    ],
    [
      { scaling: { errorPause: seconds(3_601) } },
      "scaling.errorPause: expected 0 s to 1 h, received 3601 s",
    ],
    [
      { scaling: { slowWithItemReports: 1 as never }, reportBatchItemFailures: true },
      "scaling.slowWithItemReports: expected true or false, received 1",
    ],
  ])("is refused that is out of range: %j", (config: EventSourceMappingConfig, message) => {
    expect(() => open(config)).toThrow(message);
  });
});
