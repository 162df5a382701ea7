import { slab, type Invariants } from "@orrery/kernel";
import type { ArchiveState } from "./state.ts";

/** What holds of every archive between any two inputs. */
export const archiveInvariants: Invariants<ArchiveState> = {
  "keeps every event in its order": ({ stored, order, firstPlace, storedCount }) =>
    stored.size === order.size && firstPlace + order.size === storedCount,

  "counts the bytes of what it keeps": ({ stored, bytes }) =>
    slab.list(stored).reduce((sum, { size }) => sum + size, 0) === bytes,

  "lets no replay wait for its bus that has ended": ({ replays }) =>
    slab.list(replays).every(({ said, asked }) => asked === -1 || said.endedAt === null),
};
