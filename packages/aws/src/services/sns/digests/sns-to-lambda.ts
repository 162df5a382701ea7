import { milliseconds, minutes, seconds } from "@orrery/kernel";
import {
  constant,
  lognormal,
  scenarioCase,
  workload,
  type DigestCase,
} from "../../../../test/digest-case.ts";
import { profile, Stack, type Scenario, sns, lambda, sqs } from "../../../index.ts";

/** Functions that a topic invokes, and which fail, are too few, or are refused: their retries take minutes. */
function invokedFunctions(): Scenario {
  const stack = new Stack("invoked");
  const topic = new sns.Topic(stack, "Orders");
  const failing = new lambda.Function(stack, "Failing", { timeout: seconds(5) });
  stack.say("Failing", {
    Behavior: profile({ duration: lognormal(milliseconds(60), 0.5), failures: 0.3, poison: 0.05 }),
  });
  const scarce = new lambda.Function(stack, "Scarce", { reservedConcurrentExecutions: 1 });
  stack.say("Scarce", { Behavior: profile({ duration: constant(milliseconds(120)) }) });
  new sns.Subscription(stack, "ToFailing", {
    topic,
    protocol: "lambda",
    endpoint: failing.functionArn,
  });
  new sns.Subscription(stack, "ToScarce", {
    topic,
    protocol: "lambda",
    endpoint: scarce.functionArn,
    deadLetterQueue: new sqs.Queue(stack, "Dead"),
    filterPolicyWithMessageBody: {
      order: sns.FilterOrPolicy.filter(sns.SubscriptionFilter.existsFilter()),
    },
  });
  return stack.scenario({
    duration: minutes(6),
    workloads: [
      workload(
        "Orders",
        { type: "poisson", rate: 12 },
        {
          until: seconds(40),
          payload: {
            type: "list",
            bodies: ['{"order":1}', '{"bill":2}'].map((body) => ({ body, size: body.length })),
          },
        },
      ),
    ],
    faults: [
      {
        type: "refuse",
        name: "scarce out",
        to: "Scarce",
        from: seconds(10),
        until: seconds(25),
        share: 0.5,
        code: "ServiceException",
        message: "The service is not available.",
      },
    ],
  });
}

/** Topics that functions listen to. */
export const snsToLambdaCases: readonly DigestCase[] = [
  scenarioCase("functions-of-a-topic", [27, 28], invokedFunctions),
];
