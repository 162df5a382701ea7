import { seconds } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import type { PlainObject } from "../../../service/refusal.ts";
import { loadBalancerCharges } from "../pricing.ts";
import { BalancedAccount, fixed, forward } from "../test/balanced-account.ts";
import { loadBalancerKind } from "./kind.ts";

it("elbv2.listener.choice: the host's port, or HTTPS, or the first; where nobody listens, none is reached", () => {
  const account = new BalancedAccount();
  expect(account.ask().code).toBe("ConnectionRefused");
  account.listen(fixed("plain"));
  account.listen(fixed("other"), { Port: 8080 });
  expect(account.ask().body).toBe("plain");
  expect(account.ask({ headers: { host: "a.example:8080" } }).body).toBe("other");
  expect(account.ask({ headers: { host: "a.example:9" } }).code).toBe("ConnectionRefused");
  const secure = {
    Port: 443,
    Protocol: "HTTPS",
    Certificates: [{ CertificateArn: "arn:aws:acm:x" }],
  };
  account.listen(fixed("secure"), secure);
  expect(account.ask().body).toBe("secure");
});

it("elbv2.connection.idle: connections of callers are kept for the idle timeout", () => {
  const { idleConnection } = loadBalancerKind.entry!.http!;
  const account = new BalancedAccount();
  account.listen(fixed("plain"));
  const [component] = account.simulation.names.filter((name) => name.startsWith("elbv2.loadB"));
  expect(idleConnection!(account.simulation.settingsOf(component!))).toBe(seconds(60));
});

it("elbv2.rule.order: the lowest priority whose conditions hold decides, whenever it was made", () => {
  const account = new BalancedAccount();
  const listener = account.listen(fixed("default"));
  const all = [{ Field: "path-pattern", Values: ["/a*"] }];
  const later = account.rule(listener, 20, all, fixed("twenty"));
  account.rule(
    listener,
    10,
    [...all, { Field: "http-request-method", HttpRequestMethodConfig: { Values: ["PUT"] } }],
    fixed("ten"),
  );
  expect(account.ask("/a").body).toBe("twenty");
  expect(account.ask({ method: "PUT", path: "/ab" }).body).toBe("ten");
  expect(account.ask("/b").body).toBe("default");
  account.call("SetRulePriorities", { RulePriorities: [{ RuleArn: later, Priority: 5 }] });
  expect(account.ask({ method: "PUT", path: "/ab" }).body).toBe("twenty");
  account.call("DeleteRule", { RuleArn: later });
  expect(account.ask("/a").body).toBe("default");
});

describe("elbv2.rule.conditions: each looks at its part of a request", () => {
  const account = new BalancedAccount();
  const listener = account.listen(fixed("none"));
  const conditions = {
    path: { Field: "path-pattern", PathPatternConfig: { Values: ["/img/*", "/?.png"] } },
    host: { Field: "host-header", HostHeaderConfig: { Values: ["*.Example.com"] } },
    header: {
      Field: "http-header",
      HttpHeaderConfig: { HttpHeaderName: "User-Agent", Values: ["*Chrome*"] },
    },
    query: {
      Field: "query-string",
      QueryStringConfig: { Values: [{ Key: "v", Value: "1*" }, { Value: "any" }] },
    },
    method: { Field: "http-request-method", HttpRequestMethodConfig: { Values: ["PATCH"] } },
    source: { Field: "source-ip", SourceIpConfig: { Values: ["198.51.100.0/24"] } },
  };
  Object.entries(conditions).forEach(([name, condition], place) => {
    account.rule(listener, place + 1, [condition], fixed(name));
  });
  it.each([
    [{ path: "/img/a/b" }, "path"],
    [{ path: "/a.png" }, "path"],
    [{ path: "/IMG/a" }, "none"],
    [{ path: "/ab.png" }, "none"],
    [{ headers: { host: "www.example.com" } }, "host"],
    [{ headers: { host: "example.com" } }, "none"],
    [{ headers: { "user-agent": "a chrome b" } }, "header"],
    [{ query: "a=2&v=12" }, "query"],
    [{ query: "b=any" }, "query"],
    [{ query: "v=2" }, "none"],
    [{ method: "PATCH" }, "method"],
    [{ method: "GET" }, "none"],
  ] as const)("%j: %s", (head, name) => {
    expect(account.ask(head).body).toBe(name);
  });

  it("an address is in a range", () => {
    account.rule(
      listener,
      99,
      [{ Field: "source-ip", SourceIpConfig: { Values: ["192.0.2.0/24"] } }],
      fixed("near"),
    );
    expect(account.ask("/nothing").body).toBe("near");
  });
});

