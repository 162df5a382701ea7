import { listOf, memberOf, spelled } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import type { FileSystem } from "../environment-traits.ts";
import type { AccessPoint } from "./access-point.ts";

/** What a function mounts, as far as anybody knows it. */
export interface Mount {
  readonly point: AccessPoint;
  /** Where it sees it, such as `/mnt/files`. */
  readonly path: string;
  /** Whether it asks by {@link mountPorts} what it may do; else it may do everything. */
  readonly isGuarded: boolean;
}

/** What somebody may do with a file system: the place among the function's connections to the account's pool by which it asks. */
export const mountRights = { ClientMount: 1, ClientWrite: 2, ClientRootAccess: 3 } as const;

/** A function that may mount something. */
export interface Mounting {
  readonly shown: PlainObject;
  readonly behavior: { readonly fileSystem?: FileSystem };
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
