import { days, hours, milliseconds, minutes, seconds, type Instant } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import type { PlainObject } from "../../../service/refusal.ts";
import { apiId, functionUri, proxy, RestAccount, returning } from "../test/rest-account.ts";

const ok = returning({ statusCode: 200, body: "ok" });
const missing = { status: 403, body: '{"message":"Missing Authentication Token"}' };

function open(paths: PlainObject, more: PlainObject = {}, stage: PlainObject = {}): RestAccount {
  const account = new RestAccount({ fn: ok });
  account.deploy(paths, more, stage);
  return account;
}

describe("apigateway.route.match: what is written goes before a parameter, and that before the rest of a path", () => {
  const account = new RestAccount({
    *fn(event) {
      const { resource, pathParameters } = event as PlainObject;
      return { statusCode: 200, body: JSON.stringify([resource, pathParameters]) };
    },
  });
  const get = { get: proxy("fn") };
  account.deploy({
    "/": get,
    "/a": get,
    "/a/{x}": get,
    "/a/{x}/b": get,
    "/a/fixed": get,
    "/{all+}": { "x-amazon-apigateway-any-method": proxy("fn") },
  });
  it.each([
    ["/", ["/", null]],
    ["/prod", ["/", null]],
    ["/prod/a", ["/a", null]],
    ["/a/", ["/a", null]],
    ["/a/fixed", ["/a/fixed", null]],
    ["/a/7", ["/a/{x}", { x: "7" }]],
    ["/a/x%20y", ["/a/{x}", { x: "x y" }]],
    ["/a/fixed/b", ["/a/{x}/b", { x: "fixed" }]],
    ["/a/7/c", ["/{all+}", { all: "a/7/c" }]],
    ["/z/y/x", ["/{all+}", { all: "z/y/x" }]],
  ])("%s", (path, found) => {
    expect(JSON.parse(account.ask(path).body)).toEqual(found);
  });

  it("and a method that a resource does not have is unknown", () => {
    expect(account.ask({ method: "POST", path: "/a" })).toMatchObject(missing);
    expect(account.ask({ method: "POST", path: "/z" }).status).toBe(200);
  });
});

it("apigateway.route.none: unknown paths hear 403, and so does whoever asks an API without a stage", () => {
  const account = open({ "/a": { get: proxy("fn") } });
  expect(account.ask("/b")).toMatchObject(missing);
  expect(account.ask("/b").headers).toMatchObject({
    "x-amzn-errortype": "MissingAuthenticationTokenException",
  });
  account.call("DeleteStage", { restApiId: apiId, stageName: "prod" });
  expect(account.ask("/a")).toMatchObject({ status: 403, body: '{"message":"Forbidden"}' });
  expect(account.meter("4XXError")).toBe(3);
});

it("apigateway.limit.payload: a body of more than 10 MB is too large", () => {
  const account = open({ "/": { post: proxy("fn") } });
  expect(account.ask({ method: "POST" }, "x".repeat(10_485_761))).toMatchObject({
    status: 413,
    body: '{"message":"HTTP content length exceeded 10485760 bytes"}',
  });
});

