import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import { TemplateError, type Place } from "./error.ts";
import {
  asMap,
  asScalar,
  below,
  describeNode,
  list,
  scalar,
  type MapEntry,
  type MapNode,
  type ScalarNode,
  type TemplateNode,
} from "./node.ts";

/** A template as it was written: short tags are spelled out, nothing is resolved. */
export interface TemplateDocument {
  readonly file: string;
  readonly root: MapNode;
  /** What was odd about the file, one sentence each. */
  readonly warnings: readonly string[];
}

/** Aliases make a small file large; past so many nodes it is refused. */
const nodeLimit = 1_000_000;

/**
 * Reads a SAM or CloudFormation template, in YAML with CloudFormation's short tags or in JSON.
 *
 * @param file named in positions and messages; nothing is opened.
 * @throws TemplateError when the text is neither, or holds no resources.
 */
export function readTemplate(text: string, file: string): TemplateDocument {
  const lines = new LineCounter();
  // Keys are checked below: CloudFormation's own tools let the last of two equal ones win.
  const options = { lineCounter: lines, prettyErrors: false, uniqueKeys: false } as const;
  const document = parseDocument(text.replace(/^\uFEFF/, ""), options);
  const reader: Reader = { document, lines, file, warnings: [], count: 0, open: new Set() };
  const start: Place = { file, line: 1, column: 1, path: "template" };

  const [error] = document.errors;
  if (error !== undefined) {
    const place = { ...placeAt(reader, error.pos[0], ""), path: "template" };
    throw new TemplateError(place, "well-formed YAML or JSON", `"${error.message}"`);
  }
  if (document.contents === null) {
    throw new TemplateError(start, "a mapping with Resources", "an empty file");
  }
  const root = nodeOf(reader, document.contents, "", start);
  if (root.kind !== "map") {
    throw new TemplateError(start, "a mapping with Resources", describeNode(root));
  }
  checkSections(root, start);
  return { file, root, warnings: reader.warnings };
}

interface Reader {
  readonly document: Document;
  readonly lines: LineCounter;
  readonly file: string;
  readonly warnings: string[];
  count: number;
  /** The anchors whose content is being read: an alias to one of them has no end. */
  readonly open: Set<unknown>;
}

function checkSections(root: MapNode, start: Place): void {
  const resources = root.entries.get("Resources")?.value;
  if (resources === undefined) {
    const keys = [...root.entries.keys()].slice(0, 5).join(", ");
    throw new TemplateError(start, "a section Resources", keys === "" ? "nothing" : keys);
  }
  if (asMap(resources, "a mapping of resources").entries.size === 0) {
    throw new TemplateError(resources.place, "at least one resource", "an empty mapping");
  }
  for (const section of ["Parameters", "Mappings", "Conditions", "Globals", "Outputs"]) {
    const node = root.entries.get(section)?.value;
    if (node !== undefined && !(node.kind === "scalar" && node.value === null)) asMap(node);
  }
}

function placeAt({ lines, file }: Reader, offset: number, path: string): Place {
  const { line, col } = lines.linePos(offset);
  return { file, line: Math.max(line, 1), column: Math.max(col, 1), path };
}

/** Turns what the parser made into our nodes; `fallback` is the place of what has none. */
function nodeOf(reader: Reader, parsed: unknown, path: string, fallback: Place): TemplateNode {
  reader.count += 1;
  if (isAlias(parsed)) return aliasOf(reader, parsed, path, fallback);
  if (!isScalar(parsed) && !isMap(parsed) && !isSeq(parsed)) {
    return scalar(null, { ...fallback, path });
  }
  const key = keyOfTag(parsed.tag);
  const inner = key === undefined ? path : `${path}.${key}`;
  const offset = parsed.range?.[0];
  const place =
    typeof offset === "number" ? placeAt(reader, offset, inner) : { ...fallback, path: inner };
  if (reader.count > nodeLimit) {
    throw new TemplateError(place, `at most ${nodeLimit} nodes`, "more, through aliases");
  }
  const node = contentOf(reader, parsed, inner, place);
  if (key === undefined) return node;
  const entries = new Map([[key, { place, value: node }]]);
  return { kind: "map", entries, place: { ...place, path } };
}

