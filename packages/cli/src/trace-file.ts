import type { Run } from "@orrery/aws";
import { ConfigError, fingerprintOf, type TraceEntry } from "@orrery/kernel";
import { OutputFile } from "./files.ts";
import { EntryWriter } from "./shared-values.ts";

/** Raised when the form of traces changes. */
export const traceFormat = "orrery trace 3";

/** The first line of a trace: what its entries are about. */
export interface TraceHeader {
  readonly format: typeof traceFormat;
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
  /** A fingerprint of the header: an index of another trace has another. */
  readonly of: string;
}

/** Where the index of a trace is. */
export const indexPathOf = (path: string): string => `${path}.index`;

/** What a trace says of its run. */
interface Traced {
  readonly seed: number | string;
  readonly scenario: Pick<Run["scenario"], "startsAt">;
  readonly resources: readonly Pick<Run["resources"][number], "component" | "logicalId">[];
}

const blockSize = 1_048_576;

/**
 * Writes the events of a run as lines of JSON, with an index beside them, in constant memory. When
 * that fails it writes no more, and says so at the end: the run has its report all the same.
 */
export class TraceFile {
  private readonly file: OutputFile;
  private readonly index: OutputFile;
  private readonly writer = new EntryWriter();
  private readonly components = new Set<string>();
  private of = "";
  private text = "";
  private offset = 0;
  private first: TraceEntry | null = null;
  private lastAt = 0;
  private failure: ConfigError | null = null;

  /** @throws ConfigError when the file cannot be written. */
  constructor(path: string) {
    this.file = new OutputFile(path);
    try {
      this.index = new OutputFile(indexPathOf(path));
    } catch (error) {
      this.file.abandon();
      throw error;
    }
  }

  /** Writes the header, once the run is there and before its events are taken. */
  begin({ seed, scenario, resources }: Traced, version: string): void {
    const header: TraceHeader = {
      format: traceFormat,
      version,
      seed,
      startsAt: scenario.startsAt,
      resources: Object.fromEntries(
        resources.map(({ component, logicalId }) => [component, logicalId]),
      ),
    };
    this.of = fingerprintOf(header);
    this.attempt(() => {
      this.offset = this.file.write(`${JSON.stringify(header)}\n`);
    });
    // What made the architecture happened before there was a header.
    this.flush();
  }

  /** For the simulation. */
  readonly take = (entry: TraceEntry): void => {
    if (this.failure !== null) return;
    this.first ??= entry;
    this.lastAt = entry.at;
    this.components.add(entry.component);
    this.text += this.writer.lineOf(entry);
    if (this.text.length >= blockSize && this.of !== "") this.flush();
  };

  /** Writes what is left, so that trace and index are there. @throws ConfigError when they are not whole. */
  finish(): void {
    this.flush();
    this.attempt(() => {
      this.file.finish();
      this.index.finish();
    });
    this.abandon();
    if (this.failure !== null) throw this.failure;
  }

  /** Gives up what was not finished. */
  abandon(): void {
    this.file.abandon();
    this.index.abandon();
  }

  private flush(): void {
    const { first } = this;
    if (first === null) return;
    this.attempt(() => {
      const length = this.file.write(this.text);
      const block: TraceBlock = {
        offset: this.offset,
        length,
        event: first.event,
        from: first.at,
        until: this.lastAt,
        components: [...this.components],
        of: this.of,
      };
      this.index.write(`${JSON.stringify(block)}\n`);
      this.offset += length;
    });
    this.writer.begin();
    this.text = "";
    this.first = null;
    this.components.clear();
  }

  private attempt(write: () => void): void {
    if (this.failure !== null) return;
    try {
      write();
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      this.failure = error;
    }
  }
}
