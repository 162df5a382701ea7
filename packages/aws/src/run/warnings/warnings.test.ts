import { days, minutes, seconds, type Duration, type Instant } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import {
  profile,
  Stack,
  type Behavior,
  type StackScenario,
  sqs,
  lambda,
  sources,
} from "../../index.ts";
import { GaugeSeries } from "../gauge-series.ts";
import { continueRun, prepareRun, type Run } from "../run.ts";
import { recommendedVisibilityTimeout } from "../../services/lambda/event-source-mapping/reporting/visibility-timeout.ts";
import { warningsOf } from "./warnings.ts";

interface Shape {
  readonly orders?: sqs.QueueProps;
  readonly dead?: sqs.QueueProps | null;
  readonly maxReceiveCount?: number;
  readonly worker?: lambda.FunctionProps;
  /** What the worker does. */
  readonly behavior?: Behavior;
  readonly source?: sources.SqsEventSourceProps;
  /** Messages a second for the whole run. */
  readonly rate?: number;
  readonly rest?: Partial<StackScenario>;
}

/** Orders read by Worker, with dead letters in Dead; as AWS recommends unless the shape says otherwise. */
function runOf(shape: Shape): Run {
  const { orders, dead = {}, maxReceiveCount = 5, worker, source, rate, rest } = shape;
  const { behavior = profile({ duration: { type: "constant", value: 100_000 } }) } = shape;
  const stack = new Stack("shop");
  const deadLetterQueue =
    dead === null
      ? {}
      : {
          deadLetterQueue: {
            queue: new sqs.Queue(stack, "Dead", { retentionPeriod: days(14), ...dead }),
            maxReceiveCount,
          },
        };
  const queue = new sqs.Queue(stack, "Orders", {
    visibilityTimeout: seconds(30),
    ...deadLetterQueue,
    ...orders,
  });
  const fn = new lambda.Function(stack, "Worker", { timeout: seconds(5), ...worker });
  stack.say("Worker", { Behavior: behavior });
  fn.addEventSource(new sources.SqsEventSource(queue, source));
  const duration = rest?.duration ?? minutes(20);
  const scenario = stack.scenario({
    duration,
    workloads:
      rate === undefined
        ? []
        : [
            {
              to: "Orders",
              arrivals: { type: "constant", rate },
              from: 0 as Duration,
              until: null,
              payload: { type: "size", size: { type: "constant", value: 100 } },
              groups: [],
            },
          ],
    ...rest,
  });
  return prepareRun(scenario, { seed: 1 });
}

function warnings(shape: Shape, change?: (run: Run) => void): readonly string[] {
  const run = runOf(shape);
  change?.(run);
  continueRun(run);
  // Most of these queues are idle, which is said too.
  return warningsOf(run).filter((warning) => !warning.includes("found none"));
}

it("has nothing to say of an architecture as AWS recommends it", () => {
  expect(warnings({ rate: 2 })).toEqual([]);
});

describe("visibility timeout", () => {
  it("is recommended to be six times the function's timeout and the batching window", () => {
    expect(recommendedVisibilityTimeout(seconds(30), seconds(20))).toBe(seconds(200));
    expect(warnings({ orders: { visibilityTimeout: seconds(29) } })).toEqual([
      "Orders hides messages for 29 s; AWS recommends six times the timeout of Worker, 30 s, so that throttled batches can be tried again before they come back.",
    ]);
    const window = { maxBatchingWindow: seconds(10) };
    expect(warnings({ source: window })).toEqual([
      "Orders hides messages for 30 s; AWS recommends six times the timeout of Worker plus the batching window, 40 s, so that throttled batches can be tried again before they come back.",
    ]);
    expect(warnings({ orders: { visibilityTimeout: seconds(40) }, source: window })).toEqual([]);
  });

  it("can become shorter than the function's timeout by a later change", () => {
    const raised = (run: Run) => {
      const params = { FunctionName: "shop-Worker", Timeout: 60 };
      run.simulation.client().call("lambda", "UpdateFunctionConfiguration", params);
    };
    expect(warnings({}, raised)).toEqual([
      "Orders hides messages for 30 s, less than the timeout of Worker, 1 m, as one of them was changed later: messages come back while they are being processed.",
    ]);
  });
});

