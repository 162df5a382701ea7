import { continued, merged, runsIn, type Lineage } from "../../../service/lineage.ts";
import { oldestOf, trailAfter, type Trail } from "../../../service/origin.ts";
import type { BatchItem, Payload } from "../../../service/payload.ts";
import { recursionLimit } from "../limits.ts";
import { metrics, type FunctionContext } from "./declarations.ts";
import { planOf } from "./plan.ts";

/** What an invocation bears: the trail of a request, or a batch, whose items bear theirs. */
interface Borne {
  readonly payload: Payload | null;
  readonly trail: Trail | null;
}

/**
 * Whether Lambda stops an invocation since the function ran too often in its chain of requests. One
 * that goes on after the function's own output is counted.
 */
export function isStopped(borne: Borne, context: FunctionContext): boolean {
  const lineage = lineageOf(borne);
  if (lineage === null) return false;
  const { settings } = context;
  const runs = runsIn(lineage, settings.number);
  if (runs === 0) return false;
  if (runs >= recursionLimit && planOf(settings).stopsLoops) {
    context.observe(metrics.RecursiveInvocationsDropped, 1);
    return true;
  }
  return false;
}

/** Counts an invocation that the function's own output led to. */
export function countRecursion(borne: Borne, context: FunctionContext): void {
  const lineage = lineageOf(borne);
  if (lineage !== null && runsIn(lineage, context.settings.number) > 0) {
    context.observe(metrics.RecursiveInvocations, 1);
  }
}

/**
 * The trail of what an invocation calls. It began where the item did that is handled, by its place in the
 * batch; where that is `null`, where the oldest did. The SDK, which hands on the invocations, knows of no item.
 */
export function nextTrail(
  borne: Borne & { readonly sampled?: boolean | null },
  handled: number | null,
  { settings }: FunctionContext,
): Trail {
  const items = itemsOf(borne.payload);
  const sampled = borne.sampled ?? borne.trail?.sampled ?? null;
  // What bears no trail is a batch, of one item at least.
  const before = borne.trail ?? (handled === null ? oldestOf(items) : items[handled]!.trail);
  const lineage = lineageOf(borne);
  const next =
    lineage === null
      ? planOf(settings).firstLineage
      : continued(lineage, settings.number, recursionLimit);
  return trailAfter(before, next, sampled);
}

const itemsOf = (payload: Payload | null): readonly BatchItem[] =>
  payload !== null && payload.type === "batch" ? payload.items : [];

/** The functions that ran before. Of a batch: the chains of all its messages together, which is ours, since AWS does not say. */
export function lineageOf({ payload, trail }: Borne): Lineage | null {
  if (trail !== null) return trail.lineage;
  let lineage: Lineage | null = null;
  for (const item of itemsOf(payload)) {
    if (item.trail.lineage !== null) lineage = merged(lineage, item.trail.lineage);
  }
  return lineage;
}
