import { existsSync, readFileSync } from "node:fs";
import { minutes, seconds, type Duration, type Instant } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import {
  continueRun,
  prepareRun,
  profile,
  Stack,
  type Run,
  type ScenarioFault,
  sqs,
  lambda,
  sources,
} from "../src/index.ts";

const measurements = new URL("../../../../shared/cases/esm_measurements.json", import.meta.url);

/** A function that reads a queue and calls a helper, so that a fault of the helper makes it fail. */
function runOf(
  rate: number,
  handler: Duration,
  fault: Pick<ScenarioFault, "from" | "until" | "share">,
  duration: Duration,
): Run {
  const stack = new Stack("app");
  const helper = new sqs.Queue(stack, "Helper");
  const queue = new sqs.Queue(stack, "Jobs", { visibilityTimeout: seconds(60) });
  const call = {
    type: "call",
    service: "sqs",
    operation: "SendMessage",
    params: { QueueUrl: helper.queueName, MessageBody: "x" },
  } as const;
  const behavior = profile({ duration: { type: "constant", value: handler }, calls: [call] });
  const worker = new lambda.Function(stack, "Worker", { timeout: seconds(10) });
  stack.say("Worker", { Behavior: behavior });
  worker.addEventSource(new sources.SqsEventSource(queue, { batchSize: 1 }));
  const scenario = stack.scenario({
    duration,
    workloads: [
      {
        to: "Jobs",
        arrivals: { type: "constant", rate },
        from: 0 as Duration,
        until: null,
        payload: { type: "body", body: "job", size: 3 },
        groups: [],
      },
    ],
    faults: [
      { name: "down", type: "refuse", to: "Helper", code: "Unavailable", message: "No.", ...fault },
    ],
  });
  return prepareRun(scenario, { seed: 1 });
}

/** How many invocations a run has from one instant to another. */
function invocationsBetween(run: Run, from: Duration, until: Duration): number {
  const count = () => run.simulation.metersOf("lambda.function:app-Worker")["Invocations"]!.sum;
  continueRun(run, { until: from as number as Instant });
  const before = count();
  continueRun(run, { until: until as number as Instant });
  return count() - before;
}

interface Measurement {
  readonly errorShare: number;
  readonly throughputReduction: number;
}

describe.skipIf(!existsSync(measurements))(
  "errors in four minutes of a constant load, as measured on AWS (where the recorded cases are)",
  () => {
    const { errors } = existsSync(measurements)
      ? (JSON.parse(readFileSync(measurements, "utf8")) as {
          readonly errors: { readonly rows: readonly Measurement[] };
        })
      : { errors: { rows: [] } };

    it.each(
      errors.rows.map(({ errorShare, throughputReduction }) => [errorShare, throughputReduction]),
    )(
      "event-source-mapping.scale.error-pause: a share of %f costs about %f of the throughput",
      (share, reduction) => {
        const fault = { from: minutes(5), until: minutes(9), share };
        const run = runOf(150, seconds(0.05), fault, minutes(22));
        const steady = invocationsBetween(run, minutes(1), minutes(5)) / 4;
        const during = invocationsBetween(run, minutes(5), minutes(9)) / 4;
        expect(Math.abs(1 - during / steady - reduction)).toBeLessThan(0.15);
      },
    );
  },
);

it("event-source-mapping.scale.calm: an outage of five minutes is made good within four", () => {
  const fault = { from: minutes(5), until: minutes(10), share: 1 };
  const run = runOf(50, seconds(1), fault, minutes(20));
  const left = () => {
    const { ApproximateNumberOfMessagesVisible: visible } =
      run.simulation.gaugesOf("sqs.queue:app-Jobs");
    return visible!;
  };
  continueRun(run, { until: minutes(10) as number as Instant });
  expect(left()).toBeGreaterThan(10_000);
  continueRun(run, { until: minutes(14) as number as Instant });
  expect(left()).toBeLessThan(50);
});
