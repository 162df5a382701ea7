import {
  milliseconds,
  minutes,
  seconds,
  type Distribution,
  type Instant,
  type TraceEntry,
} from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import {
  call,
  prepareRun,
  profile,
  Stack,
  wait,
  type Scripts,
  type Workload,
  sqs,
  lambda,
  sources,
  sns,
} from "../src/index.ts";

const constant = (value: number): Distribution => ({ type: "constant", value });
const latencies = {
  "sqs.standard.toLambda": constant(milliseconds(20)),
  "sqs.toProducer": constant(0),
  "lambda.cold.platformOverhead": constant(0),
  "lambda.cold.initDuration": constant(0),
  "lambda.cold.firstCall": constant(0),
  "lambda.async.dispatch": constant(0),
  "lambda.warm.platformOverhead": constant(0),
};

/** Arrivals at these instants, in microseconds. */
const arrivalsAt = (to: string, ...instants: readonly number[]): Workload => ({
  to,
  arrivals: { type: "recorded", instants: instants },
  from: seconds(0),
  until: null,
  payload: { type: "body", body: "{}", size: 2 },
  groups: [],
});

/** Times that were observed of a resource, in milliseconds. */
function timesAfter(stack: Stack, workloads: readonly Workload[], scripts: Scripts = {}) {
  const scenario = stack.scenario({ duration: minutes(10), workloads, latencies });
  const trace: TraceEntry[] = [];
  const run = prepareRun(scenario, { seed: 1, scripts, trace: (entry) => trace.push(entry) });
  run.simulation.run({ until: minutes(10) as number as Instant });
  const componentOf = (id: string) =>
    run.resources.find(({ logicalId }) => logicalId === id)!.component;
  const times = (id: string, metric = "EndToEndLatency"): Times => {
    const { count, min, max } = run.simulation.metersOf(componentOf(id))[metric]!;
    return { count, min: min / 1_000, max: max / 1_000 };
  };
  /** When something of this type was sent by a resource, since the arrivals of one instant each. */
  const sent = (id: string, type: string, arrivals: readonly number[]): Times => {
    const instants = trace
      .filter(({ component }) => component === componentOf(id))
      .flatMap(({ at, effects }) =>
        effects.flatMap((effect) => {
          const body = effect.type === "send" ? effect.input : undefined;
          const answer = effect.type === "reply" ? effect.body : body;
          return answer?.type === type ? [at] : [];
        }),
      );
    expect(instants).toHaveLength(arrivals.length);
    const waits = instants.map((at, place) => (at - arrivals[place]!) / 1_000);
    return { count: waits.length, min: Math.min(...waits), max: Math.max(...waits) };
  };
  return Object.assign(times, { sent });
}

interface Times {
  readonly count: number;
  readonly min: number;
  readonly max: number;
}

const once = (time: number) => ({ count: 1, min: time, max: time });
const noon = minutes(2);

/** A function that works for so many milliseconds, and then sends a message to a queue. */
function worker(stack: Stack, id: string, work: number, next?: sqs.Queue): lambda.Function {
  stack.say(id, {
    Behavior: profile({
      duration: constant(milliseconds(work)),
      calls:
        next === undefined
          ? []
          : [
              {
                type: "call",
                service: "sqs",
                operation: "SendMessage",
                params: { QueueUrl: next.queueUrl, MessageBody: "on" },
              },
            ],
    }),
  });
  return new lambda.Function(stack, id);
}

