import { minutes, seconds, type Duration, type Instant, type TraceEntry } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { profile, Stack, sqs, lambda, sources } from "../../index.ts";
import type { ScenarioFault } from "../scenario.ts";
import { prepareRun } from "../run.ts";
import { messageIdOf } from "../../services/sqs/message-names.ts";
import { findMessage, storyOf } from "./story.ts";

const stack = new Stack("shop");
const dead = new sqs.Queue(stack, "Dead");
const orders = new sqs.Queue(stack, "Orders", {
  visibilityTimeout: seconds(10),
  deadLetterQueue: { queue: dead, maxReceiveCount: 2 },
});
const worker = new lambda.Function(stack, "Worker");
stack.say("Worker", {
  Behavior: profile({ duration: { type: "constant", value: seconds(1) }, poison: 0.2 }),
});
worker.addEventSource(
  new sources.SqsEventSource(orders, {
    batchSize: 1,
    reportBatchItemFailures: true,
    maxConcurrency: 2,
  }),
);
const scenario = stack.scenario({
  duration: minutes(2),
  workloads: [
    {
      to: "Orders",
      arrivals: { type: "constant", rate: 1 },
      from: 0 as Duration,
      until: seconds(20),
      payload: { type: "size", size: { type: "constant", value: 100 } },
      groups: [],
    },
  ],
});
const entries: TraceEntry[] = [];
const run = prepareRun(scenario, { seed: 3, trace: (entry) => entries.push(entry) });
run.simulation.run({ until: minutes(2) as number as Instant });

const textsOf = (message: number) => {
  const component = "sqs.queue:shop-Orders";
  const { origin } = findMessage(entries, { component, number: message })!;
  return [...storyOf(entries, origin)].map(
    ({ component: name, text }) => `${name.split(":")[1]} ${text}`,
  );
};
const stories = Array.from({ length: 20 }, (_, place) => textsOf(place + 1));

describe("the story of a message", () => {
  it("goes from its sending to its deletion", () => {
    const short = stories.find((texts) => texts.length === 5)!;
    expect(short).toEqual([
      "shop-Orders is accepted, 100 bytes",
      expect.stringMatching(/^shop-Orders is received for the first time, .* after it was sent$/),
      "shop-Worker is given to the function alone",
      expect.stringMatching(/^shop-Worker the invocation succeeds after 1 s|1\.\d+ s/),
      "shop-Orders is deleted",
    ]);
  });

  it("says why a message came to its dead-letter queue", () => {
    const poisoned = stories.find((texts) => texts.some((text) => text.includes("dead-letter")))!;
    expect(poisoned.filter((text) => text.includes("is received for"))).toHaveLength(2);
    expect(poisoned).toContain("shop-Orders is visible again, 10 s after it was received");
    expect(poisoned).toContainEqual(
      expect.stringMatching(
        /^shop-Worker the invocation succeeds after .* and reports this message as failed: it is poison$/,
      ) as string,
    );
    expect(poisoned.slice(-2)).toEqual([
      "shop-Orders was received 2 times, as often as it may be: goes to the dead-letter queue",
      "shop-Dead comes from the queue that gave it up",
    ]);
  });

  it("finds a message by its id, and none by another's", () => {
    const identity = { queue: 2, message: 5 };
    const known = findMessage(entries, { component: "sqs.queue:shop-Orders", number: 5 })!;
    expect(known).toMatchObject({ number: identity.message, identity: { message: 5 } });
    expect(known.messageId).toBe(messageIdOf(known.identity!));
    expect(findMessage(entries, { messageId: known.messageId! })).toEqual(known);
    expect(findMessage(entries, { messageId: "none" })).toBeUndefined();
  });
});

interface Failing {
  readonly behavior?: Partial<Parameters<typeof profile>[0]>;
  readonly reserved?: number;
  readonly batchSize?: number;
  readonly rate?: number;
  readonly reports?: boolean;
  readonly fault?: { readonly type: string; readonly [setting: string]: unknown };
}

