import { otlpLines, perfettoTrace } from "@orrery/aws";
import { exitStatus } from "./exit-status.ts";
import { OutputFile } from "./files.ts";
import { TraceReader } from "./trace-reader.ts";

/** What `orrery export` is told. */
export interface ExportOptions {
  readonly format: "perfetto" | "otlp";
  readonly output: string;
}

/** Writes a trace in a form that other tools open, in constant memory; gives the exit status. */
export function exportCommand(path: string, { format, output }: ExportOptions): number {
  const reader = new TraceReader(path);
  const { resources, seed, startsAt } = reader.header;
  const options = {
    shownAs: (component: string) => resources[component] ?? component,
    run: JSON.stringify([seed, startsAt]),
    epochMilliseconds: Date.parse(startsAt),
  };
  const file = new OutputFile(output);
  try {
    reader.readAll((entries) => {
      const parts =
        format === "perfetto" ? perfettoTrace(entries, [], options) : otlpLines(entries, options);
      let text = "";
      for (const part of parts) {
        text += part;
        if (text.length < portion) continue;
        file.write(text);
        text = "";
      }
      file.write(text);
    });
    file.finish();
  } finally {
    file.abandon();
    reader.close();
  }
  return exitStatus.fine;
}

/** What is written at once. */
const portion = 262_144;
