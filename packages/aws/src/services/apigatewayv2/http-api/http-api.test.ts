import { hours, milliseconds, seconds, type Duration, type Plain } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { apiId, functionArn, functionUri, returning } from "../../apigateway/test/rest-account.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { changed, readMapping, replaced } from "./parameter-mapping.ts";
import { HttpAccount, toEndpoint, toFunction } from "../test/http-account.ts";

const named = (name: string) => returning({ statusCode: 200, body: name });

/** Puts what a function is given where a test can see it. */
function seeing(seen: PlainObject[], answer: Plain = { statusCode: 200, body: "seen" }) {
  return function* (event: Plain): Generator<never, unknown, Plain> {
    seen.push(event as PlainObject);
    return answer;
  };
}

const token = (claims: PlainObject): string => {
  const part = (value: PlainObject): string =>
    btoa(JSON.stringify(value)).replaceAll("=", "").replaceAll("+", "-").replaceAll("/", "_");
  return `Bearer ${part({ alg: "RS256" })}.${part(claims)}.signature`;
};

const dayBefore = (date: string): string =>
  new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10);

describe("routes and stages", () => {
  it("apigatewayv2.route.order: a whole path before parameters, those before the rest, $default last", () => {
    const names = ["static", "parameter", "rest", "any", "usual"];
    const account = new HttpAccount(Object.fromEntries(names.map((name) => [name, named(name)])));
    account.route("GET /pets/dog", toFunction("static"));
    account.route("GET /pets/{id}", toFunction("parameter"));
    account.route("GET /pets/{proxy+}", toFunction("rest"));
    account.route("ANY /pets/{id}", toFunction("any"));
    expect(account.ask("/pets/dog").body).toBe("static");
    expect(account.ask("/pets/cat").body).toBe("parameter");
    expect(account.ask("/pets/cat/1").body).toBe("rest");
    expect(account.ask({ method: "POST", path: "/pets/dog" }).body).toBe("any");
    expect(account.ask("/elsewhere")).toMatchObject({
      status: 404,
      body: '{"message":"Not Found"}',
    });
    account.route("$default", toFunction("usual"));
    expect(account.ask("/elsewhere").body).toBe("usual");
  });

  it("apigatewayv2.stage.selection: the stage that a path names, else $default, else 404", () => {
    const account = new HttpAccount({ worker: named("well") });
    account.route("GET /orders", toFunction("worker"));
    account.on("CreateStage", { StageName: "test", AutoDeploy: true });
    expect(account.ask("/test/orders").status).toBe(200);
    expect(account.ask("/orders").status).toBe(200);
    account.on("DeleteStage", { StageName: "$default" });
    expect(account.ask("/orders").status).toBe(404);
  });

  it("apigatewayv2.stage.auto-deploy: has each change at once, or what was deployed", () => {
    const account = new HttpAccount({ worker: named("well") });
    account.on("CreateStage", { StageName: "test" });
    account.route("GET /orders", toFunction("worker"));
    expect(account.ask("/orders").status).toBe(200);
    expect(account.ask("/test/orders").status).toBe(404);
    account.on("CreateDeployment", { StageName: "test" });
    expect(account.ask("/test/orders").status).toBe(200);
    account.route("GET /later", toFunction("worker"));
    expect(account.ask("/later").status).toBe(200);
    expect(account.ask("/test/later").status).toBe(404);
    expect(() => account.on("CreateDeployment", { StageName: "$default" })).toThrow(/auto deploy/);
  });
});

