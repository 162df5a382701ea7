import { days, type Duration, type Instant } from "@orrery/kernel";
import { AwsError, simulate, type AwsOptions } from "../../../index.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { BucketState } from "../bucket/state.ts";

type Params = Record<string, unknown>;

/** An account with a bucket in it, asked from outside. */
export class S3Account {
  readonly simulation;
  private readonly client;

  constructor(options: Partial<AwsOptions> = {}) {
    this.simulation = simulate({ seed: 1, ...options });
    this.client = this.simulation.client();
  }

  /** Makes a bucket, with versions where that is said. */
  bucket(name = "uploads", params: Params = {}): string {
    this.call("CreateBucket", { Bucket: name, ...params });
    return name;
  }

  call(operation: string, params: Params, service = "s3"): PlainObject {
    return this.client.call(service, operation, params as never); // Parameters of AWS.
  }

  /** Puts an object with a text. */
  put(Key: string, body = "", params: Params = {}): PlainObject {
    return this.call("PutObject", {
      Bucket: "uploads",
      Key,
      Body: new TextEncoder().encode(body),
      ...params,
    });
  }

  /** The text of an object. */
  get(Key: string, params: Params = {}): string {
    const { Body } = this.call("GetObject", { Bucket: "uploads", Key, ...params });
    return atob(Body as string); // Base64.
  }

  /** How AWS refuses: code, and members of the error. */
  refusal(operation: string, params: Params): AwsError {
    try {
      this.call(operation, params);
    } catch (error) {
      if (error instanceof AwsError) return error;
      throw error;
    }
    throw new Error(`${operation} is not refused`);
  }

  code(operation: string, params: Params): string {
    return this.refusal(operation, params).code;
  }

  keys(params: Params = {}): readonly string[] {
    const { Contents = [] } = this.call("ListObjectsV2", { Bucket: "uploads", ...params });
    return (Contents as readonly { readonly Key: string }[]).map(({ Key }) => Key);
  }

  /** Lets time pass. */
  wait(time: Duration): void {
    this.simulation.run({ until: (this.simulation.now + time) as Instant });
  }

  /** The records that a queue has been told since it was asked last. */
  told(queue = "told"): readonly PlainObject[] {
    const QueueUrl = `https://sqs.us-east-1.amazonaws.com/123456789012/${queue}`;
    const { Messages = [] } = this.call(
      "ReceiveMessage",
      { QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 43_200 },
      "sqs",
    );
    const messages = Messages as readonly {
      readonly Body: string;
      readonly ReceiptHandle: string;
    }[];
    return messages.flatMap(({ Body, ReceiptHandle }) => {
      this.call("DeleteMessage", { QueueUrl, ReceiptHandle }, "sqs");
      const said = JSON.parse(Body) as { readonly Records?: readonly PlainObject[] };
      return said.Records ?? [said];
    });
  }

  /** The records that a queue is told within some days: longer than its messages stay. */
  toldWithin(count: number): PlainObject[] {
    const all: PlainObject[] = [];
    for (let passed = 0; passed < count; passed += 3) {
      this.wait(days(Math.min(3, count - passed)));
      all.push(...this.told());
    }
    return all;
  }

  /** Lets a queue be told of events. */
  tell(events: readonly string[], filter: Params = {}): void {
    this.call("CreateQueue", { QueueName: "told" }, "sqs");
    this.call("PutBucketNotificationConfiguration", {
      Bucket: "uploads",
      NotificationConfiguration: {
        QueueConfigurations: [
          { QueueArn: "arn:aws:sqs:us-east-1:123456789012:told", Events: events, ...filter },
        ],
      },
    });
  }

  state(name = "uploads"): BucketState {
    return this.simulation.stateOf(`s3.bucket:${name}`) as BucketState; // Of its kind.
  }
}
