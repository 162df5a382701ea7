import { hours, seconds } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import type { PlainObject } from "../../../service/refusal.ts";
import {
  allMethods,
  custom,
  EdgeAccount,
  items,
  policies,
  type Site,
} from "../test/edge-account.ts";

const undisturbed = { CachePolicyId: policies.disabled };
const bucketOrigin = {
  Id: "bucket",
  DomainName: "files.s3.us-east-1.amazonaws.com",
  S3OriginConfig: { OriginAccessIdentity: "" },
};

/** Has whatever is sent to an origin outside be lost. */
const silence = (account: EdgeAccount, origin = "one"): void =>
  account.simulation.inject({
    name: `silence of ${origin}`,
    type: "drop",
    component: `cloudfront.origin:${origin}.example`,
    direction: "request",
    from: account.simulation.now,
    until: (account.simulation.now + hours(1)) as never,
    share: 1,
  });

it("cloudfront.origin.request: under its own path, with what the policies take", () => {
  const seen: PlainObject[] = [];
  const account = new EdgeAccount(
    {},
    {
      worker: function* (event) {
        seen.push(event as PlainObject);
        return { statusCode: 200, body: "ok" };
      },
    },
    {},
    false,
  );
  account.lambda("worker", { Publish: false });
  const { FunctionUrl } = account.call(
    "CreateFunctionUrlConfig",
    { FunctionName: "worker", AuthType: "NONE" },
    "lambda",
  );
  for (const [StatementId, Action, more] of [
    ["url", "lambda:InvokeFunctionUrl", { FunctionUrlAuthType: "NONE" }],
    ["invoke", "lambda:InvokeFunction", { InvokedViaFunctionUrl: true }],
  ] as const) {
    account.call(
      "AddPermission",
      { FunctionName: "worker", StatementId, Action, Principal: "*", ...more },
      "lambda",
    );
  }
  const DomainName = (FunctionUrl as string).replace(/^https:\/\/|\/$/g, "");
  const CustomHeaders = items({ HeaderName: "X-Secret", HeaderValue: "1" });
  account.distribute({
    origins: [custom("url", { DomainName, OriginPath: "/v1", CustomHeaders })],
    behavior: { OriginRequestPolicyId: "b689b0a8-53d0-40ab-baf2-68738e2966ac" },
  });
  const heard = account.ask({
    path: "/a",
    query: "b=1",
    headers: { host: "site.example", "x-a": "1", cookie: "c=1" },
  });
  expect(heard).toMatchObject({ status: 200, body: "ok" });
  expect(seen[0]).toMatchObject({
    rawPath: "/v1/a",
    rawQueryString: "b=1",
    cookies: ["c=1"],
    headers: { "x-a": "1", "x-secret": "1", via: `1.1 ${account.domainName} (CloudFront)` },
  });
  // By the default policy alone, an origin hears none of these.
  account.update({ origins: [custom("url", { DomainName })] });
  account.ask({ path: "/b", query: "b=1", headers: { "x-a": "1", cookie: "c=1" } });
  expect(seen[1]).toMatchObject({ rawPath: "/b", rawQueryString: "" });
  expect(seen[1]!["headers"]).not.toHaveProperty("x-a");
});

describe("cloudfront.origin.kinds: found by their names in DNS", () => {
  it("a bucket, of which objects alone are read", () => {
    const account = new EdgeAccount({ origins: [bucketOrigin], behavior: allMethods });
    account.call("CreateBucket", { Bucket: "files" }, "s3");
    account.call(
      "PutObject",
      { Bucket: "files", Key: "a/b.txt", Body: "aGVsbG8=", ContentType: "text/plain" },
      "s3",
    );
    expect(account.ask("/a/b.txt")).toMatchObject({
      status: 200,
      body: "hello",
      headers: { "content-type": "text/plain", server: "AmazonS3" },
    });
    expect(account.ask("/none").status).toBe(404);
    expect(account.ask({ method: "PUT", path: "/a" }, "x").status).toBe(502);
    expect(account.ask({ method: "HEAD", path: "/a/b.txt" })).toMatchObject({
      status: 200,
      body: "",
    });
  });

  it("a load balancer", () => {
    const account = new EdgeAccount({}, {}, {}, false);
    const { LoadBalancers } = account.call("CreateLoadBalancer", { Name: "web" }, "elbv2");
    const [{ LoadBalancerArn, DNSName }] = LoadBalancers as unknown as [PlainObject];
    const FixedResponseConfig = { StatusCode: "200", MessageBody: "balanced" };
    account.call(
      "CreateListener",
      {
        LoadBalancerArn: LoadBalancerArn!,
        Port: 80,
        Protocol: "HTTP",
        DefaultActions: [{ Type: "fixed-response", FixedResponseConfig }],
      },
      "elbv2",
    );
    account.distribute({
      origins: [custom("web", { DomainName: DNSName! })],
      behavior: allMethods,
    });
    expect(account.ask().body).toBe("balanced");
    // Its refusals are the answers that they are.
    expect(
      account.ask({ path: "/b", headers: { "content-length": "a".repeat(17_000) } }).status,
    ).toBe(400);
  });

  it("an API, and one in a VPC as one outside", () => {
    const account = new EdgeAccount({}, {}, {}, false);
    const { ApiId } = account.call(
      "CreateApi",
      { Name: "api", ProtocolType: "HTTP" },
      "apigatewayv2",
    );
    const DomainName = `${ApiId as string}.execute-api.us-east-1.amazonaws.com`;
    account.distribute({ origins: [custom("api", { DomainName })] });
    expect(account.ask()).toMatchObject({ status: 404, body: '{"message":"Not Found"}' });
    const VpcOriginConfig = { VpcOriginId: "vo_1", OriginReadTimeout: 5 };
    account.update({ origins: [{ Id: "vpc", DomainName: "inside.example", VpcOriginConfig }] });
    expect(account.ask("/b").status).toBe(200);
  });
});

