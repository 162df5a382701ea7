import { ref } from "../intrinsics.ts";
import { isGiven, isMap, memberOf, setMember, type JsonMap, type Maybe } from "../json.ts";
import { templateRefusal } from "../problems.ts";
import { isVersion3, pathsOf } from "./paths.ts";

/** A definition without paths. */
export const emptySwagger = (): JsonMap => ({
  swagger: "2.0",
  info: { version: "1.0", title: ref("AWS::StackName") },
  paths: {},
});

/** As {@link emptySwagger}, for HTTP APIs. */
export const emptyOpenApi = (): JsonMap => ({
  openapi: "3.0.1",
  info: { version: "1.0", title: ref("AWS::StackName") },
  paths: {},
});

/** Whether SAM takes a definition for one of a REST API. */
export function isSwagger(definition: Maybe): definition is JsonMap {
  if (!isMap(definition) || !isMap(memberOf(definition, "paths"))) return false;
  if (isGiven(memberOf(definition, "swagger"))) return true;
  return isGiven(memberOf(definition, "openapi")) && isVersion3(memberOf(definition, "openapi"));
}

/** Whether SAM takes a definition for one of an HTTP API. */
export const isOpenApi = (definition: Maybe): definition is JsonMap =>
  isMap(definition) &&
  isMap(memberOf(definition, "paths")) &&
  isVersion3(memberOf(definition, "openapi"));

/** @throws SamRefusal where a definition cannot be worked on */
export function checkedSwagger(definition: Maybe): JsonMap {
  if (!isSwagger(definition)) {
    throw templateRefusal(
      "Invalid Swagger document or the Swagger document is not explicitly defined in 'DefinitionBody'.",
    );
  }
  const security = memberOf(definition, "securityDefinitions");
  if (isGiven(security) && !isMap(security)) {
    throw templateRefusal("securityDefinitions must be a dictionary.");
  }
  return definition;
}

/** The definitions of security of a REST API, to be added to. */
export function securityDefinitions(document: JsonMap): JsonMap {
  const own = memberOf(document, "securityDefinitions");
  const definitions = isMap(own) ? own : {};
  document.securityDefinitions = definitions;
  return definitions;
}

/** In OpenAPI 3, some things stand elsewhere than in Swagger. */
export function withOpenApi3Places(document: JsonMap, version: Maybe): void {
  if (memberOf(document, "swagger") !== undefined) return;
  if (!isVersion3(version ?? memberOf(document, "openapi"))) return;
  moveToComponents(document, "securityDefinitions", "securitySchemes");
  moveToComponents(document, "definitions", "schemas");
  for (const path of Object.keys(pathsOf(document))) {
    // Items that a condition chooses are left as they are.
    const item = memberOf(pathsOf(document), path);
    if (!isMap(item)) {
      throw templateRefusal(
        `Value of '${path}' path must be a dictionary according to Swagger spec.`,
      );
    }
    fixOptions(memberOf(item, "options"), path);
  }
}

function moveToComponents(document: JsonMap, from: string, to: string): void {
  const moved = memberOf(document, from);
  if (!isGiven(moved)) return;
  const own = memberOf(document, "components");
  const components = isMap(own) ? own : {};
  setMember(components, to, moved);
  document.components = components;
  delete document[from];
}

function fixOptions(options: Maybe, path: string): void {
  if (!isMap(options)) return;
  delete options.produces;
  delete options.consumes;
  const responses = memberOf(options, "responses");
  if (!isGiven(responses)) return;
  if (!isMap(responses)) {
    throw templateRefusal(
      `Invalid responses in options method for path ${path}: It should be a map.`,
    );
  }
  const headers = memberOf(memberOf(responses, "200"), "headers");
  if (!isMap(headers)) return;
  for (const [name, schema] of Object.entries(headers)) setMember(headers, name, { schema });
}
