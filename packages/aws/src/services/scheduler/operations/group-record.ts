import { wallClockAt } from "../../../text/wall-clock.ts";
import { figureValues } from "../../../service/assumed-figure.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import { controlName, type ControlPlane, type Step } from "../../../service/service-model.ts";
import type { Instant } from "@orrery/kernel";
import type { AccountSettings, GroupSettings, NewSchedule } from "../config.ts";
import { schedulerAssumptions } from "../limits.ts";
import { groupArn, scheduleArn } from "../schedule-arn.ts";

/** The kind of the machine of a group. */
export const groupKindName = "scheduler.group";

const accountKindName = "scheduler.account";
const accountName = "account";

/** The group of schedules that name none. */
export const defaultGroup = "default";

/** What Scheduler keeps of a group beside its schedules. */
export interface GroupRecord {
  readonly tags: Readonly<Record<string, string>>;
  /** What whoever made it called that; `null`: nothing. */
  readonly token: string | null;
  /** What its schedules name: targets of its port from 1 on, in this order. */
  readonly known: readonly KnownTarget[];
}

/** What schedules of a group name, with the role that asks it. */
export interface KnownTarget {
  readonly arn: string;
  readonly role: string;
  /** The kind of resource that its ARN is of; `null`: of none that is modeled. */
  readonly kind: string | null;
}

export const recordOf = (group: Resource): GroupRecord => group.record as unknown as GroupRecord; // Made below.

/** A record as the control plane keeps it. */
export const plain = (record: GroupRecord): PlainObject => record as unknown as PlainObject; // Plain data by its type.

/** What a group is called that a request names. */
export const groupNamed = (params: PlainObject): string =>
  typeof params["GroupName"] === "string" ? params["GroupName"] : defaultGroup;

/** A group by its name; `undefined`: there is none, or it is the default group, in which nothing was ever made. */
export const findGroup = (name: string, plane: ControlPlane): Resource | undefined =>
  plane.find(groupKindName, name);

/** What AWS says where there is no group of a name. */
export const noGroup = (name: string): Refused =>
  refused("ResourceNotFoundException", `Schedule group ${name} does not exist.`);

/** Makes a group; with the first one, the account's quotas. */
export function makeGroup(
  name: string,
  given: Pick<GroupRecord, "tags" | "token">,
  plane: ControlPlane,
): Resource {
  const account = accountIn(plane);
  return plane.create(
    {
      kind: groupKindName,
      name,
      arn: groupArn(plane, name),
      record: plain({ ...given, known: [] }),
      ...(name === defaultGroup ? { logicalId: defaultGroup } : {}),
    },
    (number) => settingsOf(number, name, null, plane),
    () => [
      { port: "targets", to: 0, target: controlName },
      { port: "account", to: 0, target: account.number },
    ],
  );
}

/** The account's quotas; `undefined`: there was no group yet. */
export const findAccount = (plane: ControlPlane): Resource | undefined =>
  plane.find(accountKindName, accountName);

/** Gives a group that is made with the same call its first schedule. */
export function giveFirst(group: Resource, schedule: NewSchedule, plane: ControlPlane): void {
  plane.change(group, { settings: settingsOf(group.number, group.name, schedule, plane) });
}

const settingsOf = (
  group: number,
  name: string,
  first: NewSchedule | null,
  { region, accountId, partition, epochMilliseconds, assumptions }: ControlPlane,
): GroupSettings => ({
  group,
  name,
  region,
  accountId,
  partition,
  epochMilliseconds,
  first,
  assumed: figureValues(schedulerAssumptions, assumptions),
});

function accountIn(plane: ControlPlane): Resource {
  const found = findAccount(plane);
  if (found !== undefined) return found;
  const settings: AccountSettings = {
    schedules: plane.quota("scheduler.schedules"),
    invocationsPerSecond: plane.quota("scheduler.invocationsPerSecond"),
  };
  const arn = scheduleArn(plane, "*", "*");
  const made = { kind: accountKindName, name: accountName, arn, record: {}, isShared: true };
  return plane.create(made, () => settings);
}

/** An instant as the API shows it, in seconds since 1970. */
export const timestampOf = (at: Instant, { epochMilliseconds }: ControlPlane): number =>
  wallClockAt(epochMilliseconds, at) / 1_000;

export const respond = (response: PlainObject = {}): Step => ({ type: "respond", response });
