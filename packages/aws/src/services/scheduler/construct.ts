import { ConfigError, durationOf, minutes, type DurationSaid } from "@orrery/kernel";
import { isTimeZone, parseSchedule } from "../../schedule/schedule.ts";
import type { ConstructScope } from "../../service/construct.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { wholeSeconds } from "../../service/whole-seconds.ts";

// What the namespace `scheduler` holds, with the names of the CDK's `aws-cdk-lib/aws-scheduler`.

/** Fields of a cron expression; those that are left out are any. */
export interface CronOptionsWithTimezone {
  readonly minute?: string;
  readonly hour?: string;
  readonly day?: string;
  readonly month?: string;
  readonly weekDay?: string;
  readonly year?: string;
  /** Such as `Europe/Berlin`. @defaultValue UTC */
  readonly timeZone?: string;
}

/** When a schedule invokes its target. */
export class ScheduleExpression {
  /** As AWS writes it. */
  readonly expressionString: string;
  /** Whose clocks it is about. */
  readonly timeZone: string;

  private constructor(expressionString: string, timeZone: string) {
    this.expressionString = expressionString;
    this.timeZone = timeZone;
  }

  /** From an expression such as `cron(0 8 ? * MON-FRI *)`, `rate(5 minutes)` or `at(2026-11-23T09:00:00)`. @throws ConfigError */
  static expression(text: string, timeZone = "UTC"): ScheduleExpression {
    if (parseSchedule(text) === null) {
      const expected = "at(…), rate(…) or cron(…) as AWS writes them";
      throw new ConfigError("schedule", expected, `"${text}"`);
    }
    if (!isTimeZone(timeZone)) {
      throw new ConfigError("schedule timeZone", "a time zone such as Europe/Berlin", timeZone);
    }
    return new ScheduleExpression(text, timeZone);
  }

  /** Once, at a time of a time zone such as `2026-11-23T09:00:00`. @throws ConfigError */
  static at(time: string, timeZone?: string): ScheduleExpression {
    return ScheduleExpression.expression(`at(${time})`, timeZone);
  }

  /** Again and again: whole minutes. @throws ConfigError */
  static rate(duration: DurationSaid): ScheduleExpression {
    const count = durationOf("schedule rate", duration) / minutes(1);
    if (!Number.isInteger(count) || count < 1) {
      throw new ConfigError("schedule rate", "whole minutes", String(duration));
    }
    return ScheduleExpression.expression(`rate(${count} ${count === 1 ? "minute" : "minutes"})`);
  }

  /** By the clock. @throws ConfigError */
  static cron(options: CronOptionsWithTimezone): ScheduleExpression {
    const { minute = "*", hour = "*", day, month = "*", weekDay, year = "*", timeZone } = options;
    if (day !== undefined && weekDay !== undefined) {
      throw new ConfigError("schedule weekDay", "none beside a day", weekDay);
    }
    const dayOfMonth = weekDay === undefined ? (day ?? "*") : "?";
    const fields = [minute, hour, dayOfMonth, month, weekDay ?? "?", year];
    return ScheduleExpression.expression(`cron(${fields.join(" ")})`, timeZone);
  }
}

/** Within how long after its time a target is invoked. */
export class TimeWindow {
  readonly mode: "OFF" | "FLEXIBLE";
  /** In minutes; `undefined`: none. */
  readonly maxWindow: number | undefined;

  private constructor(mode: "OFF" | "FLEXIBLE", maxWindow?: number) {
    this.mode = mode;
    this.maxWindow = maxWindow;
  }

  /** At its time. */
  static off(): TimeWindow {
    return new TimeWindow("OFF");
  }

  /** Somewhere within so long: 1 minute to 24 hours. @throws ConfigError */
  static flexible(maxWindow: DurationSaid): TimeWindow {
    const count = durationOf("time window", maxWindow) / minutes(1);
    if (!Number.isInteger(count) || count < 1 || count > 1_440) {
      throw new ConfigError("time window", "whole minutes, 1 to 1,440", String(maxWindow));
    }
    return new TimeWindow("FLEXIBLE", count);
  }
}

/** What a schedule's target is given. */
export class ScheduleTargetInput {
  readonly text: string;

  private constructor(text: string) {
    this.text = text;
  }

  /** A text as it is. It may have {@link ContextAttribute}s. */
  static fromText(text: string): ScheduleTargetInput {
    return new ScheduleTargetInput(text);
  }

  /** An object as JSON. Its texts may have {@link ContextAttribute}s. */
  static fromObject(value: PlainObject): ScheduleTargetInput {
    return new ScheduleTargetInput(JSON.stringify(value));
  }
}

/** What an input may say of its schedule and of the attempt. */
export const ContextAttribute = {
  scheduleArn: "<aws.scheduler.schedule-arn>",
  scheduledTime: "<aws.scheduler.scheduled-time>",
  executionId: "<aws.scheduler.execution-id>",
  attemptNumber: "<aws.scheduler.attempt-number>",
} as const;

/** What every target may be told. */
export interface ScheduleTargetProps {
  /** @defaultValue a notification of the schedule */
  readonly input?: ScheduleTargetInput;
  /** How old an invocation may be when it is attempted again, 1 minute to 24 hours. @defaultValue 24 hours */
  readonly maxEventAge?: DurationSaid;
  /** 0 to 185. @defaultValue 185 */
  readonly retryAttempts?: number;
  /** Where invocations go that are given up. @defaultValue nowhere */
  readonly deadLetterQueue?: { readonly queueArn: string };
}

