import { minutes, noTime, seconds } from "@orrery/kernel";
import { constant, scenarioCase, workload, type DigestCase } from "../../../../test/digest-case.ts";
import {
  actions,
  cloudwatch,
  lambda,
  profile,
  sns,
  sqs,
  Stack,
  subscriptions,
  type Scenario,
} from "../../../index.ts";

/** A function that fails more and more, with alarms on its errors, on their rate and on a queue's age. */
function watched(): Scenario {
  const stack = new Stack("watched");
  const jobs = new sqs.Queue(stack, "Jobs");
  const mail = new sqs.Queue(stack, "Mail");
  const news = new sns.Topic(stack, "News");
  news.addSubscription(new subscriptions.SqsSubscription(mail));
  const worker = new lambda.Function(stack, "Worker");
  stack.say("Worker", {
    Behavior: profile({ duration: constant(seconds(1)), failures: 0.2 }),
  });
  const minutely = { period: "1m" } as const;
  const errors = new cloudwatch.Alarm(stack, "Errors", {
    metric: worker.metricErrors(minutely),
    threshold: 20,
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    treatMissingData: "notBreaching",
  });
  const rate = new cloudwatch.MathExpression({
    expression: "IF(calls > 0, 100 * errors / calls, 0)",
    usingMetrics: { errors: worker.metricErrors(), calls: worker.metricInvocations() },
    period: "1m",
  }).createAlarm(stack, "Rate", { threshold: 18, evaluationPeriods: 1 });
  const age = new cloudwatch.Alarm(stack, "Age", {
    metric: jobs.metricApproximateAgeOfOldestMessage(minutely),
    threshold: 120,
    evaluationPeriods: 1,
  });
  const all = new cloudwatch.CompositeAlarm(stack, "All", {
    alarmRule: cloudwatch.AlarmRule.anyOf(
      cloudwatch.AlarmRule.fromAlarm(errors),
      cloudwatch.AlarmRule.fromAlarm(rate),
    ),
    actionsSuppressor: age,
  });
  for (const alarm of [errors, age]) alarm.addAlarmAction(new actions.SnsAction(news));
  all.addOkAction(new actions.SnsAction(news));
  const steps = [
    { at: noTime, rate: 1 },
    { at: minutes(5), rate: 3 },
    { at: minutes(15), rate: 1 },
  ];
  return stack.scenario({
    duration: minutes(25),
    startsAt: "2026-11-23T08:00:00Z",
    workloads: [
      workload("Worker", { type: "steps", steps }),
      workload("Jobs", { type: "poisson", rate: 0.01 }),
    ],
  });
}

/** Runs in which alarms go off. */
export const cloudwatchCases: readonly DigestCase[] = [
  scenarioCase("watched-function", [61, 62], watched),
];
