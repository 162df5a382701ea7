import { days, minutes, seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import type { PlainObject } from "../../../service/refusal.ts";
import { arnOf, entry, EventAccount } from "../test/event-account.ts";

const startsAt = "2026-11-23T09:00:00Z";
const start = Date.parse(startsAt) / 1_000;

/** An account whose bus has an archive, and a rule that a queue hangs on. */
function open(
  archive: PlainObject = {},
  options: ConstructorParameters<typeof EventAccount>[0] = {},
) {
  const account = new EventAccount({ startsAt, ...options });
  account.queue("queue");
  account.rule("all", { source: ["shop"] }, { Id: "1", Arn: arnOf("sqs", "queue") });
  account.call("CreateArchive", {
    ArchiveName: "archive",
    EventSourceArn: arnOf("events", "event-bus/bus"),
    ...archive,
  });
  return account;
}

const described = (account: EventAccount): PlainObject =>
  account.call("DescribeArchive", { ArchiveName: "archive" });

const replaying = (
  name: string,
  more: PlainObject = {},
  destination: PlainObject = {},
): PlainObject => ({
  ReplayName: name,
  EventSourceArn: arnOf("events", "archive/archive"),
  EventStartTime: start,
  EventEndTime: start + 3_600,
  Destination: { Arn: arnOf("events", "event-bus/bus"), ...destination },
  ...more,
});

const stateOf = (account: EventAccount, name: string) =>
  account.call("DescribeReplay", { ReplayName: name })["State"];

it("events.archive.keeps: what matches its pattern, some minutes later, for its days", () => {
  const account = open({ EventPattern: '{"detail":{"a":[1]}}', RetentionDays: 1 });
  account.put({ a: 1 });
  account.put({ a: 2 });
  account.advance(minutes(1));
  expect(described(account)).toMatchObject({ EventCount: 0, SizeBytes: 0, State: "ENABLED" });
  account.advance(minutes(2));
  expect(described(account)).toMatchObject({ EventCount: 1, RetentionDays: 1 });
  account.advance(days(1));
  expect(described(account)).toMatchObject({ EventCount: 0, SizeBytes: 0 });
  const forever = open();
  forever.put();
  forever.advance(days(400));
  expect(described(forever)).toMatchObject({ EventCount: 1, RetentionDays: 0 });
});

it("events.archive.size: counts entries, and their times", () => {
  const account = open();
  account.put(
    {},
    {
      Source: "core.update-account-command",
      DetailType: "core.update-account-command",
      Detail:
        '{"command": "update-account", "payload": {"acc_id": "0a787ecb-4015", "sf_id": "baz"}}',
    },
  );
  account.advance(minutes(3));
  expect(described(account)["SizeBytes"]).toBe(159);
});

it("events.archive.replay: puts the events of a time range on their bus again, for the rules that are named", () => {
  const account = open();
  account.queue("other");
  account.rule("other", { source: ["shop"] }, { Id: "1", Arn: arnOf("sqs", "other") });
  account.put({ number: 1 });
  account.advance(minutes(30));
  account.put({ number: 2 });
  account.advance(minutes(60));
  account.put({ number: 3 });
  account.advance(minutes(5));
  account.bodies("queue");
  account.bodies("other");
  const rules = { FilterArns: [arnOf("events", "rule/bus/other")] };
  expect(account.call("StartReplay", replaying("again", {}, rules))).toMatchObject({
    State: "STARTING",
  });
  account.advance(seconds(10));
  expect(stateOf(account, "again")).toBe("STARTING");
  account.advance(minutes(5));
  expect(stateOf(account, "again")).toBe("COMPLETED");
  const numbers = account.events("other").map(({ detail }) => (detail as PlainObject)["number"]);
  expect(numbers.slice().sort()).toEqual([1, 2]);
  expect(account.refusal("StartReplay", replaying("again"))).toBe(
    "ResourceAlreadyExistsException: Replay again already exists.",
  );
  expect(account.refusal("CancelReplay", { ReplayName: "again" })).toBe(
    "IllegalStatusException: Replay again is not in a valid state for this operation.",
  );
  for (let number = 0; number < 10; number += 1)
    account.call("StartReplay", replaying(`r${number}`));
  expect(account.refusal("StartReplay", replaying("more"))).toContain("LimitExceededException");
  account.call("CancelReplay", { ReplayName: "r0" });
  expect(stateOf(account, "r0")).toBe("CANCELLED");
});

it.each<[PlainObject, PlainObject, string]>([
  [
    {},
    { Arn: arnOf("sqs", "queue") },
    "Parameter Destination.Arn is not valid. Reason: Must contain an event bus ARN.",
  ],
  [
    {},
    { Arn: arnOf("events", "event-bus/default") },
    "Parameter Destination.Arn is not valid. Reason: Cross event bus replay is not permitted.",
  ],
  [
    { EventSourceArn: arnOf("events", "archive/none") },
    {},
    "Parameter EventSourceArn is not valid. Reason: Archive none does not exist.",
  ],
  [
    { EventEndTime: start },
    {},
    "Parameter EventEndTime is not valid. Reason: EventStartTime must be before EventEndTime.",
  ],
])("refuses replays of %j to %j", (more, destination, message) => {
  expect(open().refusal("StartReplay", replaying("again", more, destination))).toBe(
    `ValidationException: ${message}`,
  );
});

it("events.archive.minutes: come one after the other, and events keep their ids and times", () => {
  const account = open({}, { assumptions: { "events.replayInterval": 1_000_000 } });
  const puts = [0, 1, 2].map((minute) => {
    const { EventId } = account.put({}, { Time: start + minute * 60 });
    return EventId;
  });
  account.advance(minutes(3));
  account.messages("queue");
  account.call("StartReplay", replaying("again"));
  account.advance(seconds(30.5));
  expect(account.sum("EventsReplayed")).toBe(1);
  account.advance(seconds(10));
  expect(account.sum("EventsReplayed")).toBe(3);
  account.advance(minutes(1));
  const again = account.events("queue").filter((event) => "replay-name" in event);
  expect(
    again
      .map(({ id }) => id)
      .slice()
      .sort(),
  ).toEqual(puts.slice().sort());
  expect(again[0]).toMatchObject({ "replay-name": "again" });
});

it("events.archive.not-again: is kept", () => {
  const account = open();
  account.put();
  account.advance(minutes(5));
  account.call("StartReplay", replaying("again"));
  account.advance(minutes(10));
  expect(account.sum("EventsReplayed")).toBe(1);
  expect(described(account)["EventCount"]).toBe(1);
});

it("events.archive.quota: is that of new events", () => {
  const account = open({}, { quotas: { "events.putEventsPerSecond": 5 } });
  for (let call = 0; call < 10; call += 1) {
    account.putAll(Array.from({ length: 10 }, () => entry()));
    account.advance(seconds(1));
  }
  account.advance(minutes(5));
  account.call("StartReplay", replaying("again"));
  account.advance(seconds(40));
  const archive = account.simulation.metersOf("events.archive:archive");
  // A hundred events of one minute at once are ten calls, twice what a second gives.
  expect(archive["ReplaysThrottled"]!.sum).toBeGreaterThan(0);
  expect(stateOf(account, "again")).toBe("RUNNING");
});
