import type { ConstructScope } from "../../service/construct.ts";
import {
  ScalableTarget,
  type BaseTargetTrackingProps,
  type ScalingSchedule,
} from "../application-autoscaling/construct.ts";

/** Between which bounds the provisioned throughput of a table is scaled. */
export interface EnableScalingProps {
  readonly minCapacity: number;
  readonly maxCapacity: number;
}

/** How a table's throughput is kept at a utilization. */
export interface UtilizationScalingProps extends BaseTargetTrackingProps {
  /** From 20 to 90. */
  readonly targetUtilizationPercent: number;
}

/** The provisioned throughput of a table that is scaled. */
export class ScalableTableAttribute {
  /** Its logical id, by which results speak of it. */
  readonly id: string;
  private readonly target: ScalableTarget;
  private readonly side: "Read" | "Write";

  /** Registers what a table reads or writes. @throws ConfigError when the id is taken. */
  constructor(
    stack: ConstructScope,
    id: string,
    { tableName, side }: { readonly tableName: string; readonly side: "Read" | "Write" },
    { minCapacity, maxCapacity }: EnableScalingProps,
  ) {
    this.id = id;
    this.side = side;
    this.target = new ScalableTarget(stack, id, {
      serviceNamespace: "dynamodb",
      resourceId: `table/${tableName}`,
      scalableDimension: `dynamodb:table:${side}CapacityUnits`,
      minCapacity,
      maxCapacity,
    });
  }

  /** Keeps its utilization at a target. @throws ConfigError */
  scaleOnUtilization({ targetUtilizationPercent, ...options }: UtilizationScalingProps): void {
    this.target.scaleToTrackMetric("Tracking", {
      targetValue: targetUtilizationPercent,
      predefinedMetric: `DynamoDB${this.side}CapacityUtilization`,
      ...options,
    });
  }

  /** Sets the bounds at times. @throws ConfigError */
  scaleOnSchedule(id: string, action: ScalingSchedule): void {
    this.target.scaleOnSchedule(id, action);
  }
}
