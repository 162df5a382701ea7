import type { Destination } from "./construct.ts";

// What the namespace `destinations` holds, with the names of the CDK's `aws-cdk-lib/aws-lambda-destinations`.

/** A queue that hears of events. */
export class SqsDestination implements Destination {
  readonly destinationArn: string;

  /** A standard queue that gets the record of an event that has ended. */
  constructor({ queueArn }: { readonly queueArn: string }) {
    this.destinationArn = queueArn;
  }
}

/** A topic that hears of events. */
export class SnsDestination implements Destination {
  readonly destinationArn: string;

  /** A standard topic that gets the record of an event that has ended. */
  constructor({ topicArn }: { readonly topicArn: string }) {
    this.destinationArn = topicArn;
  }
}

/** A function that hears of events. */
export class LambdaDestination implements Destination {
  readonly destinationArn: string;

  /** Another function that is invoked, asynchronously, with the record of an event that has ended. */
  constructor({ functionArn }: { readonly functionArn: string }) {
    this.destinationArn = functionArn;
  }
}

/** A bus that hears of events. */
export class EventBridgeDestination implements Destination {
  readonly destinationArn: string;

  /** A bus that gets the record of an event that has ended, as an event. */
  constructor({ eventBusArn }: { readonly eventBusArn: string }) {
    this.destinationArn = eventBusArn;
  }
}

/** A bucket that keeps events. */
export class S3Destination implements Destination {
  readonly destinationArn: string;

  /** A bucket that gets the record of an event that was dropped, as an object; events that succeed cannot go there. */
  constructor({ bucketArn }: { readonly bucketArn: string }) {
    this.destinationArn = bucketArn;
  }
}
