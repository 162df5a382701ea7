import { shownValue } from "@orrery/kernel";
import type * as z from "zod";
import { withNearest } from "@orrery/aws";
import { dottedSetting } from "./dotted-names.ts";

/** A path into a scenario file, such as `["workload", 0, "to"]`. */
export type ScenarioPath = readonly PropertyKey[];

/** What is wrong, and where: the message says `expected …, received …`. */
export interface Problem {
  readonly path: ScenarioPath;
  readonly message: string;
}

const mostNames = 12;

/** Names to choose from: `one of a, b, c`; of many the first, and how many more there are. */
export function oneOf(names: readonly string[]): string {
  if (names.length === 1) return names[0]!;
  const shown = names.slice(0, mostNames).join(", ");
  const rest = names.length - mostNames;
  return rest > 0 ? `one of ${shown} or ${rest} more` : `one of ${shown}`;
}

/** `expected one of a, b, c, received "d"`, with the name that was meant where one is close. */
export const unknownName = (known: readonly string[], received: string): string =>
  `expected ${oneOf(known)}, received ${withNearest(received, known)}`;

/** The first problem, in the words of whoever knows best what is wrong. */
export function problemOf(issues: readonly z.core.$ZodIssue[]): Problem {
  // A misspelled setting is also one that is missing.
  const issue = issues.find(({ code }) => code === "unrecognized_keys") ?? issues[0]!;
  switch (issue.code) {
    case "unrecognized_keys":
      return { path: [...issue.path, issue.keys[0]!], message: issue.message };
    case "invalid_key":
      return { path: issue.path, message: issue.issues[0]?.message ?? issue.message };
    case "invalid_union": {
      const able = issue.errors.filter((branch) => branch.length > 0 && !isOtherKind(branch));
      const [best] = able.map(problemOf).sort((one, other) => other.path.length - one.path.length);
      if (best === undefined) return { path: issue.path, message: issue.message };
      return { path: [...issue.path, ...best.path], message: best.message };
    }
    default:
      return { path: issue.path, message: issue.message };
  }
}

/** Whether a branch of a union is about another kind of value than the one it was given. */
function isOtherKind([issue]: readonly z.core.$ZodIssue[]): boolean {
  if (issue === undefined || issue.path.length > 0) return false;
  return (
    issue.code === "invalid_type" ||
    (issue.code === "invalid_union" && issue.errors.every(isOtherKind))
  );
}

/** The words for what the schema finds wrong. */
export function wordingOf(issue: z.core.$ZodRawIssue): string {
  const received = shownValue(issue.input);
  switch (issue.code) {
    case "unrecognized_keys": {
      const settings = settingsOf(issue.inst);
      const key = issue.keys[0]!;
      // At the top, where the sections are whose settings have names with dots.
      const dotted = settings.includes("quotas") ? dottedSetting(key) : undefined;
      return dotted === undefined
        ? unknownName(settings, key)
        : `expected ${dotted}, received ${shownValue(key)}`;
    }
    case "invalid_type":
      return `expected ${kindNames[issue.expected] ?? `a ${issue.expected}`}, received ${received}`;
    case "invalid_value":
      return typeof issue.input === "string"
        ? unknownName(issue.values.map(String), issue.input)
        : `expected ${oneOf(issue.values.map(String))}, received ${received}`;
    case "too_small": {
      if (issue.origin === "array") return `expected ${listOf(issue)}, received ${listed(issue)}`;
      if (issue.origin === "string") return `expected a text that is not empty, received ""`;
      const bound = issue.inclusive === false ? "more than" : "at least";
      return `expected ${bound} ${issue.minimum}, received ${received}`;
    }
    case "too_big":
      if (issue.origin === "array") return `expected ${listOf(issue)}, received ${listed(issue)}`;
      if (issue.origin === "string") {
        return `expected at most ${issue.maximum} characters, received ${received}`;
      }
      return `expected at most ${issue.maximum}, received ${received}`;
    default:
      return issue.message ?? `expected another kind of value, received ${received}`;
  }
}

const kindNames: Readonly<Record<string, string>> = {
  object: "settings by name",
  record: "settings by name",
  array: "a list",
  int: "a whole number",
  string: "a text",
  boolean: "true or false",
};

type OfList = { readonly input?: unknown; readonly exact?: boolean | undefined } & (
  { readonly minimum: number | bigint } | { readonly maximum: number | bigint }
);

function listOf(issue: OfList): string {
  const bound = "minimum" in issue ? issue.minimum : issue.maximum;
  if (issue.exact === true) return `a list of ${bound}`;
  return `a list of ${"minimum" in issue ? "at least" : "at most"} ${bound}`;
}

const listed = ({ input }: OfList): string =>
  Array.isArray(input) ? `a list of ${input.length}` : shownValue(input);

function settingsOf(schema: z.core.$ZodRawIssue["inst"]): readonly string[] {
  const shape: unknown = schema === undefined ? undefined : Reflect.get(schema._zod.def, "shape");
  return Object.keys(shape ?? {}).filter((name) => name !== "$schema");
}
