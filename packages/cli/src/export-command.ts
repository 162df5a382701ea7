import { otlpLines, perfettoTrace, type GaugeSample } from "@orrery/aws";
import type { TraceEntry } from "@orrery/kernel";
import { exitStatus } from "./exit-status.ts";
import { OutputFile } from "./files.ts";
import type { Terminal } from "./terminal.ts";
import { partIn, type TraceHeader } from "./trace-file.ts";
import { TraceReader } from "./trace-reader.ts";

/** What `orrery export` is told. */
export interface ExportOptions {
  readonly format: "perfetto" | "otlp" | "jsonl";
  readonly output: string;
}

/** Where events come from, by whom, and what was measured beside them. */
interface Exported {
  readonly header: TraceHeader;
  readonly entries: Iterable<TraceEntry>;
  readonly samples: Iterable<GaugeSample>;
}

/** Writes a trace in a form that other tools open, in constant memory; gives the exit status. */
export function exportCommand(
  path: string,
  options: ExportOptions,
  terminal: Pick<Terminal, "warn">,
): number {
  const file = new OutputFile(options.output);
  try {
    exportTrace(path, file, options, terminal);
    file.finish();
  } finally {
    file.abandon();
  }
  return exitStatus.fine;
}

function exportTrace(
  path: string,
  file: OutputFile,
  options: ExportOptions,
  { warn }: Pick<Terminal, "warn">,
): void {
  const reader = new TraceReader(path);
  try {
    const { header } = reader;
    const part = partIn(header);
    if (part !== null) warn(`${path}: only ${part}\n`);
    reader.readAll((entries) =>
      write(file, { header, entries, samples: reader.samples() }, options),
    );
  } finally {
    reader.close();
  }
}

function write(file: OutputFile, exported: Exported, { format }: ExportOptions): void {
  let text = "";
  for (const part of partsOf(exported, format)) {
    text += part;
    if (text.length < portion) continue;
    file.write(text);
    text = "";
  }
  file.write(text);
}

function* partsOf(
  { header, entries, samples }: Exported,
  format: ExportOptions["format"],
): Iterable<string> {
  const { resources, seed, startsAt } = header;
  const options = {
    shownAs: (component: string) => resources[component] ?? component,
    run: JSON.stringify([seed, startsAt]),
    epochMilliseconds: Date.parse(startsAt),
  };
  if (format === "perfetto") yield* perfettoTrace(entries, samples, options);
  else if (format === "otlp") yield* otlpLines(entries, options);
  else for (const entry of entries) yield `${JSON.stringify(entry)}\n`;
}

/** What is written at once. */
const portion = 262_144;
