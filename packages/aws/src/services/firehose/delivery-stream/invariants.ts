import { ring, slab, table, type Invariants } from "@orrery/kernel";
import { deliveryInvariants, type Deliveries } from "../../../delivery/deliveries.ts";
import type { BufferUse, DeliveryStreamState } from "./state.ts";

const buffered = (stream: DeliveryStreamState, isCopy: boolean): number =>
  slab
    .list(stream.buffers)
    .filter(({ use }) => (use === "backup") === isCopy)
    .reduce((sum, { order }) => sum + order.size, 0);

const underWay = (stream: DeliveryStreamState, isCopy: boolean): number =>
  slab
    .list(stream.deliveries)
    .filter(({ item }) => (item.use === "backup") === isCopy)
    .reduce((sum, { item }) => sum + item.records.length, 0);

/** What always holds of a delivery stream. */
export const deliveryStreamInvariants: Invariants<DeliveryStreamState> = {
  ...(deliveryInvariants as Invariants<Deliveries<never>>),

  "has every record that it took in a buffer, with its function, on its way, or done": (stream) => {
    const transforming = slab
      .list(stream.transforms)
      .reduce((sum, { records }) => sum + records.length, 0);
    const done = stream.dropped + stream.delivered + stream.givenUp;
    return stream.taken === buffered(stream, false) + transforming + underWay(stream, false) + done;
  },

  "has every copy for the backup in a buffer, on its way, or done": (stream) =>
    stream.copied === buffered(stream, true) + underWay(stream, true) + stream.backedUp,

  "has buffers that are not empty, and as many bytes in each as its records have": (stream) =>
    slab.list(stream.buffers).every(({ order, bytes }) => {
      const sizes = ring
        .list(order)
        .map((id) => slab.read(stream.records, id)?.record.content.size ?? Infinity);
      return sizes.length > 0 && bytes === sizes.reduce((sum, size) => sum + size, 0);
    }),

  "finds each open buffer by its name": (stream) => {
    const uses: readonly BufferUse[] = ["transform", "delivery", "backup", "failed"];
    return (
      table.sizeOf(stream.bufferIds) === slab.list(stream.buffers).length &&
      slab.list(stream.buffers).every(({ name, use }) => {
        const id = table.get(stream.bufferIds, name);
        return (
          id !== undefined && slab.read(stream.buffers, id)?.name === name && uses.includes(use)
        );
      })
    );
  },
};
