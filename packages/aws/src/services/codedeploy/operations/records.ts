import type { Instant, Plain } from "@orrery/kernel";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Step } from "../../../service/service-model.ts";
import { textOf } from "../../../request/params.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import { accountKindName } from "../account/machine.ts";
import type {
  AccountRecord,
  AccountSettings,
  ApplicationRecord,
  DeploymentRecord,
  GroupRecord,
  TrafficShift,
} from "../config.ts";
import { givenConfigurations } from "../configurations.ts";
import { deploymentKindName } from "../shifting/machine.ts";
import { groupKindName } from "../group/machine.ts";
import { applicationArn, groupName } from "../names.ts";

/** A record as the control plane keeps it. */
export const plain = (record: AccountRecord | GroupRecord | DeploymentRecord): PlainObject =>
  record as unknown as PlainObject; // Plain data by their types.

const nothing: AccountRecord = { applications: [], configurations: [] };
const accountName = "account";

/** What the account has of applications and configurations. */
export function accountRecordIn(plane: ControlPlane): AccountRecord {
  const found = plane.find(accountKindName, accountName);
  return found === undefined ? nothing : (found.record as unknown as AccountRecord); // Made below.
}

/** What an account has, counted from `now`. */
export function canonicalAccount({ record }: Resource, now: Instant): Plain {
  const { applications, configurations } = record as unknown as AccountRecord; // Made by `plain`.
  return [
    applications.map(({ createdAt, ...each }) => [now - createdAt, { ...each }]),
    configurations.map(({ createdAt, shift, ...each }) => [
      now - createdAt,
      { ...each },
      { ...shift },
    ]),
  ];
}

/** Keeps what the account has. */
export function keepAccount(change: Partial<AccountRecord>, plane: ControlPlane): void {
  const record: AccountRecord = { ...accountRecordIn(plane), ...change };
  const settings: AccountSettings = {
    applications: record.applications.length,
    configurations: record.configurations.length,
  };
  const found = plane.find(accountKindName, accountName);
  if (found !== undefined) plane.change(found, { record: plain(record), settings });
  else {
    const arn = applicationArn("*", plane);
    const made = { kind: accountKindName, name: accountName, arn, isShared: true } as const;
    plane.create({ ...made, record: plain(record) }, () => settings);
  }
}

/** What is kept of a deployment group. */
export const groupRecordOf = ({ record }: Resource): GroupRecord =>
  record as unknown as GroupRecord; // Likewise.
/** What is kept of a deployment. */
export const deploymentRecordOf = ({ record }: Resource): DeploymentRecord =>
  record as unknown as DeploymentRecord; // Likewise.

/** A response that is there at once. */
export const respond = (response: PlainObject = {}): Step => ({ type: "respond", response });

/** Whether something was refused. */
export const isRefused = (found: object): found is Refused =>
  "type" in found && found.type === "refused";

/** A text of a request, of which one is needed; the code says whose absence it is. */
export function needed(params: PlainObject, member: string, code: string): string | Refused {
  const value = textOf(params[member]);
  return value === undefined || value === ""
    ? refused(code, `The ${member} is required.`) // Assumed: the words.
    : value;
}

/** The application that a request names. */
export function applicationIn(
  params: PlainObject,
  plane: ControlPlane,
): ApplicationRecord | Refused {
  const name = needed(params, "applicationName", "ApplicationNameRequiredException");
  if (typeof name !== "string") return name;
  return applicationNamed(name, plane) ?? noApplication(name);
}

/** The application of a name; `undefined`: there is none. */
export const applicationNamed = (
  name: string,
  plane: ControlPlane,
): ApplicationRecord | undefined =>
  accountRecordIn(plane).applications.find((each) => each.name === name);

const noApplication = (name: string): Refused =>
  refused("ApplicationDoesNotExistException", `No application found for name: ${name}`);

/** The deployment group that a request names, by the member that bears its name. */
export function groupIn(
  params: PlainObject,
  plane: ControlPlane,
  member = "deploymentGroupName",
): Resource | Refused {
  const application = applicationIn(params, plane);
  if (isRefused(application)) return application;
  const name = needed(params, member, "DeploymentGroupNameRequiredException");
  if (typeof name !== "string") return name;
  return plane.find(groupKindName, groupName(application.name, name)) ?? noGroup(name);
}

/** What AWS says where there is no group of a name. */
export const noGroup = (name: string): Refused =>
  refused("DeploymentGroupDoesNotExistException", `No Deployment Group found for name: ${name}`);

/** The groups of an application, in order of their making. */
export const groupsOf = (application: string, plane: ControlPlane): readonly Resource[] =>
  plane.list(groupKindName).filter((each) => groupRecordOf(each).application === application);

/** The deployment that a request names. */
export function deploymentIn(params: PlainObject, plane: ControlPlane): Resource | Refused {
  const id = needed(params, "deploymentId", "DeploymentIdRequiredException");
  if (typeof id !== "string") return id;
  if (!/^d-[A-Z0-9]{9}$/.test(id)) {
    return refused("InvalidDeploymentIdException", `Deployment ID is not valid: ${id}`); // Assumed: the words.
  }
  return (
    plane.find(deploymentKindName, id) ??
    refused("DeploymentDoesNotExistException", `The deployment ${id} could not be found`)
  );
}

/** How a configuration shifts traffic, and what is kept of it; `undefined`: there is none of this name. */
export function shiftNamed(name: string, plane: ControlPlane): TrafficShift | undefined {
  if (Object.hasOwn(givenConfigurations, name)) return givenConfigurations[name];
  return accountRecordIn(plane).configurations.find((each) => each.name === name)?.shift;
}

/** What AWS says where there is no configuration of a name. */
export const noConfiguration = (name: string): Refused =>
  refused(
    "DeploymentConfigDoesNotExistException",
    `No Deployment Configuration found for name: ${name}`,
  );

/** A time as this protocol writes it: seconds since 1970. */
export const timestampAt = (
  at: Instant,
  { epochMilliseconds }: Pick<ControlPlane, "epochMilliseconds">,
): number => wallClockAt(epochMilliseconds, at) / 1_000;