describe("limits", () => {
  it("apigatewayv2.limits.payload: 413 for requests, 500 for responses above 10 MB", () => {
    const account = new HttpAccount({
      large: returning({ statusCode: 200, body: "a".repeat(10_485_761) }),
    });
    account.route("POST /", toEndpoint());
    account.route("GET /", toFunction("large"));
    expect(account.ask({ method: "POST" }, "a".repeat(10_485_761)).status).toBe(413);
    expect(account.ask({ method: "POST" }, "a".repeat(10_485_760)).status).toBe(200);
    expect(account.ask("/").status).toBe(500);
  });

  it("apigatewayv2.limits.timeout: 503 after 30 s, or after what the integration says", () => {
    const account = new HttpAccount();
    const slow = { duration: { type: "constant", value: 40_000_000 } };
    account.fn("slow", slow, { Timeout: 60 });
    account.route("GET /usual", toFunction("slow"));
    account.route("GET /short", toFunction("slow", { TimeoutInMillis: 100 }));
    expect(account.ask("/usual")).toMatchObject({
      status: 503,
      body: '{"message":"Service Unavailable"}',
      took: 30_010_000,
    });
    expect(account.ask("/short")).toMatchObject({ status: 503, took: 110_000 });
    expect(() => {
      account.route("GET /", toFunction("slow", { TimeoutInMillis: 30_001 }));
    }).toThrow(/30000/);
  });

  it("apigatewayv2.limits.quotas: so many routes, integrations, stages and authorizers", () => {
    const account = new HttpAccount(
      {},
      {
        quotas: { "apigatewayv2.stagesPerApi": 1, "apigatewayv2.routesPerApi": 1 },
      },
    );
    account.on("CreateRoute", { RouteKey: "GET /" });
    expect(() => account.on("CreateRoute", { RouteKey: "PUT /" })).toThrow(/Maximum number/);
    expect(() => account.on("CreateStage", { StageName: "b" })).toThrow(/Maximum number/);
  });

  it("apigatewayv2.throttle.routes: 429 by the route, and by the account", () => {
    const account = new HttpAccount(
      { worker: named("well") },
      { quotas: { "apigateway.burst": 3 } },
    );
    account.route("GET /", toFunction("worker"));
    account.route("GET /free", toFunction("worker"));
    const limits = { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 1 };
    account.on("UpdateStage", { StageName: "$default", RouteSettings: { "GET /": limits } });
    const limited = [1, 2].map(() => account.begin({}));
    account.advance();
    expect(limited.map(({ heard: each }) => each?.status)).toEqual([200, 429]);
    expect(account.meter("Throttled")).toBe(1);
    const heard = [1, 2, 3, 4].map(() => account.begin({ path: "/free" }));
    account.advance();
    expect(heard.map(({ heard: each }) => each?.status)).toEqual([200, 200, 200, 429]);
    expect(heard[3]!.heard?.body).toBe('{"message":"Too Many Requests"}');
  });
});

describe("CORS", () => {
  const preflight = {
    method: "OPTIONS",
    headers: { origin: "https://b.example", "access-control-request-method": "PUT" },
  };
  const CorsConfiguration = {
    AllowOrigins: ["https://b.example"],
    AllowMethods: ["PUT", "GET"],
    AllowHeaders: ["a"],
    ExposeHeaders: ["b"],
    MaxAge: 300,
    AllowCredentials: true,
  };

  it("apigatewayv2.cors.preflight: is answered by the API, where it has a configuration", () => {
    const plain = new HttpAccount({ worker: named("well") });
    plain.route("ANY /", toFunction("worker"), { AuthorizationType: "AWS_IAM" });
    expect(plain.ask(preflight).status).toBe(403);
    const account = new HttpAccount({ worker: named("well") }, {}, { CorsConfiguration });
    account.route("ANY /", toFunction("worker"), { AuthorizationType: "AWS_IAM" });
    expect(account.ask(preflight)).toMatchObject({
      status: 204,
      headers: {
        "access-control-allow-origin": "https://b.example",
        "access-control-allow-methods": "PUT,GET",
        "access-control-allow-headers": "a",
        "access-control-max-age": "300",
        "access-control-allow-credentials": "true",
      },
    });
    expect(account.ask({ method: "OPTIONS" }).status).toBe(403);
  });

  it("apigatewayv2.cors.headers: the API's own in place of the integration's", () => {
    const headers = { "Access-Control-Allow-Origin": "*", "Access-Control-Max-Age": "1" };
    const worker = returning({ statusCode: 200, headers, body: "" });
    const account = new HttpAccount({ worker }, {}, { CorsConfiguration });
    account.route("GET /", toFunction("worker"));
    const heard = account.ask({ headers: { origin: "https://b.example" } }).headers;
    expect(heard["access-control-allow-origin"]).toBe("https://b.example");
    expect(heard["access-control-expose-headers"]).toBe("b");
    expect(heard["access-control-max-age"]).toBeUndefined();
    const other = account.ask({ headers: { origin: "https://c.example" } }).headers;
    expect(other["access-control-allow-origin"]).toBeUndefined();
    account.on("DeleteCorsConfiguration");
    expect(account.ask({}).headers["access-control-allow-origin"]).toBe("*");
  });
});

