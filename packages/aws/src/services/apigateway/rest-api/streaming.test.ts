import { milliseconds, minutes, seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import type { PlainObject } from "../../../service/refusal.ts";
import { wait } from "../../../service/script.ts";
import { apiId, functionArn, proxy, RestAccount, returning } from "../test/rest-account.ts";

const streamUri = `arn:aws:apigateway:us-east-1:lambda:path/2021-11-15/functions/${functionArn("fn")}/response-streaming-invocations`;
const streamed = (more: PlainObject = {}) =>
  proxy("fn", { uri: streamUri, responseTransferMode: "STREAM", ...more });
const outside = (more: PlainObject = {}) => ({
  "x-amazon-apigateway-integration": {
    type: "http_proxy",
    httpMethod: "GET",
    uri: "https://a.example/",
    responseTransferMode: "STREAM",
    ...more,
  },
});
const regional = { "x-amazon-apigateway-endpoint-configuration": {} };
const megabytes = (count: number) => count * 1_048_576;

/** An account whose function takes so long, with an API that streams what it returns, or does not. */
function slow(time: number, integration: PlainObject, stage: PlainObject = {}, isEdge = false) {
  const account = new RestAccount({
    *fn() {
      yield wait(seconds(time));
      return { statusCode: 200, body: "done" };
    },
  });
  account.call("UpdateFunctionConfiguration", { FunctionName: "fn", Timeout: 900 }, "lambda");
  account.deploy({ "/": { get: integration } }, regional, stage);
  if (!isEdge) {
    account.call("UpdateRestApi", {
      restApiId: apiId,
      patchOperations: [
        { op: "replace", path: "/endpointConfiguration/types/EDGE", value: "REGIONAL" },
      ],
    });
  }
  return account.ask("/");
}

it("apigateway.streaming.mode: more than 10 MB and 29 s, no cache, and bytes of any type", () => {
  const large = {
    latency: { type: "constant", value: 1_000 },
    body: "x".repeat(megabytes(10) + 1),
  };
  const account = new RestAccount({
    fn: returning({ statusCode: 200, cookies: ["a=b"], body: "aGk=", isBase64Encoded: true }),
  });
  account.deploy(
    {
      "/": { get: streamed() },
      "/large": { get: outside() },
      "/whole": { get: outside({ responseTransferMode: "BUFFERED" }) },
    },
    {},
    { Endpoint: large },
  );
  expect(account.ask("/")).toMatchObject({ status: 200, body: "hi" });
  expect(account.ask("/whole").status).toBe(500);
  const billed = account.meter("RequestsBilled");
  expect(account.ask("/large").status).toBe(200);
  expect(account.meter("RequestsBilled")).toBe(billed + 2);
  account.patch(["/cacheClusterEnabled", "true"], ["/*/*/caching/enabled", "true"]);
  account.advance(minutes(5));
  account.ask("/large");
  account.ask("/large");
  expect(account.meter("CacheHitCount") + account.meter("CacheMissCount")).toBe(0);

  const put = (more: PlainObject, asOf = "2026-01-01") => {
    const other = new RestAccount({}, { asOf });
    other.call("CreateRestApi", { name: "a", id: apiId });
    const { items } = other.call("GetResources", { restApiId: apiId });
    const at = {
      restApiId: apiId,
      resourceId: (items as PlainObject[])[0]!["id"]!,
      httpMethod: "GET",
    };
    other.call("PutMethod", { ...at, authorizationType: "NONE" });
    const integration = {
      type: "HTTP_PROXY",
      integrationHttpMethod: "GET",
      uri: "https://a.example/",
    };
    const made = other.call("PutIntegration", { ...at, ...integration, ...more });
    const patch = (path: string, value: string) =>
      other.call("UpdateIntegration", { ...at, patchOperations: [{ op: "replace", path, value }] });
    return { made, patch };
  };
  const stream = { responseTransferMode: "STREAM" };
  const { made, patch } = put({ ...stream, timeoutInMillis: 900_000 });
  expect(made).toMatchObject({ responseTransferMode: "STREAM", timeoutInMillis: 900_000 });
  expect(() => patch("/responseTransferMode", "BUFFERED")).toThrow("Timeout should be between");
  expect(() => put({ ...stream, timeoutInMillis: 900_001 })).toThrow("50 ms and 900000 ms");
  expect(() => put({ timeoutInMillis: 29_001 })).toThrow("50 ms and 29000 ms");
  expect(() => put({ ...stream, type: "HTTP" })).toThrow("STREAM is supported for");
  expect(() => put(stream, "2025-11-18")).toThrow("Invalid response transfer mode");
  expect(() => put(stream, "2025-11-19")).not.toThrow();
  const imported = (more: PlainObject, asOf = "2026-01-01") =>
    new RestAccount({}, { asOf }).deploy({ "/a": { get: outside(more) } });
  const at = "Unable to put integration on 'GET' for resource at path '/a': ";
  expect(() => imported({ timeoutInMillis: 900_001 })).toThrow(`${at}Timeout should be between`);
  expect(() => imported({}, "2025-11-18")).toThrow(`${at}Invalid response transfer mode`);
  expect(() => imported({ timeoutInMillis: 900_000 })).not.toThrow();
});

it("apigateway.streaming.idle: what is silent for 5 minutes is over, of an edge-optimized API for 30 s", () => {
  const long = streamed({ timeoutInMillis: 900_000 });
  const status = (time: number, isEdge: boolean, silence?: number) => {
    const said = silence === undefined ? {} : { Endpoint: { silence: seconds(silence) } };
    const { status, took } = slow(time, long, said, isEdge);
    return [status, Math.floor(took / 1_000_000)];
  };
  expect(status(29, true)[0]).toBe(200);
  expect(status(31, true)).toEqual([504, 30]);
  expect(status(31, true, 5)[0]).toBe(200);
  expect(status(31, true, 31)).toEqual([504, 30]);
  expect(status(290, false)[0]).toBe(200);
  expect(status(310, false)).toEqual([504, 300]);
  expect(status(310, false, 60)[0]).toBe(200);
});

it("apigateway.streaming.bandwidth: 10 MB come at once, the rest at 2 MB a second", () => {
  const took = (bytes: number) => {
    const account = new RestAccount();
    const latency = { type: "constant", value: 1_000 };
    const Endpoint = { latency, body: "x".repeat(bytes) };
    account.deploy({ "/": { get: outside() } }, {}, { Endpoint });
    return account.ask("/").took;
  };
  const least = took(megabytes(10));
  expect(least).toBe(milliseconds(11));
  expect(took(megabytes(13)) - least).toBe(seconds(1.5));

  // A function streams 6 MB at once, and the rest no faster.
  const account = new RestAccount();
  account.fn(
    "fn",
    { responseBytes: megabytes(14), response: { statusCode: 200 } },
    { Timeout: 60 },
  );
  account.deploy({ "/": { get: streamed() } });
  const { status, took: whole } = account.ask("/");
  expect(status).toBe(200);
  expect(whole).toBeGreaterThan(seconds(4));
  expect(whole).toBeLessThan(seconds(5));
});
