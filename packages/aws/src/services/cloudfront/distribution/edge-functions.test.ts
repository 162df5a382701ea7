import { seconds, type Plain } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Script, Scripts } from "../../../service/script.ts";
import { distributionCharges } from "../pricing.ts";
import { wait } from "../../../index.ts";
import {
  allMethods,
  custom,
  EdgeAccount,
  items,
  policies,
  type Site,
} from "../test/edge-account.ts";

type Cf = {
  readonly request: { uri: string; headers: Record<string, unknown> } & PlainObject;
  readonly response: { status: string; headers: Record<string, unknown> } & PlainObject;
  readonly config: PlainObject;
};
const cfOf = (event: unknown): Cf => {
  const { Records } = event as { readonly Records: readonly [{ readonly cf: Cf }] };
  return Records[0].cf;
};

type Does = (cf: Cf, event: unknown) => unknown;
const script = (does: Does): Script =>
  function* (event) {
    return does(cfOf(event), event);
  };

/** An account whose functions of Lambda@Edge are asked at these events. */
function edged(
  by: Readonly<Record<string, Does>>,
  site: Site = {},
  options = {},
  more: PlainObject = {},
) {
  const scripts: Scripts = Object.fromEntries(
    Object.entries(by).map(([event, does]) => [event, script(does)]),
  );
  const account = new EdgeAccount(site, scripts, options, false);
  const associations = Object.keys(by).map((EventType) => ({
    ...account.lambda(EventType, more),
    EventType,
    IncludeBody: true,
  }));
  const LambdaFunctionAssociations = items(...associations);
  account.distribute({ ...site, behavior: { LambdaFunctionAssociations, ...site.behavior } });
  return account;
}
const asIs: Does = ({ request, response }) => response ?? request;
const allEvents = [
  "viewer-request",
  "origin-request",
  "origin-response",
  "viewer-response",
] as const;

/** All four events, of which it is noted that they came. */
const noting = (noted: string[], by: Readonly<Record<string, Does>> = {}) =>
  Object.fromEntries(
    allEvents.map((event) => [
      event,
      (cf: Cf, whole: unknown) => {
        noted.push(event);
        return (by[event] ?? asIs)(cf, whole);
      },
    ]),
  );

it("cloudfront.edge.order: before the caches, before and behind the origin, and before the answer", () => {
  const noted: string[] = [];
  const account = edged(noting(noted));
  const first = account.ask();
  expect(first.status).toBe(200);
  expect(noted).toEqual([...allEvents]);
  noted.length = 0;
  const second = account.ask();
  expect(noted).toEqual(["viewer-request", "viewer-response"]);
  // Each takes its time, one after another.
  expect(first.took).toBeGreaterThan(second.took + 12_000);
});

describe("cloudfront.edge.viewer-response: where that of responses is not asked", () => {
  it("an error, and the page of one", () => {
    const noted: string[] = [];
    const site: Site = {
      origins: [custom("one"), custom("two")],
      behaviors: [{ PathPattern: "/error.html", TargetOriginId: "two" }],
      edge: { origins: { one: { failures: 1, failureStatus: 404 } } },
    };
    edged(noting(noted), site).ask("/a");
    expect(noted).toEqual(["viewer-request", "origin-request", "origin-response"]);
    noted.length = 0;
    const CustomErrorResponses = items({
      ErrorCode: 404,
      ResponsePagePath: "/error.html",
      ResponseCode: "404",
    });
    const account = edged(noting(noted), { ...site, config: { CustomErrorResponses } });
    expect(account.ask("/a").status).toBe(404);
    expect(noted).toEqual(["viewer-request", "origin-request", "origin-response"]);
  });
  it("a response made for a viewer's request, and a redirect", () => {
    const noted: string[] = [];
    const made = { "viewer-request": () => ({ status: "200", body: "made" }) };
    const account = edged(noting(noted, made), {
      behavior: { ViewerProtocolPolicy: "redirect-to-https" },
    });
    expect(account.ask().body).toBe("made");
    expect(noted).toEqual(["viewer-request"]);
    noted.length = 0;
    expect(account.ask({ headers: { "cloudfront-forwarded-proto": "http" } }).status).toBe(301);
    expect(noted).toEqual([]);
  });
});

