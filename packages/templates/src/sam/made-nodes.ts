import type { Place } from "../template/error.ts";
import {
  below,
  list,
  scalar,
  type MapEntry,
  type MapNode,
  type ScalarNode,
  type TemplateNode,
} from "../template/node.ts";
import type { Json, JsonMap } from "./transform/json.ts";
import type { PlacedTemplate } from "./transform/template-json.ts";

/**
 * What the transform made, as a piece of a template: each part stands where the template says it, and what
 * SAM made up stands where what holds it stands, or else at `fallback`.
 */
export function madeNode(value: Json, placed: PlacedTemplate, fallback: Place): TemplateNode {
  if (typeof value !== "object" || value === null) return scalar(value, fallback);
  const sources = placed.sourcesOf(value);
  const place = sources[0]?.place ?? fallback;
  return Array.isArray(value)
    ? list(itemsOf(value, sources, placed, place), place)
    : madeMap(value, sources, placed, place);
}

function itemsOf(
  items: readonly Json[],
  sources: readonly TemplateNode[],
  placed: PlacedTemplate,
  place: Place,
): readonly TemplateNode[] {
  const written = sources.flatMap((source) => (source.kind === "list" ? source.items : []));
  return items.map((item, index) => {
    if (typeof item === "object" && item !== null) {
      return madeNode(item, placed, { ...place, path: `${place.path}[${index}]` });
    }
    const isIt = (node: TemplateNode | undefined): node is ScalarNode => isScalarOf(node, item);
    const same = written[index];
    return (isIt(same) ? same : written.find(isIt)) ?? scalar(item, place);
  });
}

function madeMap(
  members: JsonMap,
  sources: readonly TemplateNode[],
  placed: PlacedTemplate,
  place: Place,
): MapNode {
  const written = sources.filter((source) => source.kind === "map");
  const entries = new Map<string, MapEntry>();
  for (const [key, member] of Object.entries(members)) {
    const source = sourceEntry(key, member, members, written);
    const keyPlace = source?.place ?? below(place, key);
    const { value } = source ?? {};
    entries.set(key, {
      place: keyPlace,
      value: isScalarOf(value, member) ? value : madeNode(member, placed, value?.place ?? keyPlace),
    });
  }
  return { kind: "map", entries, place };
}

/** Where the template says a member: under its name, or under another that SAM has for it. */
function sourceEntry(
  key: string,
  member: Json,
  members: JsonMap,
  written: readonly MapNode[],
): MapEntry | undefined {
  for (const { entries } of written) {
    const entry = entries.get(key);
    if (entry !== undefined) return entry;
  }
  if (typeof member !== "string" && typeof member !== "number") return undefined;
  for (const { entries } of written) {
    for (const [name, entry] of entries) {
      if (!Object.hasOwn(members, name) && isScalarOf(entry.value, member)) return entry;
    }
  }
  return undefined;
}

const isScalarOf = (node: TemplateNode | undefined, value: Json): node is ScalarNode =>
  node?.kind === "scalar" && node.value === value;
