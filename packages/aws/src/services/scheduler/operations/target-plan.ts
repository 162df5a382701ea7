import { minutes, noTime, seconds, type Plain } from "@orrery/kernel";
import { isServiceName, operationsOf, servicesNamed } from "../../../request/names.ts";
import { memberOf, numberOf, objectOf, textOf } from "../../../request/params.ts";
import { roleCaller } from "../../../service/caller.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, ResourceConnection } from "../../../service/service-model.ts";
import { sinkAt } from "../../../sink/sink-at.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import type { DeadLetterPlan, TargetForm, TargetPlan } from "../config.ts";
import { attributePattern } from "../group/payload.ts";
import { schedulerLimits, toTarget } from "../limits.ts";
import { plain, recordOf, type KnownTarget } from "./group-record.ts";
import { functionService } from "../scheduler-to-lambda.ts";
import { unmodeledTarget } from "../unmodeled-target.ts";

const invalid = (message: string): Refused => refused("ValidationException", message);

/** What is wrong with a target, before anything is made; `null` for nothing. */
export function checkTarget(target: PlainObject): Refused | null {
  const arn = textOf(target["Arn"])!; // It is there.
  const input = textOf(target["Input"]);
  if (input !== undefined && sizeInUtf8(input) > schedulerLimits.input) {
    return invalid(`Input must have at most ${schedulerLimits.input} bytes.`); // Assumed: the words.
  }
  if (!/^arn:aws[a-z-]*:[a-z0-9-]+:[^:]*:[^:]*:.+$/.test(arn)) {
    return invalid("Provided Arn is not in correct format."); // Assumed: the words.
  }
  const called = callIn(arn);
  if (called === null) return invalid(`${arn} is not a valid target.`); // Likewise.
  const service = arn.split(":")[2]!; // It matched.
  if (
    input !== undefined &&
    (called !== undefined ||
      needJson.has(service) ||
      target["EventBridgeParameters"] !== undefined) &&
    !isJson(input.replaceAll(attributePattern, "1"))
  ) {
    return invalid("Invalid JSON in Input."); // Likewise.
  }
  return null;
}

/** Services whose targets take JSON alone. */
const needJson = new Set([functionService, "states", "events"]);

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What the role of a schedule does with its target, and what is put there. Joins the group to what it did not know. */
export function planTarget(
  target: PlainObject,
  group: Resource,
  arnOfSchedule: string,
  plane: ControlPlane,
): { readonly plan: TargetPlan; readonly group: Resource } {
  const arn = textOf(target["Arn"])!; // Checked.
  const role = textOf(target["RoleArn"])!; // It must be there.
  const { known } = recordOf(group);
  const all = [...known];
  const connections: ResourceConnection[] = [];
  const called = callIn(arn);
  const place = called == null ? placeOf(arn, role, all, connections, plane) : 0;
  const deadLetterArn = textOf(memberOf(target["DeadLetterConfig"], "Arn"));
  const lettersAt =
    deadLetterArn === undefined ? 0 : placeOf(deadLetterArn, role, all, connections, plane);
  const deadLetters: DeadLetterPlan | null =
    deadLetterArn === undefined
      ? null
      : { arn: deadLetterArn, to: lettersAt, kind: all[lettersAt - 1]!.kind };
  const kind = all[place - 1]?.kind ?? null;
  const form: TargetForm =
    called != null
      ? { type: "call", ...called, caller: roleCaller(role, "scheduler", arnOfSchedule, plane) }
      : kind === null
        ? { type: "sink" }
        : { type: "entry", kind };
  const input = textOf(target["Input"]) ?? null;
  const busEvent = objectOf(target["EventBridgeParameters"]);
  const retry = objectOf(target["RetryPolicy"]);
  const age = numberOf(retry["MaximumEventAgeInSeconds"]);
  const plan: TargetPlan = {
    arn,
    to: place,
    form,
    // A call without parameters has none.
    input: called != null ? (input ?? "{}") : input,
    hasAttributes: input !== null && new RegExp(attributePattern.source).test(input),
    group:
      textOf(memberOf(target["SqsParameters"], "MessageGroupId")) ??
      textOf(memberOf(target["KinesisParameters"], "PartitionKey")) ??
      null,
    busEvent:
      busEvent["Source"] === undefined
        ? null
        : { source: textOf(busEvent["Source"])!, detailType: textOf(busEvent["DetailType"])! },
    retryAttempts: numberOf(retry["MaximumRetryAttempts"]) ?? schedulerLimits.retryAttempts.default,
    eventAge: age === undefined ? schedulerLimits.eventAge.default : seconds(age),
    deadLetters,
  };
  if (connections.length === 0) return { plan, group };
  const record = plain({ ...recordOf(group), known: all });
  return { plan, group: plane.change(group, { record, connections }) };
}

