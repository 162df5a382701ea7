import type { TableEffect } from "../protocol.ts";
import { publishCounts } from "./change.ts";
import type { Table, TableContext } from "./declarations.ts";
import { reply } from "./reply.ts";

/** Tells how much the table had when that was counted last. */
export function describeCounts(table: Table, context: TableContext): readonly TableEffect[] {
  publishCounts(table, context);
  const { counts } = table;
  const indexes = Object.fromEntries(
    context.settings.indexes.map(({ name }, place) => [
      name,
      counts.indexes[place] ?? { items: 0, bytes: 0 },
    ]),
  );
  const { items, bytes } = counts;
  return [reply(context, { type: "countsDescribed", items, bytes, indexes, changedNothing: true })];
}
