import {
  accessSync,
  closeSync,
  constants,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { inspect } from "node:util";
import { ConfigError } from "@orrery/kernel";
import { reasonOf } from "./system-reason.ts";
import { writeWhole } from "./whole-write.ts";

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

/** Whether a path leads to a folder. */
export const isFolder = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

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

/**
 * A file that the user named to write to. It is opened, and so checked, at once; what is written
 * comes under its name when it is whole, and not at all otherwise. A device or a pipe is written to
 * as it comes.
 */
export class OutputFile {
  readonly path: string;
  private readonly target: string;
  /** Where it is written until it is whole; `null`: in place. */
  private readonly partial: string | null;
  private readonly file: number;
  private isOpen = true;
  private isFinished = false;

  /** @throws ConfigError when it cannot be written. */
  constructor(path: string) {
    this.path = path;
    try {
      const known = statSync(path, { throwIfNoEntry: false });
      if (known?.isDirectory() === true) throw Object.assign(new Error(), { code: "EISDIR" });
      if (known !== undefined) accessSync(path, constants.W_OK);
      this.target = known?.isFile() === true ? realpathSync(path) : path;
      this.partial = known?.isFile() === false ? null : `${this.target}.${process.pid}.partial`;
      this.file = openSync(this.partial ?? path, "w");
    } catch (error) {
      throw new ConfigError(path, "a file that can be written", reasonOf(error));
    }
  }

  /** Adds text or bytes; returns how many bytes that were. @throws ConfigError */
  write(data: string | Uint8Array): number {
    const bytes = typeof data === "string" ? Buffer.from(data, "utf8") : data;
    try {
      writeWhole(bytes, (rest) => writeSync(this.file, rest));
    } catch (error) {
      throw this.failure(error);
    }
    return bytes.length;
  }

  /** Ends the file, which is then there under its name. @throws ConfigError */
  finish(): void {
    if (!this.isOpen) return;
    try {
      this.close();
      if (this.partial !== null) renameSync(this.partial, this.target);
      this.isFinished = true;
    } catch (error) {
      throw this.failure(error);
    }
  }

  /** Gives up what was not finished. */
  abandon(): void {
    if (this.isFinished) return;
    if (this.isOpen) this.close();
    if (this.partial !== null) rmSync(this.partial, { force: true });
  }

  private close(): void {
    this.isOpen = false;
    closeSync(this.file);
  }

  private failure(error: unknown): ConfigError {
    return new ConfigError(this.path, "a file that can be written whole", reasonOf(error));
  }
}

/** What was thrown, in words: modules throw what they like. */
export const thrownText = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : inspect(thrown, { breakLength: Infinity });
