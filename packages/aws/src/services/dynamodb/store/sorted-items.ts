import { insertedAt, removedAt, replacedAt } from "./array-copy.ts";
import { comparePlaces, type ItemPlace, type StoredItem } from "./stored-item.ts";

/**
 * Items of one partition key in order of their places: a tree of arrays. All of them are values: what is inserted or
 * removed makes the nodes on its way anew and shares the rest.
 */
export type SortedItems = Node;

type Node = readonly StoredItem[] | Branch;

interface Branch {
  /** Bounds of the nodes, of which each is at most the place of its node's first item. */
  readonly from: readonly ItemPlace[];
  readonly nodes: readonly Node[];
}

/** A node holds at most so many. */
const most = 32;

const isLeaf = (node: SortedItems): node is readonly StoredItem[] => Array.isArray(node);

/** One item. */
export const sortedItems = (stored: StoredItem): SortedItems => [stored];

/** The item where there is no other; `undefined`: there are several. */
export const onlyItem = (items: SortedItems): StoredItem | undefined =>
  isLeaf(items) && items.length === 1 ? items[0] : undefined;

const isEmpty = (items: SortedItems): boolean => isLeaf(items) && items.length === 0;

/** The item at a place; `undefined` where there is none. */
export function itemAt(items: SortedItems, place: ItemPlace): StoredItem | undefined {
  let node = items;
  while (!isLeaf(node)) node = node.nodes[nodeOf(node, place)]!;
  const found = node[lowest(node, place)];
  return found !== undefined && comparePlaces(found, place) === 0 ? found : undefined;
}

/** The items with one more, or with another in its place. */
export function withItem(items: SortedItems, stored: StoredItem): SortedItems {
  const nodes = inserted(items, stored);
  if (nodes.length === 1) return nodes[0]!;
  return { from: nodes.map(firstPlace), nodes };
}

/** The items without the one at a place; the same where there is none. */
export function withoutItem(items: SortedItems, place: ItemPlace): SortedItems {
  if (isLeaf(items)) {
    const at = lowest(items, place);
    const found = items[at];
    if (found === undefined || comparePlaces(found, place) !== 0) return items;
    return removedAt(items, at);
  }
  const at = nodeOf(items, place);
  const node = items.nodes[at]!;
  const rest = withoutItem(node, place);
  if (rest === node) return items;
  if (!isEmpty(rest)) return { from: items.from, nodes: replacedAt(items.nodes, at, rest) };
  const nodes = removedAt(items.nodes, at);
  return nodes.length === 1 ? nodes[0]! : { from: removedAt(items.from, at), nodes };
}

/** How a walk goes: `visit` says whether to go on. */
export interface Walk {
  /** Begins at this place, in the direction of the walk; `null`: at the end. */
  readonly from: ItemPlace | null;
  /** Whether what has just that place is visited. */
  readonly includesFrom: boolean;
  readonly isForward: boolean;
  visit(stored: StoredItem): boolean;
}

/** Visits items in order; false when a visit ended it. */
export function walkItems(items: SortedItems, walk: Walk): boolean {
  const { from, isForward, visit } = walk;
  const step = isForward ? 1 : -1;
  if (isLeaf(items)) {
    for (let at = startIn(items, walk); at >= 0 && at < items.length; at += step) {
      if (!visit(items[at]!)) return false;
    }
    return true;
  }
  const { nodes } = items;
  const end = isForward ? 0 : nodes.length - 1;
  const first = from === null ? end : nodeOf(items, from);
  const rest = { from: null, includesFrom: true, isForward, visit };
  for (let at = first; at >= 0 && at < nodes.length; at += step) {
    if (!walkItems(nodes[at]!, at === first ? walk : rest)) return false;
  }
  return true;
}

/** Where in a leaf a walk begins. */
function startIn(leaf: readonly StoredItem[], { from, includesFrom, isForward }: Walk): number {
  if (from === null) return isForward ? 0 : leaf.length - 1;
  const at = lowest(leaf, from);
  const found = leaf[at];
  const isThere = found !== undefined && comparePlaces(found, from) === 0;
  if (isThere && includesFrom) return at;
  return isForward ? at + (isThere ? 1 : 0) : at - 1;
}

/** The first place in a leaf that is not before `place`. */
function lowest(leaf: readonly StoredItem[], place: ItemPlace): number {
  let low = 0;
  let high = leaf.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (comparePlaces(leaf[middle]!, place) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The node of a branch that has `place` or would have it. */
function nodeOf({ from }: Branch, place: ItemPlace): number {
  let low = 0;
  let high = from.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (comparePlaces(from[middle]!, place) <= 0) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The node with an item more: one node, or two where it became too large. */
function inserted(node: Node, stored: StoredItem): readonly Node[] {
  if (isLeaf(node)) {
    const at = lowest(node, stored);
    const found = node[at];
    if (found !== undefined && comparePlaces(found, stored) === 0)
      return [replacedAt(node, at, stored)];
    const isLast = at === node.length;
    return halves(insertedAt(node, at, stored), isLast);
  }
  const at = nodeOf(node, stored);
  const parts = inserted(node.nodes[at]!, stored);
  if (parts.length === 1)
    return [{ from: node.from, nodes: replacedAt(node.nodes, at, parts[0]!) }];
  const nodes = insertedAt(replacedAt(node.nodes, at, parts[0]!), at + 1, parts[1]!);
  const from = insertedAt(node.from, at + 1, firstPlace(parts[1]!));
  if (nodes.length <= most) return [{ from, nodes }];
  const middle = cutOf(nodes.length, at === node.nodes.length - 1);
  return [
    { from: from.slice(0, middle), nodes: nodes.slice(0, middle) },
    { from: from.slice(middle), nodes: nodes.slice(middle) },
  ];
}

function halves(leaf: readonly StoredItem[], isLast: boolean): readonly Node[] {
  if (leaf.length <= most) return [leaf];
  const middle = cutOf(leaf.length, isLast);
  return [leaf.slice(0, middle), leaf.slice(middle)];
}

/** Where a node is cut that became too large: what grows at its end stays full. */
const cutOf = (length: number, isLast: boolean): number => (isLast ? length - 1 : length >> 1);

function firstPlace(node: Node): ItemPlace {
  let first = node;
  while (!isLeaf(first)) first = first.nodes[0]!;
  const { sort, tie } = first[0]!;
  return { sort, tie };
}
