import { base64Of, bytesOfBase64, type Duration, type Instant, type Plain } from "@orrery/kernel";
import { simulate, type AwsOptions } from "../../../../run/simulate.ts";
import type { PlainObject } from "../../../../service/refusal.ts";
import type { ServiceModel } from "../../../../service/service-model.ts";
import { wait, type Script } from "../../../../service/script.ts";
import { services } from "../../../../services.ts";
import { textOfUtf8, utf8Of } from "../../../../text/utf8.ts";

/** What a function was given at once. */
export interface Invocation {
  readonly at: number;
  /** What the records say, in order. */
  readonly data: readonly string[];
  readonly event: PlainObject;
}

/** A stream, a function that reads it, and the mapping between them. */
export interface StreamStack {
  readonly mapping?: PlainObject;
  readonly shards?: number;
  readonly retentionHours?: number;
  /** What the function answers; an error that it throws is a function error. */
  readonly answer?: (invocation: Invocation, nth: number) => Plain;
  /** How long each invocation takes. */
  readonly takes?: Duration;
  readonly options?: AwsOptions;
  readonly timeout?: number;
  readonly behavior?: PlainObject;
  /** Whether records are pushed to it, as to a consumer with enhanced fan-out. */
  readonly pushed?: true;
  /** Records that are there before the mapping is. */
  readonly before?: readonly (readonly [data: string, key: string])[];
  /** What stands for the services. */
  readonly models?: readonly ServiceModel[];
}

const none = { type: "constant", value: 0 } as const;
export const streamArn = "arn:aws:kinesis:us-east-1:123456789012:stream/clicks";
export const failedArn = "arn:aws:sqs:us-east-1:123456789012:failed";

/** Makes a stack and runs nothing. */
export function deployStream({
  mapping = {},
  shards = 1,
  retentionHours,
  answer = () => null,
  takes,
  options = {},
  timeout = 60,
  behavior,
  pushed,
  before = [],
  models = services,
}: StreamStack = {}) {
  const invocations: Invocation[] = [];
  const reader: Script = function* (given) {
    const event = given as PlainObject;
    const records = event["Records"] as readonly { readonly kinesis: { readonly data: string } }[];
    const invocation = {
      at: aws.now as number,
      data: records.map(({ kinesis }) => textOfUtf8(bytesOfBase64(kinesis.data)!)!),
      event,
    };
    invocations.push(invocation);
    if (takes !== undefined) yield wait(takes);
    return answer(invocation, invocations.length);
  };
  const aws = simulate(
    {
      ...options,
      scripts: { reader },
      latencies: {
        "lambda.cold.platformOverhead": none,
        "lambda.cold.initDuration": none,
        "lambda.cold.firstCall": none,
        "kinesis.toLambda": none,
        "kinesis.fanOutToLambda": none,
        ...options.latencies,
      },
    },
    models,
  );
  const client = aws.client();
  const kinesis = (operation: string, params: PlainObject = {}) =>
    client.call("kinesis", operation, { StreamName: "clicks", ...params });
  kinesis("CreateStream", { ShardCount: shards });
  if (retentionHours !== undefined) {
    kinesis("IncreaseStreamRetentionPeriod", { RetentionPeriodHours: retentionHours });
  }
  client.call("sqs", "CreateQueue", { QueueName: "failed" });
  client.call("lambda", "CreateFunction", {
    FunctionName: "reader",
    Runtime: "nodejs22.x",
    Handler: "index.handler",
    Role: "arn:aws:iam::123456789012:role/reader",
    Timeout: timeout,
    Code: { ZipFile: "" },
    Behavior: behavior ?? { type: "script", name: "reader" },
  });
  const consumerOf = (name: string): string => {
    const params = { StreamARN: streamArn, ConsumerName: name };
    const { Consumer } = client.call("kinesis", "RegisterStreamConsumer", params);
    return (Consumer as PlainObject)["ConsumerARN"] as string;
  };
  const put = (data: string, PartitionKey = data) =>
    kinesis("PutRecord", { Data: base64Of(utf8Of(data)), PartitionKey });
  for (const [data, key] of before) put(data, key);
  const EventSourceArn = pushed === true ? consumerOf("app") : streamArn;
  const made = client.call("lambda", "CreateEventSourceMapping", {
    FunctionName: "reader",
    EventSourceArn,
    StartingPosition: "TRIM_HORIZON",
    ...mapping,
  });
  const component = `lambda.streamMapping:${made["UUID"] as string}`;
  const run = (time: Duration) => aws.run({ until: (aws.now + time) as Instant });
  return {
    aws,
    client,
    kinesis,
    consumerOf,
    put,
    putAll: (all: readonly string[], key?: string) => {
      for (const data of all) put(data, key ?? data);
    },
    run,
    invocations,
    made,
    change: (params: PlainObject) =>
      client.call("lambda", "UpdateEventSourceMapping", { UUID: made["UUID"]!, ...params }),
    /** What each invocation was given. */
    batches: () => invocations.map(({ data }) => data.join("")),
    sum: (metric: string) => aws.metersOf(component)[metric]?.sum ?? Number.NaN,
    meter: (metric: string) => aws.metersOf(component)[metric],
    state: () => aws.stateOf(component),
    /** What the queue of failures has got. */
    failed: (): readonly PlainObject[] => {
      const { Messages = [] } = client.call("sqs", "ReceiveMessage", {
        QueueUrl: "failed",
        MaxNumberOfMessages: 10,
        VisibilityTimeout: 0,
      }) as { readonly Messages?: readonly { readonly Body: string }[] };
      return Messages.map(({ Body }) => JSON.parse(Body) as PlainObject);
    },
  };
}

/** What throws an error, as a handler does. */
export const fails = (): never => {
  throw new Error("the record is poison");
};
