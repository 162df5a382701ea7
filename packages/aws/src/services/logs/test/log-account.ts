/* eslint-disable no-console -- Handlers print. */
import { bytesOfBase64, microseconds, type Instant } from "@orrery/kernel";
import { gunzipSync, strFromU8 } from "fflate";
import { LambdaAccount } from "../../../../test/lambda-account.ts";
import {
  AwsError,
  type AwsOptions,
  type Parameter,
  type PlainObject,
  type Scripts,
} from "../../../index.ts";

type Params = { readonly [key: string]: Parameter | undefined };

/** 09:00:00 of a Monday, in milliseconds since 1970. */
export const beginning = Date.parse("2026-11-23T09:00:00Z");

/** What a subscriber gets. */
export interface Data {
  readonly messageType: string;
  readonly owner: string;
  readonly logGroup: string;
  readonly logStream: string;
  readonly subscriptionFilters: readonly string[];
  readonly logEvents: readonly {
    readonly id: string;
    readonly timestamp: number;
    readonly message: string;
  }[];
}

/** What is packed in base64. */
export const unpacked = (data: string): Data =>
  JSON.parse(strFromU8(gunzipSync(bytesOfBase64(data)!))) as Data;

const cured = "https://sqs.us-east-1.amazonaws.com/123456789012/mail";

/** What functions of these accounts do. */
export const scripts: Scripts = {
  /** Prints what it is given. */
  *prints(event) {
    const { say } = event as { say: string };
    console.log(say);
    return null;
  },
  /** Sends its event to the queue `mail`. */
  *mails(event) {
    yield {
      type: "call",
      service: "sqs",
      operation: "SendMessage",
      params: { QueueUrl: cured, MessageBody: JSON.stringify(event) },
    };
    return null;
  },
};

/** An account with logs, from 09:00:00 on. */
export class LogAccount extends LambdaAccount {
  constructor(options: AwsOptions = {}) {
    super({ startsAt: "2026-11-23T09:00:00Z", logs: true, scripts, ...options });
  }

  logs(operation: string, params: Params = {}): PlainObject {
    return this.simulation.client().call("logs", operation, params);
  }

  client(service: string, operation: string, params: Params = {}): PlainObject {
    return this.simulation.client().call(service, operation, params);
  }

  logRefusal(operation: string, params: Params): string {
    try {
      this.logs(operation, params);
    } catch (error) {
      if (error instanceof AwsError) return `${error.code}: ${error.message}`;
      throw error;
    }
    throw new Error(`${operation} is not refused`);
  }

  /** Goes on until so many seconds after the beginning. */
  to(second: number): this {
    this.simulation.run({ until: microseconds(second * 1e6) as number as Instant });
    return this;
  }

  /** Makes the group `shop` with the stream `one`. */
  group(params: Params = {}): this {
    this.logs("CreateLogGroup", { logGroupName: "shop", ...params });
    this.logs("CreateLogStream", { logGroupName: "shop", logStreamName: "one" });
    return this;
  }

  /** Puts messages of now into a stream of `shop`. */
  put(messages: readonly string[], logStreamName = "one"): PlainObject {
    const timestamp = beginning + Math.floor(this.simulation.now / 1_000);
    return this.logs("PutLogEvents", {
      logGroupName: "shop",
      logStreamName,
      logEvents: messages.map((message) => ({ timestamp, message })),
    });
  }

  /** A function that does what a script of {@link scripts} says. */
  scripted(FunctionName: string, name: string): string {
    this.create({ FunctionName, Runtime: "python3.13", Behavior: { type: "script", name } });
    return `arn:aws:lambda:us-east-1:123456789012:function:${FunctionName}`;
  }

  subscribe(destinationArn: string, params: Params = {}): void {
    this.logs("PutSubscriptionFilter", {
      logGroupName: "shop",
      filterName: "all",
      filterPattern: "",
      destinationArn,
      ...params,
    });
  }

  /** What came to the function `mails`, unpacked. */
  mail(): readonly Data[] {
    const { Messages = [] } = this.client("sqs", "ReceiveMessage", {
      QueueUrl: cured,
      MaxNumberOfMessages: 10,
    }) as { Messages?: readonly { Body: string }[] };
    const data = Messages.map(({ Body }) =>
      unpacked((JSON.parse(Body) as { awslogs: { data: string } }).awslogs.data),
    );
    // Queues keep no order.
    return data.sort((one, other) => (one.logEvents[0]!.id < other.logEvents[0]!.id ? -1 : 1));
  }

  meter(metric: string, component = "logs.group:shop"): number {
    return this.simulation.metersOf(component)[metric]!.sum;
  }
}
