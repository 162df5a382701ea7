import { textOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { CollectionSize, Consumed } from "../protocol.ts";

const sumOf = (units: Readonly<Record<string, number>>): number =>
  Object.values(units).reduce((sum, each) => sum + each, 0);

/** What an operation took, as `ReturnConsumedCapacity` wants it shown; `null`: not at all. */
export function shownConsumed(
  { table, global, local, kind }: Consumed,
  tableName: string,
  params: PlainObject,
  isTransaction = false,
): PlainObject | null {
  const shows = textOf(params["ReturnConsumedCapacity"]) ?? "NONE";
  if (shows === "NONE") return null;
  const name = kind === "read" ? "ReadCapacityUnits" : "WriteCapacityUnits";
  const shown = (units: number) => ({
    CapacityUnits: units,
    ...(isTransaction ? { [name]: units } : {}),
  });
  const all = table + sumOf(global) + sumOf(local);
  const whole = { TableName: tableName, ...shown(all) };
  if (shows === "TOTAL") return whole;
  const byIndex = (units: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(units).map(([index, each]) => [index, shown(each)]));
  return {
    ...whole,
    Table: shown(table),
    ...(Object.keys(local).length === 0 ? {} : { LocalSecondaryIndexes: byIndex(local) }),
    ...(Object.keys(global).length === 0 ? {} : { GlobalSecondaryIndexes: byIndex(global) }),
  };
}

const gigabyte = 2 ** 30;

/** How large an item collection is, as `ReturnItemCollectionMetrics` wants it shown. */
export const shownCollection = ({ key, bytes }: CollectionSize): PlainObject => ({
  ItemCollectionKey: key,
  SizeEstimateRangeGB: [Math.floor(bytes / gigabyte), Math.floor(bytes / gigabyte) + 1],
});

/** Whether item collections are to be shown. */
export const showsCollections = (params: PlainObject): boolean =>
  textOf(params["ReturnItemCollectionMetrics"]) === "SIZE";