describe("apigateway.throttle.bucket: a request takes a token, and one that finds none hears 429", () => {
  const burst = (account: RestAccount, count: number, path = "/") => {
    const begun = Array.from({ length: count }, () => account.begin({ path }));
    account.advance(seconds(0.5));
    return begun.filter(({ heard }) => heard?.status === 429).length;
  };

  it("of the account", () => {
    const account = new RestAccount(
      { fn: ok },
      { quotas: { "apigateway.requestsPerSecond": 10, "apigateway.burst": 5 } },
    );
    account.deploy({ "/": { get: proxy("fn") } });
    expect(burst(account, 8)).toBe(3);
    expect(burst(account, 8)).toBe(3);
    account.advance(seconds(60));
    expect(burst(account, 8)).toBe(3);
    expect(account.meter("Throttled")).toBe(9);
    expect(account.meter("RequestsBilled")).toBe(15);
  });

  it("of each method, as its stage says of all or of one", () => {
    const account = open({ "/a": { get: proxy("fn") }, "/b": { get: proxy("fn") } });
    account.patch(
      ["/*/*/throttling/rateLimit", "1"],
      ["/*/*/throttling/burstLimit", "4"],
      ["/~1b/GET/throttling/burstLimit", "2"],
    );
    expect([burst(account, 5, "/a"), burst(account, 5, "/b")]).toEqual([1, 3]);
    const heard = account.ask("/b");
    expect(heard).toMatchObject({ status: 429, body: '{"message":"Too Many Requests"}' });
    expect(heard.headers).toMatchObject({ "x-amzn-errortype": "TooManyRequestsException" });
  });
});

describe("apigateway.usage-plan.key: a method may ask for an API key that has a plan for its stage", () => {
  const keyed = (plan: PlainObject = {}, stages: PlainObject = {}) => {
    const account = open(
      { "/": { get: { ...proxy("fn"), security: [{ key: [] }] } } },
      {
        components: {
          securitySchemes: { key: { type: "apiKey", name: "x-api-key", in: "header" } },
        },
      },
    );
    const value = (name: string) => `${name}-0123456789012345678`;
    for (const name of ["one", "two", "off", "alone"]) {
      account.call("CreateApiKey", { id: name, name, value: value(name), enabled: name !== "off" });
    }
    account.call("CreateUsagePlan", {
      id: "plan",
      name: "plan",
      apiStages: [{ apiId, stage: "prod", ...stages }],
      ...plan,
    });
    for (const keyId of ["one", "two", "off"]) {
      account.call("CreateUsagePlanKey", { usagePlanId: "plan", keyId, keyType: "API_KEY" });
    }
    const begin = (name: string) => account.begin({ headers: { "x-api-key": value(name) } });
    const ask = (name: string) => account.ask({ headers: { "x-api-key": value(name) } });
    return { account, begin, ask };
  };

  it("and without one, or with one that is off, unknown or without a plan, is forbidden", () => {
    const { account, ask } = keyed();
    expect(ask("one").status).toBe(200);
    for (const name of ["off", "alone", "nobody"])
      expect(ask(name)).toMatchObject({ status: 403, body: '{"message":"Forbidden"}' });
    expect(account.ask("/").headers).toMatchObject({ "x-amzn-errortype": "ForbiddenException" });
    expect(account.meter("RequestsBilled")).toBe(1);
  });

  it("apigateway.usage-plan.throttle: each key of a plan has buckets of its own", () => {
    const { account, begin } = keyed(
      { throttle: { rateLimit: 1, burstLimit: 3 } },
      { throttle: { "//GET": { rateLimit: 1, burstLimit: 2 } } },
    );
    const all = ["one", "one", "one", "one", "two"].map(begin);
    account.advance(seconds(0.5));
    expect(all.map(({ heard }) => heard?.status)).toEqual([200, 200, 429, 429, 200]);
  });

  it("apigateway.usage-plan.quota: a key has so many requests in a period, in the first one fewer", () => {
    const { account, ask } = keyed({ quota: { limit: 3, offset: 1, period: "DAY" } });
    const statuses = (count: number) => Array.from({ length: count }, () => ask("one").status);
    expect(statuses(3)).toEqual([200, 200, 429]);
    expect(ask("one")).toMatchObject({ body: '{"message":"Limit Exceeded"}' });
    expect(ask("two").status).toBe(200);
    account.simulation.run({ until: days(1) as number as Instant });
    expect(statuses(4)).toEqual([200, 200, 200, 429]);
  });

  it("apigateway.usage-plan.source: or the authorizer says which key it is", () => {
    const account = new RestAccount({
      fn: ok,
      auth: returning({
        principalId: "me",
        policyDocument: {
          Statement: [{ Action: "execute-api:Invoke", Effect: "Allow", Resource: "*" }],
        },
        usageIdentifierKey: "key-01234567890123456789",
      }),
    });
    account.deploy(
      { "/": { get: { ...proxy("fn"), security: [{ auth: [], key: [] }] } } },
      {
        "x-amazon-apigateway-api-key-source": "AUTHORIZER",
        components: {
          securitySchemes: {
            key: { type: "apiKey", name: "x-api-key", in: "header" },
            auth: {
              type: "apiKey",
              name: "Authorization",
              in: "header",
              "x-amazon-apigateway-authtype": "custom",
              "x-amazon-apigateway-authorizer": {
                type: "token",
                authorizerUri: functionUri("auth"),
              },
            },
          },
        },
      },
    );
    const ask = () => account.ask({ headers: { authorization: "t" } }).status;
    expect(ask()).toBe(403);
    account.call("CreateApiKey", { id: "key", value: "key-01234567890123456789", enabled: true });
    account.call("CreateUsagePlan", {
      id: "plan",
      name: "plan",
      apiStages: [{ apiId, stage: "prod" }],
    });
    account.call("CreateUsagePlanKey", { usagePlanId: "plan", keyId: "key", keyType: "API_KEY" });
    expect(ask()).toBe(200);
  });
});

