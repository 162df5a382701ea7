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
  const worker = new lambda.Function(stack, "Worker", {
    behavior: profile({ duration: { type: "constant", value: 200_000 }, failures: 0.5 }),
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
