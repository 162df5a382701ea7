import { days } from "@orrery/kernel";
import type { Charge, Meters } from "../../service/billing.ts";
import type { GroupSettings } from "./config.ts";

/**
 * List prices in us-east-1, in US dollars, before taxes. What functions log is billed with them.
 *
 * Sources: AWS Price List of 2024-07 and 2026-09; https://aws.amazon.com/cloudwatch/pricing, read 2026-11.
 */
const prices = {
  /** For each GB. */
  standard: 0.5,
  infrequent: 0.25,
  /** For each GB and month. */
  storage: 0.03,
  /** What is left of logs as AWS packs them, in its own examples. */
  packed: 0.15,
  /** For each GB that queries scan. */
  scanned: 0.005,
} as const;

const gigabyte = 2 ** 30;
/** In microseconds. */
const month = days(30);

/** What a log group costs: what is put there, and that it is kept. */
export function groupCharges(meters: Meters, { isInfrequent }: GroupSettings): readonly Charge[] {
  const taken = (meters["IncomingBytes"]?.sum ?? 0) / gigabyte;
  const kept = ((meters["StoredByteTime"]?.sum ?? 0) / gigabyte / month) * prices.packed;
  const { standard, infrequent, storage } = prices;
  return [
    {
      what: "CloudWatch Logs taken in",
      quantity: taken,
      unit: "GB",
      dollars: taken * (isInfrequent ? infrequent : standard),
    },
    { what: "CloudWatch Logs kept", quantity: kept, unit: "GB-months", dollars: kept * storage },
  ].filter(({ quantity }) => quantity > 0);
}

/** What queries of an account cost: what they scan. */
export function accountCharges(meters: Meters): readonly Charge[] {
  const quantity = (meters["InsightsBytesScanned"]?.sum ?? 0) / gigabyte;
  if (quantity === 0) return [];
  const dollars = quantity * prices.scanned;
  return [{ what: "CloudWatch Logs Insights data scanned", quantity, unit: "GB", dollars }];
}
