import type { Charge, Meters } from "../../service/billing.ts";

/**
 * List prices of SNS in us-east-1, in US dollars, before taxes.
 *
 * Sources: AWS Price List of 2024-12; the price of payload-based filtering (0.09 a GB scanned) and those of
 * archives are not confirmed, and of SMS there is one for each country.
 */
const snsPrices = {
  /** For each million, in chunks of 64 KB. */
  publish: 0.5,
  http: 0.6,
  email: 20,
  firehose: 0.19,
  mobile: 0.5,
  fifoPublish: 0.3,
  fifoDelivery: 0.01,
  /** For each GB. */
  fifoPublishedGigabyte: 0.017,
  fifoDeliveredGigabyte: 0.001,
  filteredGigabyte: 0.09,
} as const;

const million = 1e6;
const gigabyte = 2 ** 30;

/** What a topic's requests and deliveries cost. */
export function topicCharges(meters: Meters): readonly Charge[] {
  const sum = (metric: string): number => meters[metric]?.sum ?? 0;
  const each = (what: string, metric: string, perMillion: number, unit: string): Charge => ({
    what,
    quantity: sum(metric),
    unit,
    dollars: (sum(metric) / million) * perMillion,
  });
  const bytes = (what: string, metric: string, perGigabyte: number): Charge => ({
    what,
    quantity: sum(metric) / gigabyte,
    unit: "GB",
    dollars: (sum(metric) / gigabyte) * perGigabyte,
  });
  return [
    each("SNS publishes", "BilledPublishes", snsPrices.publish, "requests"),
    each("SNS deliveries to HTTP endpoints", "BilledHttpDeliveries", snsPrices.http, "deliveries"),
    each("SNS deliveries by e-mail", "BilledEmailDeliveries", snsPrices.email, "deliveries"),
    each(
      "SNS deliveries to Firehose",
      "BilledFirehoseDeliveries",
      snsPrices.firehose,
      "deliveries",
    ),
    each("SNS mobile push deliveries", "BilledMobileDeliveries", snsPrices.mobile, "deliveries"),
    each("SNS FIFO publishes", "BilledFifoPublishes", snsPrices.fifoPublish, "messages"),
    bytes("SNS FIFO published data", "BilledFifoPublishedBytes", snsPrices.fifoPublishedGigabyte),
    each("SNS FIFO deliveries", "BilledFifoDeliveries", snsPrices.fifoDelivery, "messages"),
    bytes("SNS FIFO delivered data", "BilledFifoDeliveredBytes", snsPrices.fifoDeliveredGigabyte),
    bytes("SNS payload-based filtering", "FilteredBodyBytes", snsPrices.filteredGigabyte),
  ].filter(({ quantity }) => quantity > 0);
}
