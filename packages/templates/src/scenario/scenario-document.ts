import { isAlias, isMap, isNode, isScalar, isSeq, type Document, type YAMLMap } from "yaml";
import { plainContentOf } from "../yaml/plain-content.ts";
import { yamlSourceOf, type YamlSource } from "../yaml/yaml-source.ts";
import {
  overridden,
  pathOfOverride,
  placeOfOverride,
  type Override,
  type WrittenOverride,
} from "./override.ts";
import { asOfProgram } from "./quantities.ts";
import { ScenarioError } from "./scenario-error.ts";
import { scenarioSchema, type ScenarioFile } from "./scenario-schema.ts";
import { problemOf, wordingOf, type ScenarioPath } from "./wording.ts";

/** A scenario file with the places of what it says. */
export interface ScenarioDocument {
  readonly file: string;
  readonly content: ScenarioFile;
  /** Where the setting at a path stands, as `file:line:column`, or as `--set …` when it was replaced. */
  placeOf(path: ScenarioPath): string;
}

export type { Override, WrittenOverride };

/** Reads the text of a scenario file, YAML or JSON. @throws ScenarioError */
export function readScenarioDocument(
  text: string,
  file: string,
  overrides: readonly Override[] = [],
): ScenarioDocument {
  const size = text.length;
  if (size > longest) {
    const problem = `expected at most ${longest} characters, received ${size}`;
    throw new ScenarioError(`${file}:1:1`, "", problem);
  }
  // A tag that YAML does not know is a warning to the parser; here it has no meaning.
  const source = yamlSourceOf(text, "refused");
  if (source.problem !== null) {
    const { line, column, expected, received } = source.problem;
    const problem = `expected ${expected}, received ${received}`;
    throw new ScenarioError(`${file}:${line}:${column}`, "", problem);
  }
  const written = plainContentOf(source.document, (node, expected, received) => {
    const place = placeAt(source, file, node.range?.[0] ?? 0);
    throw new ScenarioError(place, "", `expected ${expected}, received ${received}`);
  });
  const content = overrides.reduce(overridden, written);
  return checkedDocument(content, file, overrides, (path) => placeIn(source, file, path));
}

/** What a message carries is the user's own, whatever it is called. */
const payloads = new Set(["json", "list", "response", "body"]);

/** Where a mapping has a key `__proto__`, which schemas pass over in silence; `null`: nowhere. */
function inheritedNameIn(content: unknown, path: ScenarioPath): ScenarioPath | null {
  if (typeof content !== "object" || content === null || path.length > 20) return null;
  for (const [key, value] of Object.entries(content)) {
    const inner = [...path, Array.isArray(content) ? Number(key) : key];
    if (key === "__proto__") return inner;
    const found = payloads.has(key) ? null : inheritedNameIn(value, inner);
    if (found !== null) return found;
  }
  return null;
}

/** A longer file holds what belongs into files of their own, such as recorded arrivals. */
const longest = 10_000_000;

function placeAt(source: YamlSource, file: string, offset: number): string {
  const { line, column } = source.positionAt(offset);
  return `${file}:${line}:${column}`;
}

/** A scenario that a module exports, in the form of a file. @throws ScenarioError */
export const scenarioDocumentOf = (
  exported: unknown,
  file: string,
  overrides: readonly Override[] = [],
): ScenarioDocument =>
  asOfProgram(() =>
    checkedDocument(overrides.reduce(overridden, exported), file, overrides, () => file),
  );

function checkedDocument(
  content: unknown,
  file: string,
  overrides: readonly Override[],
  placeInFile: (path: ScenarioPath) => string,
): ScenarioDocument {
  const placeOf = (path: ScenarioPath): string => {
    const override = overrides
      .filter((candidate) =>
        pathOfOverride(candidate).every((key, level) => String(key) === String(path[level])),
      )
      .at(-1);
    return override === undefined ? placeInFile(path) : placeOfOverride(override);
  };
  const inherited = inheritedNameIn(content, []);
  if (inherited !== null) {
    const problem = "expected a name that a resource or a setting can have, received __proto__";
    throw new ScenarioError(placeOf(inherited), inherited.map(String).join("."), problem);
  }
  // One document is read: to compile the schemas would take longer than to read by them.
  const read = scenarioSchema.safeParse(content, { error: wordingOf, jitless: true });
  if (read.success) return { file, content: read.data, placeOf };
  const { path, message } = problemOf(read.error.issues);
  throw new ScenarioError(placeOf(path), path.map(String).join("."), message);
}

function placeIn(source: YamlSource, file: string, path: ScenarioPath): string {
  const { document } = source;
  let node: unknown = document.contents;
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  for (const key of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = pairIn(document, node, String(key));
      if (pair === undefined) break;
      if (isNode(pair.key)) offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
      continue;
    }
    const item = isSeq(node) && typeof key === "number" ? node.items[key] : undefined;
    if (!isNode(item)) break;
    offset = item.range?.[0] ?? offset;
    node = item;
  }
  return placeAt(source, file, offset);
}

type Pair = YAMLMap["items"][number];

/** The pair of a key, in the map itself or in what is merged into it. */
function pairIn(document: Document, map: YAMLMap, key: string): Pair | undefined {
  const named = (name: string) =>
    map.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === name);
  const own = named(key);
  if (own !== undefined) return own;
  const merged: unknown = map.items.find(
    (pair) => isScalar(pair.key) && (pair.key.source === "<<" || pair.key.value === "<<"),
  )?.value;
  for (const source of isSeq(merged) ? merged.items : [merged]) {
    const target: unknown = isAlias(source) ? source.resolve(document) : source;
    const found = isMap(target) ? pairIn(document, target, key) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}