describe("a function on its own output", () => {
  const again: Shape = {
    behavior: profile({
      duration: { type: "constant", value: 100_000 },
      calls: [
        {
          type: "call",
          service: "sqs",
          operation: "SendMessage",
          params: {
            QueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/shop-Orders",
            MessageBody: "again",
          },
        },
      ],
    }),
  };
  const one = (run: Run) => {
    const params = {
      QueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/shop-Orders",
      MessageBody: "first",
    };
    run.simulation.client().call("sqs", "SendMessage", params);
  };

  it("is told of, and what Lambda did about it", () => {
    expect(warnings(again, one)).toEqual([
      "Worker feeds itself: 15 of its invocations were on its own output. Lambda takes that for a loop after 16 in one chain of requests, and stopped 5 further invocations: their messages stay in the queue until they move to its dead-letter queue or expire.",
    ]);
    const slow: sqs.QueueProps = { visibilityTimeout: seconds(30), deliveryDelay: seconds(200) };
    expect(warnings({ ...again, orders: slow }, one)).toEqual([
      "Worker feeds itself: 4 of its invocations were on its own output. Lambda stops a chain of requests, as a loop, before a function runs in it more than 16 times.",
    ]);
    const slower: sqs.QueueProps = { visibilityTimeout: seconds(30), deliveryDelay: seconds(450) };
    expect(warnings({ ...again, orders: slower }, one)).toEqual([
      "Worker feeds itself: 1 of its invocations was on its own output. Lambda stops a chain of requests, as a loop, before a function runs in it more than 16 times.",
    ]);
    expect(warnings({ ...again, maxReceiveCount: 1 }, one)).toContain(
      "Worker feeds itself: 15 of its invocations were on its own output. Lambda takes that for a loop after 16 in one chain of requests, and stopped 1 further invocation: their messages stay in the queue until they move to its dead-letter queue or expire.",
    );
    const allowed: Shape = { ...again, worker: { recursiveLoop: "Allow" } };
    expect(warnings({ ...allowed, orders: slow }, one)).toEqual([
      "Worker feeds itself: 4 of its invocations were on its own output. RecursiveLoop is Allow, so nothing stops a loop.",
    ]);
  });
});

describe("dead letters", () => {
  it("need a queue", () => {
    expect(warnings({ dead: null })).toEqual([
      "Orders has no dead-letter queue: a message that always fails is tried again until it expires after 4 d.",
    ]);
  });

  it("come too early below five receives", () => {
    expect(warnings({ maxReceiveCount: 1 })).toEqual([
      "Orders gives messages up to Dead after 1 receive; AWS recommends 5 at least, since throttles and outages count.",
    ]);
    expect(warnings({ maxReceiveCount: 4 })).toHaveLength(1);
  });

  it("are to be kept longer than the messages of the queue, unless that is FIFO", () => {
    expect(warnings({ dead: { retentionPeriod: days(4) } })).toEqual([
      "Dead keeps messages for 4 d, no longer than Orders: their age counts from when they were sent to Orders, so dead letters can expire soon after they arrive.",
    ]);
    expect(warnings({ dead: { retentionPeriod: days(5) } })).toEqual([]);
    const fifo = { dead: { retentionPeriod: days(4), fifo: true }, orders: { fifo: true } };
    expect(warnings(fifo)).toEqual([]);
  });
});

describe("reserved concurrency", () => {
  it("is too small below the five batches of the beginning, or the maximum concurrency", () => {
    expect(warnings({ worker: { reservedConcurrentExecutions: 4 } })).toEqual([
      "Worker has a reserved concurrency of 4, below the 5 batches that WorkerOrders begins with, so some batches are throttled.",
    ]);
    expect(warnings({ worker: { reservedConcurrentExecutions: 5 } })).toEqual([]);
    const source = { maxConcurrency: 8 };
    expect(warnings({ worker: { reservedConcurrentExecutions: 6 }, source })).toEqual([
      "Worker has a reserved concurrency of 6, below the maximum concurrency of WorkerOrders, 8, so some batches are throttled.",
    ]);
    const two = { worker: { reservedConcurrentExecutions: 2 }, source: { maxConcurrency: 2 } };
    expect(warnings(two)).toEqual([]);
  });

  it("costs receives where it throttles", () => {
    const slow = profile({ duration: { type: "constant", value: 4_000_000 } });
    const said = warnings({
      worker: { reservedConcurrentExecutions: 1 },
      behavior: slow,
      rate: 20,
      rest: { duration: minutes(2) },
    });
    expect(said).toContainEqual(
      expect.stringMatching(
        /^Worker was throttled \d+ times, by its reserved concurrency of 1: messages of Orders that are throttled until their visibility timeout ends are received once more, which counts towards the 5 after which they move to Dead\.$/,
      ),
    );
    const lost = warnings({
      worker: { reservedConcurrentExecutions: 0 },
      behavior: slow,
      dead: null,
      rate: 1,
      rest: { duration: minutes(2) },
    });
    expect(lost).toContainEqual(
      expect.stringMatching(
        / are throttled until their visibility timeout ends are received once more\.$/,
      ),
    );
  });
});

