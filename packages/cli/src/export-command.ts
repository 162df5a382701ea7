import { closeSync, openSync, writeSync } from "node:fs";
import { chromeTrace, ConfigError, otlpLines } from "@orrery/kernel";
import { exitStatus } from "./exit-status.ts";
import { reasonOf } from "./files.ts";
import { TraceReader } from "./trace-reader.ts";

/** The forms a trace can be exported in. */
export const traceForms = ["perfetto", "otlp"] as const;

/** Writes a trace in a form that other tools open, in constant memory; gives the exit status. */
export function exportCommand(
  path: string,
  { form, output }: { readonly form: (typeof traceForms)[number]; readonly output: string },
): number {
  const reader = new TraceReader(path);
  const epochMilliseconds = Date.parse(reader.header.startsAt);
  const parts =
    form === "perfetto"
      ? chromeTrace(reader.entries())
      : otlpLines(reader.entries(), { epochMilliseconds });
  let file: number;
  try {
    file = openSync(output, "w");
  } catch (error) {
    throw new ConfigError(output, "a file that can be written", reasonOf(error));
  }
  try {
    for (const part of parts) writeSync(file, part);
  } finally {
    closeSync(file);
    reader.close();
  }
  return exitStatus.fine;
}