it("elbv2.action.weights: requests are spread by weights, and without any nobody is asked", () => {
  const account = new BalancedAccount();
  const groups = ["one", "other"].map((name) =>
    account.backend(name, { body: name, latency: { type: "constant", value: 1_000 } }),
  );
  const weighted = (one: number, other: number) => ({
    Type: "forward",
    ForwardConfig: {
      TargetGroups: [one, other].map((Weight, place) => ({
        TargetGroupArn: groups[place]!,
        Weight,
      })),
    },
  });
  const listener = account.listen(weighted(3, 1));
  const bodies = Array.from({ length: 400 }, () => account.ask().body);
  const share = bodies.filter((body) => body === "one").length / 400;
  expect(share).toBeGreaterThan(0.68);
  expect(share).toBeLessThan(0.82);
  account.call("ModifyListener", { ListenerArn: listener, DefaultActions: [weighted(0, 0)] });
  expect(account.ask()).toMatchObject({ status: 503, code: null });
  expect(account.meter("HTTPCode_ELB_503_Count")).toBe(1);
});

it("elbv2.action.fixed: an answer without a target", () => {
  const account = new BalancedAccount();
  account.listen(fixed("gone", "410"));
  expect(account.ask()).toMatchObject({
    status: 410,
    body: "gone",
    code: null,
    headers: { "content-type": "text/plain" },
    took: 1_000,
  });
  expect(account.meter("HTTP_Fixed_Response_Count")).toBe(1);
  expect(account.meter("HTTPCode_ELB_4XX_Count")).toBe(1);
  expect(account.meter("RequestCount")).toBe(0);
});

it("elbv2.action.redirect: the parts of the request are put in", () => {
  const account = new BalancedAccount();
  account.listen({
    Type: "redirect",
    RedirectConfig: {
      Protocol: "HTTPS",
      Port: "443",
      Path: "/new/#{path}",
      StatusCode: "HTTP_301",
    },
  });
  const heard = account.ask({ path: "/a/b", query: "c=d", headers: { host: "shop.example" } });
  expect(heard).toMatchObject({
    status: 301,
    headers: { location: "https://shop.example:443/new/a/b?c=d" },
  });
  expect(account.meter("HTTPCode_ELB_3XX_Count")).toBe(1);
});

describe("elbv2.limit.head: what is too long is refused before any rule", () => {
  const account = new BalancedAccount();
  account.listen(fixed("ok"));
  it.each([
    [{ path: `/${"a".repeat(16_384)}` }, 414],
    [{ headers: { a: "a".repeat(16_384) } }, 400],
    [
      { headers: Object.fromEntries("abcde".split("").map((name) => [name, "a".repeat(14_000)])) },
      400,
    ],
    [
      { headers: { "x-forwarded-for": Array.from({ length: 31 }, () => "192.0.2.9").join(", ") } },
      463,
    ],
    [{ method: "TRACE" }, 405],
    [{ headers: { a: "a".repeat(16_000) } }, 200],
  ])("%#", (head, status) => {
    expect(account.ask(head).status).toBe(status);
  });
});

it.each([
  ["gzip", 501],
  ["chunked", 200],
  ["identity", 200],
] as const)(
  "elbv2.limit.encoding: transfer encoding %s is answered with %i",
  (encoding, status) => {
    const account = new BalancedAccount();
    account.listen(fixed("ok"));
    const heard = account.ask({ headers: { "transfer-encoding": encoding } });
    expect(heard.status).toBe(status);
    const own = account.simulation.metersOf(account.component)["HTTPCode_ELB_5XX_Count"]!.sum;
    expect(own).toBe(status === 501 ? 1 : 0);
  },
);

