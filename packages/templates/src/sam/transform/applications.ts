import { isMap, isText, memberOf, type JsonMap, type Maybe } from "./json.ts";
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
      if (isMap(location) && !Object.hasOwn(location, "Ref")) {
        checkLocation(id, location, resolver);
        properties.TemplateUrl = repositoryUrl;
      } else if (location !== undefined) {
        properties.TemplateUrl = location;
      }
    } catch (error) {
      if (!(error instanceof SamProblem)) throw error;
      problems.push(error);
    }
  }
  if (problems.length > 0) throw new SamRefusal(problems);
}

function checkLocation(id: string, location: JsonMap, resolver: Resolver): void {
  for (const name of ["ApplicationId", "SemanticVersion"]) {
    const value: Maybe = memberOf(location, name);
    if (value === undefined || value === null) {
      throw resourceProblem(id, `Resource is missing the required [${name}] property.`);
    }
    const known = resolver.mapped(resolver.parameters(value));
    if (!isText(known)) {
      throw resourceProblem(
        id,
        `Cannot resolve the '${name}' property. Only FindInMap and parameter Refs are supported.`,
      );
    }
    if (name === "ApplicationId" && known.startsWith("{{")) {
      throw resourceProblem(
        id,
        "Serverless Application Repostiory does not support dynamic reference in 'ApplicationId' property.",
      );
    }
  }
}