describe("who may call", () => {
  const claims = { iss: "https://pool.example", aud: "client", exp: 4_000_000_000, scope: "a b" };

  function guarded(
    more: PlainObject = {},
    seen: PlainObject[] = [],
    HttpEndpoint: PlainObject = {},
  ): HttpAccount {
    const account = new HttpAccount({ worker: seeing(seen) }, {}, { HttpEndpoint });
    account.on("CreateAuthorizer", {
      AuthorizerId: "jwt",
      Name: "jwt",
      AuthorizerType: "JWT",
      IdentitySource: ["$request.header.Authorization"],
      JwtConfiguration: { Issuer: "https://pool.example", Audience: ["client"] },
    });
    account.route("GET /", toFunction("worker"), {
      AuthorizationType: "JWT",
      AuthorizerId: "jwt",
      ...more,
    });
    return account;
  }
  const with_ = (said: PlainObject) => ({ headers: { authorization: token(said) } });

  it("apigatewayv2.jwt.claims: issuer, audience, time and scopes", () => {
    const account = guarded({ AuthorizationScopes: ["b", "c"] });
    const status = (said: PlainObject): number => account.ask(with_({ ...claims, ...said })).status;
    expect(status({})).toBe(200);
    expect(status({ iss: "https://other.example" })).toBe(401);
    expect(status({ aud: ["other"] })).toBe(401);
    expect(status({ exp: 1 })).toBe(401);
    expect(status({ nbf: 4_000_000_000 })).toBe(401);
    expect(status({ iat: 4_000_000_000 })).toBe(401);
    expect(status({ scope: "d" })).toBe(403);
    const { aud: _, ...access } = claims;
    expect(account.ask(with_({ ...access, client_id: "client" })).status).toBe(200);
    expect(account.ask({})).toMatchObject({
      status: 401,
      body: '{"message":"Unauthorized"}',
      headers: { "www-authenticate": "Bearer" },
    });
  });

  it("apigatewayv2.jwt.keys: fetched within 1.5 s, kept for two hours, and 401 without them", () => {
    const law = (value: number) => ({ type: "constant", value });
    const usual = guarded({}).ask(with_(claims)).took;
    const account = guarded({}, [], { issuerLatency: law(200_000) });
    const took = () => account.ask(with_(claims)).took;
    expect(account.ask({}).took).toBe(milliseconds(10)); // Without a token nobody is asked.
    const first = took();
    expect(first - usual).toBe(milliseconds(400));
    expect(took()).toBeLessThan(usual);
    account.advance((hours(2) - seconds(1)) as Duration);
    expect(took()).toBeLessThan(milliseconds(400));
    account.advance(seconds(2));
    expect(took()).toBeGreaterThan(milliseconds(400));

    const heard = (issuer: PlainObject) => {
      const { status, took, headers } = guarded({}, [], issuer).ask(with_(claims));
      return [status, took, /description="(.*)"/.exec(headers["www-authenticate"] ?? "")?.[1]];
    };
    const none = "OIDC discovery endpoint communication error";
    expect(heard({ issuerUnreachable: 1 })).toEqual([401, milliseconds(10), none]);
    expect(heard({ issuerLatency: law(1_500_001) })).toEqual([401, milliseconds(1_510), none]);
    expect(heard({ issuerLatency: law(1_499_999) })[0]).toBe(200);
    const tooLarge = heard({ issuerKeys: 150_001 });
    expect(tooLarge).toEqual([401, milliseconds(110), "JWKS communication error"]);
    expect(heard({ issuerKeys: 150_000 })[0]).toBe(200);
  });

  it("apigatewayv2.jwt.event: claims are texts, scopes a list or null", () => {
    const seen: PlainObject[] = [];
    const account = guarded({ AuthorizationScopes: ["a"] }, seen);
    account.ask(with_({ ...claims, groups: ["x", "y"] }));
    const { jwt } = (seen[0]!["requestContext"] as PlainObject)["authorizer"] as {
      jwt: PlainObject;
    };
    expect(jwt).toMatchObject({
      claims: { groups: "[x y]", exp: "4000000000" },
      scopes: ["a", "b"],
    });
    const plain = guarded({}, seen);
    plain.ask(with_(claims));
    expect(seen[1]).toMatchObject({ requestContext: { authorizer: { jwt: { scopes: null } } } });
  });

  it("apigatewayv2.iam.signature: 403 without a signature", () => {
    const account = new HttpAccount({ worker: named("well") });
    account.route("GET /", toFunction("worker"), { AuthorizationType: "AWS_IAM" });
    expect(account.ask({}).status).toBe(403);
    const headers = { authorization: "AWS4-HMAC-SHA256 Credential=a" };
    expect(account.ask({ headers }).status).toBe(200);
  });

  function asking(answer: unknown, more: PlainObject = {}, seen: PlainObject[] = []): HttpAccount {
    const account = new HttpAccount({ worker: seeing(seen), guard: returning(answer) });
    account.on("CreateAuthorizer", {
      AuthorizerId: "guard",
      Name: "guard",
      AuthorizerType: "REQUEST",
      AuthorizerUri: functionUri("guard"),
      IdentitySource: ["$request.header.Auth"],
      AuthorizerPayloadFormatVersion: "2.0",
      EnableSimpleResponses: true,
      ...more,
    });
    const by = { AuthorizationType: "CUSTOM", AuthorizerId: "guard" };
    account.route("GET /", toFunction("worker"), by);
    account.route("GET /other", toFunction("worker"), by);
    return account;
  }
  const auth = { headers: { auth: "me" } };

  it("apigatewayv2.authorizer.answers: yes or no, a policy, 401, 403 and 500", () => {
    const seen: PlainObject[] = [];
    const well = asking({ isAuthorized: true, context: { tenant: 7 } }, {}, seen);
    expect(well.ask(auth).status).toBe(200);
    expect(seen[0]).toMatchObject({
      requestContext: { authorizer: { lambda: { tenant: 7 } } },
    });
    expect(well.ask({}).status).toBe(401);
    expect(asking({ isAuthorized: false }).ask(auth)).toMatchObject({
      status: 403,
      body: '{"message":"Forbidden"}',
    });
    expect(asking("what").ask(auth).status).toBe(500);
    const policy = (Effect: string) => ({
      principalId: "me",
      policyDocument: {
        Statement: [
          { Action: "execute-api:Invoke", Effect, Resource: "arn:aws:execute-api:*/GET/" },
        ],
      },
    });
    const more = { EnableSimpleResponses: false, AuthorizerPayloadFormatVersion: "1.0" };
    expect(asking(policy("Allow"), more).ask(auth).status).toBe(200);
    expect(asking(policy("Allow"), more).ask({ ...auth, path: "/other" }).status).toBe(403);
    expect(asking(policy("Deny"), more).ask(auth).status).toBe(403);
    const absent = asking({}, { AuthorizerUri: functionUri("absent") });
    expect(absent.ask(auth).status).toBe(500);
    const slow = new HttpAccount({ worker: named("well") });
    slow.fn("slow", { duration: { type: "constant", value: 20_000_000 } }, { Timeout: 60 });
    slow.on("CreateAuthorizer", {
      AuthorizerId: "slow",
      Name: "slow",
      AuthorizerType: "REQUEST",
      AuthorizerUri: functionUri("slow"),
      IdentitySource: [],
      AuthorizerPayloadFormatVersion: "2.0",
    });
    slow.route("GET /", toFunction("worker"), {
      AuthorizationType: "CUSTOM",
      AuthorizerId: "slow",
    });
    expect(slow.ask({})).toMatchObject({ status: 500, took: 10_010_000 });
  });

  it("apigatewayv2.authorizer.cache: for all routes of a stage, until its time is over", () => {
    const account = asking({ isAuthorized: true }, { AuthorizerResultTtlInSeconds: 60 });
    account.ask(auth);
    account.ask({ ...auth, path: "/other" });
    expect(account.meter("AuthorizerCalls")).toBe(1);
    account.ask({ headers: { auth: "you" } });
    expect(account.meter("AuthorizerCalls")).toBe(2);
    account.advance(seconds(61));
    account.ask(auth);
    expect(account.meter("AuthorizerCalls")).toBe(3);
    account.on("ResetAuthorizersCache", { StageName: "$default" });
    account.ask(auth);
    expect(account.meter("AuthorizerCalls")).toBe(4);
    const never = asking({ isAuthorized: true });
    never.ask(auth);
    never.ask(auth);
    expect(never.meter("AuthorizerCalls")).toBe(2);
    const byRoute = asking(
      { isAuthorized: true },
      {
        AuthorizerResultTtlInSeconds: 60,
        IdentitySource: ["$request.header.Auth", "$context.routeKey"],
      },
    );
    byRoute.ask(auth);
    byRoute.ask({ ...auth, path: "/other" });
    expect(byRoute.meter("AuthorizerCalls")).toBe(2);
  });
});

