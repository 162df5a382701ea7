import {
  milliseconds,
  minutes,
  seconds,
  slab,
  type Duration,
  type Instant,
  type Simulation,
  type TraceEntry,
} from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import {
  call,
  prepareRun,
  simulate,
  Stack,
  wait,
  type PayloadSettings,
  type Scripts,
  sqs,
  sns,
  kinesis,
  lambda,
  sources,
} from "../src/index.ts";
import {
  isSameOrigin,
  memberViews,
  oldestOf,
  type Origin,
  type Trail,
} from "../src/service/origin.ts";
import { controlName } from "../src/service/service-model.ts";
import { trailOf as trailOfMessage, type QueueState } from "../src/services/sqs/queue/state.ts";
import { allKinds } from "../src/services.ts";

const trailOf = (number: number, rest: Partial<Trail> = {}): Trail => ({
  from: 1,
  number,
  at: 0 as Instant,
  lineage: null,
  ...rest,
});

const http = { method: "GET", path: "/", query: "", headers: {} };

describe.each([...allKinds].filter(([, { entry }]) => entry !== undefined))(
  "the entry of %s",
  (_name, { entry }) => {
    it.each(Object.entries(entry!.doors))(
      "keeps the trail of what comes in at its %s",
      (_, door) => {
        // One text for both, since inputs may be kept by it.
        const text = { body: "{}", size: 2 };
        for (const trail of [trailOf(1), trailOf(2)]) {
          const made = door.inputOf({ text, group: null, deduplicationId: null, trail, http });
          expect(made.trail).toBe(trail);
        }
      },
    );
  },
);

it("takes the oldest of several origins, and tells those of one instant apart", () => {
  const at = (instant: number) => ({ at: instant as Instant });
  const oldest = (...trails: readonly Trail[]) => oldestOf(trails.map((trail) => ({ trail })));
  expect(oldest(trailOf(3, at(5)), trailOf(7, at(4)))).toMatchObject({ number: 7 });
  expect(oldest(trailOf(3), trailOf(2))).toMatchObject({ number: 2 });
  expect(oldest(trailOf(1, { from: 2 }), trailOf(9))).toMatchObject({ from: 1, number: 9 });
  expect(isSameOrigin(trailOf(1), trailOf(1, { lineage: [] }))).toBe(true);
  for (const other of [trailOf(2), trailOf(1, { from: 2 }), trailOf(1, at(1))]) {
    expect(isSameOrigin(trailOf(1), other)).toBe(false);
  }
});

it("says of a trail what decides the future, and leaves members of users alone", () => {
  const view = memberViews.get("trail")!;
  const lineage = [{ function: 1, count: 2 }];
  expect(view(trailOf(1, { lineage }))).toBe(lineage);
  expect(view(trailOf(1))).toBeNull();
  for (const own of ["path", null, 7, { from: "here" }, ["lineage", "from"]]) {
    expect(view(own)).toBe(own);
  }
});

it("takes each call from outside for an origin of its own", () => {
  const trace: TraceEntry[] = [];
  const aws = simulate({ trace: (entry) => trace.push(entry) });
  const client = aws.client();
  client.call("sqs", "CreateQueue", { QueueName: "orders" });
  until(aws, seconds(5));
  for (const MessageBody of ["a", "b"]) {
    client.call("sqs", "SendMessage", { QueueUrl: "orders", MessageBody });
  }
  const Entries = [{ Id: "c", MessageBody: "c" }];
  client.call("sqs", "SendMessageBatch", { QueueUrl: "orders", Entries });
  const sent = trace.filter(({ input }) => input.type.startsWith("sendMessage"));
  expect(sent.map(({ input }) => (input as unknown as { trail: Trail }).trail)).toEqual(
    [2, 3, 4].map((number) => ({ from: 0, number, at: seconds(5), lineage: null })),
  );
});

