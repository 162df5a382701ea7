import type { Instant, TraceEntry } from "@orrery/kernel";
import { placeNamed } from "../../service/story.ts";
import type { OpenSpan } from "./open-span.ts";
import type { Span } from "./span.ts";
import { SpanReader, type SpanOptions } from "./span-reader.ts";

/** The gauges of a component at an instant. */
export interface GaugeSample {
  readonly at: Instant;
  readonly component: string;
  readonly gauges: Readonly<Record<string, number>>;
}

/** A thread of a process: no two slices in it overlap. */
interface Lane {
  readonly pid: number;
  readonly tid: number;
  /** Until when it is taken; `Infinity`: its slice has not ended. */
  until: number;
}

interface Process {
  readonly pid: number;
  /** By what their slices are. */
  readonly lanes: Map<string, Lane[]>;
}

/** Above the numbers of all processes. */
const firstLane = 1_000_000;

/**
 * A trace for Perfetto and Chrome, in the Trace Event Format: a process for each component by its name, in it
 * lanes with a slice for each request; arrows from what a queue is sent to the function that works on it; and the gauges as counters.
 *
 * Yields the text of one JSON object in parts, at a memory of what is open at one time.
 *
 * Source: "Trace Event Format", the Chromium project; times are microseconds there as here. What took no time
 * is drawn as one microsecond, since arrows end at slices that have a length only.
 */
export function* perfettoTrace(
  entries: Iterable<TraceEntry>,
  samples: Iterable<GaugeSample> = [],
  options: SpanOptions = {},
): Generator<string, void> {
  const writer = new PerfettoWriter(options);
  yield '{"displayTimeUnit":"ms","traceEvents":[\n';
  const reader = new SpanReader(writer, options);
  for (const entry of entries) {
    reader.read(entry);
    yield* writer.ready();
  }
  reader.finish();
  yield* writer.ready();
  for (const sample of samples) {
    writer.count(sample);
    yield* writer.ready();
  }
  yield "\n]}\n";
}

class PerfettoWriter {
  private readonly shownAs: (component: string) => string;
  private readonly processes = new Map<string, Process>();
  private readonly open = new Map<OpenSpan, Lane>();
  private lines: string[] = [];
  private laneCount = 0;
  private isFirst = true;

  constructor({ shownAs = placeNamed }: SpanOptions) {
    this.shownAs = shownAs;
  }

  /** What was written since it was asked last. */
  ready(): readonly string[] {
    if (this.lines.length === 0) return this.lines;
    const { lines } = this;
    this.lines = [];
    return lines;
  }

  readonly began = (open: OpenSpan): void => {
    const { said, component, target, startedAt } = open.beginning;
    const isProducer = said.kind === "producer";
    const whose = isProducer ? (target ?? component) : component;
    const title = isProducer ? "sent" : said.kind === "client" ? "requests" : "invocations";
    this.open.set(open, this.laneFrom(whose, title, startedAt));
  };

  readonly ended = (span: Span, open: OpenSpan): void => {
    const lane = this.open.get(open)!; // It began.
    this.open.delete(open);
    const { pid, tid } = lane;
    const { name, kind, startedAt: ts, endedAt, attributes, error, links, spanId } = span;
    const dur = Math.max(1, endedAt - ts);
    lane.until = ts + dur;
    const args = error === null ? attributes : { ...attributes, "error.type": error };
    this.write({ ph: "X", name, cat: kind, pid, tid, ts, dur, args });
    const flow = { name: "message", cat: "message", pid, tid, ts };
    if (kind === "producer") this.write({ ph: "s", ...flow, id: spanId });
    if (kind !== "consumer") return;
    for (const link of links) this.write({ ph: "f", bp: "e", ...flow, id: link.spanId });
  };

  count({ at: ts, component, gauges }: GaugeSample): void {
    const { pid } = this.processOf(component);
    for (const [name, value] of Object.entries(gauges)) {
      this.write({ ph: "C", name, pid, tid: pid, ts, args: { value } });
    }
  }

  private write(event: object): void {
    this.lines.push(`${this.isFirst ? "" : ",\n"}${JSON.stringify(event)}`);
    this.isFirst = false;
  }

  /** The first lane that is free from an instant on. */
  private laneFrom(component: string, title: string, at: Instant): Lane {
    const { pid, lanes } = this.processOf(component);
    let all = lanes.get(title);
    if (all === undefined) lanes.set(title, (all = []));
    let lane = all.find(({ until }) => until <= at);
    if (lane === undefined) {
      this.laneCount += 1;
      lane = { pid, tid: firstLane + this.laneCount, until: 0 };
      all.push(lane);
      const { tid } = lane;
      this.write({
        ph: "M",
        name: "thread_name",
        pid,
        tid,
        args: { name: `${title} ${all.length}` },
      });
      this.write({ ph: "M", name: "thread_sort_index", pid, tid, args: { sort_index: tid } });
    }
    lane.until = Infinity;
    return lane;
  }

  private processOf(component: string): Process {
    const known = this.processes.get(component);
    if (known !== undefined) return known;
    const pid = this.processes.size + 1;
    const process: Process = { pid, lanes: new Map() };
    this.processes.set(component, process);
    const name = this.shownAs(component);
    this.write({ ph: "M", name: "process_name", pid, tid: pid, args: { name } });
    this.write({ ph: "M", name: "process_sort_index", pid, tid: pid, args: { sort_index: pid } });
    return process;
  }
}
