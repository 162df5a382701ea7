import { closeSync, openSync, writeSync } from "node:fs";
import { ConfigError, type TraceEntry } from "@orrery/kernel";

const bufferSize = 65_536;

/** Writes trace entries as lines of JSON, in constant memory. */
export class TraceFile {
  private readonly file: number;
  private waiting: string[] = [];
  private size = 0;

  constructor(path: string) {
    try {
      this.file = openSync(path, "w");
    } catch (error) {
      throw new ConfigError(path, "a file that can be written", (error as NodeJS.ErrnoException).code ?? "another");
    }
  }

  /** For the simulation. */
  readonly take = (entry: TraceEntry): void => {
    const line = `${JSON.stringify(entry)}\n`;
    this.waiting.push(line);
    this.size += line.length;
    if (this.size >= bufferSize) this.flush();
  };

  close(): void {
    this.flush();
    closeSync(this.file);
  }

  private flush(): void {
    writeSync(this.file, this.waiting.join(""));
    this.waiting = [];
    this.size = 0;
  }
}
