import { hours, minutes, seconds } from "@orrery/kernel";
import type { JourneyCall, Journeys } from "../../../test/journey.ts";
import { functionParams } from "../../../test/lambda-account.ts";
import { itKeepsTheContract } from "../../../test/service-contract.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { eventsEvents } from "./events.ts";
import { eventsService } from "./index.ts";

const events = (operation: string, params: PlainObject) => (): JourneyCall => [
  "events",
  operation,
  params,
];
const made = (operation: string, params: PlainObject): JourneyCall => ["events", operation, params];
const arn = (service: string, rest: string) => `arn:aws:${service}:us-east-1:123456789012:${rest}`;
const busArn = arn("events", "event-bus/bus");
const entry = (source: string, bus = "bus", detail = '{"a":1}') => ({
  Source: source,
  DetailType: "paid",
  Detail: detail,
  EventBusName: bus,
});
const put = (...entries: readonly PlainObject[]) => events("PutEvents", { Entries: entries });
const rule = (name: string, pattern: string, state = "ENABLED"): PlainObject => ({
  Name: name,
  EventBusName: "bus",
  EventPattern: pattern,
  State: state,
});
const targets = (name: string, ...all: readonly PlainObject[]): PlainObject => ({
  Rule: name,
  EventBusName: "bus",
  Targets: all,
});
const replay = (name: string) =>
  events("StartReplay", {
    ReplayName: name,
    EventSourceArn: arn("events", "archive/archive"),
    EventStartTime: 1_767_200_000,
    EventEndTime: 1_767_400_000,
    Destination: { Arn: busArn },
  });
const deadLetters = { DeadLetterConfig: { Arn: arn("sqs", "dead") } };
const body = JSON.stringify({ source: "a", "detail-type": "paid", detail: { a: 1 } });

const journeys: Journeys = {
  // Archives keep what they have: see archive/archive.test.ts.
  seldomAlike: true,
  latencies: {
    "events.toSender": { type: "constant", value: 1_000 },
    "events.toArchive": { type: "constant", value: 100_000 },
  },
  made: [
    ["sqs", "CreateQueue", { QueueName: "queue" }],
    ["sqs", "CreateQueue", { QueueName: "dead" }],
    ["lambda", "CreateFunction", { ...(functionParams as PlainObject), FunctionName: "worker" }],
    made("CreateEventBus", { Name: "bus", LogConfig: { Level: "TRACE" } }),
    made("CreateEventBus", { Name: "other" }),
    made("CreateConnection", {
      Name: "connection",
      AuthorizationType: "API_KEY",
      AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: "a", ApiKeyValue: "b" } },
    }),
    made("CreateArchive", { ArchiveName: "archive", EventSourceArn: busArn, RetentionDays: 1 }),
    made("PutRule", rule("queue", '{"source":["a","b"]}')),
    made(
      "PutTargets",
      targets(
        "queue",
        { Id: "queue", Arn: arn("sqs", "queue") },
        { Id: "worker", Arn: arn("lambda", "function:worker") },
        { Id: "other", Arn: arn("events", "event-bus/other") },
        { Id: "bucket", Arn: "arn:aws:s3:::bucket" },
        {
          Id: "gone",
          Arn: arn("sqs", "gone"),
          RetryPolicy: { MaximumRetryAttempts: 1, MaximumEventAgeInSeconds: 60 },
          ...deadLetters,
        },
      ),
    ),
    made("CreateApiDestination", {
      Name: "endpoint",
      ConnectionArn: arn("events", "connection/connection/00000000-0000-4000-8000-000000000000"),
      InvocationEndpoint: "https://endpoint.example/",
      HttpMethod: "POST",
      InvocationRateLimitPerSecond: 1,
      Answers: { share: 0.5, status: 503, latency: { type: "constant", value: 1_000 } },
    }),
    made("PutRule", rule("endpoint", '{"source":["e"]}')),
    made(
      "PutTargets",
      targets("endpoint", {
        Id: "endpoint",
        Arn: arn("events", "api-destination/endpoint/1"),
        RetryPolicy: { MaximumRetryAttempts: 2 },
      }),
    ),
    made("PutRule", {
      Name: "minute",
      ScheduleExpression: "rate(1 minute)",
    }),
    made("PutTargets", {
      Rule: "minute",
      Targets: [{ Id: "queue", Arn: arn("sqs", "queue"), InputPath: "$.id" }],
    }),
  ],
  courses: [
    [
      put(entry("e"), entry("e"), entry("e")),
      seconds(20),
      events("UpdateApiDestination", { Name: "endpoint", InvocationRateLimitPerSecond: 5 }),
    ],
    [put(entry("a"), entry("b", "other")), seconds(1), replay("first"), minutes(2)],
    [
      put(entry("a")),
      seconds(1),
      replay("second"),
      events("CancelReplay", { ReplayName: "second" }),
      minutes(1),
    ],
    [{ bringTo: "events.bus:bus" }],
    // The rule of every minute would run 1,500 times.
    [events("DisableRule", { Name: "minute" }), put(entry("a")), hours(25), put(entry("a"))],
  ],
  asked: [
    put(entry("a")),
    put(entry("a"), entry("c"), entry("a", "other"), entry("a", "bus", "[]")),
    put(entry("a", "missing")),
    put(entry("e")),
    events("PutRule", rule("queue", '{"source":["a"]}')),
    events("PutRule", rule("paid", '{"detail-type":[{"prefix":"p"}]}')),
    events("PutTargets", targets("paid", { Id: "q", Arn: arn("sqs", "queue"), ...deadLetters })),
    events("RemoveTargets", { Rule: "paid", EventBusName: "bus", Ids: ["q", "none"] }),
    events("DeleteRule", { Name: "paid", EventBusName: "bus" }),
    events("DisableRule", { Name: "minute" }),
    events("EnableRule", { Name: "minute" }),
    events("ListRules", { EventBusName: "bus" }),
    events("DescribeArchive", { ArchiveName: "archive" }),
    events("UpdateArchive", { ArchiveName: "archive", RetentionDays: 2 }),
    replay("third"),
    events("CancelReplay", { ReplayName: "third" }),
    events("ListReplays", {}),
    events("TagResource", { ResourceARN: busArn, Tags: [{ Key: "a", Value: "b" }] }),
    events("DescribeEventBus", { Name: "bus" }),
    events("TestEventPattern", { Event: body, EventPattern: '{"source":["a"]}' }),
  ],
};

const emitted = Object.keys(eventsEvents).filter((name) => name.startsWith("aws."));

itKeepsTheContract(eventsService, journeys, { bodiless: ["scheduled", ...emitted] });
