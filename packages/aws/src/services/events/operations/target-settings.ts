import { seconds } from "@orrery/kernel";
import type { DeliveryPolicy } from "../../../delivery/delivery-policy.ts";
import { memberOf, numberOf, objectOf, textMapOf, textOf } from "../../../request/params.ts";
import { nameInArn } from "../../../service/arn.ts";
import { figureValues } from "../../../service/assumed-figure.ts";
import { roleCaller, serviceCaller } from "../../../service/caller.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, ResourceConnection, Target } from "../../../service/service-model.ts";
import { requestAt } from "../../../service/api-target.ts";
import type { ApiRequest, GroupSource, TargetInput, TargetSettings } from "../config.ts";
import { latencyIn, type LatencyName } from "../latencies.ts";
import { eventsAssumptions, eventsLimits } from "../limits.ts";
import { isStreamArn } from "../events-to-kinesis.ts";
import { unmodeledTargetAt } from "../unmodeled-target.ts";
import type { TargetRecord } from "./records.ts";
import { eventsArn } from "./checked.ts";

/** The ARN of a target. */
export const arnOfTarget = ({ params }: Pick<TargetRecord, "params">): string =>
  textOf(params["Arn"]) ?? "";

/** The ARN of its dead-letter queue; `undefined` without one. */
const deadLetterArnOf = ({ params }: Pick<TargetRecord, "params">): string | undefined =>
  textOf(memberOf(params["DeadLetterConfig"], "Arn"));

/** A target as it is kept. */
export function targetRecord(
  number: number,
  params: PlainObject,
  plane: ControlPlane,
): TargetRecord {
  const deadLetterQueue = deadLetterArnOf({ params });
  return {
    number,
    params,
    kind: whereTo(arnOfTarget({ params }), plane).target?.kind ?? null,
    deadLetterKind:
      deadLetterQueue === undefined ? null : (plane.target(deadLetterQueue)?.kind ?? null),
  };
}

/** What the machine of a bus needs to know of a target. It asks nothing that is not kept. */
export function targetSettings(record: TargetRecord, plane: ControlPlane): TargetSettings {
  const { number, params } = record;
  const arn = arnOfTarget(record);
  const deadLetterQueue = deadLetterArnOf(record);
  return {
    number,
    id: textOf(params["Id"]) ?? "",
    arn,
    kind: record.kind,
    request: requestIn(record),
    crosses: crossingsOf(arn, plane),
    input: inputIn(params),
    group: groupIn(params, arn),
    policy: policyIn(params, arn, number, deadLetterQueue, plane),
    deadLetterKind: record.deadLetterKind,
  };
}

/** Whether a target is a bus of another account, and of another Region. */
function crossingsOf(arn: string, plane: ControlPlane): TargetSettings["crosses"] {
  const [, , , region, account] = arn.split(":");
  const isBus = nameInArn(arn, "events", "event-bus/") !== undefined;
  return {
    account: isBus && account !== plane.accountId,
    region: isBus && region !== plane.region,
  };
}

/** Where a target leads, and what the way there takes. */
function whereTo(
  arn: string,
  plane: ControlPlane,
): { readonly target: Target | null; readonly latency: LatencyName } {
  const crosses = crossingsOf(arn, plane);
  const name = nameInArn(arn, "events", "event-bus/");
  if (name === undefined || !(crosses.account || crosses.region)) {
    return { target: plane.target(arn) ?? plane.apiAt(arn), latency: "events.toTarget" };
  }
  const latency = crosses.region ? "events.toOtherRegion" : "events.toOtherAccount";
  // A scenario that says how far it is has a bus here that stands for it.
  if (plane.latencies[latency] === undefined) return { target: null, latency: "events.toTarget" };
  return { target: plane.target(eventsArn(`event-bus/${name}`, plane)), latency };
}

/** An API gets a request; no other target has an ARN of a method. */
function requestIn({ params, kind }: TargetRecord): ApiRequest | null {
  const said = params["HttpParameters"];
  const head = kind === null ? null : requestAt(arnOfTarget({ params }), said);
  if (head === null) return null;
  const hasPaths = JSON.stringify(said ?? null).includes('"$.');
  return { head, parameters: hasPaths ? objectOf(said) : null };
}

