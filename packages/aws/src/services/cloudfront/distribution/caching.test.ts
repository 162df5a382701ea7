import { hours, minutes, seconds, type Duration } from "@orrery/kernel";
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

/** A behavior without a policy, with lifetimes of its own. */
const legacy = (ttl: PlainObject = {}, values: PlainObject = {}): PlainObject => ({
  CachePolicyId: undefined as never,
  ForwardedValues: { QueryString: false, Cookies: { Forward: "none" }, ...values },
  ...ttl,
});
const from = (cacheControl: string, ttl: PlainObject = {}, edge: PlainObject = {}): Site => ({
  behavior: legacy(ttl),
  edge: { cacheControl, ...edge },
});

/** What an account's cache says of requests for one object, each so much after the one before. */
const series = (account: EdgeAccount, ...pauses: readonly Duration[]): readonly string[] => [
  account.cache(),
  ...pauses.map((pause) => {
    account.advance(pause);
    return account.cache();
  }),
];

describe("cloudfront.cache.lifetime: what the origin says, within the behavior", () => {
  const first = [seconds(50), seconds(20)] as const;
  it.each([
    ["max-age=60", {}],
    ["max-age=1, s-maxage=60", {}],
    ["max-age=600", { MinTTL: 0, DefaultTTL: 0, MaxTTL: 60 }],
    ["max-age=1", { MinTTL: 60, DefaultTTL: 60, MaxTTL: 600 }],
    ["", { MinTTL: 0, DefaultTTL: 60, MaxTTL: 600 }],
    ["public", { MinTTL: 60, DefaultTTL: 60, MaxTTL: 600 }],
  ])("%j, %j: a minute", (cacheControl, ttl) => {
    const account = new EdgeAccount(from(cacheControl, ttl));
    expect(series(account, ...first)).toEqual(["Miss", "Hit", "RefreshHit"]);
  });

  it("24 hours by default, and whatever viewers say", () => {
    const account = new EdgeAccount(from(""));
    const headers = { "cache-control": "no-cache", pragma: "no-cache" };
    expect([account.cache(), account.cache({ headers })]).toEqual(["Miss", "Hit"]);
    account.advance(hours(23));
    expect(account.cache()).toBe("Hit");
    account.advance(hours(2));
    expect(account.cache()).toBe("RefreshHit");
  });

  it("until Expires, of an object of a bucket, and an age goes before it", () => {
    const account = new EdgeAccount({
      origins: [
        {
          Id: "bucket",
          DomainName: "files.s3.us-east-1.amazonaws.com",
          S3OriginConfig: { OriginAccessIdentity: "" },
        },
      ],
      behavior: legacy(),
    });
    account.call("CreateBucket", { Bucket: "files" }, "s3");
    const put = (Key: string, more: PlainObject) =>
      account.call("PutObject", { Bucket: "files", Key, Body: "aGVsbG8=", ...more }, "s3");
    put("a", { Expires: "2026-01-01T00:02:00Z" });
    put("b", { Expires: "2026-01-01T00:02:00Z", CacheControl: "max-age=600" });
    const all = () => ["/a", "/b"].map((path) => account.cache(path));
    expect(all()).toEqual(["Miss", "Miss"]);
    expect(account.ask("/a")).toMatchObject({ status: 200, body: "hello" });
    account.advance(minutes(1));
    expect(all()).toEqual(["Hit", "Hit"]);
    account.advance(minutes(2));
    expect(all()).toEqual(["RefreshHit", "Hit"]);
  });
});

