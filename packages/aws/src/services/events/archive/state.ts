import { ring, slab, type Instant, type Ring, type Slab, type SlabId } from "@orrery/kernel";
import type { BusEvent, ReplayDescribed } from "../protocol.ts";

/** An archive: the events that it keeps, and how far its replays are. */
export interface ArchiveState {
  readonly stored: Slab<Stored>;
  readonly order: Ring<SlabId>;
  /** How many events were kept that are not any more: the place of the first that is. */
  readonly firstPlace: number;
  /** Bytes of all that are kept. */
  readonly bytes: number;
  /** How many were ever kept. */
  readonly storedCount: number;
  /** In order of their starts. */
  readonly replays: Slab<Replay>;
}

/** An event that is kept. */
export interface Stored {
  readonly event: BusEvent;
  readonly storedAt: Instant;
  readonly size: number;
}

/** How far a replay is. */
export interface Replay {
  readonly said: ReplayDescribed;
  /** Where it goes on: counted from the first event that was ever kept. */
  readonly place: number;
  /** Where the batch ends that its bus is asked for; -1: none is. */
  readonly asked: number;
  /** How many events are in it. */
  readonly askedEvents: number;
  readonly lastAsked: number | null;
}

/** An archive that has nothing. */
export const initialArchive = (): ArchiveState => ({
  stored: slab.empty(),
  order: ring.empty(),
  firstPlace: 0,
  bytes: 0,
  storedCount: 0,
  replays: slab.empty(),
});
