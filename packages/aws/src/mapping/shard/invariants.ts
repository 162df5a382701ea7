import { slab, type Invariants } from "@orrery/kernel";
import type { Lane, Piece, StreamMappingState } from "./state.ts";

/** The batches of a lane, in their order; `null`: they are in no order. */
function piecesOf({ first, last }: Lane, { pieces }: StreamMappingState): readonly Piece[] | null {
  const all: Piece[] = [];
  let before: Lane["first"] = -1;
  for (let id = first; id !== -1;) {
    const piece = slab.read(pieces, id);
    if (piece === undefined || all.length > pieces.size) return null;
    all.push(piece);
    before = id;
    id = piece.next;
  }
  return before === last ? all : null;
}

/** What holds of every event source mapping of a stream between any two inputs. */
export const streamMappingInvariants: Invariants<StreamMappingState> = {
  "knows how many records of each shard it has": (mapping) =>
    slab.list(mapping.shards).every(({ lanes, held }) => {
      const counts = lanes.map((id) => {
        const lane = slab.read(mapping.lanes, id);
        const pieces = lane === undefined ? null : piecesOf(lane, mapping);
        return pieces === null ? NaN : pieces.reduce((sum, { items }) => sum + items.length, 0);
      });
      return counts.reduce((sum, count) => sum + count, 0) === held;
    }),

  "has every batch in one lane, and none without records": (mapping) => {
    const counts = slab.list(mapping.lanes).map((lane) => piecesOf(lane, mapping)?.length ?? NaN);
    return (
      counts.reduce((sum, count) => sum + count, 0) === mapping.pieces.size &&
      slab.list(mapping.pieces).every(({ items }) => items.length > 0)
    );
  },

  "invokes nobody and tries nothing again without a batch or a window's end": ({ lanes }) =>
    slab
      .list(lanes)
      .every(
        ({ condition, first, window }) =>
          condition === "idle" || first !== -1 || (window !== null && window.ending !== null),
      ),

  "has records of a lane in the order of their shard": (mapping) =>
    slab.list(mapping.lanes).every((lane) => {
      const items = (piecesOf(lane, mapping) ?? []).flatMap((piece) => piece.items);
      return items.every(
        ({ identity }, place) =>
          place === 0 || identity.message > items[place - 1]!.identity.message,
      );
    }),

  "begins with no shard before those that it came after are done with": ({ shards }) => {
    const numbers = new Set(slab.list(shards).map(({ number }) => number));
    return (
      numbers.size === shards.size &&
      slab
        .list(shards)
        .every(
          ({ condition, parents }) =>
            (condition === "waiting") === parents.length > 0 &&
            parents.every((parent) => numbers.has(parent)),
        )
    );
  },

  "has lanes of shards that are there": ({ shards, lanes }) =>
    slab.list(lanes).every(({ shard }) => slab.read(shards, shard) !== undefined),
};
