import { base64Of, own } from "@orrery/kernel";
import type { Trail } from "../../../service/origin.ts";
import type { Refused } from "../../../service/refusal.ts";
import { projected } from "../expression/projection.ts";
import type { TimedOperation } from "../limits.ts";
import type {
  BatchWrite,
  CollectionSize,
  ItemAction,
  PutArrival,
  ReturnValues,
  TableEffect,
  WriteItem,
} from "../protocol.ts";
import type { AttributeValue, Item } from "../value/attribute-value.ts";
import { sizeInUtf8, utf8Of } from "../../../text/utf8.ts";
import { sizeOfValue } from "../value/item-size.ts";
import { againstItemKeys, type KeyAttribute } from "../value/key.ts";
import { consumedTogether, letIn, letInOne, nothingConsumed, unitsOfWrite } from "./admission.ts";
import { applyChange, collectionSizeOf, currentItem, observeWrites } from "./change.ts";
import { metrics, notes, type Table, type TableContext } from "./declarations.ts";
import { itemKeyOf } from "./item-key.ts";
import {
  conditionFailed,
  isLocked,
  outcomeOf,
  transactionConflict,
  writtenBytes,
  type Outcome,
} from "./outcome.ts";
import { answer, isRefused } from "./reply.ts";

const operations = {
  put: "putItem",
  update: "updateItem",
  delete: "deleteItem",
  check: "getItem",
} as const satisfies Readonly<Record<ItemAction["do"], TimedOperation>>;

/** Writes one item, if its condition holds. */
export function writeItem(
  table: Table,
  input: WriteItem,
  context: TableContext,
): readonly TableEffect[] {
  const operation = operations[input.action.do];
  if (isLocked(table, input.key)) {
    context.observe(metrics.TransactionConflict, 1);
    context.note(notes.conflicted, table.writeCount);
    return [answer(operation, transactionConflict, context)];
  }
  const outcome = outcomeOf(table, input, context);
  if (outcome.type === "refused") {
    return [answer(operation, failed(table, input, outcome, context), context)];
  }
  const { settings } = context;
  const units = unitsOfWrite(
    writtenBytes(outcome),
    input.key,
    outcome.indexWrites,
    "plain",
    settings,
  );
  const throttled = letIn(table, units, context);
  if (throttled !== null) {
    context.note(notes.throttled, table.writeCount);
    return [answer(operation, throttled, context)];
  }
  const cause = { trail: input.trail, byService: false };
  const timer = applyChange(table, outcome, cause, context);
  observeWrites(1, context);
  const { after, before } = outcome;
  const item = after?.item ?? before?.item ?? null;
  const written = answer(
    operation,
    {
      type: "itemWritten",
      number: table.writeCount,
      attributes: shownOf(outcome, input.returns),
      consumed: units.consumed,
      collection: item === null ? null : collectionSizeOf(table, input.key, item, context),
    },
    context,
  );
  return timer === null ? [written] : [timer, written];
}

/** A write that is refused takes units too, where its condition does not hold. */
function failed(
  table: Table,
  { key }: WriteItem,
  refusal: Refused,
  context: TableContext,
): Refused {
  if (refusal.code !== conditionFailed.code) return refusal;
  const size = currentItem(table, key)?.size ?? 0;
  const units = unitsOfWrite(size, key, [], "plain", context.settings);
  const throttled = letIn(table, units, context);
  if (throttled !== null) return throttled;
  context.observe(metrics.ConditionalCheckFailedRequests, 1);
  context.note(notes.conditionFailed, table.writeCount);
  return refusal;
}

/** What an answer shows of an item that was written; `null`: nothing. */
function shownOf({ before, after, touched }: Outcome, returns: ReturnValues): Item | null {
  const shown = (item: Item | undefined) => {
    if (item === undefined) return null;
    const part = projected(item, touched);
    return Object.keys(part).length === 0 ? null : part;
  };
  switch (returns) {
    case "ALL_OLD":
      return before?.item ?? null;
    case "ALL_NEW":
      return after?.item ?? null;
    case "UPDATED_OLD":
      return shown(before?.item);
    case "UPDATED_NEW":
      return shown(after?.item);
    default:
      return null;
  }
}

/** Puts what comes from outside, under a key of its own where it has none. */
export function putArrival(
  table: Table,
  { attributes, size: given, group, trail }: PutArrival,
  context: TableContext,
): readonly TableEffect[] {
  const { schema, keys } = context.settings;
  let item = attributes;
  let size = given;
  for (const { name, type, role } of keys[0]!.keys) {
    if (own(attributes, name) !== undefined) continue;
    const value = keyOf(type, (role === "HASH" ? group : null) ?? madeKey(type, trail));
    item = { ...item, [name]: value };
    size += sizeInUtf8(name) + sizeOfValue(value);
  }
  const wrong = againstItemKeys(item, keys);
  if (wrong !== null) return [answer("putItem", wrong, context)];
  return writeItem(
    table,
    {
      type: "writeItem",
      key: itemKeyOf(item, schema),
      action: { do: "put", item, size },
      condition: null,
      returns: "NONE",
      showsOnFailure: false,
      trail,
    },
    context,
  );
}

/** A key that no other arrival has. */
const madeKey = (type: KeyAttribute["type"], { from, number }: Trail): string =>
  type === "N" ? `${number}` : `${from}-${number}`;

const keyOf = (type: KeyAttribute["type"], text: string): AttributeValue => {
  if (type === "S") return { S: text };
  return type === "N" ? { N: text } : { B: base64Of(utf8Of(text)) };
};

/** Writes several items, each by itself: those for which there is no room are given back. */
export function batchWrite(
  table: Table,
  { writes, trail }: BatchWrite,
  context: TableContext,
): readonly TableEffect[] {
  const { settings } = context;
  const unprocessed: number[] = [];
  let why: Refused | null = null;
  let consumed = nothingConsumed("write");
  const collections: CollectionSize[] = [];
  const effects: TableEffect[] = [];
  const cause = { trail, byService: false };
  for (let place = 0; place < writes.length; place += 1) {
    const { key, action } = writes[place]!;
    const outcome: Outcome | Refused = isLocked(table, key)
      ? transactionConflict
      : outcomeOf(table, { key, action, condition: null, showsOnFailure: false }, context);
    if (isRefused(outcome)) {
      unprocessed.push(place);
      why ??= outcome;
      continue;
    }
    const bytes = writtenBytes(outcome);
    const units = unitsOfWrite(bytes, key, outcome.indexWrites, "plain", settings);
    const throttled = letInOne(table, units, context);
    if (throttled !== null) {
      unprocessed.push(place);
      why ??= throttled;
      continue;
    }
    const timer = applyChange(table, outcome, cause, context);
    if (timer !== null) effects.push(timer);
    consumed = consumedTogether(consumed, units.consumed);
    const item = outcome.after?.item ?? outcome.before?.item;
    const size = item === undefined ? null : collectionSizeOf(table, key, item, context);
    if (size !== null) collections.push(size);
  }
  observeWrites(writes.length - unprocessed.length, context);
  if (unprocessed.length === writes.length) context.observe(metrics.ThrottledRequests, 1);
  const body = { type: "itemsWritten", unprocessed, why, consumed, collections } as const;
  effects.push(answer("batchWriteItem", body, context));
  return effects;
}
