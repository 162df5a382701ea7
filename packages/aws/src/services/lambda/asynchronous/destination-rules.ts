import type { Rule } from "../../../service/rule.ts";
import type { FunctionSettings } from "../config.ts";
import { guide, recorded } from "../rule-sources.ts";
import { lambdaToS3 } from "../lambda-to-s3.ts";
import { lambdaToSns } from "../lambda-to-sns.ts";
import type { Destination } from "../../../delivery/record-input.ts";
import { isOf } from "./record-target.ts";

const records = guide("invocation-async-retain-records");
const date = "2026-11";

const destinationsOf = ({ asynchronous }: FunctionSettings): readonly Destination[] =>
  asynchronous.configs.flatMap(({ onSuccess, onFailure }) =>
    [onSuccess, onFailure].filter((destination) => destination !== null),
  );
const hasDestinations = (settings: FunctionSettings): boolean =>
  destinationsOf(settings).length > 0;
const goesTo =
  (isOne: (destination: Destination) => boolean) =>
  (settings: FunctionSettings): boolean =>
    destinationsOf(settings).some(isOne);
const hasDeadLetters = ({ asynchronous }: FunctionSettings): boolean =>
  asynchronous.deadLetterQueue !== null;
const isOfService =
  (service: string) =>
  ({ arn }: Destination): boolean =>
    arn.split(":")[2] === service;

