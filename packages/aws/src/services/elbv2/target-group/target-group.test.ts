import { base64Of, hours, seconds, type Instant, type Plain } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import type { PlainObject } from "../../../service/refusal.ts";
import { BalancedAccount, forward, functionArn } from "../test/balanced-account.ts";

const returning = (value: unknown) =>
  function* (): Generator<never, unknown, Plain> {
    return value;
  };

/** An account whose load balancer gives everything to a function. */
function before(
  script: (event: Plain) => Generator<never, unknown, Plain>,
  group: PlainObject = {},
) {
  const account = new BalancedAccount({ fn: script });
  const arn = account.group("fn", group);
  account.listen(forward(arn));
  return { account, arn };
}
const groupComponent = "elbv2.targetGroup:fn";

/** An account whose function answers with the event that it got. */
function* echo(event: Plain): Generator<never, unknown, Plain> {
  const body = JSON.stringify(event);
  return { statusCode: 200, body, headers: {}, multiValueHeaders: {} };
}

it("elbv2.lambda.event: what a function gets of a request", () => {
  const { account, arn } = before(echo);
  const event = JSON.parse(
    account.ask(
      {
        method: "POST",
        path: "/a%20b",
        query: "a=1&b=%20&a=2",
        headers: { "content-type": "application/json; charset=utf-8" },
      },
      "{}",
    ).body,
  ) as PlainObject;
  expect(event).toMatchObject({
    requestContext: { elb: { targetGroupArn: arn } },
    httpMethod: "POST",
    path: "/a%20b",
    queryStringParameters: { a: "2", b: "%20" },
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-length": "2",
      "x-forwarded-for": "192.0.2.1",
      "x-forwarded-port": "80",
      "x-forwarded-proto": "http",
    },
    body: "{}",
    isBase64Encoded: false,
  });
  const eventOf = (headers: Readonly<Record<string, string>>, body = "hello") =>
    JSON.parse(account.ask({ method: "POST", headers }, body).body) as PlainObject;
  const bytes = { isBase64Encoded: true, body: base64Of(new TextEncoder().encode("hello")) };
  expect(eventOf({ "content-type": "image/png" })).toMatchObject(bytes);
  expect(eventOf({})).toMatchObject(bytes);
  expect(eventOf({ "content-type": "text/html", "content-encoding": "gzip" })).toMatchObject(bytes);
  expect(eventOf({ "content-type": "text/html" })).toMatchObject({
    isBase64Encoded: false,
    body: "hello",
  });
  expect(eventOf({}, "")).toMatchObject({ isBase64Encoded: false, body: "" });
  expect(eventOf({ "x-forwarded-for": "203.0.113.7" })).toMatchObject({
    headers: { "x-forwarded-for": "203.0.113.7, 192.0.2.1" },
  });
});

it("elbv2.lambda.multi-value-headers: lists in both directions", () => {
  const { account, arn } = before(function* (event) {
    const {
      headers = null,
      multiValueHeaders = null,
      multiValueQueryStringParameters = null,
    } = event as PlainObject;
    return {
      statusCode: 200,
      headers: { single: "yes", "set-cookie": "a=1" },
      multiValueHeaders: { many: ["b", "c"], "set-cookie": ["a=1", "b=2"] },
      body: JSON.stringify([
        headers !== null,
        multiValueHeaders !== null,
        multiValueQueryStringParameters,
      ]),
    };
  });
  const single = account.ask({ query: "a=1&a=2" });
  expect(single).toMatchObject({
    headers: { single: "yes" },
    cookies: ["a=1"],
    body: "[true,false,null]",
  });
  account.call("ModifyTargetGroupAttributes", {
    TargetGroupArn: arn,
    Attributes: [{ Key: "lambda.multi_value_headers.enabled", Value: "true" }],
  });
  const many = account.ask({ query: "a=1&a=2" });
  expect(many).toMatchObject({
    headers: { many: "b,c" },
    cookies: ["a=1", "b=2"],
    body: '[false,true,{"a":["1","2"]}]',
  });
  expect(many.headers["single"]).toBeUndefined();
});

it("elbv2.lambda.response: headers of the connection are the load balancer's", () => {
  const { account } = before(
    returning({
      statusCode: 201,
      statusDescription: "201 Created",
      isBase64Encoded: true,
      body: "aGVsbG8=",
      headers: { "Content-Type": "image/png", Connection: "close", "Content-Length": "9" },
    }),
  );
  const heard = account.ask();
  expect(heard).toMatchObject({
    status: 201,
    body: "aGVsbG8=",
    headers: { "content-type": "image/png" },
  });
  expect(Object.keys(heard.headers)).toEqual(["content-type"]);
  expect(account.meter("HTTPCode_Target_2XX_Count", groupComponent)).toBe(1);
  expect(account.meter("RequestCount")).toBe(1);
});

