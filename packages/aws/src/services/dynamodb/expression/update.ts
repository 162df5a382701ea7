import { DefectError } from "@orrery/kernel";
import type { Refused } from "../../../service/refusal.ts";
import type { Item } from "../value/attribute-value.ts";
import type { Path, Update } from "./tree.ts";

/** What an update made of an item. */
export interface Updated {
  readonly type: "updated";
  readonly item: Item;
  /** The paths that it wrote on, for UPDATED_OLD and UPDATED_NEW: `projected` old and new items. */
  readonly touched: readonly Path[];
}

/** The item after an update of it (of its key alone, where there was none); or what AWS has against it. */
export function updated(_update: Update, _item: Item): Updated | Refused {
  throw new DefectError("not yet");
}

/** What AWS has against an update of attributes that are part of the table's key; `null` for nothing. */
export function againstUpdateKeys(_update: Update, _keys: readonly string[]): Refused | null {
  throw new DefectError("not yet");
}
