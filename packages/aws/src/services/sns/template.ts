import type { Plain } from "@orrery/kernel";
import { listOf } from "../../request/params.ts";
import type { PlainObject } from "../../service/refusal.ts";
import {
  templateTypes,
  type LeftOutType,
  type MadeType,
  type MindedType,
  type PropertyMeaning,
  type Reading,
  type TemplateOperation,
  type TemplateResource,
} from "../../service/template-type.ts";
import { subscriptionDeployment, topicDeployment } from "./deployment.ts";
import { protocolNamed } from "./protocols.ts";
import { queueTemplateType, snsToSqs } from "./sns-to-sqs.ts";
import facts from "./resource-types.json" with { type: "json" };

const modeled = (meaning: string, read: Reading): PropertyMeaning => ({
  verdict: "modeled",
  meaning,
  read,
  exact: true,
});
const ignored = (meaning: string, read: Reading = "plain"): PropertyMeaning => ({
  verdict: "ignored",
  meaning,
  read,
});

const topicType: MadeType = {
  type: "AWS::SNS::Topic",
  naming: { maxLength: 256, endings: { FifoTopic: ".fifo" } },
  isEntry: true,
  flow: { putBy: ["sns:Publish"] },
  properties: {
    TopicName: { verdict: "modeled", meaning: "Names the topic.", read: "text" },
    FifoTopic: modeled("Keeps the order of each message group.", "truth"),
    ContentBasedDeduplication: modeled("Takes equal messages for duplicates.", "truth"),
    FifoThroughputScope: modeled("Says what quotas and duplicates count within.", "text"),
    MaximumMessageSize: modeled("Bounds the size of a message.", "wholeNumber"),
    ArchivePolicy: modeled("Says how long messages are kept for replays.", "jsonText"),
    SignatureVersion: modeled("Stands in each notification.", "text"),
    Subscription: {
      verdict: "modeled",
      meaning: "Subscribes endpoints.",
      read: { items: "plain" },
    },
    DisplayName: ignored("Is shown in e-mails only.", "text"),
    KmsMasterKeyId: {
      ...ignored("Encryption costs nothing and changes nothing here.", "text"),
      charge: "KMS requests for its key",
    },
    TracingConfig: ignored("Nothing is traced to X-Ray.", "text"),
    DataProtectionPolicy: ignored("Is kept; nothing in messages is looked for.", "jsonText"),
    DeliveryStatusLogging: ignored("Is kept; logs of AWS are not written.", { items: "plain" }),
    Tags: ignored("Tags change nothing.", "tags"),
  },
  holds: { property: "Subscription", type: "AWS::SNS::Subscription", owner: "TopicArn" },
  make({ Tags, Subscription: _, DeliveryStatusLogging, TopicName: __, ...others }, { name }) {
    const { DataProtectionPolicy: policy, ...attributes } = others;
    const texts = [
      ...Object.entries(attributes).map(([key, value]) => [key, textOf(value)]),
      ...loggingAttributes(DeliveryStatusLogging),
    ];
    const tags = Object.entries((Tags ?? {}) as PlainObject); // Read as tags.
    return [
      {
        operation: "CreateTopic",
        params: {
          Name: name,
          ...(texts.length === 0 ? {} : { Attributes: Object.fromEntries(texts) as PlainObject }),
          ...(policy === undefined ? {} : { DataProtectionPolicy: policy }),
          ...(tags.length === 0 ? {} : { Tags: tags.map(([Key, Value]) => ({ Key, Value })) }),
        },
      },
    ];
  },
  meaning({ FifoTopic, Subscription }) {
    const kind = FifoTopic === true ? "A FIFO topic" : "A standard topic";
    const count = Array.isArray(Subscription) ? Subscription.length : 0;
    if (count === 0) return `${kind}, simulated.`;
    return `${kind} with ${count} ${count === 1 ? "subscription" : "subscriptions"}, simulated.`;
  },
  deployment: topicDeployment,
  standIn: {
    noun: "topic",
    service: "SNS",
    properties: (name) => (name.endsWith(".fifo") ? { FifoTopic: true } : {}),
  },
};

/** Delivery status logging, for which SNS has attributes whose names begin with the protocol. */
function loggingAttributes(list: Plain | undefined): readonly (readonly [string, string])[] {
  const items = (list ?? []) as readonly PlainObject[]; // Read as a list; of texts nothing comes.
  return items.flatMap(({ Protocol, ...settings }) => {
    const prefix = loggingPrefixes[textOf(Protocol ?? "")];
    if (prefix === undefined) return [];
    return Object.entries(settings).map(
      ([name, value]) => [`${prefix}${name}`, textOf(value)] as const,
    );
  });
}

const loggingPrefixes: Readonly<Record<string, string>> = {
  "http/s": "HTTP",
  sqs: "SQS",
  lambda: "Lambda",
  firehose: "Firehose",
  application: "Application",
};

const textOf = (value: Plain): string =>
  typeof value === "string" ? value : JSON.stringify(value);

/** A subscription of a template works: whoever deployed it has confirmed it. */
const subscribing = (params: PlainObject): TemplateOperation => ({
  operation: "Subscribe",
  params: { ...params, ReturnSubscriptionArn: true, Confirmed: true },
});

