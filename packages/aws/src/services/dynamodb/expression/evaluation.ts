import { DefectError } from "@orrery/kernel";
import type { Item } from "../value/attribute-value.ts";
import type { Condition } from "./tree.ts";

/** Whether a condition holds for an item; `undefined` is an item that is not there. */
export function matches(_condition: Condition, _item: Item | undefined): boolean {
  throw new DefectError("not yet");
}
