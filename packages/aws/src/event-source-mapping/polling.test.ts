import { minutes, milliseconds, seconds } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { DrivenMapping, numbers, throttle } from "../../test/driven-mapping.ts";
import { resolveEventSourceMappingConfig, type EventSourceMappingConfig } from "./config.ts";

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
    const mapping = open({ model: { idleReceives: 1_000 } });
    expect(mapping.receives).toHaveLength(5);
    expect(mapping.receives[0]!.input).toEqual({
      type: "receiveMessage",
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

  it("event-source-mapping.scale.idle-receives: go after ten empty receives in a row", () => {
    const mapping = open();
    for (let receive = 0; receive < 9; receive += 1) {
      mapping.advance(seconds(20));
      mapping.bringNothing();
    }
    expect(mapping.pollers).toBe(5);
    mapping.bring([1]);
    mapping.finish();
    mapping.advance(seconds(20));
    mapping.bringNothing();
    // One of the five had a message, and two stay anyway.
    expect(mapping.pollers).toBe(2);
    mapping.advance(minutes(1));
    mapping.bringNothing();
    expect(mapping.pollers).toBe(2);
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
    const maximumOn = (asOf: string) => resolveEventSourceMappingConfig({}, { asOf }).model.maximum;
    expect(["2023-11-05", "2023-11-06"].map(maximumOn)).toEqual([1_000, 1_250]);
    const mapping = open({ model: { maximum: 8 } });
    keepBusy(mapping, 2_000);
    expect(mapping.pollers).toBe(8);
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

describe("slower polling", () => {
  const model = { initial: 40, addInterval: 3_600_000_000, idleReceives: 1_000 };

  it("event-source-mapping.scale.slower-on-errors: halves pollers after a minute with errors", () => {
    const mapping = open({ model });
    round(mapping, 40, { functionError: "Unhandled" });
    waitAMinute(mapping);
    round(mapping, 40, {});
    expect(mapping.pollers).toBe(20);
    waitAMinute(mapping);
    round(mapping, 20, { functionError: "Unhandled" });
    waitAMinute(mapping);
    // The minute before had no error, so two came back of those that may be there.
    round(mapping, 20, {});
    expect(mapping.pollers).toBe(10);
  });

  it("event-source-mapping.scale.slower-on-errors: leaves two, and heeds no error in a hundred", () => {
    const rare = open({ model });
    round(rare, 1, { functionError: "Unhandled" });
    round(rare, 39, {});
    waitAMinute(rare);
    round(rare, 40, {});
    expect(rare.pollers).toBe(40);

    const broken = open({ model: { ...model, initial: 5 } });
    for (let minute = 0; minute < 6; minute += 1) {
      round(broken, broken.receives.length, { functionError: "Unhandled" });
      waitAMinute(broken);
    }
    expect(broken.pollers).toBe(2);
  });

  it("event-source-mapping.scale.slower-on-errors: lets a tenth come back in each good minute", () => {
    const mapping = open({ model: { ...model, maximum: 40, addInterval: 1_000 } });
    round(mapping, 40, { functionError: "Unhandled" });
    waitAMinute(mapping);
    round(mapping, 40, {});
    expect(mapping.pollers).toBe(20);
    waitAMinute(mapping);
    for (let times = 0; times < 10; times += 1) {
      round(mapping, mapping.receives.length, {});
      mapping.advance(milliseconds(2));
    }
    expect(mapping.pollers).toBe(22);
  });

  it("event-source-mapping.scale.slower-on-throttles: leaves 80 % after a minute with throttles", () => {
    const mapping = open({ model });
    mapping.bring([1]);
    mapping.finish(throttle);
    waitAMinute(mapping);
    round(mapping, 39, {});
    expect(mapping.pollers).toBe(32);
  });

  it("event-source-mapping.report.keeps-speed: does not come of partial failures", () => {
    const mapping = open({ model, reportBatchItemFailures: true });
    round(mapping, 40, { failedItems: [0] });
    waitAMinute(mapping);
    round(mapping, 40, { failedItems: [0] });
    expect(mapping.pollers).toBe(40);
  });

  function waitAMinute(mapping: DrivenMapping): void {
    for (let receive = 0; receive < 3; receive += 1) {
      mapping.advance(seconds(20));
      mapping.bringNothing();
    }
  }

  /** Brings `count` receives a message each and ends their invocations in one way. */
  function round(
    mapping: DrivenMapping,
    count: number,
    outcome: Parameters<DrivenMapping["finish"]>[0] & object,
  ): void {
    for (const receive of mapping.receives.slice(0, count)) {
      mapping.bring([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], { sentAt: 0 }, receive);
    }
    for (const invocation of mapping.invocations.slice(0, count)) {
      mapping.finish(outcome, invocation);
    }
    mapping.confirm();
  }
});

describe("a queue that refuses", () => {
  it("event-source-mapping.poll.queue-refuses: is asked again and again", () => {
    const mapping = open();
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
    const alone = new DrivenMapping({ model: { initial: 1, minimum: 1, maximum: 1 } });
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
    const mapping = open();
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
    const mapping = open({ maximumConcurrency: 6, model: { initial: 6 } });
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
    [{ model: { retryJitter: 1.5 } }, "model.retryJitter: expected 0 to 1, received 1.5"],
    [{ model: { addInterval: 0.5 } }, "model.addInterval: expected 1 to 3600000000, received 0.5"],
  ])("is refused that is out of range: %j", (config: EventSourceMappingConfig, message) => {
    expect(() => open(config)).toThrow(message);
  });
});