describe("what happened", () => {
  it("a queue that still grows at the end", () => {
    const slow = profile({ duration: { type: "constant", value: 4_000_000 } });
    const shape: Shape = {
      worker: { reservedConcurrentExecutions: 5 },
      behavior: slow,
      source: { maxConcurrency: 5, batchSize: 1 },
      rate: 5,
    };
    const [said, ...others] = warnings(shape);
    expect(others).toEqual([]);
    expect(said).toMatch(
      /^Orders still grows at the end of the run: \d{4} messages wait and more come than are processed\.$/,
    );
  });

  it("a queue that has emptied again is no matter", () => {
    const burst = {
      workloads: [
        {
          to: "Orders",
          arrivals: { type: "constant", rate: 100 },
          from: minutes(1),
          until: minutes(3),
          payload: { type: "size", size: { type: "constant", value: 100 } },
          groups: [],
        },
      ],
    } as const;
    expect(warnings({ rest: burst })).toEqual([]);
  });

  it.each([
    ["grows without end", (minute: number) => 50 * minute, true],
    ["grows in the end", (minute: number) => (minute < 80 ? 0 : 50 * (minute - 80)), true],
    ["has begun to fall", (minute: number) => (minute < 97 ? 50 * minute : 200), false],
    ["changes by a part that is no trend", (minute: number) => 10_000 + minute, false],
    ["grows by a few messages", (minute: number) => (minute < 75 ? 0 : 9), false],
    ["stays high", () => 10_000, false],
  ])("a queue that %s", (_, visibleAt, isNamed) => {
    const run = runOf({});
    const { component } = run.resources.find(({ logicalId }) => logicalId === "Orders")!;
    const series = new GaugeSeries();
    for (let minute = 0; minute < 100; minute += 1) series.add(minute * 60, visibleAt(minute));
    const visible = new Map([["ApproximateNumberOfMessagesVisible", series]]);
    const said = warningsOf({ ...run, gauges: new Map([[component, visible]]) });
    expect(said).toHaveLength(isNamed ? 1 : 0);
  });

  it("messages that expired", () => {
    const outage = {
      type: "refuse" as const,
      name: "outage",
      to: "Worker",
      from: 0 as Duration,
      until: days(1),
      share: 1,
      code: "ServiceException",
      message: "No.",
    };
    const said = warnings({
      orders: { retentionPeriod: minutes(1) },
      maxReceiveCount: 1_000,
      rate: 1,
      rest: { faults: [outage] },
    });
    expect(said).toContainEqual(
      expect.stringMatching(/^Orders lost \d{3,} messages, which expired after 1 m\.$/),
    );
  });

  it("timeouts of a function", () => {
    const said = warnings({
      behavior: profile({ duration: { type: "constant", value: 6_000_000 } }),
      maxReceiveCount: 5,
      rate: 1,
      rest: { duration: seconds(8) },
    });
    expect(said).toEqual([
      expect.stringMatching(/^Worker ran into its timeout of 5 s \d+ times\.$/),
    ]);
  });

  it("a function that nobody gave a behavior", () => {
    const run = runOf({ rate: 1 });
    const { extras: _, ...silent } = run.scenario;
    const other = prepareRun(silent, { seed: 1 });
    continueRun(other);
    expect(warningsOf(other)).toEqual([
      "Worker has no behavior in the scenario: it is taken to succeed after 100 ms.",
    ]);
  });

  it("of what was deleted, only what it did", () => {
    const run = runOf({ dead: null, maxReceiveCount: 1 });
    run.simulation.run({ until: seconds(1) as number as Instant });
    const client = run.simulation.client();
    const [mapping] = client.call("lambda", "ListEventSourceMappings")["EventSourceMappings"] as [
      { UUID: string },
    ];
    client.call("lambda", "DeleteEventSourceMapping", { UUID: mapping.UUID });
    expect(warningsOf(run)).toEqual([]);
  });
});

