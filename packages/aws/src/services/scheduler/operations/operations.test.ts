import { minutes, seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import { callsInside } from "../../../../test/calls-inside.ts";
import type { AwsOptions } from "../../../run/simulate.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { created, role, ScheduledAccount, queueArn } from "../test/scheduled-account.ts";

const home = "arn:aws:scheduler:us-east-1:123456789012";
const hourly = "rate(1 hour)";
const namesIn = (list: unknown) => (list as readonly PlainObject[]).map(({ Name }) => Name);

it("scheduler.api.create: needs a name, an expression, a window and a target with a role", () => {
  const account = new ScheduledAccount();
  for (const member of ["Name", "ScheduleExpression", "FlexibleTimeWindow", "Target"]) {
    const { [member]: _, ...rest } = created(hourly);
    expect(account.refusal("CreateSchedule", rest), member).toMatch(/^ValidationException: /);
  }
  const Target = { Arn: queueArn("work") };
  expect(account.refusal("CreateSchedule", created(hourly, { Target }))).toMatch(/roleArn/);
  expect(account.create(hourly)).toEqual({ ScheduleArn: `${home}:schedule/default/nightly` });
});

it("scheduler.api.create: takes a name once, and makes nothing twice with one token", () => {
  const account = new ScheduledAccount();
  account.create(hourly, { ClientToken: "token" });
  const again = created(hourly, { ClientToken: "token" });
  expect(account.refusal("CreateSchedule", again)).toBe("taken");
  expect(account.refusal("CreateSchedule", created(hourly))).toBe(
    "ConflictException: Schedule nightly already exists.",
  );
  account.advance(seconds(1));
  expect(account.got()).toHaveLength(1);
});

it("scheduler.api.schedules: are shown as they were made, with defaults", () => {
  const account = new ScheduledAccount();
  account.advance(seconds(2));
  account.create(hourly, { Description: "d", StartDate: "2026-11-24T00:00:00Z" });
  expect(account.call("scheduler", "GetSchedule", { Name: "nightly" })).toEqual({
    Arn: `${home}:schedule/default/nightly`,
    GroupName: "default",
    Name: "nightly",
    Description: "d",
    StartDate: "2026-11-24T00:00:00Z",
    CreationDate: 1_795_424_402,
    LastModificationDate: 1_795_424_402,
    ScheduleExpression: hourly,
    ScheduleExpressionTimezone: "UTC",
    State: "ENABLED",
    ActionAfterCompletion: "NONE",
    FlexibleTimeWindow: { Mode: "OFF" },
    Target: {
      Arn: queueArn("work"),
      RoleArn: role,
      RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
    },
  });
});

it("scheduler.api.schedules: are replaced as a whole", () => {
  const account = new ScheduledAccount();
  account.create(hourly, { Description: "before", State: "DISABLED" });
  account.advance(seconds(5));
  expect(account.call("scheduler", "UpdateSchedule", created("rate(2 hours)"))).toEqual({
    ScheduleArn: `${home}:schedule/default/nightly`,
  });
  const shown = account.call("scheduler", "GetSchedule", { Name: "nightly" });
  expect(shown).toMatchObject({ ScheduleExpression: "rate(2 hours)", State: "ENABLED" });
  expect(shown).not.toHaveProperty("Description");
  expect(shown["LastModificationDate"]).not.toBe(shown["CreationDate"]);
});

it("scheduler.api.schedules: are not found where they are not", () => {
  const account = new ScheduledAccount();
  const missing = "ResourceNotFoundException: Schedule nightly does not exist.";
  const check = () => {
    expect(account.refusal("GetSchedule", { Name: "nightly" })).toBe(missing);
    expect(account.refusal("DeleteSchedule", { Name: "nightly" })).toBe(missing);
    expect(account.refusal("UpdateSchedule", created(hourly))).toBe(missing);
  };
  check();
  account.create(hourly, { Name: "other" });
  check();
  account.create(hourly);
  expect(account.call("scheduler", "DeleteSchedule", { Name: "nightly" })).toEqual({});
  check();
  const none = { GroupName: "none" };
  for (const [operation, params] of [
    ["GetSchedule", { ...none, Name: "nightly" }],
    ["CreateSchedule", created(hourly, none)],
    ["ListSchedules", none],
  ] as const) {
    expect(account.refusal(operation, params)).toBe(
      "ResourceNotFoundException: Schedule group none does not exist.",
    );
  }
});

it("scheduler.api.schedules: are listed in pages, by group, prefix and state", () => {
  const account = new ScheduledAccount();
  account.call("scheduler", "CreateScheduleGroup", { Name: "batch" });
  for (const [GroupName, Name, State] of [
    ["default", "b2", "ENABLED"],
    ["default", "a1", "DISABLED"],
    ["batch", "b1", "ENABLED"],
    ["batch", "c1", "DISABLED"],
    ["batch", "b3", "ENABLED"],
  ] as const) {
    account.create(hourly, { GroupName, Name, State });
  }
  const list = (params: PlainObject) => account.call("scheduler", "ListSchedules", params);
  expect(namesIn(list({})["Schedules"])).toEqual(["b1", "b3", "c1", "a1", "b2"]);
  expect(namesIn(list({ GroupName: "default" })["Schedules"])).toEqual(["a1", "b2"]);
  expect(namesIn(list({ NamePrefix: "b" })["Schedules"])).toEqual(["b1", "b3", "b2"]);
  expect(namesIn(list({ State: "DISABLED" })["Schedules"])).toEqual(["c1", "a1"]);
  const pages: unknown[][] = [];
  let token: PlainObject[string] | undefined;
  do {
    const page = list({ MaxResults: 2, ...(token === undefined ? {} : { NextToken: token }) });
    pages.push([...namesIn(page["Schedules"])]);
    token = page["NextToken"];
  } while (token !== undefined);
  expect(pages).toEqual([["b1", "b3"], ["c1", "a1"], ["b2"]]);
  expect(account.refusal("ListSchedules", { NextToken: "nonsense" })).toContain("NextToken");
});

it("scheduler.api.groups: are default, and those that are made", () => {
  const account = new ScheduledAccount();
  const list = () => account.call("scheduler", "ListScheduleGroups", {})["ScheduleGroups"];
  expect(list()).toEqual([
    {
      Arn: `${home}:schedule-group/default`,
      CreationDate: 1_795_424_400,
      LastModificationDate: 1_795_424_400,
      Name: "default",
      State: "ACTIVE",
    },
  ]);
  account.advance(seconds(10));
  expect(account.call("scheduler", "CreateScheduleGroup", { Name: "batch" })).toEqual({
    ScheduleGroupArn: `${home}:schedule-group/batch`,
  });
  expect(namesIn(list())).toEqual(["default", "batch"]);
  expect(account.call("scheduler", "GetScheduleGroup", { Name: "batch" })).toMatchObject({
    CreationDate: 1_795_424_410,
  });
  for (const Name of ["batch", "default"]) {
    expect(account.refusal("CreateScheduleGroup", { Name })).toBe(
      `ConflictException: Schedule group ${Name} already exists.`,
    );
  }
  expect(account.refusal("GetScheduleGroup", { Name: "none" })).toBe(
    "ResourceNotFoundException: Schedule group none does not exist.",
  );
});

it("scheduler.api.groups: go with their schedules", () => {
  const account = new ScheduledAccount({ quotas: { "scheduler.schedules": 1 } });
  account.call("scheduler", "CreateScheduleGroup", { Name: "batch" });
  account.create("rate(1 minute)", { GroupName: "batch" });
  account.advance(seconds(1));
  account.call("scheduler", "DeleteScheduleGroup", { Name: "batch" });
  account.advance(minutes(5));
  expect(account.got()).toHaveLength(1);
  expect(account.refusal("GetScheduleGroup", { Name: "batch" })).toContain("does not exist");
  expect(account.refusal("DeleteScheduleGroup", { Name: "batch" })).toContain("does not exist");
  expect(account.refusal("DeleteScheduleGroup", { Name: "default" })).toMatch(/cannot be deleted/);
  // What was there counts no more.
  expect(account.refusal("CreateSchedule", created(hourly))).toBe("taken");
});

it("scheduler.api.tags: are of groups alone", () => {
  const account = new ScheduledAccount();
  const ResourceArn = `${home}:schedule-group/default`;
  const tags = () => account.call("scheduler", "ListTagsForResource", { ResourceArn })["Tags"];
  expect(tags()).toEqual([]);
  const Tags = ["a", "b"].map((Key) => ({ Key, Value: Key }));
  account.call("scheduler", "TagResource", { ResourceArn, Tags });
  account.call("scheduler", "UntagResource", { ResourceArn, TagKeys: ["a"] });
  expect(tags()).toEqual([{ Key: "b", Value: "b" }]);
  const many = Array.from({ length: 50 }, (_, number) => ({ Key: `k${number}`, Value: "v" }));
  expect(account.refusal("TagResource", { ResourceArn, Tags: many })).toMatch(/50 tags/);
  const other = { ResourceArn: `${home}:schedule-group/none` };
  expect(account.refusal("ListTagsForResource", other)).toMatch(/^ResourceNotFoundException/);
  const schedule = { ResourceArn: `${home}:schedule/default/nightly` };
  expect(account.refusal("ListTagsForResource", schedule)).toMatch(/^ValidationException/);
});

it("scheduler.quota.schedules: bounds schedules, finished ones too, and groups", () => {
  const account = new ScheduledAccount({
    quotas: { "scheduler.schedules": 2, "scheduler.scheduleGroups": 2 },
  });
  account.create("at(2026-11-23T09:00:01)", { Name: "a" });
  account.create("at(2026-11-23T09:00:01)", { Name: "b" });
  account.advance(seconds(5));
  expect(account.refusal("CreateSchedule", created(hourly))).toMatch(
    /^ServiceQuotaExceededException: .*2 schedules/,
  );
  account.call("scheduler", "DeleteSchedule", { Name: "a" });
  expect(account.refusal("CreateSchedule", created(hourly))).toBe("taken");
  account.call("scheduler", "CreateScheduleGroup", { Name: "one" });
  expect(account.refusal("CreateScheduleGroup", { Name: "two" })).toMatch(
    /^ServiceQuotaExceededException: .*2 schedule groups/,
  );
});

it("scheduler.quota.calls: throttles whoever calls too fast from inside", () => {
  const opened = (options: AwsOptions = {}) => {
    const account = new ScheduledAccount(options);
    account.create(hourly);
    return { account, ...callsInside(account.simulation, "scheduler") };
  };
  const { account, outcome, many } = opened({ quotas: { "scheduler.createCallsPerSecond": 3 } });
  const make = (name: string) => outcome("CreateSchedule", created(hourly, { Name: name }));
  expect(["a", "b", "c", "d"].map(make)).toEqual([
    "taken",
    "taken",
    "taken",
    "ThrottlingException",
  ]);
  account.advance(seconds(1));
  expect(make("d")).toBe("taken");
  // Each operation has its own.
  expect(many(1_001, "GetSchedule", { Name: "nightly" })).toBe(1_000);
  const group = (number: number) => outcome("CreateScheduleGroup", { Name: `g${number}` });
  const made = Array.from({ length: 11 }, (_, number) => group(number));
  expect(made.filter((each) => each === "taken")).toHaveLength(10);
  const small = opened({ region: "eu-north-1" });
  expect(small.many(251, "GetSchedule", { Name: "nightly" })).toBe(250);
  // No time passes between calls from outside.
  for (let call = 0; call < 300; call += 1) {
    small.account.call("scheduler", "GetSchedule", { Name: "nightly" });
  }
});

it("keeps a schedule small", () => {
  const account = new ScheduledAccount();
  const count = 2_000;
  const client = account.simulation.client();
  for (let number = 0; number < count; number += 1) {
    client.begin(
      "scheduler",
      "CreateSchedule",
      created("cron(0 0 * * ? *)", { Name: `n${number}` }),
    );
  }
  account.advance(seconds(0));
  const { events } = account.simulation;
  account.advance(minutes(14 * 60));
  // Nothing happens between its times.
  expect(account.simulation.events - events).toBe(0);
  account.advance(minutes(61));
  expect(account.sum("InvocationsScheduled")).toBe(count);
});