describe("apigateway.validation.order: parameters are checked, and then the body", () => {
  const schema = {
    type: "object",
    required: ["id"],
    properties: {
      id: { type: "integer", minimum: 1 },
      kind: { enum: ["a", "b"] },
      inner: { $ref: "#/components/schemas/Inner" },
    },
    additionalProperties: false,
  };
  const account = open(
    {
      "/{p}": {
        post: {
          ...proxy("fn"),
          parameters: [
            { name: "page", in: "query", required: true },
            { name: "x-tenant", in: "header", required: true },
            { name: "note", in: "query" },
          ],
          requestBody: {
            content: { "application/json": { schema: { $ref: "#/components/schemas/Order" } } },
          },
          "x-amazon-apigateway-request-validator": "all",
        },
      },
    },
    {
      "x-amazon-apigateway-request-validators": {
        all: { validateRequestBody: true, validateRequestParameters: true },
      },
      components: {
        schemas: {
          Order: schema,
          Inner: { type: "array", items: { type: "string", minLength: 2 } },
        },
      },
    },
  );
  const ask = (body: string, query = "page=1", tenant = "t") =>
    account.ask(
      {
        method: "POST",
        path: "/x",
        query,
        headers: { "x-tenant": tenant, "content-type": "application/json" },
      },
      body,
    );

  it("missing and blank parameters are named", () => {
    expect(ask("{}", "", " ")).toMatchObject({
      status: 400,
      body: '{"message":"Missing required request parameters: [page, x-tenant]"}',
    });
  });

  it.each([
    ['{"id":1}', 200],
    ['{"id":1,"kind":"a","inner":["ab"]}', 200],
    ['{"id":0}', 400],
    ['{"id":1.5}', 400],
    ['{"id":"1"}', 400],
    ['{"id":1,"kind":"c"}', 400],
    ['{"id":1,"inner":["a"]}', 400],
    ['{"id":1,"more":1}', 400],
    ["", 400],
    ["no JSON", 400],
  ])("%s", (body, status) => {
    expect(ask(body).status).toBe(status);
    if (status === 400) expect(ask(body).body).toBe('{"message":"Invalid request body"}');
  });
});

