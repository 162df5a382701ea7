import { isDynamicReference, isFunction } from "./intrinsics.ts";
import { isMap, isText, memberOf, type JsonMap } from "./json.ts";
import { resourceProblem, SamProblem, SamRefusal } from "./problems.ts";
import type { Resolver } from "./resolver.ts";
import { SamTypes } from "./sam-types.ts";

/** Where an application of the Serverless Application Repository would be fetched from: only AWS knows. */
const repositoryUrl = "https://awsserverlessrepo-changesets-xxx.s3.amazonaws.com/signed-url";

/** Says of each nested application where its template is. */
export function prepareApplications(resources: JsonMap, resolver: Resolver): void {
  const problems: SamProblem[] = [];
  for (const [id, resource] of Object.entries(resources)) {
    if (memberOf(resource, "Type") !== SamTypes.application) continue;
    const properties = memberOf(resource, "Properties");
    if (!isMap(properties)) continue;
    const location = memberOf(properties, "Location");
    try {
      if (location === undefined) {
        throw resourceProblem(id, "Resource is missing the required [Location] property.");
      }
      if (isMap(location) && !isFunction(location)) {
        properties.Location = resolvedLocation(id, location, resolver);
        properties.TemplateUrl = repositoryUrl;
      } else {
        properties.TemplateUrl = location;
      }
    } catch (error) {
      if (!(error instanceof SamProblem)) throw error;
      problems.push(error);
    }
  }
  if (problems.length > 0) throw new SamRefusal(problems);
}

function resolvedLocation(id: string, location: JsonMap, resolver: Resolver): JsonMap {
  const names = ["ApplicationId", "SemanticVersion"];
  const missing = names.find((name) => !Object.hasOwn(location, name));
  if (missing !== undefined) {
    throw resourceProblem(id, `Resource is missing the required [${missing}] property.`);
  }
  const resolved = { ...location };
  for (const name of names) resolved[name] = resolvedText(id, name, location, resolver);
  if (isDynamicReference(resolved.ApplicationId)) {
    throw resourceProblem(
      id,
      "Serverless Application Repostiory does not support dynamic reference in 'ApplicationId' property.",
    );
  }
  return resolved;
}

function resolvedText(id: string, name: string, location: JsonMap, resolver: Resolver): string {
  const given = memberOf(location, name);
  if (given === undefined || given === null) {
    throw resourceProblem(id, `Property '${name}' is required.`);
  }
  const known = resolver.mapped(resolver.parameters(given));
  if (isMap(known)) {
    throw resourceProblem(
      id,
      `Property '${name}' cannot be resolved. Only FindInMap and Ref intrinsic functions are supported.`,
    );
  }
  if (!isText(known)) {
    throw resourceProblem(id, `Property 'Location.${name}' should be a string.`);
  }
  return known;
}
