import { minutes, seconds } from "@orrery/kernel";
import type { JourneyCall, Journeys } from "../../../test/journey.ts";
import { itKeepsTheContract } from "../../../test/service-contract.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { schedulerService } from "./index.ts";
import { created, queueArn, toQueue } from "./test/scheduled-account.ts";

const scheduler = (operation: string, params: PlainObject) => (): JourneyCall => [
  "scheduler",
  operation,
  params,
];
const create = (Name: string, expression: string, more: PlainObject = {}) =>
  scheduler("CreateSchedule", created(expression, { Name, ...more }));
const update = (Name: string, expression: string, more: PlainObject = {}) =>
  scheduler("UpdateSchedule", created(expression, { Name, ...more }));
const missing = {
  Target: toQueue("missing", {
    RetryPolicy: { MaximumRetryAttempts: 3 },
    DeadLetterConfig: { Arn: queueArn("dead") },
  }),
};
const bus = {
  Target: {
    Arn: "arn:aws:ecs:us-east-1:123456789012:cluster/main",
    RoleArn: "arn:aws:iam::123456789012:role/r",
  },
};
const flexible = { FlexibleTimeWindow: { Mode: "FLEXIBLE", MaximumWindowInMinutes: 3 } };

const journeys: Journeys = {
  // Each has a time of its own in its minute: see group/canonical.test.ts.
  seldomAlike: true,
  made: [
    ["sqs", "CreateQueue", { QueueName: "work" }],
    ["sqs", "CreateQueue", { QueueName: "dead" }],
    create("often", "rate(1 minute)")(),
    ["scheduler", "CreateScheduleGroup", { Name: "batch" }],
    create("sink", "rate(1 minute)", bus)(),
  ],
  courses: [
    [create("lost", "rate(1 minute)", missing), minutes(3)],
    [
      scheduler("CreateScheduleGroup", { Name: "more" }),
      create("in", "rate(1 minute)", { GroupName: "more", ...flexible }),
      minutes(5),
      scheduler("DeleteScheduleGroup", { Name: "more" }),
      minutes(5),
    ],
    [scheduler("GetSchedule", { Name: "often" }), scheduler("ListSchedules", {}), seconds(1)],
  ],
  asked: [
    create("a", "rate(1 minute)"),
    create("a", "rate(2 minutes)", flexible),
    create("b", "cron(* * * * ? *)", { ActionAfterCompletion: "DELETE" }),
    create("c", "rate(1 minute)", { GroupName: "batch" }),
    update("a", "rate(3 minutes)", missing),
    update("often", "rate(1 minute)", { State: "DISABLED" }),
    update("often", "rate(1 minute)"),
    scheduler("DeleteSchedule", { Name: "a" }),
    scheduler("DeleteSchedule", { Name: "often" }),
    scheduler("GetSchedule", { Name: "a" }),
    scheduler("ListSchedules", { MaxResults: 1 }),
    scheduler("DeleteScheduleGroup", { Name: "batch" }),
    scheduler("CreateScheduleGroup", { Name: "batch" }),
  ],
};

itKeepsTheContract(schedulerService, journeys);