it("cloudfront.edge.generated: kept where it was made for an origin", () => {
  let count = 0;
  const made = () => ({ status: "200", body: `made ${(count += 1)}` });
  const viewers = edged({ "viewer-request": made });
  expect([viewers.ask().body, viewers.ask().body]).toEqual(["made 1", "made 2"]);
  const origins = edged({ "origin-request": made });
  expect([origins.ask().body, origins.ask().body]).toEqual(["made 3", "made 3"]);
  expect(origins.asked()).toBe(0);
});

it("cloudfront.edge.failover: once more for the second", () => {
  const noted: string[] = [];
  const account = edged(noting(noted), {
    origins: [custom("one"), custom("two")],
    behavior: { TargetOriginId: "both" },
    config: {
      OriginGroups: items({
        Id: "both",
        FailoverCriteria: { StatusCodes: items(500) },
        Members: items({ OriginId: "one" }, { OriginId: "two" }),
      }),
    },
    edge: { origins: { one: { failures: 1 } } },
  });
  expect(account.ask().status).toBe(200);
  expect(noted.filter((event) => event === "origin-request")).toHaveLength(2);
});

it("cloudfront.edge.names: a name that nobody has is 502, and no function runs", () => {
  const noted: string[] = [];
  const nobody = custom("one", { DomainName: "abc.execute-api.us-east-1.amazonaws.com" });
  const account = edged(
    { "origin-request": noting(noted)["origin-request"]! },
    { origins: [nobody] },
  );
  expect(account.ask().status).toBe(502);
  expect(noted).toEqual([]);
});

it("cloudfront.edge.path: neither the behavior nor the origin changes, nor what is forwarded", () => {
  const queries: Plain[] = [];
  const account = edged(
    {
      "viewer-request": ({ request }) => ({ ...request, uri: "/other/a" }),
      "origin-request": ({ request }) => {
        queries.push(request["querystring"]!);
        return request;
      },
    },
    {
      origins: [custom("one"), custom("two")],
      behaviors: [{ PathPattern: "/other/*", TargetOriginId: "two" }],
      edge: { origins: { one: { body: "one" }, two: { body: "two" } } },
    },
  );
  expect(account.ask({ query: "a=1" }).body).toBe("one");
  expect(queries).toEqual([""]);
});

describe("cloudfront.edge.event: what a function gets", () => {
  it("of requests and responses", () => {
    const events: Record<string, Cf> = {};
    const account = edged(
      Object.fromEntries(
        allEvents.map((event) => [event, (cf) => ((events[event] = cf), asIs(cf, null))]),
      ),
      { behavior: { ...allMethods, OriginRequestPolicyId: policies.allViewer } },
    );
    account.ask({ path: "/a", query: "b=1", headers: { host: "x.example", "x-b": "c" } });
    expect(events["viewer-request"]).toMatchObject({
      config: {
        distributionDomainName: account.domainName,
        distributionId: account.id,
        eventType: "viewer-request",
        requestId: expect.any(String) as unknown,
      },
      request: {
        clientIp: "192.0.2.1",
        method: "GET",
        uri: "/a",
        querystring: "b=1",
        headers: { "x-b": [{ key: "X-B", value: "c" }] },
      },
    });
    expect(events["viewer-request"]!.request).not.toHaveProperty("origin");
    expect(events["viewer-request"]).not.toHaveProperty("response");
    expect(events["origin-request"]!.request["origin"]).toMatchObject({
      custom: {
        domainName: "one.example",
        path: "",
        port: 443,
        protocol: "https",
        readTimeout: 30,
      },
    });
    expect(events["origin-response"]!.response).toMatchObject({
      status: "200",
      statusDescription: "OK",
      headers: { "content-type": [{ key: "Content-Type", value: "application/json" }] },
    });
    expect(events["viewer-response"]!.config["eventType"]).toBe("viewer-response");
  });

  it("of bodies 40 KB or 1 MB", () => {
    const seen: PlainObject[] = [];
    const note: Does = ({ request }) => {
      seen.push(request["body"] as PlainObject);
      return request;
    };
    const account = edged(
      { "viewer-request": note, "origin-request": note },
      { behavior: allMethods },
    );
    account.ask({ method: "POST" }, "x".repeat(50_000));
    const lengths = seen.map(({ data, inputTruncated }) => [
      Math.floor(((data as string).length * 3) / 4),
      inputTruncated,
    ]);
    expect(lengths[0]![1]).toBe(true);
    expect(lengths[0]![0]).toBeLessThan(41_000);
    expect(lengths[1]![1]).toBe(false);
    expect(seen[0]).toMatchObject({ action: "read-only", encoding: "base64" });
  });
});

