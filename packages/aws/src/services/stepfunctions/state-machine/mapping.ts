import { type Plain, type SlabId } from "@orrery/kernel";
import { metrics, type Turn } from "./declarations.ts";
import type { MapBegun } from "./evaluation.ts";
import { beginMembers, finishFork, makeFork } from "./forks.ts";
import { beginRun } from "./map-runs.ts";
import { readItems } from "./map-reading.ts";
import { record } from "./recording.ts";
import { located, type Step } from "./step.ts";

/** A Map begins: its iterations, or its Map Run. */
export function beginMap(turn: Turn, id: SlabId, begun: MapBegun): Step {
  const { strand, execution } = located(turn, id);
  const length = begun.items?.length ?? 0;
  strand.previous = record(turn, strand.execution, execution, "MapStateStarted", strand.previous, {
    length,
  });
  if (begun.isDistributed) {
    if (begun.reader === null) return beginRun(turn, id, begun, begun.items ?? []);
    return readItems(turn, id, begun);
  }
  return beginIterations(turn, id, begun, begun.items ?? []);
}

function beginIterations(turn: Turn, id: SlabId, begun: MapBegun, items: readonly Plain[]): Step {
  const { strand } = located(turn, id);
  const { context } = turn;
  const { inlineConcurrency } = context.settings.assumed;
  const isUnbounded = begun.maxConcurrency === 0;
  if (isUnbounded && items.length > inlineConcurrency) {
    context.observe(metrics["stepfunctions.inlineConcurrency"], 1);
  }
  const fork = makeFork(turn, id, {
    items,
    input: null,
    count: items.length,
    maxConcurrency: isUnbounded ? inlineConcurrency : begun.maxConcurrency,
    startedEvent: strand.previous,
    run: null,
  });
  if (items.length === 0) return finishFork(turn, fork, strand.previous);
  return beginMembers(turn, fork, strand.previous);
}
