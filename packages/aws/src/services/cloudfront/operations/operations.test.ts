import type { AwsOptions } from "../../../run/simulate.ts";
import { describe, expect, it } from "vitest";
import type { PlainObject } from "../../../service/refusal.ts";
import { custom, EdgeAccount, items, policies, type Site } from "../test/edge-account.ts";

const refused = (site: Site, account = new EdgeAccount({}, {}, {}, false)) =>
  account.refusal("CreateDistribution", account.params(site));

it("cloudfront.operation.versions: whoever changes something names its version", () => {
  const account = new EdgeAccount();
  const Id = account.id;
  const { ETag, Distribution } = account.call("GetDistribution", { Id });
  expect(Distribution).toMatchObject({ Id, DomainName: account.domainName, Status: "Deployed" });
  expect(account.refusal("DeleteDistribution", { Id })).toBe("InvalidIfMatchVersion");
  expect(account.refusal("DeleteDistribution", { Id, IfMatch: "other" })).toBe(
    "PreconditionFailed",
  );
  expect(account.refusal("DeleteDistribution", { Id, IfMatch: ETag! })).toBe(
    "DistributionNotDisabled",
  );
  const params = account.params({});
  expect(account.refusal("CreateDistribution", params)).toBe("DistributionAlreadyExists");
  account.update({ config: { Enabled: false } });
  expect(account.ask().status).toBe(403);
  const { DistributionConfig, ETag: next } = account.call("GetDistributionConfig", { Id });
  expect(next).not.toBe(ETag);
  expect(
    account.refusal("UpdateDistribution", {
      Id,
      IfMatch: next!,
      DistributionConfig: { ...(DistributionConfig as PlainObject), CallerReference: "x" },
    }),
  ).toBe("IllegalUpdate");
  const { DistributionList } = account.call("ListDistributions", {});
  expect(DistributionList).toMatchObject({ Quantity: 1, Items: [{ Id, Enabled: false }] });
  account.call("DeleteDistribution", { Id, IfMatch: next! });
  expect(account.refusal("GetDistribution", { Id })).toBe("NoSuchDistribution");
});

describe("cloudfront.operation.origins: what an origin may have", () => {
  const with_ = (more: PlainObject) => refused({ origins: [custom("one", more)] });
  const ofCustom = (more: PlainObject) =>
    with_({
      CustomOriginConfig: {
        HTTPPort: 80,
        HTTPSPort: 443,
        OriginProtocolPolicy: "https-only",
        ...more,
      },
    });
  it.each([
    [{ ConnectionAttempts: 0 }, "InvalidArgument"],
    [{ ConnectionAttempts: 3 }, "none"],
    [{ ConnectionAttempts: 4 }, "InvalidArgument"],
    [{ ConnectionTimeout: 0 }, "InvalidArgument"],
    [{ ConnectionTimeout: 11 }, "InvalidArgument"],
    [{ ResponseCompletionTimeout: 29 }, "InvalidArgument"],
    [{ ResponseCompletionTimeout: 30 }, "none"],
  ])("%j: %s", (more, code) => {
    expect(with_(more)).toBe(code);
  });
  it.each([
    [{ OriginReadTimeout: 0 }, "InvalidOriginReadTimeout"],
    [{ OriginReadTimeout: 120 }, "none"],
    [{ OriginReadTimeout: 121 }, "InvalidOriginReadTimeout"],
    [{ OriginKeepaliveTimeout: 0 }, "InvalidOriginKeepaliveTimeout"],
    [{ OriginKeepaliveTimeout: 121 }, "InvalidOriginKeepaliveTimeout"],
  ])("%j: %s", (more, code) => {
    expect(ofCustom(more)).toBe(code);
  });
  it("keeps connections for five seconds, as functions see", () => {
    const seen: PlainObject[] = [];
    const account = new EdgeAccount(
      {},
      {
        fn: function* (event) {
          const { Records } = event as { Records: [{ cf: { request: PlainObject } }] };
          seen.push(Records[0].cf.request);
          return Records[0].cf.request;
        },
      },
      {},
      false,
    );
    const association = { ...account.lambda("fn"), EventType: "origin-request" };
    account.distribute({ behavior: { LambdaFunctionAssociations: items(association) } });
    account.ask();
    expect(seen[0]).toMatchObject({ origin: { custom: { keepaliveTimeout: 5 } } });
  });
  it("is in groups of two, with statuses that may be named", () => {
    const group = (statuses: readonly number[], ...members: readonly string[]) =>
      refused({
        origins: [custom("one"), custom("two")],
        config: {
          OriginGroups: items({
            Id: "both",
            FailoverCriteria: { StatusCodes: items(...statuses) },
            Members: items(...members.map((OriginId) => ({ OriginId }))),
          }),
        },
      });
    const all = [400, 403, 404, 416, 429, 500, 502, 503, 504];
    expect(group(all, "one", "two")).toBe("none");
    expect(group([501], "one", "two")).toBe("InvalidArgument");
    expect(group([500], "one")).not.toBe("none");
    expect(group([500], "one", "three")).toBe("NoSuchOrigin");
  });
});

