import { seconds } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { policyVerdict } from "../../../gateway/resource-policy.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { apiId, functionUri, proxy, RestAccount, returning } from "../test/rest-account.ts";

const ok = returning({ statusCode: 200, body: "ok" });
const statement = (more: PlainObject): PlainObject => ({
  Effect: "Allow",
  Principal: "*",
  Action: "execute-api:Invoke",
  Resource: "execute-api:/*",
  ...more,
});
const policyOf = (...statements: readonly PlainObject[]): PlainObject => ({
  Version: "2012-10-17",
  Statement: statements.map(statement),
});

/** An API with a policy, whose requests come from somewhere. */
function guarded(
  policy: PlainObject,
  Endpoint: PlainObject,
  method: PlainObject = proxy("fn"),
  more: PlainObject = {},
): RestAccount {
  const account = new RestAccount({ fn: ok, guard: returning(verdict("Allow")) });
  account.deploy(
    { "/": { get: method } },
    { "x-amazon-apigateway-policy": policy, ...more },
    { Endpoint },
  );
  return account;
}

const verdict = (Effect: string, Resource = "*"): PlainObject => ({
  principalId: "me",
  policyDocument: { Statement: [{ Effect, Action: "execute-api:Invoke", Resource }] },
});

describe("apigateway.firewall.block: what the firewall blocks is 403 before anything else is asked", () => {
  it("by a header", () => {
    const account = new RestAccount({ fn: ok });
    account.deploy(
      { "/": { get: proxy("fn") } },
      { "x-amazon-apigateway-gateway-responses": { WAF_FILTERED: { statusCode: 418 } } },
      { Endpoint: { blockedHeader: "user-agent: *bot*" } },
    );
    const by = (agent: string) => account.ask({ headers: { "user-agent": agent } }).status;
    expect([by("a bot of theirs"), by("Mozilla")]).toEqual([418, 200]);
    expect([account.meter("Blocked"), account.meter("4XXError")]).toEqual([1, 1]);
    expect(account.ask({ path: "/none", headers: { "user-agent": "bot" } }).status).toBe(418);
  });

  it("and by a share of the requests, of which none is billed", () => {
    const account = new RestAccount({ fn: ok });
    account.deploy({ "/": { get: proxy("fn") } }, {}, { Endpoint: { blocked: 0.25 } });
    const begun = Array.from({ length: 400 }, () => account.begin({}));
    account.advance(seconds(5));
    const blocked = begun.filter(({ heard }) => heard?.status === 403);
    expect(blocked.length).toBeGreaterThan(70);
    expect(blocked.length).toBeLessThan(130);
    expect(blocked[0]!.heard).toMatchObject({
      body: '{"message":"Forbidden"}',
      headers: { "x-amzn-errortype": "WafFilteredException" },
    });
    expect(account.meter("RequestsBilled")).toBe(400 - blocked.length);
  });
});

const inside = { IpAddress: { "aws:SourceIp": ["203.0.113.0/24", "198.51.100.7"] } };

