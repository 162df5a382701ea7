import { simulate, wait, type AwsSimulation } from "@orrery/aws";
import type { Duration, Instant } from "@orrery/kernel";
import { stateMachineCharges } from "../../../packages/aws/src/services/stepfunctions/pricing.ts";
import { isList, isObject, type ValueObject } from "../value.ts";

const hour = 3_600_000_000;
const roleArn = "arn:aws:iam::123456789012:role/states";
const worker = "arn:aws:lambda:us-east-1:123456789012:function:worker";
const noTime = Object.fromEntries(
  [
    "lambda.cold.platformOverhead",
    "lambda.cold.initDuration",
    "lambda.cold.firstCall",
    "lambda.warm.platformOverhead",
    "stepfunctions.standard.start",
    "stepfunctions.standard.transition",
    "stepfunctions.toService",
  ].map((name) => [name, { type: "constant", value: 0 } as const]),
);

/** A workflow whose first task fails with these errors, one after the other; the last one goes on for ever. */
class WorkflowStage {
  private readonly simulation: AwsSimulation;
  private readonly executionArn: string;
  failures = 0;

  constructor(errors: readonly string[], more: ValueObject, states: ValueObject = {}) {
    const fail = (): never => {
      const error = new Error("");
      error.name = errors[Math.min(this.failures, errors.length - 1)]!;
      this.failures += 1;
      throw error;
    };
    this.simulation = simulate({
      latencies: noTime,
      scripts: {
        *fails() {
          yield wait(0 as Duration);
          fail();
        },
      },
    });
    this.call("lambda", "CreateFunction", {
      ...{ FunctionName: "worker", Runtime: "nodejs22.x", Handler: "index.handler" },
      Role: roleArn,
      Code: { ZipFile: "" },
      Behavior: { type: "script", name: "fails" },
    });
    const first = { Type: "Task", Resource: worker, End: true, ...more };
    const definition = JSON.stringify({ StartAt: "First", States: { First: first, ...states } });
    const made = { name: "workflow", roleArn, definition };
    const { stateMachineArn } = this.call("stepfunctions", "CreateStateMachine", made);
    const started = this.call("stepfunctions", "StartExecution", { stateMachineArn });
    this.executionArn = String(started.executionArn);
    this.simulation.run({ until: (this.simulation.now + hour) as Instant });
  }

  call(service: string, operation: string, params: ValueObject): ValueObject {
    const sent = params as Record<string, never>; // JSON.
    return this.simulation.client().call(service, operation, sent);
  }

  /** Events of the execution. */
  get history(): readonly ValueObject[] {
    const asked = { executionArn: this.executionArn, maxResults: 1_000 };
    return this.call("stepfunctions", "GetExecutionHistory", asked).events as ValueObject[];
  }

  /** Seconds from each failure of the task to its next attempt. */
  get waits(): readonly number[] {
    const at = (wanted: string) =>
      this.history.flatMap(({ type, timestamp }) => (type === wanted ? [Number(timestamp)] : []));
    const failed = at("LambdaFunctionFailed");
    return at("LambdaFunctionScheduled")
      .slice(1)
      .map((again, place) => Math.round((again - failed[place]!) * 1_000) / 1_000);
  }
}

/** What a task waits between its attempts, and what becomes of it. */
export function retriesShown(input: ValueObject): ValueObject {
  if (!isList(input.retriers)) {
    const { failures, ...retrier } = input;
    const stage = new WorkflowStage(["Down"], {
      Retry: [{ ErrorEquals: ["States.ALL"], ...retrier }],
    });
    const ended = stage.history.at(-1)?.type === "ExecutionFailed" ? "fails" : "succeeds";
    const outcome = stage.failures === Number(failures) ? ended : `${stage.failures} failures`;
    return { waits: [...stage.waits], outcome };
  }
  const next = String(input.catch);
  const errors = isList(input.errors) ? input.errors.map(String) : [];
  const stage = new WorkflowStage(
    errors,
    { Retry: input.retriers, Catch: [{ ErrorEquals: ["States.ALL"], Next: next }] },
    { [next]: { Type: "Succeed" } },
  );
  const entered = stage.history.flatMap(({ stateEnteredEventDetails: state }) =>
    isObject(state) && state.name !== "First" ? [String(state.name)] : [],
  );
  return { waits: [...stage.waits], next: entered[0] ?? "", failuresConsumed: stage.failures };
}

/** What a retrier says that says nothing but its errors. */
export function retryDefaultsShown(): ValueObject {
  const stage = new WorkflowStage(["Down"], { Retry: [{ ErrorEquals: ["States.ALL"] }] });
  const { waits } = stage;
  const longest = (IntervalSeconds: number): boolean => {
    try {
      new WorkflowStage(["Down"], { Retry: [{ ErrorEquals: ["States.ALL"], IntervalSeconds }] });
      return true;
    } catch {
      return false;
    }
  };
  const most = 99_999_999;
  return {
    IntervalSeconds: waits[0]!,
    MaxAttempts: waits.length,
    BackoffRate: waits[1]! / waits[0]!,
    maxIntervalSeconds: longest(most) && !longest(most + 1) ? most : 0,
    waits: [...waits],
  };
}

/** What executions of so many transitions cost, by our price. */
export function transitionCostShown(input: ValueObject): ValueObject {
  const transitions = Number(input.executions) * Number(input.transitionsEach);
  const used = { StateTransitions: { count: transitions, sum: transitions } };
  const charges = stateMachineCharges(used, "STANDARD", new Map());
  const [charge] = charges;
  if (charges.length !== 1 || charge === undefined) throw new Error("not transitions alone");
  return { transitions: charge.quantity, cost: charge.dollars };
}
