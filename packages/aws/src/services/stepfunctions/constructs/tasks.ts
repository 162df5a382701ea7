import type { Plain } from "@orrery/kernel";
import type { ConstructScope } from "../../../service/construct.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { TaskStateBase, type TaskStateBaseProps } from "./states.ts";
import { memberOf, templateOf, type TaskInput } from "./task-input.ts";

// What the namespace `tasks` holds, with the names of the CDK's `aws-cdk-lib/aws-stepfunctions-tasks`.

interface Rendered {
  readonly Resource: string;
  readonly Parameters?: Plain;
}

const filled = (params: PlainObject): PlainObject => templateOf(params) as PlainObject; // Of an object.

export interface LambdaInvokeProps extends TaskStateBaseProps {
  readonly lambdaFunction: { readonly functionArn: string };
  /** @defaultValue the state's input */
  readonly payload?: TaskInput;
  /** Gives the payload alone, in place of the answer around it. @defaultValue false */
  readonly payloadResponseOnly?: boolean;
  /** Runs it again when Lambda itself fails. @defaultValue true */
  readonly retryOnServiceExceptions?: boolean;
}

/** Invokes a function. */
export class LambdaInvoke extends TaskStateBase {
  private readonly props: LambdaInvokeProps;

  constructor(_scope: ConstructScope, id: string, props: LambdaInvokeProps) {
    super(id, props);
    this.props = props;
    if (props.retryOnServiceExceptions === false) return;
    this.addRetry({
      errors: [
        "Lambda.ClientExecutionTimeoutException",
        "Lambda.ServiceException",
        "Lambda.AWSLambdaException",
        "Lambda.SdkClientException",
      ],
      interval: "2s",
      maxAttempts: 6,
      backoffRate: 2,
    });
  }

  protected renderTask(): Rendered {
    const { lambdaFunction, payload, payloadResponseOnly = false } = this.props;
    if (payloadResponseOnly) {
      const { value = undefined } = payload ?? {};
      return {
        Resource: lambdaFunction.functionArn,
        ...(value === undefined ? {} : { Parameters: templateOf(value) }),
      };
    }
    return {
      Resource: this.integration("lambda", "invoke"),
      Parameters: {
        FunctionName: lambdaFunction.functionArn,
        ...(payload === undefined ? { "Payload.$": "$" } : memberOf("Payload", payload)),
      },
    };
  }
}

export interface SqsSendMessageProps extends TaskStateBaseProps {
  readonly queue: { readonly queueUrl: string };
  readonly messageBody: TaskInput;
  readonly messageGroupId?: string;
  readonly messageDeduplicationId?: string;
}

/** Sends a message to a queue. */
export class SqsSendMessage extends TaskStateBase {
  private readonly props: SqsSendMessageProps;

  constructor(_scope: ConstructScope, id: string, props: SqsSendMessageProps) {
    super(id, props);
    this.props = props;
  }

  protected renderTask(): Rendered {
    const { queue, messageBody, messageGroupId, messageDeduplicationId } = this.props;
    return {
      Resource: this.integration("sqs", "sendMessage"),
      Parameters: {
        QueueUrl: queue.queueUrl,
        ...memberOf("MessageBody", messageBody),
        ...filled({
          ...(messageGroupId === undefined ? {} : { MessageGroupId: messageGroupId }),
          ...(messageDeduplicationId === undefined
            ? {}
            : { MessageDeduplicationId: messageDeduplicationId }),
        }),
      },
    };
  }
}

export interface SnsPublishProps extends TaskStateBaseProps {
  readonly topic: { readonly topicArn: string };
  readonly message: TaskInput;
  readonly subject?: string;
}

/** Publishes a message to a topic. */
export class SnsPublish extends TaskStateBase {
  private readonly props: SnsPublishProps;

  constructor(_scope: ConstructScope, id: string, props: SnsPublishProps) {
    super(id, props);
    this.props = props;
  }

