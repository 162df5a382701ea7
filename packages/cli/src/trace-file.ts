import type { GaugeSample, Run } from "@orrery/aws";
import { createHash } from "node:crypto";
import {
  ConfigError,
  fingerprintOf,
  formatDuration,
  type Duration,
  type TraceEntry,
} from "@orrery/kernel";
import { EntryWriter } from "./entry-writer.ts";
import { OutputFile } from "./files.ts";
import { LongTextPlaces } from "./long-text-places.ts";
import { blockSize } from "./trace-codes.ts";

/** Raised when the form of traces changes: since 5 the index ends with a line that says how the recording ended. */
export const traceFormat = "orrery trace 5";

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
  /** Where the CDK made its resources, by logical id; left out: it made none. */
  readonly constructPaths?: Readonly<Record<string, string>> | undefined;
  readonly part: TracePart;
}

/** Which events of its run a trace has. */
export interface TracePart {
  /** Those of the component; `null`: of all. */
  readonly only: string | null;
  /** From this instant on; `null`: from the beginning. */
  readonly from: number | null;
  /** Up to this instant; `null`: to the end. */
  readonly until: number | null;
}

/** Which events of its run a trace has, in words; `null`: it has all. */
export function partIn(
  { part: { only, from, until }, resources }: TraceHeader,
  ended: EarlyEnd | null,
): string | null {
  const said = [
    only === null ? "" : ` of ${resources[only] ?? only}`,
    from === null ? "" : ` from ${shown(from)} on`,
    until === null ? "" : ` up to ${shown(until)}`,
  ].join("");
  if (said === "" && ended === null) return null;
  const where = said === "" ? ` up to ${shown(ended?.at ?? 0)}` : said;
  const others = only === null ? "" : ", and what others did is not";
  const why = ended === null ? "" : `; ${ended.reason} at ${shown(ended.at)}`;
  return `events${where} are in this trace${others}${why}`;
}

/** Why a recording has not all of its run. */
export interface EarlyEnd {
  readonly reason: "the run was stopped" | "its recording was cut off";
  /** The instant of the last event that is known. */
  readonly at: number;
}

const shown = (at: number): string => formatDuration(at as Duration);

const whole: TracePart = { only: null, from: null, until: null };

/** The header of a trace of a run. */
const headerOf = (
  { seed, scenario, resources }: Traced,
  version: string,
  { only, from, until }: TracePart,
): TraceHeader => ({
  format: traceFormat,
  version,
  seed,
  startsAt: scenario.startsAt,
  resources: Object.fromEntries(
    resources.map(({ component, logicalId }) => [component, logicalId]),
  ),
  ...(scenario.constructPaths === undefined ? {} : { constructPaths: scenario.constructPaths }),
  // In this order, in which it is read: the fingerprint of a header tells its order, too.
  part: { only, from, until },
});

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
  /** A fingerprint of its bytes. */
  readonly sum: string;
}

/** The last line of an index: how the recording ended. One that was cut off has none. */
export interface TraceEnd {
  /** Whether the run came to its end, and was not stopped before. */
  readonly finished: boolean;
  /** The instant of its last event. */
  readonly until: number;
  /** A fingerprint of the header. */
  readonly of: string;
}

/** What tells the bytes of a block from damaged ones. */
export const sumOf = (bytes: Uint8Array): string =>
  createHash("sha1").update(bytes).digest("base64").slice(0, 12);

/** Entries are written so many together: each by itself, in turn with the machines, costs a third more. */
const together = 128;

/** Where the index of a trace is; also of what a recording that was cut off left. */
export const indexPathOf = (path: string): string => {
  const [, name, ending] = /^(.*)(\.\d+\.partial)$/s.exec(path) ?? [];
  return name === undefined ? `${path}.index` : `${name}.index${ending}`;
};