const status = (event: string, does: Does, site: Site = {}, head = {}) =>
  edged({ [event]: does }, site).ask(head).status;

describe("cloudfront.edge.request: what may be returned at requests", () => {
  it.each([
    [
      "a response",
      { status: "302", headers: { location: [{ key: "Location", value: "/b" }] } },
      302,
    ],
    ["one in base64", { status: "200", body: "aGk=", bodyEncoding: "base64" }, 200],
    ["40 KB", { status: "200", body: "x".repeat(40_960) }, 200],
    ["more", { status: "200", body: "x".repeat(40_961) }, 502],
    ["a status below 200", { status: "199" }, 502],
    ["a status above 599", { status: "600" }, 502],
    ["no base64", { status: "200", body: "%", bodyEncoding: "base64" }, 502],
    ["no object", "no", 502],
  ])("%s", (_name, returned, expected) => {
    expect(status("viewer-request", () => returned)).toBe(expected);
  });
  it("1 MB at origins", () => {
    const made = (size: number) => () => ({ status: "200", body: "x".repeat(size) });
    expect(status("origin-request", made(1_048_576))).toBe(200);
    expect(status("origin-request", made(1_048_577))).toBe(502);
  });
  it.each([
    ["another method", { method: "POST" }],
    ["another address", { clientIp: "192.0.2.9" }],
    ["a path without a slash", { uri: "a" }],
    ["a path that is too long", { uri: `/${"a".repeat(8_192)}` }],
  ])("not %s", (_name, change) => {
    expect(status("viewer-request", ({ request }) => ({ ...request, ...change }))).toBe(502);
  });
});

it("cloudfront.edge.body: of what is put in place", () => {
  const put =
    (data: string): Does =>
    ({ request }) => ({
      ...request,
      body: { action: "replace", encoding: "base64", data },
    });
  const of = (event: string, length: number) =>
    status(event, put("A".repeat(length)), { behavior: allMethods }, { method: "POST" });
  expect([of("viewer-request", 54_476), of("viewer-request", 54_480)]).toEqual([200, 502]);
  expect([of("origin-request", 1_394_604), of("origin-request", 1_394_608)]).toEqual([200, 502]);
});

describe("cloudfront.edge.response: what may be returned at responses", () => {
  it("of an origin: status, headers and body", () => {
    const account = edged({
      "origin-response": ({ response }) => ({
        ...response,
        status: "201",
        headers: { ...response.headers, "x-a": [{ key: "X-A", value: "1" }] },
        body: "other",
      }),
    });
    expect(account.ask()).toMatchObject({ status: 201, body: "other", headers: { "x-a": "1" } });
  });
  it("to a viewer: headers alone", () => {
    const account = edged({
      "viewer-response": ({ response }) => ({
        ...response,
        headers: { ...response.headers, "x-a": [{ key: "X-A", value: "1" }] },
      }),
    });
    expect(account.ask()).toMatchObject({ status: 200, body: "{}", headers: { "x-a": "1" } });
    expect(status("viewer-response", ({ response }) => ({ ...response, status: "201" }))).toBe(502);
  });
});

it("cloudfront.edge.origin: exactly one other, of the distribution or not", () => {
  const to =
    (domainName: string): Does =>
    ({ request }) => ({
      ...request,
      origin: { custom: { ...(request["origin"] as { custom: PlainObject }).custom, domainName } },
    });
  const site: Site = {
    origins: [custom("one"), custom("two")],
    edge: { origins: { two: { body: "two" } }, body: "usual" },
  };
  expect(edged({ "origin-request": to("two.example") }, site).ask().body).toBe("two");
  const elsewhere = edged({ "origin-request": to("nowhere.example") }, site);
  expect(elsewhere.ask().body).toBe("usual");
  expect(elsewhere.asked()).toBe(0);
  expect(elsewhere.meter("RequestsReceived", "cloudfront.origin:elsewhere")).toBe(1);
  const both = { s3: { domainName: "a" }, custom: { domainName: "b" } };
  expect(status("origin-request", ({ request }) => ({ ...request, origin: both }))).toBe(502);
});

