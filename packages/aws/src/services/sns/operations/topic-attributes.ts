import { valueAsOf } from "@orrery/kernel";
import { parseJson } from "../../../text/json.ts";
import type { Refused } from "../../../service/refusal.ts";
import { againstPolicyText } from "../delivery-policies.ts";
import { messageSizeQuota, snsLimits } from "../limits.ts";
import { protocolNamed } from "../protocols.ts";
import { invalid, isMap, type Checked } from "./request-check.ts";

/** Attributes of a topic by name. */
export type TopicAttributes = Readonly<Record<string, string>>;

/** Where an attribute is set: what it must suit. */
export interface AttributeTarget {
  readonly fifo: boolean;
  readonly asOf: string;
  /** What begins the words of AWS: CreateTopic names the map of attributes. */
  readonly isNew: boolean;
  /** Protocols of the topic's subscriptions. */
  readonly protocols: readonly string[];
}

type Check = (value: string, target: AttributeTarget) => string | null;

const truth: Check = (value) =>
  ["true", "false"].includes(value.toLowerCase()) ? null : "Must be true or false.";
const anything: Check = () => null;
const feedback = ["Application", "HTTP", "Lambda", "SQS", "Firehose"].flatMap((protocol) => [
  `${protocol}SuccessFeedbackRoleArn`,
  `${protocol}SuccessFeedbackSampleRate`,
  `${protocol}FailureFeedbackRoleArn`,
]);

const fifoOnly: ReadonlySet<string> = new Set([
  "ContentBasedDeduplication",
  "FifoThroughputScope",
  "ArchivePolicy",
]);

const sampleRate: Check = (value) =>
  /^\d{1,3}$/.test(value) && Number(value) <= 100 ? null : "Must be between 0 and 100.";

/** What may be set, and what is wrong with a value; `null` for nothing. */
const checks: Readonly<Record<string, Check>> = {
  ...Object.fromEntries(
    feedback.map((name) => [name, name.endsWith("SampleRate") ? sampleRate : anything]),
  ),
  DisplayName: (value) =>
    value.length <= snsLimits.displayName ? null : "Must be at most 100 characters.",
  Policy: (value) => (value === "" || isMap(parseJson(value)) ? null : "failed to parse JSON."),
  DeliveryPolicy: (value) => (value === "" ? null : againstPolicyText(value, "topic", false)),
  TracingConfig: (value) =>
    value === "PassThrough" || value === "Active" ? null : "Must be PassThrough or Active.",
  KmsMasterKeyId: anything,
  SignatureVersion: (value) => (value === "1" || value === "2" ? null : "Must be 1 or 2."),
  ContentBasedDeduplication: truth,
  FifoThroughputScope: (value) =>
    value === "Topic" || value === "MessageGroup" ? null : "Must be Topic or MessageGroup.",
  ArchivePolicy: againstArchivePolicy,
  MaximumMessageSize: againstMessageSize,
};

/** Attributes that were checked, as they are kept; booleans in lower case, and no FifoTopic false. */
export function checkAttributes(
  given: TopicAttributes,
  target: AttributeTarget,
): Checked<TopicAttributes> {
  const checked: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    if (name === "FifoTopic" && target.isNew) {
      if (value.toLowerCase() === "true") checked[name] = "true";
      continue;
    }
    const wrong = againstAttribute(name, value, target);
    if (wrong !== null) return wrong;
    checked[name] = checks[name] === truth ? value.toLowerCase() : value;
  }
  return checked;
}

function againstAttribute(name: string, value: string, target: AttributeTarget): Refused | null {
  const start = target.isNew ? "Attributes Reason: " : "";
  const check = Object.hasOwn(checks, name) ? checks[name]! : undefined;
  const exists = name !== "MaximumMessageSize" || sizeIsSettable(target.asOf);
  if (check === undefined || !exists) return invalid(`${start}AttributeName`);
  if (fifoOnly.has(name) && !target.fifo) return invalid(`${start}${name} is only for FIFO topics`);
  const wrong = check(value, target);
  if (wrong === null) return null;
  if (wrong.startsWith(`${name}:`)) return invalid(`${start}${wrong}`);
  return invalid(`${start}${name}: Invalid value [${value}]. ${wrong}`);
}

const sizeIsSettable = (asOf: string): boolean =>
  valueAsOf(messageSizeQuota, asOf) > snsLimits.maximumMessageSize.default;

function againstMessageSize(value: string, { protocols }: AttributeTarget): string | null {
  const { min, max } = snsLimits.maximumMessageSize;
  const size = Number(value);
  if (!/^\d+$/.test(value) || size < min || size > max) {
    return `Must be between ${min} and ${max}.`;
  }
  return size > snsLimits.maximumMessageSize.default ? againstBigTopic(protocols) : null;
}

/** What a topic of large messages may not have; `null` for nothing. */
export function againstBigTopic(protocols: readonly string[]): string | null {
  const wrong = protocols.find((name) => protocolNamed(name)?.takesLargeMessages !== true);
  if (wrong !== undefined) {
    return `Topics with a MaximumMessageSize above ${snsLimits.maximumMessageSize.default} do not support the protocol ${wrong}.`;
  }
  const { bigTopicSubscriptions } = snsLimits;
  if (protocols.length <= bigTopicSubscriptions) return null;
  return `Topics with a MaximumMessageSize above ${snsLimits.maximumMessageSize.default} have at most ${bigTopicSubscriptions} subscriptions.`;
}

function againstArchivePolicy(value: string): string | null {
  return value === "" || archiveDays(value) !== undefined
    ? null
    : `ArchivePolicy: MessageRetentionPeriod must be between ${snsLimits.archiveRetention.min} and ${snsLimits.archiveRetention.max}`;
}

/** How many days an archive policy keeps messages: `null` for `{}`, `undefined` when it is none. */
export function archiveDays(policy: string | undefined): number | null | undefined {
  if (policy === undefined || policy === "") return null;
  const document = parseJson(policy);
  if (!isMap(document)) return undefined;
  const days = document["MessageRetentionPeriod"];
  if (days === undefined) return Object.keys(document).length === 0 ? null : undefined;
  const number = Number(days);
  const { min, max } = snsLimits.archiveRetention;
  return Number.isInteger(number) && number >= min && number <= max ? number : undefined;
}

/** The attributes of a topic with others set; an empty text takes one away. */
export function withAttributes(before: TopicAttributes, set: TopicAttributes): TopicAttributes {
  const kept = Object.entries({ ...before, ...set }).filter(
    ([name, value]) => value !== "" || name === "DisplayName",
  );
  return Object.fromEntries(kept);
}
