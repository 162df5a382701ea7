import { ConfigError, leastOf, unreachable, valueAsOf } from "@orrery/kernel";
import { lambdaLimits } from "../services/lambda/limits.ts";
import { messageSizeQuota } from "../services/sqs/limits.ts";
import type { PayloadSettings } from "./payload.ts";

/** What a target takes of a payload, in bytes. */
export interface PayloadRange {
  readonly noun: "queue" | "function";
  readonly least: number;
  readonly most: number;
}

/** What functions take of a payload. */
export const functionPayload: PayloadRange = {
  noun: "function",
  least: 0,
  most: lambdaLimits.requestPayload,
};

/** What queues take of a message on a date, where they say no less themselves. */
export const queuePayload = (asOf: string): PayloadRange => ({
  noun: "queue",
  least: 1,
  most: valueAsOf(messageSizeQuota, asOf),
});

/**
 * Refuses a payload that its target refuses for sure: a text that is too long or says nothing, or a
 * law of sizes all of which are too large. What is too long by chance the target refuses in the run.
 *
 * @throws ConfigError
 */
export function checkPayload(
  path: string,
  payload: PayloadSettings,
  { noun, least, most }: PayloadRange,
): void {
  for (const size of certainSizes(payload)) {
    if (size >= least && size <= most) continue;
    throw new ConfigError(path, `${least} to ${most} bytes for a ${noun}`, `${size} bytes`);
  }
  if (payload.type !== "size") return;
  const smallest = leastOf(payload.size);
  if (Math.round(smallest) <= most) return;
  const expected = `sizes of which some are ${most} bytes or less, as a ${noun} takes`;
  throw new ConfigError(path, expected, `${smallest} bytes at least`);
}

/** The sizes that are sure to occur. */
function certainSizes(payload: PayloadSettings): readonly number[] {
  switch (payload.type) {
    case "body":
      return [payload.size];
    case "list":
      return payload.bodies.map(({ size }) => size);
    case "size":
      return payload.size.type === "constant" ? [payload.size.value] : [];
    default:
      return unreachable(payload);
  }
}
