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

// A memo of a pure function: by the law itself, of which one comes many times in a row.
const samplers = new WeakMap<Distribution, Sampler>();
let lastLaw: Distribution | null = null;
let lastSampler: Sampler = () => 0;

function samplerOf(law: Distribution): Sampler {
  if (law === lastLaw) return lastSampler;
  let sampler = samplers.get(law);
  if (sampler === undefined) samplers.set(law, (sampler = compileDistribution(law)));
  lastLaw = law;
  return (lastSampler = sampler);
}

// Set for the length of one call, so that no closure is made for each answer.
let source: TableContext | null = null;
const drawLatency = (): number => source!.random(purposes.latency);

/** How long an operation takes this time. */
function drawn(operation: TimedOperation, context: TableContext): Duration {
  const sampler = samplerOf(context.settings.latencies[operation]);
  source = context;
  const took = sampler(drawLatency);
  source = null;
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
