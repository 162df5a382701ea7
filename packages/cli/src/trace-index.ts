import { readFileSync, statSync } from "node:fs";
import { ConfigError, fingerprintOf } from "@orrery/kernel";
import { reasonOf } from "./system-reason.ts";
import { blockSize } from "./trace-codes.ts";
import {
  indexPathOf,
  type EarlyEnd,
  type TraceBlock,
  type TraceEnd,
  type TraceHeader,
} from "./trace-file.ts";
import { blockSchema, endSchema } from "./trace-schema.ts";

/** Blocks end soon after a quarter of a mebibyte; one has a single entry at least, which may be large. */
const mostBlockBytes = 268_435_456;
const mostIndexBytes = 268_435_456;
/** A recording that is cut off may have written a block whose line it had no time to write. */
const mostUnknownBytes = 4 * blockSize;

/** How long a trace is, in bytes. */
interface Lengths {
  readonly header: number;
  readonly all: number;
}

/** What an index says of a trace. */
export interface TraceIndex {
  readonly blocks: readonly TraceBlock[];
  /** `null`: the trace has its run to the end. */
  readonly ended: EarlyEnd | null;
}

/** Reads the index beside a trace. @throws ConfigError where it does not fit the trace. */
export function readIndex(path: string, header: TraceHeader, size: Lengths): TraceIndex {
  const index = indexPathOf(path);
  const reading = new IndexReading(path, header, size);
  const lines = linesOfIndex(index);
  lines.forEach((line, place) => reading.read(line, `${index}:${place + 1}`));
  return reading.finish(index);
}

class IndexReading {
  private readonly path: string;
  private readonly own: string;
  private readonly all: number;
  private readonly blocks: TraceBlock[] = [];
  private offset: number;
  private event = -1;
  private at = 0;
  private end: TraceEnd | null = null;

  constructor(path: string, header: TraceHeader, size: Lengths) {
    this.path = path;
    this.own = fingerprintOf(header);
    this.offset = size.header;
    this.all = size.all;
  }

  read(line: string, where: string): void {
    if (this.end !== null) throw new ConfigError(where, "nothing behind the last line", "a line");
    const data = parsedLine(line);
    const block = blockSchema.safeParse(data).data;
    const end = endSchema.safeParse(data).data;
    const of = (block ?? end)?.of;
    if (of === undefined) throw new ConfigError(where, "a line of the index", "a damaged one");
    if (of !== this.own) {
      throw new ConfigError(where, `the index of ${this.path}`, "one of another trace");
    }
    if (block !== undefined) this.addBlock(block, where);
    else this.end = end ?? null;
  }

  finish(index: string): TraceIndex {
    const { offset, all, end, blocks } = this;
    const unknown = all - offset;
    if (unknown > (end === null ? mostUnknownBytes : 0)) {
      throw new ConfigError(index, `blocks up to byte ${all}`, `blocks up to byte ${offset}`);
    }
    if (end === null)
      return { blocks, ended: { reason: "its recording was cut off", at: this.at } };
    const ended = { reason: "the run was stopped", at: end.until } as const;
    return { blocks, ended: end.finished ? null : ended };
  }

  private addBlock(block: TraceBlock, where: string): void {
    const { offset, all } = this;
    if (block.offset !== offset) {
      throw new ConfigError(where, `a block at byte ${offset}`, `one at byte ${block.offset}`);
    }
    if (block.length > Math.min(all - offset, mostBlockBytes)) {
      const expected = `a block inside the trace, which has ${all} bytes`;
      throw new ConfigError(where, expected, `one of ${block.length} bytes at byte ${offset}`);
    }
    if (block.event < this.event || block.from < this.at || block.until < block.from) {
      throw new ConfigError(where, "blocks in the order of events", "another order");
    }
    this.offset += block.length;
    this.event = block.event;
    this.at = block.until;
    this.blocks.push(block);
  }
}

function linesOfIndex(path: string): readonly string[] {
  let text: string;
  try {
    const known = statSync(path);
    if (!known.isFile()) throw new Error("what is no file");
    if (known.size > mostIndexBytes) throw new Error(`${known.size} bytes`);
    text = readFileSync(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException; // Node's own, of the file system.
    const received = code === "ENOENT" ? "none" : reasonOf(error);
    throw new ConfigError(path, "the index beside the trace", received);
  }
  // A line that is cut is the last of a recording that was cut off.
  return text.split("\n").slice(0, -1);
}

/** What a line has, as JSON; `null`: that is none. */
export function parsedLine(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
