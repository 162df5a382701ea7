import type { Context } from "@orrery/kernel";
import type { Trail } from "../../../service/origin.ts";
import type { KeySchema } from "../expression/key-condition.ts";
import { keysOf } from "../table/item-key.ts";
import { equalValues } from "../value/comparison.ts";
import { sizeOfItem } from "../value/item-size.ts";
import type { Item } from "../value/attribute-value.ts";
import type { ItemChanged } from "./protocol.ts";

/** What became of an item of a table. */
export interface ToldChange {
  /** Of the partition key: a whole number below 2³². */
  readonly hash: number;
  readonly before: SizedItem | null;
  readonly after: SizedItem | null;
  /** DynamoDB did it by itself: the item had expired. */
  readonly byService: boolean;
  readonly trail: Trail;
}

/** An item with its bytes. */
export interface SizedItem {
  readonly item: Item;
  readonly size: number;
}

/** Tells a table's stream of a change, at the port that leads there; of what changed nothing it hears nothing. */
export function tellStream(
  { hash, before, after, byService, trail }: ToldChange,
  schema: KeySchema,
  port: number,
  context: Context<unknown>,
): void {
  const present = after ?? before;
  if (present === null) return;
  if (before !== null && after !== null && equalValues({ M: before.item }, { M: after.item }))
    return;
  const keys = keysOf(present.item, [schema]);
  const change: ItemChanged = {
    type: "itemChanged",
    hash,
    keys,
    before: before?.item ?? null,
    after: after?.item ?? null,
    sizes: { keys: sizeOfItem(keys), before: before?.size ?? 0, after: after?.size ?? 0 },
    byService,
    trail,
  };
  context.consult(port, 0, change);
}
