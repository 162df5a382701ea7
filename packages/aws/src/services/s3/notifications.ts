import type {
  BucketNotificationDestination,
  BucketNotificationDestinationConfig,
} from "./construct.ts";

// What the namespace `s3n` holds, with the names of the CDK's `aws-cdk-lib/aws-s3-notifications`.

/** A queue that a bucket tells of objects. */
export class SqsDestination implements BucketNotificationDestination {
  private readonly queue: { readonly queueArn: string };

  /** A queue that a bucket tells of objects, each in a message of its own. */
  constructor(queue: { readonly queueArn: string }) {
    this.queue = queue;
  }

  bind(): BucketNotificationDestinationConfig {
    return { type: "Queue", arn: this.queue.queueArn };
  }
}

/** A topic that a bucket tells of objects. */
export class SnsDestination implements BucketNotificationDestination {
  private readonly topic: { readonly topicArn: string };

  /** A topic that a bucket tells of objects, each in a message of its own. */
  constructor(topic: { readonly topicArn: string }) {
    this.topic = topic;
  }

  bind(): BucketNotificationDestinationConfig {
    return { type: "Topic", arn: this.topic.topicArn };
  }
}

/** A function that a bucket invokes. */
export class LambdaDestination implements BucketNotificationDestination {
  private readonly fn: { readonly functionArn: string };

  /** A function that a bucket invokes asynchronously, for each object by itself. */
  constructor(fn: { readonly functionArn: string }) {
    this.fn = fn;
  }

  bind(): BucketNotificationDestinationConfig {
    return { type: "LambdaFunction", arn: this.fn.functionArn };
  }
}