/** All texts of all stories of a run in which something goes wrong. */
function textsWith({
  behavior,
  reserved,
  batchSize = 1,
  rate = 1,
  reports = false,
  fault,
}: Failing): Set<string> {
  const architecture = new Stack("shop");
  const queue = new sqs.Queue(architecture, "Orders", { visibilityTimeout: seconds(10) });
  const reader = new lambda.Function(architecture, "Worker", {
    ...(reserved === undefined ? {} : { reservedConcurrentExecutions: reserved }),
  });
  architecture.say("Worker", {
    Behavior: profile({ duration: { type: "constant", value: seconds(1) }, ...behavior }),
  });
  reader.addEventSource(
    new sources.SqsEventSource(queue, { batchSize, reportBatchItemFailures: reports }),
  );
  const arrivals = { type: "constant", rate } as const;
  const payload = { type: "size", size: { type: "constant", value: 100 } } as const;
  const load = {
    to: "Orders",
    arrivals,
    from: 0 as Duration,
    until: seconds(20),
    payload,
    groups: [],
  };
  const span = { name: "trouble", from: seconds(2), until: seconds(30), share: 1 };
  const faults = fault === undefined ? [] : [{ to: "Worker", ...span, ...fault } as ScenarioFault];
  const taken: TraceEntry[] = [];
  const trace = (entry: TraceEntry) => taken.push(entry);
  const whole = architecture.scenario({ duration: minutes(2), workloads: [load], faults });
  const made = prepareRun(whole, { seed: 3, trace });
  made.simulation.run({ until: minutes(2) as number as Instant });
  const texts = new Set<string>();
  for (let number = 1; number <= 20; number += 1) {
    const meant = { component: "sqs.queue:shop-Orders", number };
    for (const { text } of storyOf(taken, findMessage(taken, meant)!.origin)) texts.add(text);
  }
  return texts;
}

describe("the story of a message says why it failed", () => {
  it.each<readonly [string, Failing, RegExp]>([
    ["poison", { behavior: { poison: 0.2 } }, /fails after 1 s: this message is poison$/],
    [
      "the poison of another message",
      { behavior: { poison: 0.2 }, batchSize: 10, rate: 10 },
      /fails after .*: another message of the batch is poison, and the whole batch fails$/,
    ],
    [
      "chance",
      { behavior: { failures: 0.5 } },
      /by the chance of failures that its profile gives$/,
    ],
    [
      "a timeout",
      { behavior: { duration: { type: "constant", value: seconds(5) } } },
      /: it runs into the function's timeout of 3 s$/,
    ],
    [
      "a throttle, with its limit",
      { reserved: 1, rate: 20 },
      /throttled: the function's reserved concurrency is used up \(ReservedFunctionConcurrentInvocationLimitExceeded\)$/,
    ],
    [
      "a refusal by a fault",
      { fault: { type: "refuse", code: "ServiceException", message: "Down." } },
      /^the invocation is refused by the fault "trouble": ServiceException, Down\.$/,
    ],
    [
      "a request that a fault loses",
      { fault: { type: "drop", direction: "request", share: 0.3 } },
      /^is visible again, 10 s after it was received: its invocation has not reached the function$/,
    ],
    [
      "an answer that a fault loses",
      { fault: { type: "drop", direction: "reply", share: 0.3 } },
      /^is visible again, 10 s after it was received: the answer of its invocation has not come back$/,
    ],
    [
      "a deletion that a fault loses",
      {
        fault: {
          type: "drop",
          direction: "request",
          to: "Orders",
          sender: "WorkerOrders",
          share: 0.5,
        },
      },
      /^the request to delete it is lost by the fault "trouble"$/,
    ],
    [
      "a crash",
      { behavior: { duration: { type: "constant", value: seconds(2) } }, fault: { type: "crash" } },
      /: its execution environment crashes by the fault "trouble"$/,
    ],
    [
      "a dependency that is down, by a fault",
      { fault: { type: "fail", errorType: "DbError", errorMessage: "No connection." } },
      /fails after 1 s.*: DbError: No connection\., by the fault "trouble"$/,
    ],
    [
      "a handler that hangs by a fault",
      { fault: { type: "slow", factor: null, by: null, untilTimeout: true } },
      /fails after 3 s.*, slowed by the fault "trouble": it runs into the function's timeout of 3 s$/,
    ],
    [
      "a handler that is slow by a fault",
      { fault: { type: "slow", factor: 2, by: null, untilTimeout: false } },
      /the invocation succeeds after 2 s, slowed by the fault "trouble"$/,
    ],
    [
      "a message that fails this time",
      { behavior: { messageFailures: 0.3 } },
      /fails after 1 s: this message fails this time, as its profile says$/,
    ],
    [
      "another message that fails this time",
      { behavior: { messageFailures: 0.1 }, batchSize: 10, rate: 10 },
      /: another message of the batch fails this time, and the whole batch with it$/,
    ],
    [
      "a message that fails this time, and is reported",
      { behavior: { messageFailures: 0.3 }, reports: true },
      /, and reports this message as failed: it fails this time$/,
    ],
    [
      "a handler that stopped before it",
      {
        behavior: { messageFailures: 0.1, afterFailure: "reportRest" },
        ...{ batchSize: 10, rate: 10, reports: true },
      },
      /reports this message as failed: an earlier one failed, and the handler stopped there$/,
    ],
    [
      "a handler that stopped before it, and left it",
      {
        behavior: { messageFailures: 0.1, afterFailure: "leaveRest" },
        ...{ batchSize: 10, rate: 10, reports: true },
      },
      /, but it had stopped before this message and does not report it: AWS deletes it unhandled$/,
    ],
  ])("%s", (_, failing, text) => {
    expect([...textsWith(failing)]).toContainEqual(expect.stringMatching(text) as string);
  });
});

