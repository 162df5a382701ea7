import { milliseconds, type Plain } from "@orrery/kernel";
import { drive } from "@orrery/testing";
import { describe, expect, it } from "vitest";
import type { HttpAnswer, HttpHead } from "../../../service/http.ts";
import { noTrail } from "../../../service/origin.ts";
import { refused } from "../../../service/refusal.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import type { UrlSettings } from "./config.ts";
import { urlInvariants } from "./invariants.ts";
import { urlMachine } from "./machine.ts";

const settings: UrlSettings = {
  number: 7,
  urlId: "abcdefghij",
  region: "us-east-1",
  accountId: "123456789012",
  epochMilliseconds: Date.UTC(2026, 10, 23, 9),
  authType: "NONE",
  admitsAll: true,
  cors: null,
  streams: false,
  asOf: "2026-11-01",
};
const head: HttpHead = {
  method: "POST",
  path: "/orders/7",
  query: "",
  headers: { "content-type": "application/json" },
};

function open(more: Partial<UrlSettings> = {}) {
  const url = drive(urlMachine, { ...settings, ...more }, urlInvariants);
  const request = (http: Partial<HttpHead> = {}, body = "") =>
    url.request({
      type: "httpRequest",
      http: { ...head, ...http },
      text: { body, size: sizeInUtf8(body) },
      trail: noTrail,
    });
  const sent = () => url.sent.at(-1)!;
  /** The event that the function gets. */
  const event = () => (sent().input.payload as { value: Plain }).value as Record<string, Plain>;
  const returns = (payload: Plain, functionError: "Unhandled" | null = null) =>
    url.answer(sent(), {
      ...{ type: "invoked", functionError, payload, executedVersion: "$LATEST" },
    });
  /** What a client hears of what the handler returns. */
  const answer = (payload: Plain, functionError: "Unhandled" | null = null): HttpAnswer => {
    const asked = request();
    returns(payload, functionError);
    return asked.reply as HttpAnswer;
  };
  return { url, request, event, returns, answer, sent };
}

describe("lambda.url.event: a request comes to the handler in the payload format 2.0", () => {
  it("with its path, query, headers, cookies and body", () => {
    const { request, event } = open();
    request(
      {
        query: "a=1&a=2&b=x%20y",
        headers: { "content-type": "application/json", cookie: "one=1; two=2", "x-own": "me" },
      },
      '{"id":7}',
    );
    expect(event()).toMatchObject({
      version: "2.0",
      routeKey: "$default",
      rawPath: "/orders/7",
      rawQueryString: "a=1&a=2&b=x%20y",
      cookies: ["one=1", "two=2"],
      headers: {
        "x-own": "me",
        cookie: "one=1; two=2",
        host: "abcdefghij.lambda-url.us-east-1.on.aws",
        "content-length": "8",
        "x-forwarded-proto": "https",
        "x-forwarded-port": "443",
      },
      queryStringParameters: { a: "1,2", b: "x y" },
      requestContext: {
        accountId: "anonymous",
        apiId: "abcdefghij",
        domainName: "abcdefghij.lambda-url.us-east-1.on.aws",
        domainPrefix: "abcdefghij",
        http: { method: "POST", path: "/orders/7", protocol: "HTTP/1.1", sourceIp: "192.0.2.1" },
        routeKey: "$default",
        stage: "$default",
        time: "23/Nov/2026:09:00:00 +0000",
        timeEpoch: settings.epochMilliseconds,
      },
      body: '{"id":7}',
      isBase64Encoded: false,
    });
  });

  it("without what it does not have, under an id of its own", () => {
    const { request, event } = open();
    request({ method: "GET", headers: {} });
    const first = event();
    for (const name of ["body", "cookies", "queryStringParameters"]) {
      expect(first).not.toHaveProperty(name);
    }
    request({ method: "GET", headers: {} });
    const idOf = ({ requestContext }: Record<string, Plain>) =>
      (requestContext as Record<string, Plain>)["requestId"];
    expect(idOf(event())).not.toBe(idOf(first));
  });
});

