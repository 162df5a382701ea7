import { alarmAssumptions } from "../../../alarm/limits.ts";
import type { AlarmState } from "../../../alarm/evaluation.ts";
import { figureValues } from "../../../service/assumed-figure.ts";
import { ownerCaller, serviceLinkedCaller } from "../../../service/caller.ts";
import { textOf, textsOf } from "../../../request/params.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import {
  controlName,
  type ControlPlane,
  type ResourceConnection,
} from "../../../service/service-model.ts";
import { cloudwatchToLambda } from "../cloudwatch-to-lambda.ts";
import { sinkAt } from "../../../sink/sink-at.ts";
import type {
  ActionTarget,
  AlarmName,
  AlarmSettings,
  CompositeDefinition,
  MetricDefinition,
} from "../config.ts";
import { cloudwatchAssumptions } from "../limits.ts";
import { metricsOf } from "./metrics-record.ts";
import { clockOf } from "./request.ts";

/** The kind of an alarm's machine. */
export const alarmKindName = "cloudwatch.alarm";
/** The kind of what takes actions that go where nothing is modeled. */
export const sinkKindName = "cloudwatch.unmodeledAction";

/** What the control plane keeps of an alarm. Plain data. */
export interface AlarmRecord {
  readonly type: "metric" | "composite";
  /** As it was put, without tags. */
  readonly said: PlainObject;
  readonly actionsEnabled: boolean;
  readonly definition: MetricDefinition | CompositeDefinition;
  /** Where its actions ever went: the targets of its port, the default bus first. */
  readonly targets: readonly ActionTarget[];
  /** The numbers of the composite alarms that look at it. */
  readonly parents: readonly number[];
  readonly tags: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  readonly updatedAt: number;
}

/** What is kept of an alarm. */
export const recordOf = ({ record }: Resource): AlarmRecord => record as unknown as AlarmRecord; // Made by `plain`.
const plain = (record: AlarmRecord): PlainObject => record as unknown as PlainObject; // Plain data by its type.

const alarmArn = (name: string, plane: ControlPlane): string =>
  `arn:${plane.partition}:cloudwatch:${plane.region}:${plane.accountId}:alarm:${name}`;

/** An alarm by its name or its ARN. */
export function findAlarm(said: string, plane: ControlPlane): Resource | undefined {
  const name = /^arn:[^:]+:cloudwatch:[^:]*:[^:]*:alarm:(.+)$/.exec(said)?.[1] ?? said;
  return plane.find(alarmKindName, name);
}

const members: Readonly<Record<AlarmState, string>> = {
  OK: "OKActions",
  ALARM: "AlarmActions",
  INSUFFICIENT_DATA: "InsufficientDataActions",
};

/** The ARNs of the actions that a request says, by state. */
export const actionsIn = (said: PlainObject): Readonly<Record<AlarmState, readonly string[]>> => ({
  OK: textsOf(said[members.OK]),
  ALARM: textsOf(said[members.ALARM]),
  INSUFFICIENT_DATA: textsOf(said[members.INSUFFICIENT_DATA]),
});

function settingsOf(
  { definition, said, actionsEnabled, targets, parents, updatedAt }: AlarmRecord,
  name: string,
  number: number,
  plane: ControlPlane,
): AlarmSettings {
  const { region, accountId, epochMilliseconds, assumptions } = plane;
  const targetOf = (arn: string): ActionTarget =>
    targets.find((each, place) => place > 0 && each.arn === arn)!; // Each action is one of them.
  const actions = actionsIn(said);
  return {
    number,
    name,
    arn: alarmArn(name, plane),
    description: textOf(said["AlarmDescription"]) ?? null,
    region,
    accountId,
    epochMilliseconds,
    updatedAt,
    actionsEnabled,
    actions: {
      OK: actions.OK.map(targetOf),
      ALARM: actions.ALARM.map(targetOf),
      INSUFFICIENT_DATA: actions.INSUFFICIENT_DATA.map(targetOf),
    },
    targets,
    parents,
    definition,
    assumed: {
      ...figureValues(alarmAssumptions, assumptions),
      ...figureValues(cloudwatchAssumptions, assumptions),
    },
  };
}

/** A target with the kind of resource that takes events at its ARN. */
const targetAt = (arn: string, to: number, plane: ControlPlane): ActionTarget => ({
  arn,
  to,
  kind: plane.target(arn)?.kind ?? null,
});

/** Targets with those that are new to them. */
function withTargets(
  known: readonly ActionTarget[],
  arns: readonly string[],
  plane: ControlPlane,
): readonly ActionTarget[] {
  const all = [...known];
  if (all.length === 0) {
    const bus = defaultBus(plane);
    all.push(targetAt(bus, 0, plane));
  }
  for (const arn of arns) {
    if (all.some((each, place) => place > 0 && each.arn === arn)) continue;
    all.push(targetAt(arn, all.length, plane));
  }
  return all;
}

