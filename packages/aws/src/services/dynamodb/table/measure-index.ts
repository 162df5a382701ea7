import { slab } from "@orrery/kernel";
import { keptMinutes, minuteOf } from "../capacity/index-minutes.ts";
import { throughputIdAt } from "../capacity/state.ts";
import type { MeasureIndex, TableEffect, TableReply } from "../protocol.ts";
import type { Table, TableContext } from "./declarations.ts";
import { reply } from "./reply.ts";

const minuteLength = 60_000_000;

/** Says what a metric of a global secondary index came to. */
export function measureIndex(
  table: Table,
  asked: MeasureIndex,
  context: TableContext,
): readonly TableEffect[] {
  return [reply(context, measured(table, asked, context))];
}

const unpublished = { type: "unpublished", changedNothing: true } as const;

function measured(
  { capacity }: Table,
  { index, metric, minute }: MeasureIndex,
  { settings, now }: TableContext,
): TableReply {
  const { places, mode } = settings.capacity;
  const place = places.findIndex(({ name }) => name === index);
  if (place === -1) return unpublished;
  const provisioned = provisionedMetrics[metric];
  if (provisioned !== undefined) {
    const units = places[place]![provisioned];
    if (mode !== "PROVISIONED") return unpublished;
    return {
      type: "measured",
      count: 1,
      sum: units,
      min: units,
      max: units,
      isReading: true,
      changedNothing: true,
    };
  }
  const throughput = slab.read(capacity, throughputIdAt(capacity, place))!; // One was made for each place.
  const sample = minuteOf(throughput, metric, minute);
  if (sample === undefined) return unpublished;
  const isUnknown = minute <= Math.floor(now / minuteLength) - keptMinutes;
  return {
    type: "measured",
    ...sample,
    ...(isUnknown ? { isUnknown: true } : {}),
    changedNothing: true,
  };
}

/** What is read off the settings now, whatever the minute. */
const provisionedMetrics: Readonly<Record<string, "read" | "write" | undefined>> = {
  ProvisionedReadCapacityUnits: "read",
  ProvisionedWriteCapacityUnits: "write",
};
