import { closeSync, openSync, writeSync } from "node:fs";
import type { Run } from "@orrery/aws";
import { ConfigError, type TraceEntry } from "@orrery/kernel";
import { reasonOf } from "./files.ts";

/** The first line of a trace: what its entries are about. */
export interface TraceHeader {
  readonly format: "orrery trace 2";
  /** The version of Orrery that made it. */
  readonly version: string;
  readonly seed: number | string;
  /** The wall-clock time of instant 0. */
  readonly startsAt: string;
  /** Logical ids of the resources by component. */
  readonly resources: Readonly<Record<string, string>>;
}

/** A line of the index: a block of entries that are read together. */
export interface TraceBlock {
  /** Where it begins in the trace, and how long it is, in bytes. */
  readonly offset: number;
  readonly length: number;
  /** The number of its first event, and the instants of its first and last. */
  readonly event: number;
  readonly from: number;
  readonly until: number;
  /** Whose events it has. */
  readonly components: readonly string[];
}

/** Where the index of a trace is. */
export const indexPathOf = (path: string): string => `${path}.index`;

const blockSize = 262_144;

/** Writes the events of a run as lines of JSON, with an index beside them, in constant memory. */
export class TraceFile {
  private readonly file: number;
  private readonly index: number;
  private lines: string[] = [];
  private size = 0;
  private offset = 0;
  private first: TraceEntry | null = null;
  private lastAt = 0;
  private components = new Set<string>();

  /** @throws ConfigError when the file cannot be written. */
  constructor(path: string) {
    this.file = opened(path);
    this.index = opened(indexPathOf(path));
  }

  /** Writes the header, once the run is there and before its events are taken. */
  begin({ seed, scenario, resources }: Run, version: string): void {
    const header: TraceHeader = {
      format: "orrery trace 2",
      version,
      seed,
      startsAt: scenario.startsAt,
      resources: Object.fromEntries(
        resources.map(({ component, logicalId }) => [component, logicalId]),
      ),
    };
    this.offset = writeSync(this.file, `${JSON.stringify(header)}\n`);
    // What made the architecture happened before there was a header.
    this.flush();
  }

  /** For the simulation. */
  readonly take = (entry: TraceEntry): void => {
    const line = `${JSON.stringify(entry)}\n`;
    this.first ??= entry;
    this.lastAt = entry.at;
    this.components.add(entry.component);
    this.lines.push(line);
    this.size += line.length;
    if (this.size >= blockSize && this.offset > 0) this.flush();
  };

  /** Writes what is left. */
  close(): void {
    this.flush();
    closeSync(this.file);
    closeSync(this.index);
  }

  private flush(): void {
    if (this.first === null) return;
    const length = writeSync(this.file, this.lines.join(""));
    const block: TraceBlock = {
      offset: this.offset,
      length,
      event: this.first.event,
      from: this.first.at,
      until: this.lastAt,
      components: [...this.components],
    };
    writeSync(this.index, `${JSON.stringify(block)}\n`);
    this.offset += length;
    this.lines = [];
    this.size = 0;
    this.first = null;
    this.components = new Set();
  }
}

function opened(path: string): number {
  try {
    return openSync(path, "w");
  } catch (error) {
    throw new ConfigError(path, "a file that can be written", reasonOf(error));
  }
}
