import type * as published from "aws-lambda";
import { seconds, type Duration } from "@orrery/kernel";
import { expect, expectTypeOf, it } from "vitest";
import {
  continueRun,
  dynamodb,
  lambda,
  prepareRun,
  sns,
  sources,
  sqs,
  Stack,
  subscriptions,
  type DynamoDBChange,
  type DynamoDBRecord,
  type DynamoDBStreamEvent,
  type SNSEvent,
  type SNSEventRecord,
  type SNSMessage,
  type SQSBatchResponse,
  type SQSEvent,
  type SQSRecord,
  type SQSRecordAttributes,
} from "../src/index.ts";

it("events of handlers are those of @types/aws-lambda", () => {
  const sameType = <One, Other>(
    there: (value: One) => Other,
    back: (value: Other) => One,
  ): readonly unknown[] => [there, back];
  sameType<SQSEvent, published.SQSEvent>(
    (event) => event,
    (event) => event,
  );
  sameType<SNSEvent, published.SNSEvent>(
    (event) => event,
    (event) => event,
  );
  sameType<DynamoDBStreamEvent, published.DynamoDBStreamEvent>(
    (event) => event,
    (event) => event,
  );
  sameType<SQSBatchResponse, published.SQSBatchResponse>(
    (one) => one,
    (one) => one,
  );
  expectTypeOf<keyof SQSRecord>().toEqualTypeOf<keyof published.SQSRecord>();
  expectTypeOf<keyof SQSRecordAttributes>().toEqualTypeOf<keyof published.SQSRecordAttributes>();
  expectTypeOf<keyof DynamoDBRecord>().toEqualTypeOf<keyof published.DynamoDBRecord>();
  expectTypeOf<keyof DynamoDBChange>().toEqualTypeOf<keyof published.StreamRecord>();
  expectTypeOf<keyof SNSMessage>().toEqualTypeOf<keyof published.SNSMessage>();
  // A handler may be written against either.
  const theirs = function* (event: published.SQSEvent) {
    yield* sqs.sendMessage("done", event.Records[0]!.body);
  };
  expectTypeOf(theirs).toExtend<lambda.FunctionProps["handler"]>();
});

it("a handler that is async, or no generator, is refused by the compiler", () => {
  const stack = new Stack("shop");
  const made = (id: string, props: lambda.FunctionProps) => () =>
    new lambda.Function(stack, id, props);
  // @ts-expect-error -- An async function.
  const asynchronous = made("One", { handler: async () => Promise.resolve(null) });
  expect(asynchronous).toThrow(
    'function "One" handler: expected a generator function (function*), received an async function, where a script yields instead of awaiting',
  );
  // @ts-expect-error -- An async generator.
  const generating = made("Two", { async *handler() {} });
  expect(generating).toThrow("an async generator function, where a script yields");
  // @ts-expect-error -- The name of a handler, as CDK has it.
  expect(made("Three", { handler: "index.handler" })).toThrow('received "index.handler"');
  // @ts-expect-error -- A function that returns no generator; what it returns shows when it is called.
  expect(made("Four", { handler: () => null })).not.toThrow();
  const both = { behavior: { failures: "1%" }, *handler() {} } as const;
  expect(made("Five", both)).toThrow(
    'function "Five" handler: expected none beside a behavior, received both',
  );
});

const payload = (body: string) => ({ type: "body", body, size: body.length }) as const;
const once = (to: string) => ({
  to,
  arrivals: { type: "recorded", instants: [seconds(1)] } as const,
  payload: payload("{}"),
  ...{ from: 0 as Duration, until: null, groups: [] },
});

it("events have the members that their types say", () => {
  const seen: { sqs?: SQSRecord; sns?: SNSEventRecord; change?: DynamoDBRecord } = {};
  const stack = new Stack("shop");
  const orders = new sqs.Queue(stack, "Orders");
  const news = new sns.Topic(stack, "News");
  const reader = new lambda.Function(stack, "Reader", {
    *handler(event: SQSEvent) {
      seen.sqs = event.Records[0]!;
    },
  });
  const listener = new lambda.Function(stack, "Listener", {
    *handler(event: SNSEvent) {
      seen.sns = event.Records[0]!;
    },
  });
  const changes = new lambda.Function(stack, "Changes", {
    *handler(event: DynamoDBStreamEvent) {
      seen.change = event.Records[0]!;
    },
  });
  const items = new dynamodb.Table(stack, "Items", {
    partitionKey: { name: "id", type: dynamodb.AttributeType.STRING },
    billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
    stream: dynamodb.StreamViewType.NEW_AND_OLD_IMAGES,
  });
  changes.addEventSource(
    new sources.DynamoEventSource(items, { startingPosition: "TRIM_HORIZON" }),
  );
  reader.addEventSource(new sources.SqsEventSource(orders));
  news.addSubscription(new subscriptions.LambdaSubscription(listener));
  const scenario = stack.scenario({
    duration: seconds(30),
    workloads: [once("Orders"), once("News"), once("Items")],
  });
  continueRun(prepareRun(scenario, { seed: 1, scripts: stack.handlers }));
  const record = {
    ...{ messageId: 1, receiptHandle: 1, body: 1, attributes: 1, messageAttributes: 1 },
    ...{ md5OfBody: 1, eventSource: 1, eventSourceARN: 1, awsRegion: 1 },
  } satisfies Record<Exclude<keyof SQSRecord, "md5OfMessageAttributes">, 1>;
  expect(Object.keys(seen.sqs!)).toEqual(expect.arrayContaining(Object.keys(record)));
  const change = {
    ...{ awsRegion: 1, dynamodb: 1, eventID: 1, eventName: 1, eventSource: 1 },
    ...{ eventSourceARN: 1, eventVersion: 1 },
  } satisfies Record<Exclude<keyof DynamoDBRecord, "userIdentity">, 1>;
  expect(Object.keys(seen.change!).sort()).toEqual(Object.keys(change).sort());
  const shown = {
    ...{ ApproximateCreationDateTime: 1, Keys: 1, NewImage: 1, SequenceNumber: 1 },
    ...{ SizeBytes: 1, StreamViewType: 1 },
  } satisfies Record<Exclude<keyof DynamoDBChange, "OldImage">, 1>;
  expect(Object.keys(seen.change!.dynamodb!).sort()).toEqual(Object.keys(shown).sort());
  const message = {
    ...{ SignatureVersion: 1, Timestamp: 1, Signature: 1, SigningCertUrl: 1, MessageId: 1 },
    ...{ Message: 1, MessageAttributes: 1, Type: 1, UnsubscribeUrl: 1, TopicArn: 1, Subject: 1 },
  } satisfies Record<Exclude<keyof SNSMessage, "Token">, 1>;
  expect(Object.keys(seen.sns!.Sns).sort()).toEqual(Object.keys(message).sort());
});
