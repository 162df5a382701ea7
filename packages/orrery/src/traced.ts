import { prepareRun } from "@orrery/aws";
import type { Instant, TraceEntry } from "@orrery/kernel";
import type { ReadSubject } from "./subject.ts";

const portion = 2_000;

/** Every event of a run, which is made once more for it: the same again. */
export function* entriesOf({
  scenario,
  seed,
  scripts,
  queryEngine,
}: ReadSubject): Generator<TraceEntry> {
  let taken: TraceEntry[] = [];
  const take = (entry: TraceEntry) => void taken.push(entry);
  const { simulation } = prepareRun(scenario, { seed, scripts, queryEngine, trace: take });
  const until = scenario.duration as number as Instant;
  for (let goesOn = true; goesOn;) {
    goesOn = simulation.run({ until, events: portion }) === "limit";
    yield* taken;
    taken = [];
  }
}
