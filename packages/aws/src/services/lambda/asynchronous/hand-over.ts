import { after, noEffects, slab, type Replied, type Tagged } from "@orrery/kernel";
import type { Arrival, EntryOf } from "../../../service/entry.ts";
import { nestsTooDeep } from "../../../text/json.ts";
import { metrics, ports, type FunctionContext } from "../function/declarations.ts";
import { planOf } from "../function/plan.ts";
import { nextTrail } from "../function/recursion.ts";
import type { FunctionDraft } from "../function/state.ts";
import type { FunctionEffect } from "../protocol.ts";
import type { Destination } from "../../../delivery/record-input.ts";
import { eventPlanOf } from "./event-plan.ts";
import {
  busEntryOf,
  deadLetterAttributes,
  objectKeyOf,
  recordOf,
  type EndedEvent,
} from "./invocation-record.ts";
import { inputFor } from "../../../delivery/record-input.ts";
import { destinationFormOf } from "./unmodeled-destination.ts";

/** What a destination or a dead-letter queue is told. */
interface Told {
  readonly destination: Destination;
  readonly isDeadLetter: boolean;
  readonly body: string;
  readonly attributes: NonNullable<Arrival["attributes"]>;
  /** Of the object in a bucket. */
  readonly key: string | null;
}

/** Tells destinations and dead-letter queues of an event that has ended: once each. */
export function handOver(
  fn: FunctionDraft,
  ended: EndedEvent,
  entryOf: EntryOf,
  context: FunctionContext,
): readonly FunctionEffect[] {
  const { settings, now } = context;
  const { item, condition, answer } = ended;
  const isDropped = condition !== "Success";
  const { onSuccess, onFailure } = eventPlanOf(planOf(settings).events, item.event.qualifier);
  // Durable executions go to the dead-letter queue alone.
  const destination = settings.durable !== null ? null : isDropped ? onFailure : onSuccess;
  const deadLetterQueue = isDropped ? settings.asynchronous.deadLetterQueue : null;
  if (destination === null && deadLetterQueue === null) {
    if (isDropped) context.observe(metrics.AsyncEventsLost, 1);
    return noEffects;
  }
  const told: Told[] = [];
  if (destination !== null) told.push(recordFor(destination, ended, context));
  if (deadLetterQueue !== null) {
    told.push({
      destination: deadLetterQueue,
      isDeadLetter: true,
      body: JSON.stringify(item.payload.value),
      attributes: deadLetterAttributes(ended, settings),
      key: null,
    });
  }
  const sent = told.filter((each) => !isTooDeep(each, context));
  if (sent.length === 0) {
    if (isDropped) context.observe(metrics.AsyncEventsLost, 1);
    return noEffects;
  }
  const { number: event } = item.event;
  const id = slab.insert(fn.handOvers, { event, isDropped, left: sent.length, isKept: false });
  // What the function ran with goes on with its chain of requests.
  const trail = answer?.type === "invoked" ? nextTrail(item, null, context) : item.trail;
  return sent.map((each) => ({
    type: "send",
    port: ports.destinations,
    to: each.destination.to,
    input: inputFor(each.destination, each.body, each.attributes, each.key, trail, entryOf),
    tag: slab.slotOf(id) * 2 + (each.isDeadLetter ? 1 : 0),
    deadline: after(now, settings.assumed.destinationPatience),
  }));
}

function recordFor(destination: Destination, ended: EndedEvent, context: FunctionContext): Told {
  const record = recordOf(ended, context);
  const form = destinationFormOf(destination.arn);
  const said =
    form === "bus" ? busEntryOf(record, destination.arn, ended, context.settings) : record;
  return {
    destination,
    isDeadLetter: false,
    body: JSON.stringify(said),
    attributes: [],
    key: form === "bucket" ? objectKeyOf(ended, context) : null,
  };
}

/** A record has one level more than what it is about: nobody can read it where that is the last there may be. */
function isTooDeep({ body, isDeadLetter }: Told, context: FunctionContext): boolean {
  if (isDeadLetter || !nestsTooDeep(body)) return false;
  context.observe(metrics.DestinationDeliveryFailures, 1);
  return true;
}

/** Hears what became of an event at a destination or a dead-letter queue. None is asked again. */
export function hearHandOver(
  fn: FunctionDraft,
  { tag, body }: Replied<Tagged>,
  context: FunctionContext,
): readonly FunctionEffect[] {
  const id = slab.idAt(fn.handOvers, Math.floor(tag / 2))!; // It is there until all have answered.
  const handOver = slab.edit(fn.handOvers, id)!;
  const isDeadLetter = tag % 2 === 1;
  const isTaken = body.type !== "refused" && body.type !== "lost";
  if (body.type === "lost") context.observe(metrics["lambda.destinationPatience"], 1);
  context.observe(outcomeMetric(isDeadLetter, handOver.isDropped, isTaken), 1);
  handOver.left -= 1;
  if (isTaken) handOver.isKept = true;
  if (handOver.left > 0) return noEffects;
  if (handOver.isDropped && !handOver.isKept) context.observe(metrics.AsyncEventsLost, 1);
  slab.remove(fn.handOvers, id);
  return noEffects;
}

function outcomeMetric(isDeadLetter: boolean, isDropped: boolean, isTaken: boolean): number {
  if (isDeadLetter) return isTaken ? metrics.DeadLettersSent : metrics.DeadLetterErrors;
  if (!isTaken) return metrics.DestinationDeliveryFailures;
  return isDropped ? metrics.OnFailureDelivered : metrics.OnSuccessDelivered;
}
