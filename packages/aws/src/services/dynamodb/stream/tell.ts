import type { Context } from "@orrery/kernel";
import type { Trail } from "../../../service/origin.ts";
import type { ItemIdentity } from "../../../service/payload.ts";
import type { KeySchema } from "../expression/key-condition.ts";
import { keysOf } from "../table/item-key.ts";
import { equalValues } from "../value/comparison.ts";
import { sizeOfItem } from "../value/item-size.ts";
import type { Item } from "../value/attribute-value.ts";
import type { ChangeNoted, ItemChanged } from "./protocol.ts";

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

/**
 * Tells a table's stream of a change, at the port that leads there; of what changed nothing it hears nothing.
 *
 * @returns the record that the stream has of it; `null`: none.
 */
export function tellStream(
  { hash, before, after, byService, trail }: ToldChange,
  schema: KeySchema,
  port: number,
  context: Context<unknown>,
): ItemIdentity | null {
  const present = after ?? before;
  if (present === null) return null;
  if (before !== null && after !== null && equalValues({ M: before.item }, { M: after.item }))
    return null;
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
  return (context.consult(port, 0, change) as ChangeNoted).record; // A stream answers so.
}
