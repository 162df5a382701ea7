import { ConfigError, leastOf, unreachable } from "@orrery/kernel";
import type { PayloadSettings } from "./payload.ts";

/** What a target takes of a payload, in bytes. */
export interface PayloadRange {
  /** What messages call the target, such as `queue`. */
  readonly noun: string;
  readonly min: number;
  readonly max: number;
}

/**
 * Refuses a payload that its target refuses for sure: a text that is too long or says nothing, or a
 * law of sizes all of which are too large. What is too long by chance the target refuses in the run.
 *
 * @throws ConfigError
 */
export function checkPayload(
  path: string,
  payload: PayloadSettings,
  { noun, min, max }: PayloadRange,
): void {
  for (const size of certainSizes(payload)) {
    if (size >= min && size <= max) continue;
    throw new ConfigError(path, `${min} to ${max} bytes for a ${noun}`, `${size} bytes`);
  }
  if (payload.type !== "size") return;
  const smallest = leastOf(payload.size);
  if (Math.round(smallest) <= max) return;
  const expected = `sizes of which some are ${max} bytes or less, as a ${noun} takes`;
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
