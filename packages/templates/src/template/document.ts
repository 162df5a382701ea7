import {
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import { nodeIn, NodeVisits } from "../yaml/node-visits.ts";
import { yamlSourceOf, type YamlSource } from "../yaml/yaml-source.ts";
import { TemplateError, type Place } from "./error.ts";
import { byteLengthOf, checkCount, templateLimits } from "./limits.ts";
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
  /** Names of the parameters that it declares. */
  readonly parameters: readonly string[];
  /** What was odd about the file, one sentence each. */
  readonly warnings: readonly string[];
}

/**
 * Reads a SAM or CloudFormation template, in YAML with CloudFormation's short tags or in JSON.
 *
 * @param file named in positions and messages; nothing is opened.
 * @throws TemplateError when the text is neither, or holds no resources.
 */
export function readTemplate(text: string, file: string): TemplateDocument {
  const { root, warnings, start } = readMapping(text, file, "a mapping with Resources");
  checkSections(root, start);
  if (text.includes("{{resolve:")) {
    checkCount("dynamicReferences", dynamicReferencesIn(root), start);
  }
  const declared = root.entries.get("Parameters")?.value;
  const parameters = declared?.kind === "map" ? [...declared.entries.keys()] : [];
  return { file, root, parameters, warnings };
}

/**
 * Reads a file that holds a mapping: a template, or a piece of one.
 *
 * @param expected what it should hold, for messages.
 * @throws TemplateError when it holds something else.
 */
export function readMapping(
  text: string,
  file: string,
  expected: string,
): Pick<TemplateDocument, "root" | "warnings"> & { readonly start: Place } {
  const start: Place = { file, line: 1, column: 1, path: "template" };
  const size = byteLengthOf(text);
  if (size > templateLimits.bytes) {
    throw new TemplateError(start, `at most ${templateLimits.bytes} bytes`, `${size} bytes`);
  }
  checkMarks(text, start);
  const source = yamlSourceOf(text, "kept");
  if (source.problem !== null) {
    const { expected: wanted, received, line, column } = source.problem;
    throw new TemplateError({ ...start, line, column }, wanted, received);
  }
  const contents = nodeIn(source.document.contents);
  if (contents === undefined || (isScalar(contents) && contents.value === null)) {
    throw new TemplateError(start, expected, "an empty file");
  }
  const reader: Reader = { source, file, warnings: [], visits: new NodeVisits() };
  const root = nodeOf(reader, contents, "", start);
  if (root.kind !== "map") throw new TemplateError(start, expected, describeNode(root));
  return { root, warnings: reader.warnings, start };
}

/** How many dynamic references a template has. */
function dynamicReferencesIn(node: TemplateNode): number {
  if (node.kind === "scalar") return node.text.match(/\{\{resolve:[^{}]*\}\}/g)?.length ?? 0;
  const members =
    node.kind === "list" ? node.items : [...node.entries.values()].map(({ value }) => value);
  return members.reduce((sum, each) => sum + dynamicReferencesIn(each), 0);
}

/** Refuses what is the making of a template: marks of cookiecutter, which `sam init` fills in. */
function checkMarks(text: string, start: Place): void {
  const found = /\{[{%][^{}\n]*\bcookiecutter\.[\w.]*/.exec(text);
  if (found === null) return;
  const before = text.slice(0, found.index).split("\n");
  const position = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  const mark = /cookiecutter\.[\w.]*/.exec(found[0])?.[0] ?? "";
  const expected = "a template whose marks of cookiecutter are filled in, as sam init does";
  throw new TemplateError({ ...start, ...position }, expected, mark);
}

interface Reader {
  readonly source: YamlSource;
  readonly file: string;
  readonly warnings: string[];
  readonly visits: NodeVisits;
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
  const mappings = root.entries.get("Mappings")?.value;
  const outputs = root.entries.get("Outputs")?.value;
  if (outputs?.kind === "map") checkCount("outputs", outputs.entries.size, outputs.place);
  if (mappings?.kind !== "map") return;
  checkCount("mappings", mappings.entries.size, mappings.place);
  const most = templateLimits.mappingAttributes;
  for (const { place, value } of mappings.entries.values()) {
    if (value.kind !== "map" || value.entries.size <= most) continue;
    throw new TemplateError(place, `at most ${most} keys of a mapping`, `${value.entries.size}`);
  }
}

/** Turns what the parser made into our nodes; `fallback` is the place of what has none. */
function nodeOf(reader: Reader, parsed: unknown, path: string, fallback: Place): TemplateNode {
  const node = nodeIn(parsed);
  if (node === undefined) return scalar(null, { ...fallback, path });
  return reader.visits.visit(
    node,
    (target) => taggedNodeOf(reader, target, path, fallback),
    (at, expected, received) => {
      const position = reader.source.positionAt(at.range?.[0] ?? 0);
      throw new TemplateError({ file: reader.file, path, ...position }, expected, received);
    },
  );
}

function taggedNodeOf(reader: Reader, node: Node, path: string, fallback: Place): TemplateNode {
  if (!isScalar(node) && !isMap(node) && !isSeq(node)) return scalar(null, { ...fallback, path });
  const key = keyOfTag(node.tag);
  const inner = key === undefined ? path : `${path}.${key}`;
  const offset = node.range?.[0];
  const place: Place =
    typeof offset === "number"
      ? { file: reader.file, ...reader.source.positionAt(offset), path: inner }
      : { ...fallback, path: inner };
  const content = contentOf(reader, node, inner, place);
  if (key === undefined) return content;
  const entries = new Map([[key, { place, value: content }]]);
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