describe("elbv2.target.protocol: targets of gRPC take that alone, and those of HTTP/1.1 do not", () => {
  it.each([
    ["HTTP1", "application/json", 200],
    ["HTTP1", "application/grpc", 464],
    ["HTTP2", "application/json", 200],
    ["HTTP2", "application/grpc+proto", 200],
    ["GRPC", "application/json", 464],
    ["GRPC", "application/grpc", 200],
  ] as const)("%s, asked for %s: %i", (ProtocolVersion, type, status) => {
    const account = new BalancedAccount();
    const params = {
      Name: "all",
      TargetType: "ip",
      Protocol: "HTTP",
      Port: 80,
      ProtocolVersion,
      Backend: {},
    };
    account.listen(forward(account.made("CreateTargetGroup", params, "TargetGroup")));
    expect(account.ask({ headers: { "content-type": type } }).status).toBe(status);
  });
});

describe("elbv2.firewall.stopped: what a firewall blocks, and what it fails on", () => {
  const statuses = (Entrance: PlainObject, headers: Readonly<Record<string, string>> = {}) => {
    const account = new BalancedAccount({}, { seed: 1 });
    account.call("DeleteLoadBalancer", { LoadBalancerArn: account.loadBalancerArn });
    account.call("CreateLoadBalancer", { Name: "web", Entrance });
    account.listen(fixed("ok"));
    const all = Array.from({ length: 200 }, () => account.ask({ headers }).status);
    return Object.fromEntries(
      [...new Set(all)].map((one) => [one, all.filter((each) => each === one).length]),
    );
  };

  it.each([
    [{}, {}, { 200: 200 }],
    [{ blocked: 1 }, {}, { 403: 200 }],
    [{ firewallFailures: 1, blocked: 1 }, {}, { 500: 200 }],
    [{ blockedHeader: "User-Agent: *bot*" }, { "user-agent": "a bot 1" }, { 403: 200 }],
    [{ blockedHeader: "User-Agent: *bot*" }, { "user-agent": "a browser" }, { 200: 200 }],
  ])("%j, %j: %j", (firewall, headers, expected) => {
    expect(statuses(firewall, headers as Record<string, string>)).toEqual(expected);
  });

  it("are parts of the requests", () => {
    const {
      200: passed = 0,
      403: blocked = 0,
      500: failed = 0,
    } = statuses({
      ...{ blocked: 0.3, firewallFailures: 0.1 },
    });
    expect(passed + blocked + failed).toBe(200);
    expect(blocked).toBeGreaterThan(35);
    expect(blocked).toBeLessThan(75);
    expect(failed).toBeGreaterThan(8);
    expect(failed).toBeLessThan(35);
  });
});

it("elbv2.cost.units: hours, and units of the dimension that needs most", () => {
  const sums = (of: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(of).map(([name, sum]) => [name, { sum }]));
  expect(
    loadBalancerCharges(
      sums({ LoadBalancerHours: 2, NewConnectionCount: 90_000, ProcessedBytes: 3e9 }),
    ),
  ).toEqual([
    { what: "ALB hours", quantity: 2, unit: "hours", dollars: 0.045 },
    { what: "ALB capacity units", quantity: 3, unit: "LCU-hours", dollars: 0.024 },
  ]);
  const lambda = sums({ ProcessedBytes: 2e9, LambdaTargetProcessedBytes: 2e9 });
  expect(loadBalancerCharges(lambda)[1]!.quantity).toBe(5);
  const rules = sums({ NewConnectionCount: 1, BilledRuleEvaluations: 7_200_000 });
  expect(loadBalancerCharges(rules)[1]!.quantity).toBe(2);
});

it("a request opens a connection as often as is assumed, and rules behind the tenth are billed", () => {
  const account = new BalancedAccount({}, { assumptions: { "elbv2.requestsPerConnection": 4 } });
  const listener = account.listen(forward(account.backend("b")));
  for (let priority = 1; priority <= 12; priority += 1) {
    account.rule(
      listener,
      priority,
      [{ Field: "path-pattern", Values: [`/${priority}`] }],
      fixed("x"),
    );
  }
  for (let count = 0; count < 9; count += 1) account.ask("/0");
  expect(account.meter("NewConnectionCount")).toBe(3);
  expect(account.meter("RuleEvaluations")).toBe(9 * 13);
  expect(account.meter("BilledRuleEvaluations")).toBe(9 * 3);
});
