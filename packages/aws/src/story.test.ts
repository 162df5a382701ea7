import { minutes, seconds, type Duration, type Instant, type TraceEntry } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { LambdaFunction, profile, Queue, SqsEventSource, Stack } from "./builder/index.ts";
import { prepareRun } from "./run.ts";
import { messageIdOf } from "./sqs/message-names.ts";
import { findMessage, storyOf } from "./story.ts";

const stack = new Stack("shop");
const dead = new Queue(stack, "Dead");
const orders = new Queue(stack, "Orders", {
  visibilityTimeout: seconds(10),
  deadLetterQueue: { queue: dead, maxReceiveCount: 2 },
});
const worker = new LambdaFunction(stack, "Worker", {
  behavior: profile({ duration: { type: "constant", value: seconds(1) }, poison: 0.2 }),
});
worker.addEventSource(
  new SqsEventSource(orders, { batchSize: 1, reportBatchItemFailures: true, maxConcurrency: 2 }),
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
  const identity = findMessage(entries, { component, number: message })!;
  return [...storyOf(entries, identity)].map(
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
      expect.stringMatching(/one message of the batch having failed$/) as string,
    );
    expect(poisoned.slice(-2)).toEqual([
      "shop-Orders was received 2 times, as often as it may be: goes to the dead-letter queue",
      "shop-Dead comes from the queue that gave it up",
    ]);
  });

  it("finds a message by its id, and none by another's", () => {
    const identity = { queue: 2, message: 5 };
    const known = findMessage(entries, { component: "sqs.queue:shop-Orders", number: 5 })!;
    expect(known.message).toBe(identity.message);
    expect(findMessage(entries, { messageId: messageIdOf(known) })).toEqual(known);
    expect(findMessage(entries, { messageId: "none" })).toBeUndefined();
  });
});
