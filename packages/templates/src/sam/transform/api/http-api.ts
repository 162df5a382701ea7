import { expectMap, expectText, ofResource } from "../expectations.ts";
import { ref, sub } from "../intrinsics.ts";
import { isGiven, isMap, isText, memberOf, setMember, type JsonMap, type Maybe } from "../json.ts";
import { hashedId, isAlphanumeric } from "../logical-id.ts";
import { copy } from "../origin.ts";
import { resourceProblem, templateRefusal } from "../problems.ts";
import { generated, type Generated, type SamResource } from "../resource.ts";
import type { Stage } from "../stage.ts";
import { httpAuthorizersOf, httpSwaggerOf, type HttpAuthorizer } from "./http-authorizer.ts";
import { addHttpCors } from "./http-cors.ts";
import { definitionLocation } from "./location.ts";
import { integratedMethods, methodDefinitions, methodName, pathItems, pathsOf } from "./paths.ts";
import { isOpenApi } from "./swagger.ts";
import { domainV2 } from "./domain-v2.ts";
import { addDescription, addEndpointSetting, addTags, addTitle, tagsOf } from "./http-info.ts";

/** An HTTP API, and what SAM makes around it. */
export function makeHttpApi(sam: SamResource, stage: Stage): Generated[] {
  const { properties, id, inherited, attributes, dependsOn } = sam;
  const resolved = { ...properties };
  for (const name of ["CorsConfiguration", "Domain"]) {
    const value = memberOf(properties, name);
    if (value !== undefined) resolved[name] = stage.resolver.parameters(value);
  }
  const api = { ...sam, properties: resolved };
  const definition = definitionOf(api, stage);
  const uri = memberOf(properties, "DefinitionUri");
  if (!isGiven(uri) && definition === undefined) {
    throw resourceProblem(
      id,
      "'DefinitionUri' or 'DefinitionBody' are required properties of an 'AWS::Serverless::HttpApi'. Add a value for one of these properties or add a 'HttpApi' event to an 'AWS::Serverless::Function'.",
    );
  }
  const warnings = memberOf(properties, "FailOnWarnings");
  const httpApi = generated(
    id,
    "AWS::ApiGatewayV2::Api",
    {
      Body: definition,
      BodyS3Location: isGiven(uri) ? definitionLocation(id, uri) : undefined,
      FailOnWarnings: isGiven(warnings) ? warnings : undefined,
    },
    { attributes, dependsOn, from: properties },
  );
  const tags = tagsOf(properties);
  return [
    httpApi,
    ...domainV2(api, stage, tags),
    ...stageOf(api, tags),
    ...authorizerPermissions(api, inherited),
  ];
}

const authMembers = ["Authorizers", "DefaultAuthorizer", "EnableIamAuthorizer"];

function definitionOf({ id, properties }: SamResource, stage: Stage): JsonMap | undefined {
  const given = memberOf(properties, "DefinitionBody");
  if (isGiven(memberOf(properties, "DefinitionUri")) && isGiven(given)) {
    throw resourceProblem(
      id,
      "Specify either 'DefinitionUri' or 'DefinitionBody' property and not both.",
    );
  }
  const definition = isGiven(given) && isMap(given) ? copy(given) : undefined;
  const cors = memberOf(properties, "CorsConfiguration");
  if (isGiven(cors)) addHttpCors(id, cors, definition);
  addAuth(id, memberOf(properties, "Auth"), definition, stage);
  addTags(id, properties, definition);
  addEndpointSetting(id, memberOf(properties, "DisableExecuteApiEndpoint"), definition);
  addTitle(id, memberOf(properties, "Name"), definition);
  addDescription(id, memberOf(properties, "Description"), definition);
  if (definition !== undefined && isGiven(memberOf(properties, "FailOnWarnings"))) {
    // API Gateway warns of a path without a slash.
    const paths = memberOf(definition, "paths");
    const route = memberOf(paths, "$default");
    if (isMap(paths) && route !== undefined) {
      delete paths.$default;
      paths["/$default"] = route;
    }
  }
  return definition;
}