function contentOf(
  reader: Reader,
  parsed: Scalar | YAMLMap | YAMLSeq,
  path: string,
  place: Place,
): TemplateNode {
  if (isMap(parsed)) return mapOf(reader, parsed, path, place);
  if (isScalar(parsed)) return scalarOf(parsed, place);
  const itemAt = (item: unknown, index: number) => nodeOf(reader, item, `${path}[${index}]`, place);
  return list(parsed.items.map(itemAt), place);
}

/** The key that a short tag stands for: `!Sub x` is `Fn::Sub: x`. */
function keyOfTag(tag: string | undefined): string | undefined {
  if (tag === undefined || !tag.startsWith("!") || tag === "!") return undefined;
  const name = tag.slice(1);
  return name === "Ref" || name === "Condition" ? name : `Fn::${name}`;
}

function aliasOf(reader: Reader, alias: unknown, path: string, fallback: Place): TemplateNode {
  if (!isAlias(alias)) return scalar(null, fallback);
  const target = alias.resolve(reader.document);
  const place = placeAt(reader, alias.range?.[0] ?? 0, path);
  if (target === undefined || reader.open.has(target)) {
    const received = target === undefined ? `*${alias.source}` : `*${alias.source}, inside itself`;
    throw new TemplateError(place, "an alias of an anchor that stands before it", received);
  }
  reader.open.add(target);
  const node = nodeOf(reader, target, path, place);
  reader.open.delete(target);
  return node;
}

function mapOf(reader: Reader, parsed: YAMLMap, path: string, place: Place): MapNode {
  const entries = new Map<string, MapEntry>();
  const merged: MapNode[] = [];
  for (const pair of parsed.items) {
    const { key, place: keyPlace } = keyOf(reader, pair, path, place);
    const value = nodeOf(reader, pair.value, keyPlace.path, keyPlace);
    if (key === "<<") {
      const sources = value.kind === "list" ? value.items : [value];
      merged.push(...sources.map((source) => asMap(source, "a mapping to merge")));
      continue;
    }
    if (entries.has(key)) {
      reader.warnings.push(`${where(keyPlace)}: the key occurs twice; the last one counts.`);
    }
    entries.set(key, { place: keyPlace, value });
  }
  for (const source of merged) {
    for (const [key, entry] of source.entries) if (!entries.has(key)) entries.set(key, entry);
  }
  return { kind: "map", entries, place };
}

/** `file:line:column: path`, which opens a message. */
function where({ file, line, column, path }: Place): string {
  return `${file}:${line}:${column}: ${path}`;
}

function keyOf(reader: Reader, pair: Pair, path: string, place: Place) {
  const node = nodeOf(reader, pair.key, path, place);
  const key = asScalar(node, "a key that is a string").text;
  return { key, place: below(node.place, key) };
}

const booleans: Readonly<Record<string, boolean>> = {
  yes: true,
  on: true,
  no: false,
  off: false,
};

function scalarOf(parsed: Scalar, place: Place): ScalarNode {
  const { value, source, type } = parsed;
  if (value === null || value === undefined) return scalar(null, place);
  if (typeof value === "string") {
    // CloudFormation reads YAML 1.1, where these words unquoted are booleans.
    const word = type === "PLAIN" ? value.toLowerCase() : "";
    const boolean = Object.hasOwn(booleans, word) ? booleans[word] : undefined;
    return scalar(boolean ?? value, place);
  }
  if (typeof value === "boolean") return scalar(value, place);
  // 012345678901 is no number in YAML 1.1, and an account id for people.
  if (source !== undefined && /^0\d/.test(source)) return scalar(source, place);
  const number = Number(value);
  return { ...scalar(number, place), text: source ?? `${number}` };
}
