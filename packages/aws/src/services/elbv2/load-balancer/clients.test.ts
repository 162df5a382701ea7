import { milliseconds, seconds } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { BalancedAccount, fixed, forward } from "../test/balanced-account.ts";

const secure = {
  Port: 443,
  Protocol: "HTTPS",
  Certificates: [{ CertificateArn: "arn:aws:acm:x" }],
};

it.each([
  ["0.9", 200, 200],
  ["1.0", 200, 200],
  ["1.1", 200, 200],
  ["2", 505, 200],
  ["3", 505, 505],
])(
  "elbv2.request.version: HTTP/%s is answered with %i, and over TLS with %i",
  (version, plain, tls) => {
    const account = new BalancedAccount();
    account.listen(fixed("ok"));
    expect(account.ask({ version }).status).toBe(plain);
    account.listen(fixed("ok"), secure);
    expect(account.ask({ version }).status).toBe(tls);
    const own = [plain, tls].filter((status) => status === 505).length;
    expect(account.meter("HTTPCode_ELB_5XX_Count")).toBe(own);
  },
);

describe("elbv2.client.idle: a client that does not finish its request", () => {
  it("hears 408 after the idle timeout", () => {
    const account = new BalancedAccount();
    account.call("DeleteLoadBalancer", { LoadBalancerArn: account.loadBalancerArn });
    account.call("CreateLoadBalancer", { Name: "web", Entrance: { idleClients: 1 } });
    account.call("ModifyLoadBalancerAttributes", {
      LoadBalancerArn: account.loadBalancerArn,
      Attributes: [{ Key: "idle_timeout.timeout_seconds", Value: "5" }],
    });
    account.listen(fixed("ok"));
    const begun = account.begin({ path: "/" });
    account.advance(seconds(4));
    expect(account.meter("HTTPCode_ELB_4XX_Count")).toBe(0);
    account.advance(seconds(2));
    expect(begun.heard).toMatchObject({ status: 408, code: "RequestTimeout", took: 5_001_000 });
    expect(account.meter("HTTPCode_ELB_4XX_Count")).toBe(1);
    expect(account.meter("HTTP_Fixed_Response_Count")).toBe(0);
  });
});

describe("elbv2.client.gone: a client that gives up before the answer", () => {
  it.each([
    [seconds(2), 0],
    [seconds(1), 1],
    [null, 0],
  ] as const)("after %j: %i", (patience, gone) => {
    const account = new BalancedAccount();
    const latency = { type: "constant", value: milliseconds(1_500) };
    account.listen(forward(account.backend("machines", { latency })));
    account.begin({ path: "/" }, "", patience);
    account.advance(seconds(10));
    expect(account.meter("ClientsGone")).toBe(gone);
    expect(account.meter("HTTPCode_ELB_4XX_Count")).toBe(gone);
    expect(account.meter("RequestCount")).toBe(1);
  });

  it("after the idle timeout is none of those", () => {
    const slow = { type: "constant", value: seconds(100) };
    const account = new BalancedAccount();
    account.listen(forward(account.backend("machines", { latency: slow })));
    account.begin({ path: "/" }, "", seconds(60));
    account.advance(seconds(120));
    expect(account.meter("ClientsGone")).toBe(0);
    expect(account.meter("HTTPCode_ELB_504_Count")).toBe(1);
  });
});

describe("elbv2.connection.requests: at most 10,000 come on a connection", () => {
  const most = (count: number) =>
    new BalancedAccount({}, { assumptions: { "elbv2.requestsPerConnection": count } });

  it("no more can be assumed", () => {
    expect(() => most(10_001)).toThrow(/10.?000/);
  });

  it("the next one opens another", () => {
    const account = most(10_000);
    account.listen(fixed("ok"));
    for (let count = 0; count < 10_000; count += 1) account.begin({ path: "/" });
    account.advance();
    expect(account.meter("NewConnectionCount")).toBe(1);
    account.ask();
    expect(account.meter("NewConnectionCount")).toBe(2);
  });
});
