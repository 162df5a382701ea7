import { TemplateError, type Place } from "./error.ts";

/** Plain data, as in JSON. */
export type PlainValue =
  string | number | boolean | null | readonly PlainValue[] | { readonly [key: string]: PlainValue };

/** A mapping of plain data, such as the parameters of an operation. */
export type PlainObject = { readonly [key: string]: PlainValue };

/** A piece of a template that knows where it stands. */
export type TemplateNode = ScalarNode | ListNode | MapNode;

/** A string, number, boolean or null. */
export interface ScalarNode {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  /** As it reads inside a string: an account id that looks like a number keeps its zeros. */
  readonly text: string;
  /** Stands for a value that is known only once the template is deployed. */
  readonly placeholder: boolean;
  readonly place: Place;
}

export interface ListNode {
  readonly kind: "list";
  readonly items: readonly TemplateNode[];
  readonly place: Place;
}

export interface MapNode {
  readonly kind: "map";
  readonly entries: ReadonlyMap<string, MapEntry>;
  readonly place: Place;
}

export interface MapEntry {
  /** Where the key stands. */
  readonly place: Place;
  readonly value: TemplateNode;
}

/** A scalar made while a template is resolved; it stands where its expression stood. */
export function scalar(
  value: ScalarNode["value"],
  place: Place,
  kind: "known" | "placeholder" = "known",
): ScalarNode {
  const text = value === null ? "" : String(value);
  return { kind: "scalar", value, text, placeholder: kind === "placeholder", place };
}

/** A list of nodes at `place`. */
export function list(items: readonly TemplateNode[], place: Place): ListNode {
  return { kind: "list", items, place };
}

/** A mapping at `place`, its keys standing where their values do. */
function map(values: Readonly<Record<string, TemplateNode>>, place: Place): MapNode {
  const entries = Object.entries(values).map(([key, value]): [string, MapEntry] => [
    key,
    { place: value.place, value },
  ]);
  return { kind: "map", entries: new Map(entries), place };
}

/** The value under `key`; `undefined` when `node` is no mapping or has no such key. */
export function childOf(node: TemplateNode | undefined, key: string): TemplateNode | undefined {
  return node?.kind === "map" ? node.entries.get(key)?.value : undefined;
}

/** The text of a scalar; `undefined` for anything else. */
export function textOf(node: TemplateNode | undefined): string | undefined {
  return node?.kind === "scalar" ? node.text : undefined;
}

/** `place` one step further down, for a part that has no position of its own. */
export function below(place: Place, step: string | number): Place {
  return { ...place, path: place.path === "" ? `${step}` : `${place.path}.${step}` };
}

/** Whether `node` is, or contains, a placeholder. */
export function hasPlaceholder(node: TemplateNode): boolean {
  if (node.kind === "scalar") return node.placeholder;
  if (node.kind === "list") return node.items.some(hasPlaceholder);
  return [...node.entries.values()].some(({ value }) => hasPlaceholder(value));
}

/** How many nodes `node` is of. */
export function countNodes(node: TemplateNode): number {
  if (node.kind === "scalar") return 1;
  const parts =
    node.kind === "list" ? node.items : [...node.entries.values()].map(({ value }) => value);
  return parts.reduce((sum, part) => sum + countNodes(part), 1);
}

/** `node` without positions. */
export function plainOf(node: TemplateNode): PlainValue {
  if (node.kind === "scalar") return node.value;
  if (node.kind === "list") return node.items.map(plainOf);
  return Object.fromEntries([...node.entries].map(([key, { value }]) => [key, plainOf(value)]));
}

/** Plain data as a node, all of it standing at `place`. */
export function nodeOf(value: PlainValue, place: Place): TemplateNode {
  if (typeof value !== "object" || value === null) return scalar(value, place);
  const parts = Object.entries(value).map(([key, part]): [string, TemplateNode] => [
    key,
    nodeOf(part, place), // Of a list or a mapping of plain data.
  ]);
  return Array.isArray(value)
    ? list(
        parts.map(([, part]) => part),
        place,
      )
    : map(Object.fromEntries(parts), place);
}

/** `node` in the words of an error message, at most about 60 characters. */
export function describeNode(node: TemplateNode | undefined): string {
  if (node === undefined) return "nothing";
  if (node.kind === "list") return node.items.length === 0 ? "an empty list" : "a list";
  if (node.kind === "map") {
    const keys = [...node.entries.keys()];
    return keys.length === 0
      ? "an empty mapping"
      : `a mapping of ${shorten(keys.slice(0, 4).join(", "))}`;
  }
  if (node.value === null) return "nothing";
  return typeof node.value === "string" ? shorten(JSON.stringify(node.value)) : node.text;
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** `node` as a mapping. @throws TemplateError when it is none. */
export function asMap(node: TemplateNode, expected = "a mapping"): MapNode {
  if (node.kind === "map") return node;
  throw new TemplateError(node.place, expected, describeNode(node));
}

/** `node` as a list. @throws TemplateError when it is none. */
export function asList(node: TemplateNode, expected = "a list"): ListNode {
  if (node.kind === "list") return node;
  throw new TemplateError(node.place, expected, describeNode(node));
}

/** `node` as a scalar other than null. @throws TemplateError when it is none. */
export function asScalar(node: TemplateNode, expected = "a string"): ScalarNode {
  if (node.kind === "scalar" && node.value !== null) return node;
  throw new TemplateError(node.place, expected, describeNode(node));
}
