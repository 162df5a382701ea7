import { getAtt } from "../intrinsics.ts";
import { isGiven, mapOf, memberOf, pick } from "../json.ts";
import { assumedBy, invokeFunction, sendToQueue, startExecution } from "../policies/documents.ts";
import { eventProblem } from "../problems.ts";
import { rulesOf } from "../property-types.ts";
import { generated, type Generated } from "../resource.ts";
import {
  deadLetterQueue,
  deadLettersOf,
  type DeadLetters,
  type EventType,
  type SamEvent,
} from "./event.ts";

const passedOn = [
  ...["ScheduleExpression", "Description", "StartDate", "EndDate", "ScheduleExpressionTimezone"],
  ...["GroupName", "KmsKeyArn"],
];

/** A schedule of EventBridge Scheduler. */
export const scheduler: EventType = {
  rules: rulesOf({
    PermissionsBoundary: "text",
    ScheduleExpression: "!text",
    FlexibleTimeWindow: "map",
    Name: "text",
    State: "text",
    Description: "text",
    StartDate: "text",
    EndDate: "text",
    ScheduleExpressionTimezone: "text",
    GroupName: "text",
    KmsKeyArn: "text",
    Input: "text",
    RoleArn: "text",
    DeadLetterConfig: "map",
    RetryPolicy: "map",
    OmitName: "=bool",
  }),
  make: (event) => {
    const { id, target, properties } = event;
    const isNameless = isGiven(memberOf(properties, "OmitName"));
    const name = memberOf(properties, "Name");
    if (isNameless && isGiven(name)) {
      throw eventProblem(id, "Name cannot be set when OmitName is True");
    }
    const state = memberOf(properties, "State");
    const window = memberOf(properties, "FlexibleTimeWindow");
    const deadLetters = deadLettersOf(event);
    const queueId = deadLetters?.queueId;
    const given = memberOf(properties, "RoleArn");
    const role = isGiven(given) ? undefined : schedulerRole(event, deadLetters);
    const kept = ["Input", "RetryPolicy"];
    const made = generated(
      id,
      "AWS::Scheduler::Schedule",
      {
        ...pick(properties, (key) => passedOn.includes(key)),
        State: isGiven(state) ? state : undefined,
        Name: isNameless ? undefined : isGiven(name) ? name : id,
        FlexibleTimeWindow: isGiven(window) ? window : { Mode: "OFF" },
        Target: mapOf({
          Arn: target.arn,
          RoleArn: role === undefined ? given : getAtt(role.id, "Arn"),
          ...pick(properties, (key) => kept.includes(key)),
          DeadLetterConfig: deadLetters === undefined ? undefined : { Arn: deadLetters.arn },
        }),
      },
      { attributes: target.inherited, from: properties },
    );
    return [
      made,
      ...(queueId === undefined ? [] : [deadLetterQueue(event, queueId)]),
      ...(role === undefined ? [] : [role]),
    ];
  },
};

function schedulerRole(
  { id, target, properties }: SamEvent,
  deadLetters: DeadLetters | undefined,
): Generated {
  const boundary = memberOf(properties, "PermissionsBoundary");
  const start = target.kind === "function" ? invokeFunction : startExecution;
  return generated(
    `${id}Role`,
    "AWS::IAM::Role",
    {
      AssumeRolePolicyDocument: assumedBy("scheduler.amazonaws.com"),
      Policies: [
        start(target.arn, id),
        ...(deadLetters === undefined ? [] : [sendToQueue(deadLetters.arn, id)]),
      ],
      PermissionsBoundary: isGiven(boundary) ? boundary : undefined,
    },
    { attributes: target.inherited },
  );
}