describe("functions", () => {
  const request = {
    method: "POST",
    path: "/orders/7",
    query: "a=1&a=2",
    headers: { "content-type": "application/json", cookie: "x=1; y=2", "x-own": "z" },
  };

  it("apigatewayv2.function.format-2: what a function gets", () => {
    const seen: PlainObject[] = [];
    const account = new HttpAccount({ worker: seeing(seen) });
    account.route("POST /orders/{id}", toFunction("worker"));
    account.ask(request, "{}");
    expect(seen[0]).toMatchObject({
      version: "2.0",
      routeKey: "POST /orders/{id}",
      rawPath: "/orders/7",
      rawQueryString: "a=1&a=2",
      cookies: ["x=1", "y=2"],
      headers: { "x-own": "z", host: `${apiId}.execute-api.us-east-1.amazonaws.com` },
      queryStringParameters: { a: "1,2" },
      pathParameters: { id: "7" },
      requestContext: { http: { method: "POST", path: "/orders/7" }, stage: "$default" },
      body: "{}",
      isBase64Encoded: false,
    });
    expect(seen[0]).not.toHaveProperty("stageVariables");
    expect(seen[0]!["headers"]).not.toHaveProperty("cookie");
  });

  it("apigatewayv2.function.inferred: what has no status is a body that is well", () => {
    const answers: Readonly<Record<string, unknown>> = {
      text: "hello",
      object: { a: 1 },
      empty: {},
      own: { statusCode: 201, cookies: ["a=1"], headers: { "X-A": "b" }, body: "c" },
    };
    const scripts = Object.fromEntries(
      Object.entries(answers).map(([name, answer]) => [name, returning(answer)]),
    );
    const account = new HttpAccount(scripts);
    for (const name of Object.keys(answers)) account.route(`GET /${name}`, toFunction(name));
    expect(account.ask("/text")).toMatchObject({
      status: 200,
      body: "hello",
      headers: { "content-type": "application/json" },
    });
    expect(account.ask("/object").body).toBe('{"a":1}');
    expect(account.ask("/empty")).toMatchObject({ status: 200, body: "{}" });
    expect(account.ask("/own")).toMatchObject({ status: 201, headers: { "x-a": "b" }, body: "c" });
  });

  it("apigatewayv2.function.format-1: as REST APIs ask, with a version", () => {
    const seen: PlainObject[] = [];
    const answer = { statusCode: 202, multiValueHeaders: { a: ["b", "c"] }, body: "d", other: 1 };
    const account = new HttpAccount({
      worker: seeing(seen, answer),
      bare: returning("hello"),
    });
    const format = { PayloadFormatVersion: "1.0" };
    account.route("POST /orders/{id}", toFunction("worker", format));
    account.route("GET /bare", toFunction("bare", format));
    expect(account.ask(request, "{}")).toMatchObject({
      status: 202,
      body: "d",
      headers: { a: "b,c" },
    });
    expect(seen[0]).toMatchObject({
      version: "1.0",
      resource: "/orders/{id}",
      httpMethod: "POST",
      headers: { "X-Own": "z", Cookie: "x=1; y=2" },
      queryStringParameters: { a: "2" },
      multiValueQueryStringParameters: { a: ["1", "2"] },
      stageVariables: null,
    });
    expect(account.ask("/bare").status).toBe(500);
  });

  it("apigatewayv2.function.errors: 500", () => {
    const account = new HttpAccount({
      throwing: function* (): Generator<never, unknown, Plain> {
        throw new Error("no");
      },
      malformed: returning({ statusCode: "test" }),
    });
    for (const name of ["throwing", "malformed", "absent"]) {
      account.route(`GET /${name}`, toFunction(name));
    }
    const failed = { status: 500, body: '{"message":"Internal Server Error"}' };
    expect(account.ask("/throwing")).toMatchObject(failed);
    expect(account.ask("/malformed")).toMatchObject(failed);
    expect(account.ask("/absent")).toMatchObject(failed);
  });

  it("apigatewayv2.function.throttled: 503", () => {
    const account = new HttpAccount();
    account.fn("none", { duration: { type: "constant", value: 1_000 } }, {});
    account.call(
      "PutFunctionConcurrency",
      { FunctionName: "none", ReservedConcurrentExecutions: 0 },
      "lambda",
    );
    account.route("GET /none", toFunction("none"));
    expect(account.ask("/none").status).toBe(503);
  });
});