describe("elbv2.lambda.trace: a trace goes on", () => {
  const { account } = before(echo);
  const tracedAs = (said?: string): string => {
    const headers: Readonly<Record<string, string>> =
      said === undefined ? {} : { "x-amzn-trace-id": said };
    const event = JSON.parse(account.ask({ headers }).body) as { headers: Record<string, string> };
    return event.headers["x-amzn-trace-id"]!;
  };
  it("one is begun where there is none", () => {
    expect(tracedAs()).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
    expect(tracedAs()).not.toBe(tracedAs());
  });
  it("Self is put before the Root that there is, in place of an older one", () => {
    expect(tracedAs("Root=1-67891233-abcdef012345678912345678;CalledFrom=app")).toMatch(
      /^Self=1-[0-9a-f]{8}-[0-9a-f]{24};Root=1-67891233-abcdef012345678912345678;CalledFrom=app$/,
    );
    expect(tracedAs("Self=1-1-1;Root=1-2-2")).toMatch(
      /^Self=1-[0-9a-f]{8}-[0-9a-f]{24};Root=1-2-2$/,
    );
  });
});

describe("elbv2.lambda.bad-gateway: what ends in 502", () => {
  const heard = (script: (event: Plain) => Generator<never, unknown, Plain>) => {
    const { account } = before(script);
    const { status } = account.ask();
    return [
      status,
      account.meter("LambdaUserError", groupComponent),
      account.meter("HTTPCode_ELB_502_Count"),
    ];
  };
  it.each([
    ["no object", "hello"],
    ["no status", { body: "hello" }],
    ["a status that is none", { statusCode: 99, body: "" }],
    ["a body that is no text", { statusCode: 200, body: { a: 1 } }],
    ["a header that is no text", { statusCode: 200, headers: { a: 1 } }],
    ["a body that is no base64", { statusCode: 200, body: "%", isBase64Encoded: true }],
    ["more than 1 MB", { statusCode: 200, body: "x".repeat(1_048_576) }],
    ["more than 32 KB of headers", { statusCode: 200, headers: { a: "x".repeat(32_768) } }],
  ])("%s", (_name, value) => {
    expect(heard(returning(value))).toEqual([502, 1, 1]);
  });

  it("the function throws", () => {
    expect(
      heard(function* () {
        throw new Error("no");
      }),
    ).toEqual([502, 1, 1]);
  });

  it("the function is throttled, and then it is gone", () => {
    const { account } = before(echo);
    const params = { FunctionName: "fn", ReservedConcurrentExecutions: 0 };
    account.call("PutFunctionConcurrency", params, "lambda");
    expect(account.ask().status).toBe(502);
    account.call("DeleteFunction", { FunctionName: "fn" }, "lambda");
    expect(account.ask().status).toBe(502);
    expect(account.meter("LambdaUserError", groupComponent)).toBe(2);
  });

  it("a large body within 1 MB is none of these", () => {
    expect(heard(returning({ statusCode: 200, body: "x".repeat(1_000_000) }))[0]).toBe(200);
  });
});

describe("elbv2.lambda.request-limits: what a function is not given", () => {
  const { account } = before(echo);
  it.each([
    ["more than 1 MB", { method: "POST" }, "x".repeat(1_048_577), 413, "RequestEntityTooLarge"],
    ["a WebSocket", { headers: { upgrade: "websocket" } }, "", 400, "BadRequest"],
    [
      "bytes that were to be a text",
      { method: "POST", headers: { "content-type": "text/plain" } },
      { body: "/w==", size: 1, isBase64: true },
      400,
      "BadRequest",
    ],
  ] as const)("%s", (_name, head, body, status, code) => {
    expect(account.ask(head, body)).toMatchObject({ status, code });
  });
  it("all of them are the user's", () => {
    expect(account.meter("LambdaUserError", groupComponent)).toBe(3);
  });
  it("1 MB is given to it", () => {
    const { account: other } = before(returning({ statusCode: 204 }));
    expect(other.ask({ method: "POST" }, "x".repeat(1_048_576)).status).toBe(204);
  });
});

describe("elbv2.target.none: nobody to ask, or nobody who answers", () => {
  it("503 where none is registered", () => {
    const { account, arn } = before(echo);
    account.call("DeregisterTargets", {
      TargetGroupArn: arn,
      Targets: [{ Id: functionArn("fn") }],
    });
    expect(account.ask()).toMatchObject({ status: 503, code: null });
    expect(account.meter("RequestCount")).toBe(0);
    expect(account.meter("HTTPCode_ELB_503_Count")).toBe(1);
  });

  it.each(["request", "reply"] as const)("504 where Lambda loses the %s", (direction) => {
    const { account } = before(echo);
    account.simulation.inject({
      name: "silence",
      type: "drop",
      component: "lambda.function:fn",
      direction,
      from: account.simulation.now,
      until: (account.simulation.now + hours(1)) as Instant,
      share: 1,
    });
    expect(account.ask()).toMatchObject({ status: 504, code: null, took: 910_001_000 });
    expect(account.meter("LambdaInternalError", groupComponent)).toBe(1);
    expect(account.meter("LambdaUserError", groupComponent)).toBe(0);
    expect(account.meter("HTTPCode_ELB_504_Count")).toBe(1);
  });
});

