import type { Part, ServiceSettingCases, SettingCase } from "../../../../test/setting-case.ts";

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Receipts: { Type: AWS::SQS::Queue }
  News:
    Type: AWS::SNS::Topic
    Properties: { Subscription: [{ Protocol: sqs, Endpoint: !GetAtt Receipts.Arn }] }
  Past:
    Type: AWS::SNS::Topic
    Properties:
      TopicName: stack-Past.fifo
      FifoTopic: true
      ArchivePolicy: { MessageRetentionPeriod: 1 }
  PastReceipts:
    Type: AWS::SNS::Subscription
    Properties:
      TopicArn: !Ref Past
      Protocol: sqs
      Endpoint: !GetAtt Receipts.Arn
      ReplayPolicy: { PointType: Timestamp, StartingPoint: "2026-01-01T00:00:00Z" }
  Dead: { Type: AWS::SQS::Queue }
  Wide:
    Type: AWS::SNS::Topic
    Properties:
      TopicName: stack-Wide
      Subscription:
        - { Protocol: lambda, Endpoint: !GetAtt Worker.Arn }
        - { Protocol: https, Endpoint: "https://a.example" }
  WideReceipts:
    Type: AWS::SNS::Subscription
    Properties:
      TopicArn: !Ref Wide
      Protocol: sqs
      Endpoint: !GetAtt Receipts.Arn
      RedrivePolicy: { deadLetterTargetArn: !GetAtt Dead.Arn }
  Worker:
    Type: AWS::Serverless::Function
    Properties: { Handler: index.handler, Runtime: nodejs22.x }
`;

const toNews: Part = { workload: [{ to: "News", arrivals: { constant: { rate: "1/s" } } }] };
const toPast: Part = {
  workload: [
    { to: "Past", arrivals: { constant: { rate: "1000/s" } }, groups: { a: 1, b: 1 }, for: "1s" },
  ],
};
const toWorker: Part = { workload: [{ to: "Worker", arrivals: { constant: { rate: "1/s" } } }] };
const fault = (more: Part): Part => ({ faults: [{ at: "10s", for: "30s", ...more }] });
const assuming = (name: string, value: unknown): Part => ({ assumptions: { [name]: value } });

const toWide: Part = { workload: [{ to: "Wide", arrivals: { constant: { rate: "1/s" } } }] };
const undeliverable: Part = {
  ...toWide,
  ...fault({ refuse: "Receipts", with: "AWS.SimpleQueueService.NonExistentQueue" }),
};
const latencies: Readonly<Record<string, Part>> = {
  fromPublisher: toNews,
  toPublisher: toNews,
  "standard.toQueue": toNews,
  "standard.toLambda": toWide,
  "fifo.toQueue": toPast,
  toEndpoint: toWide,
  fromEndpoint: toWide,
  toDeadLetterQueue: undeliverable,
};

const wideArn = "arn:aws:sns:us-east-1:123456789012:stack-Wide";
/** A function that makes calls, of which a quota forbids the last. */
const calling = (call: string, ...params: readonly Part[]): Part => ({
  ...toWorker,
  functions: { Worker: { calls: params.map((each) => ({ [call]: each })) } },
});
const filtered = (Endpoint: string): Part => ({
  TopicArn: wideArn,
  Protocol: "sms",
  Endpoint,
  Attributes: { FilterPolicy: '{"a":["b"]}' },
});
const bothFiltered = calling("sns:Subscribe", filtered("+15551234567"), filtered("+15551234568"));
const asked = { TopicArn: wideArn };
const tagged = { ResourceArn: wideArn };
/** By the quota that holds them back when it is 1. */
const quotas: Readonly<Record<string, Part>> = {
  messagesPerSecond: { workload: [{ to: "News", arrivals: { constant: { rate: "5/s" } } }] },
  fifoMessagesPerSecond: toPast,
  fifoTopicMessagesPerSecond: toPast,
  fifoTopicBytesPerSecond: toPast,
  fifoGroupMessagesPerSecond: toPast,
  resourceCallsPerSecond: calling("sns:GetTopicAttributes", asked, asked),
  subscribeCallsPerSecond: bothFiltered,
  listCallsPerSecond: calling("sns:ListTopics", {}, {}),
  permissionAndTagCallsPerSecond: calling("sns:ListTagsForResource", tagged, tagged),
  filterPoliciesPerTopic: bothFiltered,
  filterPolicies: bothFiltered,
};
const quotaOf = (name: string, base: Part, most = 1): readonly [string, SettingCase] => [
  `quotas.sns.${name}`,
  { base, change: { quotas: { [`sns.${name}`]: most } } },
];

/** A case for each setting of scenarios that is about topics. */
export const snsSettingCases: ServiceSettingCases = {
  template,
  settings: {
    ...Object.fromEntries(
      Object.entries(latencies).map(([name, base]): [string, SettingCase] => [
        `latencies.sns.${name}`,
        { base, change: { latencies: { [`sns.${name}`]: "1s" } } },
      ]),
    ),
    ...Object.fromEntries([
      ...Object.entries(quotas).map(([name, base]) => quotaOf(name, base)),
      // The template has two standard topics and a FIFO one.
      quotaOf("standardTopics", calling("sns:CreateTopic", { Name: "third" }), 2),
      quotaOf(
        "fifoTopics",
        calling("sns:CreateTopic", { Name: "second.fifo", Attributes: { FifoTopic: "true" } }),
      ),
    ]),
    "topics.*.duplicates": { base: toNews, change: { topics: { News: { duplicates: "50%" } } } },
    "actions[].do.sns:Publish": {
      base: toWorker,
      change: { actions: [{ at: "10s", do: { "sns:Publish": "News" } }] },
    },
    "functions.*.calls[].sns:Publish": {
      base: { ...toWorker, functions: { Worker: {} } },
      change: { functions: { Worker: { calls: [{ "sns:Publish": "News" }] } } },
    },
  },
  assumptions: {
    "sns.deliveryTimeout": {
      base: { ...toNews, ...fault({ drop: "Receipts", direction: "reply" }) },
      change: assuming("sns.deliveryTimeout", "3s"),
    },
    "sns.leastJitter": {
      base: { ...toNews, ...fault({ refuse: "Receipts", with: "InternalFailure" }) },
      change: assuming("sns.leastJitter", "100%"),
    },
    "sns.replayInterval": { base: toPast, change: assuming("sns.replayInterval", "3s") },
    "sns.replayBatch": {
      base: { ...toPast, ...assuming("sns.replayInterval", "1s") },
      change: { assumptions: { "sns.replayInterval": "1s", "sns.replayBatch": 1 } },
    },
  },
};
