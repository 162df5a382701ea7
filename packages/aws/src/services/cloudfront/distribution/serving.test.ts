import { seconds } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import type { PlainObject } from "../../../service/refusal.ts";
import { distributionCharges, transferCost } from "../pricing.ts";
import { allMethods, custom, EdgeAccount, items, policies } from "../test/edge-account.ts";

it("cloudfront.behavior.order: the first pattern that a path is like, and else the default", () => {
  const account = new EdgeAccount({
    origins: [custom("one"), custom("two"), custom("three")],
    behaviors: [
      { PathPattern: "/img/*.png", TargetOriginId: "two" },
      { PathPattern: "img/*", TargetOriginId: "three" },
    ],
    config: { DefaultRootObject: "index.html" },
    edge: { origins: { one: { body: "one" }, two: { body: "two" }, three: { body: "three" } } },
  });
  const of = (path: string) => account.ask(path).body;
  expect([of("/img/a.png"), of("/img/a.gif"), of("/IMG/a.gif"), of("/")]).toEqual([
    "two",
    "three",
    "one",
    "one",
  ]);
  expect(account.cache("/index.html")).toBe("Hit");
});

it("cloudfront.behavior.methods: what is not allowed is 403", () => {
  const account = new EdgeAccount();
  expect(account.ask({ method: "POST" }, "{}").status).toBe(403);
  account.update({ behavior: allMethods });
  expect(account.ask({ method: "POST" }, "{}").status).toBe(200);
  expect(account.meter("BytesToOrigin")).toBe(2);
});

it("cloudfront.behavior.protocol: HTTP is let in, refused, or sent to HTTPS", () => {
  const plain = { headers: { "cloudfront-forwarded-proto": "http" }, path: "/a", query: "b=1" };
  const account = new EdgeAccount();
  expect(account.ask(plain).status).toBe(200);
  account.update({ behavior: { ViewerProtocolPolicy: "https-only" } });
  expect([account.ask(plain).status, account.ask("/a").status]).toEqual([403, 200]);
  account.update({ behavior: { ViewerProtocolPolicy: "redirect-to-https" } });
  expect(account.ask(plain)).toMatchObject({
    status: 301,
    headers: {
      location: `https://${account.domainName}/a?b=1`,
      "x-cache": "Redirect from cloudfront",
    },
  });
});

it("cloudfront.limit.head: what is too long is refused", () => {
  const account = new EdgeAccount();
  expect(account.ask(`/${"a".repeat(8_192)}`).status).toBe(414);
  expect(account.ask({ headers: { a: "b".repeat(32_768) } }).status).toBe(413);
  expect(account.ask({ headers: { a: "b".repeat(32_000) } }).status).toBe(200);
});

it("cloudfront.limit.body: 64 GB", () => {
  const account = new EdgeAccount({ behavior: allMethods });
  const large = { body: "x", size: 64e9 };
  expect(account.ask({ method: "PUT" }, large).status).toBe(200);
  expect(account.ask({ method: "PUT" }, { ...large, size: 64e9 + 1 }).status).toBe(413);
});

describe("cloudfront.limit.rate: requests and bits a second", () => {
  it("requests", () => {
    const account = new EdgeAccount({}, {}, { quotas: { "cloudfront.requestsPerSecond": 2 } });
    const all = [1, 2, 3].map(() => account.begin());
    account.advance(seconds(1));
    expect(all.map(({ heard }) => heard?.status)).toEqual([200, 200, 503]);
  });

  it("bits, until so many could be sent", () => {
    const edge = { size: 250e6 };
    const account = new EdgeAccount({ edge }, {}, { quotas: { "cloudfront.bandwidth": 1 } });
    expect(account.ask().status).toBe(200);
    expect(account.ask().status).toBe(503);
    account.advance(seconds(2));
    expect(account.ask().status).toBe(200);
  });
});

