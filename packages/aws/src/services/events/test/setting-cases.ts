import type { Part, ServiceSettingCases, SettingCase } from "../../../../test/setting-case.ts";
import { emittedSources } from "../emitted/source-list.ts";
import { arnOf } from "./event-account.ts";

const far = (region: string, account: string): string =>
  `arn:aws:events:${region}:${account}:event-bus/stack-Far`;
const rule = (target: string, more = ""): string => `
    Type: AWS::Events::Rule
    Properties:
      EventBusName: !Ref Bus
      EventPattern: { source: [{ prefix: "" }] }
      Targets: [{ Id: one, Arn: ${target}${more} }]`;

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Bus: { Type: AWS::Events::EventBus, Properties: { Name: stack-Bus } }
  Far: { Type: AWS::Events::EventBus, Properties: { Name: stack-Far } }
  Work: { Type: AWS::SQS::Queue, Properties: { QueueName: stack-Work } }
  Dead: { Type: AWS::SQS::Queue }
  Partner: { Type: AWS::Events::Connection, Properties: { Name: partner, AuthorizationType: API_KEY } }
  Outside:
    Type: AWS::Events::ApiDestination
    Properties:
      Name: outside
      ConnectionArn: !GetAtt Partner.Arn
      HttpMethod: POST
      InvocationEndpoint: https://a.example/
  ToWork: ${rule("!GetAtt Work.Arn")}
  ToOutside: ${rule("!GetAtt Outside.Arn", ", RetryPolicy: { MaximumRetryAttempts: 4 }, DeadLetterConfig: { Arn: !GetAtt Dead.Arn }")}
  ToRegion: ${rule(far("eu-west-1", "123456789012"))}
  ToAccount: ${rule(far("us-east-1", "999999999999"))}
  Often:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: rate(1 minute)
      Targets: [{ Id: one, Arn: !GetAtt Work.Arn }]
  Kept: { Type: AWS::Events::Archive, Properties: { ArchiveName: kept, SourceArn: !GetAtt Bus.Arn } }
  Worker:
    Type: AWS::Serverless::Function
    Properties: { Handler: index.handler, Runtime: nodejs22.x }