describe("lambda.url.binary-body: a body comes as text or in base64, by its type", () => {
  it.each([
    ["text/plain", false],
    ["application/json; charset=utf-8", false],
    ["application/xml", false],
    ["application/vnd.api+json", false],
    ["application/x-www-form-urlencoded", true],
    ["image/png", true],
    [undefined, true],
  ])("of %s", (type, encoded) => {
    const { request, event, sent } = open();
    request({ headers: type === undefined ? {} : { "content-type": type } }, "abcd");
    expect(event()).toMatchObject({
      body: encoded ? "YWJjZA==" : "abcd",
      isBase64Encoded: encoded,
    });
    expect(sent().input.payload.size).toBe(encoded ? 8 : 4);
  });
});

it("lambda.url.iam: with AWS_IAM the event names who signed, whatever the policy says", () => {
  const { request, event } = open({ authType: "AWS_IAM", admitsAll: false });
  request();
  expect(event()).toMatchObject({
    requestContext: {
      accountId: "123456789012",
      authorizer: { iam: { accountId: "123456789012", cognitoIdentity: null } },
    },
  });
});

describe("lambda.url.none: those who are not let in hear 403, and the function nothing", () => {
  it.each([
    [
      "2026-11-01",
      "Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",
    ],
    ["2025-09-30", "Forbidden"],
  ])("in the words of %s", (asOf, message) => {
    const { url, request } = open({ admitsAll: false, asOf });
    expect(request().reply).toMatchObject({
      type: "refused",
      code: "AccessDeniedException",
      message,
    });
    expect(url.sent).toEqual([]);
    expect(url.meter("Url4xxCount").sum).toBe(1);
  });
});

describe("lambda.url.answer: what a handler returns is the answer or its body", () => {
  const asJson = { "content-type": "application/json" };

  it.each<[string, Plain, Partial<HttpAnswer>]>([
    ["an object without statusCode", { a: 1 }, { status: 200, headers: asJson, body: '{"a":1}' }],
    ["a list", [1, 2], { status: 200, body: "[1,2]" }],
    ["nothing", null, { status: 200, body: "null" }],
    [
      "an object with one",
      {
        statusCode: 201,
        headers: { "Content-Type": "text/html", "X-Count": 3 },
        cookies: ["a=1"],
        body: "<p>",
      },
      {
        status: 201,
        headers: { "content-type": "text/html", "x-count": "3" },
        cookies: ["a=1"],
        body: "<p>",
      },
    ],
    [
      "bytes",
      { statusCode: 200, body: "YWJj", isBase64Encoded: true },
      { body: "YWJj", isBase64Encoded: true },
    ],
    ["a statusCode alone", { statusCode: 204 }, { status: 204, headers: asJson, body: "" }],
  ])("%s", (_, returned, answer) => {
    expect(open().answer(returned)).toMatchObject({ type: "answered", ...answer });
  });
});

it("lambda.url.text-answer: a text is the body as it is", () => {
  expect(open().answer("hello")).toMatchObject({ status: 200, body: "hello" });
});

it("lambda.url.function-error: where the function fails the answer is 502", () => {
  const { url, answer } = open();
  const error = { errorType: "Error", errorMessage: "no" };
  expect(answer(error, "Unhandled")).toMatchObject({ status: 502, body: "Internal Server Error" });
  expect(url.meter("Url5xxCount").sum).toBe(1);
});

it("lambda.url.unreadable-answer: an answer that cannot be read is 502", () => {
  for (const wrong of [
    { statusCode: "created" },
    { statusCode: 99 },
    { statusCode: 600 },
    { statusCode: 200, body: { a: 1 } },
    { statusCode: 200, headers: ["a"] },
    { statusCode: 200, headers: { a: {} } },
  ]) {
    expect(open().answer(wrong)).toMatchObject({ status: 502, body: "Internal Server Error" });
  }
});

it("answers 502 where the invocation is lost", () => {
  const { url, request, sent } = open();
  const asked = request();
  url.answer(sent(), { type: "lost" });
  expect(asked.reply).toMatchObject({ status: 502 });
});

