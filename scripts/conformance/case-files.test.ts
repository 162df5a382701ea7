import { describe, expect, it } from "vitest";
import { caseFiles } from "./case-files.ts";
import { failed, passed, unsupported, type RecordedCase } from "./outcome.ts";
import type { Value, ValueObject } from "./value.ts";

function outcomeOf(file: string, input: ValueObject, expected: Value, rest: ValueObject = {}) {
  const recorded: RecordedCase = { id: "x", source: "here", input, expected, ...rest };
  return caseFiles("").named(file).run(recorded);
}

/** The same case passes with the true answer and fails with another. */
function tells(file: string, input: ValueObject, truth: Value, lie: Value, rest?: ValueObject) {
  expect(outcomeOf(file, input, truth, rest)).toEqual(passed);
  expect(outcomeOf(file, input, lie, rest)).toMatchObject({ status: "failed" });
}

describe("queueing", () => {
  it("knows how long customers wait for one server, for several, and for any service", () => {
    const single = { model: "M/M/c", c: 1, lambda: 0.8, mu: 1 };
    tells("queueing", single, { Wq: 4, Lq: 3.2, W: 5, erlangC: 0.8 }, { Wq: 5 });
    tells("queueing", { model: "M/M/c", c: 4, lambda: 3, mu: 1 }, { Wq: 0.509434 }, { Wq: 0.8 });
    const regular = { model: "M/G/1", service: "deterministic", cs2: 0, meanService: 1 };
    tells("queueing", { ...regular, lambda: 0.8 }, { Wq: 2 }, { Wq: 4 });
    const erlang = { model: "M/G/1", service: "erlang-2", cs2: 0.5, meanService: 1 };
    tells("queueing", { ...erlang, lambda: 0.5 }, { Wq: 0.75 }, { Wq: 1 });
    const mixed = { model: "M/G/1", service: "hyperexponential", cs2: 4, meanService: 1 };
    tells("queueing", { ...mixed, lambda: 0.5 }, { Wq: 2.5 }, { Wq: 1 });
  });

  it("knows how many are turned away", () => {
    const lossy = { model: "M/M/c/K", c: 2, K: 2, lambda: 1, mu: 1 };
    tells("queueing", lossy, { blocking: 0.2, p0: 0.4 }, { blocking: 0.25 });
    const table = { model: "erlang-B table", servers: 2, blocking: 0.2 };
    const rounded = { tolerance: 0.0006 };
    tells("queueing", table, { offeredLoad: 1 }, { offeredLoad: 1.2 }, rounded);
  });

  it("does not pass what it does not measure, and leaves other models alone", () => {
    const single = { model: "M/M/c", c: 1, lambda: 0.5, mu: 1 };
    expect(outcomeOf("queueing", single, { Wvar: 1 })).toEqual(failed("Wvar is not measured"));
    expect(outcomeOf("queueing", { model: "G/G/1" }, { Wq: 1 })).toEqual(
      unsupported("the model G/G/1"),
    );
  });
});

describe("event patterns", () => {
  it("are told apart by whether they match, and by the words of their refusal", () => {
    const input = { patterns: ['{"a":[1]}', '{"b":[2]}'], event: '{"b":2}' };
    tells("eventbridge_ruler", input, { match: true }, { match: false }, { kind: "match" });
    const empty = { pattern: '{"a":[]}' };
    const refusal = { valid: false, message: "Empty arrays are not allowed" };
    const other = { valid: false, message: "Empty" };
    tells("eventbridge_ruler", empty, refusal, { valid: true }, { kind: "validate" });
    tells("eventbridge_ruler", empty, refusal, other, { kind: "validate" });
    const service = { pattern: { a: [1] }, event: { a: 1 } };
    tells("eventbridge_ls", service, { match: true }, { match: false });
    const Message = "Event pattern is not valid. Reason: Empty arrays are not allowed";
    const wrong = { error: { Message: `${Message}!` } };
    tells("eventbridge_ls", { patternText: '{"a":[]}' }, { error: { Message } }, wrong);
  });
});

