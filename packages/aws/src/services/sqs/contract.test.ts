import { seconds } from "@orrery/kernel";
import { itKeepsTheContract } from "../../../test/service-contract.ts";
import type { Answers, Journeys, JourneyCall } from "../../../test/journey.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { sqsService } from "./index.ts";

const url = (name: string) => `https://sqs.us-east-1.amazonaws.com/123456789012/${name}`;
const arn = (name: string) => `arn:aws:sqs:us-east-1:123456789012:${name}`;
const to = (queue: string, operation: string, params: PlainObject = {}): JourneyCall => [
  "sqs",
  operation,
  { QueueUrl: url(queue), ...params },
];
const make = (QueueName: string, Attributes: PlainObject, more: PlainObject = {}): JourneyCall => [
  "sqs",
  "CreateQueue",
  { QueueName, Attributes: { VisibilityTimeout: "5", ...Attributes }, ...more },
];
const redrive = (target: string) => ({
  MessageRetentionPeriod: "100",
  RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn(target), maxReceiveCount: 2 }),
});
const fifo = { FifoQueue: "true" };
const chance = { duplicateRate: 0.3, reorderRate: 0.3, sampling: true };

const queues = ["orders", "orders", "orders.fifo", "orders.fifo", "late", "loose", "dead"];
/** The queue of the last receive, and the receipt handles that it gave. */
function received(answers: Answers): {
  readonly queue: string;
  readonly handles: readonly string[];
} {
  const { params = {}, response = {} } = answers("ReceiveMessage") ?? {};
  const messages = (response["Messages"] ?? []) as readonly PlainObject[]; // As SQS answers.
  const handles = messages.map((message) => String(message["ReceiptHandle"]));
  return { queue: String(params["QueueUrl"]).split("/").at(-1)!, handles };
}
/** What is asked with the receipt handles of the last receive, once there are some. */
const withHandles =
  (operation: string, paramsOf: (handles: readonly string[]) => PlainObject, elsewhere?: string) =>
  (answers: Answers): JourneyCall | undefined => {
    const { queue, handles } = received(answers);
    return handles.length === 0 ? undefined : to(elsewhere ?? queue, operation, paramsOf(handles));
  };
const entries = (handles: readonly string[], more: PlainObject = {}) => ({
  Entries: handles.map((ReceiptHandle, place) => ({ Id: `${place}`, ReceiptHandle, ...more })),
});

const send =
  (queue: string, body: string, more: PlainObject = {}) =>
  () =>
    to(queue, "SendMessage", { MessageBody: body, ...more });
const receive = (queue: string, more: PlainObject) => () => to(queue, "ReceiveMessage", more);
const ordered = (group: string, id: string) => ({
  MessageGroupId: group,
  MessageDeduplicationId: id,
});

const journeys: Journeys = {
  made: [
    make("dead", { MessageRetentionPeriod: "60" }),
    make("dead.fifo", { ...fifo, MessageRetentionPeriod: "60" }),
    make("orders", redrive("dead")),
    make("orders.fifo", { ...fifo, ...redrive("dead.fifo") }),
    make("late", { DelaySeconds: "4", ...redrive("dead") }),
    make("loose", redrive("dead"), { Chance: chance }),
  ],
  courses: [
    // Given up, and then kept for too long.
    [
      send("orders", "a"),
      seconds(5),
      ...[0, 0, 0].map(() => receive("orders", { VisibilityTimeout: 0 })),
      seconds(400),
    ],
    [
      send("orders.fifo", "a", ordered("one", "1")),
      receive("orders.fifo", { ReceiveRequestAttemptId: "try" }),
      seconds(400),
    ],
  ],
  asked: [
    send("orders", "a"),
    send("orders", "b", { DelaySeconds: 3 }),
    send("orders", "c", { MessageGroupId: "tenant" }),
    send("late", "d"),
    send("late", "e", { DelaySeconds: 0 }),
    send("loose", "f"),
    send("orders.fifo", "g", ordered("one", "1")),
    send("orders.fifo", "h", ordered("one", "2")),
    send("orders.fifo", "i", ordered("two", "1")),
    ...["orders", "orders.fifo"].map((queue) => () => {
      const entry = (Id: string) => ({
        Id,
        MessageBody: Id,
        ...(queue === "orders" ? {} : ordered("three", Id)),
      });
      return to(queue, "SendMessageBatch", { Entries: ["x", "y", "z"].map(entry) });
    }),
    ...queues.flatMap((queue) => [
      receive(queue, { MaxNumberOfMessages: 3 }),
      receive(queue, { MaxNumberOfMessages: 2, VisibilityTimeout: 0 }),
      receive(queue, { WaitTimeSeconds: 7 }),
    ]),
    receive("orders.fifo", { ReceiveRequestAttemptId: "try", VisibilityTimeout: 9 }),
    ...[0, 1, 2].flatMap(() => [
      withHandles("DeleteMessage", ([ReceiptHandle]) => ({ ReceiptHandle: ReceiptHandle! })),
      withHandles("DeleteMessageBatch", (handles) => entries(handles)),
    ]),
    ...[0, 2, 30].flatMap((VisibilityTimeout) => [
      withHandles("ChangeMessageVisibility", ([ReceiptHandle]) => ({
        ReceiptHandle: ReceiptHandle!,
        VisibilityTimeout,
      })),
      withHandles("ChangeMessageVisibilityBatch", (handles) =>
        entries(handles, { VisibilityTimeout }),
      ),
    ]),
    // A handle of one queue is none of another.
    withHandles("DeleteMessage", ([ReceiptHandle]) => ({ ReceiptHandle: ReceiptHandle! }), "late"),
    ...["orders", "orders.fifo"].flatMap((queue): Journeys["asked"] => [
      () => to(queue, "PurgeQueue"),
      () => to(queue, "GetQueueAttributes", { AttributeNames: ["All"] }),
      () => to(queue, "SetQueueAttributes", { Attributes: { DelaySeconds: "2" } }),
      () => to(queue, "SetQueueAttributes", { Attributes: { DelaySeconds: "0" } }),
      () => to(queue, "SetQueueAttributes", { Attributes: { VisibilityTimeout: "2" } }),
    ]),
    ...["queue", "messageGroup"].map(
      (DeduplicationScope) => () =>
        to("orders.fifo", "SetQueueAttributes", { Attributes: { DeduplicationScope } }),
    ),
    ...["dead", "dead.fifo"].flatMap((queue): Journeys["asked"] => [
      () => ["sqs", "StartMessageMoveTask", { SourceArn: arn(queue) }],
      () => [
        "sqs",
        "StartMessageMoveTask",
        {
          SourceArn: arn(queue),
          DestinationArn: arn(queue.replace("dead", "orders")),
          MaxNumberOfMessagesPerSecond: 1,
        },
      ],
      () => ["sqs", "ListMessageMoveTasks", { SourceArn: arn(queue), MaxResults: 10 }],
    ]),
    (answers) => {
      const TaskHandle = answers("StartMessageMoveTask")?.response["TaskHandle"];
      return TaskHandle === undefined
        ? undefined
        : ["sqs", "CancelMessageMoveTask", { TaskHandle }];
    },
    () => to("orders", "DeleteQueue"),
    () => make("orders", redrive("dead")),
  ],
};

itKeepsTheContract(sqsService, journeys, { runs: 60 });
