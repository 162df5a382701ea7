import { minutes, seconds, type Plain } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { resolveHttpRequest } from "../../../workload/http-request.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { apiId, functionUri, returning } from "../../apigateway/test/rest-account.ts";
import { SocketAccount } from "../test/socket-account.ts";
import { webSocketApiCharges } from "../pricing.ts";
import { webSocketApiKind } from "./kind.ts";
import { routeFor, selected } from "./route-selection.ts";

const constant = (value: number) => ({ type: "constant", value }) as const;
const well = returning({ statusCode: 200 });

/** Keeps events for a test to see. */
function seeing(seen: PlainObject[], answer: Plain = { statusCode: 200 }) {
  return function* (event: Plain): Generator<never, unknown, Plain> {
    seen.push(event as PlainObject);
    return answer;
  };
}

const contextOf = (event: PlainObject | undefined): PlainObject =>
  event!["requestContext"] as PlainObject;
const connectionIn = (event: PlainObject | undefined): string =>
  contextOf(event)["connectionId"] as string;

describe("connections", () => {
  it("apigatewayv2.socket.connect: once $connect says so, or where there is none", () => {
    expect(new SocketAccount().connect()).toBe(101);
    const account = new SocketAccount({ door: well });
    account.route("$connect", "door");
    expect(account.connect()).toBe(101);
    const closed = new SocketAccount({ door: returning({ statusCode: 403 }) });
    closed.route("$connect", "door");
    expect(closed.connect()).toBe(403);
    expect(closed.meters("ConnectCount", "IntegrationError")).toEqual([1, 1]);
  });

  it("apigatewayv2.socket.connect-failures: 502 where the function fails, 504 where it takes too long", () => {
    const broken = new SocketAccount({
      door: function* (): Generator<never, unknown, Plain> {
        throw new Error("no");
      },
    });
    broken.route("$connect", "door");
    expect(broken.connect()).toBe(502);
    const slow = new SocketAccount();
    slow.fn("slow", { duration: constant(40_000_000) }, { Timeout: 60 });
    slow.route("$connect", "slow");
    expect(slow.ask({ path: "/prod" })).toMatchObject({ status: 504, took: 29_001_000 });
    expect(slow.meter("ExecutionError")).toBe(1);
  });

  it("apigatewayv2.socket.authorizer: 401, 403, 500, and a context for every event", () => {
    const seen: PlainObject[] = [];
    const policy = (Effect: string, context: PlainObject = {}): PlainObject => ({
      principalId: "me",
      policyDocument: {
        Statement: [{ Action: "execute-api:Invoke", Effect, Resource: "*/$connect" }],
      },
      context,
    });
    const guarded = (answer: Plain): SocketAccount => {
      const account = new SocketAccount(
        { guard: seeing(seen, answer), room: seeing(seen) },
        { every: constant(1_000_000) },
      );
      account.own("CreateAuthorizer", {
        ApiId: apiId,
        AuthorizerId: "guard",
        Name: "guard",
        AuthorizerType: "REQUEST",
        AuthorizerUri: functionUri("guard"),
        IdentitySource: ["route.request.header.Auth"],
      });
      const by = { AuthorizationType: "CUSTOM", AuthorizerId: "guard" };
      account.route("$connect", null, by);
      account.route("$default", "room");
      return account;
    };
    const account = guarded(policy("Allow", { tenant: 7 }));
    expect(account.connect()).toBe(401);
    expect(account.connect({ auth: "me" })).toBe(101);
    expect(seen[0]).toMatchObject({ type: "REQUEST", headers: { auth: "me" } });
    expect(seen[0]!["methodArn"]).toMatch(/\/prod\/\$connect$/);
    account.advance(seconds(2));
    expect(contextOf(seen[1])["authorizer"]).toEqual({ tenant: "7", principalId: "me" });
    expect(guarded(policy("Deny")).connect({ auth: "me" })).toBe(403);
    expect(guarded("what").connect({ auth: "me" })).toBe(500);
    const large = policy("Allow", { text: "a".repeat(8_192) });
    expect(guarded(large).connect({ auth: "me" })).toBe(500);
  });

  it("apigatewayv2.socket.new-connections: 500 a second, then 429", () => {
    const account = new SocketAccount();
    const begun = Array.from({ length: 501 }, () => account.begin({ path: "/prod" }));
    account.advance();
    expect(begun.filter(({ heard }) => heard?.status === 101)).toHaveLength(500);
    expect(begun.at(-1)!.heard?.status).toBe(429);
    expect(account.connect()).toBe(101);
  });

  it("apigatewayv2.socket.life: ten minutes in which nothing came, two hours in any case", () => {
    const quiet = new SocketAccount();
    quiet.connect();
    quiet.advance(minutes(9));
    expect(quiet.meter("DisconnectedIdle")).toBe(0);
    quiet.advance(minutes(2));
    expect(quiet.meters("DisconnectedIdle", "ConnectionMinutes")).toEqual([1, 10]);
    const busy = new SocketAccount({}, { every: constant(300_000_000) });
    busy.connect();
    busy.advance(minutes(119));
    expect(busy.meters("DisconnectedIdle", "DisconnectedOld")).toEqual([0, 0]);
    busy.advance(minutes(2));
    expect(busy.meters("DisconnectedIdle", "DisconnectedOld")).toEqual([0, 1]);
  });

  it("apigatewayv2.socket.close-code: 1001 for age and silence", () => {
    const seen: PlainObject[] = [];
    const account = new SocketAccount({ gone: seeing(seen) });
    account.route("$disconnect", "gone");
    account.connect();
    account.advance(minutes(11));
    expect(contextOf(seen[0])["disconnectStatusCode"]).toBe(1_001);
  });

  it("apigatewayv2.socket.disconnect: runs after a connection was closed, by whomever", () => {
    const seen: PlainObject[] = [];
    const account = new SocketAccount({ gone: seeing(seen) }, { stays: constant(2_000_000) });
    account.route("$disconnect", "gone");
    account.connect();
    account.advance(seconds(3));
    expect(contextOf(seen[0])).toMatchObject({
      eventType: "DISCONNECT",
      routeKey: "$disconnect",
      disconnectStatusCode: 1_000,
    });
  });
});

