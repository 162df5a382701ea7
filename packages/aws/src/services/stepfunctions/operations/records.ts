import type { Instant } from "@orrery/kernel";
import { textOf } from "../../../request/params.ts";
import { nameInArn } from "../../../service/arn.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, ResourceConnection, Step } from "../../../service/service-model.ts";
import { controlName } from "../../../service/service-model.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import {
  callersWith,
  stateMachineSettings,
  type LoggingSettings,
  type LogLevel,
  type Revision,
  type StateMachineSettings,
  type StateMachineType,
} from "../config.ts";
import type { BucketSize, AccountSettings } from "../account/machine.ts";
import { defaultBus } from "../bus.ts";
import type { QuotaName } from "../limits.ts";

/** The kinds of the machines of Step Functions. */
export const stateMachineKindName = "stepfunctions.stateMachine";
export const qualifierKindName = "stepfunctions.qualifier";
export const activityKindName = "stepfunctions.activity";
const accountKindName = "stepfunctions.account";

/** What the control plane keeps of a state machine. */
export interface StateMachineKept {
  readonly type: StateMachineType;
  readonly definition: string;
  readonly roleArn: string;
  /** `null`: as it was made. */
  readonly revisionId: string | null;
  /** As it was given; `null`: it was not. */
  readonly logging: PlainObject | null;
  readonly tracing: boolean;
  readonly encryption: PlainObject | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly versions: readonly VersionKept[];
  /** Those that were ever published. */
  readonly versionCount: number;
  readonly aliases: readonly AliasKept[];
  /** The ARNs of all activities that its definitions named, in order of their first mention. */
  readonly activities: readonly string[];
  readonly updatedAt: Instant;
  /** It goes as soon as none of its executions is open. */
  readonly isDeleting: boolean;
}

/** A version of a state machine. */
export interface VersionKept {
  readonly number: number;
  readonly revisionId: string | null;
  readonly definition: string;
  readonly roleArn: string;
  readonly description: string | null;
  readonly createdAt: Instant;
}