describe("cloudfront.operation.behaviors: how many, and what must be there", () => {
  const behaviors = (count: number) =>
    Array.from({ length: count }, (_each, place) => ({ PathPattern: `/${place}` }));
  it("75", () => {
    expect([refused({ behaviors: behaviors(75) }), refused({ behaviors: behaviors(76) })]).toEqual([
      "none",
      "TooManyCacheBehaviors",
    ]);
  });
  it("functions of Lambda@Edge as the quota says", () => {
    const account = new EdgeAccount(
      {},
      {},
      { quotas: { "cloudfront.edgeFunctionsPerDistribution": 1 } },
      false,
    );
    const associations = ["a", "b"].map((name) => account.lambda(name));
    const [a, b] = associations.map((each, place) => ({
      ...each,
      EventType: place === 0 ? "origin-request" : "origin-response",
    }));
    const of = (...all: readonly unknown[]) =>
      refused({ behavior: { LambdaFunctionAssociations: items(...all) } }, account);
    expect(of(a, b)).toBe("TooManyDistributionsWithLambdaAssociations");
    expect(of(a)).toBe("none");
  });
  it.each([
    [{ TargetOriginId: "none" }, "NoSuchOrigin"],
    [{ CachePolicyId: "none" }, "NoSuchCachePolicy"],
    [{ OriginRequestPolicyId: "none" }, "NoSuchOriginRequestPolicy"],
    [{ ResponseHeadersPolicyId: "none" }, "NoSuchResponseHeadersPolicy"],
    [{ CachePolicyId: undefined as never }, "InvalidArgument"],
    [
      {
        CachePolicyId: undefined as never,
        ForwardedValues: { QueryString: false, Cookies: { Forward: "none" } },
        MinTTL: 10,
        DefaultTTL: 5,
        MaxTTL: 20,
      },
      "InvalidTTLOrder",
    ],
  ])("%j: %s", (behavior, code) => {
    expect(refused({ behavior })).toBe(code);
  });
});

describe("cloudfront.operation.functions: which a behavior may have", () => {
  const account = new EdgeAccount({}, {}, {}, false);
  const fn = account.fn("own");
  const lambda = account.lambda("edge");
  account.call("CreateFunction", {
    Name: "draft",
    FunctionConfig: { Comment: "", Runtime: "cloudfront-js-1.0" },
    FunctionCode: "eA==",
  });
  const at = (one: PlainObject, EventType: string) => ({ ...one, EventType });
  const of = (functions: readonly unknown[], lambdas: readonly unknown[] = []) =>
    refused(
      {
        behavior: {
          FunctionAssociations: items(...functions),
          LambdaFunctionAssociations: items(...lambdas),
        },
      },
      account,
    );
  it("one of each event", () => {
    expect(of([at(fn, "viewer-request"), at(fn, "viewer-request")])).toBe(
      "InvalidLambdaFunctionAssociation",
    );
  });
  it("of one kind at viewer events", () => {
    expect(of([at(fn, "viewer-request")], [at(lambda, "viewer-response")])).toBe(
      "InvalidFunctionAssociation",
    );
    expect(of([at(fn, "origin-request")])).toBe("InvalidFunctionAssociation");
  });
  it("that are published, and of the account", () => {
    const draft = { FunctionARN: "arn:aws:cloudfront::123456789012:function/draft" };
    const foreign = { FunctionARN: "arn:aws:cloudfront::210987654321:function/own" };
    expect(of([at(draft, "viewer-request")])).toBe("InvalidFunctionAssociation");
    expect(of([at(foreign, "viewer-request")])).toBe("InvalidFunctionAssociation");
  });
  it("both, apart", () => {
    expect(of([at(fn, "viewer-request")], [at(lambda, "origin-request")])).toBe("none");
  });
});

