import { later, nextArrival, slab, type Instant, type SlabId } from "@orrery/kernel";
import type { Arrival } from "../service/entry.ts";
import { noTrail } from "../service/origin.ts";
import { attributesOf } from "./attributes.ts";
import { purposes, timers, type Workload, type WorkloadContext } from "./declarations.ts";
import { groupDrawn } from "./group-choice.ts";
import type { RequestMix } from "./http-request.ts";
import { metrics } from "./metrics.ts";
import { textOf } from "./payload.ts";
import { putStep } from "./sessions.ts";
import { noSession } from "./state.ts";

// Set for the length of one call, so that no closure is made for each arrival.
let source: WorkloadContext | null = null;

const drawArrival = (): number => source!.random(purposes.arrivals);

const drawSize = (): number => source!.random(purposes.size);

const drawAttribute = (): number => source!.random(purposes.attributes);

/** When the next arrival comes; `null` when none does any more. */
function timeOfNext(workload: Workload, context: WorkloadContext): Instant | null {
  const { from, until, arrivals } = context.settings;
  if (arrivals === null) return null;
  source = context;
  const at = nextArrival(arrivals, workload, later(context.now, from), drawArrival);
  source = null;
  return at === null || (until !== null && at >= until) ? null : at;
}

/** Has the next arrival come, where there is one. */
export function awaitNext(workload: Workload, context: WorkloadContext): void {
  const at = timeOfNext(workload, context);
  if (at !== null) context.effects.setTimer(timers.arrival, 0, at);
}

// One object for all arrivals: whoever takes one reads it at once.
const arrival = {
  text: { body: "", size: 0 },
  group: null,
  deduplicationId: null,
  attributes: undefined,
  delay: null,
  http: undefined,
  patience: undefined,
  trail: noTrail,
} as { -readonly [Member in keyof Arrival]: Arrival[Member] };

/** Which of several requests comes next: in turn, or by weight. */
function placeOfNext(
  { requests, weights }: RequestMix,
  number: number,
  context: WorkloadContext,
): number {
  if (weights === null) return (number - 1) % requests.length;
  let left = context.random(purposes.request) * weights.reduce((sum, weight) => sum + weight, 0);
  const place = weights.findIndex((weight) => (left -= weight) < 0);
  return place < 0 ? weights.length - 1 : place;
}

// Which route the arrival goes to that came last: it is read at once.
let route = -1;

/** Which route the arrival goes to that {@link nextOne} gave last; -1: it is no request of HTTP. */
export const routeOfLast = (): number => route;

/** The next arrival, of a session or of none; it is read at once, and written on by the next call. */
export function nextOne(
  workload: Workload,
  context: WorkloadContext,
  session: number = noSession,
): Arrival {
  workload.count += 1;
  context.observe(metrics.Offered, 1);
  const { now } = context;
  const number = workload.count;
  const { payload, attributes, delay, http, requests, routeOf, deduplication, groups, name } =
    context.settings;
  source = context;
  const text = textOf(payload, number, deduplication === "body", drawSize);
  arrival.text = text;
  if (attributes.length > 0) {
    const chosen = attributesOf(attributes, number, drawAttribute);
    arrival.attributes = chosen.attributes;
    arrival.text = { body: text.body, size: text.size + chosen.size };
  } else arrival.attributes = undefined;
  source = null;
  arrival.delay = delay;
  arrival.patience = context.settings.timeout;
  arrival.http = http ?? undefined;
  route = http === null ? -1 : 0;
  if (requests !== null) {
    const place = placeOfNext(requests, number, context);
    const { head, body } = requests.requests[place]!;
    arrival.http = head;
    if (body !== null) arrival.text = body;
    route = routeOf[place]!;
  }
  if (session !== noSession) {
    const id = session as SlabId; // It is one of them.
    putStep(workload, id, arrival, context);
    route = routeOf[slab.read(workload.sessions, id)!.step]!;
  }
  arrival.group = groups.length === 0 ? null : groupDrawn(groups, context.random(purposes.group));
  arrival.deduplicationId = deduplication === "id" ? `${name}-${number}` : null;
  arrival.trail = { from: context.settings.number, number, at: now, lineage: null };
  return arrival;
}
