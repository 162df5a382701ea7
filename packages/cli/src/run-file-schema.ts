import { runFileFormat, type RunFile } from "@orrery/aws";
import { ConfigError } from "@orrery/kernel";
import { z } from "zod";

const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const text = z.string().max(10_000);
const date = z.string().refine((value) => !Number.isNaN(Date.parse(value)), "expected a date");
const plain: z.ZodType = z.lazy(() =>
  z.union([
    z.null(),
    z.boolean(),
    z.number(),
    z.string(),
    z.array(plain),
    z.record(z.string(), plain),
  ]),
);
const object = z.record(z.string(), plain);
/** One of a union, whose other members are checked where it is used. */
const typed = z.looseObject({ type: text });

const scenario = z.looseObject({
  architecture: z.array(
    z.looseObject({ logicalId: text, service: text, operation: text, params: object }),
  ),
  asOf: date,
  startsAt: date,
  region: text,
  accountId: z.string().regex(/^\d{12}$/, "expected 12 digits"),
  concurrentExecutions: count.optional(),
  duration: count,
  workloads: z.array(
    z.looseObject({
      to: text,
      arrivals: typed,
      from: count,
      until: count.nullable(),
      payload: typed,
      groups: z.array(z.looseObject({ id: text, weight: z.number() })),
    }),
  ),
  behaviors: z.record(z.string(), typed),
  queues: z.record(z.string(), object),
  latencies: z.record(z.string(), typed),
  faults: z.array(
    z.looseObject({
      type: text,
      name: text,
      to: text,
      from: count,
      until: count,
      share: z.number(),
    }),
  ),
  expectations: z.array(
    z.looseObject({
      resource: text,
      metric: text,
      statistic: text.nullable(),
      min: z.number().nullable(),
      max: z.number().nullable(),
    }),
  ),
});

const runFile = z.strictObject({
  format: z.literal(runFileFormat),
  version: text,
  scenario,
  seed: z.union([z.number(), text]),
  scripts: text.nullable(),
  until: count,
  finished: z.boolean(),
  events: count,
  digest: z.string().regex(/^[0-9a-f]{16}$/, "expected 16 hexadecimal digits"),
  imprint: z.strictObject({
    stride: count.min(1),
    components: z.array(text),
    bytes: z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/, "expected base64"),
  }),
});

/** The run file that `data` is. @throws ConfigError when it is none, or of another format. */
export function checkRunFile(path: string, data: unknown): RunFile {
  const format: unknown =
    typeof data === "object" && data !== null && "format" in data ? data.format : undefined;
  if (format !== runFileFormat) {
    const received = typeof format === "number" ? `one of format ${format}` : "something else";
    throw new ConfigError(path, `a run file of format ${runFileFormat}`, received);
  }
  const checked = runFile.safeParse(data);
  if (checked.success) return data as RunFile; // Of the form that the schema describes.
  const [issue] = checked.error.issues;
  const place = issue!.path.map(String).join(".");
  throw new ConfigError(
    place === "" ? path : `${path}: ${place}`,
    place === "" ? "a run file as run --save wrote it" : `a run file's ${place}`,
    receivedAt(data, issue!.path),
  );
}

/** What is at a place, in as many letters as a line bears. */
function receivedAt(data: unknown, path: readonly PropertyKey[]): string {
  let value = data;
  for (const key of path) {
    value = typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
  }
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  return JSON.stringify(value).slice(0, 80);
}
