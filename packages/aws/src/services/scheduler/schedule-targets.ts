import type { PlainObject } from "../../service/refusal.ts";
import { targetOf, type ScheduleTarget, type ScheduleTargetProps } from "./construct.ts";

// What the namespace `schedulerTargets` holds, with the names of the CDK's `aws-cdk-lib/aws-scheduler-targets`.

/** A function that is invoked asynchronously. */
export class LambdaInvoke implements ScheduleTarget {
  readonly target: PlainObject;

  /** Invokes a function; what is left out takes the default of Scheduler. @throws ConfigError */
  constructor({ functionArn }: { readonly functionArn: string }, props: ScheduleTargetProps = {}) {
    ({ target: this.target } = targetOf(functionArn, props));
  }
}

/** How a queue is sent to. */
export interface SqsSendMessageProps extends ScheduleTargetProps {
  /** Of a FIFO queue, which must deduplicate by content. */
  readonly messageGroupId?: string;
}

/** A queue that is sent a message. */
export class SqsSendMessage implements ScheduleTarget {
  readonly target: PlainObject;

  /** Sends a message to a queue; what is left out takes the default of Scheduler. @throws ConfigError */
  constructor({ queueArn }: { readonly queueArn: string }, props: SqsSendMessageProps = {}) {
    const { messageGroupId, ...rest } = props;
    const more =
      messageGroupId === undefined ? {} : { SqsParameters: { MessageGroupId: messageGroupId } };
    ({ target: this.target } = targetOf(queueArn, rest, more));
  }
}

/** A topic that is published to. */
export class SnsPublish implements ScheduleTarget {
  readonly target: PlainObject;

  /** Publishes to a topic; what is left out takes the default of Scheduler. @throws ConfigError */
  constructor({ topicArn }: { readonly topicArn: string }, props: ScheduleTargetProps = {}) {
    ({ target: this.target } = targetOf(topicArn, props));
  }
}

/** A workflow that is started. */
export class StepFunctionsStartExecution implements ScheduleTarget {
  readonly target: PlainObject;

  /** Starts a workflow; what is left out takes the default of Scheduler. @throws ConfigError */
  constructor(
    { stateMachineArn }: { readonly stateMachineArn: string },
    props: ScheduleTargetProps = {},
  ) {
    ({ target: this.target } = targetOf(stateMachineArn, props));
  }
}

/** How a stream is put into. */
export interface KinesisStreamPutRecordProps extends ScheduleTargetProps {
  readonly partitionKey: string;
}

/** A stream of Kinesis that a record is put into. */
export class KinesisStreamPutRecord implements ScheduleTarget {
  readonly target: PlainObject;

  /** Puts a record into a stream; what is left out takes the default of Scheduler. @throws ConfigError */
  constructor({ streamArn }: { readonly streamArn: string }, props: KinesisStreamPutRecordProps) {
    const { partitionKey, ...rest } = props;
    const more = { KinesisParameters: { PartitionKey: partitionKey } };
    ({ target: this.target } = targetOf(streamArn, rest, more));
  }
}

/** A delivery stream of Firehose that a record is put into. */
export class FirehosePutRecord implements ScheduleTarget {
  readonly target: PlainObject;

  /** Puts a record into a delivery stream; what is left out takes the default of Scheduler. @throws ConfigError */
  constructor(
    { deliveryStreamArn }: { readonly deliveryStreamArn: string },
    props: ScheduleTargetProps = {},
  ) {
    ({ target: this.target } = targetOf(deliveryStreamArn, props));
  }
}

/** What an event is made of, whose detail is the input. */
export interface EventBridgePutEventsProps extends ScheduleTargetProps {
  readonly source: string;
  readonly detailType: string;
}

/** A bus that an event is put onto. */
export class EventBridgePutEvents implements ScheduleTarget {
  readonly target: PlainObject;

  /** Puts an event onto a bus; what is left out takes the default of Scheduler. @throws ConfigError */
  constructor(
    { eventBusArn }: { readonly eventBusArn: string },
    { source, detailType, ...rest }: EventBridgePutEventsProps,
  ) {
    const more = { EventBridgeParameters: { Source: source, DetailType: detailType } };
    ({ target: this.target } = targetOf(eventBusArn, rest, more));
  }
}

/** Which operation of AWS is called. */
export interface UniversalTargetProps extends ScheduleTargetProps {
  /** As AWS's SDK for Java names it, such as `sqs`. */
  readonly service: string;
  /** Such as `sendMessage`. */
  readonly action: string;
}

/** Any operation of AWS, whose parameters are the input. */
export class Universal implements ScheduleTarget {
  readonly target: PlainObject;

  /** Calls an operation; what is left out takes the default of Scheduler. @throws ConfigError */
  constructor({ service, action, ...rest }: UniversalTargetProps) {
    ({ target: this.target } = targetOf(`arn:aws:scheduler:::aws-sdk:${service}:${action}`, rest));
  }
}
