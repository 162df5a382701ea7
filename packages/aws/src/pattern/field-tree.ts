import type { PatternRule } from "./pattern-rules.ts";
import { isEventArray, isLeafValue } from "./event-value.ts";
import type { EventValue, LeafValue } from "./event-value.ts";

/** A key of an event that patterns ask for. */
export interface FieldNode {
  readonly children: readonly FieldChild[];
  /** Numbers of the fields whose values stand here. */
  readonly fields: readonly number[];
}

/** One key below a node. */
export interface FieldChild {
  readonly key: string;
  readonly node: FieldNode;
}

/** The element of an array that a value stands in, and so on outwards. */
export interface ArrayPlace {
  /** Number of the array within the event. */
  readonly array: number;
  readonly index: number;
  readonly outer: ArrayPlace | undefined;
}

/** A value found in an event, and the array elements around it. */
export interface FoundLeaf {
  readonly value: LeafValue;
  readonly place: ArrayPlace | undefined;
}

/** The values of an event by number of field. */
export interface FoundLeaves {
  readonly byField: (FoundLeaf[] | undefined)[];
  arrayCount: number;
}

/** A tree under construction; frozen by being typed `FieldNode` once built. */
interface DraftNode {
  readonly children: { readonly key: string; readonly node: DraftNode }[];
  readonly fields: number[];
}

/** The keys that rules ask for, as a tree, with the number of each rule's fields. */
export interface FieldTree {
  readonly root: FieldNode;
  /** For each rule the field number of each of its leaves. */
  readonly fieldsOf: readonly (readonly number[])[];
  readonly fieldCount: number;
}

/** Numbers the fields of rules and makes the tree that finds them in an event. */
export function growFieldTree(rules: readonly PatternRule[]): FieldTree {
  const root: DraftNode = { children: [], fields: [] };
  const numbers = new Map<string, number>();
  const fieldsOf = rules.map((rule) =>
    rule.map(({ path }) => {
      const key = JSON.stringify(path);
      const known = numbers.get(key);
      if (known !== undefined) return known;
      const field = numbers.size;
      numbers.set(key, field);
      for (const keys of equalPaths(path)) plant(root, keys, field);
      return field;
    }),
  );
  return { root, fieldsOf, fieldCount: numbers.size };
}

/** The path itself, and where its end may be written with dots instead of nesting, or back. */
function equalPaths(path: readonly string[]): readonly (readonly string[])[] {
  const paths = [path];
  for (let start = path.length - 2; start >= 0; start -= 1) {
    const end = path.slice(start);
    if (end.some((key) => key.includes("."))) break;
    paths.push([...path.slice(0, start), end.join(".")]);
  }
  const last = path[path.length - 1] ?? "";
  if (last.includes(".")) paths.push([...path.slice(0, -1), ...last.split(".")]);
  return paths;
}

function plant(root: DraftNode, path: readonly string[], field: number): void {
  let node = root;
  for (const key of path) {
    let child = node.children.find((each) => each.key === key);
    if (child === undefined) {
      child = { key, node: { children: [], fields: [] } };
      node.children.push(child);
    }
    node = child.node;
  }
  node.fields.push(field);
}

/** An empty collection for the values of one event. */
export function noLeaves(fieldCount: number): FoundLeaves {
  return { byField: new Array<FoundLeaf[] | undefined>(fieldCount).fill(undefined), arrayCount: 0 };
}

/** Collects the values that fields ask for, from `value` down. */
export function findLeaves(
  node: FieldNode,
  value: EventValue,
  place: ArrayPlace | undefined,
  found: FoundLeaves,
): void {
  if (isLeafValue(value)) {
    for (const field of node.fields) {
      const leaves = found.byField[field];
      if (leaves === undefined) found.byField[field] = [{ value, place }];
      else leaves.push({ value, place });
    }
  } else if (isEventArray(value)) {
    findLeavesInArray(node, value, place, found);
  } else {
    for (const { key, node: child } of node.children) {
      if (!Object.hasOwn(value, key)) continue;
      const below = value[key];
      if (below !== undefined) findLeaves(child, below, place, found);
    }
  }
}

function findLeavesInArray(
  node: FieldNode,
  items: readonly EventValue[],
  place: ArrayPlace | undefined,
  found: FoundLeaves,
): void {
  const array = found.arrayCount;
  found.arrayCount += 1;
  for (let index = 0; index < items.length; index += 1) {
    const item = items[index];
    if (item === undefined) continue;
    // A scalar belongs to the array as a whole: it goes with every element beside it.
    findLeaves(node, item, isLeafValue(item) ? place : { array, index, outer: place }, found);
  }
}

/** Whether both may stand for one object: they are in the same element of each array they share. */
export function areTogether(left: ArrayPlace | undefined, right: ArrayPlace | undefined): boolean {
  for (let a = left; a !== undefined; a = a.outer) {
    for (let b = right; b !== undefined; b = b.outer) {
      if (a.array === b.array && a.index !== b.index) return false;
    }
  }
  return true;
}
