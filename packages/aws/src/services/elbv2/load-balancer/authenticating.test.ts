import { milliseconds } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import type { PlainObject } from "../../../service/refusal.ts";
import { oidc, token, userPool } from "../test/authenticating-actions.ts";
import { BalancedAccount, fixed } from "../test/balanced-account.ts";

function accountWith(action: PlainObject, Entrance: PlainObject = {}): BalancedAccount {
  const account = new BalancedAccount({}, { seed: 1 });
  account.call("DeleteLoadBalancer", { LoadBalancerArn: account.loadBalancerArn });
  account.call("CreateLoadBalancer", { Name: "web", Entrance });
  account.listen(fixed("in"), {
    Port: 443,
    Protocol: "HTTPS",
    Certificates: [{ CertificateArn: "arn:aws:acm:x" }],
    DefaultActions: [action, fixed("in")],
  });
  return account;
}

const cookie = { cookie: "a=b; AWSELBAuthSessionCookie-0=abc" };
const signIn = { path: "/oauth2/idpresponse", query: "code=1&state=2" };

describe("elbv2.authenticate.unknown: without a session users sign in, are refused, or go on", () => {
  it.each([
    ["authenticate", {}, 302],
    ["authenticate", cookie, 200],
    ["deny", {}, 401],
    ["deny", { cookie: "AWSELBAuthSessionCookies=abc" }, 401],
    ["deny", cookie, 200],
    ["allow", {}, 200],
  ] as const)("%s, %j: %i", (OnUnauthenticatedRequest, headers, status) => {
    const account = accountWith(oidc({ OnUnauthenticatedRequest }));
    expect(account.ask({ headers }).status).toBe(status);
    expect(account.meter("UnauthenticatedRequests")).toBe(headers === cookie ? 0 : 1);
    expect(account.meter("HTTPCode_ELB_3XX_Count")).toBe(status === 302 ? 1 : 0);
    expect(account.meter("HTTPCode_ELB_4XX_Count")).toBe(status === 401 ? 1 : 0);
  });

  it("a cookie has the name that the action says", () => {
    const account = accountWith(oidc({ SessionCookieName: "Shop" }));
    expect(account.ask({ headers: cookie }).status).toBe(302);
    expect(account.ask({ headers: { cookie: "Shop=1" } }).status).toBe(200);
  });

  it.each([
    [
      oidc({ AuthenticationRequestExtraParams: { prompt: "login" } }),
      /^https:\/\/id\.example\/authorize\?client_id=shop&response_type=code&scope=openid&prompt=login&redirect_uri=https%3A%2F%2Fshop\.example%2Foauth2%2Fidpresponse&state=[\w-]+$/,
    ],
    [
      userPool,
      /^https:\/\/shop\.auth\.us-east-1\.amazoncognito\.com\/oauth2\/authorize\?client_id=client&response_type=code&scope=openid%20email&redirect_uri=/,
    ],
  ])("%#: is sent to the authorization endpoint", (action, location) => {
    const headers = { host: "shop.example" };
    expect(accountWith(action).ask({ headers }).headers["location"]).toMatch(location);
  });

  it("a request of HTTP/1.0 without a host cannot be sent back, and hears 401", () => {
    const account = accountWith(oidc());
    expect(account.ask({ version: "1.0" }).status).toBe(401);
    expect(account.ask({ version: "1.0", headers: { host: "shop.example" } }).status).toBe(302);
  });

  it("a part of requests counts as signed in", () => {
    const account = accountWith(oidc(), { signedIn: 0.7 });
    const known = Array.from({ length: 200 }, () => account.ask().status).filter(
      (status) => status === 200,
    );
    expect(known.length).toBeGreaterThan(120);
    expect(known.length).toBeLessThan(160);
  });

  it("an action that does not say how is refused", () => {
    expect(() => accountWith({ Type: "authenticate-oidc" })).toThrow(/authenticate-oidc/);
  });
});

describe("elbv2.authenticate.sign-in: what becomes of users that the provider sent back", () => {
  it.each([
    [{}, "code=1&state=2", 302, "ELBAuthSuccess"],
    [{}, "error=access_denied&state=2", 401, "ELBAuthFailure"],
    [{}, "state=2", 401, "ELBAuthError"],
    [{}, "code=1", 401, "ELBAuthError"],
    [{ signInsDenied: 1 }, "code=1&state=2", 401, "ELBAuthFailure"],
    [{ signInErrors: 1 }, "code=1&state=2", 561, "ELBAuthError"],
    [{ signInsUnreachable: 1, signInErrors: 1 }, "code=1&state=2", 500, "ELBAuthError"],
  ] as const)("%j, %s: %i", (entrance, query, status, metric) => {
    const account = accountWith(oidc(), entrance);
    expect(account.ask({ ...signIn, query }).status).toBe(status);
    for (const each of ["ELBAuthSuccess", "ELBAuthFailure", "ELBAuthError"]) {
      expect(account.meter(each)).toBe(each === metric ? 1 : 0);
    }
    expect(account.meter("HTTPCode_ELB_5XX_Count")).toBe(status >= 500 ? 1 : 0);
  });

  it("whoever signs in comes to where they wanted to go, with a session", () => {
    const account = accountWith(oidc());
    const sent = account.ask({ path: "/cart", query: "a=b" }).headers["location"]!;
    const state = /state=([\w-]+)/.exec(sent)![1]!;
    const back = account.ask({ ...signIn, query: `code=1&state=${state}` });
    expect(back.headers["location"]).toBe("/cart?a=b");
    const [session = ""] = back.cookies[0]!.split(";");
    expect(account.ask({ headers: { cookie: session } }).body).toBe("in");
  });

  it("takes as long as the provider does", () => {
    const latency = { type: "constant", value: milliseconds(700) };
    const account = accountWith(oidc(), { signInLatency: latency });
    expect(account.ask(signIn).took).toBe(701_000);
    expect(account.meter("ELBAuthLatency")).toBe(700_000);
    expect(accountWith(oidc()).ask(signIn).took).toBe(201_000);
  });

  it("has a path like others where nobody signs in", () => {
    expect(accountWith(token, { signedIn: 1 }).ask(signIn).body).toBe("in");
  });
});

it.each([
  [{}, {}, 401],
  [{}, { authorization: "Basic abc" }, 401],
  [{}, { authorization: "Bearer a.b" }, 401],
  [{}, { authorization: "Bearer a.b.c" }, 200],
  [{ signedIn: 1 }, {}, 200],
  [{ keyFailures: 1 }, {}, 401],
  [{ keyFailures: 1 }, { authorization: "Bearer a.b.c" }, 562],
] as const)("elbv2.authenticate.token: %j, %j: %i", (entrance, headers, status) => {
  const account = accountWith(token, entrance);
  expect(account.ask({ headers }).status).toBe(status);
  expect(account.meter("HTTPCode_ELB_5XX_Count")).toBe(status === 562 ? 1 : 0);
});