it("cloudfront.limit.rate-status: 503, and LimitExceeded", () => {
  const account = new EdgeAccount({}, {}, { quotas: { "cloudfront.requestsPerSecond": 1 } });
  account.ask();
  expect(account.ask()).toMatchObject({
    status: 503,
    headers: { "x-cache": "LimitExceeded from cloudfront" },
  });
  expect(account.meter("Errors5xx")).toBe(1);
});

it("cloudfront.chain.two: two before each other, and no third", () => {
  const account = new EdgeAccount({ behavior: { CachePolicyId: policies.disabled } });
  const before = (name: string) =>
    account.distribute(
      {
        origins: [custom("behind", { DomainName: account.domainName })],
        behavior: { CachePolicyId: policies.disabled },
      },
      name,
    );
  before("second");
  expect(account.ask().status).toBe(200);
  before("third");
  expect(account.ask().status).toBe(403);
});

it("cloudfront.viewer.geography: countries are let in, or kept out", () => {
  const only = (RestrictionType: string) => ({
    config: { Restrictions: { GeoRestriction: { RestrictionType, ...items("DE") } } },
  });
  const account = new EdgeAccount(only("whitelist"));
  const from = (country: string) =>
    account.ask({ headers: { "cloudfront-viewer-country": country } }).status;
  expect([from("DE"), from("US")]).toEqual([200, 403]);
  account.update(only("blacklist"));
  expect([from("DE"), from("US")]).toEqual([403, 200]);
});

it("cloudfront.viewer.firewall: a share is blocked, or what has a text in a header", () => {
  const edge = { blocked: 0.5, blockedHeader: "User-Agent: bot" };
  const account = new EdgeAccount({ edge, config: { WebACLId: "arn:aws:wafv2:x" } });
  const statuses = Array.from({ length: 200 }, () => account.ask().status);
  const share = statuses.filter((status) => status === 403).length / 200;
  expect(share).toBeGreaterThan(0.4);
  expect(share).toBeLessThan(0.6);
  const bots = Array.from({ length: 20 }, () =>
    account.ask({ headers: { "user-agent": "a bot" } }),
  );
  expect(bots.every(({ status }) => status === 403)).toBe(true);
  account.update({});
  expect(Array.from({ length: 50 }, () => account.ask().status)).not.toContain(403);
});

it("cloudfront.viewer.signed: who is not signed, or no more, hears 403", () => {
  const TrustedKeyGroups = { Enabled: true, ...items("group") };
  const account = new EdgeAccount({ behavior: { TrustedKeyGroups } });
  const later = 1_767_225_600 + 60; // A minute after the start.
  const asked = (query: string, headers: Readonly<Record<string, string>> = {}) =>
    account.ask({ query, headers }).status;
  const signed = `Signature=x&Key-Pair-Id=y&Expires=${later}`;
  const cookie = "CloudFront-Signature=x; CloudFront-Key-Pair-Id=y; CloudFront-Policy=z";
  expect([
    asked(""),
    asked("Signature=x&Key-Pair-Id=y"),
    asked(signed),
    asked("", { cookie }),
  ]).toEqual([403, 403, 200, 200]);
  account.advance(seconds(60));
  expect(asked(signed)).toBe(403);
});

it("cloudfront.place.viewer: by country, by weights, or next to the Region", () => {
  const popOf = (account: EdgeAccount, country?: string) => {
    const headers: Readonly<Record<string, string>> =
      country === undefined ? {} : { "cloudfront-viewer-country": country };
    return account.ask({ headers }).headers["x-amz-cf-pop"]!.slice(0, 3);
  };
  const account = new EdgeAccount({ edge: { viewers: { FRA: 3, NRT: 1 } } });
  const places = Array.from({ length: 200 }, () => popOf(account));
  const share = places.filter((place) => place === "FRA").length / 200;
  expect(share).toBeGreaterThan(0.65);
  expect(share).toBeLessThan(0.85);
  expect(popOf(account, "BR")).toBe("GRU");
  expect(popOf(new EdgeAccount({}, {}, { region: "eu-west-1" }))).toBe("DUB");
});

