const reasons: Readonly<Record<string, string>> = {
  ENOENT: "no such file",
  EISDIR: "a folder",
  EACCES: "one without permission",
  EPERM: "one without permission",
  EROFS: "one of a file system that is read-only",
  ENOTDIR: "one in what is no folder",
  ENOSPC: "no space left on the device",
  EDQUOT: "no space left in the quota",
  EFBIG: "a file that may not become so large",
  ELOOP: "a link that leads to itself",
  ENAMETOOLONG: "a name that is too long",
};

/** Why a file could not be read or written. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException; // Node's own, of the file system.
  return code === undefined ? message : (reasons[code] ?? code);
}
