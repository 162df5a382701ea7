import {
  milliseconds,
  minutes,
  seconds,
  slab,
  type Duration,
  type Instant,
  type TraceEntry,
} from "@orrery/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  call,
  findMessage,
  prepareRun,
  Stack,
  storyOf,
  wait,
  type Run,
  type ScenarioFault,
  type Scripts,
  type StoryEnd,
  type StoryStep,
  sqs,
  sns,
  lambda,
  sources,
} from "../src/index.ts";
import type { Deliveries } from "../src/delivery/deliveries.ts";
import { controlName } from "../src/service/service-model.ts";
import type { Origin, Trail } from "../src/service/origin.ts";
import type { InvokeEvent } from "../src/services/lambda/protocol.ts";
import type { Notification } from "../src/services/sns/protocol.ts";
import type { TopicState } from "../src/services/sns/topic/state.ts";
import { trailOf, type QueueState } from "../src/services/sqs/queue/state.ts";

interface Shape {
  readonly seed: number;
  /** How many of ten events, and of ten batches, fail. */
  readonly failing: number;
  readonly batchSize: number;
  readonly trouble: "none" | "drops" | "copies" | "refusals";
  readonly at: "News" | "Inbox" | "Called" | "Done";
  readonly forgets: boolean;
}

const shapes: fc.Arbitrary<Shape> = fc.record({
  seed: fc.nat(10_000),
  failing: fc.constantFrom(0, 3, 10),
  batchSize: fc.constantFrom(1, 5),
  trouble: fc.constantFrom("none", "drops", "copies", "refusals"),
  at: fc.constantFrom("News", "Inbox", "Called", "Done"),
  forgets: fc.boolean(),
});

function faultsOf({ trouble, at }: Shape): readonly ScenarioFault[] {
  const span = { name: "trouble", to: at, from: seconds(2), until: seconds(40), share: 0.3 };
  switch (trouble) {
    case "none":
      return [];
    case "drops":
      return [{ ...span, type: "drop", direction: "request" }];
    case "copies":
      return [{ ...span, type: "duplicate", by: { type: "constant", value: seconds(1) } }];
    case "refusals":
      return [{ ...span, type: "refuse", code: "ServiceUnavailable", message: "Try again." }];
  }
}

/** A topic that feeds a queue and a function, both of which send on what they get. */
function shop({ failing, batchSize, ...shape }: Shape) {
  const stack = new Stack("shop");
  const dead = new sqs.Queue(stack, "Dead");
  const inbox = new sqs.Queue(stack, "Inbox", {
    visibilityTimeout: seconds(20),
    deadLetterQueue: { queue: dead, maxReceiveCount: 2 },
  });
  const done = new sqs.Queue(stack, "Done");
  const topic = new sns.Topic(stack, "News");
  const reader = new lambda.Function(stack, "Reader");
  const called = new lambda.Function(stack, "Called");
  for (const id of ["Reader", "Called"]) {
    stack.say(id, { Behavior: { type: "script", name: "sends" } });
  }
  reader.addEventSource(new sources.SqsEventSource(inbox, { batchSize }));
  new sns.Subscription(stack, "ToInbox", {
    topic,
    protocol: "sqs",
    endpoint: inbox.queueArn,
    deadLetterQueue: dead,
  });
  new sns.Subscription(stack, "ToCalled", {
    topic,
    protocol: "lambda",
    endpoint: called.functionArn,
  });
  new sns.Subscription(stack, "ToNobody", {
    topic,
    protocol: "http",
    endpoint: "http://shop.example/news",
    filterPolicy: { color: new sns.SubscriptionFilter(["red"]) },
  });
  const scripts: Scripts = {
    *sends(event, { random }) {
      yield wait(milliseconds(50));
      for (const record of (event as { readonly Records: readonly object[] }).Records) {
        const MessageBody = JSON.stringify(Object.keys(record));
        yield call("sqs", "SendMessage", { QueueUrl: done.queueUrl, MessageBody });
      }
      if (random() * 10 < failing) throw new Error("no luck");
      return null;
    },
  };
  const scenario = stack.scenario({
    duration: minutes(10),
    workloads: [
      {
        to: "News",
        arrivals: { type: "constant", rate: 0.5 },
        from: 0 as Duration,
        until: seconds(20),
        payload: { type: "body", body: "{}", size: 2 },
        groups: [],
      },
    ],
    faults: faultsOf({ failing, batchSize, ...shape }),
  });
  return { scenario, scripts, topic };
}

const keyOf = ({ from, number, at }: Origin): string => `${from} ${number} ${at}`;

/** What states alone show of each origin: what was taken where, and how often it was attempted. */
class StateLedger {
  readonly taken = new Map<string, Set<string>>();
  readonly attempts = new Map<string, number>();
  readonly origins = new Map<string, Origin>();