`;

const json = { source: "shop", "detail-type": "order", detail: { number: 1 } };
const toBus = (rate = "1/s", more: Part = {}): Part => ({
  workload: [{ to: "Bus", arrivals: { constant: { rate } }, payload: { json }, ...more }],
});
/** What a service of AWS puts on the default bus. */
const emitting = (as: Part): Part => ({
  workload: [{ to: "default", as, arrivals: { constant: { rate: "1/s" } } }],
});
const emittedCases = emittedSources.flatMap(({ name, events }) => [
  [
    `workload[].as.${name}.name`,
    {
      base: emitting({ [name]: {} }),
      change: emitting({ [name]: { name: "something-else" } }),
    },
  ] as const,
  ...(events.length === 1
    ? []
    : [
        [
          `workload[].as.${name}.event`,
          {
            base: emitting({ [name]: {} }),
            change: emitting({ [name]: { event: events[1]!.detailType } }),
          },
        ] as const,
      ]),
]);
const toWorker: Part = { workload: [{ to: "Worker", arrivals: { constant: { rate: "1/m" } } }] };
const idle: Part = { workload: [] };
const answering = (said: Part): Part => ({ apiDestinations: { Outside: said } });
/** No attempt at the endpoint comes through. */
const failing: Part = { ...toBus(), ...answering({ failures: "100%" }) };
const assuming = (name: string, value: unknown): Part => ({
  assumptions: { [`events.${name}`]: value },
});
const slower = (name: string, base: Part): readonly [string, SettingCase] => [
  `latencies.events.${name}`,
  { base, change: { latencies: { [`events.${name}`]: "3s" } } },
];
/** Calls one after another, of which a quota refuses the last. */
const calling = (...calls: readonly (readonly [operation: string, params: Part])[]): Part => ({
  ...toWorker,
  functions: {
    Worker: { calls: calls.map(([operation, params]) => ({ [`events:${operation}`]: params })) },
  },
});
const quota = (name: string, base: Part, most = 1): readonly [string, SettingCase] => [
  `quotas.events.${name}`,
  { base, change: { quotas: { [`events.${name}`]: most } } },
];
/** The first of all calls is within every quota. */
const often = (operation: string): Part =>
  calling(...[1, 2, 3].map(() => [operation, {}] as const));

const onBus = { EventBusName: "stack-Bus" };
const putRule = (Name: string, source: unknown): readonly [string, Part] => [
  "PutRule",
  { Name, ...onBus, EventPattern: JSON.stringify({ source: [source] }) },
];
const target = (Id: string): Part => ({ Id, Arn: arnOf("sqs", "stack-Work") });
const replay = (ReplayName: string): readonly [string, Part] => [
  "StartReplay",
  {
    ReplayName,
    EventSourceArn: arnOf("events", "archive/kept"),
    EventStartTime: "2026-01-01T00:00:00Z",
    EventEndTime: "2026-01-01T01:00:00Z",
    Destination: { Arn: arnOf("events", "event-bus/stack-Bus") },
  },
];
const connection: Part = {
  Name: "more",
  AuthorizationType: "API_KEY",
  AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: "key", ApiKeyValue: "secret" } },
};
const destination: Part = {
  Name: "more",
  ConnectionArn: arnOf("events", "connection/partner/00000000-0000-4000-8000-000000000000"),
  HttpMethod: "POST",
  InvocationEndpoint: "https://b.example/",
};
const permission: Part = {
  ...onBus,
  StatementId: "other",
  Action: "events:PutEvents",
  Principal: "999999999999",
};
const [startReplay, again] = replay("again");
/** More events of a minute than go on the bus at once. */
const replayed: Part = {
  ...toBus("20/s", { for: "30s" }),
  latencies: { "events.toArchive": "1s" },
  actions: [{ at: "40s", do: { [`events:${startReplay}`]: again } }],
};

/** A case for each setting of scenarios that is about buses. */
export const eventsSettingCases: ServiceSettingCases = {
  template,
  settings: {
    ...Object.fromEntries(emittedCases),
    ...Object.fromEntries([
      slower("toSender", toBus()),
      slower("toTarget", toBus()),
      slower("toArchive", toBus()),
      slower("toDeadLetterQueue", failing),
      slower("toOtherRegion", toBus()),
      slower("toOtherAccount", toBus()),
      slower("endpoint", toBus()),
      quota("putEventsPerSecond", toBus("20/s")),
      quota("invocationsPerSecond", toBus("5/s")),
      quota("callsPerSecond", often("ListEventBuses")),
      quota("endpointCallsPerSecond", often("ListEndpoints")),
      // Besides those of the template there is the default one.
      quota("buses", calling(["CreateEventBus", { Name: "more" }]), 3),
      // Four of the template, and that of the archive.
      quota("rulesPerBus", calling(putRule("more", "a")), 5),
      quota(
        "wildcardRulesPerBus",
        calling(putRule("one", { wildcard: "a*" }), putRule("two", { wildcard: "b*" })),
      ),
      quota(
        "targetsPerRule",
        calling(putRule("more", "a"), [
          "PutTargets",
          { Rule: "more", ...onBus, Targets: [target("1"), target("2")] },
        ]),
      ),
      quota("patternSize", calling(putRule("more", "a".repeat(500))), 200),
      quota("apiDestinations", calling(["CreateApiDestination", destination])),
      quota("connections", calling(["CreateConnection", connection])),
      quota("concurrentReplays", calling(replay("one"), replay("two"))),
      quota("busPolicySize", calling(["PutPermission", permission]), 10),
    ]),
    "apiDestinations.*.failures": { base: toBus(), change: answering({ failures: "50%" }) },
    "apiDestinations.*.status": {
      base: failing,
      change: answering({ failures: "100%", status: 404 }),
    },
    "apiDestinations.*.latency": { base: toBus(), change: answering({ latency: "2s" }) },
    "apiDestinations.*.retryAfter": {
      base: failing,
      change: answering({ failures: "100%", retryAfter: 20 }),
    },
    "actions[].do.events:PutEvents": {
      base: toWorker,
      change: { actions: [{ at: "10s", do: { "events:PutEvents": "Bus" } }] },
    },
    "functions.*.calls[].events:PutEvents": {
      base: { ...toWorker, functions: { Worker: {} } },
      change: { functions: { Worker: { calls: [{ "events:PutEvents": "Bus" }] } } },
    },
  },
  assumptions: {
    "events.retryBase": { base: failing, change: assuming("retryBase", "3s") },
    "events.retryCap": { base: failing, change: assuming("retryCap", "1s") },
    "events.leastJitter": { base: failing, change: assuming("leastJitter", 1) },
    "events.targetPatience": {
      base: { ...toBus(), faults: [{ at: "10s", for: "100s", drop: "Work" }] },
      change: assuming("targetPatience", "5s"),
    },
    "events.duplicateRate": { base: toBus(), change: assuming("duplicateRate", 0.5) },
    "events.scheduleSpread": { base: idle, change: assuming("scheduleSpread", "50s") },
    "events.replayStart": { base: replayed, change: assuming("replayStart", "5s") },
    "events.replayInterval": { base: replayed, change: assuming("replayInterval", "3s") },
    "events.replayBatch": { base: replayed, change: assuming("replayBatch", 10) },
  },
};