describe("apigateway.policy.conditions: a policy is held against where a request comes from", () => {
  const arn = "arn:aws:execute-api:us-east-1:123456789012:abc/prod/GET/orders";
  it.each([
    [{}, {}, "allow"],
    [{ Condition: inside }, { "aws:sourceip": "203.0.113.9" }, "allow"],
    [{ Condition: inside }, { "aws:sourceip": "198.51.100.7" }, "allow"],
    [{ Condition: inside }, { "aws:sourceip": "198.51.100.8" }, "none"],
    [{ Condition: inside }, {}, "none"],
    [
      { Effect: "Deny", Condition: { NotIpAddress: { "aws:SourceIp": "203.0.113.0/24" } } },
      { "aws:sourceip": "192.0.2.1" },
      "deny",
    ],
    [{ Condition: { StringNotEquals: { "aws:SourceVpce": "vpce-1" } } }, {}, "allow"],
    [{ Condition: { StringEqualsIfExists: { "aws:SourceVpce": "vpce-1" } } }, {}, "allow"],
    [{ Condition: { Null: { "aws:SourceVpce": "true" } } }, {}, "allow"],
    [
      { Condition: { StringLike: { "aws:SourceVpce": "vpce-*" } } },
      { "aws:sourcevpce": "vpce-7" },
      "allow",
    ],
    [{ Condition: { DateGreaterThan: { "aws:CurrentTime": "2026-01-01" } } }, {}, "none"],
    [{ Resource: "execute-api:/prod/GET/*" }, {}, "allow"],
    [{ Resource: "execute-api:/test/*" }, {}, "none"],
    [{ NotResource: "execute-api:/prod/GET/orders" }, {}, "none"],
    [{ Principal: { AWS: "123456789012" } }, {}, "none"],
    [{ Principal: { AWS: ["*"] } }, {}, "allow"],
    [{ Action: "s3:GetObject" }, {}, "none"],
  ])("%j of %j", (more, keys, expected) => {
    const { NotResource } = more as PlainObject;
    const said = NotResource === undefined ? statement(more) : { ...statement(more) };
    const { Resource: _, ...without } = said as Record<string, never>;
    const policy = { Statement: [NotResource === undefined ? said : without] } as PlainObject;
    expect(policyVerdict(policy, arn, { account: null, keys })).toBe(expected);
  });
});

const denied = { status: 403, headers: { "x-amzn-errortype": "AccessDeniedException" } };

describe("apigateway.policy.anonymous: without an authorizer, a policy must allow", () => {
  it("and is held against nobody of whom a scenario does not say where they are", () => {
    const policy = policyOf({ Condition: inside });
    expect(guarded(policy, {}).ask("/").status).toBe(200);
    expect(guarded(policy, { sourceIp: "203.0.113.9" }).ask("/").status).toBe(200);
    expect(guarded(policy, { sourceIp: "192.0.2.1" }).ask("/")).toMatchObject(denied);
  });

  it("and a denial goes before all that is allowed", () => {
    const policy = policyOf({}, { Effect: "Deny", Resource: "execute-api:/prod/GET/" });
    expect(guarded(policy, { sourceIp: "192.0.2.1" }).ask("/")).toMatchObject(denied);
  });
});

const scheme = (type: string, authorizer: PlainObject): PlainObject => ({
  components: {
    securitySchemes: {
      guard: {
        type: "apiKey",
        name: "Authorization",
        in: "header",
        "x-amazon-apigateway-authtype": type,
        "x-amazon-apigateway-authorizer": authorizer,
      },
    },
  },
});
const secured = { ...proxy("fn"), security: [{ guard: [] }] };

describe("apigateway.policy.authorizer: a denial goes before the authorizer is asked, and either may allow", () => {
  const by = (policy: PlainObject, said: PlainObject) => {
    const account = new RestAccount({ fn: ok, guard: returning(said) });
    account.deploy(
      { "/": { get: secured } },
      {
        "x-amazon-apigateway-policy": policy,
        ...scheme("custom", { type: "token", authorizerUri: functionUri("guard") }),
      },
      { Endpoint: { sourceIp: "192.0.2.1" } },
    );
    const { status } = account.ask({ headers: { authorization: "t" } });
    return [status, account.meter("AuthorizerCalls")];
  };
  const elsewhere = verdict("Allow", "arn:aws:execute-api:*/POST/*");
  it.each([
    [policyOf({}), verdict("Allow"), [200, 1]],
    [policyOf({ Condition: inside }), verdict("Allow"), [200, 1]],
    [policyOf({}), elsewhere, [200, 1]],
    [policyOf({ Condition: inside }), elsewhere, [403, 1]],
    [policyOf({}), verdict("Deny"), [403, 1]],
    [policyOf({ Effect: "Deny" }), verdict("Allow"), [403, 0]],
  ])("%j and %j", (policy, said, expected) => {
    expect(by(policy, said)).toEqual(expected);
  });
});

