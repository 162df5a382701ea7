import { seconds } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import {
  prepareRun,
  continueRun,
  reportOf,
  Percentiles,
  Stack,
  type Verdict,
  lambda,
  profile,
  sources,
  sqs,
} from "@orrery/aws";
import { checkExpectations } from "./expectation-check.ts";
import { readScenario } from "./read-scenario.ts";
import { readScenarioDocument } from "./scenario-document.ts";

function shop(): Stack {
  const stack = new Stack("shop");
  const orders = new sqs.Queue(stack, "Orders");
  const worker = new lambda.Function(stack, "Worker");
  stack.say("Worker", {
    Behavior: profile({ duration: { type: "constant", value: 200_000 }, failures: 0.5 }),
  });
  worker.addEventSource(new sources.SqsEventSource(orders));
  new lambda.Function(stack, "Unused");
  return stack;
}
const noFiles = {
  open(): never {
    throw new Error("there is no file");
  },
};

/** The verdicts on lines, of a run of three minutes with two orders a second. */
function verdictsOn(lines: readonly string[], duration = "3m"): readonly Verdict[] {
  const text = JSON.stringify({
    duration,
    workload: [{ to: "Orders", arrivals: { constant: { rate: "2/s" } } }],
    expect: lines,
  });
  const document = readScenarioDocument(text, "s.yaml");
  const { scenario } = readScenario(document, noFiles, { architecture: shop() });
  const percentiles = new Percentiles();
  const run = prepareRun(scenario, { seed: 1, recorderOf: percentiles.recorderOf });
  checkExpectations(run, document);
  continueRun(run);
  return reportOf(run, percentiles.of).expectations;
}

const verdictOn = (line: string): Verdict => verdictsOn([line])[0]!;

describe("an expectation on one line", () => {
  it.each([
    ["Orders.NumberOfMessagesSent = 361", true],
    ["Orders.NumberOfMessagesSent < 361", false],
    ["Orders.NumberOfMessagesSent <= 361", true],
    ["Orders.NumberOfMessagesSent > 361", false],
    ["Orders.NumberOfMessagesSent >= 361", true],
    ["Orders.NumberOfMessagesSent>360", true],
    ["Worker.Duration.min = 200ms", true],
    ["Worker.Duration.p95 < 201ms", true],
    ["Worker.Duration.p99.9 < 200ms", false],
    ["Worker.Duration.count > 0", true],
    ["Worker.Errors / Worker.Invocations > 20%", true],
    ["Worker.Errors / Worker.Invocations < 0.2", false],
    ["Worker.Errors / Worker.Invocations > 99%", false],
    ["cost < 1", true],
    ["cost.run < 0.000001", false],
    ["cost.month < $250", true],
    ["cost.hour > 0", true],
  ])("%s: %j", (line, holds) => {
    const verdict = verdictOn(line);
    expect(verdict.holds).toBe(holds);
    expect(verdict.vacuous).toBeNull();
  });

  it("is named by what it is about, with the form of its numbers", () => {
    const said = verdictsOn([
      "Worker.Duration.p95 < 1s",
      "Worker.Errors.count / Worker.Invocations < 1",
      "cost < 1",
      "Orders.NumberOfMessagesSent > 1",
    ]).map(({ metric, statistic, form }) => [metric, statistic, form]);
    expect(said).toEqual([
      ["Worker.Duration", "p95", "time"],
      ["Worker.Errors.count / Worker.Invocations", null, "share"],
      ["cost.run", null, "dollars"],
      ["Orders.NumberOfMessagesSent", "sum", "number"],
    ]);
  });

  it("does not hold where the ratio is of nothing, and says so", () => {
    const { holds, received, vacuous } = verdictOn("Unused.Errors / Unused.Invocations < 1%");
    expect({ holds, received }).toEqual({ holds: false, received: null });
    expect(vacuous).toBe("Unused.Invocations is 0, or Unused.Errors was not observed");
  });

  it("says nothing where its numerator never moves, or no number is below its minimum", () => {
    const { holds, vacuous } = verdictOn(
      "Worker.ThrottlesByReservedConcurrency / Worker.Invocations < 1%",
    );
    expect([holds, vacuous]).toEqual([true, "Worker has no reserved concurrency"]);
    expect(verdictOn("Orders.NumberOfMessagesSent >= 0").vacuous).toBe("no metric is ever below 0");
    expect(verdictOn("Orders.NumberOfMessagesSent > 0").vacuous).toBeNull();
  });

  it.each([
    ["Orders.NumberOfMessagesSent", /^s\.yaml:1:\d+: expect\.0: expected a line such as/],
    ["Orders < 3", /expect\.0: expected a resource and a metric such as .*received "Orders"$/],
    ["Orders. < 3", /expect\.0: expected a resource and a metric/],
    ["A.b / C.d / E.f < 3", /expect\.0: expected one \/ in a ratio/],
    ["Orders.NumberOfMessagesSent.median < 3", /expect\.0: expected count, .* received "median"$/],
    ["Worker.Duration < 3", /expect\.0: expected a duration such as 30s, .* received "3"$/],
    ["Orders.NumberOfMessagesSent < 3s", /expect\.0: expected a number, received "3s"$/],
    ["Orders.NumberOfMessagesSent < 3%", /expect\.0: expected a number, received "3%"$/],
    ["Worker.Errors / Worker.Invocations < 1s", /expect\.0: expected a number or a percentage/],
    ["cost.month < many", /expect\.0: expected US dollars, received "many"$/],
    [
      "cost.year < 3",
      /expect\.0: expected cost, cost\.run, cost\.hour or cost\.month, received "cost\.year"$/,
    ],
    ["Ordrs.NumberOfMessagesSent < 3", /expect\.0: .*received "Ordrs"; did you mean Orders\?$/],
    ["Orders.NumberOfMessageSent < 3", /expect\.0: .*did you mean NumberOfMessagesSent\?$/],
    ["Worker.Errors / Worker.Invocation < 3", /expect\.0: .*did you mean Invocations\?$/],
    ["Orders.NumberOfMessagesSent.p95 < 3", /expect\.0: .*has no percentiles, received "p95"$/],
  ])("is refused by one line: %s", (line, message) => {
    expect(() => verdictsOn([line], "1s")).toThrow(message);
  });
});

