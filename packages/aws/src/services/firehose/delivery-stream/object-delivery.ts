import type { Lost, Tagged } from "@orrery/kernel";
import { delivering } from "../../../delivery/delivering.ts";
import type { DeliveryPolicy } from "../../../delivery/delivery-policy.ts";
import type { Deliver } from "../../../sink/protocol.ts";
import type { DeliveryStreamSettings } from "../config.ts";
import { deliveryTimeout, failureTypes, firehoseLimits, longestDeliveryWait } from "../limits.ts";
import type { DeliveryStreamEffect } from "../protocol.ts";
import { buffer } from "./buffering.ts";
import {
  metrics,
  metricsOf,
  notes,
  ports,
  timers,
  type DeliveryStream,
  type DeliveryStreamContext,
} from "./declarations.ts";
import type { Flow } from "./flow.ts";
import { placeFor } from "./places.ts";
import type { DeliveryStreamState, OutgoingObject } from "./state.ts";

/** How objects are delivered, and what becomes of them. */
export function deliveringObjects(world: Pick<Flow, "entryOf" | "sources">): Flow["objects"] {
  const { entryOf } = world;
  const objects: Flow["objects"] = delivering<
    DeliveryStreamState,
    OutgoingObject,
    DeliveryStreamSettings,
    DeliveryStreamEffect
  >({
    ports: { target: ports.destinations, givenUp: ports.destinations },
    timer: timers.deliver,
    purpose: 0, // Its waits are whole.
    policyOf: (_stream, { item }, { settings }) => policyOf(item, settings),
    inputOf({ item, number, attempts }, context): Tagged {
      const { use, body, size, key, records } = item;
      const { kind } = placeFor(use, context);
      // A fault is of the destination, and of all buckets where that is one.
      const isStruck = use === "delivery" || context.settings.destination === "S3";
      const isRefused =
        isStruck && context.impairments(number * attemptsOfOne + attempts).length > 0;
      const { trail } = records[0]!; // An object has one at least.
      const refusal = isRefused ? { isRefused } : {};
      if (kind !== null) {
        const text = { body, size };
        const object = { text, key, group: null, deduplicationId: null, trail, ...refusal };
        return entryOf(kind)!.doors.event!.inputOf(object);
      }
      const input: Deliver = { type: "deliver", body, size, key, trail, ...refusal };
      return input;
    },
    verdictOf: (body) => (isTaken(body) ? "taken" : "failed"),
    ended(stream, { item, attempts }, ending, _body, context) {
      const flow: Flow = { ...world, context, effects: [], objects };
      if (ending === "taken") hearTaken(stream, item, attempts, context);
      else if (item.held === null) hearGivenUp(stream, item, context);
      else keepFailed(stream, item.held, attempts, flow);
      return flow.effects;
    },
  });
  return objects;
}

/** Above every count of attempts: faults strike each attempt by itself. */
const attemptsOfOne = 2 ** 20;

const isTaken = ({ type }: Tagged | Lost): boolean => type !== "refused" && type !== "lost";

function policyOf(
  { held }: OutgoingObject,
  { assumed, destinationRetry }: DeliveryStreamSettings,
): DeliveryPolicy {
  const { deliveryRetryDelay: base } = assumed;
  const cap = longestDeliveryWait > base ? longestDeliveryWait : base;
  return {
    failed: {
      phases: [{ type: "exponential", retries: null, base, factor: 2, cap }],
      jitter: null,
    },
    throttled: null,
    maximumAge: held === null ? firehoseLimits.bucketRetry : destinationRetry,
    timeout: deliveryTimeout,
    onGivenUp: null,
  };
}

function hearTaken(
  stream: DeliveryStream,
  { use, number, size, records, oldestAt }: OutgoingObject,
  attempts: number,
  context: DeliveryStreamContext,
): void {
  const age = context.now - oldestAt;
  if (attempts > 1) context.observe(metrics["firehose.deliveryRetryDelay"], attempts - 1);
  if (use === "backup") {
    stream.backedUp += records.length;
    context.observe(metrics["BackupToS3.Bytes"], size);
    context.observe(metrics["BackupToS3.Records"], records.length);
    context.observe(metrics["BackupToS3.Success"], 1);
    context.observe(metrics["BackupToS3.DataFreshness"], age);
    return;
  }
  stream.delivered += records.length;
  for (const record of records) {
    context.note(notes.delivered, record.number, number, attempts);
    if (use === "delivery") context.observe(metrics.EndToEndLatency, context.now - record.trail.at);
  }
  const { destination } = context.settings;
  const to = metricsOf(use === "failed" ? "S3" : destination);
  context.observe(to.bytes, size);
  context.observe(to.records, records.length);
  context.observe(to.success, 1);
  context.observe(to.freshness, age);
  if (use === "failed" || destination === "S3")
    context.observe(metrics["DeliveryToS3.ObjectCount"], 1);
}

/** Has the bucket beside a destination get what that did not take. */
function keepFailed(
  stream: DeliveryStream,
  held: NonNullable<OutgoingObject["held"]>,
  attempts: number,
  flow: Flow,
): void {
  const { context } = flow;
  const { destination } = context.settings;
  context.observe(metricsOf(destination).success, 0);
  const failure = {
    attempts,
    code: "Delivery.Failed",
    message: "The destination did not take the data in its retry duration.",
    at: context.now,
    type: failureTypes[destination],
  };
  for (const record of held) {
    buffer(stream, { use: "failed", prefix: "" }, { ...record, failure }, flow);
  }
}

function hearGivenUp(
  stream: DeliveryStream,
  { use, records }: OutgoingObject,
  context: DeliveryStreamContext,
): void {
  if (use === "backup") {
    stream.backedUp += records.length;
    context.observe(metrics["BackupToS3.Success"], 0);
    return;
  }
  stream.givenUp += records.length;
  context.observe(metrics.RecordsLost, records.length);
  for (const { number } of records) context.note(notes.givenUp, number);
}
