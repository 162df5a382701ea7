import { milliseconds, seconds } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import type { PlainObject } from "../../../service/refusal.ts";
import { call, wait } from "../../../service/script.ts";
import { functionUri, proxy, RestAccount, returning } from "../test/rest-account.ts";

const bad = '{"message": "Internal server error"}'.replace(" ", "");

/** What a caller hears of what a proxied function returned. */
function answerTo(returned: unknown, headers: Record<string, string> = {}, api: PlainObject = {}) {
  const account = new RestAccount({ fn: returning(returned) });
  account.deploy({ "/": { get: proxy("fn") } }, api);
  return account.ask({ headers });
}

describe("apigateway.proxy.answer: a function answers with a status, headers and a body", () => {
  it.each([
    [{ statusCode: 201, body: "x" }, 201, "x"],
    [{ statusCode: "201" }, 201, ""],
    [{ headers: { a: "b" } }, 200, ""],
    [{ statusCode: 200, headers: null, body: null }, 200, ""],
    [{ statusCode: "test" }, 502, bad],
    [{ statusCode: 200, other: 1 }, 502, bad],
    [{}, 502, bad],
    ["text", 502, bad],
    [[1], 502, bad],
    [7, 502, bad],
    [null, 502, bad],
    [{ statusCode: 200, headers: { a: 1 } }, 502, bad],
    [{ statusCode: 200, multiValueHeaders: { a: "b" } }, 502, bad],
    [{ statusCode: 200, headers: { a: {} } }, 502, bad],
  ])("%j", (returned, status, body) => {
    expect(answerTo(returned)).toMatchObject({ status, body });
  });

  it("with headers of both maps, those of the lists first", () => {
    const { headers } = answerTo({
      statusCode: 200,
      headers: { a: "3", flag: true, Date: "now", Via: "me" },
      multiValueHeaders: { A: ["1", "2"] },
    });
    expect(headers).toEqual({
      a: "1,2,3",
      flag: "true",
      "content-type": "application/json",
      "x-amzn-remapped-date": "now",
    });
  });

  it("with bytes in base64 for whoever accepts those first", () => {
    const returned = { statusCode: 200, body: "aGk=", isBase64Encoded: true };
    const api = { "x-amazon-apigateway-binary-media-types": ["image/*"] };
    expect(answerTo(returned, { accept: "image/png" }, api).body).toBe("hi");
    expect(answerTo(returned, { accept: "text/plain" }, api).body).toBe("aGk=");
  });
});

describe("apigateway.error.integration: what a caller hears tells how the integration failed", () => {
  const proxied = (script: Parameters<typeof returning>[0], more: PlainObject = {}) => {
    const account = new RestAccount({ fn: script as never });
    account.deploy({ "/": { get: proxy("fn", more) } });
    return account;
  };

  it("502 of a function that fails", () => {
    const account = proxied(function* () {
      throw new Error("no");
    });
    expect(account.ask("/")).toMatchObject({ status: 502, body: bad });
    expect(account.meter("5XXError")).toBe(1);
  });

  it("502 of a function that runs into its own timeout", () => {
    const account = proxied(function* () {
      yield* wait("10s");
    });
    account.call("UpdateFunctionConfiguration", { FunctionName: "fn", Timeout: 1 }, "lambda");
    account.advance(seconds(60));
    expect(account.ask("/")).toMatchObject({ status: 502 });
  });

  it("502 of a function whose answer is too large for Lambda", () => {
    expect(answerTo({ statusCode: 200, body: "x".repeat(7_000_000) })).toMatchObject({
      status: 502,
    });
  });

  it("504 of a function that takes longer than the integration waits, which goes on", () => {
    let ended = 0;
    const account = proxied(
      function* () {
        yield* wait("2s");
        ended += 1;
        return { statusCode: 200 };
      },
      { timeoutInMillis: 1_000 },
    );
    account.call("UpdateFunctionConfiguration", { FunctionName: "fn", Timeout: 10 }, "lambda");
    account.advance(seconds(60));
    expect(account.ask("/")).toMatchObject({
      status: 504,
      body: '{"message":"Endpoint request timed out"}',
      took: 1_010_000,
    });
    account.advance(seconds(5));
    expect(ended).toBe(1);
  });

  it("500 of a function that is throttled, or not there", () => {
    const account = new RestAccount({ fn: returning({ statusCode: 200 }) });
    account.deploy({ "/": { get: proxy("fn") }, "/gone": { get: proxy("gone") } });
    account.call(
      "PutFunctionConcurrency",
      { FunctionName: "fn", ReservedConcurrentExecutions: 0 },
      "lambda",
    );
    for (const path of ["/", "/gone"]) {
      expect(account.ask(path)).toMatchObject({ status: 500, body: bad });
    }
  });

  it("500 of an integration that is not asked by POST, or has a URI or a stage variable that is none", () => {
    const account = new RestAccount({ fn: returning({ statusCode: 200 }) });
    account.deploy({
      "/get": { get: proxy("fn", { httpMethod: "GET" }) },
      "/uri": { get: proxy("fn", { uri: "arn:aws:apigateway:us-east-1:lambda:nonsense" }) },
      "/variable": { get: proxy("${stageVariables.none}") },
    });
    for (const path of ["/get", "/uri", "/variable"]) {
      expect(account.ask(path)).toMatchObject({ status: 500, body: bad });
    }
  });

  it("500 of an answer of more than 10 MB, and 504 of an endpoint that cannot be reached", () => {
    const endpoint = (behavior: PlainObject) => {
      const account = new RestAccount();
      const http = {
        "x-amazon-apigateway-integration": {
          type: "http_proxy",
          httpMethod: "GET",
          uri: "https://a.example/",
        },
      };
      account.deploy({ "/": { get: http } }, {}, { Endpoint: behavior });
      return account.ask("/");
    };
    expect(endpoint({ body: "x".repeat(10_485_761) })).toMatchObject({ status: 500 });
    expect(endpoint({ unreachable: 1 })).toMatchObject({
      status: 504,
      body: '{"message":"Network error communicating with endpoint"}',
    });
    expect(endpoint({ failures: 1, failureStatus: 503 })).toMatchObject({ status: 503 });
    expect(endpoint({ latency: { type: "constant", value: seconds(40) } })).toMatchObject({
      status: 504,
    });
    expect(endpoint({ body: "hi" })).toMatchObject({ status: 200, body: "hi", took: 60_000 });
  });
});