/** An alias of a state machine. */
export interface AliasKept {
  readonly name: string;
  readonly description: string | null;
  readonly routes: readonly RouteKept[];
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** To which version an alias leads, and how often in a hundred. */
export interface RouteKept {
  readonly version: number;
  readonly weight: number;
}

/** What the control plane keeps of an activity. */
export interface ActivityKept {
  readonly encryption: PlainObject | null;
  readonly tags: Readonly<Record<string, string>>;
}

/** A value, or why there is none. */
export type Checked<Value> = Value | Refused;

/** Whether a check ended in a refusal. No value that is checked has a `type` of this name. */
export const isRefused = <Value>(checked: Checked<Value>): checked is Refused =>
  typeof checked === "object" &&
  checked !== null &&
  "type" in checked &&
  checked.type === "refused";

/** A response that is there at once. */
export const respond = (response: PlainObject = {}): Step => ({ type: "respond", response });

/** What is kept of a state machine. */
export const keptOf = (resource: Resource): StateMachineKept =>
  resource.record as unknown as StateMachineKept; // Made by plainRecord.
/** A record as the control plane stores it. */
export const plainRecord = (kept: StateMachineKept | ActivityKept): PlainObject =>
  kept as unknown as PlainObject; // Plain data by its type.

type Home = Pick<ControlPlane, "partition" | "region" | "accountId">;

/** An ARN of Step Functions in the account. */
export const statesArn = (rest: string, { partition, region, accountId }: Home): string =>
  `arn:${partition}:states:${region}:${accountId}:${rest}`;

/** The name of a state machine in its ARN, or in that of one of its versions or aliases. */
export function stateMachineNameIn(arn: string): string | undefined {
  const name = nameInArn(arn, "states", "stateMachine:");
  return name === undefined || name.includes(":") ? undefined : name;
}

/** Name and qualifier in the ARN of a version or an alias. */
export function qualifiedNameIn(arn: string): string | undefined {
  const name = nameInArn(arn, "states", "stateMachine:");
  return name !== undefined && /^[^:]+:[^:]+$/.test(name) ? name : undefined;
}

/** What those hear who name a state machine that is not there. */
export const noStateMachine = (arn: string): Refused =>
  refused("StateMachineDoesNotExist", `State Machine Does Not Exist: '${arn}'`);
/** What those hear who name something that is none of what the operation is about. */
export const invalidArn = (why: string): Refused => refused("InvalidArn", `Invalid Arn: '${why}'`);
/** What those hear who name something else that is not there. */
export const noResource = (
  message = "Request references a resource that does not exist.",
): Refused => refused("ResourceNotFound", message);
/** What is wrong with a request by AWS's rules. */
export const invalid = (message: string): Refused => refused("ValidationException", message);
/** A token that no page before could have given. */
export const invalidToken = refused("InvalidToken", "Invalid Token: 'Invalid token'");

/** What is wrong with an ARN by itself; `null` for nothing. */
export const againstPrefix = (arn: string): Refused | null =>
  arn.startsWith("arn:") ? null : invalidArn(`Invalid ARN prefix: ${arn}`);

/** The state machine of an ARN, without a qualifier. */
export function stateMachineAt(arn: string, plane: ControlPlane): Checked<Resource> {
  const wrong = againstPrefix(arn);
  if (wrong !== null) return wrong;
  const type = arn.split(":")[5];
  if (type !== "stateMachine") {
    return invalidArn(`Resource type not valid in this context: ${type ?? ""}`);
  }
  const resource = plane.findByArn(arn);
  return resource?.kind === stateMachineKindName ? resource : noStateMachine(arn);
}

/** A state machine with what an ARN says of it besides. */
export interface QualifiedStateMachine {
  readonly resource: Resource;
  /** The number of a version, or the name of an alias; `null`: neither. */
  readonly qualifier: string | null;
}

/** The state machine of an ARN, of itself, of a version or of an alias. */
export function qualifiedAt(arn: string, plane: ControlPlane): Checked<QualifiedStateMachine> {
  const qualified = qualifiedNameIn(arn);
  if (qualified === undefined) {
    const resource = stateMachineAt(arn, plane);
    return isRefused(resource) ? resource : { resource, qualifier: null };
  }
  const [name = "", qualifier = ""] = qualified.split(":");
  const resource = plane.find(stateMachineKindName, name);
  const there = plane.findByArn(arn);
  return resource === undefined || there?.kind !== qualifierKindName
    ? noStateMachine(arn)
    : { resource, qualifier };
}

/** The text of a parameter that the model requires. */
export const required = (params: PlainObject, name: string): string => textOf(params[name])!; // It is there, and a text.

/** A time as this protocol writes it: seconds since 1970. */
export const timestampAt = (
  at: Instant,
  { epochMilliseconds }: Pick<ControlPlane, "epochMilliseconds">,
): number => wallClockAt(epochMilliseconds, at) / 1_000;

/** What executions do by a state machine as it is now. */
const revisionOf = (
  {
    definition,
    roleArn,
    revisionId,
  }: Pick<StateMachineKept, "definition" | "roleArn" | "revisionId">,
  version: number | null,
  arn: string,
  plane: Home,
): Revision => ({
  id: `${revisionId ?? "INITIAL"}${version === null ? "" : `:${version}`}`,
  definition,
  roleArn,
  ...callersWith(roleArn, arn, plane),
  version,
});

/** The settings of a state machine's machine. */
export function settingsOf(
  { number, name, arn }: Pick<Resource, "number" | "name" | "arn">,
  kept: StateMachineKept,
  plane: ControlPlane,
): StateMachineSettings {
  return stateMachineSettings(
    {
      name,
      arn,
      stateMachine: number,
      type: kept.type,
      current: revisionOf(kept, null, arn, plane),
      versions: kept.versions.map((version) => revisionOf(version, version.number, arn, plane)),
      activities: kept.activities.map((each) => (isActivity(each, plane) ? each : "")),
      logging: loggingOf(kept.logging),
      isTraced: kept.tracing,
      busKind: kept.type === "STANDARD" ? defaultBus(plane).kind : null,
    },
    plane,
  );
}

/** Whether an activity is there. */
const isActivity = (arn: string, plane: ControlPlane): boolean =>
  plane.findByArn(arn)?.kind === activityKindName;

function loggingOf(given: PlainObject | null): LoggingSettings {
  const level = (given?.["level"] ?? "OFF") as LogLevel; // One of them, by the model.
  const destinations = (given?.["destinations"] ?? []) as readonly PlainObject[];
  const arn = textOf(
    (destinations[0]?.["cloudWatchLogsLogGroup"] as PlainObject | undefined)?.["logGroupArn"],
  );
  const group = arn === undefined ? null : (arn.split(":log-group:")[1]?.split(":")[0] ?? null);
  return {
    level,
    includesData: given?.["includeExecutionData"] === true,
    group: level === "OFF" ? null : group,
  };
}

/** What joins a state machine to the account, to services, to activities and to the default bus. */
export function connectionsOf(
  kept: StateMachineKept,
  settings: StateMachineSettings,
  plane: ControlPlane,
): readonly ResourceConnection[] {
  const toService = settings.latencies["stepfunctions.toService"];
  return [
    { port: "account", to: 0, target: accountOf(plane).number },
    { port: "calls", to: 0, target: controlName, request: toService },
    { port: "waits", to: 0, target: controlName },
    ...kept.activities.flatMap((arn, to): readonly ResourceConnection[] => {
      const activity = plane.findByArn(arn);
      return activity?.kind === activityKindName
        ? [{ port: "activities", to, target: activity.number }]
        : [];
    }),
    ...(kept.type === "STANDARD"
      ? [{ port: "bus", to: 0, target: defaultBus(plane).component }]
      : []),
  ];
}

/** Changes what is kept of a state machine, with its machine's settings and connections. */
export function changeStateMachine(
  resource: Resource,
  change: Partial<StateMachineKept>,
  plane: ControlPlane,
): Resource {
  const kept = { ...keptOf(resource), ...change };
  const settings = settingsOf(resource, kept, plane);
  return plane.change(resource, {
    record: plainRecord(kept),
    settings,
    connections: connectionsOf(kept, settings, plane),
  });
}

/** The name of the one resource of the account's quotas. */
const accountName = "account";

/** The resource of an account's quotas, made when it is needed first. */
export function accountOf(plane: ControlPlane): Resource {
  const found = plane.find(accountKindName, accountName);
  if (found !== undefined) return found;
  const size = (bucket: QuotaName, refill: QuotaName): BucketSize => ({
    bucket: plane.quota(bucket),
    refill: plane.quota(refill),
  });
  const settings: AccountSettings = {
    transitions: size("stepfunctions.transitionBucket", "stepfunctions.transitionRefill"),
    starts: {
      STANDARD: size("stepfunctions.standardStartBucket", "stepfunctions.standardStartRefill"),
      EXPRESS: size("stepfunctions.expressStartBucket", "stepfunctions.expressStartRefill"),
    },
    openExecutions: plane.quota("stepfunctions.openExecutions"),
    httpTasks: size("stepfunctions.httpTaskBucket", "stepfunctions.httpTaskRefill"),
    openMapRuns: plane.quota("stepfunctions.openMapRuns"),
  };
  return plane.create(
    {
      kind: accountKindName,
      name: accountName,
      arn: statesArn("account", plane),
      isShared: true,
      record: {},
    },
    () => settings,
  );
}

/** Whether the account's quotas can be asked: whoever is made by a call cannot be asked by it. */
export const hasAccount = (plane: ControlPlane): boolean =>
  plane.find(accountKindName, accountName) !== undefined;
