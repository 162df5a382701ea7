import { describe, expect, it } from "vitest";
import {
  continueRun,
  kinesis,
  lambda,
  prepareRun,
  profile,
  reportOf,
  sources,
  sqs,
  Stack,
  type Verdict,
} from "@orrery/aws";
import { checkExpectations } from "./expectation-check.ts";
import { readScenario } from "./read-scenario.ts";
import { readScenarioDocument } from "./scenario-document.ts";

interface Reading {
  readonly failures?: number;
  readonly retryAttempts?: number;
  readonly hasDestination?: boolean;
  readonly isRead?: boolean;
  readonly filters?: readonly string[];
}

/** What became of 121 records of a stream in two minutes. */
function verdictOn(line: string, reading: Reading = {}): Verdict {
  const { failures = 0, retryAttempts, hasDestination = false, isRead = true } = reading;
  const stack = new Stack("shop");
  const clicks = new kinesis.Stream(stack, "Clicks", { shardCount: 1 });
  const failed = new sqs.Queue(stack, "Failed");
  const reader = new lambda.Function(stack, "Reader");
  stack.say("Reader", { Behavior: profile({ failures }) });
  if (isRead) {
    reader.addEventSource(
      new sources.KinesisEventSource(clicks, {
        startingPosition: "TRIM_HORIZON",
        ...(retryAttempts === undefined ? {} : { retryAttempts }),
        ...(hasDestination ? { onFailure: new sources.SqsDlq(failed) } : {}),
        ...(reading.filters === undefined
          ? {}
          : { filters: reading.filters.map((pattern) => ({ pattern })) }),
      }),
    );
  }
  const text = JSON.stringify({
    duration: "2m",
    workload: [{ to: "Clicks", arrivals: { constant: { rate: "1/s" } }, payload: { body: "{}" } }],
    expect: [line],
  });
  const document = readScenarioDocument(text, "s.yaml");
  const files = {
    open(): never {
      throw new Error("there is no file");
    },
  };
  const { scenario } = readScenario(document, files, { architecture: stack });
  const run = prepareRun(scenario, { seed: 1 });
  checkExpectations(run, document);
  continueRun(run);
  return reportOf(run).expectations[0]!;
}

describe("a stream", () => {
  it("loses nothing while its mapping tries until records expire, which they do not", () => {
    const { holds, vacuous } = verdictOn("Clicks loses nothing", { failures: 1 });
    expect(holds).toBe(true);
    expect(vacuous).toMatch(/keeps records .* longer than the run.*ReaderClicks tries until/);
  });

  it("loses what its mapping gives up", () => {
    const given = { failures: 1, retryAttempts: 1 };
    const lost = verdictOn("Clicks loses nothing", given);
    expect(lost).toMatchObject({ holds: false, vacuous: null });
    expect(lost.received).toBeGreaterThan(20);
    expect(lost.details).toEqual([
      `${lost.received} given up by ReaderClicks, and no destination has them`,
      "of 121 messages",
    ]);
    expect(verdictOn("Clicks loses nothing but dead letters", given).holds).toBe(false);
  });

  it("has dead letters where an on-failure destination takes them", () => {
    const given = { failures: 1, retryAttempts: 1, hasDestination: true };
    const lost = verdictOn("Clicks loses nothing", given);
    expect(lost.holds).toBe(false);
    expect(lost.details?.at(-2)).toBe(`${lost.received} given up to Failed`);
    expect(verdictOn("Clicks loses nothing but dead letters", given).holds).toBe(true);
  });

  it("loses what a filter takes out, unless that is meant", () => {
    const given = { filters: ['{"data":{"kind":["order"]}}'] };
    const { holds, details } = verdictOn("Clicks loses nothing", given);
    expect(holds).toBe(false);
    expect(details?.[0]).toMatch(/ filtered out by ReaderClicks$/);
    expect(verdictOn("Clicks loses nothing but filtered messages", given).holds).toBe(true);
  });

  it("cannot lose what nothing reads, while it keeps it", () => {
    expect(verdictOn("Clicks loses nothing", { isRead: false })).toMatchObject({
      holds: true,
      vacuous: "Clicks keeps records for 1 d, longer than the run",
    });
  });
});