/** A target as a schedule takes it, such as a `schedulerTargets.LambdaInvoke`. */
export interface ScheduleTarget {
  /** What of the target is said to AWS, without its role. */
  readonly target: PlainObject;
}

/** A target of any kind: `schedulerTargets` has one for each service, which is shorter. */
export function targetOf(
  arn: string,
  { input, maxEventAge, retryAttempts, deadLetterQueue }: ScheduleTargetProps,
  more: PlainObject = {},
): ScheduleTarget {
  const policy: PlainObject = {
    ...(maxEventAge === undefined
      ? {}
      : { MaximumEventAgeInSeconds: wholeSeconds("target maxEventAge", maxEventAge) }),
    ...(retryAttempts === undefined ? {} : { MaximumRetryAttempts: retryAttempts }),
  };
  const target: PlainObject = {
    Arn: arn,
    ...(input === undefined ? {} : { Input: input.text }),
    ...(Object.keys(policy).length === 0 ? {} : { RetryPolicy: policy }),
    ...(deadLetterQueue === undefined
      ? {}
      : { DeadLetterConfig: { Arn: deadLetterQueue.queueArn } }),
    ...more,
  };
  return { target };
}

/** How a group of schedules is configured. */
export interface ScheduleGroupProps {
  /** @defaultValue made of the stack's name and the id */
  readonly scheduleGroupName?: string;
}

/** A group of schedules. */
export class ScheduleGroup {
  /** Its logical id, by which scenarios and results speak of it. */
  readonly id: string;
  readonly scheduleGroupName: string;
  readonly scheduleGroupArn: string;

  /**
   * Makes a group of schedules.
   *
   * @param id its logical id, which no other resource of the stack may have.
   * @throws ConfigError when the id is taken.
   */
  constructor(stack: ConstructScope, id: string, props: ScheduleGroupProps = {}) {
    const { scheduleGroupName = stack.physicalName(id) } = props;
    this.id = id;
    this.scheduleGroupName = scheduleGroupName;
    this.scheduleGroupArn = stack.arnOf("scheduler", `schedule-group/${scheduleGroupName}`);
    stack.add("scheduler", "CreateScheduleGroup", id, { Name: scheduleGroupName });
  }
}

/** How a schedule is configured. */
export interface ScheduleProps {
  readonly schedule: ScheduleExpression;
  readonly target: ScheduleTarget;
  /** @defaultValue made of the stack's name and the id */
  readonly scheduleName?: string;
  readonly description?: string;
  /** @defaultValue the account's default group */
  readonly scheduleGroup?: ScheduleGroup;
  /** @defaultValue true */
  readonly enabled?: boolean;
  /** @defaultValue at its time */
  readonly timeWindow?: TimeWindow;
  /** Nothing is invoked before, such as `2026-11-23T00:00:00Z`. @defaultValue from its making on */
  readonly start?: string;
  /** Nothing is invoked for a later time. @defaultValue no end */
  readonly end?: string;
  /** Whether it goes after its last invocation. @defaultValue NONE */
  readonly actionAfterCompletion?: "NONE" | "DELETE";
}

/** A schedule. */
export class Schedule {
  /** Its logical id. */
  readonly id: string;
  readonly scheduleName: string;
  readonly scheduleArn: string;

  /**
   * Makes a schedule.
   *
   * ```ts
   * new scheduler.Schedule(stack, "Nightly", {
   *   schedule: scheduler.ScheduleExpression.cron({ hour: "2", minute: "30", timeZone: "Europe/Berlin" }),
   *   target: new schedulerTargets.LambdaInvoke(report),
   *   timeWindow: scheduler.TimeWindow.flexible("15m"),
   * });
   * ```
   *
   * @param id its logical id, which no other resource of the stack may have.
   * @throws ConfigError when the id is taken. Everything else is checked by Scheduler as the run begins.
   */
  constructor(stack: ConstructScope, id: string, props: ScheduleProps) {
    const { schedule, target, scheduleName = stack.physicalName(id), scheduleGroup } = props;
    const { description, enabled = true, timeWindow = TimeWindow.off(), start, end } = props;
    this.id = id;
    this.scheduleName = scheduleName;
    const group = scheduleGroup?.scheduleGroupName ?? "default";
    this.scheduleArn = stack.arnOf("scheduler", `schedule/${group}/${scheduleName}`);
    const { mode, maxWindow } = timeWindow;
    const role = `arn:aws:iam::${stack.account}:role/${stack.physicalName(`${id}Role`)}`;
    stack.add("scheduler", "CreateSchedule", id, {
      Name: scheduleName,
      ...(scheduleGroup === undefined ? {} : { GroupName: group }),
      ...(description === undefined ? {} : { Description: description }),
      ScheduleExpression: schedule.expressionString,
      ScheduleExpressionTimezone: schedule.timeZone,
      ...(start === undefined ? {} : { StartDate: start }),
      ...(end === undefined ? {} : { EndDate: end }),
      State: enabled ? "ENABLED" : "DISABLED",
      ActionAfterCompletion: props.actionAfterCompletion ?? "NONE",
      FlexibleTimeWindow:
        maxWindow === undefined
          ? { Mode: mode }
          : { Mode: mode, MaximumWindowInMinutes: maxWindow },
      Target: { RoleArn: role, ...target.target },
    });
  }
}
