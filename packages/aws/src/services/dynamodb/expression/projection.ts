import { DefectError } from "@orrery/kernel";
import type { Item } from "../value/attribute-value.ts";
import type { Path } from "./tree.ts";

/** What of an item these paths name, in maps and lists around it. */
export function projected(_item: Item, _paths: readonly Path[]): Item {
  throw new DefectError("not yet");
}
