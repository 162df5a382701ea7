import { hoursInMonth, type Charge, type Meters } from "../../service/billing.ts";

/**
 * List prices of DynamoDB in us-east-1, in US dollars, before taxes, without the free tier.
 *
 * Source: AWS Price List of November 2024; storage of September 2026; imports and exports as
 * https://aws.amazon.com/dynamodb/pricing/ has had them since 2022, from memory.
 */
const dynamodbPrices = {
  /** For each million request units. */
  readRequestUnits: 0.125,
  writeRequestUnits: 0.625,
  /** For each hour of a provisioned unit. */
  readUnitHour: 0.000_13,
  writeUnitHour: 0.000_65,
  /** For each GB and month. */
  storage: 0.25,
  /** For each GB that is processed, uncompressed; and for each GB that is exported. */
  importGigabyte: 0.15,
  exportGigabyte: 0.1,
  /** For each 100,000 GetRecords. */
  streamReads: 0.02,
} as const;

const gigabyte = 2 ** 30;
/** In unit-milliseconds, and in byte-milliseconds. */
const hour = 3_600_000;

/** What a table's requests, throughput and items cost. */
export function tableCharges(meters: Meters): readonly Charge[] {
  const sum = (metric: string): number => meters[metric]?.sum ?? 0;
  const requests = (what: string, metric: string, price: number): Charge => ({
    what,
    quantity: sum(metric),
    unit: "request units",
    dollars: (sum(metric) / 1e6) * price,
  });
  const provisioned = (what: string, metric: string, price: number): Charge => ({
    what,
    quantity: sum(metric) / hour,
    unit: "unit-hours",
    dollars: (sum(metric) / hour) * price,
  });
  const { readRequestUnits, writeRequestUnits, readUnitHour, writeUnitHour } = dynamodbPrices;
  const stored = sum("StoredByteTime") / gigabyte / (hour * hoursInMonth);
  return [
    requests("DynamoDB on-demand reads", "BilledReadRequestUnits", readRequestUnits),
    requests("DynamoDB on-demand writes", "BilledWriteRequestUnits", writeRequestUnits),
    provisioned("DynamoDB provisioned reads", "BilledProvisionedReadTime", readUnitHour),
    provisioned("DynamoDB provisioned writes", "BilledProvisionedWriteTime", writeUnitHour),
    {
      what: "DynamoDB storage",
      quantity: stored,
      unit: "GB-months",
      dollars: stored * dynamodbPrices.storage,
    },
    ...transferCharges(
      "DynamoDB exports to S3",
      sum("ExportedBytes"),
      dynamodbPrices.exportGigabyte,
    ),
  ].filter(({ quantity }) => quantity > 0);
}

/** What reading the stream of a table costs: reads of mappings cost nothing. */
export function changeStreamCharges(meters: Meters): readonly Charge[] {
  const calls = meters["GetRecordsCalls"]?.sum ?? 0;
  return calls === 0
    ? []
    : [
        {
          what: "DynamoDB Streams reads",
          quantity: calls,
          unit: "requests",
          dollars: (calls / 1e5) * dynamodbPrices.streamReads,
        },
      ];
}

/** What is charged for bytes that are brought into a table or out of it. */
function transferCharges(what: string, bytes: number, price: number): readonly Charge[] {
  const quantity = bytes / gigabyte;
  return quantity === 0 ? [] : [{ what, quantity, unit: "GB", dollars: quantity * price }];
}

/** What an import of a table costs. */
export const importCharges = (meters: Meters): readonly Charge[] =>
  transferCharges(
    "DynamoDB imports from S3",
    meters["ProcessedBytes"]?.sum ?? 0,
    dynamodbPrices.importGigabyte,
  );
