import { getAtt, ref } from "../intrinsics.ts";
import { isGiven, memberOf, type Json, type JsonMap } from "../json.ts";
import { fromTopicToQueue } from "../policies/documents.ts";
import { eventProblem } from "../problems.ts";
import { rulesOf } from "../property-types.ts";
import { generated, type Generated } from "../resource.ts";
import { permissionOf, type EventType, type SamEvent } from "./event.ts";
import { queueMapping } from "./pull.ts";
import { printed } from "../python-text.ts";

/** Messages of a topic, at once or through a queue. */
export const sns: EventType = {
  rules: rulesOf({
    Topic: "!text",
    Region: "text",
    FilterPolicy: "map",
    FilterPolicyScope: "text",
    SqsSubscription: "bool|map",
    RedrivePolicy: "map",
  }),
  make: (event) => {
    const { properties, target } = event;
    const through = memberOf(properties, "SqsSubscription");
    const topic = memberOf(properties, "Topic") ?? null;
    if (!isGiven(through)) {
      const permission = permissionOf(event, "sns.amazonaws.com", { SourceArn: topic });
      return [permission, subscriptionOf(event, "lambda", target.arn)];
    }
    if (through === true) return throughNewQueue(event, topic);
    return throughQueue(event, topic, {
      arn: memberOf(through, "QueueArn"),
      url: memberOf(through, "QueueUrl"),
      policyId: memberOf(through, "QueuePolicyLogicalId"),
      batchSize: memberOf(through, "BatchSize"),
      enabled: memberOf(through, "Enabled"),
    });
  },
};

function throughNewQueue(event: SamEvent, topic: Json): Generated[] {
  const queueId = `${event.id}Queue`;
  const [mapping, policy, subscription] = throughQueue(event, topic, {
    arn: getAtt(queueId, "Arn"),
    url: ref(queueId),
  });
  const queue = generated(queueId, "AWS::SQS::Queue", {}, { attributes: event.target.inherited });
  return [mapping, queue, policy, subscription].filter((made) => made !== undefined);
}

interface Through {
  readonly arn: Json | undefined;
  readonly url: Json | undefined;
  readonly policyId?: Json | undefined;
  readonly batchSize?: Json | undefined;
  readonly enabled?: Json | undefined;
}

function throughQueue(event: SamEvent, topic: Json, through: Through): Generated[] {
  const { arn, url, policyId, batchSize, enabled } = through;
  if (!isGiven(arn) || !isGiven(url)) {
    throw eventProblem(event.name, "No QueueARN or QueueURL provided.");
  }
  const mapping: JsonMap = {
    Queue: arn,
    BatchSize: isGiven(batchSize) ? batchSize : 10,
    Enabled: isGiven(enabled) ? enabled : true,
  };
  const policy = generated(
    isGiven(policyId) ? printed(policyId) : `${event.id}QueuePolicy`,
    "AWS::SQS::QueuePolicy",
    { PolicyDocument: fromTopicToQueue(topic, arn), Queues: [url] },
    { attributes: event.target.inherited },
  );
  return [
    queueMapping({
      ...event,
      id: `${event.id}EventSourceMapping`,
      type: "SQS",
      properties: mapping,
    }),
    policy,
    subscriptionOf(event, "sqs", arn),
  ];
}

const subscriptionOf = ({ id, properties, target }: SamEvent, protocol: string, endpoint: Json) =>
  generated(
    id,
    "AWS::SNS::Subscription",
    {
      Protocol: protocol,
      Endpoint: endpoint,
      TopicArn: memberOf(properties, "Topic"),
      Region: memberOf(properties, "Region"),
      FilterPolicy: memberOf(properties, "FilterPolicy"),
      FilterPolicyScope: memberOf(properties, "FilterPolicyScope"),
      RedrivePolicy: memberOf(properties, "RedrivePolicy"),
    },
    { attributes: target.inherited, from: properties },
  );
