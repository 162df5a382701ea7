import { NotModeledError } from "../src/control/not-modeled.ts";
import { seconds, type Duration, type Instant } from "@orrery/kernel";
import {
  AwsError,
  simulate,
  type AwsOptions,
  type AwsSimulation,
  type Parameter,
  type PlainObject,
} from "../src/index.ts";

type Params = { readonly [key: string]: Parameter | undefined };

/** What a function needs to be made, with a behavior that takes 10 ms and returns `{ ok: true }`. */
export const functionParams: Params = {
  FunctionName: "worker",
  Runtime: "nodejs22.x",
  Handler: "index.handler",
  Role: "arn:aws:iam::123456789012:role/worker",
  Code: { ZipFile: "" },
  Behavior: {
    type: "profile",
    duration: { type: "constant", value: 10_000 },
    durationPerItem: null,
    coldStart: { type: "constant", value: 0 },
    failures: 0,
    poison: 0,
    calls: [],
    response: { ok: true },
  },
};

/** An account with Lambda, called by name. */
export class LambdaAccount {
  readonly simulation: AwsSimulation;

  constructor(options: AwsOptions = {}) {
    this.simulation = simulate(options);
  }

  call(operation: string, params: Params = {}): PlainObject {
    return this.simulation.client().call("lambda", operation, params);
  }

  /** Makes `worker`, or another where `params` say so. */
  create(params: Params = {}): PlainObject {
    return this.call("CreateFunction", { ...functionParams, ...params });
  }

  /** How an operation is refused, as `code: message`, or what of it is not modeled. */
  refusal(operation: string, params: Params = {}): string {
    try {
      const error = this.error(operation, params);
      return `${error.code}: ${error.message}`;
    } catch (error) {
      if (error instanceof NotModeledError) return `NotModeled: ${error.what}`;
      throw error;
    }
  }

  /** The error of an operation that must be refused. */
  error(operation: string, params: Params = {}): AwsError {
    try {
      this.call(operation, params);
    } catch (error) {
      if (error instanceof AwsError) return error;
      throw error;
    }
    throw new Error(`${operation} is not refused`);
  }

  /** Begins an invocation of `worker` and lets no time pass. */
  invoke(params: Params = {}) {
    return this.simulation.client().begin("lambda", "Invoke", {
      FunctionName: "worker",
      ...params,
    });
  }

  /** Lets time pass. */
  advance(duration: Duration = seconds(1)): void {
    this.simulation.run({ until: (this.simulation.now + duration) as Instant });
  }
}
