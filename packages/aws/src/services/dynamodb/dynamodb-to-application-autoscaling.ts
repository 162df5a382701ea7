import type { ConstructScope } from "../../service/construct.ts";
import {
  ScalableTarget,
  type BaseTargetTrackingProps,
  type ScalingSchedule,
} from "../application-autoscaling/construct.ts";

/** What is scaled: a table, or a global secondary index of it. */
interface Scaled {
  readonly tableName: string;
  readonly indexName?: string;
  readonly side: "Read" | "Write";
}

/** Between which bounds provisioned throughput is scaled. */
export interface EnableScalingProps {
  readonly minCapacity: number;
  readonly maxCapacity: number;
}

/** How throughput is kept at a utilization. */
export interface UtilizationScalingProps extends BaseTargetTrackingProps {
  /** From 20 to 90. */
  readonly targetUtilizationPercent: number;
}

/** The provisioned throughput of a table or an index that is scaled. */
export class ScalableTableAttribute {
  /** Its logical id, by which results speak of it. */
  readonly id: string;
  private readonly target: ScalableTarget;
  private readonly side: "Read" | "Write";

  /** Registers what is read or written. @throws ConfigError when the id is taken. */
  constructor(
    stack: ConstructScope,
    id: string,
    { tableName, indexName, side }: Scaled,
    { minCapacity, maxCapacity }: EnableScalingProps,
  ) {
    this.id = id;
    this.side = side;
    this.target = new ScalableTarget(stack, id, {
      serviceNamespace: "dynamodb",
      resourceId:
        indexName === undefined ? `table/${tableName}` : `table/${tableName}/index/${indexName}`,
      scalableDimension: `dynamodb:${indexName === undefined ? "table" : "index"}:${side}CapacityUnits`,
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
