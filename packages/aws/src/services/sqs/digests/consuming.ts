import { milliseconds, minutes, seconds } from "@orrery/kernel";
import {
  constant,
  lognormal,
  scenarioCase,
  workload,
  type DigestCase,
} from "../../../../test/digest-case.ts";
import { lambda, profile, sources, sqs, Stack, type Scenario } from "../../../index.ts";

/** Users in a closed loop, batches, a budget of retries, and containers that work on what comes. */
function containers(): Scenario {
  const stack = new Stack("containers");
  const dead = new sqs.Queue(stack, "Dead");
  new sqs.Queue(stack, "Jobs", {
    visibilityTimeout: "20s",
    deadLetterQueue: { queue: dead, maxReceiveCount: 3 },
  });
  const refusal = { type: "refuse", code: "ServiceUnavailable", message: "" } as const;
  return {
    ...stack.scenario({
      duration: minutes(4),
      workloads: [
        workload("Jobs", { type: "poisson", rate: 20 }, { until: minutes(2) }),
        {
          ...workload("Jobs", { type: "poisson", rate: 8 }),
          batch: { size: 5, within: seconds(2) },
          retry: { attempts: 4, jitter: "decorrelated", budget: { tokens: 60 } },
        },
      ],
      faults: [
        {
          ...refusal,
          name: "outage",
          to: "Jobs",
          from: seconds(60),
          until: seconds(80),
          share: 0.5,
        },
      ],
    }),
    consumers: [
      {
        from: "Jobs",
        containers: 3,
        concurrency: 4,
        maxNumberOfMessages: 10,
        waitTime: seconds(20),
        duration: lognormal(milliseconds(300), 0.8),
        failures: 0.05,
        onFailure: "release",
        heartbeat: seconds(10),
        deletes: "batch",
      },
    ],
    actions: [
      { at: seconds(150), do: { type: "line", line: "set Jobs.VisibilityTimeout 40s" } },
      { at: seconds(180), do: { type: "line", line: "redrive Dead to Jobs at 20/s" } },
    ],
  };
}

/** Users who wait for each answer, and a function whose handler fails and is slow for a while. */
function closedLoop(): Scenario {
  const stack = new Stack("loop");
  const worker = new lambda.Function(stack, "Worker", { timeout: "3s" });
  stack.say("Worker", { Behavior: profile({ duration: lognormal(milliseconds(90), 0.5) }) });
  worker.addEventSource(new sources.SqsEventSource(new sqs.Queue(stack, "Orders")));
  const { arrivals: _, ...users } = workload("Orders", { type: "constant", rate: 1 });
  const trouble = { to: "Worker", from: seconds(40), until: seconds(70), share: 0.5 } as const;
  return stack.scenario({
    duration: minutes(2),
    workloads: [{ ...users, users: { count: 30, think: constant(800_000), over: seconds(20) } }],
    faults: [
      { ...trouble, name: "down", type: "fail", errorType: "Down", errorMessage: "" },
      { ...trouble, name: "slow", type: "slow", factor: 4, by: null, untilTimeout: false },
    ],
  });
}

/** Runs with callers, consumers and actions. */
export const consumingCases: readonly DigestCase[] = [
  scenarioCase("containers", [1, "two"], containers),
  scenarioCase("closed-loop", [1, "two"], closedLoop),
];
