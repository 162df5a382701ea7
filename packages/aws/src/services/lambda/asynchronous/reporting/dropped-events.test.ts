import { minutes, type Duration } from "@orrery/kernel";
import { expect, it } from "vitest";
import {
  continueRun,
  kinesis,
  lambda,
  prepareRun,
  profile,
  sources,
  sqs,
  Stack,
} from "../../../../index.ts";
import { warningsOf } from "../../../../run/warnings/warnings.ts";

/** What is said of a function that is invoked once a minute, with events or not, and fails or not. */
function warnings(invoke: "event" | "request", failures: number, reservedConcurrency?: number) {
  const stack = new Stack("shop");
  new lambda.Function(stack, "Worker", {
    ...(reservedConcurrency === undefined
      ? {}
      : { reservedConcurrentExecutions: reservedConcurrency }),
  });
  stack.say("Worker", { Behavior: profile({ failures }) });
  const scenario = stack.scenario({
    duration: minutes(10),
    workloads: [
      {
        to: "Worker",
        arrivals: { type: "constant", rate: 1 / 60 },
        from: 0 as Duration,
        until: minutes(3),
        payload: { type: "body", body: "{}", size: 2 },
        groups: [],
        invoke,
      },
    ],
  });
  const run = prepareRun(scenario, { seed: 1 });
  continueRun(run);
  return warningsOf(run).filter((text) => text.includes("asynchronously"));
}

it("says how many events a function lost", () => {
  expect(warnings("event", 1)).toEqual([
    expect.stringMatching(
      /^Worker lost 3 of the 3 events that it was invoked with asynchronously\. They failed at 3 attempts; it has no dead-letter queue/,
    ),
  ]);
  expect(warnings("event", 0)).toEqual([]);
  expect(warnings("request", 1)).toEqual([]);
});

it("says why, where its reserved concurrency is 0", () => {
  const [said, ...more] = warnings("event", 0, 0);
  expect(more).toEqual([]);
  expect(said).toContain("They came while the reserved concurrency was 0; ");
});

it("says that a dead-letter queue gets nothing of what the function reads, and who does", () => {
  const stack = new Stack("shop");
  const worker = new lambda.Function(stack, "Worker", {
    deadLetterQueue: new sqs.Queue(stack, "Dead"),
  });
  const jobs = new sqs.Queue(stack, "Jobs", { visibilityTimeout: "30s" });
  worker.addEventSource(new sources.SqsEventSource(jobs));
  const clicks = new kinesis.Stream(stack, "Clicks", { shardCount: 1 });
  worker.addEventSource(new sources.KinesisEventSource(clicks, { startingPosition: "LATEST" }));
  const run = prepareRun(stack.scenario({ duration: minutes(1) }), { seed: 1 });
  continueRun(run);
  expect(warningsOf(run).filter((text) => text.startsWith("Dead gets nothing"))).toEqual([
    "Dead gets nothing of what Worker reads from Jobs and Clicks: a dead-letter queue or a destination of a function is for asynchronous invocations. Messages that fail go to the dead-letter queue of Jobs itself. Records of Clicks that fail go to the destination for failures of the event source mapping.",
  ]);
});