describe("apigateway.gateway-response.lookup: an API words its errors itself, by type or by class", () => {
  it("with headers, a status and variables", () => {
    const account = open(
      {
        "/": {
          get: {
            ...proxy("fn"),
            parameters: [{ name: "q", in: "query", required: true }],
            "x-amazon-apigateway-request-validator": "p",
          },
          post: proxy("none"),
        },
      },
      {
        "x-amazon-apigateway-request-validators": {
          p: { validateRequestBody: false, validateRequestParameters: true },
        },
        "x-amazon-apigateway-gateway-responses": {
          BAD_REQUEST_PARAMETERS: {
            statusCode: 422,
            responseParameters: {
              "gatewayresponse.header.Access-Control-Allow-Origin": "'*'",
              "gatewayresponse.header.id": "context.stage",
            },
            responseTemplates: {
              "application/json":
                '{"said":$context.error.messageString,"type":"$context.error.responseType","x":"$input.body"}',
            },
          },
          DEFAULT_5XX: {
            responseParameters: { "gatewayresponse.header.x": "'5'" },
            responseTemplates: { "application/json": "down" },
          },
        },
      },
    );
    expect(account.ask("/")).toMatchObject({
      status: 422,
      headers: { "access-control-allow-origin": "*", id: "prod" },
      body: '{"said":"Missing required request parameters: [q]","type":"BAD_REQUEST_PARAMETERS","x":"$input.body"}',
    });
    expect(account.ask({ method: "POST" })).toMatchObject({
      status: 500,
      body: "down",
      headers: { x: "5" },
    });
    expect(account.ask("/none").body).toBe('{"message":"Missing Authentication Token"}');
  });
});

describe("apigateway.stage.deployment: a deployment is a snapshot, and stages have variables", () => {
  it("so that a change shows once it is deployed", () => {
    const account = open({ "/": { get: proxy("fn") } });
    const resource = account.call("GetResources", { restApiId: apiId })[
      "items"
    ] as readonly PlainObject[];
    const of = { restApiId: apiId, resourceId: resource[0]!["id"]!, httpMethod: "GET" };
    account.call("UpdateIntegration", {
      ...of,
      patchOperations: [{ op: "replace", path: "/uri", value: functionUri("gone") }],
    });
    expect(account.ask("/").status).toBe(200);
    account.call("CreateDeployment", { restApiId: apiId, stageName: "prod" });
    expect(account.ask("/").status).toBe(500);
    account.call("UpdateStage", {
      restApiId: apiId,
      stageName: "prod",
      patchOperations: [{ op: "replace", path: "/deploymentId", value: "first" }],
    });
    expect(account.ask("/").status).toBe(200);
  });

  it("and a variable may name the function", () => {
    const account = new RestAccount({
      blue: returning({ body: "blue" }),
      green: returning({ body: "green" }),
    });
    account.deploy(
      { "/": { get: proxy("${stageVariables.fn}") } },
      {},
      { variables: { fn: "blue" } },
    );
    expect(account.ask("/").body).toBe("blue");
    account.patch(["/variables/fn", "green"]);
    expect(account.ask("/").body).toBe("green");
  });
});

describe("apigateway.stage.canary: a part of requests goes to another deployment", () => {
  const account = new RestAccount({
    old: returning({ body: "old" }),
    next: returning({ body: "next" }),
  });
  account.deploy({ "/": { get: proxy("${stageVariables.fn}") } }, {}, { variables: { fn: "old" } });
  const share = (count = 400) => {
    const begun = Array.from({ length: count }, () => account.begin({}));
    account.advance(seconds(5));
    return begun.filter(({ heard }) => heard?.body === "next").length / count;
  };

  it("each drawn by itself, until it is promoted", () => {
    account.call("CreateDeployment", {
      restApiId: apiId,
      id: "second",
      stageName: "prod",
      canarySettings: { percentTraffic: 25, stageVariableOverrides: { fn: "next" } },
    });
    expect(share()).toBeGreaterThan(0.18);
    expect(share()).toBeLessThan(0.32);
    const promote = [
      { op: "replace", path: "/canarySettings/percentTraffic", value: "0.0" },
      { op: "copy", from: "/canarySettings/stageVariableOverrides", path: "/variables" },
      { op: "copy", from: "/canarySettings/deploymentId", path: "/deploymentId" },
    ];
    account.call("UpdateStage", { restApiId: apiId, stageName: "prod", patchOperations: promote });
    expect(share()).toBe(1);
    expect(account.call("GetStage", { restApiId: apiId, stageName: "prod" })).toMatchObject({
      deploymentId: "second",
      variables: { fn: "next" },
    });
  });
});

