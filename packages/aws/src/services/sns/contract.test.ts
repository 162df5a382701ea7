import { itKeepsTheContract } from "../../../test/service-contract.ts";
import type { Journeys, JourneyCall } from "../../../test/journey.ts";
import { functionParams } from "../../../test/lambda-account.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { snsService } from "./index.ts";

const topic = (name: string) => `arn:aws:sns:us-east-1:123456789012:${name}`;
const queue = (name: string) => `arn:aws:sqs:us-east-1:123456789012:${name}`;
const sns = (operation: string, params: PlainObject) => (): JourneyCall => [
  "sns",
  operation,
  params,
];
const subscribe = (
  name: string,
  Protocol: string,
  Endpoint: string,
  Attributes: PlainObject = {},
) => sns("Subscribe", { TopicArn: topic(name), Protocol, Endpoint, Attributes });
const publish = (name: string, Message: string, more: PlainObject = {}) =>
  sns("Publish", { TopicArn: topic(name), Message, ...more });
const ordered = (group: string, id: string) => ({
  MessageGroupId: group,
  MessageDeduplicationId: id,
});
const redrive = { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queue("dead") }) };
const color = (StringValue: string) => ({
  MessageAttributes: { color: { DataType: "String", StringValue } },
});
const failing = { Confirmed: true, Answers: { status: 503, share: 0.5 } };

const archive = {
  FifoTopic: "true",
  ArchivePolicy: JSON.stringify({ MessageRetentionPeriod: "1" }),
};
const makeTopic = (Name: string, Attributes: PlainObject = {}) =>
  sns("CreateTopic", { Name, Attributes });

const failMore = sns("Subscribe", {
  TopicArn: topic("other"),
  Protocol: "https",
  Endpoint: "https://example.com/hook",
  Answers: { status: 500, share: 1 },
});

const journeys: Journeys = {
  made: [
    ["sqs", "CreateQueue", { QueueName: "orders" }],
    ["sqs", "CreateQueue", { QueueName: "dead" }],
    ["sqs", "CreateQueue", { QueueName: "orders.fifo", Attributes: { FifoQueue: "true" } }],
    ["lambda", "CreateFunction", functionParams as PlainObject], // None of them is left out.
    makeTopic("news")(),
    makeTopic("other")(),
    makeTopic("news.fifo", archive)(),
    subscribe("news", "sqs", queue("orders"), redrive)(),
    subscribe("news", "lambda", "arn:aws:lambda:us-east-1:123456789012:function:worker", {
      FilterPolicy: '{"color":["red"]}',
    })(),
    [
      "sns",
      "Subscribe",
      {
        TopicArn: topic("news"),
        Protocol: "https",
        Endpoint: "https://example.com/hook",
        Attributes: redrive,
        ...failing,
      },
    ],
    subscribe("news.fifo", "sqs", queue("orders.fifo"))(),
  ],
  courses: [[failMore, publish("news", "to whom it may concern")]],
  asked: [
    publish("news", "plain"),
    publish("news", "red", color("red")),
    publish("news", "blue", color("blue")),
    publish("news.fifo", "one", ordered("g", "1")),
    publish("news.fifo", "two", ordered("g", "2")),
    publish("news.fifo", "three", ordered("h", "3")),
    sns("PublishBatch", {
      TopicArn: topic("news"),
      PublishBatchRequestEntries: ["x", "y"].map((Id) => ({ Id, Message: Id })),
    }),
    sns("PublishBatch", {
      TopicArn: topic("news.fifo"),
      PublishBatchRequestEntries: ["x", "y"].map((Id) => ({
        Id,
        Message: Id,
        ...ordered("g", Id),
      })),
    }),
    subscribe("news", "http", "http://example.com/other"),
    failMore,
    subscribe("news", "email", "who@example.com"),
    subscribe("news", "sqs", queue("dead"), { RawMessageDelivery: "true" }),
    (answers) => {
      const SubscriptionArn = answers("Subscribe")?.response["SubscriptionArn"];
      if (SubscriptionArn === undefined) return undefined;
      const params = {
        SubscriptionArn,
        AttributeName: "FilterPolicy",
        AttributeValue: '{"color":["blue"]}',
      };
      return ["sns", "SetSubscriptionAttributes", params];
    },
    (answers) => {
      const SubscriptionArn = answers("Subscribe")?.response["SubscriptionArn"];
      if (SubscriptionArn === undefined) return undefined;
      const AttributeValue = JSON.stringify({
        PointType: "Timestamp",
        StartingPoint: "2026-01-01T00:00:01.000Z",
      });
      const params = { SubscriptionArn, AttributeName: "ReplayPolicy", AttributeValue };
      return ["sns", "SetSubscriptionAttributes", params];
    },
    (answers) => {
      const SubscriptionArn = answers("Subscribe")?.response["SubscriptionArn"];
      if (SubscriptionArn === undefined) return undefined;
      return ["sns", "GetSubscriptionAttributes", { SubscriptionArn }];
    },
    (answers) => {
      const SubscriptionArn = answers("Subscribe")?.response["SubscriptionArn"];
      return SubscriptionArn === undefined
        ? undefined
        : ["sns", "Unsubscribe", { SubscriptionArn }];
    },
    subscribe("news.fifo", "sqs", queue("orders.fifo")),
    sns("SetTopicAttributes", {
      TopicArn: topic("news.fifo"),
      AttributeName: "ContentBasedDeduplication",
      AttributeValue: "true",
    }),
    sns("GetTopicAttributes", { TopicArn: topic("news") }),
    sns("Publish", { PhoneNumber: "+12065550100", Message: "hello" }),
    sns("DeleteTopic", { TopicArn: topic("news") }),
    makeTopic("news"),
    () => ["sqs", "DeleteQueue", { QueueUrl: "orders" }],
  ],
};

itKeepsTheContract(snsService, journeys);