describe("messages", () => {
  it("apigatewayv2.socket.selection: by the expression, else $default, else an error", () => {
    const route = (key: string) => ({ key });
    const stage = { routes: { join: route("join"), $default: route("$default") } } as never;
    const to = (body: string) => routeFor("$request.body.action", body, stage)?.key;
    expect(to('{"action":"join"}')).toBe("join");
    expect(to('{"action":"leave"}')).toBe("$default");
    expect(to('{"action":"$connect"}')).toBe("$default");
    expect(to("no JSON")).toBe("$default");
    expect(routeFor("$request.body.action", "{}", { routes: {} } as never)).toBeNull();
    const message = { a: { b: "c" }, list: ["x", "y"] };
    expect(selected("${request.body.a.b}/${request.body.none}", message)).toBe("c/");
    expect(selected("$request.body.list", message)).toBe("[x, y]");
    const account = new SocketAccount({}, { every: constant(1_000_000) });
    account.connect();
    account.advance(seconds(1.5));
    expect(account.meters("MessagesIn", "ClientError", "MessagesOut")).toEqual([1, 1, 1]);
  });

  it("apigatewayv2.socket.responses: what is answered, where the route has a response", () => {
    const once = { every: constant(1_000_000) };
    const heard = (answer: Plain, responds: boolean): readonly number[] => {
      const account = new SocketAccount({ room: returning(answer) }, once);
      account.route("$default", "room", {}, responds);
      account.connect();
      account.advance(seconds(1.5));
      return account.meters("MessagesOut", "IntegrationError");
    };
    expect(heard({ statusCode: 200, body: "hello" }, true)).toEqual([1, 0]);
    expect(heard({ statusCode: 200, body: "hello" }, false)).toEqual([0, 0]);
    expect(heard({ statusCode: "what" }, false)).toEqual([1, 1]);
  });

  it("apigatewayv2.socket.message-size: more than 128 KB closes the connection", () => {
    const message = "a".repeat(131_073);
    const account = new SocketAccount({ room: well }, { every: constant(1_000_000), message });
    account.route("$default", "room");
    account.connect();
    account.advance(seconds(3));
    expect(account.meters("MessagesIn", "ClientError", "ConnectionMinutes")).toEqual([1, 1, 1]);
    const fitting = { every: constant(1_000_000), message: "a".repeat(131_072) };
    const other = new SocketAccount({ room: well }, fitting);
    other.route("$default", "room");
    other.connect();
    other.advance(seconds(3.5));
    expect(other.meters("MessagesIn", "ClientError")).toEqual([3, 0]);
  });

  it("apigatewayv2.socket.models: a message that does not fit goes nowhere", () => {
    const seen: PlainObject[] = [];
    const schema = { type: "object", required: ["text"] };
    const sending = (message: string): SocketAccount => {
      const account = new SocketAccount(
        { room: seeing(seen) },
        { every: constant(1_000_000), message },
      );
      const params = {
        ApiId: apiId,
        ModelId: "m",
        Name: "Message",
        Schema: JSON.stringify(schema),
      };
      account.own("CreateModel", params);
      const by = {
        ModelSelectionExpression: "$request.body.kind",
        RequestModels: { $default: "Message" },
      };
      account.route("$default", "room", by);
      account.connect();
      account.advance(seconds(1.5));
      return account;
    };
    expect(sending("{}").meters("ClientError", "MessagesOut")).toEqual([1, 1]);
    expect(seen).toHaveLength(0);
    expect(sending('{"text":"a"}').meter("ClientError")).toBe(0);
    expect(seen).toHaveLength(1);
  });

  it("apigatewayv2.socket.events: what functions get", () => {
    const seen: PlainObject[] = [];
    const account = new SocketAccount(
      { room: seeing(seen) },
      { every: constant(1_000_000), stays: constant(1_500_000), message: "hello" },
    );
    for (const key of ["$connect", "$default", "$disconnect"]) account.route(key, "room");
    account.ask({ path: "/prod", query: "a=1", headers: { "sec-websocket-protocol": "p" } });
    account.advance(seconds(2));
    expect(seen.map((event) => contextOf(event)["eventType"])).toEqual([
      "CONNECT",
      "MESSAGE",
      "DISCONNECT",
    ]);
    expect(seen[0]).toMatchObject({
      headers: { "sec-websocket-protocol": "p" },
      queryStringParameters: { a: "1" },
    });
    expect(seen[1]).toMatchObject({ body: "hello", isBase64Encoded: false });
    expect(contextOf(seen[1])).toHaveProperty("messageId");
    expect(new Set(seen.map(connectionIn)).size).toBe(1);
  });

  it("apigatewayv2.socket.integrations: a function, an endpoint, nobody; 50 ms to 29 s", () => {
    const every = { every: constant(1_000_000) };
    const mock = new SocketAccount({}, every);
    mock.route("$default", null, {}, true);
    mock.connect();
    mock.advance(seconds(1.5));
    expect(mock.meters("MessagesOut", "IntegrationError")).toEqual([1, 0]);
    const outside = new SocketAccount({}, every);
    const integration = { IntegrationType: "HTTP_PROXY", IntegrationUri: "https://a.example/" };
    outside.route("$default", null, { integration }, true);
    outside.connect();
    outside.advance(seconds(1.5));
    expect(outside.meters("MessagesOut", "IntegrationError")).toEqual([1, 0]);
    const long = { integration: { TimeoutInMillis: 29_001 } };
    expect(() => {
      outside.route("late", "room", long);
    }).toThrow(/29000/);
  });

  it("apigatewayv2.socket.metrics: connections, messages and errors", () => {
    const account = new SocketAccount({ room: well }, { every: constant(1_000_000) });
    account.route("$default", "room", {}, true);
    account.connect();
    account.advance(seconds(2.5));
    expect(account.meters("ConnectCount", "MessageCount", "ExecutionError")).toEqual([1, 4, 0]);
    expect(account.meter("IntegrationLatency")).toBeGreaterThan(0);
  });

  it("apigatewayv2.socket.billing: by 32 KB and by minutes", () => {
    const message = "a".repeat(32_769);
    const account = new SocketAccount(
      {},
      { every: constant(1_000_000), stays: constant(61_000_000), message },
    );
    account.route("$default", null);
    account.connect();
    account.advance(seconds(62));
    const [messages, minutesOfAll] = account.meters("MessagesBilled", "ConnectionMinutes");
    expect(minutesOfAll).toBe(2);
    expect(messages).toBe(2 * account.meter("MessagesIn"));
    const charges = webSocketApiCharges(
      { MessagesBilled: { sum: 1.5e9 }, ConnectionMinutes: { sum: 4e6 } },
      new Map(),
    );
    expect(charges.map(({ dollars }) => dollars)).toEqual([1_400, 1]);
  });

  it("apigatewayv2.socket.url: 4,096 characters", () => {
    const { entry, noun } = webSocketApiKind({ entryOf: () => undefined } as never); // It asks for no other kind.
    const asked = (length: number) =>
      resolveHttpRequest(
        "request",
        { method: "GET", path: `/${"a".repeat(length)}` },
        entry!,
        noun,
      );
    expect(asked(4_000)?.path).toHaveLength(4_001);
    expect(() => asked(4_096)).toThrow(/4096 bytes at most/);
  });
});

