import { invariant, Simulation, type Duration, type Instant, type Tagged } from "@orrery/kernel";
import { machinesOf } from "@orrery/aws";
import { resolveFunctionConfig } from "../../../packages/aws/src/services/lambda/config.ts";
import type { Invoke } from "../../../packages/aws/src/services/lambda/protocol.ts";
import { noTrail } from "../../../packages/aws/src/service/origin.ts";

/** A function in an account, invoked by hand. Cold starts take no time, and environments stay. */
export interface FunctionStageOptions {
  /** @defaultValue us-east-1 */
  readonly region?: string;
  /** The date whose rules hold, `YYYY-MM-DD`. @defaultValue 2026-11-01 */
  readonly asOf?: string;
  /** The account's quota. */
  readonly concurrentExecutions: number;
  /** Seconds that each invocation takes. */
  readonly duration: number;
  /** In MB. @defaultValue 128 */
  readonly memorySize?: number;
}

/** How invocations fared that were made together. */
export interface Admission {
  readonly admitted: number;
  readonly throttled: number;
  /** Environments that had to be started for them. */
  readonly started: number;
}

const microsecondsInSecond = 1_000_000;
const instant = { type: "constant", value: 0 } as const;
const farOff = { type: "constant", value: 1e12 } as const;
const invoke: Invoke = {
  type: "invoke",
  payload: { type: "json", value: {}, size: 2 },
  trail: noTrail,
  event: null,
};

/** The machines of a function and of its account on the kernel, without the API in front of them. */
export class FunctionStage {
  private readonly simulation: Simulation;
  private throttled = 0;

  constructor(options: FunctionStageOptions) {
    const { region = "us-east-1", asOf = "2026-11-01", memorySize = 128 } = options;
    const { concurrentExecutions, duration } = options;
    this.simulation = new Simulation({ seed: 1, machines: machinesOf() });
    this.simulation.apply({
      do: "create",
      name: "account",
      kind: "lambda.account",
      settings: { concurrentExecutions, reserved: 0, region, asOf },
      connections: [],
    });
    this.simulation.apply({
      do: "create",
      name: "function",
      kind: "lambda.function",
      settings: resolveFunctionConfig("worker", {
        region,
        asOf,
        memorySize,
        timeout: (900 * microsecondsInSecond) as Duration,
        behavior: {
          type: "profile",
          duration: { type: "constant", value: duration * microsecondsInSecond },
          durationPerItem: null,
          coldStart: instant,
          failures: 0,
          poison: 0,
          calls: [],
          response: null,
        },
        environments: { placement: instant, idleLifetime: farOff, maximumAge: farOff },
      }),
      connections: [{ port: "account", to: 0, target: "account" }],
    });
  }

  /** Lets time pass up to a second of the run. */
  runTo(second: number): void {
    this.simulation.run({ until: Math.round(second * microsecondsInSecond) as Instant });
  }

  /** Makes invocations now, all at once. */
  invoke(count: number): Admission {
    const before = { started: this.countOf("EnvironmentsStarted"), throttled: this.throttled };
    for (let number = 0; number < count; number += 1) {
      this.simulation.tell("function", invoke, (body: Tagged) => {
        if (body.type === "refused") this.throttled += 1;
      });
    }
    this.simulation.run({ until: this.simulation.now });
    const throttled = this.throttled - before.throttled;
    const started = this.countOf("EnvironmentsStarted") - before.started;
    return { admitted: count - throttled, throttled, started };
  }

  /** Invocations that run now. */
  get running(): number {
    const { RunningInvocations } = this.simulation.gaugesOf("function", this.simulation.now);
    invariant(RunningInvocations !== undefined, "a function shows how many invocations run");
    return RunningInvocations;
  }

  /** Sum of what the function observed of a metric. */
  countOf(metric: string): number {
    return this.simulation.metersOf("function")[metric]?.sum ?? 0;
  }
}
