import {
  compileDistribution,
  type Distribution,
  type Duration,
  type Reply,
  type Sampler,
} from "@orrery/kernel";
import type { Refused } from "../../../service/refusal.ts";
import type { TimedOperation } from "../limits.ts";
import type { TableReply } from "../protocol.ts";
import { metrics, purposes, type TableContext } from "./declarations.ts";

// A memo of a pure function: by the law itself.
const samplers = new WeakMap<Distribution, Sampler>();

/** How long an operation takes this time. */
function drawn(operation: TimedOperation, context: TableContext): Duration {
  const law = context.settings.latencies[operation];
  let sampler = samplers.get(law);
  if (sampler === undefined) samplers.set(law, (sampler = compileDistribution(law)));
  const took = sampler(() => context.random(purposes.latency));
  return Math.round(Math.max(took, 0)) as Duration; // Whole and not below 0.
}

/** Answers the request of this input, after the time that the operation takes. */
export function answer(
  operation: TimedOperation,
  body: TableReply,
  context: TableContext,
): Reply<TableReply> {
  const after = drawn(operation, context);
  if (body.type !== "refused") context.observe(metrics.SuccessfulRequestLatency, after);
  return { type: "reply", to: context.request, body, after };
}

/** Answers at once. */
export const reply = ({ request }: TableContext, body: TableReply): Reply<TableReply> => ({
  type: "reply",
  to: request,
  body,
});

/** Whether a check ended in a refusal. */
export const isRefused = (value: { readonly type?: unknown } | null): value is Refused =>
  value?.type === "refused";
