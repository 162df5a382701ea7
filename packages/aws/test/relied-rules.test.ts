import { hours, minutes, noTime, type Duration } from "@orrery/kernel";
import { expect, it } from "vitest";
import {
  call,
  continueRun,
  prepareRun,
  reportOf,
  Stack,
  type Scripts,
  type Workload,
  sqs,
  lambda,
  sources,
} from "../src/index.ts";
import { allRules } from "../src/services.ts";
import { reliedOn, type Rule } from "../src/service/rule.ts";

const sent: Workload = {
  to: "Orders",
  arrivals: { type: "constant", rate: 1 },
  from: noTime,
  until: null,
  payload: { type: "size", size: { type: "constant", value: 10 } },
  groups: [],
};

function reliedOnBy(
  build: (stack: Stack) => void,
  { workloads = [sent], scripts = {} }: { workloads?: readonly Workload[]; scripts?: Scripts } = {},
): readonly string[] {
  const stack = new Stack("rules");
  build(stack);
  const duration: Duration = workloads.length === 0 ? hours(1) : minutes(1);
  const run = prepareRun(stack.scenario({ duration, workloads }), { seed: 1, scripts });
  continueRun(run);
  const { documented, measured, assumed } = reportOf(run).rules;
  return [...documented, ...measured, ...assumed];
}

it("a run of standard queues relies on no rule of what it does not have", () => {
  const ids = reliedOnBy((stack) => {
    new sqs.Queue(stack, "Orders");
    new sqs.Queue(stack, "Other");
  });
  expect(ids).toContain("sqs.retention.from-sending");
  expect(ids).toContain("sqs.order.standard");
  expect(ids).toContain("sdk.retry.attempts");
  expect(ids).toContain("sqs.queue.name"); // The queues were made by CreateQueue.
  const foreign = /^(?:lambda|event-source-mapping|eventbridge)\.|\.(?:fifo|move|purge)\./;
  expect(ids.filter((id) => foreign.test(id))).toEqual([]);
  expect(ids).not.toContain("sqs.redrive.at-next-receive");
  expect(ids).not.toContain("sqs.receive-response.empty");
  expect(ids.length).toBeLessThan(allRules.length / 4);
});

it("what a queue is decides which of its rules are relied on", () => {
  const fifo = reliedOnBy((stack) => void new sqs.Queue(stack, "Orders", { fifo: true }), {
    workloads: [],
  });
  expect(fifo).toContain("sqs.fifo.group-order");
  expect(fifo).toContain("sqs.throughput.fifo");
  expect(fifo).not.toContain("sqs.throughput.high");
  expect(fifo).not.toContain("sqs.order.standard");
  const withDeadLetters = reliedOnBy((stack) => {
    const queue = new sqs.Queue(stack, "Dead");
    new sqs.Queue(stack, "Orders", { deadLetterQueue: { queue, maxReceiveCount: 3 } });
  });
  expect(withDeadLetters).toContain("sqs.redrive.at-next-receive");
  expect(withDeadLetters).not.toContain("sqs.redrive.retention-fifo");
});

it("rules of an operation are relied on once a function called it", () => {
  const scripts: Scripts = {
    *purge() {
      yield call("sqs", "PurgeQueue", {
        QueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/rules-Other",
      });
      return null;
    },
  };
  const build = (stack: Stack, behavior: "purge" | null) => {
    new sqs.Queue(stack, "Other", { queueName: "rules-Other" });
    const worker = new lambda.Function(stack, "Worker");
    if (behavior !== null) stack.say("Worker", { Behavior: { type: "script", name: behavior } });
    worker.addEventSource(new sources.SqsEventSource(new sqs.Queue(stack, "Orders")));
  };
  const quiet = reliedOnBy((stack) => build(stack, null));
  const purging = reliedOnBy((stack) => build(stack, "purge"), { scripts });
  const purges = (ids: readonly string[]) => ids.filter((id) => id.startsWith("sqs.purge."));
  expect(purges(quiet)).toEqual([]);
  expect(purges(purging).sort()).toEqual([
    "sqs.purge.all",
    "sqs.purge.in-progress",
    "sqs.purge.once-a-minute",
  ]);
});

it("a rule with operations and a condition needs both", () => {
  const rule = { id: "a.b.c", status: "assumed", source: "", date: "2026-11", text: "" } as const;
  const rules: readonly Rule<{ size: number }>[] = [
    { ...rule, id: "always" },
    { ...rule, id: "large", when: ({ size }) => size > 10 },
    { ...rule, id: "sent", operations: ["Send", "SendAll"] },
    { ...rule, id: "both", operations: ["Send"], when: ({ size }) => size > 10 },
  ];
  const ids = (sizes: readonly number[], ...calls: readonly string[]) => {
    const settings = sizes.map((size) => ({ size }));
    return reliedOn(rules, { settings, called: (name) => calls.includes(name) }).map(
      ({ id }) => id,
    );
  };
  expect(ids([1])).toEqual(["always"]);
  expect(ids([1, 11])).toEqual(["always", "large"]);
  expect(ids([1], "SendAll")).toEqual(["always", "sent"]);
  expect(ids([1, 11], "Send")).toEqual(["always", "large", "sent", "both"]);
});