describe("cloudfront.operation.lambda: which functions of Lambda may be at edges", () => {
  const with_ = (
    more: PlainObject,
    EventType = "origin-request",
    change = (arn: string) => arn,
  ) => {
    const account = new EdgeAccount({}, {}, {}, false);
    const { LambdaFunctionARN } = account.lambda("fn", more);
    const association = { LambdaFunctionARN: change(LambdaFunctionARN as string), EventType };
    return refused({ behavior: { LambdaFunctionAssociations: items(association) } }, account);
  };
  it.each([
    [{}, "none"],
    [{ Runtime: "python3.13" }, "none"],
    [{ Environment: { Variables: { STAGE: "1" } } }, "InvalidLambdaFunctionAssociation"],
    [{ Architectures: ["arm64"] }, "InvalidLambdaFunctionAssociation"],
    [{ TracingConfig: { Mode: "Active" } }, "InvalidLambdaFunctionAssociation"],
    [{ EphemeralStorage: { Size: 1_024 } }, "InvalidLambdaFunctionAssociation"],
    [{ MemorySize: 10_240 }, "none"],
    [{ Timeout: 30 }, "none"],
    [{ Timeout: 31 }, "InvalidLambdaFunctionAssociation"],
    [
      { VpcConfig: { SubnetIds: ["subnet-1"], SecurityGroupIds: ["sg-1"] } },
      "InvalidLambdaFunctionAssociation",
    ],
  ])("%j: %s", (more, code) => {
    expect(with_(more)).toBe(code);
  });
  it("with 128 MB at viewer events", () => {
    expect(with_({ MemorySize: 256 }, "viewer-request")).toBe("InvalidLambdaFunctionAssociation");
    expect(with_({ MemorySize: 128 }, "viewer-request")).toBe("none");
  });
  it("by a number, in us-east-1, and there", () => {
    const code = "InvalidLambdaFunctionAssociation";
    expect(with_({}, "origin-request", (arn) => arn.replace(/:1$/, ":$LATEST"))).toBe(code);
    expect(with_({}, "origin-request", (arn) => arn.replace("us-east-1", "eu-west-1"))).toBe(code);
    expect(with_({}, "origin-request", (arn) => arn.replace(/:1$/, ":7"))).toBe(code);
  });
});

it("cloudfront.operation.role: edgelambda.amazonaws.com invokes it for the distribution", () => {
  const account = new EdgeAccount(
    {},
    {
      fn: function* () {
        return { status: "204" };
      },
    },
    {},
    false,
  );
  const association = { ...account.lambda("fn"), EventType: "viewer-request" };
  account.distribute({ behavior: { LambdaFunctionAssociations: items(association) } });
  expect(account.ask().status).toBe(204);
  const joined = JSON.stringify(account.simulation.snapshot());
  expect(joined).toContain("edgelambda.amazonaws.com");
});

