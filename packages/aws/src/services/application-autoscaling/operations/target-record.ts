import { figureValues, type FigureValues } from "../../../service/assumed-figure.ts";
import { alarmAssumptions } from "../../../alarm/limits.ts";
import { serviceLinkedCaller } from "../../../service/caller.ts";
import { textOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import {
  controlName,
  type ControlPlane,
  type ResourceConnection,
  type Step,
} from "../../../service/service-model.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import type { PolicySettings, ScheduledSettings, Suspended, TargetSettings } from "../config.ts";

/** The kind of a scalable target's machine. */
export const targetKindName = "application-autoscaling.target";

/** What the control plane keeps of a scalable target. Plain data. */
export interface TargetRecord {
  /** Its part of ARNs, and of those of its policies and scheduled actions. */
  readonly id: string;
  readonly namespace: string;
  readonly resourceId: string;
  readonly dimension: string;
  readonly roleArn: string;
  readonly min: number;
  readonly max: number;
  readonly suspended: Suspended;
  /** In seconds since 1970. */
  readonly createdAt: number;
  readonly policies: readonly KeptPolicy[];
  readonly schedules: readonly KeptSchedule[];
  readonly tags: Readonly<Record<string, string>>;
  /** Given to the next policy or scheduled action. */
  readonly nextNumber: number;
}

/** A policy with what is told of it. */
export interface KeptPolicy {
  readonly settings: PolicySettings;
  readonly arn: string;
  /** As it was put. */
  readonly said: PlainObject;
  readonly createdAt: number;
}

/** A scheduled action with what is told of it. */
export interface KeptSchedule {
  readonly settings: ScheduledSettings;
  readonly arn: string;
  readonly said: PlainObject;
  readonly createdAt: number;
}

/** What is kept of a scalable target. */
export const recordOf = ({ record }: Resource): TargetRecord => record as unknown as TargetRecord; // Made by `plain`.

/** The same for the control plane. */
export const plain = (record: TargetRecord): PlainObject => record as unknown as PlainObject; // Plain data by its type.

/** A value, or why there is none. */
export type Checked<Value> = Value | Refused;

/** Whether a check ended in a refusal. No value that is checked has a `type` of this name. */
export const isRefused = <Value>(checked: Checked<Value>): checked is Refused =>
  typeof checked === "object" &&
  checked !== null &&
  "type" in checked &&
  checked.type === "refused";

export const invalid = (message: string): Refused => refused("ValidationException", message);

/** What a request says of which scalable target it is about. */
export interface Address {
  readonly namespace: string;
  readonly resourceId: string;
  readonly dimension: string;
}

export const addressIn = (params: PlainObject): Address => ({
  namespace: textOf(params["ServiceNamespace"])!, // They are there: the model requires them.
  resourceId: textOf(params["ResourceId"])!,
  dimension: textOf(params["ScalableDimension"])!,
});

/** How AWS names a scalable target in its messages. */
export const shownAddress = ({ namespace, resourceId, dimension }: Address): string =>
  `service namespace: ${namespace}, resource ID: ${resourceId}, scalable dimension: ${dimension}`;

const nameOf = ({ namespace, resourceId, dimension }: Address): string =>
  `${namespace} ${resourceId} ${dimension}`;

/** The scalable target that a request is about; `undefined`: it was not registered. */
export const findTarget = (address: Address, plane: ControlPlane): Resource | undefined =>
  plane.find(targetKindName, nameOf(address));

/** The same where nothing can be done without one. */
export function targetOf(params: PlainObject, plane: ControlPlane): Checked<Resource> {
  const address = addressIn(params);
  return (
    findTarget(address, plane) ??
    refused("ObjectNotFoundException", `No scalable target registered for ${shownAddress(address)}`)
  );
}

/** The time of now in seconds since 1970, as AWS tells it. */
export const timestampOf = (plane: ControlPlane): number =>
  wallClockAt(plane.epochMilliseconds, plane.now) / 1_000;

export const targetArn = ({ id }: Pick<TargetRecord, "id">, plane: ControlPlane): string =>
  `arn:${plane.partition}:application-autoscaling:${plane.region}:${plane.accountId}:scalable-target/${id}`;

function settingsOf(record: TargetRecord, plane: ControlPlane): TargetSettings {
  const { dimension, resourceId, namespace, min, max, suspended, policies, schedules } = record;
  const assumed: FigureValues<typeof alarmAssumptions> = figureValues(
    alarmAssumptions,
    plane.assumptions,
  );
  return {
    dimension,
    resourceId,
    namespace,
    min,
    max,
    suspended,
    policies: policies.map(({ settings }) => settings),
    schedules: schedules.map(({ settings }) => settings),
    epochMilliseconds: plane.epochMilliseconds,
    caller: serviceLinkedCaller("application-autoscaling", targetArn(record, plane), plane),
    assumed,
  };
}

const connections = (): readonly ResourceConnection[] => [
  { port: "control", to: 0, target: controlName },
];

/** Makes a scalable target, which then looks at its capacity. */
export function createTarget(record: TargetRecord, plane: ControlPlane): Resource {
  const [name, arn] = [nameOf(record), targetArn(record, plane)];
  const settings = settingsOf(record, plane);
  const made = { kind: targetKindName, name, arn, record: plain(record) };
  const target = plane.create(made, () => settings, connections);
  return plane.change(target, { settings });
}

/** Changes a scalable target, which then looks at its capacity. */
export const changeTarget = (
  target: Resource,
  change: Partial<TargetRecord>,
  plane: ControlPlane,
): Resource => {
  const record = { ...recordOf(target), ...change };
  return plane.change(target, { record: plain(record), settings: settingsOf(record, plane) });
};

export const respond = (response: PlainObject = {}): Step => ({ type: "respond", response });
