import type { Plain } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";
import { parseJson } from "../../../text/json.ts";

/** An operation of AWS that an integration names by its subtype. */
interface ServiceOperation {
  readonly service: string;
  readonly operation: string;
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

const to = (
  service: string,
  operation: string,
  required: readonly string[],
  optional: readonly string[],
): ServiceOperation => ({ service, operation, required, optional });

const bus = ["Detail", "DetailType", "Source"];
const start = ["Name", "Input"];

/** What HTTP APIs ask of other services, by the names of subtypes; all but AppConfig's. */
export const serviceOperations: Readonly<Record<string, ServiceOperation>> = {
  "EventBridge-PutEvents": to("events", "PutEvents", bus, [
    "Time",
    "EventBusName",
    "Resources",
    "Region",
    "TraceHeader",
  ]),
  "SQS-SendMessage": to(
    "sqs",
    "SendMessage",
    ["QueueUrl", "MessageBody"],
    [
      "DelaySeconds",
      "MessageAttributes",
      "MessageDeduplicationId",
      "MessageGroupId",
      "MessageSystemAttributes",
      "Region",
    ],
  ),
  "SQS-ReceiveMessage": to(
    "sqs",
    "ReceiveMessage",
    ["QueueUrl"],
    [
      "AttributeNames",
      "MaxNumberOfMessages",
      "MessageAttributeNames",
      "ReceiveRequestAttemptId",
      "VisibilityTimeout",
      "WaitTimeSeconds",
      "Region",
    ],
  ),
  "SQS-DeleteMessage": to("sqs", "DeleteMessage", ["QueueUrl", "ReceiptHandle"], ["Region"]),
  "SQS-PurgeQueue": to("sqs", "PurgeQueue", ["QueueUrl"], ["Region"]),
  "Kinesis-PutRecord": to(
    "kinesis",
    "PutRecord",
    ["StreamName", "Data", "PartitionKey"],
    ["SequenceNumberForOrdering", "ExplicitHashKey", "Region"],
  ),
  "StepFunctions-StartExecution": to(
    "stepfunctions",
    "StartExecution",
    ["StateMachineArn"],
    [...start, "Region"],
  ),
  "StepFunctions-StartSyncExecution": to(
    "stepfunctions",
    "StartSyncExecution",
    ["StateMachineArn"],
    [...start, "Region", "TraceHeader"],
  ),
  "StepFunctions-StopExecution": to(
    "stepfunctions",
    "StopExecution",
    ["ExecutionArn"],
    ["Cause", "Error", "Region"],
  ),
};

/** The parameter that a subtype needs and a mapping lacks, or that it does not know; `null`: all is well. */
export function wrongParameter(
  subtype: string,
  said: Readonly<Record<string, string>>,
): { readonly what: "missing" | "unknown"; readonly name: string } | null {
  const { required, optional } = serviceOperations[subtype]!; // Asked of those that are there.
  const missing = required.find((name) => !Object.hasOwn(said, name));
  if (missing !== undefined) return { what: "missing", name: missing };
  const unknown = Object.keys(said).find(
    (name) => !required.includes(name) && !optional.includes(name),
  );
  return unknown === undefined ? null : { what: "unknown", name: unknown };
}

/** Members that are numbers, or values that are written as JSON. */
const numbers = ["DelaySeconds", "MaxNumberOfMessages", "VisibilityTimeout", "WaitTimeSeconds"];
const values = [
  "MessageAttributes",
  "MessageSystemAttributes",
  "AttributeNames",
  "MessageAttributeNames",
  "Resources",
];

/** Parameters of the operation of a subtype, by the values of what is mapped. */
export function serviceParams(
  subtype: string,
  said: Readonly<Record<string, string>>,
): PlainObject {
  const { operation } = serviceOperations[subtype]!; // Likewise.
  const { Region: _, ...rest } = said;
  const read = Object.fromEntries(
    Object.entries(rest).map(([name, text]) => [
      withSmallStart(subtype, name),
      valueOf(name, text),
    ]),
  );
  return operation === "PutEvents" ? { Entries: [read] } : read;
}

/** Workflows are asked in words that begin small. */
const withSmallStart = (subtype: string, name: string): string =>
  subtype.startsWith("StepFunctions-") ? `${name.charAt(0).toLowerCase()}${name.slice(1)}` : name;

function valueOf(name: string, text: string): Plain {
  if (numbers.includes(name) && /^\d+$/.test(text)) return Number(text);
  return values.includes(name) ? (parseJson(text) ?? text) : text;
}