function inputIn(params: PlainObject): TargetInput {
  const text = textOf(params["Input"]);
  if (text !== undefined) return { type: "constant", text };
  const path = textOf(params["InputPath"]);
  if (path !== undefined) return { type: "path", path };
  const transformer = params["InputTransformer"];
  const template = textOf(memberOf(transformer, "InputTemplate"));
  if (template === undefined) return { type: "event" };
  const paths = Object.fromEntries(textMapOf(memberOf(transformer, "InputPathsMap")));
  return { type: "template", paths, template };
}

/** A queue gets the group that its parameters say, and a stream a key by a path; without one, the event's id. */
function groupIn(params: PlainObject, arn: string): GroupSource | null {
  const group = textOf(memberOf(params["SqsParameters"], "MessageGroupId"));
  if (group !== undefined) return { type: "text", text: group };
  if (!isStreamArn(arn)) return null;
  const path = textOf(memberOf(params["KinesisParameters"], "PartitionKeyPath")) ?? "";
  return { type: "path", path };
}

function policyIn(
  params: PlainObject,
  arn: string,
  number: number,
  deadLetterQueue: string | undefined,
  plane: ControlPlane,
): DeliveryPolicy {
  const { maximumEventAge, maximumRetryAttempts } = eventsLimits.retry;
  const assumed = figureValues(eventsAssumptions, plane.assumptions);
  const said = params["RetryPolicy"];
  const age = numberOf(memberOf(said, "MaximumEventAgeInSeconds"));
  const retries = numberOf(memberOf(said, "MaximumRetryAttempts"));
  return {
    failed: {
      phases: [
        {
          type: "exponential",
          retries: retries ?? maximumRetryAttempts.default,
          base: assumed.retryBase,
          factor: 2,
          cap: assumed.retryCap > assumed.retryBase ? assumed.retryCap : assumed.retryBase,
        },
      ],
      jitter: { min: assumed.leastJitter, max: 1 },
    },
    throttled: null,
    maximumAge: age === undefined ? maximumEventAge.default : seconds(age),
    timeout: arn.includes(":api-destination/")
      ? eventsLimits.endpointTimeout
      : assumed.targetPatience,
    onGivenUp: deadLetterQueue === undefined ? null : { arn: deadLetterQueue, to: number },
  };
}

/** What joins a bus to a target, and to its dead-letter queue where it has one. */
export function targetConnections(
  record: TargetRecord,
  ruleArn: string,
  plane: ControlPlane,
): readonly ResourceConnection[] {
  const { number: to } = record;
  const arn = arnOfTarget(record);
  const role = textOf(record.params["RoleArn"]);
  // Streams, workflows and the like are reached with a role; what has a policy lets EventBridge in itself.
  const caller =
    role === undefined
      ? serviceCaller("events", ruleArn, plane)
      : roleCaller(role, "events", ruleArn, plane);
  const joined = (
    at: string,
    target: Target | null,
  ): Pick<ResourceConnection, "target" | "access"> =>
    target === null
      ? { target: unmodeledTargetAt(at, plane) }
      : { target: target.component, access: { caller, action: target.action, arn: at } };
  const way = (name: LatencyName): Pick<ResourceConnection, "request"> => {
    const latency = latencyIn(plane, name);
    return latency === null ? {} : { request: latency };
  };
  const { target, latency } = whereTo(arn, plane);
  const connections: ResourceConnection[] = [
    { port: "targets", to, ...joined(arn, target), ...way(latency) },
  ];
  const deadLetterQueue = deadLetterArnOf(record);
  if (deadLetterQueue !== undefined) {
    const given = joined(deadLetterQueue, plane.target(deadLetterQueue));
    connections.push({
      port: "deadLetterQueues",
      to,
      ...given,
      ...way("events.toDeadLetterQueue"),
    });
  }
  return connections;
}