it("apigateway.policy.user-pool: a token is looked at first, and then the policy must allow", () => {
  const claims = btoa(JSON.stringify({ sub: "me" }));
  const more = scheme("cognito_user_pools", {
    type: "cognito_user_pools",
    providerARNs: ["arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_a"],
  });
  const account = guarded(
    policyOf({ Condition: inside }),
    { sourceIp: "192.0.2.1" },
    secured,
    more,
  );
  expect(account.ask("/").status).toBe(401);
  expect(account.ask({ headers: { authorization: `a.${claims}.b` } })).toMatchObject(denied);
});

it("apigateway.policy.signed: of a signed request, its account's own policies or the API's allow", () => {
  const method = { ...proxy("fn"), "x-amazon-apigateway-auth": { type: "AWS_IAM" } };
  const headers = { authorization: "AWS4-HMAC-SHA256 Credential=a" };
  const status = (policy: PlainObject) =>
    guarded(policy, { sourceIp: "192.0.2.1" }, method).ask({ headers }).status;
  expect(status(policyOf({ Condition: inside }))).toBe(200);
  expect(status(policyOf({ Effect: "Deny", Principal: { AWS: "123456789012" } }))).toBe(403);
});

describe("apigateway.private.endpoint: a private API has a policy, and is reached through VPC endpoints", () => {
  const at = (Endpoint: PlainObject, policy: PlainObject | null = policyOf({})) => {
    const account = new RestAccount({
      *fn(event) {
        return { statusCode: 200, body: JSON.stringify(event) };
      },
    });
    account.deploy(
      { "/": { get: proxy("fn") } },
      {
        "x-amazon-apigateway-endpoint-configuration": { types: ["PRIVATE"] },
        ...(policy === null ? {} : { "x-amazon-apigateway-policy": policy }),
      },
      { Endpoint },
    );
    return account.ask("/");
  };
  it("else it is not reached, or not deployed", () => {
    expect(at({ sourceIp: "203.0.113.7" })).toMatchObject(denied);
    const through = at({ vpcEndpoint: "vpce-1", vpc: "vpc-1", sourceIp: "10.0.0.7" });
    expect(JSON.parse(through.body)).toMatchObject({
      requestContext: {
        identity: { sourceIp: "10.0.0.7", vpceId: "vpce-1", vpcId: "vpc-1" },
      },
    });
    expect(() => at({}, null)).toThrow("Private REST API doesn't have a resource policy");
  });

  it("and its policy may name them", () => {
    const policy = policyOf({ Condition: { StringEquals: { "aws:SourceVpce": "vpce-1" } } });
    expect(at({ vpcEndpoint: "vpce-1" }, policy).status).toBe(200);
    expect(at({ vpcEndpoint: "vpce-2" }, policy)).toMatchObject(denied);
  });
});

it("apigateway.policy.length: a policy has 8,192 characters, an ARN in an authorizer's 512", () => {
  const account = guarded(policyOf({}), {});
  const patchOperations = [
    { op: "replace", path: "/policy", value: JSON.stringify(policyOf({ Sid: "x".repeat(8_192) })) },
  ];
  expect(() => account.call("UpdateRestApi", { restApiId: apiId, patchOperations })).toThrow(
    /maximum length/,
  );
  const bad = [{ op: "replace", path: "/policy", value: "no policy" }];
  expect(() => account.call("UpdateRestApi", { restApiId: apiId, patchOperations: bad })).toThrow(
    /Invalid policy document/,
  );
  const long = new RestAccount({ fn: ok, guard: returning(verdict("Allow", "x".repeat(513))) });
  long.deploy(
    { "/": { get: secured } },
    scheme("custom", { type: "token", authorizerUri: functionUri("guard") }),
  );
  expect(long.ask({ headers: { authorization: "t" } }).status).toBe(500);
});
