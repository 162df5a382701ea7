import { minutes } from "@orrery/kernel";
import { beforeEach, expect, it, vi } from "vitest";
import { LambdaAccount } from "../../../../test/lambda-account.ts";
import type { PermissionQuestion } from "../../../control/permission.ts";

const policies = vi.hoisted(() => ({
  asked: [] as PermissionQuestion[],
  allows: (..._question: PermissionQuestion): boolean => true,
}));
vi.mock("../../../control/permission.ts", () => ({
  verdictOn(_home: unknown, ...question: PermissionQuestion) {
    policies.asked.push(question);
    return { because: policies.allows(...question) ? null : "because it may not", unknown: [] };
  },
}));
beforeEach(() => {
  policies.asked.length = 0;
  policies.allows = () => true;
});

const here = "us-east-1:123456789012";
const deadArn = `arn:aws:sqs:${here}:dead`;
const worker = { FunctionName: "worker" };
const event = { ...worker, InvocationType: "Event" };
const session = "arn:aws:sts::123456789012:assumed-role/worker/worker";

function made() {
  const account = new LambdaAccount({ iam: { mode: "enforce" } });
  const behavior = { type: "profile", durationPerItem: null, coldStart: null, failures: 1 };
  account.create({
    Behavior: {
      ...{ ...behavior, poison: 0, calls: [], response: null },
      duration: { type: "constant", value: 1_000 },
    },
  });
  account.simulation.client().call("sqs", "CreateQueue", { QueueName: "dead" });
  const meter = (metric: string) =>
    account.simulation.metersOf("lambda.function:worker")[metric]!.sum;
  return { account, meter };
}

it("lambda.destinations.permissions: Lambda sends with the function's role, and a denial is a failed delivery", () => {
  const { account, meter } = made();
  account.call("PutFunctionEventInvokeConfig", {
    ...{ ...worker, MaximumRetryAttempts: 0 },
    DestinationConfig: { OnFailure: { Destination: deadArn } },
  });
  const question = policies.asked.find(([, action]) => action === "sqs:SendMessage");
  const source = `arn:aws:lambda:${here}:function:worker`;
  expect(question![0]).toMatchObject({ principal: session, source });
  expect(question![2]).toBe(deadArn);
  account.call("Invoke", event);
  account.advance(minutes(1));
  expect(meter("OnFailureDelivered")).toBe(1);

  policies.allows = ({ principal }) => principal !== session;
  const denied = made();
  denied.account.call("PutFunctionEventInvokeConfig", {
    ...{ ...worker, MaximumRetryAttempts: 0 },
    DestinationConfig: { OnFailure: { Destination: deadArn } },
  });
  denied.account.call("Invoke", event);
  denied.account.advance(minutes(1));
  expect(denied.meter("DestinationDeliveryFailures")).toBe(1);
  expect(denied.meter("AsyncEventsLost")).toBe(1);
});

it("lambda.dead-letters.permissions: a role that may not send to the queue is refused with it", () => {
  const { account } = made();
  policies.allows = ({ principal }) => principal !== session;
  const refusal = (TargetArn: string) =>
    account.refusal("UpdateFunctionConfiguration", { ...worker, DeadLetterConfig: { TargetArn } });
  const text = (operation: string) =>
    `InvalidParameterValueException: The provided execution role does not have permissions to call ${operation}`;
  expect(refusal(deadArn)).toBe(text("SendMessage on SQS"));
  expect(refusal(`arn:aws:sns:${here}:news`)).toBe(text("Publish on SNS"));
});