describe("cloudfront.edge.headers: which a function may not touch", () => {
  const adds =
    (name: string): Does =>
    ({ request, response }) => {
      const of = response ?? request;
      return { ...of, headers: { ...of.headers, [name]: [{ key: name, value: "1" }] } };
    };
  it.each([
    "connection",
    "x-cache",
    "x-edge-location",
    "x-amz-cf-id",
    "x-real-ip",
    "x-amzn-requestid",
  ])("%s is not added", (name) => {
    for (const event of allEvents) expect(status(event, adds(name))).toBe(502);
  });
  it.each([
    ["viewer-request", "host", 502],
    ["viewer-request", "accept-encoding", 200],
    ["origin-request", "host", 200],
    ["origin-request", "accept-encoding", 502],
    ["origin-response", "via", 502],
    ["origin-response", "warning", 200],
    ["viewer-response", "warning", 502],
    ["viewer-response", "content-length", 502],
  ])("%s: %s", (event, name, expected) => {
    expect(status(event, adds(name))).toBe(expected);
  });
  it("what is hidden stays", () => {
    const seen: PlainObject[] = [];
    const account = edged({
      "viewer-request": ({ request }) => {
        seen.push(request.headers as PlainObject);
        return request;
      },
    });
    account.ask({ headers: { "x-real-ip": "192.0.2.3", "x-a": "1" } });
    expect(Object.keys(seen[0]!)).toEqual(["x-a"]);
  });
  it("of CloudFront Functions, too", () => {
    const account = new EdgeAccount();
    const of = (Name: string, returns: PlainObject) => {
      const FunctionAssociations = items({
        ...account.fn(Name, { returns }),
        EventType: "viewer-request",
      });
      account.update({ behavior: { FunctionAssociations } });
      return account.ask().status;
    };
    const request = { method: "GET", uri: "/", headers: {}, querystring: {}, cookies: {} };
    expect(of("good", { ...request, headers: { "x-a": { value: "1" } } })).toBe(200);
    expect(of("bad", { ...request, headers: { "x-cache": { value: "1" } } })).toBe(502);
  });
});

describe("cloudfront.edge.errors: which failure is which status", () => {
  it("throws", () => {
    const account = edged({
      "viewer-request": () => {
        throw new Error("no");
      },
    });
    expect(account.ask().status).toBe(503);
    expect(account.meter("LambdaExecutionError")).toBe(1);
  });
  it("returns nothing that is valid", () => {
    const account = edged({ "origin-request": () => 7 });
    expect(account.ask().status).toBe(502);
    expect(account.meter("LambdaValidationError")).toBe(1);
  });
  it("is throttled, and those who wait hear it", () => {
    const account = edged({ "origin-request": asIs });
    account.call(
      "PutFunctionConcurrency",
      { FunctionName: "origin-request", ReservedConcurrentExecutions: 0 },
      "lambda",
    );
    const all = [account.begin(), account.begin()];
    account.advance();
    expect(all.map(({ heard }) => heard?.status)).toEqual([503, 503]);
    expect(account.meter("LambdaLimitExceededErrors")).toBe(1);
  });
});

it("cloudfront.edge.timeout: 30 seconds, and at viewer events 5 before 2026", () => {
  const slow: Scripts = {
    slow: function* (event) {
      yield* wait("20s");
      return cfOf(event).request;
    },
  };
  const of = (asOf: string, EventType: string) => {
    const account = new EdgeAccount({}, slow, { asOf }, false);
    const own = account.lambda("slow", { Timeout: 30 });
    const LambdaFunctionAssociations = items({ ...own, EventType });
    const params = account.params({ behavior: { LambdaFunctionAssociations } });
    const refusal = account.refusal("CreateDistribution", params);
    if (refusal !== "none") return refusal;
    account.distribute({}, "unused");
    account.id = account.simulation.names
      .find((name) => name.startsWith("cloudfront.distribution:"))!
      .split(":")[1]!;
    return account.ask().status;
  };
  expect(of("2026-11-01", "viewer-request")).toBe(200);
  expect(of("2025-11-01", "origin-request")).toBe(200);
  expect(of("2025-11-01", "viewer-request")).toBe("InvalidLambdaFunctionAssociation");
});

describe("cloudfront.edge.concurrency: by the Region that serves a viewer", () => {
  const slow: Does = ({ request }) => request;
  const many = (quotas: Readonly<Record<string, number>>, countries: readonly string[]) => {
    const account = edged({ "viewer-request": slow }, {}, { quotas });
    const all = countries.map((country) =>
      account.begin({ headers: { "cloudfront-viewer-country": country } }),
    );
    account.advance(seconds(2));
    return all.map(({ heard }) => heard?.status);
  };
  it("executions at once", () => {
    const quotas = { "cloudfront.edgeConcurrency": 1 };
    expect(many(quotas, ["US", "US", "DE"])).toEqual([200, 503, 200]);
  });
  it("requests a second", () => {
    const quotas = { "cloudfront.edgeRequestsPerSecond": 2 };
    expect(many(quotas, ["US", "US", "US", "DE"])).toEqual([200, 200, 503, 200]);
  });
});

