import { callIn } from "../template/evaluation.ts";
import {
  childOf,
  textOf,
  type MapEntry,
  type MapNode,
  type TemplateNode,
} from "../template/node.ts";
import { isSamType } from "./types.ts";
import type { Work } from "../template/work.ts";

/**
 * The properties of a SAM resource with the `Globals` of its type: mappings are merged, lists
 * concatenated with the global part first, and everything else is the resource's own where given.
 *
 * Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html
 */
export function withGlobals(
  globals: TemplateNode | undefined,
  type: string,
  resource: MapNode,
  work: Work,
): MapNode | undefined {
  const properties = childOf(resource, "Properties");
  const own = properties?.kind === "map" ? properties : undefined;
  const section = isSamType(type)
    ? childOf(globals, type.slice("AWS::Serverless::".length))
    : undefined;
  if (section?.kind !== "map") return own;

  const ignored = childOf(resource, "IgnoreGlobals");
  if (textOf(ignored) === "*") return own;
  const names = ignored?.kind === "list" ? ignored.items.map(textOf) : [];
  const kept = [...section.entries].filter(([key]) => !names.includes(key));
  const inherited: MapNode = { ...section, entries: new Map(kept) };
  return own === undefined ? inherited : mergeMaps(inherited, own, work);
}

function mergeMaps(general: MapNode, own: MapNode, work: Work): MapNode {
  // Each resource of the type gets a copy.
  work.spend(general.entries.size + own.entries.size, own.place);
  const entries = new Map<string, MapEntry>(general.entries);
  for (const [key, entry] of own.entries) {
    const base = entries.get(key)?.value;
    const value = base === undefined ? entry.value : merge(base, entry.value, work);
    entries.set(key, { place: entry.place, value });
  }
  return { ...own, entries };
}

function merge(general: TemplateNode, own: TemplateNode, work: Work): TemplateNode {
  if (general.kind === "list" && own.kind === "list") {
    work.spend(general.items.length + own.items.length, own.place);
    return { ...own, items: [...general.items, ...own.items] };
  }
  // What an intrinsic function comes to is not known to SAM: it replaces and is replaced whole.
  const bothMaps = general.kind === "map" && own.kind === "map";
  if (bothMaps && callIn(general) === undefined && callIn(own) === undefined) {
    return mergeMaps(general, own, work);
  }
  return own;
}
