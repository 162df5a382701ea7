import { continued, merged, runsIn, type Lineage } from "../../../service/lineage.ts";
import { recursionLimit } from "../limits.ts";
import type { Payload } from "../../../service/payload.ts";
import { metrics, type FunctionContext } from "./declarations.ts";
import { planOf } from "./plan.ts";

/**
 * Whether Lambda stops an invocation since the function ran too often in its chain of requests. One
 * that goes on after the function's own output is counted.
 */
export function isStopped(payload: Payload, context: FunctionContext): boolean {
  const lineage = lineageOf(payload);
  if (lineage === undefined) return false;
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
export function countRecursion(payload: Payload, context: FunctionContext): void {
  const lineage = lineageOf(payload);
  if (lineage !== undefined && runsIn(lineage, context.settings.number) > 0) {
    context.observe(metrics.RecursiveInvocations, 1);
  }
}

/** The chain that calls of an invocation hand on. */
export function nextLineage(payload: Payload, { settings }: FunctionContext): Lineage {
  const lineage = lineageOf(payload);
  if (lineage === undefined) return planOf(settings).firstLineage;
  return continued(lineage, settings.number, recursionLimit);
}

/** Of a batch: the chains of all its messages together, which is ours, since AWS does not say. */
function lineageOf(payload: Payload): Lineage | undefined {
  if (payload.type === "json") return payload.lineage;
  let lineage: Lineage | undefined;
  for (const { content } of payload.items) {
    if (content.lineage !== undefined) lineage = merged(lineage, content.lineage);
  }
  return lineage;
}