describe("apigateway.cache.method: answers of methods are kept where the stage has a cache", () => {
  const cached = (more: PlainObject = {}, size = "0.5") => {
    let runs = 0;
    const account = new RestAccount({
      *fn(event) {
        runs += 1;
        const { queryStringParameters: query } = event as {
          queryStringParameters: Record<string, string> | null;
        };
        return {
          statusCode: query?.["fail"] === undefined ? 200 : 404,
          body: `${runs}`.padEnd(Number(query?.["size"] ?? 1)),
        };
      },
    });
    account.deploy(
      {
        "/": {
          get: proxy("fn", {
            cacheKeyParameters: [
              "method.request.querystring.k",
              "method.request.querystring.size",
              "method.request.querystring.fail",
            ],
            ...more,
          }),
          post: proxy("fn"),
        },
      },
      {},
      { cacheClusterEnabled: true, cacheClusterSize: size },
    );
    account.patch(["/*/*/caching/enabled", "true"]);
    return {
      account,
      ask: (query = "", headers = {}) => account.ask({ query, headers }),
      runs: () => runs,
    };
  };

  it("for as long as they hold, apart by the parameters that are named", () => {
    const { account, ask, runs } = cached();
    expect([ask(), ask("other=1"), ask("k=1"), ask("k=1")].map(({ body }) => body)).toEqual([
      "1",
      "1",
      "2",
      "2",
    ]);
    expect(ask("k=2").body).toBe("3");
    account.advance(minutes(5));
    expect(ask().body).toBe("4");
    expect([account.ask({ method: "POST" }).body, account.ask({ method: "POST" }).body]).toEqual([
      "5",
      "6",
    ]);
    expect(runs()).toBe(6);
    expect([account.meter("CacheHitCount"), account.meter("CacheMissCount")]).toEqual([2, 4]);
  });

  it("apigateway.cache.ttl: unless that is 0", () => {
    const { account, ask } = cached();
    account.patch(["/~1/GET/caching/ttlInSeconds", "0"]);
    expect([ask().body, ask().body]).toEqual(["1", "2"]);
    account.patch(["/~1/GET/caching/ttlInSeconds", "10"]);
    expect([ask().body, ask().body]).toEqual(["3", "3"]);
    account.advance(seconds(11));
    expect(ask().body).toBe("4");
  });

  it("apigateway.cache.entry: only those that succeed and have 1 MB at most", () => {
    const { ask } = cached();
    expect([ask("fail=1").body, ask("fail=1").body]).toEqual(["1", "2"]);
    expect([ask("size=1048577").body.trim(), ask("size=1048577").body.trim()]).toEqual(["3", "4"]);
    expect([ask("size=1048576").body.trim(), ask("size=1048576").body.trim()]).toEqual(["5", "5"]);
  });

  it("apigateway.cache.size: and those of last use where there is no room for all", () => {
    const { account, ask } = cached();
    for (let k = 0; k < 520; k += 1) ask(`k=${k}&size=1048576`);
    const { CacheBytes } = account.simulation.gaugesOf(account.api);
    expect(CacheBytes).toBe(512 * 1_048_576);
    expect(ask("k=519&size=1048576").body.trim()).toBe("520");
    expect(ask("k=0&size=1048576").body.trim()).toBe("521");
  });

  it("apigateway.cache.invalidation: a client may have one made anew, where it is allowed to", () => {
    const { account, ask } = cached();
    const anew = { "cache-control": "max-age=0" };
    expect([ask().body, ask("", anew).body]).toEqual(["1", "1"]);
    expect(ask("", anew).headers).toHaveProperty("warning");
    const signed = { ...anew, authorization: "AWS4-HMAC-SHA256 Credential=x" };
    expect([ask("", signed).body, ask().body]).toEqual(["2", "2"]);
    account.patch(["/*/*/caching/unauthorizedCacheControlHeaderStrategy", "FAIL_WITH_403"]);
    expect(ask("", anew).status).toBe(403);
    account.patch([
      "/*/*/caching/unauthorizedCacheControlHeaderStrategy",
      "SUCCEED_WITHOUT_RESPONSE_HEADER",
    ]);
    expect(ask("", anew)).toMatchObject({ status: 200, body: "2" });
    expect(ask("", anew).headers).not.toHaveProperty("warning");
    account.patch(["/*/*/caching/requireAuthorizationForCacheControl", "false"]);
    expect([ask("", anew).body, ask().body]).toEqual(["3", "3"]);
  });

  it("apigateway.cache.flush: and all of them may be dropped", () => {
    const { account, ask } = cached();
    expect([ask().body, ask().body]).toEqual(["1", "1"]);
    account.call("FlushStageCache", { restApiId: apiId, stageName: "prod" });
    expect(ask().body).toBe("2");
  });

  it("apigateway.cache.creation: a cache that is made or resized is empty, and there after about four minutes", () => {
    const { account, ask } = cached();
    ask();
    account.patch(["/cacheClusterSize", "1.6"]);
    expect([ask().body, ask().body]).toEqual(["2", "3"]);
    account.advance(minutes(4));
    expect([ask().body, ask().body]).toEqual(["4", "4"]);
  });
});

