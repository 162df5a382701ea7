import { seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import { simulate } from "../run/simulate.ts";
import { profile, lambda } from "../services/lambda/public.ts";
import { sqs } from "../services/sqs/public.ts";
import { Stack } from "./stack.ts";

const duration = { type: "constant", value: seconds(7) } as const;

it("deploys its resources with what functions do and what queues may do", () => {
  const stack = new Stack("shop");
  new sqs.Queue(stack, "Orders", { queueName: "orders", chance: { duplicateRate: 0.25 } });
  new sqs.Queue(stack, "Other", { queueName: "other" });
  const behavior = profile({ duration });
  new lambda.Function(stack, "Worker", { functionName: "worker", behavior });
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