describe("the latency from end to end", () => {
  it("counts from the first arrival, through queue, function and the queue that it calls", () => {
    const stack = new Stack("shop");
    const [first, second] = [new sqs.Queue(stack, "First"), new sqs.Queue(stack, "Second")];
    worker(stack, "One", 100, second).addEventSource(new sources.SqsEventSource(first));
    worker(stack, "Two", 1_000).addEventSource(new sources.SqsEventSource(second));
    const times = timesAfter(stack, [arrivalsAt("First", noon)]);
    expect(times("OneFirst")).toEqual(once(20 + 100));
    expect(times("TwoSecond")).toEqual(once(20 + 100 + 20 + 1_000));
    expect(times("OneFirst", "MessageLatency")).toEqual(once(120));
    expect(times("TwoSecond", "MessageLatency")).toEqual(once(1_020));
  });

  it("counts through a topic and a queue, and through a topic alone", () => {
    const stack = new Stack("shop");
    const arrivals = [noon, noon + seconds(20)];
    const topic = new sns.Topic(stack, "News");
    const queue = new sqs.Queue(stack, "Orders");
    const done = new sqs.Queue(stack, "Done");
    worker(stack, "Reader", 100).addEventSource(new sources.SqsEventSource(queue));
    const called = worker(stack, "Called", 300, done);
    worker(stack, "Last", 50).addEventSource(new sources.SqsEventSource(done));
    new sns.Subscription(stack, "ToQueue", { topic, protocol: "sqs", endpoint: queue.queueArn });
    new sns.Subscription(stack, "ToCalled", {
      topic,
      protocol: "lambda",
      endpoint: called.functionArn,
    });
    const times = timesAfter(stack, [arrivalsAt("News", ...arrivals)]);
    // What a topic takes to deliver is drawn; when the ends are, the trace says.
    expect(times("ReaderOrders")).toEqual(times.sent("ReaderOrders", "finish", arrivals));
    expect(times("Called")).toEqual(times.sent("Called", "invoked", arrivals));
    expect(times("LastDone")).toEqual(times.sent("LastDone", "finish", arrivals));
    expect(times("Called").min).toBeGreaterThan(300);
    expect(times("LastDone").min).toBe(times("Called").min + 20 + 50);
    expect(times("LastDone", "MessageLatency")).toEqual({ count: 2, min: 70, max: 70 });
    expect(times("ReaderOrders", "MessageLatency").max).toBeLessThan(times("ReaderOrders").min);
    // Nobody waits for an answer, so that an invocation is no end of a way by itself.
    expect(times("Reader").count).toBe(0);
  });

  it("counts retries of an event, receives in vain and the way to a dead-letter queue", () => {
    const stack = new Stack("shop");
    const dead = new sqs.Queue(stack, "Dead");
    const orders = new sqs.Queue(stack, "Orders", {
      visibilityTimeout: seconds(30),
      deadLetterQueue: { queue: dead, maxReceiveCount: 1 },
    });
    const flaky = new lambda.Function(stack, "Flaky");
    stack.say("Flaky", { Behavior: { type: "script", name: "flaky" } });
    const broken = new lambda.Function(stack, "Broken");
    stack.say("Broken", {
      Behavior: profile({ duration: constant(milliseconds(100)), failures: 1 }),
    });
    broken.addEventSource(new sources.SqsEventSource(orders));
    worker(stack, "Reader", 100).addEventSource(new sources.SqsEventSource(dead));
    const scripts: Scripts = {
      *flaky(_event, { environmentState }) {
        yield wait(milliseconds(10));
        environmentState["runs"] = Number(environmentState["runs"] ?? 0) + 1;
        if (environmentState["runs"] === 1) throw new Error("the first time");
        return null;
      },
    };
    const events = { ...arrivalsAt("Flaky", noon), invoke: "event" } as const;
    const times = timesAfter(stack, [events, arrivalsAt("Orders", noon)], scripts);
    expect(flaky.functionName).toBe("shop-Flaky");
    expect(times("Flaky")).toEqual(once(10 + 60_000 + 10));
    expect(times("BrokenOrders").count).toBe(0);
    // Received at 20 ms, visible again 30 s later, and given up at the next receive.
    const { count, min } = times("ReaderDead");
    expect(count).toBe(1);
    expect(min).toBeGreaterThanOrEqual(30_000 + 100);
    expect(times("ReaderDead", "MessageLatency")).toEqual(once(min));
  });

  it("counts from the record that a script handles, and from the oldest of a batch", () => {
    const stack = new Stack("shop");
    const orders = new sqs.Queue(stack, "Orders");
    const [each, all] = [new sqs.Queue(stack, "Each"), new sqs.Queue(stack, "All")];
    const fn = new lambda.Function(stack, "Sender");
    stack.say("Sender", { Behavior: { type: "script", name: "sends" } });
    fn.addEventSource(
      new sources.SqsEventSource(orders, { batchSize: 2, maxBatchingWindow: seconds(20) }),
    );
    worker(stack, "OfEach", 0).addEventSource(new sources.SqsEventSource(each, { batchSize: 1 }));
    worker(stack, "OfAll", 0).addEventSource(new sources.SqsEventSource(all));
    const send = ({ queueUrl }: sqs.Queue) =>
      call("sqs", "SendMessage", { QueueUrl: queueUrl, MessageBody: "on" });
    const scripts: Scripts = {
      *sends(event) {
        const { Records } = event as { readonly Records: readonly unknown[] };
        for (const _ of Records) yield send(each);
        yield send(all);
        return Records.length;
      },
    };
    const times = timesAfter(stack, [arrivalsAt("Orders", noon, noon + seconds(2))], scripts);
    expect(times("SenderOrders")).toMatchObject({ count: 2, max: 2_020 });
    expect(times("OfEachEach")).toEqual({ count: 2, min: 40, max: 2_040 });
    expect(times("OfAllAll")).toEqual(once(2_040));
  });
});
