import type { Plain, Tagged } from "@orrery/kernel";
import type { Refused } from "../../../service/refusal.ts";
import type { FunctionSettings } from "../config.ts";
import type { FileSystem } from "../environment-traits.ts";
import { rightsIn } from "../files/access-point.ts";
import { mountRights, writes, type Mount } from "../files/mount.ts";
import { fileSystemLimits } from "../limits.ts";
import { ports, type FunctionContext } from "./declarations.ts";
import { handlerError, mountFailed } from "./function-error.ts";

/** Why no new environment mounts what its function mounts; `null`: it does, or there is nothing to mount. */
export function mountRefusal(context: FunctionContext): Refused | null {
  const mount = context.settings.vpc?.mount;
  if (mount === undefined) return null;
  if (!may("ClientMount", mount, context)) return mountFailed;
  return (rightsOf(mount, context) & enter) === 0 ? mountFailed : null;
}

/** The right to enter a directory, and to write there, among the digits of permissions. */
const enter = 1;
const write = 2;

function rightsOf(mount: Mount, context: FunctionContext): number {
  const isRoot = mount.point.user?.uid === 0 && may("ClientRootAccess", mount, context);
  return rightsIn(mount.point, isRoot);
}

/** Whether the role may do something with the file system: who may not hears a refusal in place of the pool's answer to nothing. */
function may(
  action: keyof typeof mountRights,
  { isGuarded }: Mount,
  context: FunctionContext,
): boolean {
  return (
    !isGuarded || context.consult(ports.account, mountRights[action], nothing).type !== "refused"
  );
}

const nothing: Tagged = Object.freeze({ type: "adjustConcurrency", by: 0 });

/** The error that a handler throws since it may not do with its file system what it does; `null`: it may. */
export function fileErrorIn(
  system: FileSystem,
  held: number,
  requestId: string,
  { runtime, vpc }: FunctionSettings,
  context: FunctionContext,
): Plain {
  const mount = vpc?.mount;
  const error = errorOf(system, held, mount, context);
  if (error === null) return null;
  const path = mount?.path ?? "/mnt";
  const [code, number, words, inPython] = errors[error];
  if (runtime?.startsWith("python") === true) {
    const text = `[Errno ${number}] ${words}: '${path}'`;
    return handlerError(runtime, requestId, inPython, text);
  }
  const text = `${code}: ${words.toLowerCase()}, open '${path}'`;
  return handlerError(runtime, requestId, "Error", text);
}

const errors = {
  readOnly: ["EROFS", 30, "Read-only file system", "OSError"],
  denied: ["EACCES", 13, "Permission denied", "PermissionError"],
  locks: ["EDQUOT", 122, "Disk quota exceeded", "OSError"],
} as const;

function errorOf(
  system: FileSystem,
  held: number,
  mount: Mount | undefined,
  context: FunctionContext,
): keyof typeof errors | null {
  if (mount !== undefined && writes(system)) {
    if (!may("ClientWrite", mount, context)) return "readOnly";
    if ((rightsOf(mount, context) & write) === 0) return "denied";
  }
  const { locks = 0, lockedFiles = 1 } = system;
  const { ofFile, ofMount, files } = fileSystemLimits.locks;
  const isOver =
    locks > 0 && (locks + held > ofFile || locks * lockedFiles > ofMount || lockedFiles > files);
  return isOver ? "locks" : null;
}
