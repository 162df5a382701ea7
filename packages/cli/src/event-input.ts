import { readSync } from "node:fs";
import { ConfigError } from "@orrery/kernel";
import { textOfFile } from "./files.ts";
import { reasonOf } from "./system-reason.ts";

/** More than any event may have, so that AWS is the one to refuse it. */
const mostBytes = 16 * 1024 * 1024;

/** A place that is read until it ends. */
export type ReadInto = (into: Buffer) => number;

const standardInput: ReadInto = (into) => readSync(0, into);

/**
 * An event as a text: of a file, or of `read` for `-`; an empty object where there is none.
 *
 * @throws ConfigError where it is no JSON.
 */
export function eventText(file: string | undefined, read: ReadInto = standardInput): string {
  if (file === undefined) return "{}";
  const shown = file === "-" ? "standard input" : file;
  const text = file === "-" ? wholeOf(shown, read) : textOfFile(file);
  try {
    JSON.parse(text);
  } catch (error) {
    const received = text.trim() === "" ? "nothing" : (error as Error).message;
    throw new ConfigError(shown, "an event in JSON", received);
  }
  return text;
}

function wholeOf(shown: string, read: ReadInto): string {
  const parts: Buffer[] = [];
  for (let size = 0; size <= mostBytes;) {
    const part = Buffer.alloc(64 * 1024);
    const count = countOf(shown, () => read(part));
    if (count === 0) return Buffer.concat(parts).toString("utf8");
    parts.push(part.subarray(0, count));
    size += count;
  }
  throw new ConfigError(shown, `at most ${mostBytes} bytes`, "more");
}

/** How many bytes came, once some have, or none ever will. */
function countOf(shown: string, read: () => number): number {
  for (;;) {
    try {
      return read();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EOF") return 0;
      if (code !== "EAGAIN") throw new ConfigError(shown, "what can be read", reasonOf(error));
      // Whoever writes it has not come to it yet.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}
