import type { ConstructScope } from "../../service/construct.ts";
import {
  ScalableTarget,
  type BaseTargetTrackingProps,
  type ScalingSchedule,
} from "../application-autoscaling/construct.ts";

/** Between which bounds an alias's provisioned concurrency is scaled. */
export interface AutoScalingOptions {
  readonly maxCapacity: number;
  /** @defaultValue 1 */
  readonly minCapacity?: number;
}

/** How an alias's provisioned concurrency is kept at a utilization. */
export interface UtilizationScalingOptions extends BaseTargetTrackingProps {
  /** From 0.1 to 0.9. */
  readonly utilizationTarget: number;
}

/** The provisioned concurrency of an alias that is scaled. */
export class ScalableFunctionAttribute {
  /** Its logical id, by which results speak of it. */
  readonly id: string;
  private readonly target: ScalableTarget;

  /** Registers the provisioned concurrency of a version or an alias. @throws ConfigError when the id is taken. */
  constructor(
    stack: ConstructScope,
    id: string,
    qualified: { readonly functionName: string; readonly qualifier: string },
    { maxCapacity, minCapacity = 1 }: AutoScalingOptions,
  ) {
    this.id = id;
    this.target = new ScalableTarget(stack, id, {
      serviceNamespace: "lambda",
      resourceId: `function:${qualified.functionName}:${qualified.qualifier}`,
      scalableDimension: "lambda:function:ProvisionedConcurrency",
      minCapacity,
      maxCapacity,
    });
  }

  /** Keeps its utilization at a target. @throws ConfigError */
  scaleOnUtilization({ utilizationTarget, ...options }: UtilizationScalingOptions): void {
    this.target.scaleToTrackMetric("Tracking", {
      targetValue: utilizationTarget,
      predefinedMetric: "LambdaProvisionedConcurrencyUtilization",
      ...options,
    });
  }

  /** Sets the bounds at times. @throws ConfigError */
  scaleOnSchedule(id: string, action: ScalingSchedule): void {
    this.target.scaleOnSchedule(id, action);
  }
}
