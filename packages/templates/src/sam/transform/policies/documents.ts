import type { Json, JsonMap } from "../json.ts";

const version = "2012-10-17";

/** Who may take a role on: a service. */
export const assumedBy = (service: string): JsonMap => ({
  Version: version,
  Statement: [{ Action: ["sts:AssumeRole"], Effect: "Allow", Principal: { Service: [service] } }],
});

const policy = (name: string, action: string, resource: Json): JsonMap => ({
  PolicyName: name,
  PolicyDocument: { Statement: [{ Action: action, Effect: "Allow", Resource: resource }] },
});

export const sendToQueue = (queue: Json, id: string) =>
  policy(`${id}SQSPolicy`, "sqs:SendMessage", queue);

export const publishToTopic = (topic: Json, id: string) =>
  policy(`${id}SNSPolicy`, "sns:publish", topic);

export const putEvents = (bus: Json, id: string) =>
  policy(`${id}EventBridgePolicy`, "events:PutEvents", bus);

export const invokeFunction = (arn: Json, id: string) =>
  policy(`${id}LambdaPolicy`, "lambda:InvokeFunction", arn);

export const startExecution = (arn: Json, id: string) =>
  policy(`${id}StartExecutionPolicy`, "states:StartExecution", arn);

/** What a function with a dead-letter queue may do. */
export const deadLetters = (action: string, resource: Json): JsonMap => ({
  PolicyName: "DeadLetterQueuePolicy",
  PolicyDocument: {
    Version: version,
    Statement: [{ Action: action, Resource: resource, Effect: "Allow" }],
  },
});

/** Lets a topic send to a queue. */
export const fromTopicToQueue = (topic: Json, queue: Json): JsonMap => ({
  Version: version,
  Statement: [
    {
      Action: "sqs:SendMessage",
      Effect: "Allow",
      Principal: "*",
      Resource: queue,
      Condition: { ArnEquals: { "aws:SourceArn": topic } },
    },
  ],
});

/** Lets a rule of EventBridge send to a queue. */
export const fromRuleToQueue = (rule: Json, queue: Json): JsonMap => ({
  Version: version,
  Statement: [
    {
      Action: "sqs:SendMessage",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Resource: queue,
      Condition: { ArnEquals: { "aws:SourceArn": rule } },
    },
  ],
});
