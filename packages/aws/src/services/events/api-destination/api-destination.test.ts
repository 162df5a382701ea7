import { minutes, seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import type { PlainObject } from "../../../service/refusal.ts";
import { arnOf, attributesIn, entry, EventAccount } from "../test/event-account.ts";

const constant = (value: number) => ({ type: "constant", value }) as const;
const authorization = {
  AuthorizationType: "BASIC",
  AuthParameters: { BasicAuthParameters: { Username: "me", Password: "secret" } },
};

/** An account with an API destination as the target of all events. */
function open(destination: PlainObject = {}, target: PlainObject = {}) {
  const account = new EventAccount();
  account.queue("dead");
  const { ConnectionArn } = account.call("CreateConnection", { Name: "c", ...authorization });
  const { ApiDestinationArn } = account.call("CreateApiDestination", {
    Name: "api",
    ConnectionArn: ConnectionArn!,
    InvocationEndpoint: "https://x.example/",
    HttpMethod: "POST",
    Answers: { latency: constant(0) },
    ...destination,
  });
  const letters = { DeadLetterConfig: { Arn: arnOf("sqs", "dead") } };
  account.rule(
    "all",
    { source: ["shop"] },
    { Id: "1", Arn: ApiDestinationArn!, ...letters, ...target },
  );
  const received = () =>
    account.simulation.metersOf("events.apiDestination:api")["RequestsReceived"]!.sum;
  return { account, received };
}

it("events.api-destination.connection: is needed, and shows no secret", () => {
  const { account, received } = open();
  const shown = account.call("DescribeConnection", { Name: "c" });
  expect(shown).toMatchObject({
    ConnectionState: "AUTHORIZED",
    AuthParameters: { BasicAuthParameters: { Username: "me" } },
  });
  expect(JSON.stringify(shown)).not.toContain('secret"');
  expect(shown["SecretArn"]).toContain(":secretsmanager:");
  const arn = arnOf("events", "connection/none/00000000-0000-4000-8000-000000000000");
  const params = {
    Name: "other",
    ConnectionArn: arn,
    InvocationEndpoint: "https://x.example/",
    HttpMethod: "GET",
  };
  expect(account.refusal("CreateApiDestination", params)).toContain("does not exist.");
  account.put();
  account.advance(seconds(1));
  expect(received()).toBe(1);
});

it("events.api-destination.timeout: is 5 s", () => {
  const target = { RetryPolicy: { MaximumRetryAttempts: 0 } };
  const { account } = open({ Answers: { latency: constant(5_100_000) } }, target);
  account.put();
  account.advance(seconds(6));
  expect(attributesIn(account.messages("dead")[0]!)["ERROR_CODE"]).toBe("TIMEOUT");
  const quick = open({ Answers: { latency: constant(4_900_000) } }, target).account;
  quick.put();
  quick.advance(seconds(6));
  expect(quick.sum("SuccessfulInvocationAttempts")).toBe(1);
});

it.each([
  [401, 3],
  [407, 3],
  [409, 3],
  [429, 3],
  [500, 3],
  [503, 3],
  [400, 1],
  [404, 1],
  [422, 1],
])("events.api-destination.retried: %i makes %i attempts of three", (status, attempts) => {
  const { account } = open(
    { Answers: { share: 1, status, latency: constant(0) } },
    { RetryPolicy: { MaximumRetryAttempts: 2 } },
  );
  account.put();
  account.advance(minutes(1));
  expect(account.sum("InvocationAttempts")).toBe(attempts);
});

it("events.api-destination.retried: heeds Retry-After", () => {
  const attempts = (retryAfter: number, time = seconds(8)) => {
    const { account } = open({
      Answers: { share: 1, status: 429, latency: constant(0), retryAfter },
    });
    account.put();
    account.advance(time);
    return account.sum("InvocationAttempts");
  };
  expect(attempts(0)).toBeGreaterThan(2);
  expect(attempts(30)).toBe(1);
  expect(attempts(30, seconds(31))).toBe(2);
  expect(attempts(-1, minutes(5))).toBe(1);
});

it("events.api-destination.rate: lets requests wait, until they are too old", () => {
  const slow = { InvocationRateLimitPerSecond: 1 };
  const { account, received } = open(slow, { RetryPolicy: { MaximumEventAgeInSeconds: 60 } });
  for (let call = 0; call < 10; call += 1)
    account.putAll(Array.from({ length: 10 }, () => entry()));
  account.advance(seconds(10.5));
  expect(received()).toBe(11);
  account.advance(minutes(2));
  expect(received()).toBeGreaterThan(58);
  expect(received()).toBeLessThan(64);
  expect(account.sum("InvocationsSentToDlq")).toBe(100 - received());
});