describe("cloudfront.cache.private: not kept, or for the minimum", () => {
  it.each(["no-cache", "no-store", "private"])("%s", (cacheControl) => {
    expect(series(new EdgeAccount(from(cacheControl)), seconds(1))).toEqual(["Miss", "Miss"]);
    const ttl = { MinTTL: 60, DefaultTTL: 60, MaxTTL: 60 };
    const account = new EdgeAccount(from(cacheControl, ttl));
    expect(series(account, seconds(50), seconds(20))).toEqual(["Miss", "Hit", "RefreshHit"]);
  });

  it("and served where the origin fails, unless stale-if-error is 0", () => {
    const failing = (cacheControl: string) => {
      const account = new EdgeAccount(
        from(cacheControl, { MinTTL: 10, DefaultTTL: 10, MaxTTL: 60 }),
      );
      account.ask();
      account.advance(seconds(11));
      account.simulation.inject({
        name: "down",
        type: "drop",
        component: "cloudfront.origin:one.example",
        direction: "request",
        from: account.simulation.now,
        until: (account.simulation.now + hours(1)) as never,
        share: 1,
      });
      return account.ask().status;
    };
    expect([failing("no-cache"), failing("no-cache, stale-if-error=0")]).toEqual([200, 504]);
  });
});

it("cloudfront.cache.stale: served while it is renewed", () => {
  const account = new EdgeAccount(from("max-age=10, stale-while-revalidate=30"));
  account.ask();
  account.advance(seconds(20));
  expect(account.ask()).toMatchObject({
    took: 1_000,
    headers: { "x-cache": "Hit from cloudfront" },
  });
  account.advance(seconds(1));
  expect(account.asked()).toBe(2);
  expect(account.cache()).toBe("Hit");
  account.advance(seconds(45));
  expect(account.cache()).toBe("RefreshHit");
  expect(account.meter("StaleResponses")).toBe(1);
});

it("cloudfront.cache.renewal: 304 renews what has expired", () => {
  const account = new EdgeAccount(from("max-age=10"));
  expect(series(account, seconds(11), seconds(5), seconds(6))).toEqual([
    "Miss",
    "RefreshHit",
    "Hit",
    "RefreshHit",
  ]);
  const unchanged = account.meter("RequestsUnchanged", "cloudfront.origin:one.example");
  expect([account.asked(), unchanged]).toEqual([3, 2]);
  expect(account.ask()).toMatchObject({ status: 200, body: "{}" });
});

it("cloudfront.cache.methods: GET, HEAD, and OPTIONS where it is said", () => {
  const account = new EdgeAccount({ behavior: allMethods });
  expect([account.cache(), account.cache({ method: "HEAD" })]).toEqual(["Miss", "Hit"]);
  expect(account.ask({ method: "HEAD" }).body).toBe("");
  const options = { method: "OPTIONS" };
  expect([account.cache(options), account.cache(options)]).toEqual(["Miss", "Miss"]);
  account.update({
    behavior: {
      AllowedMethods: {
        ...items("GET", "HEAD", "OPTIONS"),
        CachedMethods: items("GET", "HEAD", "OPTIONS"),
      },
    },
  });
  expect([account.cache(options), account.cache(options)]).toEqual(["Miss", "Hit"]);
});

it("cloudfront.cache.size: what is larger than 50 GB is not kept", () => {
  const of = (size: number) => {
    const account = new EdgeAccount(
      { edge: { size } },
      {},
      { quotas: { "cloudfront.bandwidth": 1_000_000 } },
    );
    return series(account, seconds(1));
  };
  expect([of(50e9), of(50e9 + 1)]).toEqual([
    ["Miss", "Hit"],
    ["Miss", "Miss"],
  ]);
});

it("cloudfront.cache.eviction: what was asked for longest ago goes first", () => {
  const account = new EdgeAccount({}, {}, { assumptions: { "cloudfront.objectsPerCache": 2 } });
  const asked = ["/a", "/b", "/a", "/c", "/a", "/b"].map((path) => account.cache(path));
  expect(asked).toEqual(["Miss", "Miss", "Hit", "Miss", "Hit", "Hit"]);
  // The edge location forgot /b and then /c, its regional edge cache /a.
  expect(account.meter("Evictions")).toBe(3);
  expect(account.ask("/c").took).toBe(2_000);
});