const until = (simulation: Simulation, time: number) => simulation.run({ until: time as Instant });

const arrivals = 40;
/** What the arrivals of a workload say: which they are. */
const marked = (workload: number): PayloadSettings => ({
  type: "list",
  bodies: Array.from({ length: arrivals }, (_, place) => {
    const body = JSON.stringify({ mark: `<${workload}.${place + 1}>` });
    return { body, size: body.length };
  }),
});

interface Records {
  readonly Records: readonly { readonly body: string }[];
}

/** Everything that can be on its way from one service to another, and says where it began. */
function relay() {
  const stack = new Stack("relay");
  const dead = new sqs.Queue(stack, "Dead");
  const inbox = new sqs.Queue(stack, "Inbox", {
    visibilityTimeout: seconds(20),
    deadLetterQueue: { queue: dead, maxReceiveCount: 2 },
    chance: { duplicates: 0.1, reordering: 0.1 },
  });
  const wrapped = new sqs.Queue(stack, "Wrapped");
  const done = new sqs.Queue(stack, "Done");
  const topic = new sns.Topic(stack, "Orders");
  const later = new sns.Topic(stack, "Later");
  const ordered = new sns.Topic(stack, "Ordered", { fifo: true, messageRetentionPeriodInDays: 1 });
  const line = new sqs.Queue(stack, "Line", { fifo: true });
  const sink = new lambda.Function(stack, "Sink");
  stack.say("Sink", { Behavior: { type: "script", name: "fails" } });
  sink.addAlias("live");
  const records = new kinesis.Stream(stack, "Records");
  const forwarder = new lambda.Function(stack, "Forwarder", { timeout: seconds(10) });
  stack.say("Forwarder", { Behavior: { type: "script", name: "forwards" } });
  const asked = new lambda.Function(stack, "Asked");
  stack.say("Asked", { Behavior: { type: "script", name: "sendsOn" } });
  forwarder.addEventSource(
    new sources.SqsEventSource(inbox, { batchSize: 10, maxBatchingWindow: seconds(2) }),
  );
  asked.addEventSource(new sources.SqsEventSource(wrapped, { batchSize: 1 }));
  new sns.Subscription(stack, "ToInbox", {
    topic,
    protocol: "sqs",
    endpoint: inbox.queueArn,
    rawMessageDelivery: true,
  });
  new sns.Subscription(stack, "ToWrapped", { topic, protocol: "sqs", endpoint: wrapped.queueArn });
  new sns.Subscription(stack, "ToSink", { topic, protocol: "lambda", endpoint: sink.functionArn });
  new sns.Subscription(stack, "ToNowhere", {
    topic,
    protocol: "http",
    endpoint: "http://shop.example/orders",
    deadLetterQueue: dead,
  });
  new sns.Subscription(stack, "LaterToSink", {
    topic: later,
    protocol: "lambda",
    endpoint: sink.functionArn,
  });
  new sns.Subscription(stack, "ToLine", {
    topic: ordered,
    protocol: "sqs",
    endpoint: line.queueArn,
  });

  const scripts: Scripts = {
    *forwards(event) {
      for (const { body } of (event as Records).Records) {
        yield wait(milliseconds(20));
        yield call("sqs", "SendMessage", { QueueUrl: done.queueUrl, MessageBody: body });
        const Entries = ["a", "b"].map((Id) => ({ Id, MessageBody: body }));
        yield call("sqs", "SendMessageBatch", { QueueUrl: done.queueUrl, Entries });
        yield call("sns", "Publish", { TopicArn: later.topicArn, Message: body });
        const PublishBatchRequestEntries = ["a", "b"].map((Id) => ({ Id, Message: body }));
        yield call("sns", "PublishBatch", { TopicArn: later.topicArn, PublishBatchRequestEntries });
        yield call("sns", "Publish", { PhoneNumber: "+15550100000", Message: body });
        const [InvocationType, Payload] = ["Event", body];
        yield call("lambda", "Invoke", { FunctionName: "relay-Sink", InvocationType, Payload });
        if (body.includes("7>")) throw new Error("seven");
      }
      return null;
    },
    *sendsOn(event) {
      const MessageBody = JSON.stringify(event);
      yield call("sqs", "SendMessage", { QueueUrl: done.queueUrl, MessageBody });
      const [PartitionKey = "k"] = /<\d+\.\d+>/.exec(MessageBody) ?? [];
      const record = { Data: "", PartitionKey };
      yield call("kinesis", "PutRecord", { StreamName: records.streamName, ...record });
      const Records = [record];
      yield call("kinesis", "PutRecords", { StreamName: records.streamName, Records });
      for (const FunctionName of ["relay-Sink:live", "relay-Sink:1"]) {
        for (const InvocationType of ["Event", "RequestResponse"]) {
          yield call("lambda", "Invoke", { FunctionName, InvocationType, Payload: MessageBody });
        }
      }
      return null;
    },
    *fails() {
      yield wait(milliseconds(5));
      throw new Error("in vain");
    },
  };
  const workload = {
    arrivals: { type: "constant" as const, rate: 1 },
    from: 0 as Duration,
    until: seconds(arrivals),
    groups: [],
  };
  const trouble = { from: 0 as Duration, until: minutes(2), share: 0.2 };
  const by = { type: "constant", value: seconds(2) } as const;
  const scenario = stack.scenario({
    duration: minutes(8),
    workloads: [
      { ...workload, to: "Orders", payload: marked(1) },
      { ...workload, to: "Inbox", payload: marked(2) },
      { ...workload, to: "Asked", payload: marked(3) },
      { ...workload, to: "Asked", payload: marked(4), invoke: "event" },
      { ...workload, to: "Ordered", payload: marked(5), groups: [{ id: "g", weight: 1 }] },
    ],
    faults: [
      { ...trouble, name: "copies", to: "Inbox", type: "duplicate", by },
      { ...trouble, name: "losses", to: "Done", type: "drop", direction: "request" },
      { ...trouble, name: "more copies", to: "Sink", type: "duplicate", by },
      {
        ...trouble,
        name: "throttles",
        to: "Orders",
        type: "refuse",
        code: "Throttled",
        message: "",
      },
    ],
  });
  return { scenario, scripts, dead, line };
}

