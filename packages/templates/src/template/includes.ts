import { ConfigError } from "@orrery/kernel";
import { readMapping } from "./document.ts";
import { TemplateError, type Place } from "./error.ts";
import {
  asMap,
  asScalar,
  childOf,
  describeNode,
  list,
  scalar,
  type MapEntry,
  type MapNode,
  type TemplateNode,
} from "./node.ts";
import type { Work } from "./work.ts";

/** A file that a template names. */
export interface NamedFile {
  /** As messages name it. */
  readonly path: string;
  readonly text: string;
}

/** Opens a file by its path from the folder of the template. @throws ConfigError when there is none */
export type OpenFile = (path: string) => NamedFile;

interface Including {
  readonly open: OpenFile | undefined;
  readonly work: Work;
  readonly warn: (text: string) => void;
}

/**
 * The template with what `AWS::Include` takes in from local files. Other macros are functions of an account,
 * which are not here: a template that calls one is refused. Without a way to open files, what a file would add
 * is missing, with a warning.
 *
 * Source: AWSCloudFormation/latest/TemplateReference/transform-aws-include.html, read 2026-11.
 *
 * @throws TemplateError where there is no such file, or no such macro.
 */
export function withIncludes(root: MapNode, including: Including): MapNode {
  const transform = root.entries.get("Transform");
  const node = asMap(included(root, including));
  if (transform === undefined) return node;
  // At the top the macro stands among the transforms of the template.
  const calls = transform.value.kind === "list" ? transform.value.items : [transform.value];
  const entries = new Map(node.entries);
  for (const call of calls) {
    if (call.kind !== "map" || childOf(call, "Name") === undefined) continue;
    const made = fragment(call, including);
    if (made !== null) addAll(entries, made);
  }
  return { ...node, entries };
}

function included(node: TemplateNode, including: Including): TemplateNode {
  including.work.spend(1, node.place);
  if (node.kind === "scalar") return node;
  if (node.kind === "list") {
    return list(
      node.items.map((item) => included(item, including)),
      node.place,
    );
  }
  const call = node.entries.get("Fn::Transform");
  const entries = new Map<string, MapEntry>();
  for (const [key, { place, value }] of node.entries) {
    if (key !== "Fn::Transform") entries.set(key, { place, value: included(value, including) });
  }
  if (call === undefined) return { ...node, entries };
  const calls = call.value.kind === "list" ? call.value.items : [call.value];
  for (const each of calls) {
    const made = fragment(each, including);
    // The call stays where nobody knows what it adds.
    if (made === null) entries.set("Fn::Transform", call);
    else addAll(entries, made);
  }
  return { ...node, entries };
}

function addAll(entries: Map<string, MapEntry>, made: MapNode): void {
  for (const [key, entry] of made.entries) {
    if (entries.has(key)) throw new TemplateError(entry.place, "a key that is new", key);
    entries.set(key, entry);
  }
}

/** What a call of a macro adds; `null` where that is not known. */
function fragment(call: TemplateNode, { open, warn }: Including): MapNode | null {
  const name = asScalar(
    childOf(asMap(call, "a macro with a Name"), "Name") ?? scalar(null, call.place),
    "the name of a macro",
  );
  if (name.text !== "AWS::Include") {
    const expected = "no macro but AWS::Include, since macros are functions of an account";
    throw new TemplateError(name.place, expected, name.text);
  }
  const location = childOf(childOf(call, "Parameters"), "Location") ?? scalar(null, call.place);
  const { place } = location;
  const expected = "the path of a local file";
  if (location.kind !== "scalar") {
    throw new TemplateError(place, expected, describeNode(location));
  }
  const path = asScalar(location, expected).text;
  if (/^(s3|https?):/i.test(path)) throw new TemplateError(place, expected, path);
  if (open === undefined) {
    warn(`AWS::Include ${path}: files are not opened here; what it would add is missing.`);
    return null;
  }
  const file = opened(open, path, place);
  return readMapping(file.text, file.path, "a mapping to include").root;
}

function opened(open: OpenFile, path: string, place: Place): NamedFile {
  try {
    return open(path);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new TemplateError(place, error.expected, error.received);
  }
}
