import { listOf, memberOf, spelled } from "../../../request/params.ts";
import type { Caller } from "../../../service/caller.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, ResourceConnection } from "../../../service/service-model.ts";
import type { Behavior } from "../config.ts";
import type { FileSystem } from "../environment-traits.ts";
import { mountFailed } from "../function/function-error.ts";
import { accountOf } from "../operations/account-resource.ts";
import type { AccessPoint } from "./access-point.ts";

/** What a function mounts, as far as anybody knows it. */
export interface Mount {
  readonly point: AccessPoint;
  /** Where it sees it, such as `/mnt/files`. */
  readonly path: string;
  /** Whether it asks by {@link mountPorts} what it may do; else it may do everything. */
  readonly isGuarded: boolean;
}

/** What a function is connected to asks by, to hear what it may do with its file system. */
export const mountPorts = { ClientMount: 0, ClientWrite: 1, ClientRootAccess: 2 } as const;

interface Mounting {
  readonly shown: PlainObject;
  readonly behavior: Behavior;
  readonly accessPoint?: AccessPoint;
}

/** What a function mounts; `null`: nothing that anybody knows more about than its ARN. */
export function mountOf({ shown, accessPoint }: Mounting, plane: ControlPlane): Mount | null {
  const [first] = listOf(shown["FileSystemConfigs"]);
  if (first === undefined || accessPoint === undefined) return null;
  return {
    point: accessPoint,
    path: spelled(memberOf(first, "LocalMountPath")),
    isGuarded: plane.mindsPolicies && accessPoint.policy !== null,
  };
}

/** Whether invocations write to their file system. */
export const writes = ({ written, writes: count = 0 }: FileSystem): boolean =>
  written > 0 || count > 0;

/**
 * By what a function asks whether its role may mount its file system, write there, and be root: of a file system with a policy.
 * Each leads to the pool of the account, or to a refusal.
 */
export function mountConnections(
  record: Mounting,
  caller: Caller,
  plane: ControlPlane,
): readonly ResourceConnection[] {
  const mount = mountOf(record, plane);
  if (mount === null || !mount.isGuarded) return [];
  const { policy, user, fileSystemArn: arn } = mount.point;
  const { fileSystem } = record.behavior;
  const actions = [
    "ClientMount" as const,
    ...(fileSystem !== undefined && writes(fileSystem) ? (["ClientWrite"] as const) : []),
    ...(user?.uid === 0 ? (["ClientRootAccess"] as const) : []),
  ];
  const [first] = listOf(record.shown["FileSystemConfigs"]);
  const conditions = {
    "elasticfilesystem:accesspointarn": [spelled(memberOf(first, "Arn"))],
    "elasticfilesystem:accessedviamounttarget": ["true"],
  };
  const guard = { policy: policy!, conditions, refusal: mountFailed }; // It is guarded.
  return actions.map((name) => ({
    port: "files",
    to: mountPorts[name],
    target: accountOf(plane).number,
    access: { caller, action: `elasticfilesystem:${name}`, arn, guard },
  }));
}
