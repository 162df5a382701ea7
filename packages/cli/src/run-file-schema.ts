import { runFileFormat, type Imprint, type RunFile, type SavedCounterexample } from "@orrery/aws";
import { ConfigError, type Instant, shownValue } from "@orrery/kernel";
import * as z from "zod";
import { count, runScenario, text } from "./run-scenario-schema.ts";
import { objectOf } from "./typed-schema.ts";

const runFile = objectOf<RunFile>({
  format: z.literal(runFileFormat),
  version: text,
  scenario: runScenario,
  seed: z.union([z.number(), text]),
  scripts: z.union([text, z.array(text)]).nullable(),
  until: count as unknown as z.ZodType<Instant>, // A brand is there for the compiler alone.
  finished: z.boolean(),
  events: count,
  digest: z.string().regex(/^[0-9a-f]{16}$/, "16 hexadecimal digits"),
  imprint: objectOf<Imprint>({
    stride: count.min(1),
    components: z.array(text),
    bytes: z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/, "base64"),
  }),
  counterexample: objectOf<SavedCounterexample>({
    test: text,
    sentences: z.array(text),
    problem: text,
    repeat: text,
  }).optional(),
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
  const { path: place, expected } = problemOf(checked.error.issues);
  throw new ConfigError(
    `${path}: ${place.map(String).join(".")}`,
    expected,
    receivedAt(data, place),
  );
}

interface Problem {
  readonly path: readonly PropertyKey[];
  readonly expected: string;
}

/** The first problem: where it is, and what is expected there. */
function problemOf(issues: readonly z.core.$ZodIssue[]): Problem {
  const issue = issues[0]!;
  const { path } = issue;
  switch (issue.code) {
    case "unrecognized_keys":
      return { path: [...path, issue.keys[0]!], expected: "nothing" };
    case "invalid_type":
      return { path, expected: kindNames[issue.expected] ?? `a ${issue.expected}` };
    case "invalid_value":
      return { path, expected: oneOf(issue.values.map(String)) };
    case "too_small":
      return { path, expected: `at least ${issue.minimum}` };
    case "too_big":
      return { path, expected: `at most ${issue.maximum}` };
    case "invalid_union": {
      // The kind that is meant is the one that the least is wrong with.
      const [best] = [...(issue.errors as readonly z.core.$ZodIssue[][])].sort(
        (one, other) => one.length - other.length,
      );
      if (best === undefined) return { path, expected: "another kind of value" };
      const inside = problemOf(best);
      return { path: [...path, ...inside.path], expected: inside.expected };
    }
    default:
      return { path, expected: issue.message };
  }
}

const oneOf = (names: readonly string[]): string =>
  names.length === 1 ? names[0]! : `one of ${names.join(", ")}`;

const kindNames: Readonly<Record<string, string>> = {
  array: "a list",
  boolean: "true or false",
  int: "a whole number",
  null: "null",
  object: "an object",
  record: "an object",
  string: "a text",
};

/** What is at a place, in as many letters as a line bears. */
function receivedAt(data: unknown, path: readonly PropertyKey[]): string {
  let value = data;
  for (const key of path) {
    const isThere = typeof value === "object" && value !== null && Object.hasOwn(value, key);
    value = isThere ? Reflect.get(value as object, key) : undefined;
  }
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  return shownValue(value);
}
