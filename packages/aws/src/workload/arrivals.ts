import { later, nextArrival, slab, type SlabId } from "@orrery/kernel";
import type { Arrival } from "../service/entry.ts";
import { attributesOf } from "./attributes.ts";
import { purposes, timers, type Workload, type WorkloadContext } from "./declarations.ts";
import type { Entrance } from "./entrance.ts";
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

/** Has the next arrival come, where there is one. */
export function awaitNext(workload: Workload, context: WorkloadContext): void {
  const { from, until, arrivals } = context.settings;
  if (arrivals === null) return;
  source = context;
  const at = nextArrival(arrivals, workload, later(context.now, from), drawArrival);
  source = null;
  if (at === null || (until !== null && at >= until)) return;
  context.effects.setTimer(timers.arrival, 0, at);
}

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

/** The next arrival, of a session or of none; it is read at once, and written on by the next call. */
export function nextOne(
  workload: Workload,
  context: WorkloadContext,
  entrance: Entrance,
  session: number = noSession,
): Arrival {
  const number = workload.count + 1;
  workload.count = number;
  context.observe(metrics.Offered, 1);
  const { now, settings } = context;
  const { arrival } = entrance;
  if (!entrance.areAlike) tellApart(workload, number, context, entrance, session);
  arrival.trail = { from: settings.number, number, at: now, lineage: null };
  return arrival;
}

/** Gives an arrival what it has not in common with all others. */
function tellApart(
  workload: Workload,
  number: number,
  context: WorkloadContext,
  entrance: Entrance,
  session: number,
): void {
  const { arrival } = entrance;
  const { payload, attributes, requests, routeOf, deduplication, groups, name } = context.settings;
  source = context;
  const text = textOf(payload, number, deduplication === "body", drawSize);
  arrival.text = text;
  if (attributes.length > 0) {
    const chosen = attributesOf(attributes, number, drawAttribute);
    arrival.attributes = chosen.attributes;
    arrival.text = { body: text.body, size: text.size + chosen.size };
  }
  source = null;
  if (requests !== null) {
    const place = placeOfNext(requests, number, context);
    const { head, body } = requests.requests[place]!;
    arrival.http = head;
    if (body !== null) arrival.text = body;
    entrance.route = routeOf[place]!;
  }
  if (session !== noSession) {
    const id = session as SlabId; // It is one of them.
    putStep(workload, id, arrival, context);
    entrance.route = routeOf[slab.read(workload.sessions, id)!.step]!;
  }
  if (groups.length > 0) arrival.group = groupDrawn(groups, context.random(purposes.group));
  if (deduplication === "id") arrival.deduplicationId = `${name}-${number}`;
}
