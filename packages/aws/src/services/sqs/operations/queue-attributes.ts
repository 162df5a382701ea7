import { seconds, valueAsOf, type Duration, type Plain } from "@orrery/kernel";
import { refused, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import type {
  DeduplicationScope,
  FifoThroughputLimit,
  QueueChance,
  QueueConfig,
} from "../config.ts";
import { resolveQueueConfig, type QueueSettings } from "../config.ts";
import { messageSizeQuota, sqsLimits } from "../limits.ts";
import {
  documentOf,
  isFifo,
  queueArnOf,
  recordOf,
  redrivePolicyOf,
  type QueueAttributes,
} from "./queue-record.ts";
import { redriveAllowPolicyIn, redrivePolicyIn } from "./redrive-policy.ts";
import { isObject } from "../../../request/params.ts";
import { isRefused, type Checked } from "./refusals.ts";

/** What a queue has and nobody sets: counted, or known by AWS. */
const readOnlyAttributes: readonly string[] = [
  "ApproximateNumberOfMessages",
  "ApproximateNumberOfMessagesDelayed",
  "ApproximateNumberOfMessagesNotVisible",
  "CreatedTimestamp",
  "LastModifiedTimestamp",
  "QueueArn",
];

const inWholeSeconds = (duration: Duration): number => duration / 1_000_000;

const ranges: Readonly<Record<string, readonly [min: number, max: number]>> = Object.fromEntries(
  (
    [
      ["VisibilityTimeout", sqsLimits.visibilityTimeout],
      ["DelaySeconds", sqsLimits.delay],
      ["MessageRetentionPeriod", sqsLimits.retentionPeriod],
      ["ReceiveMessageWaitTimeSeconds", sqsLimits.receiveMessageWaitTime],
      ["KmsDataKeyReusePeriodSeconds", sqsLimits.kmsDataKeyReusePeriod],
    ] as const
  ).map(([name, { min, max }]) => [name, [inWholeSeconds(min), inWholeSeconds(max)]]),
);

const onlyFifo: readonly string[] = [
  "ContentBasedDeduplication",
  "DeduplicationScope",
  "FifoThroughputLimit",
];

/** Every attribute that a queue may be asked for. */
export const knownAttributes: ReadonlySet<string> = new Set([
  ...readOnlyAttributes,
  ...Object.keys(ranges),
  ...onlyFifo,
  "FifoQueue",
  "KmsMasterKeyId",
  "MaximumMessageSize",
  "Policy",
  "RedriveAllowPolicy",
  "RedrivePolicy",
  "SqsManagedSseEnabled",
]);

/** The attributes of a queue of which nothing was set. */
export function defaultAttributes(fifo: boolean, asOf: string): QueueAttributes {
  const attributes = {
    VisibilityTimeout: `${inWholeSeconds(sqsLimits.visibilityTimeout.default)}`,
    MaximumMessageSize: `${valueAsOf(messageSizeQuota, asOf)}`,
    MessageRetentionPeriod: `${inWholeSeconds(sqsLimits.retentionPeriod.default)}`,
    DelaySeconds: `${inWholeSeconds(sqsLimits.delay.default)}`,
    ReceiveMessageWaitTimeSeconds: `${inWholeSeconds(sqsLimits.receiveMessageWaitTime.default)}`,
    SqsManagedSseEnabled: "true",
  };
  if (!fifo) return attributes;
  return {
    ...attributes,
    FifoQueue: "true",
    ContentBasedDeduplication: "false",
    DeduplicationScope: "queue",
    FifoThroughputLimit: "perQueue",
  };
}

/** A queue whose attributes are to be set. */
export interface AttributeTarget {
  readonly name: string;
  readonly fifo: boolean;
  /** Whether CreateQueue sets them. */
  readonly isNew: boolean;
}

/**
 * Attributes that were given, each checked and spelled as SQS shows it; an empty value takes the
 * attribute away.
 */
export function checkAttributes(
  given: ReadonlyMap<string, string>,
  target: AttributeTarget,
  plane: ControlPlane,
): Checked<ReadonlyMap<string, string>> {
  const checked = new Map<string, string>();
  for (const [name, text] of given) {
    const value = checkAttribute(name, text, target, plane);
    if (isRefused(value)) return value;
    checked.set(name, value);
  }
  if (
    (checked.get("KmsMasterKeyId") ?? "") !== "" &&
    checked.get("SqsManagedSseEnabled") === "true"
  ) {
    return refused(
      "InvalidAttributeName",
      "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.",
    );
  }
  return checked;
}

function checkAttribute(
  name: string,
  text: string,
  target: AttributeTarget,
  plane: ControlPlane,
): Checked<string> {
  if (name === "MaximumMessageSize") {
    const { min } = sqsLimits.maximumMessageSize;
    return wholeNumber(name, text, min, valueAsOf(messageSizeQuota, plane.asOf));
  }
  const range = Object.hasOwn(ranges, name) ? ranges[name] : undefined;
  if (range !== undefined) return wholeNumber(name, text, ...range);
  if (onlyFifo.includes(name) && !target.fifo) return againstStandard(name);
  switch (name) {
    case "FifoQueue":
      return fifoQueue(text, target);
    case "ContentBasedDeduplication":
    case "SqsManagedSseEnabled":
      return oneOf(name, text.toLowerCase(), ["true", "false"]);
    case "DeduplicationScope":
      return oneOf(name, text, ["queue", "messageGroup"]);
    case "FifoThroughputLimit":
      return oneOf(name, text, ["perQueue", "perMessageGroupId"]);
    case "KmsMasterKeyId":
      return text;
    case "Policy":
      return policyIn(text);
    case "RedrivePolicy":
      return redrivePolicyIn(text, { ...target, arn: queueArnOf(target.name, plane) }, plane);
    case "RedriveAllowPolicy":
      return redriveAllowPolicyIn(text);
    default:
      return unknownAttribute(name);
  }
}

/** A queue has no attribute of this name. */
export const unknownAttribute = (name: string): Refused =>
  refused("InvalidAttributeName", `Unknown Attribute ${name}.`);

const invalidAttribute = (name: string, reason?: string): Refused =>
  refused(
    "InvalidAttributeValue",
    `Invalid value for the parameter ${name}.${reason === undefined ? "" : ` Reason: ${reason}`}`,
  );

function wholeNumber(name: string, text: string, min: number, max: number): Checked<string> {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : -1;
  return value >= min && value <= max ? `${value}` : invalidAttribute(name);
}

const oneOf = (name: string, text: string, values: readonly string[]): Checked<string> =>
  values.includes(text) ? text : invalidAttribute(name);

const againstStandard = (name: string): Refused =>
  name === "ContentBasedDeduplication"
    ? unknownAttribute(name)
    : refused(
        "InvalidAttributeName",
        `You can specify the ${name} only when FifoQueue is set to true.`,
      );

/** A standard queue has no such attribute: it is one by not naming it, also where it is made. */
function fifoQueue(text: string, { fifo }: AttributeTarget): Checked<string> {
  const value = text.toLowerCase();
  if (value !== "true" && value !== "false") return invalidAttribute("FifoQueue");
  if (!fifo) return unknownAttribute("FifoQueue");
  return value === "true"
    ? value
    : invalidAttribute("FifoQueue", "Modifying queue type is not supported.");
}

function policyIn(text: string): Checked<string> {
  if (text === "") return text;
  const policy = documentOf(text);
  return isObject(policy) ? JSON.stringify(policy) : invalidAttribute("Policy");
}

/** The attributes of a queue after checked ones were set. */
export function withAttributes(
  current: QueueAttributes,
  checked: ReadonlyMap<string, string>,
): Checked<QueueAttributes> {
  const attributes: Record<string, string> = { ...current };
  for (const [name, value] of checked) {
    if (name === "FifoQueue") continue; // A queue stays what its name says.
    if (value === "") delete attributes[name];
    else attributes[name] = value;
  }
  if ((checked.get("KmsMasterKeyId") ?? "") !== "") attributes["SqsManagedSseEnabled"] = "false";
  else if (checked.get("SqsManagedSseEnabled") === "true") delete attributes["KmsMasterKeyId"];
  if (
    checked.get("FifoThroughputLimit") === "perMessageGroupId" &&
    attributes["DeduplicationScope"] !== "messageGroup"
  ) {
    return invalidAttribute(
      "FifoThroughputLimit",
      "The perMessageGroupId value is allowed only when the value for DeduplicationScope is messageGroup.",
    );
  }
  return attributes;
}

/** The first of the checked attributes that a queue has another value of; `undefined` for none. */
export function differingAttribute(
  current: QueueAttributes,
  checked: ReadonlyMap<string, string>,
): string | undefined {
  for (const [name, value] of checked) {
    if ((current[name] ?? "") !== value) return name;
  }
  return undefined;
}

/** The settings of the machine of a queue that has these attributes. */
export function settingsOf(
  name: string,
  attributes: QueueAttributes,
  chance: QueueChance | null,
  queue: number,
  { asOf, region, assumptions }: ControlPlane,
): QueueSettings {
  const duration = (attribute: string) => seconds(Number(attributes[attribute]));
  const policy = redrivePolicyOf(attributes);
  const config: QueueConfig = {
    visibilityTimeout: duration("VisibilityTimeout"),
    deliveryDelay: duration("DelaySeconds"),
    retentionPeriod: duration("MessageRetentionPeriod"),
    receiveMessageWaitTime: duration("ReceiveMessageWaitTimeSeconds"),
    maxMessageSizeBytes: Number(attributes["MaximumMessageSize"]),
    ...(isFifo(attributes)
      ? {
          fifo: true,
          contentBasedDeduplication: attributes["ContentBasedDeduplication"] === "true",
          deduplicationScope: attributes["DeduplicationScope"] as DeduplicationScope, // Checked.
          fifoThroughputLimit: attributes["FifoThroughputLimit"] as FifoThroughputLimit, // Too.
        }
      : {}),
    ...(policy === undefined
      ? {}
      : {
          deadLetterQueue: {
            queue: policy.deadLetterTargetArn,
            maxReceiveCount: policy.maxReceiveCount,
          },
        }),
    ...(chance === null ? {} : { chance }),
  };
  return resolveQueueConfig(name, config, { queue, asOf, region, assumptions });
}

/** The settings of the machine of a queue that is there. */
export function machineSettings(queue: Resource, plane: ControlPlane): QueueSettings {
  const { attributes, chance } = recordOf(queue);
  return settingsOf(queue.name, attributes, chance, queue.number, plane);
}

/** Attributes as GetQueueAttributes shows them; `undefined` where none of the names has a value. */
export function shownAttributes(
  attributes: QueueAttributes,
  others: Readonly<Record<string, string>>,
  names: readonly string[],
): { readonly [name: string]: Plain } | undefined {
  const all: Record<string, string> = { ...attributes, ...others };
  // The period is that of a key, and not there without one.
  if (attributes["KmsMasterKeyId"] === undefined) delete all["KmsDataKeyReusePeriodSeconds"];
  else all["KmsDataKeyReusePeriodSeconds"] ??= defaultReusePeriod;
  const shown = Object.entries(all).filter(
    ([name]) => names.includes("All") || names.includes(name),
  );
  return shown.length === 0 ? undefined : Object.fromEntries(shown);
}

const defaultReusePeriod = `${inWholeSeconds(sqsLimits.kmsDataKeyReusePeriod.default)}`;
