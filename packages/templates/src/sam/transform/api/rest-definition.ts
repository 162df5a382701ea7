import { expectText, ofResource } from "../expectations.ts";
import { isGiven, isList, isMap, memberOf, type Json, type JsonMap, type Maybe } from "../json.ts";
import { copy } from "../origin.ts";
import { resourceProblem } from "../problems.ts";
import { printed } from "../python-text.ts";
import { type SamResource } from "../resource.ts";
import type { Stage } from "../stage.ts";
import { authorizersOf, swaggerOf } from "./authorizer.ts";
import { addCors } from "./cors.ts";
import { addGatewayResponses } from "./gateway-responses.ts";
import { isVersion3, pathsOf } from "./paths.ts";
import { addCustomStatements, addResourcePolicy } from "./resource-policy.ts";
import { addApiKeyDefinition, setDefaultApiKey, setDefaultAuthorizer } from "./security.ts";
import { checkedSwagger, isSwagger, securityDefinitions, withOpenApi3Places } from "./swagger.ts";

const authMembers = [
  ...["Authorizers", "DefaultAuthorizer", "InvokeRole", "AddDefaultAuthorizerToCorsPreflight"],
  ...["AddApiKeyRequiredToCorsPreflight", "ApiKeyRequired", "ResourcePolicy", "UsagePlan"],
];

/** The definition with all that properties of the API add to it; nothing where it lies in S3. */
export function definitionOf({ id, properties }: SamResource, stage: Stage): JsonMap | undefined {
  const given = memberOf(properties, "DefinitionBody");
  const uri = memberOf(properties, "DefinitionUri");
  const version = memberOf(properties, "OpenApiVersion");
  if (isGiven(uri) && isGiven(given)) {
    throw resourceProblem(
      id,
      "Specify either 'DefinitionUri' or 'DefinitionBody' property and not both.",
    );
  }
  if (isGiven(uri) && isGiven(memberOf(properties, "MergeDefinitions"))) {
    throw resourceProblem(id, "Cannot set 'MergeDefinitions' to True when using `DefinitionUri`.");
  }
  if (isGiven(version) && !/^[2-3](\.\d)(\.\d)?$/.test(printed(version))) {
    throw resourceProblem(id, "The OpenApiVersion value must be of the format '3.0.0'.");
  }
  const definition = isGiven(given) && isMap(given) ? copy(given) : undefined;
  const cors = memberOf(properties, "Cors");
  if (isGiven(cors)) addCors(id, cors, definition);
  addAuth(id, properties, definition, stage);
  if (isGiven(memberOf(properties, "Auth")) && definition !== undefined) {
    withOpenApi3Places(definition, version);
  }
  addGatewayResponses(id, memberOf(properties, "GatewayResponses"), definition);
  const media = memberOf(properties, "BinaryMediaTypes");
  if (isGiven(media) && definition !== undefined) {
    const types = JSON.parse(JSON.stringify(media).replaceAll("~1", "/")) as Json; // JSON again.
    checkedSwagger(definition)["x-amazon-apigateway-binary-media-types"] = types;
  }
  const models = memberOf(properties, "Models");
  addModels(id, models, definition);
  if (isGiven(models) && definition !== undefined) withOpenApi3Places(definition, version);
  addEndpointSetting(id, memberOf(properties, "DisableExecuteApiEndpoint"), definition);
  if (definition !== undefined) withOpenApi3Places(definition, version);
  return definition;
}

