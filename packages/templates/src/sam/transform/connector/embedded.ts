import { isMap, memberOf, setMember, type Json, type JsonMap } from "../json.ts";
import { copy } from "../origin.ts";
import { resourceProblem, SamProblem } from "../problems.ts";
import { SamTypes } from "../sam-types.ts";

/** The connectors that stand in other resources, as resources of their own, and what is wrong with them. */
export interface EmbeddedConnectors {
  readonly connectors: [string, JsonMap][];
  readonly problems: SamProblem[];
}

/** Takes the connectors out of the resources of a template. */
export function takeEmbedded(resources: JsonMap, original: JsonMap): EmbeddedConnectors {
  const connectors: [string, JsonMap][] = [];
  const problems: SamProblem[] = [];
  for (const [source, resource] of Object.entries(resources)) {
    if (!isMap(resource) || !Object.hasOwn(resource, "Connectors")) continue;
    const all = resource.Connectors;
    delete resource.Connectors;
    if (!isMap(all)) {
      problems.push(resourceProblem(source, `Attribute '${source}.Connectors' should be a map.`));
      continue;
    }
    for (const [name, written] of Object.entries(all)) {
      const id = `${source}${name}`;
      try {
        connectors.push([id, connectorOf(source, name, id, written)]);
        if (Object.hasOwn(original, id)) problems.push(duplicate(source, id));
      } catch (error) {
        if (!(error instanceof SamProblem)) throw error;
        problems.push(error);
      }
    }
  }
  return { connectors: connectors.filter(([id]) => !Object.hasOwn(original, id)), problems };
}

const duplicate = (source: string, id: string) =>
  new SamProblem("duplicate", source, duplicateWords(id, SamTypes.connector));

/** Why a resource cannot be made: another has its logical id. */
export const duplicateWords = (id: string, type: string): string =>
  `attempts to create a new resource with id [${id}] and type "${type}". A resource with that id already exists within this template. Please use a different id for that resource.`;

function connectorOf(source: string, name: string, id: string, written: Json): JsonMap {
  if (!isMap(written)) throw resourceProblem(id, `${source}.${id} should be a map.`);
  const connector = copy(written);
  const properties = memberOf(connector, "Properties");
  if (!isMap(properties) || Object.keys(properties).length === 0) {
    throw resourceProblem(source, `Attribute 'Connectors.${name}.Properties' should be a map.`);
  }
  const from: JsonMap = { Id: source };
  const reference = memberOf(properties, "SourceReference");
  if (reference !== undefined) {
    if (!isMap(reference)) {
      throw resourceProblem(
        source,
        `Property 'Connectors.${name}.Properties.SourceReference' should be a map.`,
      );
    }
    if (Object.hasOwn(reference, "Id")) {
      throw resourceProblem(name, "'Id' shouldn't be defined in 'SourceReference'.");
    }
    for (const [key, value] of Object.entries(reference)) setMember(from, key, value);
    delete properties.SourceReference;
  }
  connector.Type = SamTypes.connector;
  properties.Source = from;
  return connector;
}
