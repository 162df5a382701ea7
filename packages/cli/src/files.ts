import { readFileSync, statSync, writeFileSync } from "node:fs";
import { ConfigError } from "@orrery/kernel";

/** A text of more bytes is longer than a string can be, or would fill the memory. */
const mostBytes = 256 * 1024 * 1024;

/**
 * The text of a file that the user named.
 *
 * @throws ConfigError when there is none, or when it is a device or a pipe, which may never end.
 */
export function textOfFile(path: string): string {
  checkFile(path);
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new ConfigError(path, "a file that can be read", reasonOf(error));
  }
  // PowerShell writes what commands print as UTF-16, unless it is told otherwise.
  const isUtf16 = /^(\xFF\xFE|\xFE\xFF)/.test(bytes.toString("latin1", 0, 2));
  if (isUtf16) throw new ConfigError(path, "a text in UTF-8", "one in UTF-16");
  return bytes.toString("utf8");
}

/** @throws ConfigError when the path leads to no file, or to one that is too large. */
export function checkFile(path: string): void {
  const found = (() => {
    try {
      return statSync(path);
    } catch (error) {
      throw new ConfigError(path, "a file that can be read", reasonOf(error));
    }
  })();
  if (found.isDirectory()) throw new ConfigError(path, "a file that can be read", "a folder");
  if (!found.isFile()) throw new ConfigError(path, "a file", "a device or a pipe");
  if (found.size > mostBytes) {
    throw new ConfigError(path, `a file of at most ${mostBytes} bytes`, `${found.size} bytes`);
  }
}

/** Writes a file that the user named. @throws ConfigError when that cannot be. */
export function writeTextFile(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new ConfigError(path, "a file that can be written", reasonOf(error));
  }
}

/** Why a file could not be read or written. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException; // Node's own, of the file system.
  switch (code) {
    case "ENOENT":
      return "no such file";
    case "EISDIR":
      return "a folder";
    case "EACCES":
    case "EPERM":
      return "one without permission";
    default:
      return code ?? message;
  }
}
