import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
  type YAMLMap,
} from "yaml";
import { overridden, pathOfOverride, placeOfOverride, type Override } from "./override.ts";
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

export type { Override };

/** Reads the text of a scenario file, YAML or JSON. @throws ScenarioError */
export function readScenarioDocument(
  text: string,
  file: string,
  overrides: readonly Override[] = [],
): ScenarioDocument {
  const lines = new LineCounter();
  const source = text.replace(/^\uFEFF/, "");
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false, merge: true });
  // A tag that YAML does not know is a warning to the parser; here it has no meaning.
  const [broken] = [...document.errors, ...document.warnings];
  if (broken !== undefined) {
    const { line, col } = lines.linePos(broken.pos[0]);
    const problem = `expected YAML, received ${broken.message}`;
    throw new ScenarioError(`${file}:${line}:${col}`, "", problem);
  }
  const written = plainOf(document, file);
  const content = overrides.reduce(overridden, written);
  return checkedDocument(content, file, overrides, (path) => placeIn(document, lines, file, path));
}

/** A scenario that a module exports, in the form of a file. @throws ScenarioError */
export const scenarioDocumentOf = (
  exported: unknown,
  file: string,
  overrides: readonly Override[] = [],
): ScenarioDocument =>
  checkedDocument(overrides.reduce(overridden, exported), file, overrides, () => file);

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
  const read = scenarioSchema.safeParse(content, { error: wordingOf });
  if (read.success) return { file, content: read.data, placeOf };
  const { path, message } = problemOf(read.error.issues);
  throw new ScenarioError(placeOf(path), path.map(String).join("."), message);
}

function plainOf(document: Document, file: string): unknown {
  try {
    const content: unknown = document.toJS();
    JSON.stringify(content); // Throws where an anchor is inside itself.
    return content;
  } catch (error) {
    const [message = ""] = (error as Error).message.split("\n");
    const problem = `expected YAML, received ${message}`;
    throw new ScenarioError(`${file}:1:1`, "", problem);
  }
}

function placeIn(document: Document, lines: LineCounter, file: string, path: ScenarioPath): string {
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
  const { line, col } = lines.linePos(offset);
  return `${file}:${Math.max(line, 1)}:${Math.max(col, 1)}`;
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
