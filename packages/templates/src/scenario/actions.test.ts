import {
  continueRun,
  findMessage,
  prepareRun,
  reportOf,
  storiesOf,
  type RunReport,
} from "@orrery/aws";
import { ConfigError, type TraceEntry } from "@orrery/kernel";
import { expect, it } from "vitest";
import { readScenarioDocument } from "./scenario-document.ts";
import { readScenario } from "./read-scenario.ts";

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Dead: { Type: AWS::SQS::Queue }
  Orders:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: 10
      RedrivePolicy: { deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 1 }
  Other: { Type: AWS::SQS::Queue }
  Idle: { Type: AWS::SQS::Queue }
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Runtime: nodejs22.x
      Timeout: 5
      Events: { Orders: { Type: SQS, Properties: { Queue: !GetAtt Orders.Arn, BatchSize: 1 } } }
`;
const sources = {
  open(path: string) {
    if (path === "template.yaml") return { path, text: template };
    throw new ConfigError(path, "a file", "none");
  },
};
const read = (more: string) =>
  readScenario(
    readScenarioDocument(`template: template.yaml\nduration: 10m\n${more}`, "s.yaml"),
    sources,
  ).scenario;

function reportAfter(more: string): RunReport & { sum(resource: string, metric: string): number } {
  const run = prepareRun(read(more), { seed: 1 });
  continueRun(run);
  const report = reportOf(run);
  return {
    ...report,
    sum: (resource, metric) => report.metrics[resource]?.[metric]?.sum ?? 0,
  };
}

/** 30 messages in the first half minute, all of which are given up, as nobody works for a minute. */
const lost = `workload: [{ to: Orders, arrivals: { constant: { rate: 1/s } }, for: 30s }]
functions: { Worker: { duration: 50ms } }
faults: [{ at: 0s, for: 2m, refuse: Worker, with: AccessDeniedException }]
`;
const shownActions = ({ actions }: RunReport) =>
  actions.map(({ do: said, outcome }) => [said, outcome?.type]);

it("a redriven message counts its receives anew: it does not go straight back to the dead-letter queue", () => {
  const without = reportAfter(lost);
  expect(without.sum("Orders", "MessagesMovedToDeadLetterQueue")).toBe(30);
  expect(without.sum("Orders", "NumberOfMessagesDeleted")).toBe(0);
  const report = reportAfter(`${lost}actions: [{ at: 3m, do: redrive Dead }]`);
  expect(shownActions(report)).toEqual([["redrive Dead", "done"]]);
  expect(report.sum("Orders", "NumberOfMessagesDeleted")).toBe(30);
  expect(report.sum("Orders", "MessagesMovedToDeadLetterQueue")).toBe(30);
  expect(report.warnings.join()).not.toContain("action");
});

it("a redrive goes to another queue, as fast as it says", () => {
  const report = reportAfter(
    `${lost}actions:\n  - { at: 3m, do: redrive Dead to Other at 1/s }\n  - { at: 3m10s, do: redrive Dead }`,
  );
  expect(report.sum("Other", "NumberOfMessagesSent")).toBe(30);
  expect(report.metrics["Other"]!["ApproximateNumberOfMessagesVisible"]!.max).toBe(30);
  expect(report.actions[1]!.outcome).toMatchObject({
    type: "refused",
    message: expect.stringContaining("already a task running") as string,
  });
  expect(report.warnings.join("\n")).toMatch(
    /The action "redrive Dead" at \S+ \S+ ?\S* was refused with \S+: There is already a task running\./,
  );
});

it("AWS's refusals are in the report: a redrive of what is no dead-letter queue, a rate too high", () => {
  const { actions } = reportAfter(
    "actions: [{ at: 1m, do: redrive Idle }, { at: 2m, do: redrive Dead at 501/s }]",
  );
  expect(actions.map(({ outcome }) => outcome)).toMatchObject([
    { type: "refused", message: "Source queue must be configured as a Dead Letter Queue." },
    { type: "refused", message: expect.stringContaining("between 1 and 500") as string },
  ]);
});

it("a mapping that is switched off reads nothing until it is switched on", () => {
  const { sum, metrics, ...report } = reportAfter(`
workload: [{ to: Orders, arrivals: { constant: { rate: 1/s } }, for: 4m }]
functions: { Worker: { duration: 50ms } }
actions:
  - { at: 1m, do: disable WorkerOrders }
  - { at: 3m, do: enable WorkerOrders }
  - { at: 5m, do: enable WorkerOrders }
