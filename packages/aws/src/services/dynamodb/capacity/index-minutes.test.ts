import { minutes, slab, type Instant } from "@orrery/kernel";
import { expect, it } from "vitest";
import { byIndex, codeOf, openTable, put } from "../test/driven-table.ts";
import { capacityOf } from "./config.ts";

const item = (id: number, by = "x") => ({ id: { S: `${id}` }, by: { S: by } });
const capacity = capacityOf("PROVISIONED", [
  { name: null, read: 10, write: 100 },
  { name: "byBy", read: 4, write: 3 },
]);

const opened = () => openTable({ indexes: [byIndex()], capacity });
const measured = (
  table: ReturnType<typeof opened>,
  metric: string,
  minute: number,
  index = "byBy",
) => table.ask({ type: "measureIndex", index, metric, minute });

it("dynamodb.capacity.index-metrics: counts what an index gives and refuses, minute by minute", () => {
  const table = opened();
  const codes = [1, 2, 3, 4, 5].map((id) => codeOf(put(table, item(id))));
  const refused = "ProvisionedThroughputExceededException";
  expect(codes).toEqual(["itemWritten", "itemWritten", "itemWritten", refused, refused]);
  table.advance(minutes(2));
  put(table, item(6));
  put(table, { id: { S: "7" } }); // It is not in the index.
  const counted = { type: "measured", min: 1, max: 1 };
  expect(measured(table, "ConsumedWriteCapacityUnits", 0)).toMatchObject({ ...counted, sum: 3 });
  expect(measured(table, "WriteThrottleEvents", 0)).toMatchObject({ ...counted, sum: 2 });
  expect(measured(table, "WriteProvisionedThroughputThrottleEvents", 0)).toMatchObject({
    ...counted,
    sum: 2,
  });
  expect(measured(table, "WriteKeyRangeThroughputThrottleEvents", 0)).toMatchObject({ count: 0 });
  expect(measured(table, "ReadThrottleEvents", 0)).toMatchObject({ count: 0 });
  expect(measured(table, "ConsumedWriteCapacityUnits", 1)).toMatchObject({ count: 0 });
  expect(measured(table, "ConsumedWriteCapacityUnits", 2)).toMatchObject({ ...counted, sum: 1 });
  expect(measured(table, "ProvisionedReadCapacityUnits", 2)).toMatchObject({ sum: 4 });
  expect(measured(table, "ProvisionedWriteCapacityUnits", 2)).toMatchObject({ sum: 3 });
  expect(measured(table, "ThrottledRequests", 0)).toMatchObject({ type: "unpublished" });
  expect(measured(table, "ConsumedWriteCapacityUnits", 0, "none")).toMatchObject({
    type: "unpublished",
  });
});

it("dynamodb.capacity.index-metrics: knows an hour of it, and no more", () => {
  const table = opened();
  put(table, item(1));
  for (let hour = 0; hour < 3; hour += 1) {
    table.advance(minutes(59));
    put(table, item(2, `${hour}`));
  }
  expect(measured(table, "ConsumedWriteCapacityUnits", 177)).toMatchObject({ sum: 2 });
  expect(measured(table, "ConsumedWriteCapacityUnits", 118)).toMatchObject({ sum: 2 });
  expect(measured(table, "ConsumedWriteCapacityUnits", 0)).toMatchObject({ isUnknown: true });
  const [, index] = slab.list(table.state.capacity);
  expect(index!.minutes.size).toBe(2);
  expect(table.now).toBe(minutes(177) as number as Instant);
});
