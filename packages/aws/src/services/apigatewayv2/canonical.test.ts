import { seconds, type Instant } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { functionUri, proxy, RestAccount, returning } from "../apigateway/test/rest-account.ts";
import { HttpAccount, toEndpoint } from "./test/http-account.ts";
import { SocketAccount } from "./test/socket-account.ts";

// Worlds of APIs hardly ever look alike by chance, so that the contract cannot tell whether their forms say enough.

/** The forms of worlds that begin alike, and in which something else happens. */
const formsOf = <Account extends RestAccount>(
  made: () => Account,
  happenings: Readonly<Record<string, (account: Account) => void>>,
): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(happenings).map(([name, happen]) => {
      const account = made();
      happen(account);
      return [name, account.simulation.canonicalHash()];
    }),
  );
const differ = (forms: Readonly<Record<string, number>>): void => {
  expect(new Set(Object.values(forms)).size).toBe(Object.keys(forms).length);
};
const wait =
  (...times: readonly number[]) =>
  (account: RestAccount): void => {
    for (const time of times) account.advance(seconds(time));
  };

const until =
  (instant: number) =>
  (account: RestAccount): void => {
    account.simulation.run({ until: seconds(instant) as number as Instant });
  };

describe("an HTTP API", () => {
  const made = (more: object = {}) => {
    const account = new HttpAccount({ guard: returning({ isAuthorized: true }) });
    account.on("CreateAuthorizer", {
      AuthorizerId: "guard",
      Name: "guard",
      AuthorizerType: "REQUEST",
      AuthorizerUri: functionUri("guard"),
      IdentitySource: ["$request.header.Auth"],
      AuthorizerPayloadFormatVersion: "2.0",
      EnableSimpleResponses: true,
      AuthorizerResultTtlInSeconds: 3_600,
      ...more,
    });
    account.route("GET /", toEndpoint());
    const by = { AuthorizationType: "CUSTOM", AuthorizerId: "guard" };
    account.route("GET /guarded", toEndpoint(), by);
    return account;
  };

  it("looks alike after one request and after three", () => {
    const { one, three } = formsOf(made, {
      one(account) {
        account.ask("/");
        until(2_000)(account);
      },
      three(account) {
        for (let count = 0; count < 3; count += 1) account.ask("/");
        until(2_000)(account);
      },
    });
    expect(one).toBe(three);
  });

  it("and otherwise where a request is open, for what, or an answer of an authorizer is kept", () => {
    differ(
      formsOf(made, {
        nothing: wait(0),
        open: (account) => void account.begin({ path: "/" }),
        another: (account) => void account.begin({ path: "/", headers: { a: "b" } }),
        other: (account) => void account.begin({ path: "/guarded", headers: { auth: "a" } }),
      }),
    );
    const asked = (who: string) => (account: RestAccount) => {
      account.ask({ path: "/guarded", headers: { auth: who } });
      // By then all that the function had is gone.
      wait(3_000)(account);
    };
    differ(formsOf(made, { nothing: wait(3_000), me: asked("me"), you: asked("you") }));
    const over = formsOf(() => made({ AuthorizerResultTtlInSeconds: 1 }), {
      me: asked("me"),
      you: asked("you"),
    });
    expect(over["me"]).toBe(over["you"]);
  });
});

describe("a WebSocket API", () => {
  const made = () => {
    const account = new SocketAccount({}, { stays: { type: "constant", value: 60e6 } });
    account.route("$default", null);
    return account;
  };

  it("looks alike once nobody is connected any more", () => {
    const forms = formsOf(made, {
      one(account) {
        account.connect();
        until(2_000)(account);
      },
      two(account) {
        account.connect();
        account.connect();
        until(2_000)(account);
      },
    });
    expect(forms["one"]).toBe(forms["two"]);
  });

  it("and otherwise where somebody is, and since when", () => {
    differ(
      formsOf(made, {
        nobody: wait(10),
        one(account) {
          account.connect();
          wait(10)(account);
        },
        later(account) {
          wait(5)(account);
          account.connect();
          wait(5)(account);
        },
        two(account) {
          account.connect();
          account.connect();
          wait(10)(account);
        },
      }),
    );
  });
});

describe("a REST API", () => {
  const made = () => {
    const account = new RestAccount({ fn: returning({ statusCode: 200 }) });
    const cached = { cacheKeyParameters: ["method.request.querystring.k"] };
    account.deploy(
      { "/": { get: proxy("fn", cached) } },
      {},
      { cacheClusterEnabled: true, cacheClusterSize: "0.5" },
    );
    account.patch(["/*/*/caching/enabled", "true"], ["/*/*/caching/ttlInSeconds", "3600"]);
    return account;
  };
  it("looks otherwise by what its cache has", () => {
    const asked =
      (...queries: readonly string[]) =>
      (account: RestAccount) => {
        for (const query of queries) account.ask({ query });
        wait(3_000)(account);
      };
    differ(
      formsOf(made, {
        nothing: asked(),
        one: asked("k=1"),
        other: asked("k=2"),
        both: asked("k=1", "k=2"),
      }),
    );
  });
});