describe("apigateway.proxy.event: a function gets the request in the payload format 1.0", () => {
  it("with its path, parameters, headers, body and stage", () => {
    let event: PlainObject = {};
    const account = new RestAccount({
      *fn(given) {
        event = given as PlainObject;
        return { statusCode: 200 };
      },
    });
    account.deploy(
      { "/orders/{id}/{rest+}": { "x-amazon-apigateway-any-method": proxy("fn") } },
      {},
      { variables: { color: "blue" } },
    );
    account.ask(
      {
        method: "POST",
        path: "/prod/orders/7/a/b",
        query: "x=1&x=2&y=%20",
        headers: { "content-type": "text/plain" },
      },
      "body",
    );
    expect(event).toMatchObject({
      resource: "/orders/{id}/{rest+}",
      path: "/orders/7/a/b",
      httpMethod: "POST",
      headers: {
        "Content-Type": "text/plain",
        Host: "abcdefghij.execute-api.us-east-1.amazonaws.com",
      },
      multiValueHeaders: { "Content-Type": ["text/plain"] },
      queryStringParameters: { x: "2", y: " " },
      multiValueQueryStringParameters: { x: ["1", "2"], y: [" "] },
      pathParameters: { id: "7", rest: "a/b" },
      stageVariables: { color: "blue" },
      requestContext: {
        apiId: "abcdefghij",
        httpMethod: "POST",
        path: "/prod/orders/7/a/b",
        resourcePath: "/orders/{id}/{rest+}",
        stage: "prod",
        requestTime: "01/Jan/2026:00:00:00 +0000",
        identity: { sourceIp: "192.0.2.1", accessKey: null },
      },
      body: "body",
      isBase64Encoded: false,
    });
    account.ask({ path: "/orders/7/c" });
    expect(event).toMatchObject({ body: null, queryStringParameters: null, path: "/orders/7/c" });
  });

  it("whose bytes come in base64 where they are of a binary type", () => {
    let event: PlainObject = {};
    const account = new RestAccount({
      *fn(given) {
        event = given as PlainObject;
        return { statusCode: 200 };
      },
    });
    account.deploy(
      { "/": { post: proxy("fn") } },
      { "x-amazon-apigateway-binary-media-types": ["image/png"] },
    );
    account.ask({ method: "POST", headers: { "content-type": "image/png" } }, "hi");
    expect(event).toMatchObject({ body: "aGk=", isBase64Encoded: true });
  });
});

/** A method whose integration is not a proxy. */
const integrated = (
  integration: PlainObject,
  statuses: readonly string[] = ["200", "400"],
): PlainObject => ({
  responses: Object.fromEntries(statuses.map((status) => [status, {}])),
  "x-amazon-apigateway-integration": integration,
});
const mock = (template: string, more: PlainObject = {}): PlainObject => ({
  type: "mock",
  requestTemplates: { "application/json": template },
  responses: {
    default: { statusCode: "200" },
    "4\\d\\d": { statusCode: "400", responseTemplates: { "application/json": '{"no":true}' } },
  },
  ...more,
});