describe("cloudfront.cache.key: what of a request decides", () => {
  const policy = (parts: PlainObject) => {
    const account = new EdgeAccount();
    const { CachePolicy } = account.call("CreateCachePolicy", {
      CachePolicyConfig: {
        Name: "own",
        MinTTL: 1,
        ParametersInCacheKeyAndForwardedToOrigin: {
          EnableAcceptEncodingGzip: true,
          HeadersConfig: { HeaderBehavior: "none" },
          CookiesConfig: { CookieBehavior: "none" },
          QueryStringsConfig: { QueryStringBehavior: "none" },
          ...parts,
        },
      },
    });
    account.update({ behavior: { CachePolicyId: (CachePolicy as PlainObject)["Id"]! } });
    return account;
  };
  it("nothing but the path and the encoding", () => {
    const account = policy({});
    account.ask("/a");
    expect(account.cache({ path: "/a", query: "b=1", headers: { cookie: "c=1" } })).toBe("Hit");
    expect(account.cache({ path: "/a", headers: { "accept-encoding": "gzip, br" } })).toBe("Miss");
    expect(account.cache({ path: "/a", headers: { "accept-encoding": "gzip" } })).toBe("Hit");
  });
  it("parameters: those, all, or all but those", () => {
    const account = policy({
      QueryStringsConfig: { QueryStringBehavior: "whitelist", QueryStrings: items("a") },
    });
    account.ask({ query: "a=1&b=1" });
    expect([account.cache({ query: "b=2&a=1" }), account.cache({ query: "a=2" })]).toEqual([
      "Hit",
      "Miss",
    ]);
    const all = policy({ QueryStringsConfig: { QueryStringBehavior: "all" } });
    all.ask({ query: "a=1" });
    expect([all.cache({ query: "a=1" }), all.cache({ query: "a=1&b=2" })]).toEqual(["Hit", "Miss"]);
    const others = policy({
      QueryStringsConfig: { QueryStringBehavior: "allExcept", QueryStrings: items("a") },
    });
    others.ask({ query: "a=1" });
    expect([others.cache({ query: "a=2" }), others.cache({ query: "b=2" })]).toEqual([
      "Hit",
      "Miss",
    ]);
  });
  it("headers and cookies", () => {
    const account = policy({
      HeadersConfig: { HeaderBehavior: "whitelist", Headers: items("X-Tenant") },
      CookiesConfig: { CookieBehavior: "whitelist", Cookies: items("id") },
    });
    const of = (tenant: string, cookie: string) =>
      account.cache({ headers: { "x-tenant": tenant, cookie } });
    of("a", "id=1; other=1");
    expect([of("a", "other=2; id=1"), of("b", "id=1"), of("a", "id=2")]).toEqual([
      "Hit",
      "Miss",
      "Miss",
    ]);
  });
  it("forwarded values in place of a policy", () => {
    const account = new EdgeAccount({
      behavior: legacy({}, { QueryString: true, Headers: items("X-A") }),
    });
    account.ask({ query: "a=1" });
    expect(account.cache({ query: "a=1" })).toBe("Hit");
    expect(account.cache({ query: "a=2" })).toBe("Miss");
    expect(account.cache({ query: "a=1", headers: { "x-a": "1" } })).toBe("Miss");
    const all = new EdgeAccount({ behavior: legacy({}, { Headers: items("*") }) });
    expect([all.cache(), all.cache()]).toEqual(["Miss", "Miss"]);
  });
});

it("cloudfront.cache.disabled: nothing is kept, and nobody waits", () => {
  const account = new EdgeAccount({ behavior: { CachePolicyId: policies.disabled } });
  const all = [1, 2, 3].map(() => account.begin());
  account.advance();
  expect(all.every(({ heard }) => heard?.headers["x-cache"] === "Miss from cloudfront")).toBe(true);
  expect([account.asked(), account.meter("CollapsedRequests")]).toEqual([3, 0]);
});

