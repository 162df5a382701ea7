import { TemplateError } from "./error.ts";
import {
  asScalar,
  childOf,
  describeNode,
  hasPlaceholder,
  plainOf,
  type PlainObject,
  type PlainValue,
  type TemplateNode,
} from "./node.ts";
import type { PlannedOperation, ResourcePlan } from "./plan.ts";
import {
  readProperties,
  tagMap,
  text,
  truth,
  wholeNumber,
  type PropertyRule,
  type PropertyRules,
} from "./property-rules.ts";
import type { ResolvedResource } from "./resolve.ts";

const encryption = "Encryption costs nothing and changes nothing here.";

const modeled = (meaning: string, read: (node: TemplateNode) => PlainValue): PropertyRule => ({
  verdict: "modeled",
  meaning,
  read,
  exact: true,
});
const ignored = (meaning: string, read?: (node: TemplateNode) => PlainValue): PropertyRule =>
  read === undefined ? { verdict: "ignored", meaning } : { verdict: "ignored", meaning, read };

/** The properties of `AWS::SQS::Queue`. */
const queueRules: PropertyRules = {
  QueueName: { verdict: "modeled", meaning: "Names the queue.", read: text },
  DelaySeconds: modeled("Delays every message.", wholeNumber),
  MaximumMessageSize: modeled("Bounds the size of a message.", wholeNumber),
  MessageRetentionPeriod: modeled("Says when a message expires.", wholeNumber),
  ReceiveMessageWaitTimeSeconds: modeled("Says how long a receive waits.", wholeNumber),
  VisibilityTimeout: modeled("Says how long a received message is hidden.", wholeNumber),
  RedrivePolicy: {
    verdict: "modeled",
    meaning: "Says when a message moves to the dead-letter queue.",
    read: (node) => JSON.stringify(redrivePolicyOf(node)),
  },
  RedriveAllowPolicy: modeled("Says whose dead-letter queue it may be.", (node) =>
    JSON.stringify(jsonOf(node)),
  ),
  FifoQueue: modeled("Keeps the order of each message group.", truth),
  ContentBasedDeduplication: modeled("Takes equal bodies for duplicates.", truth),
  DeduplicationScope: modeled("Says within what duplicates are looked for.", text),
  FifoThroughputLimit: modeled("Says what the throughput quota counts.", text),
  KmsMasterKeyId: ignored(encryption, text),
  KmsDataKeyReusePeriodSeconds: ignored(encryption, wholeNumber),
  SqsManagedSseEnabled: ignored(encryption, truth),
  Tags: ignored("Tags change nothing.", tagMap),
};

/** Plans the operation that makes a queue. */
export function planQueue(resource: ResolvedResource): ResourcePlan {
  const { logicalId, place, physicalName } = resource;
  const { values, reports, warnings } = readProperties(resource, queueRules);
  const attributes: Record<string, string> = {};
  for (const [key, value] of Object.entries(values)) {
    if (key === "QueueName" || key === "Tags") continue;
    attributes[key] = typeof value === "string" ? value : JSON.stringify(value);
  }
  const operation: PlannedOperation = {
    logicalId,
    service: "sqs",
    operation: "CreateQueue",
    params: {
      QueueName: physicalName,
      ...(Object.keys(attributes).length === 0 ? {} : { Attributes: attributes }),
      ...(values["Tags"] === undefined ? {} : { tags: values["Tags"] }),
    },
    position: { line: place.line, column: place.column },
  };
  const unknownCount = hasUnknownCount(childOf(resource.properties, "RedrivePolicy"))
    ? [
        `${logicalId}.RedrivePolicy.maxReceiveCount: its value is known only once deployed; the default of AWS is used.`,
      ]
    : [];
  return {
    operations: [operation],
    verdict: "modeled",
    meaning: meaningOf(values),
    properties: reports,
    warnings: [...warnings, ...unknownCount],
  };
}

function meaningOf(values: PlainObject): string {
  const kind = values["FifoQueue"] === true ? "A FIFO queue" : "A standard queue";
  const hidden = values["VisibilityTimeout"] ?? 30;
  const policy = values["RedrivePolicy"];
  const { maxReceiveCount: count } =
    typeof policy === "string" ? (JSON.parse(policy) as PlainObject) : {};
  const limit = typeof count === "number" ? `, dead letters after ${count} receives` : "";
  return `${kind} with a visibility timeout of ${JSON.stringify(hidden)} s${limit}, simulated.`;
}

/** The ARN of a queue's dead-letter queue; `undefined` when it has none. */
export function deadLetterTargetOf({ type, properties }: ResolvedResource): string | undefined {
  const policy = type === "AWS::SQS::Queue" ? childOf(properties, "RedrivePolicy") : undefined;
  const target = policy === undefined ? undefined : jsonOf(policy)["deadLetterTargetArn"];
  return typeof target === "string" ? target : undefined;
}

/** A redrive policy as SQS has it: its count a number, left out where only a deployment knows it. */
function redrivePolicyOf(node: TemplateNode): PlainObject {
  const { maxReceiveCount: count, ...policy } = jsonOf(node);
  if (count === undefined || hasUnknownCount(node)) return policy;
  const isText = typeof count === "string" && /^\d+$/.test(count);
  return { ...policy, maxReceiveCount: isText ? Number(count) : count };
}

function hasUnknownCount(policy: TemplateNode | undefined): boolean {
  const count = childOf(policy, "maxReceiveCount");
  return count !== undefined && hasPlaceholder(count);
}

/** A JSON object, which may be written as a string of JSON. */
function jsonOf(node: TemplateNode): PlainObject {
  const value =
    node.kind === "scalar" ? parsed(asScalar(node, "a JSON object").text) : plainOf(node);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as PlainObject; // An object that is neither null nor an array.
  }
  throw new TemplateError(node.place, "a JSON object", describeNode(node));
}

function parsed(source: string): unknown {
  try {
    const value: unknown = JSON.parse(source);
    JSON.stringify(value); // Throws where it nests too deeply to be written again.
    return value;
  } catch {
    return undefined;
  }
}