describe("apigateway.integration.mock: a template says the status", () => {
  it.each([
    ['{"statusCode": 200}', 200],
    ["{statusCode: 200}", 200],
    ['{"statusCode": 404}', 400],
    ['{"statusCode": "200"}', 500],
    ["{}", 500],
    ["#if(", 500],
  ])("%s", (template, status) => {
    const account = new RestAccount();
    account.deploy({ "/": { get: integrated(mock(template)) } });
    expect(account.ask("/").status).toBe(status);
  });

  it("and answers preflights with headers, as consoles make them", () => {
    const account = new RestAccount();
    const responses = {
      default: {
        statusCode: "200",
        responseParameters: {
          "method.response.header.Access-Control-Allow-Origin": "'*'",
          "method.response.header.Access-Control-Allow-Methods": "'GET,POST'",
        },
      },
    };
    account.deploy({ "/": { options: integrated(mock('{"statusCode": 200}', { responses })) } });
    const { status, headers } = account.ask({ method: "OPTIONS" });
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      "access-control-allow-origin": "*",
      "access-control-allow-methods": "GET,POST",
    });
  });
});

describe("apigateway.integration.selection: the first pattern that matches chooses the response", () => {
  const custom = (
    script: Parameters<typeof returning>[0],
    responses: PlainObject,
    statuses?: readonly string[],
  ) => {
    const account = new RestAccount({ fn: script as never });
    const integration = { type: "aws", httpMethod: "POST", uri: functionUri("fn"), responses };
    account.deploy({ "/": { post: integrated(integration, statuses) } });
    return account.ask({ method: "POST" }, '{"a":1}');
  };
  const failing = function* () {
    throw new Error("Invalid: 7");
  };

  it("by the message of a function's error", () => {
    const responses = { default: { statusCode: "200" }, "Invalid.*": { statusCode: "400" } };
    expect(custom(failing as never, responses).status).toBe(400);
    expect(custom(returning({ errorMessage: "fine" }) as never, responses).status).toBe(200);
    expect(custom(failing as never, { default: { statusCode: "200" } })).toMatchObject({
      status: 200,
      body: expect.stringContaining("Invalid: 7"),
    });
  });

  it("and where none does, or its status is not declared, the API is not configured", () => {
    expect(custom(returning("x") as never, { "never.+": { statusCode: "200" } })).toMatchObject({
      status: 500,
      body: bad,
    });
    expect(custom(returning("x") as never, { default: { statusCode: "201" } })).toMatchObject({
      status: 500,
    });
  });
});

describe("apigateway.integration.passthrough: bodies without a template pass, or are refused by 415", () => {
  const asked = (passthroughBehavior: string, templates: PlainObject, type: string) => {
    let got: unknown = null;
    const account = new RestAccount({
      *fn(event) {
        got = event;
        return "ok";
      },
    });
    const integration = {
      type: "aws",
      httpMethod: "POST",
      uri: functionUri("fn"),
      passthroughBehavior,
      requestTemplates: templates,
      responses: { default: { statusCode: "200" } },
    };
    account.deploy({ "/": { post: integrated(integration) } });
    const { status } = account.ask(
      { method: "POST", headers: { "content-type": type } },
      '{"a":1}',
    );
    return [status, got];
  };
  const template = { "application/json": '{"mapped": $input.json("$.a")}' };

  it.each([
    ["when_no_match", template, "application/json; charset=utf-8", 200, { mapped: 1 }],
    ["when_no_match", template, "text/plain", 200, { a: 1 }],
    ["when_no_match", {}, "text/plain", 200, { a: 1 }],
    ["when_no_templates", template, "text/plain", 415, null],
    ["when_no_templates", {}, "text/plain", 200, { a: 1 }],
    ["never", {}, "text/plain", 415, null],
    ["never", template, "application/json", 200, { mapped: 1 }],
  ])("%s, %j, %s", (behavior, templates, type, status, got) => {
    expect(asked(behavior, templates, type)).toEqual([status, got]);
  });
});

