import { isAlias, isNode, type Node } from "yaml";
import { deepest } from "./yaml-source.ts";

/** Says no to a node, in the words of messages. */
export type Refuse = (node: Node, expected: string, received: string) => never;

/** Aliases and merges make a small text large: past so many nodes it is refused. */
const mostNodes = 500_000;

/**
 * Walks the nodes of a YAML document in the order of its text, follows aliases, and bounds what they
 * make of it: all that is read counts, as often as it is read.
 */
export class NodeVisits {
  readonly #anchors = new Map<string, Node>();
  readonly #open = new Set<Node>();
  #depth = 0;
  #count = 0;
  /** How many aliases are being followed: what is read again gives no anchor anew. */
  #followed = 0;

  /** Reads a node, or what the alias that it is stands for. */
  visit<Value>(node: Node, read: (node: Node) => Value, refuse: Refuse): Value {
    this.#count += 1;
    if (this.#count > mostNodes) {
      return refuse(node, `at most ${mostNodes} nodes`, "more, through aliases");
    }
    if (isAlias(node)) return this.#follow(node.source, node, read, refuse);
    if (this.#depth >= deepest) {
      return refuse(node, `at most ${deepest} levels of nesting`, "more, through aliases");
    }
    const anchor = "anchor" in node ? node.anchor : undefined;
    if (typeof anchor === "string" && this.#followed === 0) this.#anchors.set(anchor, node);
    this.#depth += 1;
    this.#open.add(node);
    const value = read(node);
    this.#open.delete(node);
    this.#depth -= 1;
    return value;
  }

  #follow<Value>(name: string, alias: Node, read: (node: Node) => Value, refuse: Refuse): Value {
    const target = this.#anchors.get(name);
    if (target === undefined || this.#open.has(target)) {
      const received = target === undefined ? `*${name}` : `*${name}, inside itself`;
      return refuse(alias, "an alias of an anchor that stands before it", received);
    }
    this.#followed += 1;
    const value = this.visit(target, read, refuse);
    this.#followed -= 1;
    return value;
  }
}

/** `node` as a node; of a key or value that was left out, `undefined`. */
export const nodeIn = (node: unknown): Node | undefined => (isNode(node) ? node : undefined);