/** Which target of the group's port an ARN is, for a role; a new one is joined. */
function placeOf(
  arn: string,
  role: string,
  known: KnownTarget[],
  connections: ResourceConnection[],
  plane: ControlPlane,
): number {
  const found = known.findIndex((each) => each.arn === arn && each.role === role);
  if (found >= 0) return found + 1;
  const target = plane.target(arn);
  const to = known.length + 1;
  known.push({ arn, role, kind: target?.kind ?? null });
  const request = plane.latencies["scheduler.toTarget"] ?? toTarget;
  const join = { port: "targets", to, request };
  if (target === null) {
    connections.push({ ...join, target: sinkAt(unmodeledTarget, arn, plane) });
  } else {
    const caller = roleCaller(role, "scheduler", arn, plane);
    const { component, action } = target;
    connections.push({ ...join, target: component, access: { caller, action, arn } });
  }
  return to;
}

/** Names of services in AWS's SDK for Java, which universal targets have, where boto3 has others. */
const otherNames: Readonly<Record<string, string>> = {
  sfn: "stepfunctions",
  eventbridge: "events",
  cloudwatchlogs: "logs",
  cloudwatchevents: "events",
  cognitoidentityprovider: "cognito-idp",
  elasticloadbalancingv2: "elbv2",
  databasemigration: "dms",
  costexplorer: "ce",
  opensearch: "opensearch",
};

/** What an operation that reads is called first: a schedule cannot call it. */
const reads =
  /^(?:get|describe|list|poll|receive|search|scan|query|select|read|lookup|discover|validate|batchGet|batchDescribe|batchRead|transactGet|adminGet|adminList|retrieve|isAuthorized|invokeModel)/;

/**
 * The operation that a universal target calls, such as of `arn:aws:scheduler:::aws-sdk:sqs:sendMessage`; `null`: there
 * is none, or it only reads; `undefined`: the ARN is of no such target.
 */
function callIn(
  arn: string,
): { readonly service: string; readonly operation: string } | null | undefined {
  const [, named, called = ""] =
    /^arn:aws[a-z-]*:scheduler:::aws-sdk:([^:]+):([^:]+)$/.exec(arn) ?? [];
  if (named === undefined) return undefined;
  if (reads.test(called)) return null;
  const service = serviceOf(named);
  if (service === undefined) return null;
  const operations = operationsOf(service);
  const operation = `${called.slice(0, 1).toUpperCase()}${called.slice(1)}`;
  if (operations === null) return { service, operation };
  const known = operations.find((each) => each.toLowerCase() === operation.toLowerCase());
  return known === undefined ? null : { service, operation: known };
}

function serviceOf(named: string): string | undefined {
  if (Object.hasOwn(otherNames, named)) return otherNames[named];
  if (isServiceName(named)) return named;
  return servicesNamed().find((each) => each.replaceAll("-", "") === named);
}

/** The flexible window of a schedule, or what is wrong with it. */
export function windowIn(window: Plain | undefined): ReturnType<typeof minutes> | Refused {
  const { Mode, MaximumWindowInMinutes } = objectOf(window);
  if (Mode !== "FLEXIBLE") return noTime;
  const most = numberOf(MaximumWindowInMinutes);
  // Assumed: the words.
  if (most === undefined) return invalid("MaximumWindowInMinutes is required for FLEXIBLE mode.");
  return minutes(most);
}
