import { minutes, type Instant } from "@orrery/kernel";
import { simulate, type AwsOptions, type AwsSimulation } from "../../../run/simulate.ts";
import type { PlainObject } from "../../../service/refusal.ts";

const roleArn = "arn:aws:iam::123456789012:role/states";

/** An account with workflows, whose executions a test looks at. */
export class AccountOfWorkflows {
  readonly simulation: AwsSimulation;
  private executions = 0;
  private machines = 0;

  constructor(options: AwsOptions = {}) {
    this.simulation = simulate({ seed: 1, accountId: "123456789012", ...options });
  }

  /** Calls an operation of Step Functions, and lets time pass until it is answered. */
  call(operation: string, params: PlainObject = {}): PlainObject {
    return this.simulation.client().call("stepfunctions", operation, params);
  }

  /** Makes a state machine of states of which the first one comes first. @returns its ARN */
  made(States: PlainObject, more: PlainObject = {}, top: PlainObject = {}): string {
    this.machines += 1;
    const definition = JSON.stringify({ StartAt: Object.keys(States)[0]!, States, ...top });
    const name = `workflow-${String(this.machines)}`;
    const made = this.call("CreateStateMachine", { name, roleArn, definition, ...more });
    return made.stateMachineArn as string;
  }

  /** Starts an execution. @returns its ARN */
  start(stateMachineArn: string, input: unknown = {}, name?: string): string {
    this.executions += 1;
    const called = name ?? `run-${String(this.executions)}`;
    const params = { stateMachineArn, input: JSON.stringify(input), name: called };
    return this.call("StartExecution", params).executionArn as string;
  }

  /** Lets time pass. */
  pass(microseconds: number = minutes(30)): void {
    this.simulation.run({ until: (this.simulation.now + microseconds) as Instant });
  }

  /** Starts an execution and lets half an hour pass. @returns what DescribeExecution shows */
  run(stateMachineArn: string, input: unknown = {}): PlainObject {
    const executionArn = this.start(stateMachineArn, input);
    this.pass();
    return this.described(executionArn);
  }

  /** What DescribeExecution shows. */
  described(executionArn: string): PlainObject {
    return this.call("DescribeExecution", { executionArn });
  }

  /** The history of an execution. */
  history(executionArn: string): readonly PlainObject[] {
    const params = { executionArn, maxResults: 1_000 };
    return this.call("GetExecutionHistory", params).events as readonly PlainObject[];
  }

  /** The types of the events of an execution. */
  types(executionArn: string): readonly string[] {
    return this.history(executionArn).map(({ type }) => type as string);
  }
}