describe("event shapes", () => {
  const record = {
    messageId: "m",
    body: "b",
    attributes: { SenderId: "s" },
    messageAttributes: { k: { binaryValue: "MQ==", dataType: "Binary" } },
    eventSource: "aws:sqs",
    eventSourceARN: "arn:aws:sqs:us-west-2:123456789012:q",
  };
  const eventOf = (change: ValueObject) => ({ event: { Records: [{ ...record, ...change }] } });

  it("of SQS have every key of the sample, with its type", () => {
    const input = { name: "sqs-event" };
    tells("event_shapes", input, eventOf({}), eventOf({ color: "red" }));
    tells("event_shapes", input, eventOf({}), eventOf({ body: 1 }));
    tells("event_shapes", input, eventOf({}), eventOf({ attributes: { SenderId: [] } }));
    const attribute = { k: { binaryValue: "MQ==", dataType: "Binary", extra: 1 } };
    tells("event_shapes", input, eventOf({}), eventOf({ messageAttributes: attribute }));
  });

  it("of SNS are told by their source from those of SQS", () => {
    const Sns = { Message: "hi", Subject: "s", MessageAttributes: { k: { Type: "Binary" } } };
    const event = (part: object) => ({
      event: { Records: [{ EventSource: "aws:sns", Sns: { ...Sns, ...part } }] },
    });
    const input = { name: "alarm" };
    tells("event_shapes", input, event({}), event({ body: "hi" }));
    tells("event_shapes", input, event({}), event({ MessageAttributes: { k: { Type: 1 } } }));
  });

  it("that are held back are not run", () => {
    const file = caseFiles("").named("event_shapes");
    const recorded = { id: "x", source: "", input: {}, expected: {} };
    expect(file.takes?.({ ...recorded, split: "hidden" })).toBe(false);
    expect(file.takes?.({ ...recorded, split: "public" })).toBe(true);
  });

  it("of other services are not made", () => {
    const reason = unsupported("events of s3 are not made");
    expect(outcomeOf("event_shapes", { name: "sam:s3/S3Put" }, { event: {} })).toEqual(reason);
    expect(outcomeOf("event_shapes", { name: "s3-event" }, { event: {} })).toEqual(reason);
  });
});

describe("answers of a service that need no run", () => {
  it("are given by its folder", () => {
    const input = { scope: "MessageBody", filterPolicy: { a: ["x"] }, message: { a: "x" } };
    tells("sns_filter_unit", input, { match: true }, { match: false });
    const attributes = { a: { Type: "Number", Value: 1 } };
    const numeric = { filterPolicy: { a: [{ numeric: ["=", 1] }] }, messageAttributes: attributes };
    tells("sns_filter_unit", { scope: "MessageAttributes", ...numeric }, { match: true }, {});
  });

  it("are asked for no file that nobody answers", () => {
    expect(outcomeOf("zeppelin_unit", {}, {})).toEqual(unsupported("zeppelin_unit is not run"));
  });
});

describe("published numbers", () => {
  const tellsNumber = (topic: string, input: ValueObject, truth: ValueObject, lie: ValueObject) =>
    tells("published_numbers", input, truth, lie, { topic });

  it("of concurrency are shown by functions", () => {
    const load = { requestsPerSecond: 20, averageDurationSeconds: 2 };
    tellsNumber("lambda.concurrency", load, { concurrency: 40 }, { concurrency: 41 });
    const quota = { accountConcurrency: 500 };
    const most = { maxRequestsPerSecond: 5_000 };
    tellsNumber("lambda.rpsQuota", quota, most, { maxRequestsPerSecond: 10_000 });
    const rate = { environmentsPer10s: 1_000, accumulatesUnused: false };
    tellsNumber("lambda.scalingRate", {}, rate, { ...rate, accumulatesUnused: true });
    const minutes = { requests: 4_000, minutes: 2, accountLimit: 10_000, burst: 1_000 };
    const throttled = { throttledPerMinute: [1_000, 500] };
    tellsNumber("lambda.burst.legacy", minutes, throttled, { throttledPerMinute: [1_000, 1_000] });
    const regions = { regions: { "us-east-1": 3_000, other: 500 } };
    const added = { additionalPerMinute: 500 };
    tellsNumber("lambda.burst.legacy", regions, added, { additionalPerMinute: 1_000 });
    const untrue = { regions: { "us-east-1": 2_000 } };
    expect(
      outcomeOf("published_numbers", untrue, added, { topic: "lambda.burst.legacy" }),
    ).toMatchObject({ status: "failed" });
  });

  it("of costs are shown by what invocations are billed", () => {
    const month = {
      requestsPerMonth: 2_000_000,
      memoryMB: 1_024,
      durationMs: 500,
      pricePerGBs: 1.667e-5,
      pricePerMillionRequests: 0.2,
      freeGBs: 400_000,
      freeRequests: 1_000_000,
    };
    const cost = { gbSeconds: 1_000_000, billableGBs: 600_000, computeCharge: 10, total: 10.2 };
    tellsNumber("lambda.cost", month, cost, { ...cost, total: 10 });
    const dearer = { ...month, pricePerGBs: 2.1e-5 };
    expect(() => outcomeOf("published_numbers", dearer, cost, { topic: "lambda.cost" })).toThrow(
      /^the price is 0.00001666\d+, not 0.000021$/,
    );
  });

  it("of queues are shown by queues", () => {
    const interval = { deduplicationIntervalSeconds: 300 };
    tellsNumber("sqs.dedup", {}, interval, { deduplicationIntervalSeconds: 301 });
    const until = { moreFromGroupUntil: "deleted or visible again" };
    const group = { receivedFromGroup: "g1" };
    tellsNumber("sqs.fifo.group", group, until, { moreFromGroupUntil: "deleted" });
  });

  it("of event source mappings are shown by what reports warn of", () => {
    const input = { functionTimeoutSeconds: 10, maximumBatchingWindowSeconds: 5 };
    const recommended = { recommendedVisibilityTimeoutSeconds: 65 };
    const other = { recommendedVisibilityTimeoutSeconds: 60 };
    tellsNumber("lambda.esm.sqs.visibility", input, recommended, other);
  });

  it("of streams are shown by writers, readers and mappings", () => {
    const records = { writeRecordsPerSecond: 3_000, readTransactionsPerSecond: 5 };
    tellsNumber("kinesis.limits", { shards: 3 }, records, { writeRecordsPerSecond: 1_000 });
    const examples = (shards: number) => ({ examples: [{ inKiB: 1_025, outKiB: 1, shards }] });
    tellsNumber("kinesis.shards", {}, examples(2), examples(1));
    const given = { recordsPerSecond: 100, recordBytes: 1_024, aggregatedPer: 50 };
    const aggregated = { kinesisRecordsPerSecond: 2, recordKB: 50 };
    tellsNumber("kinesis.kpl", given, aggregated, { recordKB: 1 });
    const lanes = { shards: 3, parallelizationFactor: 2 };
    const topic = "lambda.esm.stream.parallelization";
    const most = { maxConcurrentInvocations: 6 };
    tellsNumber(topic, lanes, most, { maxConcurrentInvocations: 3 });
  });

  it("do not pass where nothing is shown of them", () => {
    expect(outcomeOf("published_numbers", {}, { retries: 3 }, { topic: "sqs.dedup" })).toEqual(
      failed("retries must be 3: received nothing"),
    );
    expect(outcomeOf("published_numbers", {}, {}, { topic: "sfn.limits" })).toEqual(
      unsupported("nothing shows sfn.limits"),
    );
    expect(outcomeOf("published_numbers", {}, {}, { topic: "rds.limits" })).toEqual(
      unsupported("nothing shows rds.limits"),
    );
  });
});

