import { formatDuration, shownValue, type Duration } from "@orrery/kernel";
import * as z from "zod";
import { duration, share, sizeQuantity } from "./quantities.ts";

/** A setting with a range, of whichever kind. */
export interface RangedSetting {
  readonly kind: "count" | "duration" | "bytes" | "share" | "switch";
  readonly min: number;
  readonly max: number;
  /** What it means: for whoever writes scenarios. */
  readonly text: string;
}

/** Schema of one setting, with its unit and range. */
export function rangedSetting({ kind, min, max, text }: RangedSetting) {
  const within = (value: number) => value >= min && value <= max;
  const meta = { description: text };
  switch (kind) {
    case "count": {
      const error = ({ input }: { readonly input?: unknown }) =>
        `expected a whole number from ${min} to ${max}, received ${shownValue(input)}`;
      return z
        .int({ error })
        .refine(within, { error })
        .optional()
        .meta({ ...meta, minimum: min, maximum: max });
    }
    case "duration": {
      const range = `${formatDuration(min as Duration)} to ${formatDuration(max as Duration)}`;
      return duration
        .refine(within, {
          error: ({ input }) => `expected ${range}, received ${formatDuration(input as Duration)}`, // Read before.
        })
        .optional()
        .meta(meta);
    }
    case "bytes":
      return sizeQuantity.schema
        .refine(within, {
          error: ({ input }) =>
            `expected ${min} to ${max} bytes, received ${input as number} bytes`, // Read before.
        })
        .optional()
        .meta(meta);
    case "share":
      return share.optional().meta(meta);
    default:
      return z.boolean().optional().meta(meta);
  }
}

/** What a file gives, without what it leaves out. */
export const given = <Value>(
  settings: Readonly<Record<string, Value | undefined>>,
): Readonly<Record<string, Value>> =>
  Object.fromEntries(
    Object.entries(settings).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
