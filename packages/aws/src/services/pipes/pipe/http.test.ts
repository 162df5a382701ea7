import { minutes, seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import { functionParams } from "../../../../test/lambda-account.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { AwsOptions } from "../../../run/simulate.ts";
import { wait } from "../../../service/script.ts";
import { piped, PipedAccount } from "../test/piped-account.ts";

interface ApiEvent {
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An account with an HTTP API, behind which is a function; and the ARN of the API's methods. */
function withApi(answer: (event: ApiEvent) => unknown) {
  const events: ApiEvent[] = [];
  const scripts = {
    *behind(given: unknown) {
      yield wait(seconds(0));
      const event = given as ApiEvent; // Of an HTTP API.
      events.push(event);
      return answer(event);
    },
  } as unknown as NonNullable<AwsOptions["scripts"]>;
  const account = new PipedAccount({ scripts });
  const { Behavior: _, ...rest } = functionParams as PlainObject;
  account.call("lambda", "CreateFunction", {
    ...rest,
    ...{ FunctionName: "behind", Behavior: { type: "script", name: "behind" } },
  });
  const { ApiId } = account.call("apigatewayv2", "CreateApi", {
    ...{ Name: "api", ProtocolType: "HTTP" },
    Target: "arn:aws:lambda:us-east-1:123456789012:function:behind",
  });
  const arn = `arn:aws:execute-api:us-east-1:123456789012:${String(ApiId)}/$default/POST`;
  return { account, events, arn };
}

it("pipes.enrichment.api: asks an API for all events at once, and takes what it answers", () => {
  const { account, events, arn } = withApi(({ body }) =>
    (JSON.parse(body) as readonly PlainObject[]).map(({ body: said }) => ({ said: said! })),
  );
  account.create(
    piped({
      Enrichment: `${arn}/orders/*`,
      EnrichmentParameters: {
        HttpParameters: {
          PathParameterValues: ["$.body.id"],
          QueryStringParameters: { from: "pipe" },
          HeaderParameters: { "X-Kind": "$.body.kind" },
        },
      },
      TargetParameters: { InputTemplate: "<$.said>" },
    }),
  );
  account.send({ id: 7, kind: "order" });
  account.advance(minutes(1));
  expect(account.got()).toEqual(['{"id":7,"kind":"order"}']);
  expect(events).toMatchObject([
    { rawPath: "/orders/7", rawQueryString: "from=pipe", headers: { "x-kind": "order" } },
  ]);
});

it("pipes.enrichment.api: fails a batch by an answer from 400 on", () => {
  const { account, arn } = withApi(() => ({ statusCode: 404, body: "none" }));
  account.create(piped({ Enrichment: `${arn}/orders` }));
  account.send("x");
  account.advance(minutes(1));
  expect(account.got()).toEqual([]);
  expect(account.sum("EnrichmentStageFailed")).toBeGreaterThan(0);
});

it("pipes.target.api: asks an API event by event", () => {
  const { account, events, arn } = withApi(({ body }) =>
    body.includes("bad") ? { statusCode: 500 } : {},
  );
  account.create(
    piped({
      Target: `${arn}/orders`,
      TargetParameters: { InputTemplate: "<$.body>" },
      SourceParameters: { SqsQueueParameters: { MaximumBatchingWindowInSeconds: 5 } },
    }),
  );
  for (const body of ["fine", "bad", "good"]) account.send(body);
  account.advance(seconds(20));
  expect(new Set(events.map(({ body }) => body))).toEqual(new Set(["fine", "bad", "good"]));
  expect(account.sum("EventsTaken")).toBe(2);
  expect(account.sum("EventsFailed")).toBeGreaterThan(0);
});

/** An API destination of so many requests a second. */
function destination(account: PipedAccount, InvocationRateLimitPerSecond: number): PlainObject {
  const { ConnectionArn } = account.call("events", "CreateConnection", {
    ...{ Name: "partner", AuthorizationType: "API_KEY" },
    AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: "key", ApiKeyValue: "value" } },
  });
  return account.call("events", "CreateApiDestination", {
    ...{ Name: "partner", ConnectionArn: ConnectionArn!, HttpMethod: "POST" },
    ...{ InvocationEndpoint: "https://partner.example.com/", InvocationRateLimitPerSecond },
  });
}

it("pipes.enrichment.api: asks an API destination at its rate, whose answer a scenario says", () => {
  const account = new PipedAccount();
  const { ApiDestinationArn } = destination(account, 1);
  account.create(
    piped({
      Enrichment: ApiDestinationArn!,
      EnrichmentAnswers: { response: [{ said: "so" }] },
      SourceParameters: { SqsQueueParameters: { BatchSize: 1 } },
    }),
  );
  for (let number = 0; number < 5; number += 1) account.send("x");
  const received = () =>
    account.simulation.metersOf("events.apiDestination:partner")["RequestsReceived"]!.sum;
  account.advance(seconds(2));
  expect(received()).toBeLessThan(5);
  account.advance(minutes(1));
  expect(received()).toBe(5);
  expect(account.got()).toEqual(Array.from({ length: 5 }, () => '{"said":"so"}'));
});

it("pipes.enrichment.answer: takes what an Express workflow ends with", () => {
  const account = new PipedAccount();
  const { stateMachineArn } = account.call("stepfunctions", "CreateStateMachine", {
    name: "enricher",
    type: "EXPRESS",
    roleArn: "arn:aws:iam::123456789012:role/states",
    definition: JSON.stringify({
      StartAt: "Say",
      States: { Say: { Type: "Pass", Result: [{ said: "by a workflow" }], End: true } },
    }),
  });
  account.create(piped({ Enrichment: stateMachineArn! }));
  account.send("x");
  account.advance(minutes(1));
  expect(account.got()).toEqual(['{"said":"by a workflow"}']);
});
