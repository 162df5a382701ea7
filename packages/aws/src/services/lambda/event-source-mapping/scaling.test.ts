import { milliseconds, minutes, seconds, type Duration } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { DrivenMapping, numbers, throttle } from "../../../../test/driven-mapping.ts";
import type { EventSourceMappingConfig } from "../../../mapping/queue/config.ts";

const fifoSource = "arn:aws:sqs:us-east-1:123456789012:orders.fifo";
const open = (config: EventSourceMappingConfig = {}, asOf = "2026-11-01") =>
  new DrivenMapping(config, { asOf });

/** Lets time pass over an empty queue: each receive is answered with nothing when its 20 s are over. */
function idle(mapping: DrivenMapping, duration: Duration): void {
  const until = mapping.now + duration;
  while (mapping.now < until) {
    const [oldest] = mapping.receives;
    const answer = oldest === undefined ? until : mapping.sentAt(oldest) + seconds(20);
    mapping.advance((Math.min(answer, until) - mapping.now) as Duration);
    if (mapping.now === answer) mapping.bring([], {}, oldest);
  }
}

/** Has every receive bring what it asks for, of messages that waited. */
function fill(mapping: DrivenMapping): void {
  for (const receive of mapping.receives) {
    mapping.bring(numbers(receive.input.maxNumberOfMessages), { sentAt: 0 }, receive);
  }
}

function finishAll(mapping: DrivenMapping, outcome: Parameters<DrivenMapping["finish"]>[0] = {}) {
  for (const invocation of mapping.invocations) mapping.finish(outcome, invocation);
  mapping.confirm();
}

/** Work for every poller for a while: batches of as long as a step. */
function keepBusy(mapping: DrivenMapping, duration: Duration, step = milliseconds(200)): void {
  const until = mapping.now + duration;
  while (mapping.now < until) {
    while (mapping.receives.length > 0) fill(mapping);
    mapping.advance(step);
    finishAll(mapping);
  }
}

describe("simultaneous receives", () => {
  it("event-source-mapping.receives.maximum: are 100 at most, whatever pollers there are", () => {
    expect(open({ scaling: { initialPollers: 103 } }).receives).toHaveLength(100);
    const mapping = open({ scaling: { initialPollers: 12, maximumReceives: 5 } });
    expect([mapping.pollers, mapping.receives.length]).toEqual([12, 5]);
    fill(mapping);
    // Whose receive brought messages lets another receive, up to all pollers.
    expect(mapping.receives).toHaveLength(5);
    fill(mapping);
    fill(mapping);
    expect([mapping.invocations.length, mapping.receives.length]).toEqual([12, 0]);
  });

  it("event-source-mapping.provisioned.metrics: ProvisionedPollers are those that are paid for", () => {
    const mapping = open({ provisionedPollers: { minimum: 2, maximum: 4 } });
    expect(mapping.provisionedPollers).toBe(2);
    keepBusy(mapping, minutes(3));
    expect(mapping.provisionedPollers).toBe(4);
    expect(open({ scaling: { initialPollers: 12 } }).provisionedPollers).toBe(0);
  });

  it("event-source-mapping.receives.maximum: are each provisioned poller's own", () => {
    const mapping = open({ provisionedPollers: { minimum: 150 } });
    expect(mapping.receives).toHaveLength(150);
  });

  it("event-source-mapping.receives.added: are 20 more a minute while messages remain", () => {
    const mapping = open({ scaling: { initialPollers: 5, pollersAddedPerMinute: 600 } });
    const seen = [3, 3, 3].map((length) => {
      keepBusy(mapping, seconds(length));
      return mapping.driven.state.receiveLimit;
    });
    expect(seen).toEqual([5, 6, 7]);
    const full = open({ scaling: { initialPollers: 9, maximumReceives: 3 } });
    keepBusy(full, seconds(7));
    expect(full.driven.state.receiveLimit).toBe(3);
  });

  it("event-source-mapping.receives.removed: are 10 fewer in a minute in which they were not needed", () => {
    const mapping = open({ scaling: { initialPollers: 35 } });
    const seen = [1, 2, 3, 4, 5].map(() => {
      idle(mapping, (minutes(1) + seconds(1)) as Duration);
      return mapping.driven.state.receiveLimit;
    });
    expect(seen).toEqual([25, 15, 5, 2, 2]);
    idle(mapping, seconds(20));
    expect(mapping.receives).toHaveLength(2);
  });
});

