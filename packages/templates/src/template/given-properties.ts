import type { Place } from "./error.ts";
import {
  nodeOf,
  type MapNode,
  type PlainObject,
  type PlainValue,
  type TemplateNode,
} from "./node.ts";
import type { ResolvedResource, ResolvedTemplate } from "./resolved.ts";
import { madeType } from "./resource-types.ts";

/** Properties by the logical id of their resource. */
export type GivenProperties = Readonly<Record<string, PlainObject>>;

/**
 * A template whose resources have other properties than it says. Members of a property replace those of that
 * name; a list is replaced whole.
 */
export const withProperties = (
  template: ResolvedTemplate,
  given: GivenProperties,
): ResolvedTemplate => ({
  ...template,
  resources: template.resources.map((resource) => {
    const own = Object.hasOwn(given, resource.logicalId) ? given[resource.logicalId] : undefined;
    return own === undefined ? resource : withOwn(resource, own);
  }),
});

function withOwn(resource: ResolvedResource, given: PlainObject): ResolvedResource {
  const { logicalId, properties: before } = resource;
  const place = { ...before.place, path: `resources.${logicalId}` };
  const properties = merged(before, given, place) as MapNode; // A map stays one.
  return { ...resource, properties };
}

function merged(node: TemplateNode | undefined, value: PlainValue, place: Place): TemplateNode {
  if (!isMembers(value)) return nodeOf(value, { ...place, path: `${place.path} of the scenario` });
  const entries = new Map(node?.kind === "map" ? node.entries : []);
  for (const [name, member] of Object.entries(value)) {
    const before = entries.get(name);
    const at = { ...(before?.place ?? place), path: `${place.path}.${name}` };
    entries.set(name, { place: at, value: merged(before?.value, member, at) });
  }
  return { kind: "map", entries, place: node?.place ?? place };
}

const isMembers = (value: PlainValue): value is PlainObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Names of the properties of a type that change what a run does; none of a type that no run has. */
export const simulatedProperties = (type: string): readonly string[] =>
  Object.entries(madeType(type)?.properties ?? {}).flatMap(([name, { verdict }]) =>
    verdict === "modeled" ? [name] : [],
  );
