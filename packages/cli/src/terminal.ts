import { fstatSync, writeSync } from "node:fs";
import { reasonOf } from "./system-reason.ts";
import { writeWhole } from "./whole-write.ts";

/** Standard output takes no more. */
export class OutputLostError extends Error {
  override readonly name = "OutputLostError";
}

/** Where the command prints, and what the place can show. */
export interface Terminal {
  /** Prints on standard output. */
  print(text: string): void;
  /** Prints on standard error. */
  warn(text: string): void;
  /** Characters of a line of standard output. */
  readonly columns: number;
  /** Whether standard output shows colors. */
  readonly colors: boolean;
  /** Whether standard error is looked at by a person, who may see progress. */
  readonly showsProgress: boolean;
}

const defaultColumns = 80;

/** Of what is no terminal, Node leaves `isTTY` out. */
const isTerminal = (stream: { readonly isTTY?: boolean }): boolean => stream.isTTY ?? false;

const standardOutput = 1;

/** Whether a descriptor is a file or a device, which take what is written at once. */
function isFile(descriptor: number): boolean {
  try {
    const known = fstatSync(descriptor);
    return known.isFile() || known.isCharacterDevice();
  } catch {
    return false;
  }
}

/** The process's own standard output and standard error. */
export const processTerminal: Terminal = {
  print(text) {
    const isStream = isTerminal(process.stdout) || !isFile(standardOutput);
    if (isStream) {
      process.stdout.write(text);
      return;
    }
    // Node takes a part that a full disk took for the whole.
    try {
      writeWhole(Buffer.from(text, "utf8"), (bytes) => writeSync(standardOutput, bytes));
    } catch (error) {
      throw new OutputLostError(reasonOf(error), { cause: error });
    }
  },
  warn: (text) => void process.stderr.write(text),
  get columns() {
    const given = Number(process.env["COLUMNS"]);
    return process.stdout.columns ?? (given >= 40 ? given : defaultColumns);
  },
  get colors() {
    const { NO_COLOR, FORCE_COLOR } = process.env;
    if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
    if (FORCE_COLOR !== undefined) return FORCE_COLOR !== "0";
    return isTerminal(process.stdout) && process.env["TERM"] !== "dumb";
  },
  get showsProgress() {
    return isTerminal(process.stderr);
  },
};
