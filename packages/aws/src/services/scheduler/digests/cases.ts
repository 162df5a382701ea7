import { days, milliseconds } from "@orrery/kernel";
import { lognormal, scenarioCase, type DigestCase } from "../../../../test/digest-case.ts";
import {
  lambda,
  profile,
  scheduler,
  schedulerTargets,
  sqs,
  Stack,
  type Scenario,
} from "../../../index.ts";

/** Schedules of every form, for a function that fails, a queue, a queue that is not there, and a call. */
function jobs(): Scenario {
  const stack = new Stack("jobs");
  const report = new lambda.Function(stack, "Report", { reservedConcurrentExecutions: 1 });
  stack.say("Report", {
    Behavior: profile({ duration: lognormal(milliseconds(900), 0.8), failures: 0.2 }),
  });
  const work = new sqs.Queue(stack, "Work");
  const dead = new sqs.Queue(stack, "Dead");
  const group = new scheduler.ScheduleGroup(stack, "Batch");
  new scheduler.Schedule(stack, "Often", {
    schedule: scheduler.ScheduleExpression.rate("5m"),
    target: new schedulerTargets.LambdaInvoke(report),
    timeWindow: scheduler.TimeWindow.flexible("3m"),
    scheduleGroup: group,
  });
  new scheduler.Schedule(stack, "Weekdays", {
    schedule: scheduler.ScheduleExpression.cron({
      minute: "0/20",
      hour: "8-17",
      weekDay: "MON-FRI",
    }),
    target: new schedulerTargets.SqsSendMessage(work, {
      input: scheduler.ScheduleTargetInput.fromText(scheduler.ContextAttribute.executionId),
    }),
  });
  new scheduler.Schedule(stack, "Lost", {
    schedule: scheduler.ScheduleExpression.rate("1h"),
    target: new schedulerTargets.SqsSendMessage(
      { queueArn: `${work.queueArn}-that-is-missing` },
      { deadLetterQueue: dead, retryAttempts: 2 },
    ),
  });
  new scheduler.Schedule(stack, "Once", {
    schedule: scheduler.ScheduleExpression.at("2026-01-02T12:00:00"),
    target: new schedulerTargets.Universal({
      service: "scheduler",
      action: "deleteSchedule",
      input: scheduler.ScheduleTargetInput.fromObject({ Name: "jobs-Weekdays" }),
    }),
    actionAfterCompletion: "DELETE",
  });
  return stack.scenario({ duration: days(3) });
}

/** Runs in which schedules come first. */
export const schedulerCases: readonly DigestCase[] = [
  scenarioCase("scheduled-jobs", [61, 62], jobs),
];
