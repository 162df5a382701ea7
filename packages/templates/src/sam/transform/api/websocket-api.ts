import { expectMap, ofResource } from "../expectations.ts";
import { isFunction, ref, sub } from "../intrinsics.ts";
import { isGiven, isMap, isText, memberOf, type Json, type JsonMap, type Maybe } from "../json.ts";
import { resourceProblem } from "../problems.ts";
import { isAlphanumeric } from "../logical-id.ts";
import { generated, type Generated, type SamResource } from "../resource.ts";
import type { Stage } from "../stage.ts";
import { domainV2 } from "./domain-v2.ts";
import { printed } from "../python-text.ts";

const createdBy = "websocketapi:createdBy";

/** A WebSocket API with its routes, and what SAM makes around it. */
export function makeWebSocketApi(sam: SamResource, stage: Stage): Generated[] {
  const properties = { ...sam.properties };
  const domain = memberOf(properties, "Domain");
  if (domain !== undefined) properties.Domain = stage.resolver.parameters(domain);
  const api = { ...sam, properties };
  const routes = routesOf(api);
  check(api);
  const stageName = memberOf(properties, "StageName") ?? "default";
  const auth = memberOf(properties, "Auth");
  const made: Generated[] = [apiOf(api, routes)];
  const tags = tagsOf(properties);
  const domainResources = domainV2(api, stage, tags);
  const stageResource = stageOf(api, stageName);
  let authorizer: Generated | undefined;
  const routeIds: string[] = [];
  for (const [key, route] of Object.entries(routes)) {
    const { resources, authorizer: own } = routeOf(api, key, route, stageName, auth);
    made.push(...resources);
    routeIds.push(resources[0]?.id ?? "");
    authorizer = own ?? authorizer;
  }
  if (isGiven(memberOf(properties, "RouteSettings"))) stageResource.dependsOn = routeIds;
  made.push(...domainResources, stageResource);
  if (authorizer !== undefined) made.push(authorizer, ...authorizerPermission(api, auth));
  return made;
}

function routesOf({ id, properties }: SamResource): JsonMap {
  const routes = memberOf(properties, "Routes");
  if (!isGiven(routes)) throw resourceProblem(id, "WebSocket API must have at least one route.");
  return expectMap(routes, "Routes", ofResource(id));
}

function check({ id, properties }: SamResource): void {
  const ip = memberOf(properties, "IpAddressType");
  if (ip !== undefined && ip !== null && !isFunction(ip) && ip !== "ipv4" && ip !== "dualstack") {
    throw resourceProblem(id, "IpAddressType must be 'ipv4' or 'dualstack'.");
  }
  if (isGiven(memberOf(memberOf(properties, "Domain"), "MutualTlsAuthentication"))) {
    throw resourceProblem(
      id,
      "Mutual TLS domain name association is not supported for Websocket APIs.",
    );
  }
}

const apiMembers = [
  ...["ApiKeySelectionExpression", "Description", "DisableExecuteApiEndpoint"],
  ...["DisableSchemaValidation", "IpAddressType", "RouteSelectionExpression"],
];

function apiOf({ id, properties, attributes, dependsOn }: SamResource, routes: JsonMap): Generated {
  const tags = memberOf(properties, "Tags");
  if (isGiven(memberOf(properties, "Auth")) && !Object.hasOwn(routes, "$connect")) {
    throw resourceProblem(id, "Authorization is only available if there is a $connect route.");
  }
  return generated(
    id,
    "AWS::ApiGatewayV2::Api",
    {
      ...Object.fromEntries(apiMembers.map((name) => [name, memberOf(properties, name)])),
      Name: memberOf(properties, "Name") ?? id,
      ProtocolType: "WEBSOCKET",
      Tags: { ...(isMap(tags) ? tags : {}), [createdBy]: "SAM" },
    },
    { attributes, dependsOn, from: properties },
  );
}