describe("pollers that are not needed", () => {
  it.each([
    ["2026-11-01", 150, 2],
    ["2023-11-05", 30, 5],
  ])(
    "event-source-mapping.scale.removed-each-minute: go on %s by %i a minute, down to %i",
    (asOf, each, least) => {
      const initialPollers = 3 * each + 20;
      const mapping = open({ scaling: { initialPollers } }, asOf);
      const seen = [1, 2, 3, 4, 5].map(() => {
        idle(mapping, (minutes(1) + seconds(1)) as Duration);
        return mapping.driven.state.pollerLimit;
      });
      expect(seen).toEqual([2 * each + 20, each + 20, 20, least, least]);
      idle(mapping, seconds(40));
      expect(mapping.pollers).toBe(least);
    },
  );

  it("event-source-mapping.scale.needed: stay as far as they were needed in a second of the minute", () => {
    const mapping = open({ scaling: { initialPollers: 14, pollersAddedPerMinute: 0 } });
    // For a few seconds of each minute, ten batches at once.
    for (let minute = 0; minute < 3; minute += 1) {
      for (let times = 0; times < 40; times += 1) {
        for (const receive of mapping.receives.slice(0, 10)) {
          mapping.bring([1], { sentAt: mapping.now }, receive);
        }
        mapping.advance(milliseconds(100));
        finishAll(mapping);
      }
      idle(mapping, seconds(56));
    }
    expect(mapping.driven.state.pollerLimit).toBeGreaterThanOrEqual(10);
    expect(mapping.driven.state.pollerLimit).toBeLessThanOrEqual(12);
    idle(mapping, minutes(2));
    expect(mapping.driven.state.pollerLimit).toBe(2);
  });

  it("event-source-mapping.scale.needed: are not those that are busy most of the time", () => {
    const mapping = open({ scaling: { initialPollers: 5, pollersAddedPerMinute: 0 } });
    // Each waits a tenth of the time for its next batch.
    const until = minutes(2);
    while (mapping.now < until) {
      mapping.advance(milliseconds(50));
      for (const receive of mapping.receives) {
        mapping.bring([1], { sentAt: mapping.now }, receive);
      }
      mapping.advance(milliseconds(450));
      finishAll(mapping);
    }
    expect(mapping.pollers).toBe(5);
  });
});

it("takes back the poller that is on its way when polling ends, and nothing where none is", () => {
  const clearsOf = (mapping: DrivenMapping) => {
    const { settings } = mapping;
    const effects = mapping.driven.change({ ...settings, enabled: false });
    return effects.filter(({ type }) => type === "clearTimer").length;
  };
  const quiet = open({ scaling: { maximumPollers: 5 } });
  const busy = open();
  for (const mapping of [quiet, busy]) fill(mapping);
  expect(clearsOf(busy) - clearsOf(quiet)).toBe(1);
  busy.advance(minutes(1));
  expect([busy.driven.state.pollerLimit, busy.driven.state.isAdding]).toEqual([5, false]);
});

