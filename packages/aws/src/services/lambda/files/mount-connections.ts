import { listOf, memberOf, spelled } from "../../../request/params.ts";
import type { Caller } from "../../../service/caller.ts";
import type { ControlPlane, ResourceConnection } from "../../../service/service-model.ts";
import { mountFailed } from "../function/function-error.ts";
import { accountOf } from "../operations/account-resource.ts";
import { mountOf, mountRights, writes, type Mounting } from "./mount.ts";

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
    port: "account",
    to: mountRights[name],
    target: accountOf(plane).number,
    access: { caller, action: `elasticfilesystem:${name}`, arn, guard },
  }));
}
