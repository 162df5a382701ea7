import { memberOf, objectOf, textOf } from "../../request/params.ts";
import type { PlainObject } from "../../service/refusal.ts";
import {
  templateTypes,
  type MadeType,
  type PropertyMeaning,
  type Reading,
  type TemplateOperation,
} from "../../service/template-type.ts";
import facts from "./resource-types.json" with { type: "json" };
import { queueTemplateType } from "./scheduler-to-sqs.ts";

const modeled = (meaning: string, read: Reading): PropertyMeaning => ({
  verdict: "modeled",
  meaning,
  read,
  exact: true,
});

const target: Reading = {
  members: {
    RetryPolicy: {
      members: { MaximumEventAgeInSeconds: "wholeNumber", MaximumRetryAttempts: "wholeNumber" },
    },
    Input: "jsonText",
  },
  others: "plain",
};

/** The role of a template that is not known: nobody checks it. */
const roleOf = (accountId: string): string => `arn:aws:iam::${accountId}:role/scheduler`;

const isRole = (arn: string): boolean => /^arn:aws[a-z-]*:iam::\d{12}:role\//.test(arn);

const scheduleType: MadeType = {
  type: "AWS::Scheduler::Schedule",
  nameProperty: "Name",
  naming: { maxLength: 64 },
  properties: {
    Name: { verdict: "modeled", meaning: "Names the schedule.", read: "text" },
    GroupName: { verdict: "modeled", meaning: "Names its group.", read: "text" },
    Description: { verdict: "ignored", meaning: "Descriptions change nothing.", read: "text" },
    ScheduleExpression: modeled("Says when the target is invoked.", "text"),
    ScheduleExpressionTimezone: modeled("Says whose clocks the expression is about.", "text"),
    StartDate: modeled("Nothing is invoked before.", "text"),
    EndDate: modeled("Nothing is invoked for a later time.", "text"),
    State: modeled("Says whether it invokes anything.", "text"),
    FlexibleTimeWindow: modeled("Says within how long the target is invoked.", {
      members: { Mode: "text", MaximumWindowInMinutes: "wholeNumber" },
    }),
    KmsKeyArn: {
      verdict: "ignored",
      meaning: "Encryption takes no time here.",
      read: "text",
      charge: "KMS requests for its key",
    },
    Target: {
      verdict: "modeled",
      meaning: "Says what is invoked, with what, and how often again.",
      read: target,
      names: [
        { member: "Arn", by: "arn", of: "entries", standIn: { role: "Target" } },
        {
          member: "DeadLetterConfig.Arn",
          by: "arn",
          of: [queueTemplateType],
          standIn: { role: "DeadLetterQueue" },
        },
      ],
    },
  },
  make({ Target, ...values }, { name, named, accountId, unknown = [] }) {
    const given = objectOf(Target);
    const arn = named["Target.Arn"]?.resource?.arn ?? textOf(given["Arn"]);
    if (arn === undefined || (unknown.includes("Target") && !arn.startsWith("arn:"))) {
      return "Its target is known to a deployment only: nothing is invoked.";
    }
    const role = textOf(given["RoleArn"]) ?? "";
    const deadLetters = named["Target.DeadLetterConfig.Arn"]?.resource?.arn;
    const params: PlainObject = {
      ...values,
      Name: name,
      Target: {
        ...given,
        Arn: arn,
        RoleArn: isRole(role) ? role : roleOf(accountId),
        ...(deadLetters === undefined ? {} : { DeadLetterConfig: { Arn: deadLetters } }),
      },
    };
    const create: TemplateOperation = { operation: "CreateSchedule", params };
    return [create];
  },
  meaning({ ScheduleExpression, ScheduleExpressionTimezone, Target }, { named }) {
    const of = named["Target.Arn"]?.resource?.logicalId ?? textOf(memberOf(Target, "Arn")) ?? "";
    const zone = textOf(ScheduleExpressionTimezone);
    const when = `${textOf(ScheduleExpression) ?? ""}${zone === undefined ? "" : ` in ${zone}`}`;
    return `A schedule that invokes ${of} at ${when}, simulated.`;
  },
  deployment: {
    change(before, after) {
      const was = before.operations[0]?.params;
      const [operation] = after;
      if (was === undefined || operation === undefined) return "replace";
      const isSame =
        was["Name"] === operation.params["Name"] &&
        was["GroupName"] === operation.params["GroupName"];
      return isSame ? [{ operation: "UpdateSchedule", params: operation.params }] : "replace";
    },
    remove: ({ operations }) =>
      operations.map(({ params: { Name, GroupName } }) => ({
        operation: "DeleteSchedule",
        params: { Name: Name!, ...(GroupName === undefined ? {} : { GroupName }) },
      })),
  },
};

const groupType: MadeType = {
  type: "AWS::Scheduler::ScheduleGroup",
  nameProperty: "Name",
  naming: { maxLength: 64 },
  properties: {
    Name: { verdict: "modeled", meaning: "Names the group.", read: "text" },
    Tags: { verdict: "ignored", meaning: "Tags change nothing.", read: "tags" },
  },
  make: ({ Tags }, { name }) => [
    {
      operation: "CreateScheduleGroup",
      params: {
        Name: name,
        ...(Tags === undefined
          ? {}
          : {
              Tags: Object.entries(objectOf(Tags)).map(([Key, Value]) => ({ Key, Value: Value! })),
            }),
      },
    },
  ],
  meaning: () => "A group of schedules, simulated.",
  deployment: {
    remove: ({ operations }) =>
      operations.map(({ params }) => ({
        operation: "DeleteScheduleGroup",
        params: { Name: params["Name"]! },
      })),
  },
};

/** What templates may have of EventBridge Scheduler. */
export const schedulerTemplateTypes = templateTypes(facts, [scheduleType, groupType]);
