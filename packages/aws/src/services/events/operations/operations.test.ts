import { seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import { callsInside } from "../../../../test/calls-inside.ts";
import { arnOf, entry, EventAccount } from "../test/event-account.ts";

const pattern = '{"source":["a"]}';
const busArn = arnOf("events", "event-bus/bus");

it("events.api.quotas: bound buses and rules", () => {
  const account = new EventAccount({ quotas: { "events.buses": 2, "events.rulesPerBus": 1 } });
  expect(account.refusal("CreateEventBus", { Name: "second" })).toBe("taken");
  expect(account.refusal("CreateEventBus", { Name: "third" })).toContain("LimitExceededException");
  const put = (Name: string) => account.refusal("PutRule", { Name, EventPattern: pattern });
  expect([put("a"), put("a")]).toEqual(["taken", "taken"]);
  expect(put("b")).toContain("LimitExceededException");
});

it("events.api.names: have their lengths", () => {
  const account = new EventAccount();
  const rule = (length: number) =>
    account.refusal("PutRule", { Name: "r".repeat(length), EventPattern: pattern });
  expect(rule(64)).toBe("taken");
  expect(rule(65)).toContain("less than or equal to 64");
  const archive = (length: number) =>
    account.refusal("CreateArchive", { ArchiveName: "a".repeat(length), EventSourceArn: busArn });
  expect(archive(48)).toBe("taken");
  expect(archive(49)).toContain("at 'archiveName' failed to satisfy constraint");
  const long = `{"source":["${"a".repeat(4_090)}"]}`;
  expect(account.refusal("PutRule", { Name: "r", EventPattern: long })).toContain("4096");
});

it("events.api.policy-size: is bounded", () => {
  const account = new EventAccount();
  const put = (text: string) =>
    account.refusal("PutPermission", { EventBusName: "bus", Policy: JSON.stringify({ text }) });
  expect(put("a".repeat(10_000))).toBe("taken");
  expect(put("a".repeat(10_240))).toContain("PolicyLengthExceededException");
});

it("events.api.rate: bounds calls from inside", () => {
  const account = new EventAccount();
  const { outcome, many } = callsInside(account.simulation, "events");
  expect(many(30, "ListRules") + many(30, "ListEventBuses")).toBe(50);
  expect(outcome("ListRules")).toBe("ThrottlingException");
  expect(many(6, "ListEndpoints")).toBe(5);
  // These have quotas of their own, or none.
  expect(outcome("PutEvents", { Entries: [entry()] })).toBe("taken");
  account.advance(seconds(1));
  expect(outcome("ListRules")).toBe("taken");
  // No time passes between calls from outside.
  for (let call = 0; call < 60; call += 1) account.call("ListRules");
});

it("events.api.not-there: is said by name", () => {
  const account = new EventAccount();
  const none = { Name: "none" };
  expect([
    account.refusal("DescribeRule", none),
    account.refusal("DescribeEventBus", none),
    account.refusal("DescribeArchive", { ArchiveName: "none" }),
    account.refusal("DescribeReplay", { ReplayName: "none" }),
    account.refusal("DescribeApiDestination", none),
    account.refusal("UpdateConnection", none),
    account.refusal("ListTagsForResource", { ResourceARN: arnOf("events", "rule/none") }),
    account.refusal("CreateEventBus", { Name: "p", EventSourceName: "aws.partner/a/b" }),
  ]).toEqual(
    [
      "Rule none does not exist on EventBus default.",
      "Event bus none does not exist.",
      "Archive none does not exist.",
      "Replay none does not exist.",
      "An api-destination 'none' does not exist.",
      "Connection 'none' does not exist.",
      "Rule none does not exist on EventBus default.",
      "Event source aws.partner/a/b does not exist.",
    ].map((message) => `ResourceNotFoundException: ${message}`),
  );
  expect(account.refusal("DeleteRule", none)).toBe("taken");
  expect(account.refusal("DeleteEventBus", none)).toBe("taken");
});

it("events.api.managed: is left alone", () => {
  const account = new EventAccount();
  account.call("CreateArchive", { ArchiveName: "archive", EventSourceArn: busArn });
  const rule = { Name: "Events-Archive-archive", EventBusName: "bus" };
  expect(account.call("DescribeRule", rule)["ManagedBy"]).toBe("prod.vhs.events.aws.internal");
  expect(account.refusal("DisableRule", rule)).toContain("ManagedRuleException");
  expect(account.refusal("DeleteRule", rule)).toContain("ManagedRuleException");
  expect(account.refusal("DeleteRule", { ...rule, Force: true })).toBe("taken");
  expect(account.refusal("DeleteArchive", { ArchiveName: "archive" })).toBe("taken");
});

it("does not delete rules with targets, and buses with rules", () => {
  const account = new EventAccount();
  account.rule("r", { source: ["a"] }, { Id: "1", Arn: arnOf("sqs", "q") });
  const rule = { Name: "r", EventBusName: "bus" };
  expect(account.refusal("DeleteRule", rule)).toBe(
    "ValidationException: Rule can't be deleted since it has targets.",
  );
  expect(account.refusal("DeleteEventBus", { Name: "bus" })).toContain("since it has rules");
  account.call("RemoveTargets", { Rule: "r", EventBusName: "bus", Ids: ["1"] });
  account.call("DeleteRule", rule);
  account.call("DeleteEventBus", { Name: "bus" });
  expect(account.refusal("DescribeEventBus", { Name: "bus" })).toContain("does not exist");
  expect(account.refusal("DeleteEventBus", { Name: "default" })).toContain("Cannot delete");
});

it("has buses of partners once the partner has its source", () => {
  const account = new EventAccount();
  const Name = "aws.partner/shop/orders";
  account.call("CreatePartnerEventSource", { Name, Account: "123456789012" });
  expect(account.call("DescribeEventSource", { Name })["State"]).toBe("PENDING");
  account.call("CreateEventBus", { Name, EventSourceName: Name });
  expect(account.call("DescribeEventSource", { Name })["State"]).toBe("ACTIVE");
  account.call("DeactivateEventSource", { Name });
  expect(account.call("ListEventSources")["EventSources"]).toMatchObject([
    { Name, State: "PENDING" },
  ]);
  account.call("DeletePartnerEventSource", { Name, Account: "123456789012" });
  expect(
    account.call("ListPartnerEventSources", { NamePrefix: "aws.partner/shop/" })[
      "PartnerEventSources"
    ],
  ).toEqual([]);
});

it("keeps what a bus, its policy, an archive and an endpoint are told", () => {
  const account = new EventAccount();
  account.call("UpdateEventBus", {
    Name: "bus",
    Description: "one",
    LogConfig: { Level: "ERROR" },
  });
  account.call("PutPermission", {
    EventBusName: "bus",
    Action: "events:PutEvents",
    Principal: "111111111111",
    StatementId: "one",
  });
  const shown = account.call("DescribeEventBus", { Name: "bus" });
  expect(shown).toMatchObject({ Description: "one", LogConfig: { Level: "ERROR" } });
  expect(JSON.parse(shown["Policy"] as string)).toMatchObject({
    Statement: [
      { Sid: "one", Principal: { AWS: "arn:aws:iam::111111111111:root" }, Resource: busArn },
    ],
  });
  account.call("RemovePermission", { EventBusName: "bus", StatementId: "one" });
  expect(account.call("DescribeEventBus", { Name: "bus" })).not.toHaveProperty("Policy");
  const endpoint = {
    Name: "endpoint",
    RoutingConfig: {
      FailoverConfig: {
        Primary: { HealthCheck: "arn:aws:route53:::healthcheck/1" },
        Secondary: { Route: "us-west-2" },
      },
    },
    EventBuses: [{ EventBusArn: busArn }, { EventBusArn: busArn.replace("east-1", "west-2") }],
  };
  expect(account.call("CreateEndpoint", endpoint)["State"]).toBe("CREATING");
  expect(account.call("DescribeEndpoint", { Name: "endpoint" })["State"]).toBe("ACTIVE");
  account.call("UpdateEndpoint", { Name: "endpoint", Description: "two" });
  expect(account.call("ListEndpoints")["Endpoints"]).toMatchObject([{ Description: "two" }]);
  account.call("DeleteEndpoint", { Name: "endpoint" });
  expect(account.refusal("DescribeEndpoint", { Name: "endpoint" })).toContain("does not exist");
});
