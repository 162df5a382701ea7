import type { Charge, Meters, Tally } from "../../service/billing.ts";
import type { QueryStatus } from "./protocol.ts";

/**
 * List prices of Athena in us-east-1, in US dollars, before taxes.
 *
 * Sources, read 2026-11: https://aws.amazon.com/athena/pricing/ and https://aws.amazon.com/glue/pricing/.
 */
const prices = {
  /** For each terabyte that is scanned. */
  terabyte: 5,
  /** Of a capacity reservation. */
  dpuHour: 0.3,
  /** For each million requests of the Data Catalog beyond the first million of a month. */
  catalogRequests: 1,
} as const;

const megabyte = 2 ** 20;
const least = 10 * megabyte;
const terabyte = 2 ** 40;
const freeRequests = 1_000_000;
const hour = 3_600_000_000;

/** Bytes that are billed of a query: whole megabytes, ten at least; of one that failed, none. */
export function billedBytes(status: QueryStatus, bytes: number): number {
  if (status === "FAILED") return 0;
  if (status === "CANCELLED" && bytes === 0) return 0;
  return Math.max(least, Math.ceil(bytes / megabyte) * megabyte);
}

/** What the queries of a workgroup cost. */
export function workgroupCharges(
  meters: Meters,
  _settings: unknown,
  tally: Tally,
): readonly Charge[] {
  const billed = (meters["BilledBytes"]?.sum ?? 0) / terabyte;
  const requests = meters["CatalogRequests"]?.sum ?? 0;
  const before = tally.get("requests of the Data Catalog") ?? 0;
  tally.set("requests of the Data Catalog", before + requests);
  const above = (count: number): number => Math.max(0, count - freeRequests);
  const charged = above(before + requests) - above(before);
  return [
    {
      what: "Athena data scanned",
      quantity: billed,
      unit: "TB",
      dollars: billed * prices.terabyte,
    },
    {
      what: "Data Catalog requests of queries",
      quantity: charged,
      unit: "requests",
      dollars: (charged / 1_000_000) * prices.catalogRequests,
    },
  ].filter(({ quantity }) => quantity > 0);
}

/** What a capacity reservation costs, used or not. */
export function reservationCharges(meters: Meters): readonly Charge[] {
  const quantity = (meters["BilledDpuTime"]?.sum ?? 0) / hour;
  if (quantity === 0) return [];
  return [
    { what: "Athena capacity", quantity, unit: "DPU-hours", dollars: quantity * prices.dpuHour },
  ];
}
