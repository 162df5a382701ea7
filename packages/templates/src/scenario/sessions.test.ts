import { continueRun, prepareRun, reportOf } from "@orrery/aws";
import { ConfigError } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { readScenario } from "./read-scenario.ts";
import { readScenarioDocument } from "./scenario-document.ts";

const on = (api: string, path: string, method: string): string =>
  `{ ${method}: { Type: Api, Properties: { RestApiId: !Ref ${api}, Path: "${path}", Method: ${method} } } }`;
const functionOn = (name: string, path: string, method: string): string =>
  `  ${name}: { Type: AWS::Serverless::Function, Properties: { Handler: a.b, Runtime: nodejs22.x, Timeout: 5, Events: ${on("Shop", path, method)} } }\n`;
const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Shop: { Type: AWS::Serverless::Api, Properties: { StageName: prod } }
  Orders: { Type: AWS::SQS::Queue }
  Users: { Type: AWS::Cognito::UserPool, Properties: { Schema: [{ Name: email, Required: false }] } }
  Web: { Type: AWS::Cognito::UserPoolClient, Properties: { UserPoolId: !Ref Users, ExplicitAuthFlows: [ALLOW_USER_PASSWORD_AUTH] } }
  Guarded: { Type: AWS::Serverless::Api, Properties: { StageName: prod, Auth: { DefaultAuthorizer: Pool, Authorizers: { Pool: { UserPoolArn: !GetAtt Users.Arn } } } } }
  Account: { Type: AWS::Serverless::Function, Properties: { Handler: a.b, Runtime: nodejs22.x, Timeout: 5, Events: { get: { Type: Api, Properties: { RestApiId: !Ref Guarded, Path: /me, Method: get } } } } }
${functionOn("SignIn", "/session", "post")}${functionOn("Browse", "/items/{id}", "get")}${functionOn("Order", "/orders", "post")}`;
const sources = {
  open(path: string) {
    if (path === "template.yaml") return { path, text: template };
    throw new ConfigError(path, "a file", "none");
  },
};
const answers = `
functions:
  SignIn: { duration: 80ms, coldStart: 1ms, response: { statusCode: 200, headers: { X-Next: "/a b" }, body: '{"token":"t","items":[{"id":7}]}' } }
  Browse: { duration: 40ms, coldStart: 1ms, response: { statusCode: 200, body: "{}" } }
  Order: { duration: 200ms, coldStart: 1ms, response: { statusCode: 201, body: "{}" } }