/** All that happens in it, with what was given up moved back, and what was archived replayed. */
function traceOf(seed: number): readonly TraceEntry[] {
  const { scenario, scripts, dead, line } = relay();
  const trace: TraceEntry[] = [];
  const run = prepareRun(scenario, { seed, scripts, trace: (entry) => trace.push(entry) });
  until(run.simulation, minutes(3));
  const client = run.simulation.client();
  client.call("sqs", "StartMessageMoveTask", { SourceArn: dead.queueArn });
  client.call("sns", "SetSubscriptionAttributes", {
    SubscriptionArn: subscriptionOf(client.call("sns", "ListSubscriptions", {}), line.queueArn),
    AttributeName: "ReplayPolicy",
    AttributeValue: JSON.stringify({
      PointType: "Timestamp",
      StartingPoint: "2026-01-01T00:00:00.000Z",
    }),
  });
  until(run.simulation, minutes(8));
  return trace;
}

const subscriptionOf = (listed: object, endpoint: string): string =>
  (
    listed as {
      readonly Subscriptions: readonly { SubscriptionArn: string; Endpoint: string }[];
    }
  ).Subscriptions.find(({ Endpoint }) => Endpoint === endpoint)!.SubscriptionArn;

/** All things in some data that bear a trail, the innermost too. */
function* trailedIn(data: unknown): Generator<{ readonly trail: Trail }> {
  if (typeof data !== "object" || data === null) return;
  for (const part of Object.values(data)) yield* trailedIn(part);
  const { trail } = data as { readonly trail?: Trail | null };
  if (trail !== undefined && trail !== null) yield data as { readonly trail: Trail };
}

