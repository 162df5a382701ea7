import { otlpLines, perfettoTrace } from "@orrery/aws";
import { ConfigError, type TraceEntry } from "@orrery/kernel";
import { exitStatus } from "./exit-status.ts";
import { OutputFile } from "./files.ts";
import type { ScriptOptions } from "./run-scripts.ts";
import { isRunFile, SavedRun } from "./saved-run.ts";
import type { Terminal } from "./terminal.ts";
import { repeatedRun, tracedRun, warnOfPart, type ToldRun } from "./told-run.ts";
import { checkThere, TraceReader } from "./trace-reader.ts";

/** What `orrery export` is told. */
export interface ExportOptions extends ScriptOptions {
  readonly format: "perfetto" | "otlp" | "jsonl";
  readonly output: string;
}

/**
 * Writes the events of a run in a form that other tools open, in constant memory: by its trace, or by making
 * a saved run again; gives the exit status.
 */
export async function exportCommand(
  path: string,
  options: ExportOptions,
  terminal: Terminal,
): Promise<number> {
  const file = new OutputFile(options.output);
  try {
    checkThere(path);
    const isDone = isRunFile(path)
      ? await exportSaved(path, file, options, terminal)
      : exportTrace(path, file, options, terminal);
    if (!isDone) return exitStatus.interrupted;
    file.finish();
  } finally {
    file.abandon();
  }
  return exitStatus.fine;
}

async function exportSaved(
  path: string,
  file: OutputFile,
  options: ExportOptions,
  terminal: Terminal,
): Promise<boolean> {
  const told = await repeatedRun(path, await SavedRun.read(path, options), options, terminal);
  if (told !== null) write(file, told, options);
  return told !== null;
}

function exportTrace(
  path: string,
  file: OutputFile,
  options: ExportOptions,
  terminal: Terminal,
): boolean {
  if (options.scripts !== undefined) {
    throw new ConfigError(path, "a run that run --save wrote, for --scripts", "another file");
  }
  const reader = new TraceReader(path);
  try {
    const told = tracedRun(reader, path);
    warnOfPart(told, terminal);
    write(file, told, options);
  } finally {
    reader.close();
  }
  return true;
}

function write(file: OutputFile, told: ToldRun, { format }: ExportOptions): void {
  told.readAll((entries) => {
    let text = "";
    for (const part of partsOf(told, entries, format)) {
      text += part;
      if (text.length < portion) continue;
      file.write(text);
      text = "";
    }
    file.write(text);
  });
}

function* partsOf(
  { resources, seed, startsAt, samples }: ToldRun,
  entries: Iterable<TraceEntry>,
  format: ExportOptions["format"],
): Iterable<string> {
  const options = {
    shownAs: (component: string) => resources[component] ?? component,
    run: JSON.stringify([seed, startsAt]),
    epochMilliseconds: Date.parse(startsAt),
  };
  if (format === "perfetto") yield* perfettoTrace(entries, samples(), options);
  else if (format === "otlp") yield* otlpLines(entries, options);
  else for (const entry of entries) yield `${JSON.stringify(entry)}\n`;
}

/** What is written at once. */
const portion = 262_144;