describe("endpoints and services", () => {
  const endpointBodies = (account: HttpAccount, uri = "https://a.example/base") =>
    account.simulation.stateOf(`apigateway.endpoint:${uri}`) as { lastBodies: readonly string[] };

  it("apigatewayv2.endpoint.unreachable: 503; what it answers is handed on", () => {
    const account = new HttpAccount({}, {}, { HttpEndpoint: { status: 418, body: "tea" } });
    account.route("POST /", toEndpoint());
    expect(account.ask({ method: "POST" }, "cup")).toMatchObject({ status: 418, body: "tea" });
    expect(endpointBodies(account).lastBodies).toEqual(["cup"]);
    const gone = new HttpAccount({}, {}, { HttpEndpoint: { unreachable: 1 } });
    gone.route("GET /", toEndpoint());
    expect(gone.ask({}).status).toBe(503);
  });

  it("apigatewayv2.endpoint.vpc-link: a listener answers as endpoints do", () => {
    const listener = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/a/b/c";
    const account = new HttpAccount({}, {}, { HttpEndpoint: { body: "inside" } });
    const link = { ConnectionType: "VPC_LINK", IntegrationUri: listener };
    expect(() => {
      account.route("GET /", toEndpoint(link));
    }).toThrow(/ConnectionId/);
    account.route("GET /", toEndpoint({ ...link, ConnectionId: "link" }));
    expect(account.ask({}).body).toBe("inside");
  });

  it("apigatewayv2.services.subtypes: an operation of AWS by mapped parameters", () => {
    const account = new HttpAccount();
    const { QueueUrl } = account.call("CreateQueue", { QueueName: "orders" }, "sqs");
    const subtype = (parameters: PlainObject) => ({
      IntegrationType: "AWS_PROXY",
      IntegrationSubtype: "SQS-SendMessage",
      PayloadFormatVersion: "1.0",
      RequestParameters: parameters,
    });
    account.route(
      "POST /",
      subtype({ QueueUrl: QueueUrl!, MessageBody: "$request.body.order", DelaySeconds: "0" }),
    );
    const heard = account.ask({ method: "POST" }, '{"order":"tea"}');
    expect(heard.status).toBe(200);
    expect(JSON.parse(heard.body)).toHaveProperty("MessageId");
    const got = account.call("ReceiveMessage", { QueueUrl: QueueUrl! }, "sqs");
    expect(got["Messages"]).toMatchObject([{ Body: "tea" }]);
    expect(() => {
      account.route("PUT /", subtype({ QueueUrl: QueueUrl! }));
    }).toThrow(/MessageBody is required/);
    account.route("PUT /", subtype({ QueueUrl: `${QueueUrl as string}x`, MessageBody: "a" }));
    expect(account.ask({ method: "PUT" }).status).toBe(400);
  });

  it("apigatewayv2.mapping.requests: headers, query and path of what is asked", () => {
    const mapping = readMapping({
      "append:header.X-Own": "$request.path.id",
      "overwrite:header.x-body": "$request.body.a.b",
      "remove:header.x-gone": "",
      "overwrite:querystring.s": "stage-${context.stage}",
      "overwrite:path": "/mapped",
    });
    const values: Readonly<Record<string, string>> = {
      "$request.path.id": "7",
      "$request.body.a.b": "c",
      "stage-${context.stage}": "stage-test",
      "/mapped": "/mapped",
    };
    const valueOf = (expression: string): string | undefined => values[expression];
    const headers = { "x-own": "me", "x-gone": "b" };
    expect(changed(headers, "header", mapping, valueOf)).toEqual({
      "x-own": "me,7",
      "x-body": "c",
    });
    expect(changed({}, "querystring", mapping, valueOf)).toEqual({ s: "stage-test" });
    expect(replaced("path", mapping, valueOf)).toBe("/mapped");
    const account = new HttpAccount();
    const { QueueUrl } = account.call("CreateQueue", { QueueName: "orders" }, "sqs");
    account.route("POST /{id}", {
      IntegrationType: "AWS_PROXY",
      IntegrationSubtype: "SQS-SendMessage",
      PayloadFormatVersion: "1.0",
      RequestParameters: {
        QueueUrl: QueueUrl!,
        MessageBody:
          "${request.path.id} ${request.body.a.b} ${context.stage} ${request.header.x-own}",
      },
    });
    account.ask({ method: "POST", path: "/7", headers }, '{"a":{"b":"c"}}');
    const got = account.call("ReceiveMessage", { QueueUrl: QueueUrl! }, "sqs");
    expect(got["Messages"]).toMatchObject([{ Body: "7 c $default me" }]);
    const long = JSON.stringify({ pad: "a".repeat(110_000), a: { b: "c" } });
    account.ask({ method: "POST", path: "/8" }, long);
    const later = account.call("ReceiveMessage", { QueueUrl: QueueUrl! }, "sqs");
    expect(later["Messages"]).toMatchObject([{ Body: "8  $default " }]);
    expect(() => {
      account.route("PUT /", toEndpoint({ RequestParameters: { "append:header.via": "a" } }));
    }).toThrow(/restricted/);
  });

  it("apigatewayv2.mapping.responses: by the status of what was answered", () => {
    const account = new HttpAccount({}, {}, { HttpEndpoint: { status: 500, body: "no" } });
    account.route(
      "GET /",
      toEndpoint({
        ResponseParameters: {
          500: { "overwrite:statuscode": "403", "append:header.x-said": "$response.body" },
        },
      }),
    );
    expect(account.ask({})).toMatchObject({ status: 403, headers: { "x-said": "no" }, body: "no" });
  });
});

