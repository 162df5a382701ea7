import { isFunction, ref } from "../intrinsics.ts";
import { expectMap, ofResource } from "../expectations.ts";
import { isGiven, isMap, isText, memberOf, type JsonMap, type Maybe } from "../json.ts";
import { hashedId, hashOf, isAlphanumeric } from "../logical-id.ts";
import { canonicalJson, printed } from "../python-text.ts";
import { generated, tagList, type Generated, type SamResource } from "../resource.ts";
import type { Stage } from "../stage.ts";
import { authorizersOf, functionArnOf } from "./authorizer.ts";
import { restDomain } from "./domain.ts";
import { definitionLocation } from "./location.ts";
import { sub } from "../intrinsics.ts";
import { usagePlanOf } from "./usage-plan.ts";
import { definitionOf } from "./rest-definition.ts";

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

const hasNoEdge = ["aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-cn"];

function restApiOf(sam: SamResource, stage: Stage, body: JsonMap | undefined): Generated {
  const { id, properties, dependsOn, attributes } = sam;
  const uri = memberOf(properties, "DefinitionUri");
  const given = (name: string): Maybe => {
    const value = memberOf(properties, name);
    return isGiven(value) ? value : undefined;
  };
  const endpoint =
    given("EndpointConfiguration") ??
    (hasNoEdge.includes(stage.partition) ? "REGIONAL" : undefined);
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
  return isGiven(memberOf(properties, "PropagateTags")) && isGiven(tags)
    ? tagList(tags)
    : undefined;
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
  const deployed =
    memberOf(restApi.properties, "Body") ?? memberOf(restApi.properties, "BodyS3Location");
  const parts = [
    ...(deployed === undefined ? [] : [canonicalJson(deployed)]),
    ...(isGiven(version) ? [printed(version)] : []),
    ...(isGiven(memberOf(properties, "Domain"))
      ? [canonicalJson(memberOf(properties, "Domain") ?? null)]
      : []),
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

function authorizerPermissions(
  { id, properties, inherited }: SamResource,
  stage: Stage,
): Generated[] {
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
