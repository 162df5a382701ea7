import { milliseconds, minutes, seconds } from "@orrery/kernel";
import {
  listed,
  lognormal,
  scenarioCase,
  workload,
  type DigestCase,
} from "../../../../test/digest-case.ts";
import {
  call,
  profile,
  Stack,
  wait,
  type Scenario,
  type Scripts,
  sqs,
  lambda,
  sources,
} from "../../../index.ts";
import { queueWithDeadLetters } from "./queue-with-dead-letters.ts";

function functionThatCalls(): Scenario {
  const stack = new Stack("calls");
  const orders = new sqs.Queue(stack, "Orders");
  const receipts = new sqs.Queue(stack, "Receipts");
  const params = { QueueUrl: receipts.queueUrl, MessageBody: "done" };
  const worker = new lambda.Function(stack, "Worker");
  stack.say("Worker", {
    Behavior: profile({
      calls: [{ type: "call", service: "sqs", operation: "SendMessage", params }],
    }),
  });
  worker.addEventSource(new sources.SqsEventSource(orders, { batchSize: 5 }));
  const reader = new lambda.Function(stack, "Reader");
  stack.say("Reader", {
    Behavior: profile({
      duration: {
        type: "empirical",
        interpolation: "logarithmic",
        points: [
          { p: 0, value: 5_000 },
          { p: 0.5, value: 20_000 },
          { p: 0.99, value: 300_000 },
          { p: 1, value: 2_000_000 },
        ],
      },
    }),
  });
  reader.addEventSource(
    new sources.SqsEventSource(receipts, { provisionedPollerConfig: { minimumPollers: 2 } }),
  );
  return stack.scenario({
    duration: minutes(1),
    workloads: [workload("Orders", { type: "poisson", rate: 25 })],
  });
}

const scripts: Scripts = {
  *fulfil(event, context) {
    const { environmentState } = context;
    environmentState["calls"] = Number(environmentState["calls"] ?? 0) + 1;
    const { Records = [] } = event as { Records?: { body: string; messageId: string }[] };
    const failed: { itemIdentifier: string }[] = [];
    for (const { body, messageId } of Records) {
      yield wait(milliseconds(Math.floor(5 + 40 * context.random())));
      const QueueUrl = "https://sqs.us-east-1.amazonaws.com/123456789012/script-Results";
      if (context.random() < 0.05) failed.push({ itemIdentifier: messageId });
      else yield call("sqs", "SendMessage", { QueueUrl, MessageBody: body, DelaySeconds: 1 });
    }
    if (Number(environmentState["calls"]) % 50 === 0) throw new Error("every fiftieth");
    return { batchItemFailures: failed };
  },
};

function scriptedFunction(): Scenario {
  const stack = new Stack("script");
  new sqs.Queue(stack, "Results", { queueName: "script-Results" });
  const worker = new lambda.Function(stack, "Worker", { timeout: seconds(3) });
  stack.say("Worker", { Behavior: { type: "script", name: "fulfil" } });
  worker.addEventSource(
    new sources.SqsEventSource(queueWithDeadLetters(stack), { reportBatchItemFailures: true }),
  );
  return stack.scenario({
    duration: minutes(2),
    workloads: [
      workload(
        "Orders",
        { type: "poisson", rate: 20 },
        {
          until: minutes(1),
          payload: listed([{ order: 1 }, { order: 2, total: 0.1 }, { order: "3" }]),
        },
      ),
    ],
  });
}

function outage(): Scenario {
  const stack = new Stack("outage");
  const worker = new lambda.Function(stack, "Worker");
  stack.say("Worker", { Behavior: profile({ duration: lognormal(milliseconds(60), 0.4) }) });
  worker.addEventSource(new sources.SqsEventSource(queueWithDeadLetters(stack)));
  const fault = {
    type: "refuse" as const,
    from: seconds(20),
    until: seconds(50),
    code: "ServiceException",
    message: "The service is not available.",
  };
  return stack.scenario({
    duration: minutes(3),
    workloads: [workload("Orders", { type: "poisson", rate: 40 }, { until: minutes(1) })],
    faults: [
      { ...fault, name: "worker out", to: "Worker", share: 1 },
      { ...fault, name: "orders unreliable", to: "Orders", share: 0.3 },
    ],
  });
}

function rulesOf2019(): Scenario {
  const stack = new Stack("past", { region: "eu-west-1" });
  const worker = new lambda.Function(stack, "Worker");
  stack.say("Worker", { Behavior: profile({ duration: lognormal(milliseconds(700), 0.4) }) });
  worker.addEventSource(new sources.SqsEventSource(new sqs.Queue(stack, "Orders")));
  return stack.scenario({
    asOf: "2019-01-01",
    startsAt: "2019-01-01T12:00:00Z",
    duration: minutes(1),
    workloads: [
      workload("Orders", { type: "ramp", from: 0, to: 120, over: seconds(40), spacing: "even" }),
    ],
  });
}

/** Functions that send to queues, outages, and the rules of another year. */
export const callingCases: readonly DigestCase[] = [
  scenarioCase("function-that-calls", [14], functionThatCalls),
  scenarioCase("scripted-function", [15, 16], scriptedFunction, scripts),
  scenarioCase("outage", [17], outage),
  scenarioCase("rules-of-2019", [18], rulesOf2019),
];