describe("failed invocations", () => {
  const failed = { functionError: "Unhandled" } as const;
  const one = { initialPollers: 1, minimumPollers: 1, maximumPollers: 1 };

  it("event-source-mapping.scale.error-pause: has the place of the batch pause for 4.5 s, then twice as long up to 30 s", () => {
    const mapping = open({ scaling: one });
    const fail = () => {
      mapping.bring([1]);
      mapping.finish(failed);
    };
    for (const pause of [4.5, 9, 18, 30, 30]) {
      fail();
      mapping.advance((seconds(pause) - 1) as Duration);
      expect(mapping.receives).toHaveLength(0);
      mapping.advance(1 as Duration);
      expect(mapping.receives).toHaveLength(1);
    }
    mapping.bring([1]);
    mapping.finish();
    fail();
    // A success begins the row anew.
    mapping.advance(seconds(4.5));
    expect(mapping.receives).toHaveLength(1);
  });

  it("event-source-mapping.scale.error-pause: leaves the other batches of a provisioned poller alone", () => {
    const mapping = open({ provisionedPollers: { minimum: 2, maximum: 2 } });
    for (let times = 0; times < 20; times += 1) {
      fill(mapping);
      mapping.advance(milliseconds(200));
    }
    expect(mapping.invocations).toHaveLength(20);
    mapping.finish(failed);
    mapping.advance(milliseconds(200));
    expect([mapping.invocations.length, mapping.receives.length]).toEqual([19, 0]);
    mapping.finish();
    mapping.advance(milliseconds(200));
    expect([mapping.invocations.length, mapping.receives.length]).toEqual([18, 1]);
  });

  it("event-source-mapping.scale.calm: adds no poller until a minute after the last", () => {
    const mapping = open();
    fill(mapping);
    mapping.finish(failed);
    const added = (duration: Duration) => {
      const before = mapping.driven.state.pollerLimit;
      keepBusy(mapping, duration);
      return mapping.driven.state.pollerLimit - before;
    };
    expect(added(seconds(59))).toBe(0);
    expect(added(seconds(5))).toBe(20);
    // One that is on its way is not added either.
    fill(mapping);
    mapping.finish(failed);
    mapping.advance(seconds(1));
    expect(added(seconds(5))).toBe(0);
  });

  it("hold polling back while places pause, are tried again or none is added, and not besides", () => {
    const assumed = { minimumPollers: 3, initialPollers: 3 };
    const heldBack = (
      scaling: EventSourceMappingConfig["scaling"],
      outcome: Parameters<DrivenMapping["finish"]>[0],
      wait: Duration,
    ) => {
      const mapping = open({ scaling: { ...assumed, ...scaling } });
      for (const receive of mapping.receives.slice(0, 2)) mapping.bring([1], {}, receive);
      mapping.finish(outcome);
      mapping.advance(wait);
      // Only the receive of a poller that neither pauses nor waits: it says that messages wait.
      const { heldBackFrom: before } = mapping.driven.state;
      fill(mapping);
      return [before, mapping.driven.state.heldBackFrom];
    };
    // A pause that outlasts the calm, then a calm that outlasts the pause, and neither of them.
    const pausing = { calmTime: milliseconds(1) };
    expect(heldBack(pausing, failed, seconds(1))).toEqual([-1, seconds(1)]);
    expect(heldBack({}, failed, seconds(20))).toEqual([-1, seconds(20)]);
    expect(heldBack(pausing, failed, seconds(20))).toEqual([-1, -1]);
    expect(heldBack(pausing, throttle, milliseconds(2))).toEqual([-1, milliseconds(2)]);
    expect(heldBack({}, {}, seconds(1))).toEqual([-1, -1]);
    // The calm ends with its last instant.
    const calm = { calmTime: seconds(10) };
    expect(heldBack(calm, failed, (seconds(10) - 1) as Duration)).toEqual([-1, seconds(10) - 1]);
    expect(heldBack(calm, failed, seconds(10))).toEqual([-1, -1]);
  });

  it("count anew what is slowed down from the instant on at which they are over", () => {
    const leastActiveAt = (wait: Duration) => {
      const assumed = { minimumPollers: 3, initialPollers: 3, calmTime: seconds(10) };
      const mapping = open({ scaling: assumed });
      for (const receive of mapping.receives.slice(0, 2)) mapping.bring([1], {}, receive);
      mapping.finish(failed);
      mapping.advance(wait);
      mapping.finish(failed);
      return mapping.driven.state.leastActiveAt;
    };
    expect(leastActiveAt((seconds(10) - 1) as Duration)).toBe(0);
    expect(leastActiveAt(seconds(10))).toBe(seconds(10));
  });

  it("event-source-mapping.report.keeps-speed: do not slow polling down where item failures are reported", () => {
    const config = { reportBatchItemFailures: true };
    for (const outcome of [failed, { failedItems: [0] }]) {
      const mapping = open(config);
      fill(mapping);
      finishAll(mapping, outcome);
      expect(mapping.receives).toHaveLength(5);
      keepBusy(mapping, seconds(2));
      expect(mapping.pollers).toBe(15);
    }
    const other = open({ ...config, scaling: { slowWithItemReports: true } });
    fill(other);
    finishAll(other, failed);
    expect(other.receives).toHaveLength(0);
  });
});