it("cloudfront.cache.regional: one cache for the edge locations of a Region", () => {
  const account = new EdgeAccount();
  const at = (country: string) =>
    account.ask({ headers: { "cloudfront-viewer-country": country } });
  at("DE");
  expect(at("FR")).toMatchObject({ took: 2_000, headers: { "x-cache": "Hit from cloudfront" } });
  expect(at("FR").took).toBe(1_000);
  expect(at("JP").headers["x-cache"]).toBe("Miss from cloudfront");
  expect(account.asked()).toBe(2);
});

it("cloudfront.collapse.misses: the first asks, and the others wait and are hits", () => {
  const account = new EdgeAccount();
  const all = Array.from({ length: 5 }, () => account.begin());
  account.advance();
  expect(all.map(({ heard }) => heard?.headers["x-cache"])).toEqual([
    "Miss from cloudfront",
    ...Array.from({ length: 4 }, () => "Hit from cloudfront"),
  ]);
  expect(account.asked()).toBe(1);
  expect(account.meter("CollapsedRequests")).toBe(4);
});

describe("cloudfront.collapse.none: where requests do not wait", () => {
  const askedBy = (site: Site): number => {
    const account = new EdgeAccount(site);
    account.ask(); // It is known what the origin says.
    for (let count = 0; count < 3; count += 1) account.begin();
    account.advance();
    return account.asked();
  };
  it.each(["private", "no-store", "no-cache", "max-age=0", "s-maxage=0"])("%s", (cacheControl) => {
    expect(askedBy(from(cacheControl))).toBe(4);
    expect(askedBy(from(cacheControl, { MinTTL: 1, DefaultTTL: 1, MaxTTL: 1 }))).toBe(1);
  });
  it("with cookies", () => {
    const account = new EdgeAccount({ behavior: legacy({}, { Cookies: { Forward: "all" } }) });
    for (let count = 0; count < 3; count += 1) account.begin();
    account.advance();
    expect(account.asked()).toBe(3);
  });
});

describe("cloudfront.collapse.release: what those who wait hear", () => {
  it("the same error", () => {
    const account = new EdgeAccount({ edge: { failures: 1, failureStatus: 503 } });
    const all = [1, 2, 3].map(() => account.begin());
    account.advance();
    expect(all.map(({ heard }) => heard?.status)).toEqual([503, 503, 503]);
    expect(account.asked()).toBe(1);
  });
  it("or each asks for itself", () => {
    const account = new EdgeAccount(from("private"));
    const all = [1, 2, 3].map(() => account.begin());
    account.advance();
    expect(all.map(({ heard }) => heard?.status)).toEqual([200, 200, 200]);
    expect(account.asked()).toBe(3);
  });
});

it("cloudfront.shield.layer: all Regions ask one of them", () => {
  const OriginShield = { Enabled: true, OriginShieldRegion: "eu-central-1" };
  const account = new EdgeAccount({ origins: [custom("one", { OriginShield })] });
  const at = (country: string) =>
    account.begin({ headers: { "cloudfront-viewer-country": country } });
  at("US");
  at("JP");
  at("DE");
  account.advance();
  expect(account.asked()).toBe(1);
  at("BR");
  account.advance();
  expect(account.asked()).toBe(1);
  // All but those who come from its own Region.
  expect(account.meter("ShieldRequests")).toBe(3);
});

describe("cloudfront.error.kept: which errors are", () => {
  const of = (failureStatus: number, cacheControl = "") => {
    const account = new EdgeAccount({ edge: { failures: 1, failureStatus, cacheControl } });
    account.ask();
    account.advance(seconds(5));
    account.ask();
    return account.asked();
  };
  it.each([404, 414, 500, 501, 502, 503, 504])("%d", (status) => {
    expect(of(status)).toBe(1);
  });
  it.each([400, 403, 405, 412, 415])("%d where the origin says so", (status) => {
    expect(of(status)).toBe(2);
    expect(of(status, "max-age=60")).toBe(1);
  });
  it("416 is not", () => {
    expect(of(416, "max-age=60")).toBe(2);
  });
});