function routeName(id: string, key: string): string {
  const isSpecial = ["$connect", "$disconnect", "$default"].includes(key);
  if (!isSpecial && !isAlphanumeric(key)) {
    throw resourceProblem(
      id,
      `Route key '${key}' must be alphanumeric. Only $connect, $disconnect, and $default special routes are supported.`,
    );
  }
  const name = key.replaceAll("$", "");
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1).toLowerCase()}`;
}

const routeMembers = [
  ...["ApiKeyRequired", "ModelSelectionExpression", "OperationName", "RequestModels"],
  ...["RequestParameters", "RouteResponseSelectionExpression"],
];

function routeOf(sam: SamResource, key: string, route: Json, stageName: Json, auth: Maybe) {
  const { id, inherited } = sam;
  const base = `${id}${routeName(id, key)}`;
  const integrationId = `${base}Integration`;
  if (isGiven(memberOf(route, "RequestParameters")) && key !== "$connect") {
    throw resourceProblem(
      id,
      "Request parameters are only supported for the $connect route in WebSocket APIs.",
    );
  }
  const routeResource = generated(
    `${base}Route`,
    "AWS::ApiGatewayV2::Route",
    {
      RouteKey: key,
      ApiId: ref(id),
      ...Object.fromEntries(routeMembers.map((name) => [name, memberOf(route, name)])),
      Target: { "Fn::Join": ["/", ["integrations", ref(integrationId)]] },
    },
    { attributes: inherited, from: isMap(route) ? route : undefined },
  );
  const authorizer = authorize(sam, key, routeResource, auth);
  const functionArn = memberOf(route, "FunctionArn");
  if (functionArn === undefined) throw resourceProblem(id, "Route must have associated function.");
  const integration = generated(
    integrationId,
    "AWS::ApiGatewayV2::Integration",
    {
      ApiId: ref(id),
      IntegrationType: "AWS_PROXY",
      IntegrationUri: sub(
        "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${FunctionArn}/invocations",
        { FunctionArn: functionArn },
      ),
      TimeoutInMillis: memberOf(route, "IntegrationTimeout"),
    },
    { attributes: inherited, from: isMap(route) ? route : undefined },
  );
  const permission = generated(
    `${base}Permission`,
    "AWS::Lambda::Permission",
    {
      Action: "lambda:InvokeFunction",
      FunctionName: functionArn,
      Principal: "apigateway.amazonaws.com",
      SourceArn: routeArn(id, key, stageName),
    },
    { attributes: inherited },
  );
  return { resources: [routeResource, integration, permission], authorizer };
}

function routeArn(id: string, key: string, stageName: Json): JsonMap {
  const api = `arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${${id}.ApiId}`;
  return isFunction(stageName)
    ? sub(`${api}/\${__StageName__}/${key}`, { __StageName__: stageName })
    : sub(`${api}/${printed(stageName)}/${key}`);
}

/** Sets who may connect. */
function authorize(
  sam: SamResource,
  key: string,
  route: Generated,
  auth: Maybe,
): Generated | undefined {
  const { id, inherited } = sam;
  if (!isGiven(auth)) return undefined;
  const type = checkedAuthType(id, auth);
  if (key !== "$connect") return undefined;
  route.properties.AuthorizationType = type;
  if (type !== "CUSTOM") return undefined;
  const authorizerId = `${id}ConnectAuthorizer`;
  route.properties.AuthorizerId = ref(authorizerId);
  const name = memberOf(auth, "Name");
  return generated(
    authorizerId,
    "AWS::ApiGatewayV2::Authorizer",
    {
      ApiId: ref(id),
      AuthorizerCredentialsArn: memberOf(auth, "InvokeRole"),
      AuthorizerType: "REQUEST",
      AuthorizerUri: sub(
        "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${AuthArn}/invocations",
        { AuthArn: memberOf(auth, "AuthArn") ?? null },
      ),
      IdentitySource: memberOf(auth, "IdentitySource"),
      Name: isGiven(name) ? name : authorizerId,
    },
    { attributes: inherited },
  );
}

function checkedAuthType(id: string, auth: Json): string {
  const given = memberOf(auth, "AuthType");
  if (!isGiven(given)) {
    throw resourceProblem(id, "AuthType must be specified for additional auth configurations.");
  }
  const type = isText(given) ? given.toUpperCase() : "";
  if (!["NONE", "AWS_IAM", "CUSTOM"].includes(type)) {
    throw resourceProblem(id, "AuthType is not one of AWS_IAM, CUSTOM or NONE.");
  }
  if (type === "CUSTOM" && !isGiven(memberOf(auth, "AuthArn"))) {
    throw resourceProblem(id, "AuthArn must be specified if AuthType is CUSTOM.");
  }
  if (type !== "CUSTOM" && isMap(auth) && Object.keys(auth).length > 1) {
    throw resourceProblem(id, `No additional configurations supported for AuthType ${type}.`);
  }
  return type;
}

/** The tags of what is beside the API: those of the API too, where it hands them on. */
function tagsOf(properties: JsonMap): JsonMap {
  const tags = memberOf(properties, "Tags");
  const own = isGiven(memberOf(properties, "PropagateTags")) && isMap(tags) ? tags : {};
  return { ...own, [createdBy]: "SAM" };
}

const stageMembers = [
  "StageVariables",
  "AccessLogSettings",
  "DefaultRouteSettings",
  "RouteSettings",
];

function stageOf({ id, properties, inherited }: SamResource, name: Json): Generated {
  if (name === "$default") {
    throw resourceProblem(id, "Stages cannot be named $default for WebSocket APIs.");
  }
  const text = isText(name) ? name : "";
  return generated(
    text === "default" ? `${id}DefaultStage` : `${id}${text}Stage`,
    "AWS::ApiGatewayV2::Stage",
    {
      ApiId: ref(id),
      StageName: name,
      ...Object.fromEntries(stageMembers.map((member) => [member, memberOf(properties, member)])),
      AutoDeploy: true,
      Tags: tagsOf(properties),
    },
    { attributes: inherited, from: properties },
  );
}

function authorizerPermission({ id, inherited }: SamResource, auth: Maybe): Generated[] {
  const arn = memberOf(auth, "AuthArn");
  if (!isGiven(arn) || isGiven(memberOf(auth, "InvokeRole"))) return [];
  const source =
    "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/authorizers/*";
  return [
    generated(
      `${id}AuthorizerPermission`,
      "AWS::Lambda::Permission",
      {
        Action: "lambda:InvokeFunction",
        FunctionName: arn,
        Principal: "apigateway.amazonaws.com",
        SourceArn: sub(source, { __ApiId__: ref(id) }),
      },
      { attributes: inherited },
    ),
  ];
}
