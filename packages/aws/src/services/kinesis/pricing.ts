import type { Charge, Meters } from "../../service/billing.ts";

/**
 * List prices of Kinesis Data Streams in us-east-1, in US dollars, before taxes.
 *
 * Source: AWS Price List of 2024. What on-demand streams take is billed in whole kilobytes for each record.
 */
const kinesisPrices = {
  shardHour: 0.015,
  /** On top of that, where records are kept for more than 24 hours. */
  extendedShardHour: 0.02,
  /** For each million units of 25 KB. */
  putUnits: 0.014,
  /** Of a consumer with enhanced fan-out, and each GB that it is pushed. */
  consumerShardHour: 0.015,
  consumerGigabyte: 0.013,
  onDemandHour: 0.04,
  /** For each GB. */
  onDemandIn: 0.08,
  onDemandOut: 0.04,
  onDemandFanOut: 0.05,
} as const;

const gigabyte = 2 ** 30;
const hour = 3_600_000_000;

/** What a stream's shards and records cost. */
export function streamCharges(meters: Meters): readonly Charge[] {
  const sum = (metric: string): number => meters[metric]?.sum ?? 0;
  const hours = (what: string, metric: string, unit: string, price: number): Charge => ({
    what,
    quantity: sum(metric) / hour,
    unit,
    dollars: (sum(metric) / hour) * price,
  });
  const bytes = (what: string, metric: string, price: number): Charge => ({
    what,
    quantity: sum(metric) / gigabyte,
    unit: "GB",
    dollars: (sum(metric) / gigabyte) * price,
  });
  const units = sum("PutPayloadUnits");
  const onDemandPushed = sum("OnDemandBytesFannedOut");
  const pushed = (sum("SubscribeToShardEvent.Bytes") - onDemandPushed) / gigabyte;
  return [
    hours("Kinesis shards", "BilledShardTime", "shard-hours", kinesisPrices.shardHour),
    hours(
      "Kinesis extended retention",
      "BilledExtendedShardTime",
      "shard-hours",
      kinesisPrices.extendedShardHour,
    ),
    {
      what: "Kinesis PUT payload units",
      quantity: units,
      unit: "units",
      dollars: (units / 1e6) * kinesisPrices.putUnits,
    },
    hours(
      "Kinesis enhanced fan-out consumers",
      "BilledConsumerTime",
      "consumer-shard-hours",
      kinesisPrices.consumerShardHour,
    ),
    {
      what: "Kinesis enhanced fan-out data",
      quantity: pushed,
      unit: "GB",
      dollars: pushed * kinesisPrices.consumerGigabyte,
    },
    hours("Kinesis on-demand streams", "BilledOnDemandTime", "hours", kinesisPrices.onDemandHour),
    bytes("Kinesis on-demand data in", "OnDemandBytesIn", kinesisPrices.onDemandIn),
    bytes("Kinesis on-demand data out", "OnDemandBytesOut", kinesisPrices.onDemandOut),
    bytes(
      "Kinesis on-demand enhanced fan-out",
      "OnDemandBytesFannedOut",
      kinesisPrices.onDemandFanOut,
    ),
  ].filter(({ quantity }) => quantity > 0);
}
