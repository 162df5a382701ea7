import { isMap, isScalar, isSeq, type Document, type Node, type Pair, type YAMLMap } from "yaml";
import { nodeIn, NodeVisits, type Refuse } from "./node-visits.ts";

/**
 * What a document says, as plain data: aliases followed, `<<` merged. Every mapping has the members
 * that it names and no others: a key `__proto__` is one like the rest.
 */
export function plainContentOf(document: Document, refuse: Refuse): unknown {
  const visits = new NodeVisits();

  const valueOf = (value: unknown): unknown => {
    const node = nodeIn(value);
    return node === undefined ? null : visits.visit(node, contentOf, refuse);
  };
  const contentOf = (node: Node): unknown => {
    if (isMap(node)) return objectOf(node);
    if (isSeq(node)) return node.items.map(valueOf);
    return isScalar(node) ? node.value : null;
  };
  const objectOf = (map: YAMLMap): unknown => {
    const own = new Map<string, unknown>();
    const merged: unknown[] = [];
    for (const pair of map.items) {
      const key = keyOf(pair, map);
      const value = valueOf(pair.value);
      const at = nodeIn(pair.key) ?? map;
      if (key === "<<") merged.push(...sourcesOf(value, at));
      else if (own.has(key)) refuse(at, "each key once", `${key} twice`);
      else own.set(key, value);
    }
    const inherited = merged.reverse().flatMap((source) => Object.entries(source as object));
    return Object.fromEntries([...inherited, ...own]);
  };
  const sourcesOf = (value: unknown, at: Node): readonly object[] => {
    const sources: readonly unknown[] = Array.isArray(value) ? value : [value];
    return sources.map((source) =>
      typeof source === "object" && source !== null && !Array.isArray(source)
        ? source
        : refuse(at, "mappings to merge", "something else"),
    );
  };
  const keyOf = ({ key }: Pair, map: YAMLMap): string => {
    const node = nodeIn(key);
    const value = node === undefined ? null : visits.visit(node, contentOf, refuse);
    if (value === null) return "";
    if (typeof value === "string") return value;
    if (typeof value === "number" || typeof value === "boolean") return `${value}`;
    return refuse(node ?? map, "a key that is a text", "a mapping or a list");
  };
  return valueOf(document.contents);
}