describe("apigateway.authorizer.lambda: a function says who may call", () => {
  const allow = (
    Effect = "Allow",
    Resource: unknown = "*",
    more: PlainObject = {},
  ): PlainObject => ({
    principalId: "me",
    policyDocument: {
      Version: "2012-10-17",
      Statement: [{ Action: "execute-api:Invoke", Effect, Resource: Resource as string }],
    },
    context: { color: "blue", count: 7, good: true },
    ...more,
  });
  const authorized = (script: () => Generator<never, unknown>, authorizer: PlainObject = {}) => {
    let asked = 0;
    let event: PlainObject = {};
    let last: PlainObject = {};
    const account = new RestAccount({
      *fn(given) {
        last = given as PlainObject;
        return { statusCode: 200 };
      },
      *auth(given) {
        asked += 1;
        event = given as PlainObject;
        return yield* script();
      },
    });
    account.deploy(
      {
        "/a": { get: { ...proxy("fn"), security: [{ auth: [] }] } },
        "/b": { get: { ...proxy("fn"), security: [{ auth: [] }] } },
      },
      {
        components: {
          securitySchemes: {
            auth: {
              type: "apiKey",
              name: "Authorization",
              in: "header",
              "x-amazon-apigateway-authtype": "custom",
              "x-amazon-apigateway-authorizer": {
                type: "token",
                authorizerUri: functionUri("auth"),
                ...authorizer,
              },
            },
          },
        },
      },
    );
    const ask = (token: string | null, path = "/a", query = "") =>
      account.ask({ path, query, headers: token === null ? {} : { authorization: token } });
    return { account, ask, asked: () => asked, event: () => event, last: () => last };
  };

  it("by a token, and what it says comes to the function as texts", () => {
    const { ask, event, last } = authorized(returning(allow()) as never);
    expect(ask("t").status).toBe(200);
    expect(event()).toEqual({
      type: "TOKEN",
      authorizationToken: "t",
      methodArn: `arn:aws:execute-api:us-east-1:123456789012:${apiId}/prod/GET/a`,
    });
    expect((last()["requestContext"] as PlainObject)["authorizer"]).toEqual({
      principalId: "me",
      color: "blue",
      count: "7",
      good: "true",
    });
  });

  it("apigateway.authorizer.request: or by the request", () => {
    const { account, ask, event } = authorized(returning(allow()) as never, {
      type: "request",
      identitySource: "method.request.querystring.who, context.stage",
    });
    expect(ask("t").status).toBe(401);
    expect(ask("t", "/a", "who=me").status).toBe(200);
    expect(event()).toMatchObject({
      type: "REQUEST",
      resource: "/a",
      queryStringParameters: { who: "me" },
      pathParameters: {},
      requestContext: { stage: "prod" },
    });
    expect(event()).not.toHaveProperty("body");
    expect(account.meter("AuthorizerCalls")).toBe(1);
  });

  it.each([
    [returning(allow("Deny")), 403, "User is not authorized to access this resource"],
    [
      returning(allow("Allow", "arn:aws:execute-api:*:*:other/*")),
      403,
      "User is not authorized to access this resource",
    ],
    [
      returning(allow("Allow", `arn:aws:execute-api:us-east-1:123456789012:${apiId}/*/GET/?`)),
      200,
      null,
    ],
    [returning({ principalId: "me" }), 500, null],
    [returning(allow("Allow", "*", { context: { list: [1] } })), 500, null],
    [returning("no"), 500, null],
    [
      function* () {
        throw new Error("Unauthorized");
      },
      401,
      "Unauthorized",
    ],
    [
      function* () {
        throw new Error("down");
      },
      500,
      null,
    ],
  ])("apigateway.authorizer.outcome: %#", (script, status, message) => {
    const heard = authorized(script as never).ask("t");
    expect(heard.status).toBe(status);
    if (status !== 200) expect(JSON.parse(heard.body)).toEqual({ message });
  });

  it("and one that is not there or throttled fails", () => {
    const { account, ask } = authorized(returning(allow()) as never);
    account.call(
      "PutFunctionConcurrency",
      { FunctionName: "auth", ReservedConcurrentExecutions: 0 },
      "lambda",
    );
    expect(ask("t")).toMatchObject({ status: 500, body: '{"message":null}' });
  });

  it("apigateway.authorizer.identity: without an identity, or with one of another form, nobody is asked", () => {
    const { ask, asked } = authorized(returning(allow()) as never, {
      identityValidationExpression: "Bearer .+",
    });
    expect([ask(null).status, ask("x").status, asked()]).toEqual([401, 401, 0]);
    expect([ask("Bearer x").status, asked()]).toEqual([200, 1]);
  });

  it("apigateway.authorizer.cache: its answer holds for the identity, for each method anew", () => {
    const { account, ask, asked } = authorized(
      returning(allow("Allow", `arn:aws:execute-api:*:*:*/prod/GET/a`)) as never,
    );
    expect([ask("t").status, ask("t").status, ask("t", "/b").status, asked()]).toEqual([
      200, 200, 403, 1,
    ]);
    expect([ask("u").status, asked()]).toEqual([200, 2]);
    account.advance(seconds(301));
    expect([ask("t").status, asked()]).toEqual([200, 3]);
    account.call("FlushStageAuthorizersCache", { restApiId: apiId, stageName: "prod" });
    expect([ask("t").status, asked()]).toEqual([200, 4]);
    const none = authorized(returning(allow()) as never, { authorizerResultTtlInSeconds: 0 });
    expect([none.ask("t").status, none.ask("t").status, none.asked()]).toEqual([200, 200, 2]);
  });
});

