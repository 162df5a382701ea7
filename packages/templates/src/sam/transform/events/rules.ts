import { getAtt } from "../intrinsics.ts";
import { isGiven, mapOf, memberOf, pick, type Json, type Maybe } from "../json.ts";
import { fromRuleToQueue } from "../policies/documents.ts";
import { eventProblem } from "../problems.ts";
import { rulesOf } from "../property-types.ts";
import { generated, type Generated } from "../resource.ts";
import {
  deadLetterQueue,
  deadLettersOf,
  permissionOf,
  queueUrl,
  type EventType,
  type SamEvent,
} from "./event.ts";
import { startingRole } from "./starting-role.ts";

/** Properties of a rule on a schedule. */
export const scheduleRules = {
  Schedule: "!text",
  RuleName: "text",
  Input: "text",
  Enabled: "bool",
  State: "text",
  Name: "text",
  Description: "text",
  DeadLetterConfig: "map",
  RetryPolicy: "map",
};

const patternRules = {
  EventBusName: "text",
  RuleName: "text",
  Pattern: "map",
  DeadLetterConfig: "map",
  RetryPolicy: "map",
  Input: "text",
  InputPath: "text",
  InputTransformer: "any",
  Target: "map",
  Enabled: "bool",
  State: "text",
};

/** A rule of EventBridge on a schedule. */
export const schedule: EventType = {
  rules: rulesOf(scheduleRules),
  make: (event) =>
    ruleOf(event, {
      ScheduleExpression: memberOf(event.properties, "Schedule"),
      State: stateOf(event),
      Name: memberOf(event.properties, "Name"),
      Description: memberOf(event.properties, "Description"),
    }),
};

/** A rule of EventBridge for events of a pattern. */
export const patternRule: EventType = {
  rules: rulesOf(patternRules),
  make: (event) =>
    ruleOf(event, {
      EventBusName: memberOf(event.properties, "EventBusName"),
      EventPattern: memberOf(event.properties, "Pattern"),
      Name: memberOf(event.properties, "RuleName"),
      State: stateOf(event),
    }),
};

function stateOf({ name, id, target, properties }: SamEvent): Maybe {
  const state = memberOf(properties, "State");
  const enabled = memberOf(properties, "Enabled");
  const hasEnabled = enabled !== undefined && enabled !== null;
  if (isGiven(state) && hasEnabled) {
    throw eventProblem(
      target.kind === "function" ? name : id,
      "State and Enabled Properties cannot both be specified.",
    );
  }
  if (isGiven(state)) return state;
  return hasEnabled ? (isGiven(enabled) ? "ENABLED" : "DISABLED") : undefined;
}

/** The rule, what invokes the target on its behalf, and what takes its dead letters. */
function ruleOf(event: SamEvent, properties: Readonly<Record<string, Maybe>>): Generated[] {
  const { id, target } = event;
  const arn = getAtt(id, "Arn");
  const deadLetters = deadLettersOf(event);
  const queueId = deadLetters?.queueId;
  const queues =
    queueId === undefined
      ? []
      : [deadLetterQueue(event, queueId), ruleQueuePolicy(event, queueId, arn)];
  const role = target.kind === "stateMachine" ? startingRole(event, "events.amazonaws.com") : null;
  const rule = generated(
    id,
    "AWS::Events::Rule",
    { ...properties, Targets: [targetOf(event, deadLetters?.arn, role)] },
    { attributes: target.inherited, from: event.properties },
  );
  if (role !== null) return [rule, role, ...queues];
  const permission = permissionOf(event, "events.amazonaws.com", { SourceArn: arn });
  return [rule, ...queues, permission];
}

function targetOf(event: SamEvent, deadLetters: Json | undefined, role: Generated | null): Json {
  const { id, target, properties } = event;
  const suffix = target.kind === "function" ? "LambdaTarget" : "StepFunctionsTarget";
  const named = memberOf(memberOf(properties, "Target"), "Id");
  const kept = ["Input", "InputPath", "InputTransformer", "RetryPolicy"];
  return mapOf({
    Arn: target.arn,
    Id: named ?? `${id}${suffix}`,
    RoleArn: role === null ? undefined : getAtt(role.id, "Arn"),
    ...pick(properties, (key) => kept.includes(key)),
    DeadLetterConfig: deadLetters === undefined ? undefined : { Arn: deadLetters },
  });
}

const ruleQueuePolicy = ({ id, target }: SamEvent, queueId: string, rule: Json): Generated =>
  generated(
    `${id}QueuePolicy`,
    "AWS::SQS::QueuePolicy",
    { PolicyDocument: fromRuleToQueue(rule, getAtt(queueId, "Arn")), Queues: [queueUrl(queueId)] },
    { attributes: target.inherited },
  );