function addAuth(id: string, auth: Maybe, definition: JsonMap | undefined, stage: Stage): void {
  if (!isGiven(auth) || !isMap(auth)) return;
  if (definition === undefined) {
    throw resourceProblem(
      id,
      "Auth works only with inline OpenApi specified in the 'DefinitionBody' property.",
    );
  }
  if (!Object.keys(auth).every((key) => authMembers.includes(key))) {
    throw resourceProblem(id, "Invalid value for 'Auth' property");
  }
  if (!isOpenApi(definition)) {
    throw resourceProblem(
      id,
      "Unable to add Auth configuration because 'DefinitionBody' does not contain a valid OpenApi definition.",
    );
  }
  const hasIam = memberOf(auth, "EnableIamAuthorizer") === true;
  const authorizers = httpAuthorizersOf(id, memberOf(auth, "Authorizers"), hasIam);
  const components = memberOf(definition, "components");
  const own: JsonMap = isMap(components) ? components : {};
  const schemes = memberOf(own, "securitySchemes");
  const all: JsonMap = isMap(schemes) ? schemes : {};
  for (const authorizer of authorizers) {
    setMember(all, authorizer.name, httpSwaggerOf(id, authorizer, stage.partition));
  }
  if (Object.keys(all).length > 0) {
    own.securitySchemes = all;
    definition.components = own;
  }
  setDefault(id, memberOf(auth, "DefaultAuthorizer"), authorizers, definition);
}

function setDefault(
  id: string,
  given: Maybe,
  authorizers: readonly HttpAuthorizer[],
  definition: JsonMap,
): void {
  if (!isGiven(given)) return;
  const name = expectText(given, "Auth.DefaultAuthorizer", ofResource(id));
  const authorizer = authorizers.find((each) => each.name === name);
  if (authorizer === undefined) {
    throw resourceProblem(
      id,
      `Unable to set DefaultAuthorizer because '${name}' was not defined in 'Authorizers'.`,
    );
  }
  const scopes = memberOf(authorizer.config, "AuthorizationScopes");
  for (const path of Object.keys(pathsOf(definition))) {
    checkMethods(definition, path);
    for (const [method, each] of integratedMethods(definition, path)) {
      if (method === "options" || isGiven(memberOf(each, "security"))) continue;
      each.security = [{ [name]: isGiven(scopes) ? copy(scopes) : [] }];
    }
  }
}

/** @throws SamRefusal for a method that is not called as API Gateway calls it */
function checkMethods(definition: JsonMap, path: string): void {
  for (const item of pathItems(definition, path)) {
    for (const [key, value] of Object.entries(item)) {
      const name = methodName(key);
      if (name === "parameters" || name === "options") continue;
      if (!Object.hasOwn(item, name)) {
        throw templateRefusal(`Could not find ${name} in ${path} within DefinitionBody.`);
      }
      methodDefinitions(value, path, key);
    }
  }
}

function stageOf({ id, properties, inherited }: SamResource, tags: JsonMap): Generated[] {
  const given = memberOf(properties, "StageName");
  const name = isGiven(given) ? given : "$default";
  for (const member of ["AccessLogSettings", "DefaultRouteSettings", "RouteSettings"]) {
    const value = memberOf(properties, member);
    if (value !== undefined && value !== null) expectMap(value, member, ofResource(id));
  }
  const text = isText(name) ? name : "";
  const stageId = isAlphanumeric(text)
    ? `${id}${text}Stage`
    : text === "$default"
      ? `${id}ApiGatewayDefaultStage`
      : hashedId(`${id}Stage`, text);
  const kept = ["StageVariables", "AccessLogSettings", "DefaultRouteSettings", "RouteSettings"];
  return [
    generated(
      stageId,
      "AWS::ApiGatewayV2::Stage",
      {
        ApiId: ref(id),
        StageName: name,
        ...Object.fromEntries(kept.map((member) => [member, memberOf(properties, member)])),
        AutoDeploy: true,
        Tags: tags,
      },
      { attributes: inherited, from: properties },
    ),
  ];
}

function authorizerPermissions({ id, properties }: SamResource, inherited: JsonMap): Generated[] {
  const auth = memberOf(properties, "Auth");
  if (!isGiven(auth)) return [];
  const arn =
    "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/authorizers/*";
  return httpAuthorizersOf(id, memberOf(auth, "Authorizers"), false).flatMap(({ name, config }) => {
    const isOn = memberOf(config, "EnableFunctionDefaultPermissions");
    const functionArn = memberOf(config, "FunctionArn");
    if (!isGiven(functionArn) || isOn !== true) return [];
    return [
      generated(
        `${id}${name}AuthorizerPermission`,
        "AWS::Lambda::Permission",
        {
          Action: "lambda:InvokeFunction",
          FunctionName: functionArn,
          Principal: "apigateway.amazonaws.com",
          SourceArn: sub(arn, { __ApiId__: ref(id) }),
        },
        { attributes: inherited },
      ),
    ];
  });
}