describe("cloudfront.origin.attempts: how often and how long an origin is tried", () => {
  const took = (origin: PlainObject = {}) => {
    const account = new EdgeAccount({ origins: [custom("one", origin)], edge: { unreachable: 1 } });
    const { status, took: time } = account.ask();
    return [
      status,
      Math.round(time / 1e6),
      account.meter("RequestsUnreached", "cloudfront.origin:one.example"),
    ];
  };
  it("three times ten seconds", () => {
    expect(took()).toEqual([504, 30, 3]);
  });
  it("or as is said", () => {
    expect(took({ ConnectionAttempts: 2, ConnectionTimeout: 4 })).toEqual([504, 8, 2]);
  });
});

describe("cloudfront.origin.timeout: how long an answer is waited for", () => {
  const silent = (site: Site, method = "GET") => {
    const account = new EdgeAccount({ behavior: { ...allMethods, ...undisturbed }, ...site });
    silence(account);
    const { status, took } = account.ask({ method });
    return [status, Math.round(took / 1e6), account.meter("OriginRequests")];
  };
  const read = (OriginReadTimeout: number, more: PlainObject = {}) => ({
    origins: [
      custom("one", {
        CustomOriginConfig: {
          HTTPPort: 80,
          HTTPSPort: 443,
          OriginProtocolPolicy: "https-only",
          OriginReadTimeout,
        },
        ...more,
      }),
    ],
  });
  it("30 seconds, three times of GET and HEAD", () => {
    expect(silent({})).toEqual([504, 90, 3]);
    expect(silent({}, "HEAD")).toEqual([504, 90, 3]);
    expect(silent({}, "POST")).toEqual([504, 30, 1]);
  });
  it("or as is said, and in a whole", () => {
    expect(silent(read(5))).toEqual([504, 15, 3]);
    expect(silent(read(5, { ResponseCompletionTimeout: 12 }))).toEqual([504, 12, 3]);
  });
  it("a slow answer is one", () => {
    const edge = { latency: { type: "constant", value: seconds(29) } };
    expect(new EdgeAccount({ edge }).ask().status).toBe(200);
    const slow = { latency: { type: "constant", value: seconds(31) } };
    expect(new EdgeAccount({ edge: slow }).ask().status).toBe(504);
  });
});

it("cloudfront.origin.errors: 502 for a name that nobody has, 504 for silence", () => {
  const nobody = custom("one", { DomainName: "abc.execute-api.us-east-1.amazonaws.com" });
  const account = new EdgeAccount({ origins: [nobody] });
  expect(account.ask()).toMatchObject({ status: 502, took: 1_000 });
  const other = new EdgeAccount({ edge: { unreachable: 1 } });
  expect(other.ask().status).toBe(504);
});

describe("cloudfront.origin.failover: the second where the first fails", () => {
  const group = (
    statuses: readonly number[],
    one: PlainObject,
    behavior: PlainObject = {},
  ): Site => ({
    origins: [custom("one"), custom("two")],
    behavior: { TargetOriginId: "both", ...undisturbed, ...allMethods, ...behavior },
    config: {
      OriginGroups: items({
        Id: "both",
        FailoverCriteria: { StatusCodes: items(...statuses) },
        Members: items({ OriginId: "one" }, { OriginId: "two" }),
      }),
    },
    edge: { origins: { one, two: { body: "two" } } },
  });
  const failing = { failures: 1, failureStatus: 500 };
  it("for statuses that are named, and each request tries the first first", () => {
    const account = new EdgeAccount(group([500], failing));
    expect([account.ask().body, account.ask().body]).toEqual(["two", "two"]);
    expect([account.asked(), account.asked("two")]).toEqual([2, 2]);
    expect(account.meter("OriginFailovers")).toBe(2);
    expect(new EdgeAccount(group([503], failing)).ask().status).toBe(500);
  });
  it("for GET, HEAD and OPTIONS", () => {
    const account = new EdgeAccount(group([500], failing));
    const of = (method: string) => account.ask({ method }).status;
    expect(["GET", "HEAD", "OPTIONS", "POST", "PUT"].map(of)).toEqual([200, 200, 200, 500, 500]);
  });
  it("who cannot be reached counts as 503, and who does not answer as 504", () => {
    const unreached = { unreachable: 1 };
    expect(new EdgeAccount(group([503], unreached)).ask()).toMatchObject({ body: "two" });
    expect(new EdgeAccount(group([504], unreached)).ask().status).toBe(504);
    const silent = new EdgeAccount(group([504], {}));
    silence(silent);
    expect(silent.ask()).toMatchObject({ body: "two" });
  });
});

it("what a function URL refuses is an answer of its status", () => {
  const account = new EdgeAccount({}, {}, {}, false);
  account.lambda("worker", { Publish: false, Behavior: undefined as never });
  const params = { FunctionName: "worker", AuthType: "AWS_IAM" };
  const { FunctionUrl } = account.call("CreateFunctionUrlConfig", params, "lambda");
  account.distribute({ origins: [custom("url", { DomainName: FunctionUrl! })] });
  const none = { FunctionName: "worker", ReservedConcurrentExecutions: 0 };
  account.call("PutFunctionConcurrency", none, "lambda");
  expect(account.ask().status).toBe(429);
});