describe("the management API", () => {
  function connected(quotas: Readonly<Record<string, number>> = {}): {
    account: SocketAccount;
    ConnectionId: string;
    seen: PlainObject[];
  } {
    const seen: PlainObject[] = [];
    const account = new SocketAccount({ room: seeing(seen) }, {}, { quotas });
    account.route("$connect", "room");
    account.connect();
    return { account, ConnectionId: connectionIn(seen[0]), seen };
  }

  it("apigatewaymanagementapi.connections.calls: send, ask, close", () => {
    const { account, ConnectionId } = connected();
    account.manage("PostToConnection", { ConnectionId, Data: btoa("hello") });
    expect(account.meters("MessagesOut", "MessageCount")).toEqual([1, 1]);
    expect(account.manage("GetConnection", { ConnectionId })).toHaveProperty("Identity.SourceIp");
    account.manage("DeleteConnection", { ConnectionId });
    expect(account.meter("ConnectionMinutes")).toBe(1);
  });

  it("apigatewaymanagementapi.connections.gone: 410, 413 and 429", () => {
    const { account, ConnectionId } = connected();
    const posting = (id: string, bytes = 1, from = account): unknown => {
      try {
        return from.manage("PostToConnection", {
          ConnectionId: id,
          Data: btoa("a".repeat(bytes)),
        });
      } catch (error) {
        return (error as { readonly code?: string }).code;
      }
    };
    expect(posting("nobody")).toBe("GoneException");
    expect(posting(ConnectionId, 131_072)).toEqual({});
    expect(posting(ConnectionId, 131_073)).not.toEqual({});
    account.manage("DeleteConnection", { ConnectionId });
    expect(posting(ConnectionId)).toBe("GoneException");
    expect(account.meter("PushesGone")).toBe(1);
    const few = connected({ "apigateway.burst": 3, "apigateway.requestsPerSecond": 1 });
    const heard = [1, 2, 3].map(() => posting(few.ConnectionId, 1, few.account));
    expect(heard).toEqual([{}, {}, "LimitExceededException"]);
  });
});