describe("what is counted, billed and logged", () => {
  it("apigatewayv2.metrics.http: requests, errors, times and bytes", () => {
    const account = new HttpAccount({ worker: named("well"), bad: returning({ statusCode: "x" }) });
    account.route("POST /", toFunction("worker"));
    account.route("GET /bad", toFunction("bad"));
    account.ask({ method: "POST" }, "12345");
    account.ask("/bad");
    account.ask("/none");
    expect(account.meter("Count")).toBe(3);
    expect(account.meter("4xx")).toBe(1);
    expect(account.meter("5xx")).toBe(1);
    expect(account.meter("Latency")).toBeGreaterThan(account.meter("IntegrationLatency"));
    const [well, bad, none] = [
      "well",
      '{"message":"Internal Server Error"}',
      '{"message":"Not Found"}',
    ];
    expect(account.meter("DataProcessed")).toBe(5 + well.length + bad.length + none.length);
  });

  it("apigatewayv2.billing.requests: by 512 KB, and not where nobody was let in", () => {
    const account = new HttpAccount({ worker: named("well") });
    account.route("POST /", toFunction("worker"));
    account.route("PUT /", toFunction("worker"), { AuthorizationType: "AWS_IAM" });
    account.ask({ method: "POST" }, "a".repeat(524_288));
    expect(account.meter("RequestsBilled")).toBe(2);
    account.ask({ method: "PUT" });
    expect(account.meter("RequestsBilled")).toBe(2);
  });

  it("apigatewayv2.logs.access: a line for each request", () => {
    const account = new HttpAccount({ worker: named("well") }, { logs: true });
    account.route("GET /orders", toFunction("worker"));
    const Format = "$context.routeKey $context.status $context.nothing";
    account.on("UpdateStage", {
      StageName: "$default",
      AccessLogSettings: {
        DestinationArn: "arn:aws:logs:us-east-1:123456789012:log-group:door",
        Format,
      },
    });
    account.ask("/orders");
    const { events } = account.call("FilterLogEvents", { logGroupName: "door" }, "logs");
    expect(events).toMatchObject([{ message: "GET /orders 200 -" }]);
  });
});

