import { table as tables } from "@orrery/kernel";
import { refused, type Refused } from "../../../service/refusal.ts";
import { matches } from "../expression/evaluation.ts";
import type { Path } from "../expression/tree.ts";
import type { Condition } from "../expression/tree.ts";
import { againstUpdatedKeys } from "../expression/update-check.ts";
import { updated } from "../expression/update.ts";
import { dynamodbLimits } from "../limits.ts";
import { itemDetails, type ItemAction, type ItemKey } from "../protocol.ts";
import type { StoredItem } from "../store/stored-item.ts";
import type { Item } from "../value/attribute-value.ts";
import { sizeOfItem } from "../value/item-size.ts";
import { collectionBytes, currentItem } from "./change.ts";
import type { Table, TableContext } from "./declarations.ts";
import { hasLocalIndexes, indexWritesOf } from "./index-writes.ts";
import { textOfKey } from "./item-key.ts";
import type { IndexWrite } from "./state.ts";

/** What an action would make of an item. */
export interface Outcome {
  readonly type: "outcome";
  readonly key: ItemKey;
  readonly before: StoredItem | undefined;
  /** `null`: there is no item. */
  readonly after: { readonly item: Item; readonly size: number } | null;
  readonly indexWrites: readonly IndexWrite[];
  /** The paths that an update wrote on. */
  readonly touched: readonly Path[];
}

/** An action on an item, and when it is done. */
export interface ConditionalAction {
  readonly key: ItemKey;
  readonly action: ItemAction;
  readonly condition: Condition | null;
  readonly showsOnFailure: boolean;
}

const untouched: readonly Path[] = Object.freeze([]);

/** What those hear whose condition does not hold. */
export const conditionFailed = refused(
  "ConditionalCheckFailedException",
  "The conditional request failed",
);

/** What those hear who write an item that a transaction has locked. */
export const transactionConflict = refused(
  "TransactionConflictException",
  "Transaction is ongoing for the item",
);

/** Whether a transaction has an item locked. */
export const isLocked = ({ locks }: Pick<Table, "locks">, key: ItemKey): boolean =>
  tables.sizeOf(locks) > 0 && tables.has(locks, textOfKey(key));

/** What an action would make of an item as it is now; or why it cannot. It changes nothing. */
export function outcomeOf(
  table: Table,
  { key, action, condition, showsOnFailure }: ConditionalAction,
  context: TableContext,
): Outcome | Refused {
  const before = currentItem(table, key);
  if (condition !== null && !matches(condition, before?.item)) {
    return before === undefined || !showsOnFailure
      ? conditionFailed
      : { ...conditionFailed, details: itemDetails(before.item) };
  }
  const { settings } = context;
  let after: Outcome["after"] = null;
  let touched = untouched;
  switch (action.do) {
    case "put":
      after = action;
      break;
    case "update": {
      const result = updated(action.update, before?.item ?? action.keyItem);
      if (result.type === "refused") return result;
      const wrong = againstUpdatedKeys(result.item, action.update, settings.keys);
      if (wrong !== null) return wrong;
      after = { item: result.item, size: sizeOfItem(result.item) };
      if (after.size > dynamodbLimits.itemSize.max) return updateTooLarge;
      ({ touched } = result);
      break;
    }
    case "check":
      after = before ?? null;
      break;
    case "delete":
  }
  const indexWrites =
    action.do === "check"
      ? []
      : indexWritesOf(key, before?.item ?? null, after?.item ?? null, settings);
  const outcome: Outcome = { type: "outcome", key, before, after, indexWrites, touched };
  return tooMuchTogether(table, outcome, context) ?? outcome;
}

const updateTooLarge = refused(
  "ValidationException",
  "Item size to update has exceeded the maximum allowed size",
);

/** Refuses what makes the items of a partition key too large, in a table with local indexes. */
function tooMuchTogether(
  table: Table,
  { key, before, after }: Outcome,
  { settings }: TableContext,
): Refused | null {
  if (after === null || !hasLocalIndexes(settings)) return null;
  const grown = after.size - (before?.size ?? 0);
  const bytes = collectionBytes(table, key, settings.indexes) + grown;
  return grown > 0 && bytes > dynamodbLimits.collectionBytes
    ? refused("ItemCollectionSizeLimitExceededException", "Collection size exceeded.")
    : null;
}

/** The bytes by which a write is counted: of what was, or of what is. */
export const writtenBytes = ({ before, after }: Pick<Outcome, "before" | "after">): number =>
  Math.max(before?.size ?? 0, after?.size ?? 0);