function addAuth(
  id: string,
  properties: JsonMap,
  definition: JsonMap | undefined,
  stage: Stage,
): void {
  const given = memberOf(properties, "Auth");
  if (!isGiven(given) || !isMap(given)) return;
  if (definition === undefined) {
    throw resourceProblem(
      id,
      "Auth works only with inline Swagger specified in 'DefinitionBody' property.",
    );
  }
  if (!Object.keys(given).every((key) => authMembers.includes(key))) {
    throw resourceProblem(id, "Invalid value for 'Auth' property");
  }
  if (!isSwagger(definition)) {
    throw resourceProblem(
      id,
      "Unable to add Auth configuration because 'DefinitionBody' does not contain a valid Swagger definition.",
    );
  }
  checkedSwagger(definition);
  const defaultName = memberOf(given, "DefaultAuthorizer");
  const authorizers = authorizersOf(id, memberOf(given, "Authorizers"), defaultName);
  if (authorizers.length > 0) {
    const definitions = securityDefinitions(definition);
    for (const authorizer of authorizers) {
      definitions[authorizer.name] = swaggerOf(id, authorizer, stage.partition);
    }
    addDefaultAuthorizer(
      id,
      given,
      definition,
      authorizers.map(({ name }) => name),
    );
  }
  if (isGiven(memberOf(given, "ApiKeyRequired"))) {
    addApiKeyDefinition(definition);
    setDefaultApiKey(definition, memberOf(given, "AddApiKeyRequiredToCorsPreflight") !== false);
  }
  const policy = memberOf(given, "ResourcePolicy");
  if (!isGiven(policy)) return;
  for (const path of Object.keys(pathsOf(definition))) {
    addResourcePolicy(definition, policy, path, memberOf(properties, "StageName"));
  }
  addCustomStatements(definition, memberOf(policy, "CustomStatements"));
}

function addDefaultAuthorizer(
  id: string,
  auth: JsonMap,
  definition: JsonMap,
  names: readonly string[],
): void {
  const given = memberOf(auth, "DefaultAuthorizer");
  if (!isGiven(given)) return;
  const name = expectText(given, "Auth.DefaultAuthorizer", ofResource(id));
  if (!names.includes(name) && name !== "AWS_IAM") {
    throw resourceProblem(
      id,
      `Unable to set DefaultAuthorizer because '${name}' was not defined in 'Authorizers'.`,
    );
  }
  const toPreflight = memberOf(auth, "AddDefaultAuthorizerToCorsPreflight") ?? true;
  setDefaultAuthorizer(
    definition,
    name,
    names,
    memberOf(auth, "Authorizers"),
    isGiven(toPreflight),
  );
}

function addModels(id: string, models: Maybe, definition: JsonMap | undefined): void {
  if (!isGiven(models) || !isMap(models)) return;
  if (definition === undefined) {
    throw resourceProblem(
      id,
      "Models works only with inline Swagger specified in 'DefinitionBody' property.",
    );
  }
  if (!isSwagger(definition)) {
    throw resourceProblem(
      id,
      "Unable to add Models definitions because 'DefinitionBody' does not contain a valid Swagger definition.",
    );
  }
  if (!Object.values(models).every(isMap)) {
    throw resourceProblem(id, "Invalid value for 'Models' property");
  }
  const own = memberOf(definition, "definitions");
  const definitions = isMap(own) ? own : {};
  for (const [name, schema] of Object.entries(models)) {
    if (!isGiven(memberOf(schema, "type"))) {
      throw resourceProblem(id, "'Models' schema is missing 'type'.");
    }
    if (!isGiven(memberOf(schema, "properties"))) {
      throw resourceProblem(id, "'Models' schema is missing 'properties'.");
    }
    definitions[name.toLowerCase()] = copy(schema);
  }
  definition.definitions = definitions;
}

function addEndpointSetting(id: string, disabled: Maybe, definition: JsonMap | undefined): void {
  if (disabled === undefined || disabled === null) return;
  if (definition === undefined) {
    throw resourceProblem(
      id,
      "DisableExecuteApiEndpoint works only within 'DefinitionBody' property.",
    );
  }
  const key = "x-amazon-apigateway-endpoint-configuration";
  const document = checkedSwagger(definition);
  if (!isVersion3(memberOf(document, "openapi"))) {
    document[key] = { disableExecuteApiEndpoint: disabled };
    return;
  }
  const own = memberOf(document, "servers");
  const servers: Json[] = isList(own) ? own : [{}];
  for (const server of servers.filter(isMap)) {
    const config = memberOf(server, key);
    server[key] = { ...(isMap(config) ? config : {}), disableExecuteApiEndpoint: disabled };
  }
  document.servers = servers;
}