it("lambda.url.throttled: what Lambda throttles is refused as it refuses it, and counts among 4xx", () => {
  const { url, request, sent } = open();
  const asked = request();
  const throttle = refused("TooManyRequestsException", "Rate Exceeded.");
  url.answer(sent(), throttle);
  expect(asked.reply).toEqual(throttle);
  expect(url.meter("Url4xxCount").sum).toBe(1);
});

it("lambda.url.metrics: requests, how they ended, and how long they took are counted", () => {
  const { url, request, returns } = open();
  for (const status of [200, 404, 503]) {
    request();
    url.advance(milliseconds(30));
    returns({ statusCode: status });
  }
  expect(url.meter("UrlRequestCount").sum).toBe(3);
  expect(url.meter("Url4xxCount").sum).toBe(1);
  expect(url.meter("Url5xxCount").sum).toBe(1);
  expect(url.meter("UrlRequestLatency")).toMatchObject({ count: 3, min: 30_000, max: 30_000 });
});

describe("lambda.url.cors: pages elsewhere are let in by the configuration", () => {
  const cors = {
    AllowOrigins: ["https://shop.example"],
    AllowMethods: ["GET", "POST"],
    AllowHeaders: ["x-own"],
    ExposeHeaders: ["x-count"],
    AllowCredentials: true,
    MaxAge: 600,
  };
  const page = "https://shop.example";
  const preflight: Partial<HttpHead> = {
    method: "OPTIONS",
    headers: { origin: page, "access-control-request-method": "POST" },
  };

  it("Lambda answers preflights without the function", () => {
    const { url, request } = open({ cors, admitsAll: false });
    expect(request(preflight).reply).toMatchObject({
      status: 200,
      headers: {
        "access-control-allow-origin": page,
        "access-control-allow-methods": "GET,POST",
        "access-control-allow-headers": "x-own",
        "access-control-allow-credentials": "true",
        "access-control-max-age": "600",
      },
    });
    const headers = { ...preflight.headers, origin: "https://other.example" };
    expect(request({ ...preflight, headers }).reply).toMatchObject({ status: 200, headers: {} });
    expect(url.sent).toEqual([]);
  });

  it("leaves them to the function where there is no configuration", () => {
    const { url, request } = open();
    request(preflight);
    expect(url.sent).toHaveLength(1);
  });

  it("its headers stand in answers, in place of the function's", () => {
    const { request, returns } = open({ cors });
    const heard = (origin: string) => {
      const asked = request({ headers: { origin } });
      returns({ statusCode: 200, headers: { "Access-Control-Allow-Origin": "*" } });
      return (asked.reply as HttpAnswer).headers;
    };
    expect(heard(page)).toMatchObject({
      "access-control-allow-origin": page,
      "access-control-expose-headers": "x-count",
    });
    expect(heard("https://other.example")).not.toHaveProperty("access-control-expose-headers");
  });

  it("lets every page in by a star, which names the page where there are credentials", () => {
    const allowed = (AllowCredentials: boolean) => {
      const { request } = open({ cors: { AllowOrigins: ["*"], AllowCredentials } });
      return (request(preflight).reply as HttpAnswer).headers["access-control-allow-origin"];
    };
    expect([allowed(false), allowed(true)]).toEqual(["*", page]);
  });
});

describe("lambda.stream.url: an answer that is streamed", () => {
  const streaming = open({ streams: true });

  it("asks the function for a stream", () => {
    streaming.request();
    expect(streaming.sent().input).toMatchObject({ streams: true });
    const { request, sent } = open();
    request();
    expect(sent().input).not.toHaveProperty("streams");
  });

  it("is bytes where the handler does not say what it is", () => {
    expect(streaming.answer("hello")).toMatchObject({
      headers: { "content-type": "application/octet-stream" },
      body: "hello",
    });
  });

  it("is 502 where the handler fails before it", () => {
    expect(streaming.answer(null, "Unhandled").status).toBe(502);
  });
});