describe("apigateway.authorizer.cognito: a token of a user pool lets in who has the scopes", () => {
  const token = (claims: PlainObject) =>
    `Bearer e30.${btoa(JSON.stringify(claims)).replaceAll("=", "").replaceAll("+", "-").replaceAll("/", "_")}.sig`;
  const security = {
    components: {
      securitySchemes: {
        pool: {
          type: "apiKey",
          name: "Authorization",
          in: "header",
          "x-amazon-apigateway-authtype": "cognito_user_pools",
          "x-amazon-apigateway-authorizer": {
            type: "cognito_user_pools",
            providerARNs: ["arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_x"],
          },
        },
      },
    },
  };

  it("with its claims, until it expires", () => {
    let event: PlainObject = {};
    const account = new RestAccount({
      *fn(given) {
        event = given as PlainObject;
        return { statusCode: 200 };
      },
    });
    account.deploy(
      {
        "/id": { get: { ...proxy("fn"), security: [{ pool: [] }] } },
        "/scoped": { get: { ...proxy("fn"), security: [{ pool: ["orders/read"] }] } },
      },
      security,
    );
    const ask = (path: string, claims: PlainObject | null) =>
      account.ask({ path, headers: claims === null ? {} : { authorization: token(claims) } })
        .status;
    expect(ask("/id", { sub: "u", age: 7 })).toBe(200);
    expect((event["requestContext"] as PlainObject)["authorizer"]).toEqual({
      claims: { sub: "u", age: "7" },
    });
    expect([
      ask("/id", null),
      ask("/id", { exp: 1 }),
      ask("/scoped", { sub: "u" }),
      ask("/scoped", { scope: "a orders/read" }),
    ]).toEqual([401, 401, 401, 200]);
    const iss = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_x";
    expect([
      ask("/id", { iss, token_use: "id" }),
      ask("/id", { iss, token_use: "access" }),
      ask("/id", { iss: `${iss}y`, token_use: "id" }),
      ask("/scoped", { iss, token_use: "access", scope: "orders/read" }),
      ask("/scoped", { iss, token_use: "id", scope: "orders/read" }),
    ]).toEqual([200, 401, 401, 200, 401]);
  });
});

