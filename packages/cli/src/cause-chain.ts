import type { TraceEntry } from "@orrery/kernel";

/** What led to an event. */
export interface CauseChain {
  /** The first cause that is known comes first, and the event last. */
  readonly entries: readonly TraceEntry[];
  /** Whether there were more causes than anybody wants to read. */
  readonly isCut: boolean;
}

const longestChain = 100;

/**
 * What led to an event: the event itself, the one that scheduled it, and so on to the arrival from
 * outside that was first. Arrivals follow each other, but none is the reason of the next.
 */
export function chainTo(
  event: number,
  entryOf: (event: number) => TraceEntry | undefined,
): CauseChain {
  const entries: TraceEntry[] = [];
  for (let next = event; next >= 0;) {
    const entry = entryOf(next);
    if (entry === undefined) break;
    if (entries.length === longestChain) return { entries: entries.reverse(), isCut: true };
    entries.push(entry);
    if (isArrival(entry)) break;
    next = entry.cause;
  }
  return { entries: entries.reverse(), isCut: false };
}

const isArrival = ({ kind, input }: TraceEntry): boolean =>
  kind === "workload" && input.type === "timerFired";

/** The same of events that can only be read from the first on: it reads them twice. */
export function chainIn(readAgain: () => Iterable<TraceEntry>, event: number): CauseChain {
  const causes = new Causes();
  for (const entry of upTo(event, readAgain())) causes.add(entry);
  const wanted = new Set<number>();
  // One more than are shown, which tells that there are more.
  for (let next = event; next >= 0 && wanted.size <= longestChain; next = causes.of(next)) {
    wanted.add(next);
  }
  const found = new Map<number, TraceEntry>();
  for (const entry of upTo(event, readAgain())) {
    if (wanted.has(entry.event) && !found.has(entry.event)) found.set(entry.event, entry);
  }
  return chainTo(event, (each) => found.get(each));
}

function* upTo(event: number, entries: Iterable<TraceEntry>): Generator<TraceEntry> {
  for (const entry of entries) {
    if (entry.event > event) return;
    yield entry;
  }
}

const chunkLength = 65_536;

/** Which event scheduled which, at four bytes each. */
class Causes {
  /** How far back the cause of an event is; 0: it has none. */
  private readonly chunks: Uint32Array[] = [];
  private last = -1;

  add(entry: TraceEntry): void {
    const { event, cause } = entry;
    // What an event changes has its number too, and comes behind it.
    if (event <= this.last) return;
    this.last = event;
    const place = Math.floor(event / chunkLength);
    while (this.chunks.length <= place) this.chunks.push(new Uint32Array(chunkLength));
    const distance = cause < 0 || isArrival(entry) ? 0 : event - cause;
    this.chunks[place]![event % chunkLength] = distance;
  }

  /** The cause of an event; -1: it has none. */
  of(event: number): number {
    const distance = this.chunks[Math.floor(event / chunkLength)]?.[event % chunkLength] ?? 0;
    return distance === 0 ? -1 : event - distance;
  }
}
