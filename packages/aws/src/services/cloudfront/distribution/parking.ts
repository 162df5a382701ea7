import { slab, type SlabId } from "@orrery/kernel";
import type { Distribution, OpenRequest } from "./declarations.ts";

/** Keeps a request while somebody else is asked; its tag. */
export function park(distribution: Distribution, open: OpenRequest, id: SlabId | null): SlabId {
  if (id === null) return slab.insert(distribution.open, open);
  Object.assign(slab.edit(distribution.open, id)!, open);
  return id;
}
