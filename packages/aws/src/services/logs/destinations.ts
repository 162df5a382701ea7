import type { LogSubscriptionDestination } from "./construct.ts";

// What the namespace `logs_destinations` holds, with the names of the CDK's `aws-cdk-lib/aws-logs-destinations`.

/** A function that gets log events. */
export class LambdaDestination implements LogSubscriptionDestination {
  readonly arn: string;

  /** A function that gets log events. */
  constructor(fn: { readonly functionArn: string }) {
    this.arn = fn.functionArn;
  }
}

/** A stream of Kinesis that gets log events. */
export class KinesisDestination implements LogSubscriptionDestination {
  readonly arn: string;

  /** A stream of Kinesis that gets log events. */
  constructor(stream: { readonly streamArn: string }) {
    this.arn = stream.streamArn;
  }
}

/** A stream of Firehose that gets log events. */
export class FirehoseDestination implements LogSubscriptionDestination {
  readonly arn: string;

  /** A stream of Firehose that gets log events. */
  constructor(stream: { readonly deliveryStreamArn: string }) {
    this.arn = stream.deliveryStreamArn;
  }
}