it("elbv2.lambda.health: a function is asked where that is enabled, and gets requests though it is unhealthy", () => {
  let status = 500;
  const seen: unknown[] = [];
  const { account, arn } = before(
    function* (event) {
      seen.push(event);
      return { statusCode: status };
    },
    { HealthCheckEnabled: true, HealthCheckPath: "/alive" },
  );
  const stateOf = () => {
    const answer = account.call("DescribeTargetHealth", { TargetGroupArn: arn });
    const [first] = answer["TargetHealthDescriptions"] as readonly PlainObject[];
    return (first!["TargetHealth"] as PlainObject)["State"];
  };
  account.advance(seconds(36));
  expect(seen).toEqual([
    {
      requestContext: { elb: { targetGroupArn: arn } },
      httpMethod: "GET",
      path: "/alive",
      queryStringParameters: {},
      headers: { "user-agent": "ELB-HealthChecker/2.0" },
      body: "",
      isBase64Encoded: false,
    },
  ]);
  expect(stateOf()).toBe("healthy");
  account.advance(seconds(35));
  expect(stateOf()).toBe("unhealthy");
  expect(account.ask().status).toBe(500);
  status = 200;
  account.advance(seconds(35 * 4));
  expect(stateOf()).toBe("unhealthy");
  account.advance(seconds(35));
  expect(stateOf()).toBe("healthy");
  account.call("ModifyTargetGroup", { TargetGroupArn: arn, HealthCheckEnabled: false });
  const before_ = seen.length;
  account.advance(seconds(100));
  expect(seen.length).toBe(before_);
  expect(stateOf()).toBe("unavailable");
});

describe("elbv2.backend.timeout: targets that are no functions", () => {
  it("answer as is said, and are waited for as long as a connection may be idle", () => {
    const account = new BalancedAccount();
    const slow = { type: "constant", value: seconds(61) };
    const listener = account.listen(forward(account.backend("slow", { latency: slow })));
    expect(account.ask()).toMatchObject({ status: 504, took: 60_001_000 });
    account.call("ModifyLoadBalancerAttributes", {
      LoadBalancerArn: account.loadBalancerArn,
      Attributes: [{ Key: "idle_timeout.timeout_seconds", Value: "70" }],
    });
    expect(account.ask()).toMatchObject({ status: 200, body: "{}", took: 61_001_000 });
    const lost = account.backend("lost", { unreachable: 1 });
    account.call("ModifyListener", { ListenerArn: listener, DefaultActions: [forward(lost)] });
    expect(account.ask()).toMatchObject({ status: 504, took: 10_001_000 });
    const bad = account.backend("bad", { failures: 1, failureStatus: 503 });
    account.call("ModifyListener", { ListenerArn: listener, DefaultActions: [forward(bad)] });
    expect(account.ask().status).toBe(503);
    expect(account.meter("HTTPCode_Target_5XX_Count", "elbv2.targetGroup:bad")).toBe(1);
    expect(account.meter("HTTPCode_ELB_5XX_Count")).toBe(2);
  });
});

it("elbv2.metric.names: of a load balancer with its target groups, and of one of them", () => {
  const { account, arn } = before(returning({ statusCode: 404 }));
  const LoadBalancer = account.loadBalancerArn.split(":loadbalancer/")[1]!;
  const TargetGroup = arn.split(":").at(-1)!;
  const alarm = (
    AlarmName: string,
    MetricName: string,
    dimensions: Readonly<Record<string, string>>,
    more: PlainObject = {},
  ) =>
    account.call(
      "PutMetricAlarm",
      {
        AlarmName,
        Namespace: "AWS/ApplicationELB",
        MetricName,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
        Statistic: "Sum",
        Period: 60,
        EvaluationPeriods: 1,
        TreatMissingData: "ignore",
        Threshold: 1,
        ComparisonOperator: "GreaterThanOrEqualToThreshold",
        ...more,
      },
      "cloudwatch",
    );
  alarm("both", "HTTPCode_Target_4XX_Count", { LoadBalancer });
  alarm("group", "HTTPCode_Target_4XX_Count", { LoadBalancer, TargetGroup });
  alarm("none", "HTTPCode_Target_5XX_Count", { LoadBalancer });
  alarm("other", "HTTPCode_Target_4XX_Count", { LoadBalancer: "app/other/0123456789abcdef" });
  alarm("seconds", "TargetResponseTime", { LoadBalancer }, { Statistic: "Maximum", Threshold: 5 });
  account.ask();
  account.advance(seconds(300));
  const { MetricAlarms } = account.call("DescribeAlarms", {}, "cloudwatch");
  const states = (MetricAlarms as readonly PlainObject[]).map((each) => [
    each["AlarmName"],
    each["StateValue"],
  ]);
  expect(Object.fromEntries(states)).toEqual({
    both: "ALARM",
    group: "ALARM",
    none: "INSUFFICIENT_DATA",
    other: "INSUFFICIENT_DATA",
    seconds: "OK",
  });
});