describe("apigateway.integration.mapping: templates and parameters map requests and answers", () => {
  it("with what a template sets over it", () => {
    const account = new RestAccount();
    const responses = {
      default: {
        statusCode: "200",
        responseTemplates: {
          "application/json":
            '#set($context.responseOverride.status = 400)#set($context.responseOverride.header.x = "1")$input.path("$.statusCode")',
        },
        responseParameters: {
          "method.response.header.y": "integration.response.body.statusCode",
          "method.response.header.z": "context.stage",
        },
      },
    };
    account.deploy({ "/": { get: integrated(mock('{"statusCode": 200}', { responses })) } });
    expect(account.ask("/")).toMatchObject({
      status: 400,
      body: "200",
      headers: { x: "1", y: "200", z: "prod" },
    });
  });

  it("and a function may be invoked without being waited for", () => {
    let runs = 0;
    const account = new RestAccount({
      *fn() {
        yield* wait("1s");
        runs += 1;
      },
    });
    const integration = {
      type: "aws",
      httpMethod: "POST",
      uri: functionUri("fn"),
      requestParameters: { "integration.request.header.X-Amz-Invocation-Type": "'Event'" },
      responses: { default: { statusCode: "200" } },
    };
    account.deploy({ "/": { post: integrated(integration) } });
    const { status, took } = account.ask({ method: "POST" }, "{}");
    expect([status, took < milliseconds(200)]).toEqual([200, true]);
    account.advance(seconds(5));
    expect(runs).toBe(1);
  });
});

describe("apigateway.integration.action: an integration asks for an operation of AWS", () => {
  const action = (uri: string, template: string, more: PlainObject = {}): PlainObject => ({
    type: "aws",
    httpMethod: "POST",
    uri: `arn:aws:apigateway:us-east-1:${uri}`,
    credentials: "arn:aws:iam::123456789012:role/api",
    requestTemplates: { "application/json": template },
    responses: { default: { statusCode: "200" }, "4\\d\\d": { statusCode: "400" } },
    ...more,
  });

  it("by a form, as SQS takes it", () => {
    const account = new RestAccount();
    account.call("CreateQueue", { QueueName: "inbox" }, "sqs");
    const form =
      "Action=SendMessage&MessageBody=$util.urlEncode($input.body)&MessageAttribute.1.Name=a&MessageAttribute.1.Value.StringValue=b&MessageAttribute.1.Value.DataType=String";
    account.deploy({
      "/": {
        post: integrated(
          action("sqs:path/123456789012/inbox", form, {
            requestParameters: {
              "integration.request.header.Content-Type": "'application/x-www-form-urlencoded'",
            },
          }),
        ),
      },
    });
    const { status, body } = account.ask({ method: "POST" }, '{"a":1}');
    expect([status, JSON.parse(body)]).toEqual([
      200,
      {
        SendMessageResponse: {
          SendMessageResult: expect.objectContaining({ MessageId: expect.any(String) }),
          ResponseMetadata: { RequestId: expect.any(String) },
        },
      },
    ]);
    const queue = {
      QueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/inbox",
      MessageAttributeNames: ["All"],
    };
    expect(account.call("ReceiveMessage", queue, "sqs")["Messages"]).toMatchObject([
      { Body: '{"a":1}', MessageAttributes: { a: { StringValue: "b", DataType: "String" } } },
    ]);
  });

  it("by JSON, as Kinesis takes it, with its refusals", () => {
    const account = new RestAccount();
    account.call("CreateStream", { StreamName: "clicks", ShardCount: 1 }, "kinesis");
    const template =
      '{"StreamName": "$input.params(\'name\')", "PartitionKey": "k", "Data": "$util.base64Encode($input.body)"}';
    account.deploy({
      "/{name}": { put: integrated(action("kinesis:action/PutRecord", template)) },
    });
    const put = (name: string) => account.ask({ method: "PUT", path: `/${name}` }, "{}");
    expect(JSON.parse(put("clicks").body)).toMatchObject({ ShardId: "shardId-000000000000" });
    expect(put("none").status).toBe(400);
    expect(JSON.parse(put("none").body)).toMatchObject({ __type: "ResourceNotFoundException" });
  });

  it("that ends the run where it is not modeled", () => {
    const account = new RestAccount();
    account.deploy({ "/": { post: integrated(action("rekognition:action/DetectFaces", "{}")) } });
    expect(() => account.ask({ method: "POST" }, "{}")).toThrow("rekognition:DetectFaces");
  });

  it("which a function may ask for as well", () => {
    const account = new RestAccount({
      *fn() {
        yield* call("sqs", "SendMessage", { QueueUrl: "inbox", MessageBody: "x" });
        return { statusCode: 202 };
      },
    });
    account.call("CreateQueue", { QueueName: "inbox" }, "sqs");
    account.deploy({ "/": { get: proxy("fn") } });
    expect(account.ask("/").status).toBe(202);
  });
});