`);
  expect(shownActions(report as RunReport).map(([, type]) => type)).toEqual([
    "done",
    "done",
    "changedNothing",
  ]);
  expect(metrics["Orders"]!["ApproximateNumberOfMessagesVisible"]!.max).toBeGreaterThan(100);
  expect(sum("Orders", "NumberOfMessagesDeleted")).toBe(240);
  expect(report.warnings).toContain('The action "enable WorkerOrders" at 5 m changed nothing.');
});

it("reserved concurrency of zero stops a function, and is given back", () => {
  const { sum, ...report } = reportAfter(`
workload: [{ to: Worker, arrivals: { constant: { rate: 1/s } }, for: 3m, retry: none }]
functions: { Worker: { duration: 50ms } }
actions:
  - { at: 1m, do: set Worker.ReservedConcurrentExecutions 0 }
  - { at: 2m, do: unset Worker.ReservedConcurrentExecutions }
  - { at: 2m, do: unset Worker.ReservedConcurrentExecutions }
`);
  expect(sum("Worker", "ThrottlesByReservedConcurrency")).toBe(60);
  expect(sum("Worker", "Invocations")).toBe(120);
  expect(shownActions(report).map(([, type]) => type)).toEqual(["done", "done", "changedNothing"]);
});

it("settings change at their time, and one that is so already is warned of", () => {
  const { actions, sum } = reportAfter(`
workload: [{ to: Worker, arrivals: { constant: { rate: 1/s } }, retry: none }]
functions: { Worker: { duration: 2s } }
actions:
  - { at: 4m, do: set Worker.Timeout 5s }
  - { at: 5m, do: set Worker.Timeout 1 }
  - { at: 6m, do: set Orders.VisibilityTimeout 1m }
  - { at: 6m, do: set Orders.VisibilityTimeout 60 }
  - { at: 6m, do: set WorkerOrders.ScalingConfig.MaximumConcurrency 5 }
  - { at: 6m, do: 'set WorkerOrders.ScalingConfig {"MaximumConcurrency": 5}' }
  - { at: 7m, do: unset WorkerOrders.ScalingConfig }
  - { at: 8m, do: set Orders.MaximumMessageSize 2MB }
`);
  expect(actions.map(({ outcome }) => outcome?.type)).toEqual([
    "changedNothing",
    "done",
    "done",
    "changedNothing",
    "done",
    "changedNothing",
    "done",
    "refused",
  ]);
  expect(sum("Worker", "Timeouts")).toBeGreaterThan(290);
});

it("a purge empties a queue, and one of an empty queue is warned of", () => {
  const { actions, metrics } = reportAfter(`
workload: [{ to: Idle, arrivals: { constant: { rate: 1/s } }, for: 5m }]
actions: [{ at: 5m, do: purge Idle }, { at: 7m, do: purge Idle }]
`);
  expect(actions.map(({ outcome }) => outcome?.type)).toEqual(["done", "changedNothing"]);
  expect(metrics["Idle"]!["ApproximateNumberOfMessagesVisible"]).toMatchObject({ min: 0 });
});

it("what is done at a time counts among what may reach a queue, and a purge or a setting brings nothing", () => {
  const vacuous = (line: string, actions: string): string | null =>
    reportAfter(`expect: ["${line}"]\n${actions}`).expectations[0]!.vacuous;
  const sending = "ApproximateNumberOfMessagesVisible.max < 5";
  expect(vacuous(`Idle.${sending}`, "")).toBe("nobody sends to Idle");
  expect(vacuous(`Idle.${sending}`, "actions: [{ at: 1m, do: purge Idle }]")).toBe(
    "nobody sends to Idle",
  );
  const set = "actions: [{ at: 1m, do: set Idle.VisibilityTimeout 5s }]";
  expect(vacuous(`Idle.${sending}`, set)).toBe("nobody sends to Idle");
  const send = 'actions: [{ at: 1m, do: { "sqs:SendMessage": Idle, body: hello } }]';
  expect(vacuous(`Idle.${sending}`, send)).toBeNull();
  const redrive = "actions: [{ at: 3m, do: redrive Dead to Other }]";
  expect(vacuous(`Other.${sending}`, `${lost}${redrive}`)).toBeNull();
  const filled = "workload: [{ to: Idle, arrivals: { constant: { rate: 1/s } }, for: 1s }]\n";
  const never = vacuous("Idle loses nothing", filled);
  expect(never).toMatch(/Idle keeps messages for 4 d/);
  expect(
    vacuous("Idle loses nothing", `${filled}actions: [{ at: 0s, do: purge Idle }]`),
  ).toBeNull();
});

it("any operation of AWS is an action, said as a function's calls are", () => {
  const { actions, sum } = reportAfter(`
