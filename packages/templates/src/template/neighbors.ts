import { services, type TemplateSurroundings } from "@orrery/aws";
import { attributesOf } from "./attributes.ts";
import type { StackEnvironment } from "./environment.ts";
import { plainOf, type PlainObject } from "./node.ts";
import type { ResolvedResource } from "./resolved.ts";
import { attributeValue, refOf } from "./resource-forms.ts";

const atEndpoint: ReadonlyMap<string, string> = new Map(
  services.map((model) => ["endpoint" in model ? model.endpoint : model.service, model.service]),
);

/** The resources of some types, as one that they decide about sees them. */
export const surroundingsIn = (
  all: readonly ResolvedResource[],
  types: readonly string[],
  environment: StackEnvironment,
): TemplateSurroundings => ({
  neighbors: all
    .filter(({ type }) => types.includes(type))
    .map((resource) => ({
      type: resource.type,
      names: namesOf(resource, environment),
      values: plainOf(resource.properties) as PlainObject, // A map stays one.
    })),
  serviceAt: (endpoint) => atEndpoint.get(endpoint) ?? endpoint,
});

function namesOf(resource: ResolvedResource, environment: StackEnvironment): readonly string[] {
  const { type, physicalName: name } = resource;
  const ids = [...(attributesOf(type)?.keys() ?? [])].filter((each) =>
    /^(?:[A-Za-z]*Id|Arn)$/.test(each),
  );
  const texts = ids.map((id) => attributeValue(environment, resource, name, id, noText).text);
  return [...new Set([refOf(environment, type, name), ...texts])];
}

const noText = (): undefined => undefined;
