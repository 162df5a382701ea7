import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { ConfigError, type Instant, type TraceEntry } from "@orrery/kernel";
import { reasonOf } from "./files.ts";
import { indexPathOf, type TraceBlock, type TraceHeader } from "./trace-file.ts";

/** Which entries of a trace are wanted. */
export interface TraceSelection {
  /** @defaultValue the beginning */
  readonly from?: Instant;
  /** The last instant. @defaultValue the end */
  readonly until?: Instant;
  /** @defaultValue all */
  readonly component?: string;
}

const rememberedBlocks = 16;

/** Reads a trace that {@link TraceFile} wrote: blocks that are not wanted are not read. */
export class TraceReader {
  readonly header: TraceHeader;
  private readonly path: string;
  private readonly file: number;
  private readonly blocks: readonly TraceBlock[];
  /** The blocks read last, by their place. */
  private readonly recent = new Map<number, readonly TraceEntry[]>();

  /** @throws ConfigError for what is no trace. */
  constructor(path: string) {
    this.path = path;
    try {
      this.file = openSync(path, "r");
    } catch (error) {
      throw new ConfigError(path, "a trace that run --trace wrote", reasonOf(error));
    }
    this.header = this.readHeader();
    this.blocks = this.readIndex();
  }

  /** How many blocks the trace has; an entry is found by reading one of them. */
  get blockCount(): number {
    return this.blocks.length;
  }

  /** The entries that are wanted, in order. */
  *entries({ from = 0 as Instant, until, component }: TraceSelection = {}): Generator<TraceEntry> {
    const end = until ?? Infinity;
    for (const [place, block] of this.blocks.entries()) {
      if (block.until < from || block.from > end) continue;
      if (component !== undefined && !block.components.includes(component)) continue;
      for (const entry of this.read(place)) {
        if (entry.at < from || entry.at > end) continue;
        if (component === undefined || entry.component === component) yield entry;
      }
    }
  }

  /** The entry of event number `event`; `undefined` where the trace has none. */
  entryOf(event: number): TraceEntry | undefined {
    let low = 0;
    let high = this.blocks.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.blocks[middle]!.event <= event) low = middle;
      else high = middle - 1;
    }
    return this.blocks.length === 0
      ? undefined
      : this.read(low).find((entry) => entry.event === event);
  }

  /** What led to an event: the event itself, the one that scheduled it, and so on to the first cause. */
  chainTo(event: number): readonly TraceEntry[] {
    const chain: TraceEntry[] = [];
    for (let next = event; next >= 0;) {
      const entry = this.entryOf(next);
      if (entry === undefined) break;
      chain.push(entry);
      next = entry.cause;
    }
    return chain.reverse();
  }

  close(): void {
    closeSync(this.file);
  }

  private read(place: number): readonly TraceEntry[] {
    const known = this.recent.get(place);
    if (known !== undefined) return known;
    const { offset, length } = this.blocks[place]!;
    const bytes = Buffer.alloc(length);
    readSync(this.file, bytes, 0, length, offset);
    const lines = bytes.toString("utf8").trimEnd().split("\n");
    const entries = lines.map((line) => JSON.parse(line) as TraceEntry); // Written by TraceFile.
    this.recent.set(place, entries);
    if (this.recent.size > rememberedBlocks) {
      const [oldest] = this.recent.keys();
      this.recent.delete(oldest!);
    }
    return entries;
  }

  private readHeader(): TraceHeader {
    const bytes = Buffer.alloc(1_048_576);
    const length = readSync(this.file, bytes, 0, bytes.length, 0);
    const [line = ""] = bytes.toString("utf8", 0, length).split("\n", 1);
    let header: unknown;
    try {
      header = JSON.parse(line);
    } catch {
      header = null;
    }
    const { format } = (header ?? {}) as Partial<TraceHeader>;
    if (format !== "orrery trace 2") {
      throw new ConfigError(this.path, "a trace that run --trace wrote", "another file");
    }
    return header as TraceHeader; // Written by TraceFile.
  }

  private readIndex(): readonly TraceBlock[] {
    try {
      const text = readFileSync(indexPathOf(this.path), "utf8").trimEnd();
      return text === "" ? [] : text.split("\n").map((line) => JSON.parse(line) as TraceBlock);
    } catch {
      throw new ConfigError(indexPathOf(this.path), "the index beside the trace", "none");
    }
  }
}
