import type { Distribution } from "@orrery/kernel";
import { textOf } from "../../../request/params.ts";
import { figureValues } from "../../../service/assumed-figure.ts";
import { roleCaller, serviceCaller, type Caller } from "../../../service/caller.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import {
  controlName,
  type ControlPlane,
  type ResourceConnection,
  type Step,
} from "../../../service/service-model.ts";
import { sinkAt } from "../../../sink/sink-at.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import type { GroupSettings, MetricFilter, Subscription } from "../config.ts";
import { deliveryTime, logsAssumptions } from "../limits.ts";
import { accountSubscription } from "./account-record.ts";

/** The kind of a log group's machine. */
export const groupKindName = "logs.group";
/** The kind of what takes log events that go where nothing is modeled. */
export const sinkKindName = "logs.unmodeledDestination";

/** What the control plane keeps of a log group. Plain data. */
export interface GroupRecord {
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** In days; `null`: for ever. */
  readonly retention: number | null;
  readonly logClass: string;
  readonly kmsKeyId: string | null;
  readonly isProtected: boolean;
  readonly tags: Readonly<Record<string, string>>;
  readonly dataProtection: { readonly text: string; readonly at: number } | null;
  readonly subscriptions: readonly KeptSubscription[];
  readonly metricFilters: readonly KeptMetricFilter[];
  /** Given to the next subscription; 0 is the account's. */
  readonly nextNumber: number;
}

/** A subscription filter with what is told of it. */
export interface KeptSubscription {
  readonly settings: Subscription;
  readonly said: PlainObject;
  readonly createdAt: number;
}

/** A metric filter with what is told of it. */
export interface KeptMetricFilter {
  readonly settings: MetricFilter;
  readonly said: PlainObject;
  readonly createdAt: number;
}

/** What is kept of a log group. */
export const recordOf = ({ record }: Resource): GroupRecord => record as unknown as GroupRecord; // Made by `plain`.
const plain = (record: GroupRecord): PlainObject => record as unknown as PlainObject; // Plain data by its type.

export const noGroup = refused(
  "ResourceNotFoundException",
  "The specified log group does not exist.",
);
export const invalid = (message: string): Refused => refused("InvalidParameterException", message);
export const respond = (response: PlainObject = {}): Step => ({ type: "respond", response });

/** What whoever reads logs hears in a run that does not keep them. */
export const notKept: Step = {
  type: "notModeled",
  what: "what functions log is not kept in this run: say logs: true.",
};

export const groupArn = (name: string, { partition, region, accountId }: ControlPlane): string =>
  `arn:${partition}:logs:${region}:${accountId}:log-group:${name}`;

/** The name of the group that a request is about. */
export const groupName = (params: PlainObject): string =>
  textOf(params["logGroupName"]) ??
  // An ARN, or a name.
  (textOf(params["logGroupIdentifier"]) ?? "").replace(/^.*:log-group:([^:]+).*$/, "$1");

/** The group that somebody has made. */
export const findGroup = (name: string, plane: ControlPlane): Resource | undefined =>
  plane.find(groupKindName, name);

/** Milliseconds since 1970. */
export const clockOf = (plane: ControlPlane): number =>
  wallClockAt(plane.epochMilliseconds, plane.now);

const latencyName = "logs.toSubscriber";
const deliveryTimeIn = ({ latencies }: ControlPlane): Distribution =>
  latencies[latencyName] ?? deliveryTime;

function settingsOf(
  record: GroupRecord,
  name: string,
  number: number,
  plane: ControlPlane,
): GroupSettings {
  const ofAccount = accountSubscription(name, plane);
  const own = record.subscriptions.map(({ settings }) => settings);
  const isStandard = record.logClass === "STANDARD";
  return {
    number,
    name,
    arn: groupArn(name, plane),
    accountId: plane.accountId,
    epochMilliseconds: plane.epochMilliseconds,
    caller: serviceCaller("logs", `${groupArn(name, plane)}:*`, plane),
    retention: record.retention,
    isInfrequent: !isStandard,
    isLoggedIn: plane.keepsLogs,
    subscriptions: ofAccount === null || !isStandard ? own : [...own, ofAccount],
    metricFilters: record.metricFilters.map(({ settings }) => settings),
    deliveryTime: deliveryTimeIn(plane),
    assumed: figureValues(logsAssumptions, plane.assumptions),
  };
}

/** Who brings log events to where they are wanted: CloudWatch Logs itself, or a session of a role. */
export function subscriptionCaller(role: string | null, name: string, plane: ControlPlane): Caller {
  const source = `${groupArn(name, plane)}:*`;
  return role === null
    ? serviceCaller("logs", source, plane)
    : roleCaller(role, "logs", source, plane);
}

function connectionOf(
  { arn, number, role }: Subscription,
  name: string,
  plane: ControlPlane,
): ResourceConnection {
  const join = { port: "destinations", to: number };
  const target = plane.target(arn);
  if (target === null) return { ...join, target: sinkAt(sinkKindName, arn, plane) };
  const caller = subscriptionCaller(role, name, plane);
  return { ...join, target: target.component, access: { caller, action: target.action, arn } };
}

const none: Omit<GroupRecord, "createdAt"> = {
  retention: null,
  logClass: "STANDARD",
  kmsKeyId: null,
  isProtected: false,
  tags: {},
  dataProtection: null,
  subscriptions: [],
  metricFilters: [],
  nextNumber: 1,
};

/** Makes a log group. */
export function makeGroup(name: string, said: Partial<GroupRecord>, plane: ControlPlane): Resource {
  const record: GroupRecord = { ...none, createdAt: clockOf(plane), ...said };
  const made = plane.create(
    { kind: groupKindName, name, arn: groupArn(name, plane), record: plain(record) },
    (number) => settingsOf(record, name, number, plane),
    () => [{ port: "control", to: 0, target: controlName }],
  );
  const ofAccount = accountSubscription(name, plane);
  return ofAccount === null ? made : changeGroup(made, {}, plane, [ofAccount]);
}

/** The group of a request: one that functions write to is there too, though nobody has made it. */
export function groupFor(name: string, plane: ControlPlane): Resource | undefined {
  const found = findGroup(name, plane);
  if (found !== undefined) return found;
  const isWritten = plane.logWriters().some(({ group }) => group === name);
  return isWritten ? makeGroup(name, {}, plane) : undefined;
}

/** Changes what is kept of a log group; `joined`: subscriptions whose destinations are new. */
export function changeGroup(
  group: Resource,
  change: Partial<GroupRecord>,
  plane: ControlPlane,
  joined: readonly Subscription[] = [],
): Resource {
  const record = { ...recordOf(group), ...change };
  return plane.change(group, {
    record: plain(record),
    settings: settingsOf(record, group.name, group.number, plane),
    connections: joined.map((subscription) => connectionOf(subscription, group.name, plane)),
  });
}
