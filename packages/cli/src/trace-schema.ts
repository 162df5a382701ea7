import * as z from "zod";
import { traceFormat } from "./trace-file.ts";

const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** The first line of a trace. */
export const headerSchema = z.object({
  format: z.literal(traceFormat),
  version: z.string(),
  seed: z.union([z.number(), z.string()]),
  startsAt: z.string().refine((text) => !Number.isNaN(Date.parse(text))),
  resources: z.record(z.string(), z.string()),
  constructPaths: z.record(z.string(), z.string()).optional(),
  part: z.object({ only: z.string().nullable(), from: count.nullable(), until: count.nullable() }),
});

/** A line of the index of a trace. */
export const blockSchema = z.object({
  offset: count,
  length: count.min(1),
  event: z.number().int().min(-1).max(Number.MAX_SAFE_INTEGER),
  from: count,
  until: count,
  components: z.array(z.string()),
  of: z.string(),
  sum: z.string(),
});

/** The last line of the index of a trace whose recording was not cut off. */
export const endSchema = z.object({ finished: z.boolean(), until: count, of: z.string() });