it("cloudfront.operation.role-trust: the function's role lets edges assume it", () => {
  const made = (iam: AwsOptions["iam"], ...Service: readonly string[]) => {
    const options = iam === undefined ? {} : { iam };
    const account = new EdgeAccount({}, { *fn() {} }, options, false);
    const Statement = [{ Effect: "Allow", Principal: { Service }, Action: "sts:AssumeRole" }];
    const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
    const RoleName = "edge";
    account.call("CreateRole", { RoleName, AssumeRolePolicyDocument }, "iam");
    const Role = `arn:aws:iam::123456789012:role/${RoleName}`;
    const association = { ...account.lambda("fn", { Role }), EventType: "viewer-request" };
    return account.refusal(
      "CreateDistribution",
      account.params({ behavior: { LambdaFunctionAssociations: items(association) } }),
    );
  };
  const [usual, edge] = ["lambda.amazonaws.com", "edgelambda.amazonaws.com"];
  expect(made({ mode: "enforce" }, usual)).toBe("InvalidLambdaFunctionAssociation");
  expect(made({ mode: "enforce" }, usual, edge)).toBe("none");
  expect(made(undefined, usual)).toBe("none");
});

it("cloudfront.operation.function-limits: 10 KB each, and as many as the quota says", () => {
  const account = new EdgeAccount({}, {}, { quotas: { "cloudfront.functions": 1 } }, false);
  const create = (Name: string, size: number) =>
    account.refusal("CreateFunction", {
      Name,
      FunctionConfig: { Comment: "", Runtime: "cloudfront-js-2.0" },
      FunctionCode: btoa("x".repeat(size)),
    });
  expect([create("a", 10_241), create("a", 10_240), create("a", 1), create("b", 1)]).toEqual([
    "FunctionSizeLimitExceeded",
    "none",
    "FunctionAlreadyExists",
    "TooManyFunctions",
  ]);
});

it("cloudfront.operation.stores: sizes of keys and values, and who reads them", () => {
  const account = new EdgeAccount({}, {}, { quotas: { "cloudfront.keyValueStores": 3 } }, false);
  const create = (Name: string, values: PlainObject) =>
    account.refusal("CreateKeyValueStore", { Name, Values: { values } });
  expect(create("a", { ["k".repeat(513)]: "v" })).toBe("InvalidArgument");
  expect(create("a", { k: "v".repeat(1_025) })).toBe("InvalidArgument");
  const many = Object.fromEntries(
    Array.from({ length: 5_200 }, (_each, place) => [`k${place}`, "v".repeat(1_024)]),
  );
  expect(create("a", many)).toBe("EntitySizeLimitExceeded");
  expect([
    create("a", {}),
    create("b", {}),
    create("a", {}),
    create("c", {}),
    create("d", {}),
  ]).toEqual(["none", "none", "EntityAlreadyExists", "none", "EntityLimitExceeded"]);
  const arnOf = (Name: string) =>
    (account.call("DescribeKeyValueStore", { Name })["KeyValueStore"] as PlainObject)["ARN"]!;
  const KeyValueStoreAssociations = items({ KeyValueStoreARN: arnOf("a") });
  const both = items({ KeyValueStoreARN: arnOf("a") }, { KeyValueStoreARN: arnOf("b") });
  const fn = (Name: string, config: PlainObject) =>
    account.refusal("CreateFunction", {
      Name,
      FunctionConfig: { Comment: "", Runtime: "cloudfront-js-2.0", ...config },
      FunctionCode: "eA==",
    });
  expect(fn("two", { KeyValueStoreAssociations: both })).toBe("InvalidArgument");
  expect(fn("old", { KeyValueStoreAssociations, Runtime: "cloudfront-js-1.0" })).toBe(
    "InvalidArgument",
  );
  for (let count = 0; count < 10; count += 1) {
    expect(fn(`f${count}`, { KeyValueStoreAssociations })).toBe("none");
  }
  expect(fn("f10", { KeyValueStoreAssociations })).toBe("EntityLimitExceeded");
});

