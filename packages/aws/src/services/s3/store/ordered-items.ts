/**
 * Items in an order: a tree of arrays. All of it are values: what is inserted or removed makes the nodes on its way
 * anew, and shares the rest. Finding one costs about the same among ten as among a million.
 */
export interface OrderedItems<Item> {
  readonly root: Node<Item>;
  readonly size: number;
}

type Node<Item> = readonly Item[] | Branch<Item>;

interface Branch<Item> {
  /** Of each node an item that is at most its first. */
  readonly from: readonly Item[];
  readonly nodes: readonly Node<Item>[];
}

/** Where an item is: below 0 before another, above behind it. */
export type Compare<Item> = (one: Item, other: Item) => number;

/** What is done with items in a row; false ends it. */
type Visit<Item> = (item: Item) => boolean;

/** A node holds at most so many. */
const most = 32;

const isLeaf = <Item>(node: Node<Item>): node is readonly Item[] => Array.isArray(node);

/** None. */
export const noItems = <Item>(): OrderedItems<Item> => ({ root: [], size: 0 });

/** The item at the place of another; `undefined` where there is none. */
export function itemAt<Item>(
  { root }: OrderedItems<Item>,
  place: Item,
  compare: Compare<Item>,
): Item | undefined {
  let node = root;
  while (!isLeaf(node)) node = node.nodes[nodeOf(node, place, compare)]!;
  const found = node[lowest(node, place, compare)];
  return found !== undefined && compare(found, place) === 0 ? found : undefined;
}

/** With an item more, or in the place of the one that is there. */
export function withItem<Item>(
  { root, size }: OrderedItems<Item>,
  item: Item,
  compare: Compare<Item>,
): OrderedItems<Item> {
  const done = { grown: false };
  const nodes = inserted(root, item, compare, done);
  return {
    root: nodes.length === 1 ? nodes[0]! : { from: nodes.map(firstOf), nodes },
    size: done.grown ? size + 1 : size,
  };
}

/** Without the item at a place; the same where there is none. */
export function withoutItem<Item>(
  items: OrderedItems<Item>,
  place: Item,
  compare: Compare<Item>,
): OrderedItems<Item> {
  const { root, size } = items;
  const left = without(root, place, compare);
  if (left === root) return items;
  return { root: left ?? [], size: size - 1 };
}

/** Visits the items from a place on, the one there among them; `null`: all. */
export function visitFrom<Item>(
  { root }: OrderedItems<Item>,
  place: Item | null,
  compare: Compare<Item>,
  visit: Visit<Item>,
): void {
  visitNode(root, place, compare, visit);
}

/** All items in order: it costs what there is. */
export function listItems<Item>(items: OrderedItems<Item>): readonly Item[] {
  const all: Item[] = [];
  visitFrom(
    items,
    null,
    () => 0,
    (item) => Boolean(all.push(item)),
  );
  return all;
}

function visitNode<Item>(
  node: Node<Item>,
  place: Item | null,
  compare: Compare<Item>,
  visit: Visit<Item>,
): boolean {
  if (isLeaf(node)) {
    for (let at = place === null ? 0 : lowest(node, place, compare); at < node.length; at += 1) {
      if (!visit(node[at]!)) return false;
    }
    return true;
  }
  const start = place === null ? 0 : nodeOf(node, place, compare);
  for (let at = start; at < node.nodes.length; at += 1) {
    if (!visitNode(node.nodes[at]!, at === start ? place : null, compare, visit)) return false;
  }
  return true;
}

/** The first place in a leaf that is not before an item. */
function lowest<Item>(leaf: readonly Item[], item: Item, compare: Compare<Item>): number {
  let low = 0;
  let high = leaf.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(leaf[middle]!, item) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The node of a branch that has an item or would have it. */
function nodeOf<Item>({ from }: Branch<Item>, item: Item, compare: Compare<Item>): number {
  let low = 0;
  let high = from.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (compare(from[middle]!, item) <= 0) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The node with an item more: one node, or two where it became too large. */
function inserted<Item>(
  node: Node<Item>,
  item: Item,
  compare: Compare<Item>,
  done: { grown: boolean },
): readonly Node<Item>[] {
  if (isLeaf(node)) {
    const at = lowest(node, item, compare);
    const found = node[at];
    if (found !== undefined && compare(found, item) === 0) return [withPart(node, at, item)];
    done.grown = true;
    const leaf = withMore(node, at, item);
    if (leaf.length <= most) return [leaf];
    const middle = cutOf(leaf.length, at === node.length);
    return [leaf.slice(0, middle), leaf.slice(middle)];
  }
  const at = nodeOf(node, item, compare);
  const [one, other] = inserted(node.nodes[at]!, item, compare, done);
  const changed = withPart(node.nodes, at, one!);
  if (other === undefined) return [{ from: node.from, nodes: changed }];
  const nodes = withMore(changed, at + 1, other);
  const from = withMore(node.from, at + 1, firstOf(other));
  if (nodes.length <= most) return [{ from, nodes }];
  const middle = cutOf(nodes.length, at === node.nodes.length - 1);
  return [
    { from: from.slice(0, middle), nodes: nodes.slice(0, middle) },
    { from: from.slice(middle), nodes: nodes.slice(middle) },
  ];
}

/** Where a node is cut that became too large: what grows at its end stays full. */
const cutOf = (length: number, isLast: boolean): number => (isLast ? length - 1 : length >> 1);

/** The node without an item; itself where it has none, `null` where nothing is left. */
function without<Item>(node: Node<Item>, place: Item, compare: Compare<Item>): Node<Item> | null {
  if (isLeaf(node)) {
    const at = lowest(node, place, compare);
    const found = node[at];
    if (found === undefined || compare(found, place) !== 0) return node;
    return node.length === 1 ? null : withLess(node, at);
  }
  const at = nodeOf(node, place, compare);
  const before = node.nodes[at]!;
  const left = without(before, place, compare);
  if (left === before) return node;
  if (left !== null) return { from: node.from, nodes: withPart(node.nodes, at, left) };
  if (node.nodes.length > 2) {
    return { from: withLess(node.from, at), nodes: withLess(node.nodes, at) };
  }
  return node.nodes[1 - at] ?? null;
}

function firstOf<Item>(node: Node<Item>): Item {
  let first = node;
  while (!isLeaf(first)) first = first.nodes[0]!;
  return first[0]!;
}

// Copies have just the length that they need: arrays that grow keep room for more.

function withPart<Part>(parts: readonly Part[], at: number, part: Part): readonly Part[] {
  const copy = parts.slice();
  copy[at] = part;
  return copy;
}

function withMore<Part>(parts: readonly Part[], at: number, part: Part): readonly Part[] {
  const { length } = parts;
  if (length === 0) return [part];
  const copy = new Array<Part>(length + 1);
  for (let place = 0; place < at; place += 1) copy[place] = parts[place]!;
  copy[at] = part;
  for (let place = at; place < length; place += 1) copy[place + 1] = parts[place]!;
  return copy;
}

function withLess<Part>(parts: readonly Part[], at: number): readonly Part[] {
  const copy = parts.slice();
  copy.splice(at, 1);
  return copy;
}
