import { own } from "@orrery/kernel";
import type { AttributeValue, Item } from "../value/attribute-value.ts";
import { addPath, emptyTree, type PathTree } from "./path-tree.ts";
import type { Path } from "./tree.ts";

/** What of an item these paths name, in maps and lists around it; elements of lists close up. */
export function projected(item: Item, paths: readonly Path[]): Item {
  if (paths.every((path) => path.length === 1)) return topLevel(item, paths);
  const tree = emptyTree<true>();
  for (const path of paths) addPath(tree, path, true);
  return ofMap(item, tree.steps);
}

function topLevel(item: Item, paths: readonly Path[]): Item {
  const found: [string, AttributeValue][] = [];
  for (const [step] of paths) {
    const name = step as string; // A path begins with a name.
    const value = own(item, name);
    if (value !== undefined) found.push([name, value]);
  }
  return Object.fromEntries(found);
}

type Steps = ReadonlyMap<string | number, PathTree<true>>;

function ofMap(map: Item, steps: Steps): Item {
  const found: [string, AttributeValue][] = [];
  for (const [step, tree] of steps) {
    if (typeof step !== "string") continue;
    const value = own(map, step);
    const part = value === undefined ? undefined : partOf(value, tree);
    if (part !== undefined) found.push([step, part]);
  }
  return Object.fromEntries(found);
}

function partOf(value: AttributeValue, tree: PathTree<true>): AttributeValue | undefined {
  if (tree.type === "end") return value;
  if ("M" in value) {
    const map = ofMap(value.M, tree.steps);
    return Object.keys(map).length === 0 ? undefined : { M: map };
  }
  if (!("L" in value)) return undefined;
  const elements: AttributeValue[] = [];
  const places = [...tree.steps.keys()].filter((step) => typeof step === "number");
  for (const place of places.sort((one, other) => one - other)) {
    const element = value.L[place];
    const part = element === undefined ? undefined : partOf(element, tree.steps.get(place)!);
    if (part !== undefined) elements.push(part);
  }
  return elements.length === 0 ? undefined : { L: elements };
}