  protected renderTask(): Rendered {
    const { topic, message, subject } = this.props;
    return {
      Resource: this.integration("sns", "publish"),
      Parameters: {
        TopicArn: topic.topicArn,
        ...memberOf("Message", message),
        ...filled(subject === undefined ? {} : { Subject: subject }),
      },
    };
  }
}

interface DynamoProps extends TaskStateBaseProps {
  readonly table: { readonly tableName: string };
}

/** An attribute of an item, as DynamoDB has it. */
export class DynamoAttributeValue {
  static fromString(value: string): DynamoAttributeValue {
    return new DynamoAttributeValue({ S: value });
  }
  /** A path by `JsonPath` as a text, too. */
  static fromNumber(value: number | string): DynamoAttributeValue {
    return new DynamoAttributeValue({ N: `${value}` });
  }
  static fromBoolean(value: boolean): DynamoAttributeValue {
    return new DynamoAttributeValue({ BOOL: value });
  }

  readonly attributeValue: PlainObject;

  private constructor(attributeValue: PlainObject) {
    this.attributeValue = attributeValue;
  }
}

type Attributes = Readonly<Record<string, DynamoAttributeValue>>;

const attributesOf = (attributes: Attributes): PlainObject =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, { attributeValue }]) => [name, attributeValue]),
  );

export interface DynamoPutItemProps extends DynamoProps {
  readonly item: Attributes;
  readonly conditionExpression?: string;
  readonly expressionAttributeValues?: Attributes;
}

/** Puts an item into a table. */
export class DynamoPutItem extends TaskStateBase {
  private readonly props: DynamoPutItemProps;

  constructor(_scope: ConstructScope, id: string, props: DynamoPutItemProps) {
    super(id, props);
    this.props = props;
  }

  protected renderTask(): Rendered {
    const { table, item, conditionExpression, expressionAttributeValues } = this.props;
    return {
      Resource: "arn:aws:states:::dynamodb:putItem",
      Parameters: filled({
        TableName: table.tableName,
        Item: attributesOf(item),
        ...expressions(conditionExpression, expressionAttributeValues),
      }),
    };
  }
}

const expressions = (
  condition: string | undefined,
  values: Attributes | undefined,
): PlainObject => ({
  ...(condition === undefined ? {} : { ConditionExpression: condition }),
  ...(values === undefined ? {} : { ExpressionAttributeValues: attributesOf(values) }),
});

export interface DynamoKeyProps extends DynamoProps {
  readonly key: Attributes;
}

/** Reads an item of a table. */
export class DynamoGetItem extends TaskStateBase {
  private readonly props: DynamoKeyProps & { readonly consistentRead?: boolean };

  constructor(
    _scope: ConstructScope,
    id: string,
    props: DynamoKeyProps & { readonly consistentRead?: boolean },
  ) {
    super(id, props);
    this.props = props;
  }

  protected renderTask(): Rendered {
    const { table, key, consistentRead = false } = this.props;
    return {
      Resource: "arn:aws:states:::dynamodb:getItem",
      Parameters: filled({
        TableName: table.tableName,
        Key: attributesOf(key),
        ConsistentRead: consistentRead,
      }),
    };
  }
}

/** Deletes an item of a table. */
export class DynamoDeleteItem extends TaskStateBase {
  private readonly props: DynamoKeyProps;

  constructor(_scope: ConstructScope, id: string, props: DynamoKeyProps) {
    super(id, props);
    this.props = props;
  }

  protected renderTask(): Rendered {
    const { table, key } = this.props;
    return {
      Resource: "arn:aws:states:::dynamodb:deleteItem",
      Parameters: filled({ TableName: table.tableName, Key: attributesOf(key) }),
    };
  }
}

export interface DynamoUpdateItemProps extends DynamoKeyProps {
  readonly updateExpression: string;
  readonly expressionAttributeValues?: Attributes;
  readonly conditionExpression?: string;
}

/** Changes an item of a table. */
export class DynamoUpdateItem extends TaskStateBase {
  private readonly props: DynamoUpdateItemProps;

  constructor(_scope: ConstructScope, id: string, props: DynamoUpdateItemProps) {
    super(id, props);
    this.props = props;
  }