it("cloudfront.operation.invalidations: so many paths at once", () => {
  const account = new EdgeAccount();
  const of = (reference: string, ...paths: readonly string[]) =>
    account.refusal("CreateInvalidation", {
      DistributionId: account.id,
      InvalidationBatch: { CallerReference: reference, Paths: items(...paths) },
    });
  const paths = (count: number, end = "") =>
    Array.from({ length: count }, (_each, place) => `/${place}${end}`);
  const full = "TooManyInvalidationsInProgress";
  expect([
    of("1", ...paths(3_001)),
    of("2", ...paths(16, "*")),
    of("3", ...paths(15, "*")),
  ]).toEqual([full, full, "none"]);
  expect([of("4", "/x*"), of("5", ...paths(3_000)), of("6", "/x"), of("3", "/x")]).toEqual([
    full,
    "none",
    full,
    "InvalidationBatchAlreadyExists",
  ]);
  account.advance(11_000_000 as never);
  expect(of("7", "/x*")).toBe("none");
  const { InvalidationList } = account.call("ListInvalidations", { DistributionId: account.id });
  expect(InvalidationList).toMatchObject({
    Quantity: 3,
    Items: [{ Status: "Completed" }, { Status: "Completed" }, { Status: "InProgress" }],
  });
});

it("cloudfront.operation.policies: those of AWS stay, and those of the account are gone by", () => {
  const account = new EdgeAccount();
  const managed = { Id: policies.optimized };
  expect(account.call("GetCachePolicy", managed)["CachePolicy"]).toMatchObject({
    CachePolicyConfig: { Name: "Managed-CachingOptimized", MinTTL: 1, DefaultTTL: 86_400 },
  });
  expect(account.refusal("DeleteCachePolicy", managed)).toBe("IllegalDelete");
  const config = (MaxTTL: number) => ({
    Name: "own",
    MinTTL: 0,
    DefaultTTL: 0,
    MaxTTL,
    ParametersInCacheKeyAndForwardedToOrigin: {
      EnableAcceptEncodingGzip: false,
      HeadersConfig: { HeaderBehavior: "none" },
      CookiesConfig: { CookieBehavior: "none" },
      QueryStringsConfig: { QueryStringBehavior: "none" },
    },
  });
  const { CachePolicy, ETag } = account.call("CreateCachePolicy", { CachePolicyConfig: config(0) });
  const { Id } = CachePolicy as { readonly Id: string };
  expect(account.refusal("CreateCachePolicy", { CachePolicyConfig: config(0) })).toBe(
    "CachePolicyAlreadyExists",
  );
  account.update({ behavior: { CachePolicyId: Id } });
  expect([account.cache(), account.cache()]).toEqual(["Miss", "Miss"]);
  expect(account.refusal("DeleteCachePolicy", { Id, IfMatch: ETag! })).toBe("CachePolicyInUse");
  account.call("UpdateCachePolicy", {
    Id,
    IfMatch: ETag!,
    CachePolicyConfig: { ...config(60), DefaultTTL: 60 },
  });
  expect([account.cache(), account.cache()]).toEqual(["Miss", "Hit"]);
  const { CachePolicyList } = account.call("ListCachePolicies", { Type: "custom" });
  expect(CachePolicyList).toMatchObject({ Quantity: 1, Items: [{ Type: "custom" }] });
});

it("tags of distributions and functions", () => {
  const account = new EdgeAccount();
  const { FunctionARN } = account.fn("own");
  const { Distribution } = account.call("GetDistribution", { Id: account.id });
  for (const Resource of [FunctionARN!, (Distribution as PlainObject)["ARN"]!]) {
    account.call("TagResource", {
      Resource,
      Tags: {
        Items: [
          { Key: "a", Value: "1" },
          { Key: "b", Value: "2" },
        ],
      },
    });
    account.call("UntagResource", { Resource, TagKeys: { Items: ["a"] } });
    expect(account.call("ListTagsForResource", { Resource })).toEqual({
      Tags: { Items: [{ Key: "b", Value: "2" }] },
    });
  }
  expect(
    account.refusal("ListTagsForResource", {
      Resource: "arn:aws:cloudfront::123456789012:distribution/E",
    }),
  ).toBe("NoSuchResource");
});