it("cloudfront.error.lifetime: ten seconds, that of its status, or what the origin says", () => {
  const after = (pause: Duration, cacheControl = "", config: PlainObject = {}) => {
    const account = new EdgeAccount({
      config,
      edge: { failures: 1, failureStatus: 404, cacheControl },
    });
    account.ask();
    account.advance(pause);
    account.ask();
    return account.asked();
  };
  const own = { CustomErrorResponses: items({ ErrorCode: 404, ErrorCachingMinTTL: 30 }) };
  expect([after(seconds(9)), after(seconds(11))]).toEqual([1, 2]);
  expect([after(seconds(29), "", own), after(seconds(31), "", own)]).toEqual([1, 2]);
  expect([after(seconds(59), "max-age=60"), after(seconds(61), "max-age=60")]).toEqual([1, 2]);
  expect([after(seconds(9), "no-store"), after(seconds(11), "no-store, max-age=60")]).toEqual([
    1, 2,
  ]);
});

describe("cloudfront.error.spare: what has expired in the place of an error", () => {
  const failing = (edge: PlainObject) => {
    const account = new EdgeAccount(from("max-age=10"));
    const { id } = account;
    account.ask();
    account.advance(seconds(11));
    // Another distribution says how the origin answers that they share.
    account.distribute(from("max-age=10", {}, edge), "other");
    account.id = id;
    return account;
  };
  it("of 5xx, and the origin is asked again after ten seconds", () => {
    const account = failing({ failures: 1 });
    expect(account.ask()).toMatchObject({ status: 200, body: "{}" });
    const before = account.asked();
    account.advance(seconds(9));
    expect(account.ask().status).toBe(200);
    expect(account.asked()).toBe(before);
    account.advance(seconds(2));
    expect(account.ask().status).toBe(200);
    expect(account.asked()).toBe(before + 1);
    expect(account.meter("StaleResponses")).toBe(2);
  });
  it("not of 4xx", () => {
    expect(failing({ failures: 1, failureStatus: 404 }).ask().status).toBe(404);
  });
});

it("cloudfront.error.page: a page in the place of an error, once", () => {
  const account = new EdgeAccount({
    origins: [custom("one"), custom("two")],
    behaviors: [{ PathPattern: "/errors/*", TargetOriginId: "two" }],
    config: {
      CustomErrorResponses: items({
        ErrorCode: 404,
        ResponsePagePath: "/errors/404.html",
        ResponseCode: "200",
        ErrorCachingMinTTL: 60,
      }),
    },
    edge: { origins: { one: { failures: 1, failureStatus: 404 }, two: { body: "sorry" } } },
  });
  expect(account.ask("/a")).toMatchObject({ status: 200, body: "sorry" });
  expect(account.ask("/b")).toMatchObject({ status: 200, body: "sorry" });
  expect([account.asked(), account.asked("two")]).toEqual([2, 1]);
  account.advance(seconds(30));
  account.ask("/a");
  expect(account.asked()).toBe(2);
});

it("cloudfront.invalidation.paths: forgotten in all caches after a while", () => {
  const account = new EdgeAccount();
  const paths = ["/a", "/img/a", "/img/b"];
  for (const path of paths) account.ask(path);
  const { Invalidation } = account.call("CreateInvalidation", {
    DistributionId: account.id,
    InvalidationBatch: { CallerReference: "1", Paths: items("/a", "/img/*") },
  });
  const { Id } = Invalidation as PlainObject;
  const status = () => {
    const shown = account.call("GetInvalidation", { DistributionId: account.id, Id: Id! });
    return (shown["Invalidation"] as PlainObject)["Status"];
  };
  expect(status()).toBe("InProgress");
  expect(account.cache("/a")).toBe("Hit");
  account.advance(seconds(11));
  expect(status()).toBe("Completed");
  expect(paths.map((path) => account.cache(path))).toEqual(["Miss", "Miss", "Miss"]);
  // In an edge location and a regional edge cache each.
  expect(account.meter("InvalidatedObjects")).toBe(6);
});