const subscriptionType: MadeType = {
  type: "AWS::SNS::Subscription",
  deployment: subscriptionDeployment,
  flow: { carries: { from: "TopicArn", to: "Endpoint", by: "sends" } },
  properties: {
    TopicArn: {
      verdict: "modeled",
      meaning: "Names the topic.",
      read: "text",
      names: { by: "arn", of: ["AWS::SNS::Topic"], standIn: { role: "Topic" } },
    },
    Protocol: { verdict: "modeled", meaning: "Says what the endpoint is.", read: "text" },
    Endpoint: {
      verdict: "modeled",
      meaning: "Says where messages are delivered.",
      read: "text",
      names: {
        by: "arn",
        of: "entries",
        standIn: {
          role: "Endpoint",
          typeOf: ({ Protocol }) => (Protocol === snsToSqs.name ? queueTemplateType : undefined),
        },
      },
    },
    FilterPolicy: {
      verdict: "modeled",
      meaning: "Says which messages are delivered.",
      read: "jsonText",
    },
    FilterPolicyScope: modeled("Says what the filter looks at.", "text"),
    RawMessageDelivery: modeled("Leaves out the JSON around a message.", "truth"),
    DeliveryPolicy: {
      verdict: "modeled",
      meaning: "Says when failed deliveries are tried again.",
      read: "jsonText",
    },
    RedrivePolicy: {
      verdict: "modeled",
      meaning: "Names where messages go that cannot be delivered.",
      read: { members: {}, others: "plain", asJson: true },
      names: {
        member: "deadLetterTargetArn",
        by: "arn",
        of: [queueTemplateType],
        standIn: { role: "DeadLetterQueue" },
      },
    },
    ReplayPolicy: {
      verdict: "modeled",
      meaning: "Delivers archived messages.",
      read: "jsonText",
    },
    SubscriptionRoleArn: ignored(
      "Permissions are checked where a scenario has iam: otherwise every call is allowed.",
      "text",
    ),
    Region: ignored("There is one Region.", "text"),
  },
  make({ TopicArn, Protocol, Endpoint, Region: _, ...others }, self) {
    const { named } = self;
    const topic = named["TopicArn"]?.resource?.arn ?? TopicArn;
    const endpoint = endpointOf({ Protocol: Protocol ?? "", Endpoint: Endpoint ?? "" }, self);
    if (endpoint === null) {
      return "Its endpoint is known to a deployment only: nothing is delivered to it.";
    }
    const target = named["RedrivePolicy"]?.resource?.arn;
    const attributes = Object.entries(others).map(([key, value]): [string, string] => [
      key,
      key === "RedrivePolicy" && target !== undefined
        ? JSON.stringify({ ...(value as PlainObject), deadLetterTargetArn: target }) // Read as an object.
        : textOf(value),
    ]);
    return [
      subscribing({
        TopicArn: topic ?? "",
        Protocol: Protocol ?? "",
        Endpoint: endpoint,
        ...(attributes.length === 0 ? {} : { Attributes: Object.fromEntries(attributes) }),
      }),
    ];
  },
  meaning: (values, self) =>
    `Delivers from ${nameOf("TopicArn", values, self)} to ${self.named["Endpoint"]?.resource?.logicalId ?? endpointOf(values, self)!}, simulated.`,
};

/** Where a subscription delivers to; `null` where nobody knows, and nothing can stand for it. */
function endpointOf(
  { Protocol, Endpoint }: PlainObject,
  { named, unknown = [], logicalId }: TemplateResource,
): string | null {
  const known = named["Endpoint"]?.resource?.arn;
  if (known !== undefined) return known;
  const [name, given] = [textOf(Protocol ?? ""), textOf(Endpoint ?? "")];
  const protocol = protocolNamed(name);
  const fits = protocol === undefined || protocol.againstEndpoint(given) === null;
  if (fits || !unknown.includes("Endpoint")) return given;
  return placeholders[name]?.(logicalId.toLowerCase().replaceAll("/", "-")) ?? null;
}

/** Endpoints outside AWS for those that only a deployment knows, by protocol. */
const placeholders: Readonly<Record<string, (name: string) => string>> = {
  http: (name) => `http://${name}.example/`,
  https: (name) => `https://${name}.example/`,
  email: (name) => `${name}@example.com`,
  "email-json": (name) => `${name}@example.com`,
  sms: () => "+12065550100",
};

const nameOf = (property: string, values: PlainObject, { named }: TemplateResource): string =>
  named[property]?.resource?.logicalId ?? textOf(values[property] ?? "");

const permissions = {
  verdict: "ignored",
  meaning: "Permissions are checked where a scenario has iam: otherwise every call is allowed.",
  charge: null,
} as const;
const minded: MindedType = {
  meaning: "The policy of its topics, which says who may do what with them.",
  make: ({ Topics, TopicArn, PolicyDocument }) =>
    [...listOf(Topics), ...(TopicArn === undefined ? [] : [TopicArn])].map((topic) => ({
      operation: "SetTopicAttributes",
      params: {
        TopicArn: topic,
        AttributeName: "Policy",
        AttributeValue: JSON.stringify(PolicyDocument ?? {}),
      },
    })),
};
const topicPolicyType: LeftOutType = {
  type: "AWS::SNS::TopicPolicy",
  leftOut: permissions,
  minded,
};
const inlinePolicyType: LeftOutType = {
  type: "AWS::SNS::TopicInlinePolicy",
  leftOut: permissions,
  minded,
};

/** What templates may have of SNS. */
export const snsTemplateTypes = templateTypes(facts, [
  topicType,
  subscriptionType,
  topicPolicyType,
  inlinePolicyType,
]);
