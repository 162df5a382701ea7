import type { Part, ServiceSettingCases } from "../../../../test/setting-case.ts";

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Work: { Type: AWS::SQS::Queue, Properties: { QueueName: stack-Work } }
  Often:
    Type: AWS::Scheduler::Schedule
    Properties:
      Name: often
      ScheduleExpression: rate(1 minute)
      FlexibleTimeWindow: { Mode: "OFF" }
      Target: { Arn: !GetAtt Work.Arn, RoleArn: "arn:aws:iam::123456789012:role/r" }
  Late:
    Type: AWS::Scheduler::Schedule
    Properties:
      Name: late
      ScheduleExpression: at(2026-01-01T00:00:00)
      FlexibleTimeWindow: { Mode: "OFF" }
      Target: { Arn: !GetAtt Work.Arn, RoleArn: "arn:aws:iam::123456789012:role/r" }
  Worker:
    Type: AWS::Serverless::Function
    Properties: { Handler: index.handler, Runtime: nodejs22.x }
`;

const toWorker: Part = { workload: [{ to: "Worker", arrivals: { constant: { rate: "1/s" } } }] };
const idle: Part = { workload: [], duration: "5m", startsAt: "2026-01-01T00:00:00Z" };
const refused: Part = {
  ...idle,
  duration: "40m",
  faults: [{ refuse: "Work", with: "ServiceUnavailable", at: "0s", for: "35m" }],
};
const silent: Part = { ...idle, duration: "40m", faults: [{ drop: "Work", at: "0s", for: "20m" }] };
const assuming = (name: string, value: unknown): Part => ({ assumptions: { [name]: value } });
/** A function that calls 20 times in a second, and a quota that has once. */
const often = (quota: string, call: Part) => ({
  base: {
    workload: [{ to: "Worker", arrivals: { constant: { rate: "20/s" } }, for: "1s" }],
    functions: { Worker: { calls: [call] } },
  },
  change: { quotas: { [`scheduler.${quota}`]: 1 } },
});

const making = (operation: string, params: Part): Part => ({
  ...toWorker,
  functions: { Worker: { calls: [{ [`scheduler:${operation}`]: params }] } },
});
const schedule = {
  Name: "another",
  ScheduleExpression: "rate(1 hour)",
  FlexibleTimeWindow: { Mode: "OFF" },
  Target: {
    Arn: "arn:aws:sqs:us-east-1:123456789012:stack-Work",
    RoleArn: "arn:aws:iam::123456789012:role/r",
  },
};

/** A case for each setting of scenarios that is about schedules. */
export const schedulerSettingCases: ServiceSettingCases = {
  template,
  settings: {
    "latencies.scheduler.toTarget": {
      base: idle,
      change: { latencies: { "scheduler.toTarget": "10s" } },
    },
    "quotas.scheduler.schedules": {
      base: making("CreateSchedule", schedule),
      change: { quotas: { "scheduler.schedules": 2 } },
    },
    "quotas.scheduler.scheduleGroups": {
      base: making("CreateScheduleGroup", { Name: "more" }),
      change: { quotas: { "scheduler.scheduleGroups": 1 } },
    },
    "quotas.scheduler.invocationsPerSecond": {
      base: { ...idle, ...assuming("scheduler.startOffset", "0s") },
      change: { quotas: { "scheduler.invocationsPerSecond": 1 } },
    },
    "quotas.scheduler.createCallsPerSecond": often("createCallsPerSecond", {
      "scheduler:CreateSchedule": { ...schedule, ClientToken: "once" },
    }),
    "quotas.scheduler.scheduleCallsPerSecond": often("scheduleCallsPerSecond", {
      "scheduler:DeleteSchedule": { Name: "none" },
    }),
    "quotas.scheduler.groupCallsPerSecond": often("groupCallsPerSecond", {
      "scheduler:CreateScheduleGroup": { Name: "more", ClientToken: "once" },
    }),
  },
  assumptions: {
    "scheduler.startOffset": { base: idle, change: assuming("scheduler.startOffset", "30s") },
    "scheduler.retryBase": { base: refused, change: assuming("scheduler.retryBase", "20s") },
    "scheduler.retryCap": { base: refused, change: assuming("scheduler.retryCap", "5s") },
    "scheduler.patience": { base: silent, change: assuming("scheduler.patience", "5s") },
    "scheduler.lateGrace": {
      base: { ...idle, startsAt: "2026-01-01T00:30:00Z" },
      change: assuming("scheduler.lateGrace", "1h"),
    },
    "scheduler.duplicates": { base: idle, change: assuming("scheduler.duplicates", 0.5) },
  },
};