describe("cloudfront.response.compression: of texts that are large enough", () => {
  const of = (size: number, accepted: string, behavior: PlainObject = { Compress: true }) => {
    const account = new EdgeAccount({ behavior, edge: { size } });
    const heard = account.ask({ headers: { "accept-encoding": accepted } });
    return [heard.headers["content-encoding"], account.meter("BytesDownloaded")];
  };
  it.each([
    [1_000, "gzip, br", "br", 300],
    [1_000, "gzip", "gzip", 300],
    [999, "gzip", undefined, 999],
    [10_000_001, "gzip", undefined, 10_000_001],
    [1_000, "identity", undefined, 1_000],
  ])("%d bytes, %s", (size, accepted, encoding, bytes) => {
    expect(of(size, accepted)).toEqual([encoding, bytes]);
  });
  it("not where it is not said", () => {
    expect(of(1_000, "gzip", {})).toEqual([undefined, 1_000]);
  });
});

it("cloudfront.response.conditions: 304, 206 and 416", () => {
  const account = new EdgeAccount({ edge: { body: "0123456789" } });
  const etag = account.ask().headers["etag"]!;
  const of = (headers: Readonly<Record<string, string>>) => account.ask({ headers });
  expect(of({ "if-none-match": etag })).toMatchObject({ status: 304, body: "" });
  expect(of({ "if-none-match": '"other"' }).status).toBe(200);
  expect(of({ range: "bytes=2-4" })).toMatchObject({
    status: 206,
    body: "234",
    headers: { "content-range": "bytes 2-4/10" },
  });
  expect([of({ range: "bytes=-3" }).body, of({ range: "bytes=7-" }).body]).toEqual(["789", "789"]);
  expect(of({ range: "bytes=20-30" }).status).toBe(416);
});

it("cloudfront.response.headers: added, taken away, and for other pages", () => {
  const account = new EdgeAccount();
  const { ResponseHeadersPolicy } = account.call("CreateResponseHeadersPolicy", {
    ResponseHeadersPolicyConfig: {
      Name: "own",
      CorsConfig: {
        AccessControlAllowOrigins: items("https://page.example"),
        AccessControlAllowHeaders: items("*"),
        AccessControlAllowMethods: items("GET"),
        AccessControlAllowCredentials: true,
        AccessControlMaxAgeSec: 60,
        OriginOverride: true,
      },
      SecurityHeadersConfig: {
        StrictTransportSecurity: {
          Override: true,
          AccessControlMaxAgeSec: 60,
          IncludeSubdomains: true,
        },
        FrameOptions: { Override: true, FrameOption: "DENY" },
      },
      CustomHeadersConfig: items({ Header: "X-Own", Value: "1", Override: false }),
      RemoveHeadersConfig: items({ Header: "ETag" }),
    },
  });
  const { Id } = ResponseHeadersPolicy as PlainObject;
  account.update({ behavior: { ResponseHeadersPolicyId: Id! } });
  const of = (origin: string) => account.ask({ headers: { origin } }).headers;
  expect(of("https://page.example")).toMatchObject({
    "access-control-allow-origin": "https://page.example",
    "access-control-allow-credentials": "true",
    "strict-transport-security": "max-age=60; includeSubDomains",
    "x-frame-options": "DENY",
    "x-own": "1",
  });
  expect(of("https://other.example")).not.toHaveProperty("access-control-allow-origin");
  expect(of("https://page.example")).not.toHaveProperty("etag");
  account.update({ behavior: { ResponseHeadersPolicyId: policies.security } });
  expect(account.ask().headers["x-content-type-options"]).toBe("nosniff");
});
