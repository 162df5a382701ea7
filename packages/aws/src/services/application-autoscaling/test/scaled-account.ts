import { minutes, seconds, type Duration, type Instant } from "@orrery/kernel";
import { LambdaAccount } from "../../../../test/lambda-account.ts";
import type { AwsOptions, Parameter, PlainObject } from "../../../index.ts";

type Params = { readonly [key: string]: Parameter | undefined };

const constant = (value: number) => ({ type: "constant", value }) as const;
const ofWorker = { FunctionName: "worker" };

/** What every request says of the alias `live` of `worker`. */
export const live = {
  ServiceNamespace: "lambda",
  ResourceId: "function:worker:live",
  ScalableDimension: "lambda:function:ProvisionedConcurrency",
};

/** An account with `worker`, whose invocations take 10 s, and the alias `live` to its version 1, as made at instant 0. */
export class ScaledAccount extends LambdaAccount {
  constructor(options: AwsOptions = {}) {
    super({
      seed: 1,
      startsAt: "2026-11-23T08:00:00Z",
      latencies: {
        "lambda.cold.platformOverhead": constant(0),
        "lambda.provisioned.preparation": constant(seconds(30)),
      },
      ...options,
    });
    this.create({
      Timeout: 60,
      Behavior: {
        type: "profile",
        duration: constant(seconds(10)),
        durationPerItem: null,
        coldStart: constant(0),
        failures: 0,
        poison: 0,
        calls: [],
        response: null,
      },
    });
    this.call("PublishVersion", ofWorker);
    this.call("CreateAlias", { ...ofWorker, Name: "live", FunctionVersion: "1" });
  }

  scaling(operation: string, params: Params = {}): PlainObject {
    const address = operation.endsWith("Resource") || operation.endsWith("ForResource") ? {} : live;
    const { ResourceId, ...all }: Params = { ...address, ...params };
    const named =
      operation === "DescribeScalableTargets"
        ? { ResourceIds: [ResourceId ?? ""] }
        : { ResourceId };
    return this.simulation.client().call("application-autoscaling", operation, {
      ...all,
      ...(ResourceId === undefined ? {} : named),
    });
  }

  /** How an operation is refused, as `code: message`, or what of it is not modeled. */
  scalingRefusal(operation: string, params: Params = {}): string {
    try {
      this.scaling(operation, params);
    } catch (error) {
      return error instanceof Error && "code" in error
        ? `${String(error.code)}: ${error.message}`
        : String(error);
    }
    throw new Error(`${operation} is not refused`);
  }

  register(MinCapacity: number, MaxCapacity: number, params: Params = {}): PlainObject {
    return this.scaling("RegisterScalableTarget", { MinCapacity, MaxCapacity, ...params });
  }

  /** Keeps the utilization at 0.5, or as `params` say. */
  track(params: Params = {}, PolicyName = "half"): PlainObject {
    return this.scaling("PutScalingPolicy", {
      PolicyName,
      PolicyType: "TargetTrackingScaling",
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 0.5,
        PredefinedMetricSpecification: {
          PredefinedMetricType: "LambdaProvisionedConcurrencyUtilization",
        },
        ...params,
      },
    });
  }

  /** What the alias has: what was requested, and what is allocated. */
  get capacity(): readonly [number, number] {
    try {
      const config = this.call("GetProvisionedConcurrencyConfig", {
        ...ofWorker,
        Qualifier: "live",
      });
      return [
        Number(config["RequestedProvisionedConcurrentExecutions"]),
        Number(config["AllocatedProvisionedConcurrentExecutions"]),
      ];
    } catch {
      return [0, 0];
    }
  }

  /** So many invocations at once, every ten seconds, until an instant. */
  keepBusy(count: number, until: Duration): void {
    const { simulation } = this;
    while (simulation.now < until) {
      const left = until - simulation.now;
      for (let nth = 0; nth < count; nth += 1) {
        simulation.tell("lambda.alias:worker:live", invoke);
      }
      this.advance(Math.min(left, seconds(10)) as Duration);
    }
  }

  advanceTo(at: Duration): void {
    this.simulation.run({ until: at as number as Instant });
  }

  get activities(): readonly PlainObject[] {
    return this.scaling("DescribeScalingActivities")["ScalingActivities"] as readonly PlainObject[];
  }

  meter(metric: string): number {
    const [name] = this.simulation.names.filter((each) =>
      each.startsWith("application-autoscaling.target:"),
    );
    return this.simulation.metersOf(name!)[metric]!.sum;
  }
}

const invoke = {
  type: "invoke",
  payload: { type: "json", value: {}, size: 2 },
  trail: null,
  event: null,
} as const;

/** An instant after whole minutes and seconds. */
export const at = (minute: number, second = 0): Duration =>
  (minutes(minute) + seconds(second)) as Duration;
