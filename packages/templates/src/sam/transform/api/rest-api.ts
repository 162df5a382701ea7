import { isFunction, ref } from "../intrinsics.ts";
import { expectMap, expectText, ofResource } from "../expectations.ts";
import { isGiven, isList, isMap, isText, memberOf, type Json, type JsonMap, type Maybe } from "../json.ts";
import { hashedId, hashOf, isAlphanumeric } from "../logical-id.ts";
import { copy } from "../origin.ts";
import { resourceProblem } from "../problems.ts";
import { canonicalJson } from "../python-text.ts";
import { generated, tagList, type Generated, type SamResource } from "../resource.ts";
import type { Stage } from "../stage.ts";
import { authorizersOf, functionArnOf, swaggerOf } from "./authorizer.ts";
import { addCors } from "./cors.ts";
import { restDomain } from "./domain.ts";
import { addGatewayResponses } from "./gateway-responses.ts";
import { definitionLocation } from "./location.ts";
import { isVersion3, pathsOf } from "./paths.ts";
import { addCustomStatements, addResourcePolicy } from "./resource-policy.ts";
import { addApiKeyDefinition, setDefaultApiKey, setDefaultAuthorizer } from "./security.ts";
import { checkedSwagger, isSwagger, securityDefinitions, withOpenApi3Places } from "./swagger.ts";
import { usagePlanOf } from "./usage-plan.ts";
import { sub } from "../intrinsics.ts";

/** A REST API, and what SAM makes around it. */
export function makeRestApi(sam: SamResource, stage: Stage, functionNames: string): Generated[] {
  const { properties, id } = sam;
  const resolved = { ...properties };
  for (const name of ["BinaryMediaTypes", "Domain", "Auth"]) {
    const value = memberOf(properties, name);
    if (value !== undefined) resolved[name] = stage.resolver.parameters(value);
  }
  const api = { ...sam, properties: resolved };
  const body = definitionOf(api, stage);
  const restApi = restApiOf(api, stage, body);
  const domain = restDomain(api, stage);
  const deployment = deploymentOf(api, restApi, functionNames);
  const apiStage = stageOf(api, deployment.id);
  return [
    restApi,
    deployment,
    apiStage,
    ...authorizerPermissions(api, stage),
    ...domain,
    ...usagePlanOf({ ...api, id }, stage, apiStage.id),
  ];
}

const authMembers = [
  ...["Authorizers", "DefaultAuthorizer", "InvokeRole", "AddDefaultAuthorizerToCorsPreflight"],
  ...["AddApiKeyRequiredToCorsPreflight", "ApiKeyRequired", "ResourcePolicy", "UsagePlan"],
];

