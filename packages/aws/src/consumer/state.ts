import { slab, type Draft, type Instant, type Slab, type SlabId } from "@orrery/kernel";
import type { SourceItem } from "../service/source.ts";

/** Where a consumer is. */
export interface ConsumerState {
  readonly containers: Slab<Container>;
  readonly work: Slab<Work>;
  readonly lots: Slab<Lot>;
  readonly requests: Slab<OpenRequest>;
  /** Messages that are worked on at this moment, in all containers. */
  readonly busyCount: number;
}

/** A container: it asks for messages while a worker is free and none waits. */
export interface Container {
  /** `asking`: a receive is under way; `pausing`: it asks again in a while. */
  readonly condition: "idle" | "asking" | "pausing";
  /** How many messages it works on. */
  readonly busy: number;
  /** The messages that wait for a worker, first and last; {@link none} for none. */
  readonly first: SlabId;
  readonly last: SlabId;
}

/** A message that a container has. */
export interface Work {
  readonly container: SlabId;
  /** What came with one receive. */
  readonly lot: SlabId;
  readonly item: SourceItem;
  /** The one behind it in its container. */
  readonly next: SlabId;
  /** When its work began; `null`: it waits. */
  readonly startedAt: Instant | null;
}

/** What came with one receive, until all of it is done. */
export interface Lot {
  /** How many of its messages are not done. */
  readonly left: number;
  /** Those that are to be deleted together. */
  readonly done: readonly SourceItem[];
}

/** A request that is under way, or is to be made again. */
export type OpenRequest =
  | { readonly type: "receive"; readonly container: SlabId }
  | { readonly type: "deletion"; readonly items: readonly SourceItem[]; readonly attempt: number }
  | { readonly type: "extension" };

/** In place of a message: none. */
export const none = -1 as SlabId;

export type ConsumerDraft = Draft<ConsumerState>;

export const initialConsumer = (): ConsumerState => ({
  containers: slab.empty(),
  work: slab.empty(),
  lots: slab.empty(),
  requests: slab.empty(),
  busyCount: 0,
});