describe("the story of a message", () => {
  /** All that is told of the first message, with an invocation of 2 s and deletions at 1.5 s. */
  function textsAfter(
    what: "DeleteQueue" | "nothing",
    direction: "request" | "reply" | null,
    patience = minutes(20),
  ): readonly string[] {
    const architecture = new Stack("shop");
    const queue = new sqs.Queue(architecture, "Orders", { visibilityTimeout: minutes(2) });
    const duration = { type: "constant", value: seconds(2) } as const;
    const reader = new lambda.Function(architecture, "Worker");
    architecture.say("Worker", { Behavior: profile({ duration }) });
    reader.addEventSource(new sources.SqsEventSource(queue));
    const span = { name: "trouble", to: "Worker", from: seconds(0), until: minutes(1), share: 1 };
    const taken: TraceEntry[] = [];
    const made = prepareRun(
      architecture.scenario({
        duration: minutes(5),
        workloads: [
          {
            to: "Orders",
            arrivals: { type: "recorded", instants: [seconds(10)] },
            from: 0 as Duration,
            until: null,
            payload: { type: "body", body: "a", size: 1 },
            groups: [],
          },
        ],
        faults: direction === null ? [] : [{ ...span, type: "drop", direction }],
        assumptions: { "lambda.eventSourceMapping.invocationPatience": patience },
      }),
      { seed: 1, trace: (entry) => taken.push(entry) },
    );
    made.simulation.run({ until: seconds(11) as number as Instant });
    if (what === "DeleteQueue") {
      made.simulation.client().call("sqs", "DeleteQueue", { QueueUrl: queue.queueUrl });
    }
    made.simulation.run({ until: minutes(5) as number as Instant });
    const meant = { component: "sqs.queue:shop-Orders", number: 1 };
    return [...storyOf(taken, findMessage(taken, meant)!.origin)].map(({ text }) => text);
  }

  it("ends where its queue is deleted, and says so", () => {
    const texts = textsAfter("DeleteQueue", null);
    expect(texts.at(-1)).toBe("is gone: its queue is deleted");
    expect(texts).toContain("is given to the function alone");
    expect(textsAfter("nothing", null).at(-1)).toBe("is deleted");
  });

  it("tells an invocation that is lost from one whose answer is", () => {
    const patience = seconds(30);
    expect(textsAfter("nothing", "request", patience)).toContain(
      'the invocation is lost by the fault "trouble"',
    );
    expect(textsAfter("nothing", "reply", patience)).toContain(
      'the answer to the invocation is lost by the fault "trouble"',
    );
  });
});