const marksIn = (data: unknown): readonly (readonly [from: number, number: number])[] =>
  [...JSON.stringify(data).matchAll(/<(\d+)\.(\d+)>/g)].map(([, from, number]) => [
    Number(from),
    Number(number),
  ]);

const ended = ({ component, input }: TraceEntry, name: string, type: string): boolean =>
  component.endsWith(name) && input.type === type;

describe.each([1, 2])("on every way, under seed %i,", (seed) => {
  const trace = traceOf(seed);

  it("what is carried bears the origin that it says of itself", () => {
    const begun = new Map<string, number>();
    let count = 0;
    for (const { at, input, effects } of trace) {
      for (const trailed of trailedIn([input, effects])) {
        const { from, number, at: since } = trailed.trail;
        for (const mark of marksIn(trailed)) {
          expect(mark).toEqual([from, number]);
          count += 1;
        }
        if (from === 0) continue;
        const key = `${from}.${number}`;
        if (!begun.has(key)) begun.set(key, at);
        expect(since).toBe(begun.get(key));
      }
    }
    expect(begun.size).toBe(5 * arrivals);
    expect(count).toBeGreaterThan(10_000);
  });

  it("nothing is carried that bears none", () => {
    const bearing = new Set<string>();
    for (const { kind, component, input } of trace) {
      if (marksIn(input).length === 0) continue;
      if (input.type !== "replied") {
        expect([component, input.type, trailedIn(input).next().done]).toEqual([
          component,
          input.type,
          false,
        ]);
      }
      bearing.add(`${kind} ${input.type}`);
    }
    const sample = {
      text: { body: "{}", size: 2 },
      group: null,
      deduplicationId: null,
      trail: trailOf(1),
      http,
    };
    // Every other entry is held to it by itself, above.
    const there = new Set(trace.map(({ kind }) => kind));
    const doors = [...allKinds].flatMap(([kind, { entry }]) =>
      there.has(kind)
        ? Object.values(entry?.doors ?? {}).map((door) => `${kind} ${door.inputOf(sample).type}`)
        : [],
    );
    expect(doors.length).toBeGreaterThan(3);
    for (const door of [
      ...doors,
      `${controlName} call`,
      "sqs.queue sendMessageBatch",
      "sqs.queue acceptDeadLetter",
      "sqs.queue moveMessage",
      "sns.topic publishBatch",
      "sns.outsideEndpoint notify",
    ]) {
      expect([...bearing]).toContain(door);
    }
  });

  it("what is replayed keeps the origin of the first time", () => {
    const sent = trace.filter((entry) => ended(entry, "Line.fifo", "sendMessage"));
    expect(sent).toHaveLength(2 * arrivals);
    const numbers = sent.map(({ input }) => (input as unknown as { trail: Origin }).trail.number);
    expect(new Set(numbers).size).toBe(arrivals);
  });
});

it("a script that is led through what it heard before, in a fork, goes on with the same record", () => {
  const { scenario, scripts } = relay();
  const { simulation } = prepareRun(scenario, { seed: 3, scripts });
  const done = (of: Simulation) =>
    slab.list((of.stateOf("sqs.queue:relay-Done") as QueueState).messages).map((stored) => {
      const { from, number } = trailOfMessage(stored);
      return `${stored.message} ${from}.${number}`;
    });
  for (let time = 20; time < 24; time += 0.25) {
    until(simulation, seconds(time));
    const fork = simulation.fork();
    until(fork, seconds(30));
    const other = simulation.fork();
    until(other, seconds(30));
    expect(done(other)).toEqual(done(fork));
  }
  const last = simulation.fork();
  until(simulation, seconds(30));
  until(last, seconds(30));
  expect(done(last)).toEqual(done(simulation));
});