it("apigateway.authorizer.iam: requests are signed", () => {
  const account = open({
    "/": { get: { ...proxy("fn"), "x-amazon-apigateway-auth": { type: "AWS_IAM" } } },
  });
  expect(account.ask("/")).toMatchObject(missing);
  const by = (authorization: string) => account.ask({ headers: { authorization } }).status;
  expect(by("AWS4-HMAC-SHA256 Credential=x")).toBe(200);
  expect(by("AWS4-ECDSA-P256-SHA256 Credential=x")).toBe(200);
  expect(by("Bearer x")).toBe(403);
});

it("apigateway.log.access: a stage writes a line for each request, in its format", () => {
  const account = new RestAccount({ fn: ok }, { logs: true });
  account.deploy({ "/": { get: proxy("fn") } });
  account.patch(
    ["/accessLogSettings/destinationArn", "arn:aws:logs:us-east-1:123456789012:log-group:access"],
    [
      "/accessLogSettings/format",
      '{"m":"$context.httpMethod","s":$context.status,"x":"$context.nothing"}',
    ],
  );
  account.ask("/");
  const { events } = account.call("FilterLogEvents", { logGroupName: "access" }, "logs");
  expect(events).toMatchObject([{ message: '{"m":"GET","s":200,"x":"-"}' }]);
});

it("apigateway.metrics.names: requests, errors and times are counted under CloudWatch's names", () => {
  const account = open({ "/": { get: proxy("fn") }, "/gone": { get: proxy("gone") } });
  for (const path of ["/", "/gone", "/none"]) account.ask(path);
  expect(["Count", "4XXError", "5XXError"].map((name) => account.meter(name))).toEqual([3, 1, 1]);
  const { Latency, IntegrationLatency } = account.simulation.metersOf(account.api);
  expect([Latency!.count, IntegrationLatency!.count]).toEqual([3, 2]);
  expect(Latency!.sum - IntegrationLatency!.sum).toBe(milliseconds(30));
  expect(hours(1)).toBeGreaterThan(Latency!.sum);
});