const defaultBus = ({ partition, region, accountId }: ControlPlane): string =>
  `arn:${partition}:events:${region}:${accountId}:event-bus/default`;

function connectionOf(
  { arn, to }: ActionTarget,
  alarm: string,
  plane: ControlPlane,
): ResourceConnection {
  const join = { port: "actions", to };
  const target = plane.target(arn);
  if (target === null) return { ...join, target: sinkAt(sinkKindName, arn, plane) };
  const isFunction = arn.split(":")[2] === cloudwatchToLambda.service;
  const service = isFunction ? cloudwatchToLambda.caller : "cloudwatch";
  const caller =
    arn === defaultBus(plane)
      ? serviceLinkedCaller(service, alarm, plane) // Events of its own, about which a bus has no say.
      : ownerCaller(service, alarm, plane);
  return { ...join, target: target.component, access: { caller, action: target.action, arn } };
}

const childrenOf = ({ definition }: AlarmRecord): readonly AlarmName[] =>
  definition.type === "composite" ? definition.children : [];

/** What of a record follows from its request. */
export type AlarmSaid = Pick<AlarmRecord, "type" | "said" | "actionsEnabled" | "definition">;

/** Makes an alarm, or sets one otherwise that has its name. */
export function putAlarm(
  name: string,
  said: AlarmSaid,
  tags: Readonly<Record<string, string>>,
  plane: ControlPlane,
): void {
  const found = findAlarm(name, plane);
  const before = found === undefined ? null : recordOf(found);
  const arn = alarmArn(name, plane);
  const targets = withTargets(
    before?.targets ?? [],
    Object.values(actionsIn(said.said)).flat(),
    plane,
  );
  const record: AlarmRecord = {
    ...said,
    targets,
    parents: before?.parents ?? [],
    // AWS keeps the tags of an alarm that is there.
    tags: before?.tags ?? tags,
    updatedAt: clockOf(plane),
  };
  const added = targets
    .slice(before?.targets.length ?? 0)
    .map((target) => connectionOf(target, arn, plane));
  const children = childrenOf(record).map(({ number }) => ({
    port: "children",
    to: number,
    target: number,
  }));
  const metrics = metricsOf(plane).number;
  if (found === undefined) {
    const made = plane.create(
      { kind: alarmKindName, name, arn, record: plain(record) },
      (number) => settingsOf(record, name, number, plane),
      () => [
        { port: "control", to: 0, target: controlName },
        { port: "metrics", to: 0, target: metrics },
        ...added,
        ...children,
      ],
    );
    // It looks at once at what it is about.
    plane.change(made, { settings: settingsOf(record, name, made.number, plane) });
    adoptChildren(made.number, [], childrenOf(record), plane);
    return;
  }
  plane.change(found, {
    record: plain(record),
    settings: settingsOf(record, name, found.number, plane),
    connections: [...added, ...children],
  });
  adoptChildren(found.number, before === null ? [] : childrenOf(before), childrenOf(record), plane);
}

/** Changes what is kept of an alarm, and its settings with it. */
export function changeAlarm(
  alarm: Resource,
  change: Partial<AlarmRecord>,
  plane: ControlPlane,
  isQuiet = false,
): void {
  const record = { ...recordOf(alarm), ...change };
  plane.change(alarm, {
    record: plain(record),
    ...(isQuiet ? {} : { settings: settingsOf(record, alarm.name, alarm.number, plane) }),
  });
}

/** Has those that a composite alarm looks at tell it of their changes, and no others. */
export function adoptChildren(
  parent: number,
  before: readonly AlarmName[],
  after: readonly AlarmName[],
  plane: ControlPlane,
): void {
  for (const { name } of before) {
    const child = findAlarm(name, plane);
    if (child === undefined || after.some((each) => each.name === name)) continue;
    const parents = recordOf(child).parents.filter((each) => each !== parent);
    changeAlarm(child, { parents }, plane);
  }
  for (const { name } of after) {
    const child = findAlarm(name, plane)!; // It was found when the rule was checked.
    const { parents } = recordOf(child);
    if (parents.includes(parent)) continue;
    const record = { ...recordOf(child), parents: [...parents, parent] };
    plane.change(child, {
      record: plain(record),
      settings: settingsOf(record, child.name, child.number, plane),
      connections: [{ port: "parents", to: parent, target: parent }],
    });
  }
}

/** What whoever asks an alarm hears that is gone. */
export const gone = refused("ResourceNotFound", "Alarm does not exist");
