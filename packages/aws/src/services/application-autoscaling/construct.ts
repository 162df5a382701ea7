import { ConfigError, durationOf, type DurationSaid } from "@orrery/kernel";
import type { ConstructScope } from "../../service/construct.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { isTimeZone, parseSchedule } from "../../schedule/schedule.ts";
import { wholeSeconds } from "../../service/whole-seconds.ts";

// What the namespace `appscaling` holds, with the names of the CDK's `aws-cdk-lib/aws-applicationautoscaling`.

/** When a scheduled action is done. */
export class Schedule {
  /** As AWS writes it. */
  readonly expressionString: string;

  private constructor(expressionString: string) {
    this.expressionString = expressionString;
  }

  /** From an expression such as `cron(0 8 ? * MON-FRI *)`, `rate(5 minutes)` or `at(2026-11-23T09:00:00)`. @throws ConfigError */
  static expression(text: string): Schedule {
    if (parseSchedule(text) === null) {
      throw new ConfigError(
        "schedule",
        "at(…), rate(…) or cron(…) as AWS writes them",
        `"${text}"`,
      );
    }
    return new Schedule(text);
  }

  /** From fields of a cron expression; those that are left out are any. @throws ConfigError */
  static cron({
    minute = "*",
    hour = "*",
    day,
    month = "*",
    weekDay,
    year = "*",
  }: CronOptions): Schedule {
    const dayOfMonth = weekDay === undefined ? (day ?? "*") : "?";
    const fields = [minute, hour, dayOfMonth, month, weekDay ?? "?", year];
    if (day !== undefined && weekDay !== undefined) {
      throw new ConfigError("schedule weekDay", "none beside a day", weekDay);
    }
    return Schedule.expression(`cron(${fields.join(" ")})`);
  }
}

/** Fields of a cron expression. */
export interface CronOptions {
  readonly minute?: string;
  readonly hour?: string;
  readonly day?: string;
  readonly month?: string;
  readonly weekDay?: string;
  readonly year?: string;
}

/** An action that sets the bounds at its times. */
export interface ScalingSchedule {
  readonly schedule: Schedule;
  /** Such as `Europe/Berlin`. @defaultValue UTC */
  readonly timeZone?: string;
  /** @defaultValue it stays as it is */
  readonly minCapacity?: number;
  /** @defaultValue it stays as it is */
  readonly maxCapacity?: number;
}

/** What every policy that keeps a metric at a target has. */
export interface BaseTargetTrackingProps {
  /** @defaultValue the id of the policy */
  readonly policyName?: string;
  /** It scales out alone. @defaultValue false */
  readonly disableScaleIn?: boolean;
  /** @defaultValue as the resource's service has it */
  readonly scaleInCooldown?: DurationSaid;
  /** @defaultValue as the resource's service has it */
  readonly scaleOutCooldown?: DurationSaid;
}

/** A policy that keeps a metric at a target. */
export interface BasicTargetTrackingScalingPolicyProps extends BaseTargetTrackingProps {
  readonly targetValue: number;
  /** The name of a predefined metric. */
  readonly predefinedMetric: string;
}

/** What is scaled, and between which bounds. */
export interface ScalableTargetProps {
  /** Such as `lambda`. */
  readonly serviceNamespace: string;
  readonly resourceId: string;
  readonly scalableDimension: string;
  readonly minCapacity: number;
  readonly maxCapacity: number;
}

/** A capacity that policies and schedules set, between bounds. */
export class ScalableTarget {
  /** Its logical id, by which results speak of it. */
  readonly id: string;
  private readonly stack: ConstructScope;
  private readonly address: PlainObject;

  /**
   * Registers a capacity.
   *
   * @throws ConfigError when the id is taken.
   */
  constructor(stack: ConstructScope, id: string, props: ScalableTargetProps) {
    const { serviceNamespace, resourceId, scalableDimension, minCapacity, maxCapacity } = props;
    this.id = id;
    this.stack = stack;
    this.address = {
      ServiceNamespace: serviceNamespace,
      ResourceId: resourceId,
      ScalableDimension: scalableDimension,
    };
    stack.add("application-autoscaling", "RegisterScalableTarget", id, {
      ...this.address,
      MinCapacity: minCapacity,
      MaxCapacity: maxCapacity,
    });
  }

  /** Keeps a predefined metric at a target. @throws ConfigError */
  scaleToTrackMetric(id: string, props: BasicTargetTrackingScalingPolicyProps): void {
    const { targetValue, predefinedMetric, disableScaleIn, policyName } = props;
    const logicalId = `${this.id}${id}`;
    const cooldown = (setting: "scaleInCooldown" | "scaleOutCooldown", member: string) => {
      const said = props[setting];
      const path = `scaling policy "${logicalId}" ${setting}`;
      return said === undefined ? {} : { [member]: wholeSeconds(path, durationOf(path, said)) };
    };
    this.stack.add("application-autoscaling", "PutScalingPolicy", logicalId, {
      ...this.address,
      PolicyName: policyName ?? logicalId,
      PolicyType: "TargetTrackingScaling",
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: targetValue,
        PredefinedMetricSpecification: { PredefinedMetricType: predefinedMetric },
        ...(disableScaleIn === undefined ? {} : { DisableScaleIn: disableScaleIn }),
        ...cooldown("scaleInCooldown", "ScaleInCooldown"),
        ...cooldown("scaleOutCooldown", "ScaleOutCooldown"),
      },
    });
  }

  /** Sets the bounds at times. @throws ConfigError */
  scaleOnSchedule(id: string, action: ScalingSchedule): void {
    const { schedule, timeZone, minCapacity, maxCapacity } = action;
    const logicalId = `${this.id}${id}`;
    if (timeZone !== undefined && !isTimeZone(timeZone)) {
      const path = `scheduled action "${logicalId}" timeZone`;
      throw new ConfigError(path, "a time zone such as Europe/Berlin", `"${timeZone}"`);
    }
    if (minCapacity === undefined && maxCapacity === undefined) {
      const path = `scheduled action "${logicalId}"`;
      throw new ConfigError(path, "a minCapacity or a maxCapacity", "neither");
    }
    this.stack.add("application-autoscaling", "PutScheduledAction", logicalId, {
      ...this.address,
      ScheduledActionName: id,
      Schedule: schedule.expressionString,
      ...(timeZone === undefined ? {} : { Timezone: timeZone }),
      ScalableTargetAction: {
        ...(minCapacity === undefined ? {} : { MinCapacity: minCapacity }),
        ...(maxCapacity === undefined ? {} : { MaxCapacity: maxCapacity }),
      },
    });
  }
}