  protected renderTask(): Rendered {
    const { table, key, updateExpression } = this.props;
    const { conditionExpression, expressionAttributeValues } = this.props;
    return {
      Resource: "arn:aws:states:::dynamodb:updateItem",
      Parameters: filled({
        TableName: table.tableName,
        Key: attributesOf(key),
        UpdateExpression: updateExpression,
        ...expressions(conditionExpression, expressionAttributeValues),
      }),
    };
  }
}

export interface StepFunctionsStartExecutionProps extends TaskStateBaseProps {
  readonly stateMachine: { readonly stateMachineArn: string };
  /** @defaultValue the state's input */
  readonly input?: TaskInput;
  readonly name?: string;
}

/** Starts an execution of another state machine. */
export class StepFunctionsStartExecution extends TaskStateBase {
  private readonly props: StepFunctionsStartExecutionProps;

  constructor(_scope: ConstructScope, id: string, props: StepFunctionsStartExecutionProps) {
    super(id, props);
    this.props = props;
  }

  protected renderTask(): Rendered {
    const { stateMachine, input, name } = this.props;
    return {
      Resource: this.integration("states", "startExecution", ".sync:2"),
      Parameters: {
        StateMachineArn: stateMachine.stateMachineArn,
        ...(input === undefined ? { "Input.$": "$" } : memberOf("Input", input)),
        ...filled(name === undefined ? {} : { Name: name }),
      },
    };
  }
}

export interface StepFunctionsInvokeActivityProps extends TaskStateBaseProps {
  readonly activity: { readonly activityArn: string };
  readonly parameters?: PlainObject;
}

/** Gives a task to the workers of an activity. */
export class StepFunctionsInvokeActivity extends TaskStateBase {
  private readonly props: StepFunctionsInvokeActivityProps;

  constructor(_scope: ConstructScope, id: string, props: StepFunctionsInvokeActivityProps) {
    super(id, props);
    this.props = props;
  }

  protected renderTask(): Rendered {
    const { activity, parameters } = this.props;
    return {
      Resource: activity.activityArn,
      ...(parameters === undefined ? {} : { Parameters: filled(parameters) }),
    };
  }
}

export interface EventBridgePutEventsProps extends TaskStateBaseProps {
  readonly entries: readonly {
    readonly detail: TaskInput;
    readonly detailType: string;
    readonly source: string;
    readonly eventBus?: { readonly eventBusName: string };
  }[];
}

/** Puts events onto a bus. */
export class EventBridgePutEvents extends TaskStateBase {
  private readonly props: EventBridgePutEventsProps;

  constructor(_scope: ConstructScope, id: string, props: EventBridgePutEventsProps) {
    super(id, props);
    this.props = props;
  }

  protected renderTask(): Rendered {
    return {
      Resource: this.integration("events", "putEvents"),
      Parameters: {
        Entries: this.props.entries.map(({ detail, detailType, source, eventBus }) => ({
          ...memberOf("Detail", detail),
          ...filled({
            DetailType: detailType,
            Source: source,
            ...(eventBus === undefined ? {} : { EventBusName: eventBus.eventBusName }),
          }),
        })),
      },
    };
  }
}

export interface CallAwsServiceProps extends TaskStateBaseProps {
  /** As AWS's SDK names it, such as `s3`. */
  readonly service: string;
  /** Such as `listBuckets`. */
  readonly action: string;
  readonly parameters?: PlainObject;
  /** What the role is allowed to do it with. */
  readonly iamResources?: readonly string[];
}

/** Calls an operation of AWS. */
export class CallAwsService extends TaskStateBase {
  private readonly props: CallAwsServiceProps;

  constructor(_scope: ConstructScope, id: string, props: CallAwsServiceProps) {
    super(id, props);
    this.props = props;
  }

  protected renderTask(): Rendered {
    const { service, action, parameters = {} } = this.props;
    return {
      Resource: this.integration(`aws-sdk:${service}`, action),
      Parameters: filled(parameters),
    };
  }
}
