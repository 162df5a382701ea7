import type { PlainObject } from "../../service/refusal.ts";
import {
  templateTypes,
  type LeftOutType,
  type MadeType,
  type PropertyMeaning,
  type MindedType,
  type Reading,
} from "../../service/template-type.ts";
import { policyDeployment, queueDeployment } from "./deployment.ts";
import { sqsLimits } from "./limits.ts";
import facts from "./resource-types.json" with { type: "json" };

const attribute = (meaning: string, read: Reading): PropertyMeaning => ({
  verdict: "modeled",
  meaning,
  read,
  exact: true,
});
const encryption = (read: Reading): PropertyMeaning => ({
  verdict: "ignored",
  meaning: "Encryption costs nothing and changes nothing here.",
  read,
});

/** Properties that a mapping has which reads no queue of SQS; a stream has to have the first. */
const ofOtherSources: readonly string[] = [
  "StartingPosition",
  "Topics",
  "Queues",
  "SelfManagedEventSource",
  "SourceAccessConfigurations",
  "DocumentDBEventSourceConfig",
];

const queueType: MadeType = {
  type: "AWS::SQS::Queue",
  naming: { maxLength: 80, endings: { FifoQueue: ".fifo" } },
  returns: ({ region, accountId, name, urlSuffix }) => ({
    QueueUrl: `https://sqs.${region}.${urlSuffix}/${accountId}/${name}`,
  }),
  isEntry: true,
  isSource: true,
  isReadWith: (properties) => !properties.some((name) => ofOtherSources.includes(name)),
  flow: { putBy: ["sqs:SendMessage"] },
  properties: {
    QueueName: { verdict: "modeled", meaning: "Names the queue.", read: "text" },
    DelaySeconds: attribute("Delays every message.", "wholeNumber"),
    MaximumMessageSize: attribute("Bounds the size of a message.", "wholeNumber"),
    MessageRetentionPeriod: attribute("Says when a message expires.", "wholeNumber"),
    ReceiveMessageWaitTimeSeconds: attribute("Says how long a receive waits.", "wholeNumber"),
    VisibilityTimeout: attribute("Says how long a received message is hidden.", "wholeNumber"),
    RedrivePolicy: {
      verdict: "modeled",
      meaning: "Says when a message moves to the dead-letter queue.",
      read: {
        members: { maxReceiveCount: "numberOrText" },
        others: "plain",
        exact: ["maxReceiveCount"],
        asJson: true,
      },
      names: {
        member: "deadLetterTargetArn",
        by: "arn",
        of: ["AWS::SQS::Queue"],
        standIn: {
          role: "DeadLetterQueue",
          ending: ({ FifoQueue }) => (FifoQueue === true ? ".fifo" : ""),
        },
      },
    },
    RedriveAllowPolicy: attribute("Says whose dead-letter queue it may be.", "json"),
    FifoQueue: attribute("Keeps the order of each message group.", "truth"),
    ContentBasedDeduplication: attribute("Takes equal bodies for duplicates.", "truth"),
    DeduplicationScope: attribute("Says within what duplicates are looked for.", "text"),
    FifoThroughputLimit: attribute("Says what the throughput quota counts.", "text"),
    KmsMasterKeyId: { ...encryption("text"), charge: "KMS requests for its key" },
    KmsDataKeyReusePeriodSeconds: encryption("wholeNumber"),
    SqsManagedSseEnabled: encryption("truth"),
    Tags: { verdict: "ignored", meaning: "Tags change nothing.", read: "tags" },
  },
  make({ QueueName: _, Tags: tags, ...others }, { name, named }) {
    const target = named["RedrivePolicy"]?.resource?.arn;
    const attributes = Object.entries(others).map(([key, value]): [string, string] => {
      const given = key === "RedrivePolicy" ? redrivePolicy(value, target) : value;
      return [key, typeof given === "string" ? given : JSON.stringify(given)];
    });
    return [
      {
        operation: "CreateQueue",
        params: {
          QueueName: name,
          ...(attributes.length === 0 ? {} : { Attributes: Object.fromEntries(attributes) }),
          ...(tags === undefined ? {} : { tags }),
        },
      },
    ];
  },
  meaning({ FifoQueue, VisibilityTimeout, RedrivePolicy }) {
    const kind = FifoQueue === true ? "A FIFO queue" : "A standard queue";
    const usual = sqsLimits.visibilityTimeout.default / 1_000_000;
    const hidden = JSON.stringify(VisibilityTimeout ?? usual);
    const count = (RedrivePolicy as PlainObject | undefined)?.["maxReceiveCount"]; // Read as an object.
    const limit = typeof count === "number" ? `, dead letters after ${count} receives` : "";
    return `${kind} with a visibility timeout of ${hidden} s${limit}, simulated.`;
  },
  deployment: queueDeployment,
  standIn: {
    noun: "queue",
    service: "SQS",
    properties: (name) => (name.endsWith(".fifo") ? { FifoQueue: true } : {}),
  },
};

/** A redrive policy, naming the queue that the template has or a stand-in for it. */
function redrivePolicy(given: unknown, target: string | undefined): PlainObject {
  const { maxReceiveCount, ...policy } = given as PlainObject; // Read as an object.
  return {
    ...policy,
    ...(target === undefined ? {} : { deadLetterTargetArn: target }),
    ...(maxReceiveCount === undefined ? {} : { maxReceiveCount }),
  };
}

const permissions = {
  verdict: "ignored",
  meaning: "Permissions are checked where a scenario has iam: otherwise every call is allowed.",
  charge: null,
} as const;
const minded: MindedType = {
  meaning: "The policy of its queues, which says who may do what with them.",
  make: policyDeployment.make,
};
const queuePolicyType: LeftOutType = {
  type: "AWS::SQS::QueuePolicy",
  leftOut: permissions,
  minded,
  deployment: policyDeployment,
};
const inlinePolicyType: LeftOutType = {
  type: "AWS::SQS::QueueInlinePolicy",
  leftOut: permissions,
  minded,
  deployment: policyDeployment,
};

/** What templates may have of SQS. */
export const sqsTemplateTypes = templateTypes(facts, [
  queueType,
  queuePolicyType,
  inlinePolicyType,
]);
