import { seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import { simulate } from "../run/simulate.ts";
import { lambda, profile, sources } from "../services/lambda/public.ts";
import { sns } from "../services/sns/public.ts";
import { sqs } from "../services/sqs/public.ts";
import { Stack } from "./stack.ts";

const duration = { type: "constant", value: seconds(7) } as const;

it("deploys its resources with what functions do and what queues may do", () => {
  const stack = new Stack("shop");
  new sqs.Queue(stack, "Orders", { queueName: "orders", chance: { duplicates: 0.25 } });
  new sqs.Queue(stack, "Other", { queueName: "other" });
  const behavior = profile({ duration });
  new lambda.Function(stack, "Worker", { functionName: "worker" });
  stack.say("Worker", { Behavior: behavior });
  new lambda.Function(stack, "Plain", { functionName: "plain" });
  const simulation = simulate();
  stack.deploy(simulation.client());
  expect(simulation.settingsOf("sqs.queue:orders")).toMatchObject({ duplicateRate: 0.25 });
  expect(simulation.settingsOf("sqs.queue:other")).toMatchObject({ duplicateRate: 0 });
  expect(simulation.settingsOf("lambda.function:worker")).toMatchObject({ behavior: { duration } });
  expect(simulation.settingsOf("lambda.function:plain")).not.toMatchObject({
    behavior: { duration },
  });
});

it("names the part that AWS would refuse, and lets what is no refusal through", () => {
  const stack = new Stack("shop");
  new sqs.Queue(stack, "Orders", { queueName: "orders", visibilityTimeout: seconds(40) });
  const simulation = simulate();
  const client = simulation.client();
  client.call("sqs", "CreateQueue", {
    QueueName: "orders",
    Attributes: { VisibilityTimeout: "9", DelaySeconds: "3" },
  });
  expect(() => stack.deploy(client)).toThrow(
    /^stack "shop" Orders \(CreateQueue\): expected what AWS accepts, received QueueAlreadyExists: /,
  );
  const broken = {
    call: () => {
      throw new RangeError("no more");
    },
  };
  expect(() => stack.deploy(broken as never)).toThrow(new RangeError("no more"));
});

it("keeps the words of scenario files for a run, and refuses to go on without one", () => {
  const stack = new Stack("shop");
  const behavior = { duration: "2s", failures: "1%" } as const;
  new lambda.Function(stack, "Worker", { behavior });
  expect(stack.sections).toEqual({ functions: { Worker: behavior } });
  const line =
    'stack "shop" Worker: expected a run of @orrery/orrery, which reads its words, received functions';
  expect(() => stack.scenario({ duration: seconds(1) })).toThrow(line);
  expect(() => stack.deploy(simulate().client())).toThrow(line);
});

it("reads at once what queues and topics may do, and how mappings scale", () => {
  const stack = new Stack("shop");
  const orders = new sqs.Queue(stack, "Orders", { chance: { duplicates: "1%", sampling: true } });
  new sns.Topic(stack, "News", { chance: { duplicates: 0.5 } });
  const worker = new lambda.Function(stack, "Worker");
  const scaling = { initialPollers: 2, errorPause: "2s", fifoIdleShare: "50%" } as const;
  worker.addEventSource(new sources.SqsEventSource(orders, { scaling }));
  expect(stack.extras).toEqual({
    Orders: { Chance: { duplicateRate: 0.01, reorderRate: 0, sampling: true } },
    News: { TopicChance: { duplicateRate: 0.5 } },
  });
  expect(stack.operations.at(-1)!.params["Scaling"]).toEqual({
    initialPollers: 2,
    errorPause: seconds(2),
    fifoIdleShare: 0.5,
  });
  expect(stack.sections).toEqual({});
});

it.each<[string, (stack: Stack) => unknown, string]>([
  [
    "a share of more than all",
    (stack) => new sqs.Queue(stack, "Orders", { chance: { duplicates: "150%" } }),
    'queue "Orders" chance.duplicates: expected a share such as 1% or 0.01, at most 100%, received "150%"',
  ],
  [
    "a setting that there is none of",
    (stack) => new sns.Topic(stack, "News", { chance: { duplicate: 1 } as never }),
    'topic "News" chance: expected one of duplicates, received "duplicate"; did you mean duplicates?',
  ],
  [
    "a time that is too long",
    (stack) => reading(stack, { errorPause: "2h" }),
    'event source "WorkerOrders".scaling.errorPause: expected 0 s to 1 h, received 2 h',
  ],
  [
    "half a poller",
    (stack) => reading(stack, { initialPollers: 0.5 }),
    'event source "WorkerOrders".scaling.initialPollers: expected a whole number from 1 to 10000, received 0.5',
  ],
  [
    "what is no switch",
    (stack) => reading(stack, { slowWithItemReports: 1 as never }),
    'event source "WorkerOrders".scaling.slowWithItemReports: expected true or false, received 1',
  ],
])("refuses %s where it is said", (_, make, line) => {
  expect(() => make(new Stack("shop"))).toThrow(line);
});

function reading(stack: Stack, scaling: sources.SqsEventSourceProps["scaling"] & {}): void {
  const worker = new lambda.Function(stack, "Worker");
  worker.addEventSource(new sources.SqsEventSource(new sqs.Queue(stack, "Orders"), { scaling }));
}
