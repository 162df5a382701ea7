import {
  formatDuration,
  type Duration,
  type Simulation,
  type TraceEntry,
  type TraceSink,
} from "@orrery/kernel";
import { equalData } from "./data.ts";

/** Two runs of one scenario went apart. */
export class DeterminismError extends Error {
  override readonly name = "DeterminismError";
  /** The first event that differs; `undefined` where one run has ended. */
  readonly first: TraceEntry | undefined;
  readonly second: TraceEntry | undefined;

  constructor(first: TraceEntry | undefined, second: TraceEntry | undefined) {
    super(`two runs differ first at ${describe(first)}; the other has ${describe(second)}`);
    this.first = first;
    this.second = second;
  }
}

/**
 * Makes a simulation twice and runs both side by side.
 *
 * @returns the digest, which is the same for both.
 * @throws DeterminismError naming the first event that differs, both sides.
 */
export function checkDeterminism(
  make: (trace: TraceSink) => Simulation,
  { events = Infinity }: { readonly events?: number } = {},
): string {
  const one = new Side(make);
  const other = new Side(make);
  for (let event = 0; event < events; event += 1) {
    const first = one.next();
    const second = other.next();
    if (!equalData(first, second)) throw new DeterminismError(first[0], second[0]);
    if (!one.moved && !other.moved) break;
  }
  if (one.simulation.digest !== other.simulation.digest) {
    throw new DeterminismError(undefined, undefined);
  }
  return one.simulation.digest;
}

/** One of the two runs, event by event. */
class Side {
  readonly simulation: Simulation;
  moved = true;
  private entries: TraceEntry[] = [];

  constructor(make: (trace: TraceSink) => Simulation) {
    this.simulation = make((entry) => this.entries.push(entry));
  }

  /** What the next event did: an answer that nobody hears does nothing. */
  next(): readonly TraceEntry[] {
    this.moved = this.simulation.step();
    const { entries } = this;
    this.entries = [];
    return entries;
  }
}

function describe(entry: TraceEntry | undefined): string {
  if (entry === undefined) return "no event";
  const { event, at, component, input, effects } = entry;
  const data = JSON.stringify(input);
  const what = data.length > 120 ? `${data.slice(0, 120)}…` : data;
  const follow = effects.map(({ type }) => type).join(", ") || "nothing";
  return `event ${event} (${formatDuration(at as number as Duration)}, "${component}"): ${what} → ${follow}`;
}
