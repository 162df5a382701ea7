import type { DurationSaid } from "@orrery/kernel";
import type { ConstructScope } from "../../service/construct.ts";
import { flowFrom, secondsOf, type IChainable } from "./constructs/state.ts";

// What the namespace `stepfunctions` holds, with the names of the CDK's `aws-cdk-lib/aws-stepfunctions`.
export { Condition } from "./constructs/condition.ts";
export {
  Chain,
  JitterType,
  State,
  type CatchProps,
  type IChainable,
  type RetryProps,
  type StateBaseProps,
} from "./constructs/state.ts";
export {
  Choice,
  CustomState,
  DistributedMap,
  Fail,
  IntegrationPattern,
  Map,
  Parallel,
  Pass,
  Result,
  Succeed,
  TaskStateBase,
  Wait,
  WaitTime,
  type DistributedMapProps,
  type FailProps,
  type MapProps,
  type ParallelProps,
  type PassProps,
  type TaskStateBaseProps,
  type WaitProps,
} from "./constructs/states.ts";
export { JsonPath, TaskInput } from "./constructs/task-input.ts";

/** One of {@link StateMachineType}, or its text. */
export type StateMachineType = (typeof StateMachineType)[keyof typeof StateMachineType];
/** Whether executions are durable, or fast and cheap. */
export const StateMachineType = { STANDARD: "STANDARD", EXPRESS: "EXPRESS" } as const;

/** What executions do. */
export class DefinitionBody {
  /** By states that lead to each other. */
  static fromChainable(chainable: IChainable): DefinitionBody {
    return new DefinitionBody(chainable, null);
  }
  /** In the States Language. */
  static fromString(definition: string): DefinitionBody {
    return new DefinitionBody(null, definition);
  }

  private readonly chainable: IChainable | null;
  private readonly text: string | null;

  private constructor(chainable: IChainable | null, text: string | null) {
    this.chainable = chainable;
    this.text = text;
  }

  /** The definition, in the States Language. */
  toText(id: string, timeout: DurationSaid | undefined, comment: string | undefined): string {
    if (this.chainable === null) return this.text!; // One of them is there.
    return JSON.stringify({
      ...(comment === undefined ? {} : { Comment: comment }),
      ...(timeout === undefined
        ? {}
        : { TimeoutSeconds: secondsOf(`state machine "${id}" timeout`, timeout) }),
      ...flowFrom(this.chainable.startState),
    });
  }
}

/** How a state machine is configured. */
export interface StateMachineProps {
  /** @defaultValue made of the stack's name and the id */
  readonly stateMachineName?: string;
  readonly definitionBody: DefinitionBody;
  /** @defaultValue STANDARD */
  readonly stateMachineType?: StateMachineType;
  /** How long an execution may take, in whole seconds. @defaultValue a year, or five minutes */
  readonly timeout?: DurationSaid;
  readonly comment?: string;
}

/** A state machine of Step Functions. */
export class StateMachine {
  /** Its logical id, by which scenarios and results speak of it. */
  readonly id: string;
  readonly stateMachineName: string;
  readonly stateMachineArn: string;
  readonly stateMachineType: StateMachineType;

  /**
   * Makes a state machine.
   *
   * ```ts
   * const charge = new tasks.LambdaInvoke(stack, "Charge", { lambdaFunction: charging });
   * const ship = new tasks.LambdaInvoke(stack, "Ship", { lambdaFunction: shipping });
   * new stepfunctions.StateMachine(stack, "Orders", {
   *   definitionBody: stepfunctions.DefinitionBody.fromChainable(charge.next(ship)),
   * });
   * ```
   *
   * @param id its logical id, which no other resource of the stack may have.
   * @throws ConfigError when a setting is outside its range, and when the id is taken: one line with the setting,
   *   what was expected and what was received.
   */
  constructor(stack: ConstructScope, id: string, props: StateMachineProps) {
    const {
      stateMachineName,
      definitionBody,
      stateMachineType = "STANDARD",
      timeout,
      comment,
    } = props;
    this.id = id;
    this.stateMachineName = stateMachineName ?? stack.physicalName(id);
    this.stateMachineArn = stack.arnOf("states", `stateMachine:${this.stateMachineName}`);
    this.stateMachineType = stateMachineType;
    stack.add("stepfunctions", "CreateStateMachine", id, {
      name: this.stateMachineName,
      definition: definitionBody.toText(id, timeout, comment),
      roleArn: `arn:aws:iam::${stack.account}:role/${this.stateMachineName}`,
      type: stateMachineType,
    });
  }
}

/** An activity, whose tasks workers ask for. */
export class Activity {
  /** Its logical id, by which scenarios and results speak of it. */
  readonly id: string;
  readonly activityName: string;
  readonly activityArn: string;

  /**
   * Makes an activity.
   *
   * @param id its logical id, which no other resource of the stack may have.
   * @throws ConfigError when the id is taken.
   */
  constructor(stack: ConstructScope, id: string, props: { readonly activityName?: string } = {}) {
    this.id = id;
    this.activityName = props.activityName ?? stack.physicalName(id);
    this.activityArn = stack.arnOf("states", `activity:${this.activityName}`);
    stack.add("stepfunctions", "CreateActivity", id, { name: this.activityName });
  }
}
