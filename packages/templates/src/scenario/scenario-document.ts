import { isMap, isNode, isScalar, LineCounter, parseDocument, type Document } from "yaml";
import type { z } from "zod";
import { ScenarioError } from "./scenario-error.ts";
import { scenarioSchema, type ScenarioFile } from "./scenario-schema.ts";

type Path = readonly PropertyKey[];

/** A scenario file with the places of what it says. */
export interface ScenarioDocument {
  readonly file: string;
  readonly content: ScenarioFile;
  /** Where the node at a path stands, as `file:line:column`. */
  placeOf(path: Path): string;
}

/** A setting that replaces what a file says: `workload.0.arrivals.poisson.rate=300/s`. */
export interface Override {
  readonly path: string;
  readonly value: string;
}

/** Reads the text of a scenario file. @throws ScenarioError */
export function readScenarioDocument(
  text: string,
  file: string,
  overrides: readonly Override[] = [],
): ScenarioDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [broken] = document.errors;
  if (broken !== undefined) {
    const { line, col } = lines.linePos(broken.pos[0]);
    const problem = `expected YAML, received ${broken.message}`;
    throw new ScenarioError(`${file}:${line}:${col}`, "", problem);
  }
  for (const { path, value } of overrides) override(document, file, path, value);
  const placeOf = (path: Path) => placeIn(document, lines, file, path);
  const read = scenarioSchema.safeParse(document.toJS(), { error: wordingOf });
  if (read.success) return { file, content: read.data, placeOf };
  const { path, message } = mostTelling(read.error.issues);
  throw new ScenarioError(placeOf(path), path.map(String).join("."), message);
}

function override(document: Document, file: string, path: string, value: string): void {
  const keys = path.split(".").map((key) => (/^\d+$/.test(key) ? Number(key) : key));
  if (path === "" || keys.includes("")) {
    throw new ScenarioError(
      "--set",
      path,
      `expected a path such as workload.0.to, received "${path}"`,
    );
  }
  try {
    document.setIn(keys, parseDocument(value).toJS());
  } catch {
    throw new ScenarioError(
      "--set",
      path,
      `expected a path into ${file}, received one that leads nowhere`,
    );
  }
}

function placeIn(document: Document, lines: LineCounter, file: string, path: Path): string {
  let node: unknown = document.contents;
  let offset = isNode(node) ? node.range?.[0] : undefined;
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find(
        (item) => isScalar(item.key) && String(item.key.value) === String(key),
      );
      if (pair === undefined) break;
      if (isNode(pair.key)) offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
      continue;
    }
    const child: unknown =
      typeof node === "object" && node !== null && "get" in node
        ? (node as { get(key: unknown, keep: boolean): unknown }).get(key, true)
        : undefined;
    if (!isNode(child)) break;
    offset = child.range?.[0] ?? offset;
    node = child;
  }
  if (offset === undefined) return file;
  const { line, col } = lines.linePos(offset);
  return `${file}:${line}:${col}`;
}

interface Told {
  readonly path: Path;
  readonly message: string;
}

/** Of the branches of a union, the one that went on furthest knows best what is wrong. */
function mostTelling(issues: readonly z.core.$ZodIssue[]): Told {
  const issue = issues[0]!;
  if (issue.code === "unrecognized_keys") {
    return { path: [...issue.path, issue.keys[0]!], message: issue.message };
  }
  if (issue.code !== "invalid_union") return { path: issue.path, message: issue.message };
  const branches = issue.errors
    .filter((branch) => branch.length > 0)
    .map((branch) => mostTelling(branch));
  const fitting = branches.filter(
    (told, number) => told.path.length > 0 || issue.errors[number]?.[0]?.code !== "invalid_type",
  );
  const [best] = fitting.sort((one, other) => other.path.length - one.path.length);
  if (best === undefined) return { path: issue.path, message: issue.message };
  return { path: [...issue.path, ...best.path], message: best.message };
}

const show = (value: unknown): string =>
  value === undefined ? "nothing" : (JSON.stringify(value) ?? "nothing").slice(0, 60);

function wordingOf(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case "unrecognized_keys":
      return `expected a setting that there is, received "${issue.keys[0]}"`;
    case "invalid_type":
      return `expected ${articleFor(issue.expected)}, received ${show(issue.input)}`;
    case "invalid_value":
      return `expected one of ${issue.values.map(String).join(", ")}, received ${show(issue.input)}`;
    case "too_small":
      return `expected at least ${issue.minimum}, received ${show(issue.input)}`;
    case "too_big":
      return `expected at most ${issue.maximum}, received ${show(issue.input)}`;
    case "invalid_union":
      return `expected another kind of value, received ${show(issue.input)}`;
    default:
      return issue.message ?? `expected another value, received ${show(issue.input)}`;
  }
}

function articleFor(type: string): string {
  if (type === "record") return "an object";
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}