/** Destinations of asynchronous invocations. */
export const destinationRules: readonly Rule<FunctionSettings>[] = [
  {
    id: "lambda.destinations.record",
    status: "measured",
    source: `${records}; ${recorded("2025-11-24")}`,
    date: "2025-11-24",
    text: "A destination gets one JSON document: version, timestamp, the request with its id, condition and number of runs, the event, and the function's last answer.",
    when: hasDestinations,
    semantics: [
      "lambda §2.2 Success",
      "lambda §2.2 ¶1",
      "lambda §2.2 ¶2",
      "lambda §2.2 ¶3",
      "lambda §2.2 ¶4",
      "lambda §2.2 ¶5",
      "lambda §2.2 ¶6",
    ],
  },
  {
    id: "lambda.destinations.outcome",
    status: "documented",
    source: records,
    date,
    text: "An event goes to the destination of its outcome once it has ended: queues, topics, functions and buses for both, buckets for failures.",
    when: hasDestinations,
    semantics: ["lambda §2.2 onSuccess targets", "lambda §2.2 onFailure targets"],
  },
  {
    id: "lambda.destinations.retries-exhausted",
    status: "measured",
    source: `${records}; ${recorded("2025-11-24")}`,
    date: "2025-11-24",
    text: "An event that failed at all attempts has the condition RetriesExhausted, with their number and the last error.",
    when: hasDestinations,
    semantics: ["lambda §2.2 RetriesExhausted"],
  },
  {
    id: "lambda.destinations.age-exceeded",
    status: "measured",
    source: `${records}; ${recorded("2025-11-24")}`,
    date: "2025-11-24",
    text: "An event that may not wait for its next attempt has the condition EventAgeExceeded, at once.",
    when: hasDestinations,
    semantics: ["lambda §2.2 EventAgeExceeded"],
  },
  {
    id: "lambda.destinations.reserved-zero",
    status: "measured",
    source: `${records}; ${recorded("2025-11-24")}`,
    date: "2025-11-24",
    text: "An event that comes while the reserved concurrency is 0 has the condition ZeroReservedConcurrency, no run and no answer.",
    when: hasDestinations,
    semantics: ["lambda §2.2 ZeroReservedConcurrency", "lambda §2.1.6"],
  },
  {
    id: "lambda.destinations.no-response",
    status: "assumed",
    source: "AWS shows no record of an event whose last attempt was throttled",
    date,
    text: "A record has an answer where the last attempt ran; throttled attempts are no runs.",
    when: hasDestinations,
    semantics: ["lambda §2.1 ¶1"],
  },
  {
    id: "lambda.destinations.asynchronous-only",
    status: "documented",
    source: records,
    date,
    text: "Invocations that are answered have no destinations.",
    when: hasDestinations,
  },
  {
    id: "lambda.destinations.topic",
    status: "documented",
    source: records,
    date,
    text: "A topic is given the record as a message.",
    when: goesTo(({ arn }) => isOf(arn, lambdaToSns)),
    semantics: ["lambda §2.2 onSuccess targets"],
  },
  {
    id: "lambda.destinations.topic-limit",
    status: "documented",
    source: records,
    date,
    text: "A record that is larger than a topic takes is not delivered.",
    when: goesTo(({ arn }) => isOf(arn, lambdaToSns)),
    semantics: ["lambda §2.2 SNS record limit"],
  },
  {
    id: "lambda.destinations.function",
    status: "documented",
    source: records,
    date,
    text: "A function is invoked asynchronously with the record as its event.",
    when: goesTo(isOfService("lambda")),
    semantics: ["lambda §2.2 Lambda destination"],
  },
  {
    id: "lambda.destinations.qualified",
    status: "documented",
    source: guide("invocation-async-retain-records"),
    date: "2026-11",
    text: "A destination may be a version or an alias of another function, and must be there; one of the function itself is none.",
    operations: ["PutFunctionEventInvokeConfig", "UpdateFunctionEventInvokeConfig"],
    semantics: ["lambda §2.2 not allowed"],
  },
  {
    id: "lambda.destinations.bus",
    status: "measured",
    source: `${records}; ${recorded("2025-11-27")}`,
    date: "2025-11-27",
    text: "A bus is given an event of the source lambda, whose detail is the record; its resources are the bus and the function with its qualifier, in this order.",
    when: goesTo(isOfService("events")),
    semantics: ["lambda §2.2 EventBridge event"],
  },
  {
    id: "lambda.destinations.bucket",
    status: "documented",
    source: records,
    date,
    text: "A bucket is given an object, whose key has the function, the day, the time and an id.",
    when: goesTo(({ arn }) => isOf(arn, lambdaToS3)),
    semantics: ["lambda §2.2 S3 object key", "lambda §2.2 onFailure targets"],
  },
  {
    id: "lambda.destinations.elsewhere",
    status: "assumed",
    source:
      "Other accounts and Regions are not modeled, and the ARN of a bucket does not say whose it is",
    date,
    text: "A destination that is not modeled, or a bucket that is not there when it is named, takes every record, at once.",
    when: goesTo(({ kind }) => kind === null),
  },
  {
    id: "lambda.destinations.delivery-failures",
    status: "documented",
    source: `${records}; ${guide("monitoring-metrics-types")}`,
    date,
    text: "DestinationDeliveryFailures counts records that a destination does not take: it is not there, is FIFO, or has no room for so many bytes.",
    when: hasDestinations,
    semantics: [
      "lambda §2.2 delivery failure",
      "lambda §2.2 not allowed",
      "lambda §11 DeadLetterErrors, DestinationDeliveryFailures",
    ],
  },
  {
    id: "lambda.destinations.permissions",
    status: "documented",
    source: records,
    date,
    text: "Lambda sends with the role of the function, and what that may not do is a failed delivery.",
    when: hasDestinations,
  },
  {
    id: "lambda.destinations.once",
    status: "assumed",
    source: "AWS counts failed deliveries, and does not say that it tries again",
    date,
    text: "A record is sent once, without delay; how long its destination may take to answer is the assumption lambda.destinationPatience.",
    when: hasDestinations,
  },
  {
    id: "lambda.destinations.late",
    status: "assumed",
    source: "AWS does not say what becomes of destinations that are made after they are named",
    date,
    text: "A destination that is made later, or made anew, gets records from then on.",
    when: hasDestinations,
  },
  {
    id: "lambda.destinations.changed",
    status: "assumed",
    source: "AWS does not say which destination hears of events that were taken before it changed",
    date,
    text: "The destination at the end of an event hears of it.",
    when: hasDestinations,
  },
  {
    id: "lambda.dead-letters.message",
    status: "measured",
    source: `${records}; ${recorded("2025-11")}`,
    date: "2025-11",
    text: "A dead-letter queue gets the event as its body, with RequestID, ErrorCode (200 for a function error) and ErrorMessage as message attributes.",
    when: hasDeadLetters,
    semantics: ["lambda §2.3 message", "lambda §2.3 attributes"],
  },
  {
    id: "lambda.dead-letters.error-message",
    status: "documented",
    source: records,
    date,
    text: "ErrorMessage is the first kilobyte of the message.",
    when: hasDeadLetters,
    semantics: ["lambda §2.3 attributes"],
  },
  {
    id: "lambda.dead-letters.throttled",
    status: "assumed",
    source: "AWS shows attributes of function errors only",
    date,
    text: "Of an event that never ran, or was throttled last, ErrorCode is 429; after a fault of the system 500, after a loop 400.",
    when: hasDeadLetters,
  },
  {
    id: "lambda.dead-letters.topic",
    status: "documented",
    source: records,
    date,
    text: "A topic may take the place of the queue.",
    when: hasDeadLetters,
    semantics: ["lambda §2.3 targets"],
  },
  {
    id: "lambda.dead-letters.targets",
    status: "documented",
    source: `${records}; the text is ours`,
    date,
    text: "A dead-letter queue is an SQS queue or an SNS topic; other ARNs are refused.",
    operations: ["CreateFunction", "UpdateFunctionConfiguration"],
    semantics: ["lambda §2.3 targets"],
  },
  {
    id: "lambda.dead-letters.permissions",
    status: "measured",
    source:
      "Lambda's answer as users report it: github.com/elastic/beats issue 13963, github.com/aws-samples/aws-serverless-ecommerce-platform issue 41",
    date,
    text: "A function whose role may not send to its dead-letter queue is refused.",
    operations: ["CreateFunction", "UpdateFunctionConfiguration"],
    semantics: ["lambda §2.3 queue missing, no permission, too large"],
  },
  {
    id: "lambda.dead-letters.errors",
    status: "documented",
    source: `${records}; ${guide("monitoring-metrics-types")}`,
    date,
    text: "DeadLetterErrors counts events that the dead-letter queue does not take; they are gone.",
    when: hasDeadLetters,
    semantics: [
      "lambda §2.3 if DLQ send fails",
      "lambda §2.3 queue missing, no permission, too large",
      "lambda §11 DeadLetterErrors, DestinationDeliveryFailures",
    ],
  },
  {
    id: "lambda.dead-letters.with-destinations",
    status: "documented",
    source: records,
    date,
    text: "A function may have both: each gets what is dropped.",
    when: hasDeadLetters,
    semantics: ["lambda §2.3 with destinations"],
  },
  {
    id: "lambda.dead-letters.failures-only",
    status: "documented",
    source: records,
    date,
    text: "A dead-letter queue hears nothing of events that succeed, nor of invocations that are answered, such as those of event source mappings.",
    when: hasDeadLetters,
  },
  {
    id: "lambda.dead-letters.removed",
    status: "assumed",
    source: "AWS's model takes an empty ARN, and does not say what it means",
    date,
    text: "A dead-letter queue is given with the function or later, and taken away by an empty ARN.",
    operations: ["CreateFunction", "UpdateFunctionConfiguration"],
  },
];
