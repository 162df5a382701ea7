import { days, hours, minutes, seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import { arnOf, EventAccount } from "../test/event-account.ts";

/** An account in which a queue gets what a schedule brings. */
function open(expression: string, options: ConstructorParameters<typeof EventAccount>[0] = {}) {
  const account = new EventAccount(options);
  account.queue("queue");
  account.call("PutRule", { Name: "tick", ScheduleExpression: expression });
  account.call("PutTargets", { Rule: "tick", Targets: [{ Id: "1", Arn: arnOf("sqs", "queue") }] });
  return account;
}

const put = (expression: string) =>
  new EventAccount().refusal("PutRule", { Name: "r", ScheduleExpression: expression });

it("events.schedule.default-bus: has them alone", () => {
  const params = { Name: "r", ScheduleExpression: "rate(5 minutes)", EventBusName: "bus" };
  expect(new EventAccount().refusal("PutRule", params)).toBe(
    "ValidationException: ScheduleExpression is supported only on the default event bus.",
  );
});

it("events.schedule.precision: is the minute, in UTC", () => {
  const account = open("cron(30 9 * * ? *)", { startsAt: "2026-11-23T09:00:00Z" });
  account.advance(minutes(30));
  expect(account.bodies("queue")).toEqual([]);
  account.advance(minutes(1));
  const [event] = account.events("queue");
  expect(event!["time"]).toMatch(/^2026-11-23T09:30:0[0-5]Z$/);
  account.advance(days(2));
  expect(account.bodies("queue")).toHaveLength(2);
});

it("events.schedule.rate: runs a period after the rule was made, and each period after", () => {
  const account = open("rate(5 minutes)");
  account.advance(minutes(4.9));
  expect(account.sum("ScheduledRuns", "default")).toBe(0);
  account.advance(minutes(60.2));
  expect(account.sum("ScheduledRuns", "default")).toBe(13);
  expect(put("rate(1 minute)")).toBe("taken");
  for (const wrong of ["rate(1 minutes)", "rate(2 minute)", "rate(0 minutes)"]) {
    expect(put(wrong)).toContain("ScheduleExpression is not valid");
  }
});

it("begins anew once it was at rest, and ends with its rule", () => {
  const account = open("rate(1 hour)");
  account.call("DisableRule", { Name: "tick" });
  account.advance(hours(3.5));
  expect(account.sum("ScheduledRuns", "default")).toBe(0);
  account.call("EnableRule", { Name: "tick" });
  account.advance(hours(1.1));
  expect(account.sum("ScheduledRuns", "default")).toBe(1);
  account.call("RemoveTargets", { Rule: "tick", Ids: ["1"] });
  account.call("DeleteRule", { Name: "tick" });
  account.advance(hours(5));
  expect(account.sum("ScheduledRuns", "default")).toBe(1);
});

it("costs nothing between its runs", () => {
  const account = open("cron(0 0 1 1 ? *)");
  account.advance(minutes(1));
  const { events } = account.simulation;
  account.advance(days(100));
  expect(account.simulation.events).toBe(events);
});

it.each([
  ["cron(0 12 * * ? *)", "2026-11-23T00:00:00Z", "2026-11-23T12:00"],
  ["cron(15 10 ? * 6L 2026-2027)", "2026-11-01T00:00:00Z", "2026-11-27T10:15"],
  ["cron(0 8 1W * ? *)", "2026-10-30T00:00:00Z", "2026-11-02T08:00"],
  ["cron(0 8 ? * 3#2 *)", "2026-11-01T00:00:00Z", "2026-11-10T08:00"],
  ["cron(0/20 8-10 ? NOV,DEC SUN *)", "2026-11-01T08:30:00Z", "2026-11-01T08:40"],
  ["cron(1/10 0 L * ? *)", "2026-11-01T00:00:00Z", "2026-11-30T00:01"],
])("events.schedule.cron: %s runs from %s on at %s first", (expression, startsAt, first) => {
  const account = open(expression, { startsAt });
  while (account.sum("ScheduledRuns", "default") === 0) account.advance(hours(1));
  expect((account.events("queue")[0]!["time"] as string).slice(0, 16)).toBe(first);
});

it("events.schedule.event: is AWS's own", () => {
  const account = open("rate(1 minute)");
  account.advance(minutes(1.5));
  const [{ id: _, time: __, ...event }] = account.events("queue") as [Record<string, unknown>];
  expect(event).toEqual({
    version: "0",
    "detail-type": "Scheduled Event",
    source: "aws.events",
    account: "123456789012",
    region: "us-east-1",
    resources: [arnOf("events", "rule/tick")],
    detail: {},
  });
  expect(account.sum("Invocations", "default")).toBe(1);
  account.advance(seconds(1));
});

it.each([
  "cron(0 1 * * * *)",
  "rate(10 seconds)",
  "rate(10 years)",
  "rate(10)",
  "rate(-10 minutes)",
  "rate( 10 minutes )",
  "at(2021-12-31T23:59:59Z)",
  "at(2021-12-31)",
  "cron(0 12 * * ?)",
])("events.schedule.refused: %s is no schedule", (expression) => {
  expect(put(expression)).toBe("ValidationException: Parameter ScheduleExpression is not valid.");
});