describe("throttles", () => {
  it("event-source-mapping.scale.slower-on-throttles: take a poller for each batch, at once, down to the least", () => {
    const mapping = open({ scaling: { initialPollers: 10 } });
    fill(mapping);
    for (const invocation of mapping.invocations.slice(0, 3)) mapping.finish(throttle, invocation);
    expect(mapping.driven.state.pollerLimit).toBe(7);
    // Those that run go on; those that wait are through before they go.
    for (const invocation of mapping.invocations) mapping.finish({}, invocation);
    expect([mapping.pollers, mapping.receives.length]).toEqual([10, 7]);
    mapping.advance(seconds(2));
    expect(mapping.invocations).toHaveLength(3);
    for (const invocation of mapping.invocations) mapping.finish(throttle, invocation);
    // Being throttled again takes no other.
    expect(mapping.driven.state.pollerLimit).toBe(7);
    mapping.advance(seconds(4));
    finishAll(mapping);
    expect([mapping.pollers, mapping.receives.length]).toEqual([7, 7]);

    const small = open();
    fill(small);
    for (const invocation of small.invocations) small.finish(throttle, invocation);
    expect(small.driven.state.pollerLimit).toBe(2);
  });

  it("event-source-mapping.scale.slower-on-throttles: count a tenth of a provisioned poller each", () => {
    const mapping = open({ provisionedPollers: { minimum: 2, maximum: 4 } });
    keepBusyWithoutEnd(mapping);
    expect(mapping.pollers).toBe(4);
    const throttleSome = (count: number) => {
      for (const invocation of mapping.invocations.slice(0, count)) {
        mapping.finish(throttle, invocation);
      }
    };
    throttleSome(9);
    expect(mapping.driven.state.pollerLimit).toBe(4);
    throttleSome(1);
    expect(mapping.driven.state.pollerLimit).toBe(3);
  });

  function keepBusyWithoutEnd(mapping: DrivenMapping): void {
    for (let times = 0; times < 60; times += 1) {
      fill(mapping);
      mapping.advance(milliseconds(200));
    }
  }
});

describe("pollers of a FIFO queue", () => {
  /** A queue of one group that always has messages: one batch in work, and the longest receive gets the next. */
  function oneGroup(mapping: DrivenMapping, duration: Duration): void {
    const until = mapping.now + duration;
    while (mapping.now < until) {
      if (mapping.receives.length > 0) mapping.bring([1], { sentAt: 0, groupId: "a" });
      mapping.advance(seconds(4));
      for (const receive of mapping.receives) {
        if (mapping.now >= mapping.sentAt(receive) + seconds(20)) mapping.bring([], {}, receive);
      }
      finishAll(mapping);
    }
  }

  it.each(["2021-11-23", "2026-11-01"])(
    "event-source-mapping.fifo.pollers: follow the active groups (%s)",
    (asOf) => {
      const mapping = new DrivenMapping({ batchSize: 1 }, { asOf, source: fifoSource });
      oneGroup(mapping, minutes(3));
      expect(mapping.pollers).toBe(2);
      const { count, sum } = mapping.driven.meter("PolledEventCount");
      oneGroup(mapping, minutes(10));
      const now = mapping.driven.meter("PolledEventCount");
      const empty = now.count - count - (now.sum - sum);
      expect(empty / (now.count - count)).toBeLessThan(0.2);
    },
  );

  it("event-source-mapping.fifo.pollers: grow where every one has a group", () => {
    const mapping = new DrivenMapping({}, { source: fifoSource });
    keepBusy(mapping, seconds(4), milliseconds(20));
    expect(mapping.pollers).toBe(25);
  });
});
