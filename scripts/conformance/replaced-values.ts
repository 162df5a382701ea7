import { byContent } from "./reference.ts";
import { isList, isObject, memberOf, type Value } from "./value.ts";

/** What a recording put in the place of a member's value, by the member's name. */
export type Replacements = ReadonlyMap<string, string>;

/** What the recorded suite replaced by words of its own, and which lists it sorted. */
export interface Recording {
  readonly replaced: Replacements;
  readonly sorted: ReadonlySet<string>;
}

/** What the transformers of a case say; those that number what they replace leave marks, which are read elsewhere. */
export function recordingOf(transformers: Value): Recording {
  const replaced = new Map<string, string>();
  const sorted = new Set<string>();
  for (const transformer of isList(transformers) ? transformers : []) {
    const [kind, name, options] = isList(transformer) ? transformer : [];
    if (typeof name !== "string") continue;
    if (kind === "SortingTransformer") sorted.add(name);
    if (kind !== "key_value" || memberOf(options, "reference_replacement") !== false) continue;
    const said = memberOf(options, "value_replacement");
    replaced.set(name, typeof said === "string" ? said : inWords(name));
  }
  return { replaced, sorted };
}

/** A name in lower case, words apart. */
const inWords = (name: string): string => name.replace(/(?!^)(?=[A-Z])/g, "-").toLowerCase();

/** A response with what the recording put in the place of values. */
export function asRecorded(value: Value, recording: Recording): Value {
  const { replaced, sorted } = recording;
  if (replaced.size === 0 && sorted.size === 0) return value;
  if (isList(value)) return value.map((item) => asRecorded(item, recording));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => {
      const words = replaced.get(name);
      if (words !== undefined && typeof part === "string") return [name, words];
      const inside = asRecorded(part, recording);
      return [name, sorted.has(name) && isList(inside) ? [...inside].sort(byContent) : inside];
    }),
  );
}