actions:
  - { at: 1m, do: { "sqs:SendMessage": Idle, body: hello } }
  - { at: 2m, do: { "lambda:DeleteFunction": { FunctionName: nobody } } }
  - { at: 3m, do: { "sqs:GetQueueUrl": { QueueName: stack-Idle } } }
`);
  expect(sum("Idle", "NumberOfMessagesSent")).toBe(1);
  expect(actions.map(({ do: said, outcome }) => [said, outcome?.type])).toEqual([
    ["call sqs:SendMessage", "done"],
    ["call lambda:DeleteFunction", "refused"],
    ["call sqs:GetQueueUrl", "refused"],
  ]);
});

it("the story of a message names what was done while it was there", () => {
  const entries: TraceEntry[] = [];
  const scenario = read(`
workload: [{ to: Idle, arrivals: { constant: { rate: 1/m } }, for: 2m }]
actions:
  - { at: 90s, do: set Idle.VisibilityTimeout 5s }
  - { at: 5m, do: purge Idle }
  - { at: 7m, do: purge Idle }
`);
  const run = prepareRun(scenario, { seed: 1, trace: (entry) => entries.push(entry) });
  continueRun(run);
  const message = findMessage(entries, { component: run.resources[3]!.component, number: 1 });
  const [story] = storiesOf(entries, [message!.origin]);
  expect(story!.steps.map(({ type }) => type)).toEqual(["accepted", "action", "action", "purged"]);
  expect(story!.steps[1]!.text).toContain("meanwhile sqs:SetQueueAttributes is called with");
});

it("an action that calls what is not modeled ends the run with one line", () => {
  const scenario = read('actions: [{ at: 1m, do: { "rekognition:DetectFaces": {} } }]');
  expect(() => continueRun(prepareRun(scenario, { seed: 1 }))).toThrow(
    'a client calls rekognition:DetectFaces (action "call rekognition:DetectFaces"): The service rekognition is not modeled.',
  );
});

it.each([
  [
    "redrvie Dead",
    'expected one of redrive, purge, disable, enable, set, unset, and a resource, such as redrive OrdersDlq, received "redrvie"; did you mean redrive?',
  ],
  ["redrive Ded", 'expected a logical id, received "Ded"; did you mean Dead?'],
  [
    "redrive Worker",
    'expected one of Dead, Orders, Other, Idle to redrive, received "Worker", a function',
  ],
  [
    "redrive Dead into Orders",
    'expected to and a queue, or at and a rate such as 50/s, received "into"',
  ],
  ["redrive Dead at", "expected to and a queue, or at and a rate such as 50/s, received at alone"],
  ["redrive Dead at 50/m", 'expected a whole number a second such as 50/s, received "50/m"'],
  ["redrive Dead to Worker", 'expected a queue, received "Worker", a function'],
  ["purge Orders now", 'expected nothing more, received "now"'],
  ["set Worker.Timeot 5s", "did you mean Timeout?"],
  ["set Worker 5s", 'received "Worker"'],
  ["set Worker.Timeout 1.5s", 'expected whole seconds, as AWS counts, received "1.5s"'],
  [
    "set Worker.Timeout",
    "expected a value behind the property, such as set Worker.Timeout 30s, received nothing",
  ],
  ["set Worker.MemorySize big", 'expected a whole number, received "big"'],
  ["set WorkerOrders.ScalingConfig 5x", 'expected a value as JSON, received "5x"'],
  ["set Worker.Timeout.Seconds 5", "expected Worker.Timeout, which has no members"],
  ["unset Worker.Timeout", "expected a property that may be left out"],
  ["", "received nothing"],
])("%s is refused with its place", (line, problem) => {
  const reading = () => read(`actions:\n  - { at: 1m, do: "${line}" }\n`);
  expect(reading).toThrow("s.yaml:4:15: actions.0.do: ");
  expect(reading).toThrow(problem);
});

it("an action after the end is refused", () => {
  expect(() => read("actions: [{ at: 10m, do: purge Idle }]")).toThrow(
    "actions.0.at: expected less than the run's 10 m, received 10 m",
  );
});