describe("operations", () => {
  const definition = {
    openapi: "3.0.1",
    info: { title: "imported", version: "1" },
    "x-amazon-apigateway-cors": { allowOrigins: ["*"], maxAge: 5 },
    paths: {
      "/orders": {
        get: {
          security: [{ jwt: ["a"] }],
          "x-amazon-apigateway-integration": {
            type: "aws_proxy",
            httpMethod: "POST",
            uri: functionUri("worker"),
            payloadFormatVersion: "2.0",
          },
        },
      },
      $default: {
        "x-amazon-apigateway-any-method": {
          "x-amazon-apigateway-integration": { type: "http_proxy", uri: "https://a.example/" },
        },
      },
    },
    components: {
      securitySchemes: {
        jwt: {
          type: "oauth2",
          "x-amazon-apigateway-authorizer": {
            type: "jwt",
            identitySource: "$request.header.Authorization",
            jwtConfiguration: { issuer: "https://pool.example", audience: ["client"] },
          },
        },
      },
    },
  };

  it("apigatewayv2.operations.dates: what there was not yet is refused", () => {
    const sourceOf = "arn:aws:lambda:us-east-1:123456789012:function:guard";
    const asked: readonly (readonly [date: string, operation: string, params: PlainObject])[] = [
      [
        "2020-08-20",
        "CreateIntegration",
        {
          IntegrationType: "AWS_PROXY",
          IntegrationSubtype: "SQS-SendMessage",
          PayloadFormatVersion: "1.0",
          RequestParameters: { QueueUrl: "$request.header.queue", MessageBody: "$request.body" },
        },
      ],
      [
        "2020-09-09",
        "CreateAuthorizer",
        {
          Name: "guard",
          AuthorizerType: "REQUEST",
          AuthorizerUri: sourceOf,
          AuthorizerPayloadFormatVersion: "2.0",
          IdentitySource: [],
        },
      ],
      [
        "2021-01-07",
        "CreateIntegration",
        toEndpoint({ RequestParameters: { "append:header.a": "b" } }),
      ],
    ];
    for (const [date, operation, params] of asked) {
      const before = new HttpAccount({}, { asOf: dayBefore(date) });
      expect(() => before.on(operation, params), date).toThrow(/Invalid authorizer|not supported/);
      expect(() => new HttpAccount({}, { asOf: date }).on(operation, params), date).not.toThrow();
    }
    expect(() => new HttpAccount({}, { asOf: "2019-12-03" })).toThrow("Invalid protocol");
    const early = new HttpAccount({}, { asOf: "2019-12-04" });
    const Body = JSON.stringify({
      openapi: "3.0.1",
      paths: {
        "/": {
          get: {
            "x-amazon-apigateway-integration": {
              type: "http_proxy",
              uri: "https://a.example/",
              requestParameters: { "append:header.a": "b" },
            },
          },
        },
      },
    });
    expect(() => early.on("ReimportApi", { Body })).toThrow("Parameter mappings");
  });

  it("apigatewayv2.import.openapi: routes, integrations, authorizers and CORS", () => {
    const account = new HttpAccount({ worker: named("well") });
    account.route("GET /before", toFunction("worker"));
    const said = account.on("ReimportApi", { Body: JSON.stringify(definition) });
    expect(said).toMatchObject({ Name: "imported", CorsConfiguration: { MaxAge: 5 } });
    const { Items } = account.on("GetRoutes");
    expect(Items).toMatchObject([
      { RouteKey: "GET /orders", AuthorizationType: "JWT", AuthorizationScopes: ["a"] },
      { RouteKey: "$default", AuthorizationType: "NONE" },
    ]);
    expect(account.ask("/orders").status).toBe(401);
    expect(account.ask("/elsewhere").status).toBe(200);
    const made = account.ask2("ImportApi", { Body: JSON.stringify(definition) });
    expect(made).toMatchObject({ ProtocolType: "HTTP", Name: "imported" });
    expect(() => account.ask2("ImportApi", { Body: '{"swagger":"2.0"}' })).toThrow(/OpenAPI 3.0/);
  });

  it("apigatewayv2.operations.quick-create: a route, an integration and a stage", () => {
    const account = new HttpAccount(
      { worker: returning("hello") },
      {},
      { Target: functionArn("worker"), RouteKey: "GET /hello" },
    );
    expect(account.ask("/hello").body).toBe("hello");
    expect(account.on("GetStages")["Items"]).toMatchObject([
      { StageName: "$default", AutoDeploy: true, ApiGatewayManaged: true },
    ]);
  });

  it("apigatewayv2.operations.checks: forms of keys, targets, and what is used", () => {
    const account = new HttpAccount({ worker: named("well") });
    account.route("GET /", toFunction("worker"));
    const refusing = (operation: string, params: PlainObject, words: RegExp): void => {
      expect(() => account.on(operation, params)).toThrow(words);
    };
    refusing("CreateRoute", { RouteKey: "orders" }, /formatted properly/);
    refusing("CreateRoute", { RouteKey: "GET /" }, /already exists/);
    refusing("CreateRoute", { RouteKey: "PUT /", Target: "integrations/none" }, /does not exist/);
    refusing("DeleteIntegration", { IntegrationId: "integration1" }, /referenced by a Route/);
    refusing("CreateIntegration", { IntegrationType: "MOCK" }, /HTTP_PROXY/);
    refusing("GetRoute", { RouteId: "none" }, /Invalid Route identifier/);
    refusing("CreateStage", { StageName: "$default" }, /already exists/);
    const { Items } = account.on("GetDeployments");
    const [{ DeploymentId }] = Items as readonly [PlainObject];
    refusing("DeleteDeployment", { DeploymentId: DeploymentId! }, /Active stages/);
    account.on("UpdateRoute", {
      RouteId: (account.on("GetRoutes")["Items"] as readonly PlainObject[])[0]!["RouteId"]!,
      RouteKey: "PUT /",
    });
    expect(account.ask({ method: "PUT" }).status).toBe(200);
  });
});
