import { readFileSync, writeFileSync } from "node:fs";
import { ConfigError } from "@orrery/kernel";

/** The text of a file that the user named. @throws ConfigError when there is none. */
export function textOfFile(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new ConfigError(path, "a file that can be read", reasonOf(error));
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
