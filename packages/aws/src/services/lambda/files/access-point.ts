import { listOf, objectOf, spelled } from "../../../request/params.ts";
import { refusalOf } from "../../../request/violation.ts";
import { valueAsOf, type Plain } from "@orrery/kernel";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import { accessPoints, fileSystemLimits } from "../limits.ts";
import { lambdaRefusal } from "../operations/refusals.ts";

/** An access point of a file system, and what decides about those who mount it. Plain data. */
export interface AccessPoint {
  readonly fileSystemArn: string;
  /** The policy of the file system as a text; `null`: it has none, and lets everybody do everything. */
  readonly policy: string | null;
  /** How manieth it is of its file system. */
  readonly rank: number;
  /** Who all are that come through it; `null`: whoever they are. */
  readonly user: PosixUser | null;
  /** What those who come through it see as `/`. */
  readonly path: string;
  /** How it makes that directory, as `CreationInfo` says; `null`: it does not. */
  readonly creation: PlainObject | null;
  /** How that directory is; `null`: nothing makes it; `"unknown"`: it may have been there before. */
  readonly root: Directory | "unknown" | null;
}

/** Who reads and writes, as POSIX knows him. */
export interface PosixUser {
  readonly uid: number;
  /** His group, and all others that he is in. */
  readonly groups: readonly number[];
}

/** Whose a directory is, and who may do what in it. */
export interface Directory {
  readonly uid: number;
  readonly gid: number;
  /** Three digits of eight. */
  readonly permissions: string;
}

/** The directory that a new file system has. */
export const newRoot: Directory = { uid: 0, gid: 0, permissions: "755" };

/** A directory as `CreationInfo` makes it; of one that is not complete EFS makes none. */
export const directoryOf = (creation: PlainObject): Directory => ({
  uid: Number(creation["OwnerUid"]),
  gid: Number(creation["OwnerGid"]),
  permissions: spelled(creation["Permissions"]).slice(-3).padStart(3, "0"),
});

/** The user of a `PosixUser`; `null`: it names none. */
export function posixUserIn(given: Plain | undefined): PosixUser | null {
  const user = objectOf(given);
  if (user["Uid"] === undefined) return null;
  const others = listOf(user["SecondaryGids"]).map(Number);
  return { uid: Number(user["Uid"]), groups: [Number(user["Gid"]), ...others] };
}

/** How EFS refuses an access point; `null`: it makes it. */
export function accessPointRefusal(
  { path, creation, rank }: AccessPoint,
  asOf: string,
): Refused | null {
  const { pathLength, subdirectories } = fileSystemLimits.root;
  const wrong = (value: string, place: string, constraint: string): Refused =>
    refusalOf("ValidationException", [{ value, place, constraint }]);
  const place = "rootDirectory.path";
  if (path.length > pathLength) {
    const constraint = `Member must have length less than or equal to ${pathLength}`;
    return wrong(`'${path}'`, place, constraint);
  }
  if (path !== "/" && !pathForm.test(path)) {
    const constraint = `Member must satisfy regular expression pattern: a path of at most ${subdirectories} directories`;
    return wrong(`'${path}'`, place, constraint);
  }
  for (const name of ["OwnerUid", "OwnerGid", "Permissions"]) {
    if (creation === null || creation[name] !== undefined) continue;
    const member = name[0]!.toLowerCase() + name.slice(1);
    const at = `rootDirectory.creationInfo.${member}`;
    return wrong("null", at, "Member must not be null");
  }
  const permissions = creation === null ? undefined : spelled(creation["Permissions"]);
  if (permissions !== undefined && !/^[0-7]{3,4}$/.test(permissions)) {
    const constraint = "Member must satisfy regular expression pattern: ^[0-7]{3,4}$";
    return wrong(`'${permissions}'`, "rootDirectory.creationInfo.permissions", constraint);
  }
  if (rank <= valueAsOf(accessPoints, asOf)) return null;
  return lambdaRefusal(
    "AccessPointLimitExceeded",
    "You have reached the maximum number of access points",
  );
}

const pathForm = /^(?:\/(?!\.)[^$#<>;`|&?{}^*/\n]+){1,4}$/;

/** What somebody may do in the directory that an access point leads to: 4 to list it, 2 to write, 1 to enter; all together 7. */
export function rightsIn({ user, root }: AccessPoint, isRoot: boolean): number {
  if (root === "unknown") return 7;
  if (root === null) return 0;
  if (user?.uid === 0 && isRoot) return 7;
  // Root that may not be root is nobody.
  const who = user?.uid === 0 ? nobody : user;
  const digit = who?.uid === root.uid ? 0 : who?.groups.includes(root.gid) === true ? 1 : 2;
  return Number(root.permissions[digit]);
}

const nobody: PosixUser = { uid: 65_534, groups: [65_534] };

/** The simulation's own parameter of a function: the access point that it mounts. */
export const accessPointIn = ({
  AccessPoint: given,
}: PlainObject): { readonly accessPoint?: AccessPoint } =>
  given === undefined ? {} : { accessPoint: given as unknown as AccessPoint }; // As templates make it.

/** The ARN of a file system in the account and Region of an access point. */
export function fileSystemArn(accessPointArn: string, id: string): string {
  const [, partition, , region, account] = accessPointArn.split(":");
  return `arn:${partition}:elasticfilesystem:${region}:${account}:file-system/${id}`;
}