describe("an expectation of how a resource fares", () => {
  const stackOf = (failures: number, more: sqs.QueueProps = {}, maxReceiveCount = 2): Stack => {
    const stack = new Stack("shop");
    const dead = new sqs.Queue(stack, "Dlq", { retentionPeriod: seconds(60) });
    const orders = new sqs.Queue(stack, "Orders", {
      visibilityTimeout: seconds(10),
      deadLetterQueue: { queue: dead, maxReceiveCount },
      ...more,
    });
    const worker = new lambda.Function(stack, "Worker", { timeout: seconds(10) });
    stack.say("Worker", {
      Behavior: profile({ duration: { type: "constant", value: 200_000 }, failures }),
    });
    worker.addEventSource(new sources.SqsEventSource(orders));
    new sqs.Queue(stack, "Unread");
    return stack;
  };
  interface Shape {
    readonly stack?: Stack;
    readonly faults?: readonly object[];
    readonly duration?: string;
    readonly rate?: string;
  }
  const outage = { outage: "Worker", at: "3m", for: "2m" };
  const onLine = (line: string, shape: Shape = {}): Verdict => {
    const { stack = stackOf(0, {}, 1_000), faults = [], duration = "10m", rate = "2/s" } = shape;
    const arrivals = { constant: { rate } };
    const workload = [{ to: "Orders", arrivals, for: "4m" }];
    const text = JSON.stringify({ duration, workload, faults, expect: [line] });
    const document = readScenarioDocument(text, "s.yaml");
    const { scenario } = readScenario(document, noFiles, { architecture: stack });
    const percentiles = new Percentiles();
    const run = prepareRun(scenario, { seed: 1, recorderOf: percentiles.recorderOf });
    checkExpectations(run, document);
    continueRun(run);
    return reportOf(run, percentiles.of).expectations[0]!;
  };

  it("recovers within a time after each fault, and says when", () => {
    const held = onLine("Orders recovers within 1m", { faults: [outage] });
    expect(held).toMatchObject({ holds: true, vacuous: null, form: "time" });
    expect(held.sentence).toBe("Orders recovers within 1 m");
    expect(held.details).toEqual([
      expect.stringMatching(
        /^after outage 1 of Worker \(3 m to 5 m\) back at 5 m \d+ s, [\d.]+ s after its end \(backlog \d+ and age .* at most; before it \d+ and .*\)$/,
      ),
    ]);
    expect(held.received).toBeGreaterThan(0);
    const short = onLine("Orders recovers within 500ms", { faults: [outage] });
    expect(short).toMatchObject({ holds: false, received: held.received, vacuous: null });
    expect(onLine("Orders.recovery < 1m", { faults: [outage] })).toMatchObject({
      holds: true,
      received: held.received,
    });
  });

  it("does not know of a recovery that the run did not see, unless it is too late by then", () => {
    const endless = { faults: [outage], duration: "4m" };
    expect(onLine("Orders recovers within 1m", endless)).toMatchObject({
      holds: false,
      received: null,
      vacuous: "it was not over when the run ended, at 4 m",
      details: [expect.stringMatching(/^outage 1 of Worker \(3 m to 5 m\) lasts to the end/)],
    });
    const stack = stackOf(1, {}, 1_000);
    const late = { faults: [{ ...outage, for: "10s" }], duration: "8m", stack, rate: "20/s" };
    expect(onLine("Orders recovers within 3m", late)).toMatchObject({
      holds: false,
      received: seconds(8 * 60 - 190),
      details: [expect.stringMatching(/not back by the end of the run, 4 m 50 s after its end/)],
    });
    expect(onLine("Orders recovers within 1h", late)).toMatchObject({
      holds: false,
      received: null,
    });
  });

  it("says where there is no fault, none that strikes, and none that is felt", () => {
    expect(onLine("Orders recovers within 1m")).toMatchObject({
      holds: false,
      received: null,
      vacuous: "no fault is in this run",
    });
    const idle = { faults: [{ outage: "Unread", at: "1m", for: "1m" }] };
    expect(onLine("Orders recovers within 1m", idle).vacuous).toBe("no fault struck anything");
    const unfelt = { faults: [{ delay: "Worker", by: "1ms", at: "3m", for: "10s" }] };
    expect(onLine("Orders recovers within 1m", unfelt)).toMatchObject({
      holds: true,
      received: 0,
      vacuous: "no fault brought Orders above what waited in it before, or how long",
    });
    const early = "Orders recovers within 1m until 2m";
    expect(onLine(early, { faults: [outage] }).vacuous).toBe("no fault struck anything");
  });

  it("loses nothing, where dead letters are losses unless it says otherwise", () => {
    const stack = stackOf(0.5);
    const lost = onLine("Orders loses nothing", { stack });
    expect(lost).toMatchObject({ holds: false, vacuous: null, sentence: "Orders loses nothing" });
    expect(lost.received).toBeGreaterThan(20);
    expect(lost.details).toEqual([`${lost.received} given up to Dlq`, "of 480 messages"]);
    // The dead-letter queue keeps them for a minute only, and nobody reads it.
    const excepted = onLine("Orders loses nothing but dead letters", { stack });
    expect(excepted.holds).toBe(false);
    expect(excepted.details!.slice(0, 2)).toEqual([
      `${excepted.received} expired in Dlq`,
      `${lost.received} given up to Dlq, which do not count`,
    ]);
    const keeping = stackOf(0.5, {}, 1_000);
    expect(onLine("Orders loses nothing", { stack: keeping })).toMatchObject({
      holds: true,
      received: 0,
      vacuous: null,
    });
  });

  it("loses what expires and what filters take out", () => {
    const expiring = stackOf(1, { retentionPeriod: seconds(60) }, 1_000);
    const { holds, details } = onLine("Orders loses nothing but dead letters", { stack: expiring });
    expect(holds).toBe(false);
    expect(details![0]).toMatch(/^480 expired in Orders$/);
    const stack = new Stack("shop");
    const orders = new sqs.Queue(stack, "Orders");
    const filters = [lambda.FilterCriteria.filter({ body: { kind: ["a"] } })];
    new lambda.Function(stack, "Worker").addEventSource(
      new sources.SqsEventSource(orders, { filters }),
    );
    const filtered = onLine("Orders loses nothing", { stack });
    expect(filtered.details![0]).toBe(
      "480 filtered out by WorkerOrders, which deletes what it does not want",
    );
    const meant = onLine("Orders loses nothing but dead letters and filtered messages", { stack });
    expect(meant).toMatchObject({ holds: true, received: 0 });
    expect(meant.vacuous).toBe("Orders keeps messages for 4 d, longer than the run");
  });

  it("stays empty, which is said exactly and with the second", () => {
    const stack = stackOf(1);
    const filled = onLine("Dlq stays empty", { stack });
    expect(filled).toMatchObject({ holds: false, received: 480, vacuous: null });
    expect(filled.details).toEqual([
      expect.stringMatching(/^480 messages came, the first by 33 s$/),
    ]);
    expect(onLine("Dlq stays empty until 10s", { stack })).toMatchObject({
      holds: true,
      received: 0,
    });
    const there = onLine("Dlq stays empty from 40s", { stack });
    expect(there.details![0]).toMatch(/^\d+ messages there at first$/);
    expect(onLine("Unread stays empty")).toMatchObject({
      holds: true,
      vacuous: "nobody sends to Unread",
    });
  });

  it("counts within a part of the run only", () => {
    const received = (line: string, shape?: Shape) => onLine(line, shape).received;
    expect(received("Orders.NumberOfMessagesSent > 0 from 1m until 2m")).toBe(120);
    expect(received("Orders.NumberOfMessagesSent > 0 until 1m")).toBe(120);
    expect(received("Orders.NumberOfMessagesSent >= 0 from 5m")).toBe(0);
    const halves = ["until 2m", "from 2m"].map((part) =>
      received(`Worker.Duration.count > 0 ${part}`),
    );
    expect(halves[0]! + halves[1]!).toBe(received("Worker.Duration.count > 0"));
    expect(received("Worker.Duration.p95 < 1s from 1m until 2m")).toBe(200_000);
    const shape = { faults: [outage] };
    expect(received("Worker.Throttles = 0 after the last fault", shape)).toBe(0);
    const age = "Orders.ApproximateAgeOfOldestMessage < 1h";
    expect(received(`${age} until 3m`, shape)).toBeLessThan(seconds(10));
    expect(received(`${age} from 3m`, shape)).toBeGreaterThan(seconds(60));
    expect(onLine(`${age} from 3m10s until 3m50s`, shape)).toMatchObject({
      holds: false,
      received: null,
      vacuous: "nothing of it was observed from 3 m 10 s until 3 m 50 s: it is read every minute",
    });
    expect(onLine(`${age} after the last fault`)).toMatchObject({
      holds: false,
      vacuous: "no fault ends in this run",
    });
    expect(onLine("Orders.losses = 0 from 1m", { stack: stackOf(1) }).received).toBeGreaterThan(
      300,
    );
  });

  it.each([
    [
      "Orders recover within 15m",
      /^s\.yaml:1:\d+: expect\.0: expected a line such as .* loses nothing/,
    ],
    [
      "Orders recovers within soon",
      /expect\.0: expected a duration such as 30s, .*received "soon"$/,
    ],
    [
      "Ordrs recovers within 15m",
      /expect\.0: expected one of Dlq, Orders, Unread, received "Ordrs"; did you mean Orders\?$/,
    ],
    [
      "Worker stays empty",
      /expect\.0: expected one of Dlq, Orders, Unread, received "Worker", a function$/,
    ],
    [
      "WorkerOrders loses nothing",
      /expect\.0: expected one of .*received "WorkerOrders", an event source mapping$/,
    ],
    [
      "Orders loses nothing but time",
      /expected dead letters or filtered messages after but, received "time"$/,
    ],
    ["Orders.recovery < 3", /expect\.0: expected a duration such as 30s/],
    ["Orders.losses.p95 < 3", /expect\.0: expected one of/],
    ["Orders.losses < 3s", /expect\.0: expected a number, received "3s"$/],
    [
      "Orders recovers within 15m after the last fault",
      /expected from or until, since a recovery follows a fault/,
    ],
    ["Dlq stays empty from 10m", /expected from before the end of the run/],
    ["Dlq stays empty from 2m until 1m", /expected from before until/],
    ["Dlq stays empty from 1m from 2m", /expected one beginning and one end at most/],
    ["Dlq stays empty from 1m after the last fault", /expected one beginning and one end at most/],
    [
      "Dlq stays empty from 1500ms",
      /expected whole seconds for from and until, received "1500ms"$/,
    ],
    ["cost < 3 from 1m", /expected all of the run for a cost, received/],
  ])("is refused by one line: %s", (line, message) => {
    expect(() => onLine(line)).toThrow(message);
  });

  it("has a long form", () => {
    const text = JSON.stringify({
      duration: "2m",
      expect: [
        { metric: "Orders.losses but dead letters", max: 0 },
        { metric: "Worker.Duration from 1m", statistic: "p95", max: "1s" },
        { metric: "Orders.losses", statistic: "max", max: 1 },
      ],
    });
    const document = readScenarioDocument(text, "s.yaml");
    const read = () => readScenario(document, noFiles, { architecture: stackOf(0) });
    expect(read).toThrow(/expect\.2\.statistic: expected none beside Orders\.losses, received max/);
    document.content.expect!.pop();
    expect(read().scenario.expectations).toEqual([
      { conduct: "losses", resource: "Orders", except: ["deadLetters"], min: null, max: 0 },
      {
        resource: "Worker",
        metric: "Duration",
        statistic: "p95",
        within: { from: seconds(60) },
        min: null,
        max: seconds(1),
      },
    ]);
  });
});