/** The definition with all that properties of the API add to it; nothing where it lies in S3. */
function definitionOf({ id, properties }: SamResource, stage: Stage): JsonMap | undefined {
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
    throw resourceProblem(
      id,
      "Cannot set 'MergeDefinitions' to True when using `DefinitionUri`.",
    );
  }
  if (isGiven(version) && !/^[2-3](\.\d)(\.\d)?$/.test(isText(version) ? version : String(version))) {
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

function addAuth(id: string, properties: JsonMap, definition: JsonMap | undefined, stage: Stage): void {
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
    addDefaultAuthorizer(id, given, definition, authorizers.map(({ name }) => name));
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
  setDefaultAuthorizer(definition, name, names, memberOf(auth, "Authorizers"), isGiven(toPreflight));
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

const hasNoEdge = ["aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-cn"];

function restApiOf(sam: SamResource, stage: Stage, body: JsonMap | undefined): Generated {
  const { id, properties, dependsOn, attributes } = sam;
  const uri = memberOf(properties, "DefinitionUri");
  const given = (name: string): Maybe => {
    const value = memberOf(properties, name);
    return isGiven(value) ? value : undefined;
  };
  const endpoint =
    given("EndpointConfiguration") ?? (hasNoEdge.includes(stage.partition) ? "REGIONAL" : undefined);
  return generated(
    id,
    "AWS::ApiGateway::RestApi",
    {
      BinaryMediaTypes: memberOf(properties, "BinaryMediaTypes"),
      MinimumCompressionSize: memberOf(properties, "MinimumCompressionSize"),
      ...endpointOf(id, endpoint),
      Body: body,
      BodyS3Location: isGiven(uri) ? definitionLocation(id, uri) : undefined,
      FailOnWarnings: given("FailOnWarnings"),
      Name: given("Name"),
      Description: given("Description"),
      Mode: given("Mode"),
      ApiKeySourceType: given("ApiKeySourceType"),
      Policy: given("Policy"),
      SecurityPolicy: given("SecurityPolicy"),
      EndpointAccessMode: given("EndpointAccessMode"),
      Tags: propagatedTags(properties),
    },
    { attributes, dependsOn, from: properties },
  );
}

const propagatedTags = (properties: JsonMap): Maybe => {
  const tags = memberOf(properties, "Tags");
  return isGiven(memberOf(properties, "PropagateTags")) && isGiven(tags) ? tagList(tags) : undefined;
};

function endpointOf(id: string, value: Maybe): Record<string, Maybe> {
  if (value === undefined) return {};
  if (!isMap(value) || isFunction(value)) {
    return {
      EndpointConfiguration: { Types: [value] },
      Parameters: { endpointConfigurationTypes: value },
    };
  }
  const endpoint = expectMap(value, "EndpointConfiguration", ofResource(id));
  const type = memberOf(endpoint, "Type");
  const vpc = memberOf(endpoint, "VPCEndpointIds") ?? memberOf(endpoint, "VpcEndpointIds");
  const ip = memberOf(endpoint, "IpAddressType");
  const configuration: JsonMap = {};
  const parameters: JsonMap = {};
  if (isGiven(type)) {
    configuration.Types = [type];
    parameters.endpointConfigurationTypes = type;
  }
  if (vpc !== undefined) configuration.VpcEndpointIds = vpc;
  if (ip !== undefined) configuration.IpAddressType = ip;
  return {
    EndpointConfiguration: configuration,
    Parameters: isGiven(type) ? parameters : undefined,
  };
}

/** The deployment: its id changes with the definition, so that each change is deployed. */
function deploymentOf(sam: SamResource, restApi: Generated, functionNames: string): Generated {
  const { id, properties, inherited } = sam;
  const version = memberOf(properties, "OpenApiVersion");
  const deployed = memberOf(restApi.properties, "Body") ?? memberOf(restApi.properties, "BodyS3Location");
  const parts = [
    ...(deployed === undefined ? [] : [canonicalJson(deployed)]),
    ...(isGiven(version) ? [String(version)] : []),
    ...(isGiven(memberOf(properties, "Domain")) ? [canonicalJson(memberOf(properties, "Domain") ?? null)] : []),
    ...(functionNames === "" ? [] : [functionNames]),
  ];
  const data = parts.join("||");
  const isHashed = isGiven(deployed);
  return generated(
    isHashed ? hashedId(`${id}Deployment`, data) : `${id}Deployment`,
    "AWS::ApiGateway::Deployment",
    {
      RestApiId: ref(id),
      StageName: isGiven(version) ? undefined : "Stage",
      Description: isHashed ? `RestApi deployment id: ${hashOf(data, 40)}` : undefined,
    },
    { attributes: inherited },
  );
}

/** The logical id of the stage of an API, by the stage's name. */
function stageId(id: string, name: Maybe): string {
  const text = isText(name) ? name : "";
  if (isAlphanumeric(text)) return `${id}${text}Stage`;
  return hashedId(`${id}Stage`, text);
}

const stageMembers = [
  ...["CacheClusterEnabled", "CacheClusterSize", "Variables", "MethodSettings"],
  ...["AccessLogSetting", "CanarySetting", "TracingEnabled"],
];

function stageOf({ id, properties, inherited }: SamResource, deploymentId: string): Generated {
  const tags = memberOf(properties, "Tags");
  return generated(
    stageId(id, memberOf(properties, "StageName")),
    "AWS::ApiGateway::Stage",
    {
      RestApiId: ref(id),
      DeploymentId: ref(deploymentId),
      StageName: memberOf(properties, "StageName"),
      ...Object.fromEntries(stageMembers.map((name) => [name, memberOf(properties, name)])),
      Tags: tags === undefined || tags === null ? undefined : tagList(tags),
    },
    { attributes: inherited, from: properties },
  );
}

function authorizerPermissions({ id, properties, inherited }: SamResource, stage: Stage): Generated[] {
  const auth = memberOf(properties, "Auth");
  if (!isGiven(auth)) return [];
  return authorizersOf(id, memberOf(auth, "Authorizers"), undefined).flatMap((authorizer) => {
    const arn = functionArnOf(authorizer);
    const isOff = memberOf(authorizer.config, "DisableFunctionDefaultPermissions") === true;
    if (arn === undefined || isOff) return [];
    return [
      generated(
        `${id}${authorizer.name}AuthorizerPermission`,
        "AWS::Lambda::Permission",
        {
          Action: "lambda:InvokeFunction",
          FunctionName: arn,
          Principal: "apigateway.amazonaws.com",
          SourceArn: sub(stage.arn("execute-api", "${__ApiId__}/authorizers/*"), {
            __ApiId__: ref(id),
          }),
        },
        { attributes: inherited },
      ),
    ];
  });
}