  look({ kind, component }: TraceEntry, state: unknown): void {
    if (kind === "sqs.queue") {
      for (const stored of slab.list((state as QueueState).messages)) {
        if (stored.former === null) this.note(trailOf(stored), `${component} ${stored.message}`);
      }
    } else if (kind === "sns.topic") {
      for (const { item } of slab.list((state as Deliveries<Notification>).deliveries)) {
        this.note(item.message.trail, `${component} ${item.message.number}`);
      }
    } else if (kind === "lambda.function") {
      for (const { item, number, attempts } of slab.list(
        (state as Deliveries<InvokeEvent>).deliveries,
      )) {
        this.note(item.trail, `${component} ${number}`);
        this.attempts.set(`${component} ${number}`, attempts);
      }
    }
  }

  private note(trail: Trail, what: string): void {
    const key = keyOf(trail);
    this.origins.set(key, trail);
    const taken = this.taken.get(key) ?? new Set();
    taken.add(what);
    this.taken.set(key, taken);
  }
}

/** Where all is that has an origin, by the states. */
function whereIs(run: Run, origin: Origin): readonly string[] {
  const { simulation } = run;
  const found: string[] = [];
  const isOwn = (trail: Trail) => keyOf(trail) === keyOf(origin);
  for (const component of simulation.names) {
    const state = simulation.stateOf(component);
    if (component.startsWith("sqs.queue:")) {
      for (const stored of slab.list((state as QueueState).messages)) {
        if (isOwn(trailOf(stored))) found.push(component);
      }
    } else if (component.startsWith("sns.topic:")) {
      const { deliveries } = state as Deliveries<Notification>;
      const numbers = slab
        .list(deliveries)
        .flatMap(({ item, condition }) =>
          isOwn(item.message.trail) && condition !== "handedOver" ? [item.message.number] : [],
        );
      found.push(...[...new Set(numbers)].map(() => component));
    } else if (component.startsWith("lambda.function:")) {
      const { deliveries } = state as Deliveries<InvokeEvent>;
      for (const { item } of slab.list(deliveries)) if (isOwn(item.trail)) found.push(component);
    }
  }
  return found.sort();
}

function read(entries: readonly TraceEntry[], origin: Origin) {
  const story = storyOf(entries, origin);
  const steps: StoryStep[] = [];
  for (let next = story.next(); ; next = story.next()) {
    if (next.done === true) return { steps, ...next.value };
    steps.push(next.value);
  }
}

const labelsOf = ({ branches }: Pick<StoryEnd, "branches">) =>
  branches.map(({ component, number }) => `${component} ${number}`);

function runOf(shape: Shape, until: number) {
  const { scenario, scripts, topic } = shop(shape);
  const entries: TraceEntry[] = [];
  const ledger = new StateLedger();
  let run: Run | null = null;
  run = prepareRun(scenario, {
    seed: shape.seed,
    scripts,
    trace: (entry) => {
      entries.push(JSON.parse(JSON.stringify(entry)) as TraceEntry);
      if (run?.simulation.has(entry.component) !== true) return;
      ledger.look(entry, run.simulation.stateOf(entry.component));
    },
  });
  const upTo = (at: number) => run.simulation.run({ until: at as Instant });
  const setUpCalls = run.simulation.metersOf(controlName)["Calls"]!.sum;
  upTo(Math.min(until, seconds(25)));
  if (shape.forgets && until > seconds(25)) {
    const client = run.simulation.client();
    const { Subscriptions } = client.call("sns", "ListSubscriptionsByTopic", {
      TopicArn: topic.topicArn,
    }) as unknown as { Subscriptions: readonly { SubscriptionArn: string; Protocol: string }[] };
    const { SubscriptionArn } = Subscriptions.find(({ Protocol }) => Protocol === "lambda")!;
    client.call("sns", "Unsubscribe", { SubscriptionArn });
  }
  upTo(until);
  const outsideCalls = setUpCalls + (shape.forgets && until > seconds(25) ? 2 : 0);
  const calls = run.simulation.metersOf(controlName)["Calls"]!.sum - outsideCalls;
  return { run, entries, ledger, calls };
}

