import { describe, expect, it } from "vitest";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Scripts } from "../../../service/script.ts";
import { apiId, functionUri, proxy, RestAccount, returning } from "../test/rest-account.ts";

const domainName = "api.shop.example";
const name = { DomainName: domainName };
const component = `apigateway.domainName:${domainName}`;

/** What a function is given, as its answer. */
function* echo(event: unknown): Generator<never, unknown> {
  return { statusCode: 200, body: JSON.stringify(event) };
}

/** An account with a REST API, and an HTTP API `other`, before which is a domain. */
function domain(regional: PlainObject = {}, more: Scripts = {}): RestAccount {
  const account = new RestAccount({ fn: echo, ...more }, {}, component);
  account.deploy({
    "/": { get: proxy("fn") },
    "/orders/{id}": { get: proxy("fn") },
  });
  http(account, "other", "HTTP");
  account.call(
    "CreateDomainName",
    {
      ...name,
      DomainNameConfigurations: [{ EndpointType: "REGIONAL", SecurityPolicy: "TLS_1_2" }],
      ...regional,
    },
    "apigatewayv2",
  );
  return account;
}

/** Makes an HTTP or WebSocket API. */
function http(account: RestAccount, ApiId: string, ProtocolType: string): void {
  const own = (operation: string, params: PlainObject) =>
    account.call(operation, { ApiId, ...params }, "apigatewayv2");
  own("CreateApi", {
    Name: ApiId,
    ProtocolType,
    ...(ProtocolType === "HTTP" ? {} : { RouteSelectionExpression: "$request.body.action" }),
  });
  own("CreateStage", {
    StageName: ProtocolType === "HTTP" ? "$default" : "prod",
    AutoDeploy: true,
  });
  if (ProtocolType !== "HTTP") return;
  own("CreateIntegration", {
    IntegrationId: "fn",
    IntegrationType: "AWS_PROXY",
    IntegrationUri: functionUri("fn"),
    PayloadFormatVersion: "2.0",
  });
  own("CreateRoute", { RouteKey: "GET /items", Target: "integrations/fn" });
}

const map = (account: RestAccount, ApiMappingKey: string, ApiId = apiId, Stage = "prod") =>
  account.call("CreateApiMapping", { ...name, ApiId, Stage, ApiMappingKey }, "apigatewayv2");

describe("apigateway.domain.mapping: the longest base path of a path finds its API", () => {
  it("and says so to functions", () => {
    const account = domain();
    map(account, "");
    map(account, "v2", "other", "$default");
    const seen = JSON.parse(account.ask("/orders/7").body) as PlainObject;
    expect(seen).toMatchObject({
      path: "/orders/7",
      headers: { Host: domainName },
      requestContext: { domainName, domainPrefix: "api", path: "/orders/7", stage: "prod" },
    });
    const other = JSON.parse(account.ask("/v2/items").body) as PlainObject;
    expect(other).toMatchObject({
      rawPath: "/v2/items",
      routeKey: "GET /items",
      headers: { host: domainName },
      requestContext: { domainName },
    });
    // A base path is chosen, whatever routes its API has.
    expect(account.ask("/v2/orders/7").status).toBe(404);
    expect(account.ask("/v2x").status).toBe(403);
  });

  it("and without one, it is forbidden; so it is when its API is gone", () => {
    const account = domain();
    const mapping = { domainName, restApiId: apiId, stage: "prod", basePath: "shop" };
    account.call("CreateBasePathMapping", mapping);
    expect(account.ask("/shop/orders/7").status).toBe(200);
    expect(account.ask("/shop").status).toBe(200);
    expect(account.ask("/orders/7")).toMatchObject({
      status: 403,
      body: '{"message":"Forbidden"}',
    });
    expect([account.meter("Requests"), account.meter("RequestsUnmapped")]).toEqual([3, 1]);
    account.call("DeleteBasePathMapping", { domainName, basePath: "shop" });
    expect(account.ask("/shop/orders/7").status).toBe(403);
  });

  it("and a mapping without a stage has the path name it", () => {
    const account = domain();
    account.call("CreateBasePathMapping", { domainName, restApiId: apiId, basePath: "shop" });
    expect(account.ask("/shop/prod/orders/7").status).toBe(200);
  });
});

it("apigateway.domain.levels: base paths of several levels", () => {
  const account = domain();
  map(account, "a/b");
  map(account, "a", "other", "$default");
  expect(JSON.parse(account.ask("/a/b/orders/7").body)).toHaveProperty("resource");
  expect(JSON.parse(account.ask("/a/items").body)).toHaveProperty("rawPath");
  expect(() => map(account, "x".repeat(301))).toThrow(/300 characters/);
  expect(() => map(account, "a/b")).toThrow(/already exists/);
  const edge = domain({ DomainNameConfigurations: [{ EndpointType: "EDGE" }] });
  expect(() => map(edge, "a/b")).toThrow(/Regional/);
  for (let count = 1; count < 200; count += 1) map(account, `many/${count}`);
  expect(() => map(account, "many/200")).toThrow(/Maximum number/);
});

const rule = (
  account: RestAccount,
  Priority: number,
  Conditions: readonly PlainObject[],
  more: PlainObject = {},
) =>
  account.call(
    "CreateRoutingRule",
    {
      ...name,
      Priority,
      Conditions,
      Actions: [{ InvokeApi: { ApiId: apiId, Stage: "prod", ...more } }],
    },
    "apigatewayv2",
  );