describe("cold starts", () => {
  const measured = {
    kind: "measured",
    experiment: "experiment_1",
    arrivalRate: 0.003,
    warmServiceMs: 2_000,
    coldServiceMs: 2_500,
    idleTimeoutMinutes: 10,
  };
  // Independent arrivals find no environment where none came in the ten minutes before.
  const probability = Math.exp(-0.003 * 600);
  const seen = {
    coldStartProbability: probability,
    coldStartProbabilitySE: 0.02,
    averageInstances: 1 - probability,
    averageRunning: 0.006,
    averageIdle: 0.994 - probability,
    utilization: 0.007,
  };

  it("are as often as in a measured experiment, as far as chance lets them", () => {
    tells("simfaas", measured, seen, { ...seen, coldStartProbability: 0.4 });
    tells("simfaas", measured, seen, { ...seen, averageInstances: 1 });
  });

  it("are as often as another simulator has them", () => {
    const simulated = {
      kind: "simulated",
      arrivalRate: 0.003,
      warmServiceMean: 2,
      coldServiceMean: 2.5,
      expirationThreshold: 600,
      maxTime: 1e6,
    };
    const theirs = { coldStartProbability: 0.1653, requests: 3_000, averageServerCount: 0.835 };
    tells("simfaas", simulated, theirs, { ...theirs, coldStartProbability: 0.25 });
    const shares = { serverCountDistribution: { "0": 0.165, "1": 0.83 } };
    tells("simfaas", simulated, shares, { serverCountDistribution: { "1": 0.6 } });
    expect(outcomeOf("simfaas", simulated, { heat: 1 })).toEqual(failed("heat is not measured"));
  });

  it("err over all experiments about as much as the other simulator", () => {
    const cases = caseFiles("").named("simfaas");
    const aggregate = { kind: "aggregate", rows: ["experiment_1"] };
    const stated = {
      coldStartProbabilityMAPE_percent: 5,
      averageInstanceCountMAPE_percent: 3,
      measuredColdStartRelativeSE_percent: 12.1,
      utilizationMeanAbsRelativeError: 0.2,
    };
    const run = (input: ValueObject, expected: Value) =>
      cases.run({ id: "x", source: "here", input, expected });
    expect(run(aggregate, stated)).toEqual(unsupported("lacks the experiments experiment_1"));
    run(measured, seen);
    expect(run(aggregate, stated)).toEqual(passed);
    for (const name of Object.keys(stated)) {
      expect(run(aggregate, { ...stated, [name]: -2 })).toMatchObject({ status: "failed" });
    }
  });
});

describe("files that nothing runs", () => {
  it.each([["something", "something is not run"]])("%s: %s", (file, reason) => {
    expect(outcomeOf(file, {}, {})).toEqual(unsupported(reason));
  });
});