it("stories agree with the states of topics, functions and queues, through every hop", () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(shapes, fc.constantFrom(seconds(9), minutes(10)), (shape, until) => {
      const { run, entries, ledger, calls } = runOf(shape, until);
      const count = { delivered: 0, givenUp: 0, called: 0 };
      for (const [key, taken] of ledger.taken) {
        const story = read(entries, ledger.origins.get(key)!);
        for (const { type } of story.steps) seen.add(type);
        expect(labelsOf(story).sort()).toEqual([...taken].sort());
        expect(story.whereabouts.map(({ component }) => component).sort()).toEqual(
          whereIs(run, ledger.origins.get(key)!),
        );
        for (const { component, parent } of story.branches) {
          expect(parent === -1).toBe(component.startsWith("sns.topic:"));
        }
        labelsOf(story).forEach((label, place) => {
          if (!ledger.attempts.has(label) || shape.trouble !== "none") return;
          const attempts = story.steps.filter(
            ({ type, branch }) => branch === place && type === "invoked",
          );
          expect([label, attempts.length]).toEqual([label, ledger.attempts.get(label)]);
        });
        for (const { type, component } of story.steps) {
          if (type === "called") count.called += 1;
          if (!component.startsWith("sns.topic:")) continue;
          if (type === "delivered" || type === "givenUp") count[type] += 1;
        }
      }
      const topic = run.simulation.stateOf("sns.topic:shop-News") as TopicState;
      expect(count).toEqual({
        delivered: topic.takenCount,
        givenUp: topic.givenUpCount + topic.withdrawnCount,
        called: calls,
      });
    }),
    { numRuns: 24, seed: 5 },
  );
  for (const type of [
    ...["published", "delivered", "undelivered", "retried", "givenUp", "called", "accepted"],
    ...["received", "invoked", "succeeded", "failed", "deleted", "deadLettered", "visible"],
  ]) {
    expect([type, seen.has(type)]).toEqual([type, true]);
  }
}, 120_000);

describe("the story of a message that was published", () => {
  const shape: Shape = {
    ...{ seed: 2, failing: 0, batchSize: 1, trouble: "none", at: "News", forgets: false },
  };
  const { entries } = runOf(shape, seconds(9));
  const found = findMessage(entries, { component: "sns.topic:shop-News", number: 2 })!;

  it("goes from the topic to each subscriber, and on with what they send", () => {
    const { steps, branches, whereabouts } = read(entries, found.origin);
    expect(found.origin).toMatchObject({ from: 1, number: 2, at: seconds(2) });
    expect(labelsOf({ branches })).toEqual([
      "sns.topic:shop-News 2",
      "sqs.queue:shop-Inbox 2",
      "lambda.function:shop-Called 2",
      expect.stringMatching(/^sqs\.queue:shop-Done \d$/),
      expect.stringMatching(/^sqs\.queue:shop-Done \d$/),
    ]);
    expect(branches.map(({ parent }) => parent)).toEqual([-1, 0, 0, 1, 2]);
    const told = (branch: number) =>
      steps.filter((step) => step.branch === branch).map(({ text }) => text);
    expect(told(0)).toEqual([
      "is published, for 2 subscriptions, and one subscription filters it out",
      "is delivered to shop-Inbox",
      "is delivered to shop-Called",
    ]);
    expect(told(2)).toEqual([
      expect.stringMatching(/^is taken as an event, \d+ bytes$/),
      "is given to the function",
      "calls sqs:SendMessage",
      expect.stringMatching(/^the invocation succeeds after /),
    ]);
    expect(told(1).slice(2)).toEqual([
      "is given to the function alone",
      "calls sqs:SendMessage",
      expect.stringMatching(/^the invocation succeeds after /),
      "is deleted",
    ]);
    expect(whereabouts.map(({ branch, component }) => [branch, component])).toEqual([
      [3, "sqs.queue:shop-Done"],
      [4, "sqs.queue:shop-Done"],
    ]);
  });

  it("is found by its id in the topic, and is the story of all that follows", () => {
    expect(findMessage(entries, { messageId: found.messageId! })).toEqual(found);
    const done = findMessage(entries, { component: "sqs.queue:shop-Done", number: 1 })!;
    const event = findMessage(entries, { component: "lambda.function:shop-Called", number: 1 })!;
    expect(keyOf(event.origin)).toBe(keyOf(done.origin));
    expect(event.messageId).toBeNull();
  });

  it("says when an event is tried again, and when it is dropped", () => {
    const run = runOf({ ...shape, failing: 10 }, minutes(10));
    const { origin } = findMessage(run.entries, {
      component: "lambda.function:shop-Called",
      number: 1,
    })!;
    const { steps, branches, whereabouts } = read(run.entries, origin);
    const ofEvent = branches.findIndex(
      ({ component }) => component === "lambda.function:shop-Called",
    );
    const texts = steps.filter(({ branch }) => branch === ofEvent).map(({ text }) => text);
    expect(texts.filter((text) => text.startsWith("is tried again"))).toEqual([
      "is tried again in 1 m",
      "is tried again in 2 m",
    ]);
    expect(texts.filter((text) => text.includes("Error: no luck"))).toHaveLength(3);
    expect(texts.at(-1)).toBe("is dropped: it is not tried again");
    expect(whereabouts.some(({ condition }) => condition === "underWay")).toBe(false);
  });
});