const header = (Header: string, ValueGlob: string): PlainObject => ({
  MatchHeaders: { AnyOf: [{ Header, ValueGlob }] },
});
const paths = (...AnyOf: readonly string[]): PlainObject => ({ MatchBasePaths: { AnyOf } });

it("apigateway.domain.rules: by headers and a base path, the lowest priority first", () => {
  const account = domain({ RoutingMode: "ROUTING_RULE_THEN_API_MAPPING" });
  map(account, "", "other", "$default");
  rule(account, 20, [header("X-Beta", "y*"), paths("shop")], { StripBasePath: true });
  const ask = (path: string, headers: Readonly<Record<string, string>> = {}) =>
    account.ask({ path, headers }).status;
  expect(ask("/shop/orders/7", { "x-beta": "yes" })).toBe(200);
  expect(ask("/shop/orders/7", { "x-beta": "Yes" })).toBe(404);
  expect(ask("/orders/7", { "x-beta": "yes" })).toBe(404);
  expect(ask("/items")).toBe(200);
  // Without conditions it is for everything, and goes first.
  const made = rule(account, 10, []);
  expect(ask("/items")).toBe(403);
  expect(ask("/orders/7")).toBe(200);
  const id = { ...name, RoutingRuleId: made["RoutingRuleId"]! };
  account.call("DeleteRoutingRule", id, "apigatewayv2");
  expect(ask("/items")).toBe(200);
  expect(() => rule(account, 20, [])).toThrow(/priority 20/);
  expect(() => rule(account, 1_000_001, [])).toThrow(/less than or equal to 1000000/);
  expect(() => rule(account, 5, [header("a", "x*y*")])).toThrow(/Wildcards/);
  expect(() => rule(account, 5, [paths("a"), paths("b")])).toThrow(/at most/);
  const only = domain({ RoutingMode: "ROUTING_RULE_ONLY" });
  map(only, "");
  expect(only.ask("/orders/7").status).toBe(403);
});

it("apigateway.domain.protocols: WebSocket APIs have domains of their own", () => {
  const account = domain();
  map(account, "rest");
  http(account, "socket", "WEBSOCKET");
  expect(() => map(account, "socket", "socket")).toThrow(/cannot share/);
  const alone = domain();
  http(alone, "socket", "WEBSOCKET");
  map(alone, "socket", "socket");
  expect(alone.ask("/socket").status).toBe(101);
  expect(() => map(alone, "rest")).toThrow(/cannot share/);
});

it("apigateway.domain.mutual-tls: functions are told of the certificates of callers", () => {
  const MutualTlsAuthentication = { TruststoreUri: "s3://trust/store.pem" };
  const account = domain({ MutualTlsAuthentication });
  map(account, "");
  map(account, "v2", "other", "$default");
  const clientCert = { clientCertPem: expect.any(String), subjectDN: expect.any(String) };
  expect(JSON.parse(account.ask("/orders/7").body)).toMatchObject({
    requestContext: { identity: { clientCert } },
  });
  expect(JSON.parse(account.ask("/v2/items").body)).toMatchObject({
    requestContext: { authentication: { clientCert } },
  });
  expect(account.call("GetDomainName", name, "apigatewayv2")).toMatchObject({
    MutualTlsAuthentication,
  });
  expect(() =>
    domain({ DomainNameConfigurations: [{ EndpointType: "EDGE" }], MutualTlsAuthentication }),
  ).toThrow(/Regional/);
});

it("apigateway.domain.names: what an alias leads to follows from its endpoint", () => {
  const account = domain();
  const shown = account.call("GetDomainName", name, "apigatewayv2");
  expect(shown).toMatchObject({
    DomainNameConfigurations: [
      { ApiGatewayDomainName: expect.stringMatching(/^d-.*\.execute-api\.us-east-1\./) },
    ],
  });
  expect(account.call("GetDomainName", { domainName })).toMatchObject({
    regionalDomainName: (shown["DomainNameConfigurations"] as readonly PlainObject[])[0]![
      "ApiGatewayDomainName"
    ],
  });
  account.call("CreateDomainName", { domainName: "edge.example" });
  expect(account.call("GetDomainNames", {})).toMatchObject({
    items: [
      { domainName },
      { distributionDomainName: expect.stringMatching(/\.cloudfront\.net$/) },
    ],
  });
});

it("apigateway.endpoint.own-name: an API whose own name is off is reached by its domain", () => {
  const account = domain();
  map(account, "");
  const patchOperations = [{ op: "replace", path: "/disableExecuteApiEndpoint", value: "true" }];
  account.call("UpdateRestApi", { restApiId: apiId, patchOperations });
  expect(account.ask("/orders/7").status).toBe(200);
  const direct = new RestAccount({ fn: returning({ statusCode: 200 }) });
  direct.deploy({ "/": { get: proxy("fn") } });
  direct.call("UpdateRestApi", { restApiId: apiId, patchOperations });
  expect(direct.ask("/")).toMatchObject({ status: 403, body: '{"message":"Forbidden"}' });
  expect(direct.ask({ headers: { host: "elsewhere.example" } }).status).toBe(200);
});
