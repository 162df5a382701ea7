import { ring, slab, type Instant, type Plain } from "@orrery/kernel";
import { canonicalDeliveries } from "../../../delivery/deliveries.ts";
import type { DeliveryStreamState, HeldRecord, OutgoingObject } from "./state.ts";

/** What decides the future of a delivery stream, counted from `now`. What it may take is as of an instant. */
export const canonical = (stream: DeliveryStreamState, now: Instant): Plain => ({
  buffers: slab.list(stream.buffers).map(({ name, order, bytes }) => [
    name,
    bytes,
    ring.list(order).map((id) => recordView(slab.read(stream.records, id)!.record, now)), // It is there.
  ]),
  transforms: slab
    .list(stream.transforms)
    .map(({ records, attempts, sentAt }) => [
      records.map((record) => recordView(record, now)),
      attempts,
      now - sentAt,
    ]),
  deliveries: canonicalDeliveries(stream, now, objectView(now)),
  room: [stream.recordRoom, stream.requestRoom, stream.byteRoom, now - stream.filledAt],
});

const recordView = ({ content, arrivedAt, failure, trail }: HeldRecord, now: Instant): Plain => [
  content as unknown as Plain, // Plain data by its type.
  now - arrivedAt,
  failure === undefined ? null : [failure.code, failure.attempts, now - failure.at],
  trail.lineage as unknown as Plain, // Likewise.
];

const objectView =
  (now: Instant) =>
  ({ use, body, records, oldestAt }: OutgoingObject): Plain => [
    use,
    body,
    records.length,
    now - oldestAt,
  ];
