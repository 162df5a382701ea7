import type { DurationSaid } from "@orrery/kernel";
import type {
  ApiDestination as Destination,
  IEventBus,
  IRuleTarget,
  RuleTargetConfig,
  RuleTargetInput,
} from "./construct.ts";

// What the namespace `targets` holds, with the names of the CDK's `aws-cdk-lib/aws-events-targets`.

/** What a target of every kind may be told. */
export interface TargetBaseProps {
  /** Where events go that cannot be brought to it. @defaultValue nowhere */
  readonly deadLetterQueue?: { readonly queueArn: string };
  /** How old an event may be, 60 s to 24 h. @defaultValue 24h */
  readonly maxEventAge?: DurationSaid;
  /** 0 to 185. @defaultValue 185 */
  readonly retryAttempts?: number;
}

/** What a target that may get something else than the event is told. */
export interface InputProps extends TargetBaseProps {
  /** What it gets. @defaultValue the event */
  readonly event?: RuleTargetInput;
}

/** What a topic or a stream is told. */
export interface MessageProps extends TargetBaseProps {
  /** What it gets. @defaultValue the event */
  readonly message?: RuleTargetInput;
}

const bound = (
  arn: string,
  { deadLetterQueue, maxEventAge, retryAttempts }: TargetBaseProps,
  input?: RuleTargetInput,
): RuleTargetConfig => ({
  arn,
  ...(input === undefined ? {} : { input }),
  ...(deadLetterQueue === undefined ? {} : { deadLetterQueue }),
  ...(maxEventAge === undefined ? {} : { maxEventAge }),
  ...(retryAttempts === undefined ? {} : { retryAttempts }),
});

/** A function that is invoked with events, asynchronously. */
export class LambdaFunction implements IRuleTarget {
  private readonly config: RuleTargetConfig;

  /** A function that is invoked with events, asynchronously. */
  constructor({ functionArn }: { readonly functionArn: string }, props: InputProps = {}) {
    this.config = bound(functionArn, props, props.event);
  }

  bind(): RuleTargetConfig {
    return this.config;
  }
}

/** How a queue is a target. */
export interface SqsQueueProps extends MessageProps {
  /** Of a FIFO queue: the message group of all that it gets. */
  readonly messageGroupId?: string;
}

/** A queue that gets events as messages. */
export class SqsQueue implements IRuleTarget {
  private readonly config: RuleTargetConfig;

  /** A queue that gets events as messages. A FIFO queue needs content-based deduplication. */
  constructor({ queueArn }: { readonly queueArn: string }, props: SqsQueueProps = {}) {
    const { messageGroupId, message } = props;
    const group = { SqsParameters: { MessageGroupId: messageGroupId ?? "" } };
    this.config = {
      ...bound(queueArn, props, message),
      ...(messageGroupId === undefined ? {} : { parameters: group }),
    };
  }

  bind(): RuleTargetConfig {
    return this.config;
  }
}

/** A topic to which events are published. */
export class SnsTopic implements IRuleTarget {
  private readonly config: RuleTargetConfig;

  /** A topic to which events are published. */
  constructor({ topicArn }: { readonly topicArn: string }, props: MessageProps = {}) {
    this.config = bound(topicArn, props, props.message);
  }

  bind(): RuleTargetConfig {
    return this.config;
  }
}

/** How a stream is a target. */
export interface KinesisStreamProps extends MessageProps {
  /** A path to the partition key. @defaultValue the event's id */
  readonly partitionKeyPath?: string;
}

/** A stream of Kinesis that gets events as records. */
export class KinesisStream implements IRuleTarget {
  private readonly config: RuleTargetConfig;

  /** A stream of Kinesis that gets events as records. */
  constructor({ streamArn }: { readonly streamArn: string }, props: KinesisStreamProps = {}) {
    const { partitionKeyPath, message } = props;
    const key = { KinesisParameters: { PartitionKeyPath: partitionKeyPath ?? "" } };
    this.config = {
      ...bound(streamArn, props, message),
      ...(partitionKeyPath === undefined ? {} : { parameters: key }),
    };
  }

  bind(): RuleTargetConfig {
    return this.config;
  }
}

/** Another bus, to which events go on. */
export class EventBus implements IRuleTarget {
  private readonly config: RuleTargetConfig;

  /** Another bus, to which events go on. */
  constructor({ eventBusArn }: Pick<IEventBus, "eventBusArn">, props: TargetBaseProps = {}) {
    this.config = bound(eventBusArn, props);
  }

  bind(): RuleTargetConfig {
    return this.config;
  }
}

/** An endpoint of HTTP outside AWS. */
export class ApiDestination implements IRuleTarget {
  private readonly config: RuleTargetConfig;

  /** An endpoint of HTTP outside AWS. */
  constructor(
    { apiDestinationArn }: Pick<Destination, "apiDestinationArn">,
    props: InputProps = {},
  ) {
    this.config = bound(apiDestinationArn, props, props.event);
  }

  bind(): RuleTargetConfig {
    return this.config;
  }
}

/** A delivery stream that gets events as records. */
export class KinesisFirehoseStreamV2 implements IRuleTarget {
  private readonly config: RuleTargetConfig;

  /** A delivery stream that gets events as records. */
  constructor(
    { deliveryStreamArn }: { readonly deliveryStreamArn: string },
    props: MessageProps = {},
  ) {
    this.config = bound(deliveryStreamArn, props, props.message);
  }

  bind(): RuleTargetConfig {
    return this.config;
  }
}

/** A state machine that is started with events. */
export class SfnStateMachine implements IRuleTarget {
  private readonly config: RuleTargetConfig;

  /** A state machine that is started with events. */
  constructor(
    { stateMachineArn }: { readonly stateMachineArn: string },
    props: TargetBaseProps & { readonly input?: RuleTargetInput } = {},
  ) {
    this.config = bound(stateMachineArn, props, props.input);
  }

  bind(): RuleTargetConfig {
    return this.config;
  }
}

/** A log group into which events are put. */
export class CloudWatchLogGroup implements IRuleTarget {
  private readonly config: RuleTargetConfig;

  /** A log group into which events are put. */
  constructor({ logGroupArn }: { readonly logGroupArn: string }, props: TargetBaseProps = {}) {
    this.config = bound(logGroupArn, props);
  }

  bind(): RuleTargetConfig {
    return this.config;
  }
}