it("cloudfront.latency.ways: to the viewer, the regional edge cache, and the origin", () => {
  const account = new EdgeAccount();
  // 1 ms each, and 10 ms at the origin.
  expect([account.ask().took, account.ask().took]).toEqual([13_000, 1_000]);
  const usual = new EdgeAccount(
    { edge: { viewers: { SYD: 1 } } },
    {},
    {
      latencies: { "cloudfront.origin": undefined as never },
    },
  );
  // 190 ms to us-east-1.
  expect(usual.ask().took).toBe(202_000);
});

it("cloudfront.metric.names: of a distribution, in percent", () => {
  const account = new EdgeAccount({ edge: { failures: 1 } });
  const alarm = (AlarmName: string, MetricName: string, more: PlainObject = {}) =>
    account.call(
      "PutMetricAlarm",
      {
        AlarmName,
        Namespace: "AWS/CloudFront",
        MetricName,
        Dimensions: [
          { Name: "DistributionId", Value: account.id },
          { Name: "Region", Value: "Global" },
        ],
        Statistic: "Average",
        Period: 60,
        EvaluationPeriods: 1,
        TreatMissingData: "ignore",
        Threshold: 100,
        ComparisonOperator: "GreaterThanOrEqualToThreshold",
        ...more,
      },
      "cloudwatch",
    );
  account.call("CreateMonitoringSubscription", {
    DistributionId: account.id,
    MonitoringSubscription: {
      RealtimeMetricsSubscriptionConfig: { RealtimeMetricsSubscriptionStatus: "Enabled" },
    },
  });
  alarm("rate", "5xxErrorRate");
  alarm("other", "4xxErrorRate");
  alarm("paid", "502ErrorRate", { ComparisonOperator: "LessThanThreshold" });
  alarm("requests", "Requests", { Statistic: "Sum", Threshold: 1 });
  account.ask();
  account.advance(seconds(300));
  const { MetricAlarms } = account.call("DescribeAlarms", {}, "cloudwatch");
  const states = (MetricAlarms as readonly PlainObject[]).map((each) => [
    each["AlarmName"],
    each["StateValue"],
  ]);
  expect(Object.fromEntries(states)).toEqual({
    rate: "ALARM",
    other: "OK",
    paid: "ALARM",
    requests: "ALARM",
  });
});

it("cloudfront.cost.distribution: requests, transfer, and the rest", () => {
  const sums = (of: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(of).map(([name, sum]) => [name, { sum }]));
  const tally = new Map<string, number>();
  const charges = (of: Readonly<Record<string, number>>) =>
    Object.fromEntries(
      distributionCharges(sums(of), tally).map(({ what, dollars }) => [
        what,
        Number(dollars.toFixed(6)),
      ]),
    );
  expect(
    charges({
      "BytesOut.unitedStates": 1e12,
      "HttpsRequests.unitedStates": 1e6,
      "HttpRequests.unitedStates": 1e6,
      "HttpsRequests.southAmerica": 1e6,
      BytesToOrigin: 1e9,
      ShieldRequests: 1e6,
      InvalidationPaths: 1_100,
    }),
  ).toEqual({
    "CloudFront transfer, United States, Mexico, Canada": 85,
    "CloudFront HTTPS requests, United States, Mexico, Canada": 1,
    "CloudFront HTTP requests, United States, Mexico, Canada": 0.75,
    "CloudFront HTTPS requests, South America": 2.2,
    "CloudFront transfer to origins": 0.02,
    "Origin Shield requests": 0.75,
    "CloudFront invalidation paths": 0.5,
  });
  // Another distribution goes on in the tiers.
  expect(charges({ "BytesOut.unitedStates": 10e12, InvalidationPaths: 100 })).toEqual({
    "CloudFront transfer, United States, Mexico, Canada": 9_000 * 0.085 + 1_000 * 0.08,
    "CloudFront invalidation paths": 0.5,
  });
  expect(transferCost("japan", 10_001, 0)).toBeCloseTo(1_140.089, 6);
});