latencies: { apigateway.rest.overhead: 10ms }
`;

function read(more: string) {
  const text = `template: template.yaml\nduration: 10m\n${more}`;
  return readScenario(readScenarioDocument(text, "s.yaml"), sources).scenario;
}

function reportAfter(more: string) {
  const run = prepareRun(read(answers + more), { seed: 1 });
  continueRun(run);
  const report = reportOf(run);
  const name = Object.keys(report.metrics).find((each) => each.startsWith("workload"))!;
  const numbers = (metric: string) => report.metrics[name]?.[metric];
  return {
    report,
    sum: (metric: string) => numbers(metric)?.sum ?? 0,
    numbers,
    felt: Object.fromEntries(
      report.parts
        .filter(({ noun }) => noun === "route of callers")
        .map((part) => [part.name, part.counts]),
    ),
  };
}

const signIn = `{ name: sign in, path: /session, json: { user: "user-\${session}" }, keep: { token: body.token, item: body.items.0.id } }`;
const browse = `{ method: GET, path: "/items/\${item}", headers: { authorization: "Bearer \${token}" }, think: 3s, times: 3 }`;
const order = `{ name: order, path: /orders, json: { item: "\${item}" }, think: 2s }`;
const shop = (more: string, session = `[${signIn}, ${browse}, ${order}]`) =>
  `workload: [{ to: Shop, arrivals: { constant: { rate: 1/s } }, for: 100s, session: ${session}${more} }]`;

describe("caller.session.sequence: who comes in a session", () => {
  it("caller.session.sequence: sends one request after another, with what answers before said", () => {
    const { sum, felt, numbers } = reportAfter(shop(""));
    expect(sum("SessionsBegun")).toBe(100);
    expect(sum("SessionsCompleted")).toBe(100);
    expect(sum("Offered")).toBe(500);
    expect(felt["sign in"]).toMatchObject({ requests: 100, serverErrors: 0 });
    expect(felt["GET /items/${item}"]).toMatchObject({ requests: 300, clientErrors: 0 });
    expect(felt["order"]).toMatchObject({ requests: 100 });
    // Three times 3 s and 2 s to think, and the answers.
    const { min } = numbers("SessionTime")!;
    expect(min / 1e6).toBeGreaterThan(11.4);
    expect(min / 1e6).toBeLessThan(11.7);
  });

  it("caller.session.sequence: leaves at the first that fails, or goes on where it says so", () => {
    const failing = "faults: [{ at: 0s, for: 10m, fail: Browse, with: Down }]\n";
    const left = reportAfter(failing + shop(", retry: none"));
    expect(left.sum("SessionsAbandoned")).toBe(100);
    expect(left.felt["GET /items/${item}"]).toMatchObject({ requests: 100, serverErrors: 100 });
    expect(left.felt["order"]).toMatchObject({ requests: 0 });
    expect(left.report.warnings.join()).toContain("100 of 100 sessions end early");
    const on = browse.replace("times: 3", "times: 3, continues: true");
    const stayed = reportAfter(failing + shop(", retry: none", `[${signIn}, ${on}, ${order}]`));
    expect(stayed.sum("SessionsCompleted")).toBe(100);
    expect(stayed.felt["GET /items/${item}"]).toMatchObject({ requests: 300, serverErrors: 300 });
  });

  it("leaves where an answer has not what it keeps, and says what that was", () => {
    const session = `[${signIn.replace("items.0.id", "items.1.id")}, ${browse}]`;
    const { sum, report } = reportAfter(shop("", session));
    expect(sum("SessionsAbandoned")).toBe(100);
    expect(report.warnings.join()).toContain("The answer to sign in has no body.items.1.id.");
  });

  it("has a request by its share", () => {
    const some = order.replace("think: 2s", "share: 40%");
    const { sum, felt } = reportAfter(shop("", `[${signIn}, ${some}]`));
    expect(sum("SessionsCompleted")).toBe(100);
    expect(felt["order"]!["requests"]).toBeGreaterThan(25);
    expect(felt["order"]!["requests"]).toBeLessThan(55);
  });

  it("is one after another of users who think between them", () => {
    const { sum } = reportAfter(
      `workload: [{ to: Shop, users: { count: 3, think: 10s }, for: 95s, session: [${signIn}, ${order}] }]`,
    );
    // Each session takes 10 s and a little more than 2 s.
    expect(sum("SessionsBegun")).toBe(3 * 7);
    expect(sum("SessionsCompleted")).toBe(3 * 7);
  });

  it("escapes values where they come into a path, and into JSON", () => {
    const keeps = `{ path: /session, keep: { next: headers.x-next } }`;
    const { felt, sum } = reportAfter(
      shop("", `[${keeps}, { method: GET, path: "/items/\${next}" }]`),
    );
    expect(sum("SessionsCompleted")).toBe(100);
    expect(felt["GET /items/${next}"]).toMatchObject({ requests: 100, clientErrors: 0 });
  });

  it("signs in at a user pool, and asks two APIs with what it said", () => {
    const session = `[{ name: sign in, to: Users, keep: { token: body.AuthenticationResult.IdToken } }, { to: Guarded, method: GET, path: /me, headers: { authorization: "\${token}" } }, ${order.replace("${item}", "one")}]`;
    const { sum, felt, report } = reportAfter(
      `userPools: { Users: { count: 1000 } }\n${shop(", connections: {}, location: eu-west-1", session)}`,
    );
    expect(sum("SessionsCompleted")).toBe(100);
    expect(felt["GET /me"]).toMatchObject({ requests: 100, clientErrors: 0 });
    expect(felt["sign in"]).toMatchObject({ requests: 100, clientErrors: 0 });
    expect(report.metrics["Account"]!["Invocations"]!.sum).toBe(100);
    // Each has a connection to each of the three.
    expect(sum("ConnectionsOpened")).toBe(300);
    const without = session.replace('"\${token}"', '"none"');
    const refused = reportAfter(`userPools: { Users: { count: 1000 } }\n${shop("", without)}`);
    expect(refused.sum("SessionsAbandoned")).toBe(100);
  });

  it.each([
    [`[{ path: "/\${tokn}" }]`, "expected values that a request before it keeps, or session"],
    [`[{ keep: { a: answer.b } }]`, "expected a place such as body.token"],
    [`[{ keep: { session: status } }]`, "expected names of letters and digits but session"],
    [`[{ version: "1.0" }]`, "where it changes nothing"],
    [`[{ body: a, json: {} }]`, "expected body or json, received both"],
  ])("%s cannot be", (session, message) => {
    expect(() => read(shop("", session))).toThrow(message);
  });

  it("is none beside requests, and none for what takes no HTTP", () => {
    const both = "session: [{}], requests: [{}]";
    expect(() => read(`workload: [{ to: Shop, users: { count: 1 }, ${both} }]`)).toThrow(
      "expected session or requests, received both",
    );
    expect(() =>
      read("workload: [{ to: Orders, users: { count: 1 }, session: [{ path: /a }] }]"),
    ).toThrow("which takes no HTTP");
  });
});

describe("what callers had of each route", () => {
  it("is counted by the last answer, and timed from the first attempt on", () => {
    const requests = `[{ method: GET, path: /items/1, weight: 3 }, { path: /orders, json: {} }, { path: /nowhere }]`;
    const { felt, report } = reportAfter(
      `faults: [{ at: 0s, for: 10m, fail: Order, with: Down }]\nworkload: [{ to: Shop, arrivals: { constant: { rate: 10/s } }, for: 60s, requests: ${requests}, retry: { attempts: 2, failed: true, base: 1s, jitter: none } }]`,
    );
    const sums = (name: string) =>
      Object.values(felt).reduce((sum, counts) => sum + counts[name]!, 0);
    expect(sums("requests")).toBe(600);
    expect(felt["GET /items/1"]).toMatchObject({ clientErrors: 0, serverErrors: 0 });
    expect(felt["POST /nowhere"]!["clientErrors"]).toBe(felt["POST /nowhere"]!["requests"]);
    expect(felt["POST /orders"]!["serverErrors"]).toBe(felt["POST /orders"]!["requests"]);
    expect(felt["POST /orders"]!["p50Milliseconds"]).toBeGreaterThan(1_200);
    expect(felt["GET /items/1"]!["p50Milliseconds"]).toBeLessThan(60);
    const [first] = report.parts.filter(({ noun }) => noun === "route of callers");
    expect(first).toMatchObject({ resource: "workload to Shop" });
  });
});

describe("a circuit breaker", () => {
  const breaker = `{ threshold: 50%, window: 10, openFor: 20s, trials: 2 }`;
  const calls = (more: string) =>
    `workload: [{ to: Shop, arrivals: { constant: { rate: 10/s } }, for: 200s, request: { path: /orders }, payload: { json: {} }, retry: none${more} }]`;
  const down = "faults: [{ at: 60s, for: 30s, fail: Order, with: Down }]\n";

  it("caller.breaker.phases: opens, tries, stays open or closes", () => {
    const { sum, felt, numbers, report } = reportAfter(
      down + calls(`, circuitBreaker: ${breaker}`),
    );
    // Open at about 60.5 s; a trial at 80.5 s fails; those at 100.5 s succeed.
    expect(sum("CircuitOpened")).toBe(2);
    expect(numbers("CircuitOpenTime")!.max / 1e6).toBeCloseTo(40.5, 0);
    expect(felt["POST /orders"]!["serverErrors"]).toBeLessThan(12);
    expect(sum("NotSent")).toBeGreaterThan(380);
    expect(sum("NotSent")).toBeLessThan(410);
    expect(felt["POST /orders"]!["notSent"]).toBe(sum("NotSent"));
    expect(sum("Refused")).toBe(sum("NotSent"));
    expect(report.warnings.join()).toContain("its circuit breaker was open");
    const without = reportAfter(down + calls(""));
    expect(without.felt["POST /orders"]!["serverErrors"]).toBe(300);
    expect(without.sum("NotSent")).toBe(0);
  });

  it("caller.breaker.shared: what the client did wrong does not open it", () => {
    const { sum } = reportAfter(
      `workload: [{ to: Shop, arrivals: { constant: { rate: 10/s } }, for: 60s, request: { path: /nowhere }, circuitBreaker: {} }]`,
    );
    expect(sum("CircuitOpened")).toBe(0);
    expect(sum("Refused")).toBe(600);
  });

  it("caller.breaker.shared: each route has its own, or all have one", () => {
    const both = (more: string) =>
      reportAfter(
        `${down}workload: [{ to: Shop, arrivals: { constant: { rate: 10/s } }, for: 200s, requests: [{ path: /orders, json: {} }, { method: GET, path: /items/1 }], retry: none, circuitBreaker: { window: 10, threshold: 40%${more} } }]`,
      );
    const apart = both("");
    expect(apart.felt["POST /orders"]!["notSent"]).toBeGreaterThan(100);
    expect(apart.felt["GET /items/1"]!["notSent"]).toBe(0);
    const together = both(", per: caller");
    expect(together.felt["GET /items/1"]!["notSent"]).toBeGreaterThan(100);
  });

  it("lets users who do not think ask again after a while, and no session go on", () => {
    const { sum } = reportAfter(
      `faults: [{ at: 0s, for: 10m, fail: Order, with: Down }]\nworkload: [{ to: Shop, users: { count: 2 }, for: 2s, session: [{ path: /orders, json: {} }], retry: none, circuitBreaker: { window: 4 } }]`,
    );
    expect(sum("SessionsAbandoned")).toBe(sum("SessionsBegun"));
    expect(sum("Offered")).toBeLessThan(5_000);
  });
});

describe("connections", () => {
  const calls = (rate: string, more: string) =>
    `workload: [{ to: Shop, arrivals: { constant: { rate: ${rate} } }, for: 60s, request: { path: /orders }, payload: { json: {} }${more} }]`;
  const median = ({ felt }: ReturnType<typeof reportAfter>) =>
    felt["POST /orders"]!["p50Milliseconds"]!;

  it("caller.connections.set-up: cost two round trips each, and are kept alive or not", () => {
    const kept = reportAfter(calls("2/s", ", location: { roundTrip: 100ms }, connections: {}"));
    const anew = reportAfter(
      calls("2/s", ", location: { roundTrip: 100ms }, connections: { keepAlive: false }"),
    );
    expect(kept.sum("ConnectionsOpened")).toBeLessThan(3); // The first answer takes long.
    expect(kept.numbers("ConnectionTime")!.max).toBe(200_000);
    expect(anew.sum("ConnectionsOpened")).toBe(120);
    expect(median(anew) - median(kept)).toBeGreaterThan(150);
    const said = reportAfter(calls("2/s", ", connections: { keepAlive: false, setUp: 30ms }"));
    expect(said.numbers("ConnectionTime")!.max).toBe(30_000);
  });

  it("caller.connections.pool: take one request at a time, so that others wait", () => {
    const few = reportAfter(calls("20/s", ", connections: { most: 3 }"));
    // 210 ms each: three take 14.3 a second.
    expect(few.sum("ConnectionsOpened")).toBe(3);
    expect(few.numbers("ConnectionWait")!.max / 1e6).toBeGreaterThan(20);
    expect(few.sum("Accepted")).toBe(1_200);
    const enough = reportAfter(calls("20/s", ", connections: { most: 10 }"));
    expect(enough.sum("ConnectionWait")).toBe(0);
    expect(enough.sum("ConnectionsOpened")).toBeLessThan(10);
  });

  it("caller.connections.pool: close once idle, or once an answer did not come", () => {
    const idle = reportAfter(calls("1/s", ", connections: { idle: 500ms }"));
    expect(idle.sum("ConnectionsOpened")).toBe(60);
    const lost = reportAfter(
      `faults: [{ at: 0s, for: 10m, drop: Shop, direction: reply }]\n${calls("1/s", ", connections: {}, timeout: 300ms, retry: none")}`,
    );
    expect(lost.sum("ConnectionsOpened")).toBe(60);
    expect(lost.felt["POST /orders"]).toMatchObject({ unanswered: 60 });
  });

  it("caller.connections.pool: are of users each, and stay theirs", () => {
    const users = `users: { count: 5, think: 1s }, for: 60s, connections: {}`;
    const alone = reportAfter(
      `workload: [{ to: Shop, ${users}, request: { path: /orders }, payload: { json: {} } }]`,
    );
    expect(alone.sum("ConnectionsOpened")).toBe(5);
    const inSessions = reportAfter(
      `workload: [{ to: Shop, ${users}, session: [${signIn}, ${order}] }]`,
    );
    expect(inSessions.sum("ConnectionsOpened")).toBe(inSessions.sum("SessionsBegun"));
  });
});

it("caller.location.way: callers elsewhere wait for the way there and back", () => {
  const from = (location: string) =>
    reportAfter(
      `workload: [{ to: Shop, arrivals: { constant: { rate: 1/s } }, for: 60s, request: { path: /orders }, payload: { json: {} }${location} }]`,
    );
  const times = [
    "",
    ", location: us-east-1",
    ", location: eu-central-1",
    ", location: sa-east-1",
  ].map((each) => from(each).numbers("ResponseTime")!.min / 1_000);
  const [near, same, europe, south] = times as [number, number, number, number];
  expect(same - near).toBeCloseTo(2, 0);
  expect(europe - near).toBeCloseTo(90, 0);
  expect(south - near).toBeCloseTo(120, 0);
  const { report } = from(", location: sa-east-1");
  expect(report.rules.assumed).toContain("caller.location.way");
  expect(from("").report.rules.assumed).not.toContain("caller.location.way");
  expect(() => read("workload: [{ to: Shop, users: { count: 1 }, location: Europe }]")).toThrow(
    "expected a Region such as eu-west-1",
  );
});

it("apigateway.connection.idle: a connection is closed that nothing came on for 310 s", () => {
  const opened = (rate: string) =>
    reportAfter(
      `workload: [{ to: Shop, arrivals: { constant: { rate: ${rate} } }, request: { path: /orders }, payload: { json: {} }, connections: { idle: 1h } }]`,
    ).sum("ConnectionsOpened");
  expect(opened("12/h")).toBe(1);
  expect(opened("11/h")).toBe(2);
});
