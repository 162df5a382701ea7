import { seconds } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import type { PlainObject } from "../../../service/refusal.ts";
import { apiId, proxy, RestAccount, returning } from "../test/rest-account.ts";

const execution = `API-Gateway-Execution-Logs_${apiId}/prod`;

/** An API that logs at a level, with a canary of which nothing comes unless it is given a part. */
function logging(level: string, more: readonly (readonly [string, string])[] = []) {
  const account = new RestAccount(
    {
      good: returning({ statusCode: 200, body: "good" }),
      bad: returning("no answer"),
      *thrown() {
        throw new Error("Down");
      },
    },
    { logs: true },
  );
  account.deploy(
    {
      "/": { get: proxy("${stageVariables.fn}") },
      "/bad": { get: proxy("bad") },
      "/thrown": { get: proxy("thrown") },
    },
    {},
    { variables: { fn: "good" } },
  );
  account.patch(["/*/*/logging/loglevel", level], ...more);
  return account;
}

const linesOf = (account: RestAccount, logGroupName: string): readonly string[] => {
  const { events } = account.call("FilterLogEvents", { logGroupName }, "logs");
  return (events as readonly { readonly message: string }[]).map(({ message }) =>
    message.replace(/^\([0-9a-f-]{36}\) /, "").replaceAll(/[0-9a-f-]{36}/g, "ID"),
  );
};

describe("apigateway.log.execution: a stage writes what became of requests", () => {
  it("apigateway.log.execution-words: at INFO, their way", () => {
    const account = logging("INFO");
    account.ask("/");
    expect(linesOf(account, execution)).toEqual([
      `Verifying Usage Plan for request: ID. API Key:  API Stage: ${apiId}/prod`,
      "API Key  authorized because method 'GET /' does not require API Key. Request will not contribute to throttle or quota limits",
      `Usage Plan check succeeded for API Key  and API Stage ${apiId}/prod`,
      "Starting execution for request: ID",
      "HTTP Method: GET, Resource Path: /",
      "Sending request to arn:aws:lambda:us-east-1:123456789012:function:good",
      expect.stringMatching(/^Received response. Status: 200, Integration latency: \d+ ms$/),
      "Successfully completed execution",
      "Method completed with status: 200",
    ]);
  });

  it("apigateway.log.execution: with data tracing what they say and hear", () => {
    const account = logging("INFO", [["/*/*/logging/dataTrace", "true"]]);
    account.ask({ path: "/", query: "a=1&b=2", headers: { "x-own": "yes" } });
    const lines = linesOf(account, execution);
    expect(lines).toContain("Method request query string: {a=1, b=2}");
    expect(lines).toContain("Method request headers: {x-own=yes}");
    expect(lines).toContain("Method response body after transformations: good");
  });

  it("apigateway.log.execution: at ERROR what went wrong, and at OFF nothing", () => {
    const account = logging("ERROR");
    for (const path of ["/", "/bad", "/thrown"]) account.ask(path);
    expect(linesOf(account, execution)).toEqual([
      "Execution failed due to configuration error: Malformed Lambda proxy response",
      "Gateway response type: INTEGRATION_FAILURE with status code: 502",
      "Method completed with status: 502",
      "Lambda execution failed with status 200 due to customer function error",
      "Gateway response type: INTEGRATION_FAILURE with status code: 502",
      "Method completed with status: 502",
    ]);
    const silent = logging("OFF");
    silent.ask("/bad");
    const { logGroups } = silent.call("DescribeLogGroups", {}, "logs");
    expect((logGroups as readonly PlainObject[]).map((each) => each["logGroupName"])).not.toContain(
      execution,
    );
  });
});

it("apigateway.log.canary: what a canary takes is in groups of its own as well", () => {
  const account = logging("ERROR", [
    ["/accessLogSettings/destinationArn", "arn:aws:logs:us-east-1:123456789012:log-group:access"],
    ["/accessLogSettings/format", "$context.status $context.isCanaryRequest"],
  ]);
  account.call("CreateDeployment", {
    restApiId: apiId,
    id: "second",
    stageName: "prod",
    canarySettings: { percentTraffic: 40, stageVariableOverrides: { fn: "bad" } },
  });
  for (let count = 0; count < 100; count += 1) account.begin({});
  account.advance(seconds(5));
  const all = linesOf(account, "access");
  const own = linesOf(account, "access/Canary");
  expect(all).toHaveLength(100);
  expect(own.length).toBeGreaterThan(20);
  expect(new Set(own)).toEqual(new Set(["502 true"]));
  expect(all.filter((line) => line === "502 true")).toHaveLength(own.length);
  expect(linesOf(account, `${execution}/Canary`)).toHaveLength(own.length * 3);
  expect(linesOf(account, execution)).toHaveLength(own.length * 3);
});