/** What a trace says of its run. */
interface Traced {
  readonly seed: number | string;
  readonly scenario: Pick<Run["scenario"], "startsAt" | "constructPaths">;
  readonly resources: readonly Pick<Run["resources"][number], "component" | "logicalId">[];
}

/**
 * Writes the events of a run, and gauges, in blocks with an index beside them, in constant memory. When
 * that fails it writes no more, and says so at the end: the run has its report all the same.
 */
export class TraceFile {
  private readonly file: OutputFile;
  private readonly index: OutputFile;
  private readonly writer = new EntryWriter(new LongTextPlaces());
  private of = "";
  private offset = 0;
  /** The number of the first event of the block and its instant; `null`: it has none yet. */
  private first: Pick<TraceEntry, "event" | "at"> | null = null;
  private event = 0;
  private lastAt = 0;
  /** The instant of the last event of the run, whether it is written or not. */
  private now = 0;
  private part = whole;
  /** Entries from before there was a header. */
  private early: TraceEntry[] = [];
  /** Entries that are to be written. */
  private taken: TraceEntry[] = [];
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

  /**
   * Writes the header, once the run is there and before its events are taken.
   *
   * @param part which of them it is to have. @defaultValue all
   */
  begin(run: Traced, version: string, part = whole): void {
    this.part = part;
    const header = headerOf(run, version, part);
    this.of = fingerprintOf(header);
    this.attempt(() => {
      this.offset = this.file.write(`${JSON.stringify(header)}\n`);
    });
    this.writer.begin(this.offset);
    // What made the architecture happened before there was a header.
    const { early } = this;
    this.early = [];
    early.forEach(this.take);
  }

  /** For the simulation. */
  readonly take = (entry: TraceEntry): void => {
    if (this.failure !== null) return;
    if (this.of === "") {
      this.early.push(entry);
      return;
    }
    this.now = entry.at;
    if (this.part !== whole && !isIn(this.part, entry)) return;
    const { taken } = this;
    taken.push(entry);
    if (taken.length === together) this.drain();
  };

  /** Writes the entries that were taken. */
  private drain(): void {
    const { taken, writer } = this;
    for (let nth = 0; nth < taken.length; nth += 1) {
      const entry = taken[nth]!;
      this.event = entry.event;
      this.first ??= entry;
      this.lastAt = entry.at;
      writer.write(entry);
      if (writer.values.length >= blockSize) this.flush();
    }
    this.taken = [];
  }

  /** For the run: gauges that are drawn over time. */
  readonly takeSample = (sample: GaugeSample): void => {
    if (this.failure !== null || this.of === "" || !isIn(this.part, sample)) return;
    this.drain();
    this.first ??= { event: this.event, at: sample.at };
    this.lastAt = sample.at;
    this.writer.sample(sample);
  };

  /** Writes what is left, so that trace and index are there. @throws ConfigError when they are not whole. */
  finish({ finished }: Pick<TraceEnd, "finished">): void {
    this.drain();
    this.flush();
    this.attempt(() => {
      const end: TraceEnd = { finished, until: this.now, of: this.of };
      this.index.write(`${JSON.stringify(end)}\n`);
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
    const { values } = this.writer;
    const bytes = values.bytes.subarray(0, values.length);
    this.attempt(() => {
      const length = this.file.write(bytes);
      const block: TraceBlock = {
        offset: this.offset,
        length,
        event: first.event,
        from: first.at,
        until: this.lastAt,
        components: this.writer.componentNames,
        of: this.of,
        sum: sumOf(bytes),
      };
      this.index.write(`${JSON.stringify(block)}\n`);
      this.offset += length;
    });
    this.writer.begin(this.offset);
    this.first = null;
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

const isIn = (
  { only, from, until }: TracePart,
  { at, component }: Pick<TraceEntry, "at" | "component">,
): boolean =>
  (only === null || component === only) &&
  (from === null || at >= from) &&
  (until === null || at <= until);
