import { drive, type DriveOptions } from "@orrery/testing";
import { noTrail } from "../../../service/origin.ts";
import {
  tableSettingsOf,
  type IndexSettings,
  type TableConfig,
  type TablePlace,
} from "../config.ts";
import { expressionsIn, type Expressions } from "../expression/expressions.ts";
import type { KeySchema } from "../expression/key-condition.ts";
import type { ItemAction, ItemKey, TableReply, WriteItem } from "../protocol.ts";
import { tableInvariants } from "../table/invariants.ts";
import { itemKeyOf } from "../table/item-key.ts";
import { tableMachine } from "../table/machine.ts";
import type { Item } from "../value/attribute-value.ts";
import { sizeOfItem } from "../value/item-size.ts";

/** Keys of two texts, `id` and `at`. */
export const idAt: KeySchema = {
  hash: [{ name: "id", type: "S", role: "HASH" }],
  sort: [{ name: "at", type: "S", role: "RANGE" }],
};

/** An index by the text `by`, with all attributes. */
export const byIndex = (
  more: Partial<Omit<IndexSettings, "attributes">> = {},
): Omit<IndexSettings, "attributes"> => ({
  name: "byBy",
  isGlobal: true,
  schema: { hash: [{ name: "by", type: "S", role: "HASH" }], sort: [] },
  projection: { type: "ALL" },
  ...more,
});

/** A table by hand. */
export const openTable = (
  config: TableConfig = {},
  place: TablePlace = {},
  options: DriveOptions = {},
) => drive(tableMachine, tableSettingsOf("Orders", config, place), tableInvariants, options);
export type DrivenTable = ReturnType<typeof openTable>;

const textId: KeySchema = { hash: [{ name: "id", type: "S", role: "HASH" }], sort: [] };

/** Where the item of a key is. */
export const keyOf = (item: Item, schema: KeySchema = textId): ItemKey => itemKeyOf(item, schema);

/** An action that puts an item. */
export const putting = (item: Item): ItemAction => ({ do: "put", item, size: sizeOfItem(item) });

/** What a request says in expressions. */
export function expressions(
  operation: Parameters<typeof expressionsIn>[0],
  params: Parameters<typeof expressionsIn>[1],
): Expressions {
  const read = expressionsIn(operation, params);
  if ("type" in read) throw new Error(read.message);
  return read;
}

/** A write of an item with these keys. */
export const writing = (
  key: ItemKey,
  action: ItemAction,
  rest: Partial<WriteItem> = {},
): WriteItem => ({
  type: "writeItem",
  key,
  action,
  condition: null,
  returns: "NONE",
  showsOnFailure: false,
  trail: noTrail,
  ...rest,
});

/** Puts an item of a table whose key is a text `id`. */
export const put = (table: DrivenTable, item: Item, rest: Partial<WriteItem> = {}): TableReply =>
  table.ask(writing(keyOf(item), putting(item), rest));

/** Reads an item of such a table. */
export function got(
  table: DrivenTable,
  id: string,
  consistency: "strong" | "eventual" = "strong",
): Item | null {
  const key = keyOf({ id: { S: id } });
  const reply = table.ask({ type: "getItem", key, consistency, projection: null });
  if (reply.type !== "itemGot") throw new Error(`refused: ${JSON.stringify(reply)}`);
  return reply.item;
}

/** The code of a refusal; the type of every other answer. */
export const codeOf = (reply: TableReply): string =>
  reply.type === "refused" ? reply.code : reply.type;
