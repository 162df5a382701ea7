import type { EntryOf } from "../../../service/entry.ts";
import type { ShardSource } from "../../../service/source.ts";

/** What handlers know of the rest of the world. */
export interface Reach {
  readonly source: ShardSource;
  readonly entryOf: EntryOf;
}
