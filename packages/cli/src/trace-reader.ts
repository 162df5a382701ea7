import { closeSync, fstatSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { GaugeSample } from "@orrery/aws";
import { ConfigError, type Instant, type TraceEntry } from "@orrery/kernel";
import { chainTo, type CauseChain } from "./cause-chain.ts";
import { reasonOf } from "./system-reason.ts";
import { contentsOf, type BlockContents } from "./entry-reader.ts";
import { partIn, sumOf, traceFormat, type TraceBlock, type TraceHeader } from "./trace-file.ts";
import { parsedLine, readIndex } from "./trace-index.ts";
import { DamageError, ValueReader } from "./value-reader.ts";
import { headerSchema } from "./trace-schema.ts";

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
const rememberedTexts = 4_096;
const mostHeaderBytes = 16_777_216;

/** Whether there is something at a path. @throws ConfigError naming what a recording that was cut off left beside it. */
export function checkThere(path: string): void {
  if (statSync(path, { throwIfNoEntry: false }) !== undefined) return;
  const isLeft = (name: string) =>
    name.startsWith(`${basename(path)}.`) &&
    /^\d+\.partial$/.test(name.slice(basename(path).length + 1));
  let left: string | undefined;
  try {
    left = readdirSync(dirname(path)).find(isLeft);
  } catch {
    // That there is no folder is said of the file, too.
  }
  if (left === undefined) return; // Whoever opens it says so.
  const received = `none; a recording that was cut off left ${join(dirname(path), left)}`;
  throw new ConfigError(path, "a file that can be read", received);
}

/** Reads a trace that {@link TraceFile} wrote: blocks that are not wanted are not read. */
export class TraceReader {
  readonly header: TraceHeader;
  private readonly path: string;
  private readonly file: number;
  private readonly size: number;
  /** Which events of its run it has, in words; `null`: it has all. */
  readonly part: string | null;
  private readonly blocks: readonly TraceBlock[];
  /** The blocks read last, by their place. */
  private readonly recent = new Map<number, BlockContents>();
  /** Long texts that were read, by their place. */
  private readonly texts = new Map<number, string>();

  /** @throws ConfigError for what is no trace, or is none any more. */
  constructor(path: string) {
    this.path = path;
    try {
      // Opening a pipe would wait for somebody to write.
      if (!statSync(path).isFile()) throw new Error("what is no file");
      this.file = openSync(path, "r");
    } catch (error) {
      throw new ConfigError(path, "a trace that run --trace wrote", reasonOf(error));
    }
    try {
      this.size = fstatSync(this.file).size;
      const { header, length } = this.readHeader();
      this.header = header;
      const { blocks, ended } = readIndex(path, header, { header: length, all: this.size });
      this.blocks = blocks;
      this.part = partIn(header, ended);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** How many blocks the trace has; an entry is found by reading one of them. */
  get blockCount(): number {
    return this.blocks.length;
  }

  /** The entries that are wanted, in order. @throws ConfigError where the trace is damaged. */
  *entries({ from = 0 as Instant, until, component }: TraceSelection = {}): Generator<TraceEntry> {
    const end = until ?? Infinity;
    for (const [place, block] of this.blocks.entries()) {
      if (block.until < from || block.from > end) continue;
      if (component !== undefined && !block.components.includes(component)) continue;
      for (const entry of this.read(place).entries) {
        if (entry.at < from || entry.at > end) continue;
        if (component === undefined || entry.component === component) yield entry;
      }
    }
  }

  /**
   * Gives all entries to `read`. Of an entry that looks right and has not what its component writes,
   * nobody can tell anything: that is said of it.
   *
   * @throws ConfigError where the trace is damaged.
   */
  readAll<Result>(read: (entries: Iterable<TraceEntry>) => Result): Result {
    let event = -1;
    const watched = function* (entries: Iterable<TraceEntry>) {
      for (const entry of entries) {
        ({ event } = entry);
        yield entry;
      }
    };
    try {
      return read(watched(this.entries()));
    } catch (error) {
      if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
      const expected = "an entry that its component can have written";
      throw new ConfigError(`${this.path}, event ${event}`, expected, "another");
    }
  }

  /** The entry of event number `event`; `undefined` where the trace has none. */
  entryOf(event: number): TraceEntry | undefined {
    let low = 0;
    let high = this.blocks.length - 1;
    // The last block that begins before the event: what an event changes has its number too.
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.blocks[middle]!.event < event) low = middle;
      else high = middle - 1;
    }
    for (let place = low; place < Math.min(low + 2, this.blocks.length); place += 1) {
      const found = this.read(place).entries.find((entry) => entry.event === event);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** What led to an event. */
  chainTo(event: number): CauseChain {
    return chainTo(event, (each) => this.entryOf(each));
  }

  close(): void {
    closeSync(this.file);
  }

  /** The gauges that were written, in order. @throws ConfigError where the trace is damaged. */
  *samples(): Generator<GaugeSample> {
    for (const place of this.blocks.keys()) yield* this.read(place).samples;
  }

  private read(place: number): BlockContents {
    const known = this.recent.get(place);
    if (known !== undefined) return known;
    const block = this.blocks[place]!;
    const contents = this.undamaged(block, () =>
      contentsOf(this.bytesOf(block), (at) => this.textAt(at, block.offset)),
    );
    this.recent.set(place, contents);
    if (this.recent.size > rememberedBlocks) {
      const [oldest] = this.recent.keys();
      this.recent.delete(oldest!);
    }
    return contents;
  }

  private bytesOf(block: TraceBlock): Buffer {
    const bytes = this.bytesAt(block.offset, block.length);
    if (sumOf(bytes) !== block.sum) throw new DamageError("one whose bytes were changed");
    return bytes;
  }

  private undamaged<Result>(block: TraceBlock, read: () => Result): Result {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof DamageError)) throw error;
      throw new ConfigError(
        `${this.path}, byte ${block.offset}`,
        "a block of the trace",
        error.message,
      );
    }
  }

  /** A long text of this block or of one before. */
  private textAt(at: number, last: number): string {
    const known = this.texts.get(at);
    if (known !== undefined) return known;
    const block = this.blocks.find(({ offset, length }) => offset <= at && at < offset + length);
    if (block === undefined || block.offset > last) throw new DamageError("a text to come");
    const text = this.undamaged(block, () => {
      const values = new ValueReader(this.bytesOf(block), () => "");
      values.at = at - block.offset;
      return values.utf8();
    });
    this.texts.set(at, text);
    if (this.texts.size > rememberedTexts) {
      const [oldest] = this.texts.keys();
      this.texts.delete(oldest!);
    }
    return text;
  }

  private bytesAt(offset: number, length: number): Buffer {
    const bytes = Buffer.alloc(length);
    let done = 0;
    try {
      while (done < length) {
        const count = readSync(this.file, bytes, done, length - done, offset + done);
        if (count === 0) break;
        done += count;
      }
    } catch (error) {
      throw new ConfigError(this.path, "a file that can be read", reasonOf(error));
    }
    if (done === length) return bytes;
    throw new ConfigError(this.path, `${offset + length} bytes`, `${offset + done}`);
  }

  private readHeader(): { readonly header: TraceHeader; readonly length: number } {
    let bytes = this.bytesAt(0, Math.min(this.size, 65_536));
    if (!bytes.includes(10)) bytes = this.bytesAt(0, Math.min(this.size, mostHeaderBytes));
    const end = bytes.indexOf(10);
    const header = parsedLine(bytes.toString("utf8", 0, Math.max(end, 0)));
    const format: unknown =
      typeof header === "object" && header !== null ? Reflect.get(header, "format") : undefined;
    const expected = "a trace that run --trace wrote";
    if (typeof format === "string" && format !== traceFormat && /^orrery trace \d+$/.test(format)) {
      throw new ConfigError(this.path, `${expected} in the form "${traceFormat}"`, `"${format}"`);
    }
    const checked = headerSchema.safeParse(header);
    if (!checked.success) {
      const received = format === traceFormat ? "one whose first line is damaged" : "another file";
      throw new ConfigError(this.path, expected, received);
    }
    return { header: checked.data, length: end + 1 };
  }
}