it("cloudfront.edge.price: what is above the prices of Lambda", () => {
  const charges = distributionCharges(
    { EdgeInvocations: { sum: 1e6 }, EdgeMegabyteTime: { sum: 1_024e6 * 1_000 } },
    new Map(),
  );
  const dollars = charges.map((each) => each.dollars);
  expect(dollars[0]! + 0.2).toBeCloseTo(0.6, 9);
  expect(dollars[1]! + 1_000 * 0.0000166667).toBeCloseTo(0.05001, 9);
  const account = edged({ "viewer-request": asIs });
  account.ask();
  expect(account.meter("EdgeInvocations")).toBe(1);
  expect(account.meter("EdgeMegabyteTime")).toBeGreaterThan(128 * 1_000);
});

/** An account whose CloudFront Function does what a script says. */
function functioned(
  EventType: string,
  does: Script,
  site: Site = {},
  Behavior: PlainObject = { script: "own" },
) {
  const account = new EdgeAccount(site, { own: does }, {}, false);
  const FunctionAssociations = items({ ...account.fn("own", Behavior), EventType });
  account.distribute({ ...site, behavior: { FunctionAssociations, ...site.behavior } });
  return account;
}

describe("cloudfront.function.event: what a CloudFront Function gets and returns", () => {
  it("the event of the version 1.0", () => {
    const seen: PlainObject[] = [];
    const account = functioned("viewer-request", function* (event) {
      seen.push(event as PlainObject);
      const { request } = event as { readonly request: PlainObject };
      return {
        ...request,
        uri: `${request["uri"] as string}index.html`,
        querystring: { c: { value: "2" } },
      };
    });
    account.ask({
      path: "/a/",
      query: "b=1&b=2&c=",
      headers: { "x-a": "1", cookie: "id=7; other=", "cloudfront-viewer-country": "DE" },
    });
    expect(seen[0]).toEqual({
      version: "1.0",
      context: {
        distributionDomainName: account.domainName,
        distributionId: account.id,
        eventType: "viewer-request",
        requestId: expect.any(String) as unknown,
      },
      viewer: { ip: "192.0.2.1" },
      request: {
        method: "GET",
        uri: "/a/",
        querystring: {
          b: { value: "2", multiValue: [{ value: "1" }, { value: "2" }] },
          c: { value: "" },
        },
        headers: { "x-a": { value: "1" }, "cloudfront-viewer-country": { value: "DE" } },
        cookies: { id: { value: "7" }, other: { value: "" } },
      },
    });
    expect(account.cache("/a/")).toBe("Miss");
    expect(account.cache("/a/index.html")).toBe("Miss");
  });
  it("a response in its place", () => {
    const account = functioned("viewer-request", function* () {
      return {
        statusCode: 302,
        headers: { location: { value: "/b" } },
        cookies: { id: { value: "1", attributes: "Secure" } },
      };
    });
    expect(account.ask()).toMatchObject({
      status: 302,
      headers: { location: "/b" },
      cookies: ["id=1; Secure"],
    });
    expect(account.asked()).toBe(0);
  });
});

it("cloudfront.function.response: another status and body, without a page", () => {
  const config = {
    CustomErrorResponses: items({
      ErrorCode: 403,
      ResponsePagePath: "/error.html",
      ResponseCode: "200",
    }),
  };
  const account = functioned(
    "viewer-response",
    function* (event) {
      const { response } = event as { readonly response: PlainObject };
      return { ...response, statusCode: 403, body: { encoding: "text", data: "no" } };
    },
    { config },
  );
  expect(account.ask()).toMatchObject({ status: 403, body: "no" });
  expect(account.asked()).toBe(1);
});

it("cloudfront.edge.logs: as other functions of Lambda do", () => {
  const account = edged({ "viewer-request": asIs }, {}, { logs: true });
  account.ask();
  account.advance();
  const logGroupName = "/aws/lambda/viewer-request";
  const { events } = account.call("FilterLogEvents", { logGroupName }, "logs");
  expect(JSON.stringify(events)).toContain("START RequestId");
});