describe("several functions", () => {
  const stackOf = (count: number) => {
    const stack = new Stack("shop");
    for (let number = 1; number <= count; number += 1) new lambda.Function(stack, `Fn${number}`);
    const dead = new sqs.Queue(stack, "Dead", { retentionPeriod: days(14) });
    const deadLetterQueue = { queue: dead, maxReceiveCount: 5 };
    return { stack, orders: new sqs.Queue(stack, "Orders", { deadLetterQueue }) };
  };
  const arrivals = {
    to: "Orders",
    arrivals: { type: "constant", rate: 10 },
    from: 0 as Duration,
    until: null,
    payload: {
      type: "list",
      bodies: ["mail", "sms"].map((kind) => ({ body: JSON.stringify({ kind }), size: 15 })),
    },
    groups: [],
  } as const;
  const said = (stack: Stack, more: Partial<StackScenario> = {}) => {
    const run = prepareRun(stack.scenario({ duration: minutes(5), ...more }), { seed: 1 });
    continueRun(run);
    return warningsOf(run);
  };

  it("that nothing invoked are one line, and none where nothing happened at all", () => {
    const { stack } = stackOf(12);
    const workload = {
      ...arrivals,
      payload: { type: "size", size: { type: "constant", value: 9 } },
    } as const;
    expect(said(stack, { workloads: [workload] })).toEqual([
      "Fn1, Fn2, Fn3, Fn4, Fn5, Fn6, Fn7, Fn8, Fn9, Fn10 and 2 more functions were never invoked: what they cost and do is not in this run.",
    ]);
    expect(said(stackOf(3).stack)).toEqual([]);
  });

  it.each([
    [["mail"], ["sms"]],
    [["mail"], []],
  ])("that read one queue, one of them with a filter, lose messages (%j, %j)", (mail, sms) => {
    const { stack, orders } = stackOf(0);
    const add = (id: string, kinds: readonly string[]) => {
      const fn = new lambda.Function(stack, id, { timeout: seconds(5) });
      stack.say(id, { Behavior: profile({ duration: { type: "constant", value: 1 } }) });
      const filters = kinds.map((kind) => lambda.FilterCriteria.filter({ body: { kind: [kind] } }));
      fn.addEventSource(
        new sources.SqsEventSource(orders, filters.length === 0 ? {} : { filters }),
      );
    };
    add("Mail", mail);
    add("Sms", sms);
    const [line, ...others] = said(stack, { workloads: [arrivals] });
    expect(others).toEqual([]);
    expect(line).toMatch(
      /^Orders is read by Mail and Sms: each message reaches one of them alone, and a filter deletes what it does not let pass, though it is meant for another \(MailOrders deleted [1-9]\d+(, SmsOrders deleted [1-9]\d+)?\)\. Give each its own queue\.$/,
    );
  });
});

describe("idle receives", () => {
  it("are said to cost what they cost in a month", () => {
    const warnings = (shape: Shape, asOf: string) => {
      const run = runOf({ ...shape, rest: { asOf } });
      continueRun(run);
      return warningsOf(run).filter((warning) => warning.includes("found none"));
    };
    // Five pollers, three receives a minute each, 730 hours: 657,000, less what each answer takes.
    const [before, ...others] = warnings({}, "2023-11-01");
    expect(others).toEqual([]);
    expect(before).toMatch(
      /^WorkerOrders asked Orders for messages (\d+) times and found none \1 times, 100 %/,
    );
    expect(before).toMatch(
      /That is 6[45]\d{4} requests a month, which cost \$0\.26 at the list price\.$/,
    );
    expect(warnings({}, "2026-11-01")[0]).toMatch(/found none 1[0-9]{2} times, 100 %/);
    expect(warnings({ rate: 20 }, "2026-11-01")).toEqual([]);
  });
});
