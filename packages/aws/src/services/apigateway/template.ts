import { base64Of, type Plain } from "@orrery/kernel";
import { isObject, listOf, objectOf, spelled, textOf } from "../../request/params.ts";
import type { PlainObject } from "../../service/refusal.ts";
import {
  templateTypes,
  type LeftOutType,
  type MadeType,
  type PropertyMeaning,
  type Reading,
  type TemplateOperation,
  type TemplateResource,
} from "../../service/template-type.ts";
import { utf8Of } from "../../text/utf8.ts";
import { idOf, rootResourceIdOf } from "../../gateway/api-id.ts";
import { basePathType, domainType } from "./domain/template.ts";
import facts from "./resource-types.json" with { type: "json" };
import { apiKeyType, usagePlanKeyType, usagePlanType } from "./keys/template.ts";
import { stagePatches } from "./stage-patches.ts";
import {
  authorizerDeployment,
  deploymentDeployment,
  gatewayResponseDeployment,
  methodDeployment,
  modelDeployment,
  resourceDeployment,
  restApiDeployment,
  stageDeployment,
  validatorDeployment,
} from "./deployment.ts";

const modeled = (meaning: string, read: Reading): PropertyMeaning => ({
  verdict: "modeled",
  meaning,
  read,
});
const ignored = (meaning: string, read: Reading): PropertyMeaning => ({
  verdict: "ignored",
  meaning,
  read,
});
const tags = ignored("Tags change nothing.", "tags");
const described = ignored("A description changes nothing.", "text");

/** The API that something is of. */
const ofApi: PropertyMeaning = {
  verdict: "modeled",
  meaning: "Names the API.",
  read: "text",
  names: { by: "reference", of: ["AWS::ApiGateway::RestApi"] },
};
const notHere = "Its API is not in this template: nothing is made of it.";
const apiIdIn = ({ named }: TemplateResource): string | null => {
  const api = named["RestApiId"]?.resource;
  return api === undefined || api === null ? null : idOf(api.name);
};

/** Members that a request has under names with small first letters; nothing is left out. */
function said(values: PlainObject, names: readonly string[]): PlainObject {
  const params: Record<string, Plain> = {};
  for (const name of names) {
    const value = values[name];
    if (value !== undefined) params[name.charAt(0).toLowerCase() + name.slice(1)] = value;
  }
  return params;
}

const restApiType: MadeType = {
  type: "AWS::ApiGateway::RestApi",
  nameProperty: "Name",
  isEntry: true,
  returns: ({ name }) => ({ RestApiId: idOf(name), RootResourceId: rootResourceIdOf(idOf(name)) }),
  properties: {
    Name: modeled("Names the API.", "text"),
    Description: described,
    Version: described,
    Body: modeled("Says its resources, methods and integrations, in OpenAPI.", "plain"),
    BodyS3Location: {
      verdict: "opaque",
      meaning: "A definition that lies in a bucket is not read: the API has no methods.",
    },
    Mode: modeled("Says whether a definition is merged.", "text"),
    Parameters: ignored("They are for the import alone.", "plain"),
    CloneFrom: ignored("A clone begins without methods here.", "text"),
    FailOnWarnings: ignored("An import here has no warnings.", "truth"),
    BinaryMediaTypes: modeled("Says which bodies are bytes.", "textList"),
    MinimumCompressionSize: ignored("Bodies are not compressed.", "wholeNumber"),
    ApiKeySourceType: modeled("Says where API keys are.", "text"),
    DisableExecuteApiEndpoint: modeled("Says whether the API's own name leads to it.", "truth"),
    EndpointConfiguration: modeled("Says of which kind its endpoint is.", "plain"),
    EndpointAccessMode: ignored("It changes nothing here.", "text"),
    Policy: modeled("Says who may come, where a scenario says from where requests come.", "plain"),
    SecurityPolicy: ignored("Versions of TLS change nothing.", "text"),
    Tags: tags,
  },
  make(values, { name }) {
    const { Body, Mode, ApiKeySourceType, EndpointConfiguration, BinaryMediaTypes, Policy } =
      values;
    const endpoint = objectOf(EndpointConfiguration);
    const id = idOf(name);
    const types = textOf(objectOf(endpoint)["Type"]);
    const create: TemplateOperation = {
      operation: "CreateRestApi",
      params: {
        id,
        name,
        ...(BinaryMediaTypes === undefined ? {} : { binaryMediaTypes: BinaryMediaTypes }),
        ...(ApiKeySourceType === undefined ? {} : { apiKeySource: ApiKeySourceType }),
        ...(Policy === undefined ? {} : { policy: spelled(Policy) }),
        ...(values["DisableExecuteApiEndpoint"] === true
          ? { disableExecuteApiEndpoint: true }
          : {}),
        ...(Array.isArray(endpoint["Types"])
          ? { endpointConfiguration: { types: endpoint["Types"] } }
          : {}),
        ...(types === undefined ? {} : { endpointConfiguration: { types: [types] } }),
      },
    };
    if (!isObject(Body)) return [create];
    const body = base64Of(utf8Of(JSON.stringify(Body)));
    return [
      create,
      { operation: "PutRestApi", params: { restApiId: id, mode: Mode ?? "overwrite", body } },
    ];
  },
  meaning: () => "A REST API, simulated.",
  deployment: restApiDeployment,
};

const resourceType: MadeType = {
  type: "AWS::ApiGateway::Resource",
  returns: ({ name }) => ({ ResourceId: idOf(name) }),
  properties: {
    RestApiId: ofApi,
    ParentId: modeled("Says what it lies in.", "text"),
    PathPart: modeled("Names it.", "text"),
  },
  make({ ParentId, PathPart }, self) {
    const restApiId = apiIdIn(self);
    if (restApiId === null) return notHere;
    const params = {
      id: idOf(self.name),
      restApiId,
      parentId: ParentId ?? "",
      pathPart: PathPart ?? "",
    };
    return [{ operation: "CreateResource", params }];
  },
  meaning: ({ PathPart }) => `The part ${spelled(PathPart)} of a path, simulated.`,
  deployment: resourceDeployment,
};

const integration: Reading = {
  members: {
    Type: "text",
    IntegrationHttpMethod: "text",
    Uri: "text",
    Credentials: "text",
    ConnectionType: "text",
    ConnectionId: "text",
    ContentHandling: "text",
    PassthroughBehavior: "text",
    TimeoutInMillis: "wholeNumber",
    ResponseTransferMode: "text",
    RequestParameters: "textMap",
    RequestTemplates: "textMap",
    CacheNamespace: "text",
    CacheKeyParameters: "textList",
    IntegrationResponses: {
      items: {
        members: {
          StatusCode: "text",
          SelectionPattern: "text",
          ResponseParameters: "textMap",
          ResponseTemplates: "textMap",
          ContentHandling: "text",
        },
      },
    },
  },
};

const methodType: MadeType = {
  type: "AWS::ApiGateway::Method",
  properties: {
    RestApiId: ofApi,
    ResourceId: modeled("Says of which path it is.", "text"),
    HttpMethod: modeled("Says of which method of HTTP it is.", "text"),
    AuthorizationType: modeled("Says who may call.", "text"),
    AuthorizerId: modeled("Names who is asked who may call.", "text"),
    AuthorizationScopes: modeled("Says what a token must allow.", "textList"),
    ApiKeyRequired: modeled("Says whether callers need an API key.", "truth"),
    RequestValidatorId: modeled("Says how requests are checked.", "text"),
    RequestModels: modeled("Says what bodies are to be like.", "textMap"),
    RequestParameters: modeled("Says which parameters there must be.", "plain"),
    OperationName: ignored("It is for documents alone.", "text"),
    MethodResponses: modeled("Says which statuses it may answer with.", "plain"),
    Integration: modeled("Says what it asks.", integration),
  },
  make(values, self) {
    const restApiId = apiIdIn(self);
    if (restApiId === null) return notHere;
    const { HttpMethod: httpMethod = "ANY", ResourceId: resourceId = "", Integration } = values;
    const of = { restApiId, resourceId, httpMethod };
    const names = [
      "AuthorizerId",
      "AuthorizationScopes",
      "ApiKeyRequired",
      "RequestValidatorId",
      "RequestModels",
    ];
    const parameters = Object.entries(objectOf(values["RequestParameters"])).map(
      ([name, required]) => [name, spelled(required) === "true"] as const,
    );
    const method = {
      ...of,
      authorizationType: values["AuthorizationType"] ?? "NONE",
      ...said(values, names),
      ...(parameters.length === 0 ? {} : { requestParameters: Object.fromEntries(parameters) }),
    };
    const operations: TemplateOperation[] = [{ operation: "PutMethod", params: method }];
    for (const response of listOf(values["MethodResponses"]).filter(isObject)) {
      operations.push({
        operation: "PutMethodResponse",
        params: { ...of, statusCode: spelled(response["StatusCode"]) },
      });
    }
    if (!isObject(Integration)) return operations;
    const { IntegrationResponses, IntegrationHttpMethod, ...rest } = Integration;
    operations.push({
      operation: "PutIntegration",
      params: {
        ...of,
        ...said(rest, Object.keys(rest)),
        ...(IntegrationHttpMethod === undefined
          ? {}
          : { integrationHttpMethod: IntegrationHttpMethod }),
      },
    });
    for (const response of listOf(IntegrationResponses).filter(isObject)) {
      operations.push({
        operation: "PutIntegrationResponse",
        params: { ...of, ...said(response, Object.keys(response)) },
      });
    }
    return operations;
  },
  meaning: ({ HttpMethod }) =>
    `${HttpMethod === undefined ? "A method" : spelled(HttpMethod)} of a path, simulated.`,
  deployment: methodDeployment,
};

/** A canary as requests say it. */
const canaryOf = (said: PlainObject): PlainObject => {
  const { PercentTraffic, StageVariableOverrides, UseStageCache } = said;
  return {
    ...(PercentTraffic === undefined ? {} : { percentTraffic: Number(PercentTraffic) }),
    ...(StageVariableOverrides === undefined
      ? {}
      : { stageVariableOverrides: StageVariableOverrides }),
    ...(UseStageCache === undefined ? {} : { useStageCache: spelled(UseStageCache) === "true" }),
  };
};

const deploymentType: MadeType = {
  type: "AWS::ApiGateway::Deployment",
  returns: ({ name }) => ({ DeploymentId: idOf(name) }),
  properties: {
    RestApiId: ofApi,
    StageName: modeled("Names a stage that has it.", "text"),
    StageDescription: modeled("Says how that stage is set.", "plain"),
    DeploymentCanarySettings: modeled(
      "Makes it the canary of that stage, which is there before.",
      "plain",
    ),
    Description: described,
  },
  make({ StageName, StageDescription, DeploymentCanarySettings }, self) {
    const restApiId = apiIdIn(self);
    if (restApiId === null) return notHere;
    const description = objectOf(StageDescription);
    const stage: PlainObject =
      StageName === undefined
        ? {}
        : {
            stageName: StageName,
            ...said(description, [
              "Variables",
              "CacheClusterEnabled",
              "CacheClusterSize",
              "TracingEnabled",
            ]),
            ...(DeploymentCanarySettings === undefined
              ? {}
              : { canarySettings: canaryOf(objectOf(DeploymentCanarySettings)) }),
          };
    const create: TemplateOperation = {
      operation: "CreateDeployment",
      params: { id: idOf(self.name), restApiId, ...stage },
    };
    const patches = StageName === undefined ? [] : stagePatches(description);
    if (patches.length === 0) return [create];
    const params = { restApiId, stageName: StageName!, patchOperations: patches };
    return [create, { operation: "UpdateStage", params }];
  },
  meaning: () => "What of the API is deployed, simulated.",
  deployment: deploymentDeployment,
};

const stageType: MadeType = {
  type: "AWS::ApiGateway::Stage",
  nameProperty: "StageName",
  properties: {
    RestApiId: ofApi,
    DeploymentId: modeled("Says what is deployed to it.", "text"),
    StageName: modeled("Names the stage.", "text"),
    Variables: modeled("Says what its variables are.", "textMap"),
    MethodSettings: modeled("Says how much methods take, and what is cached.", "plain"),
    CacheClusterEnabled: modeled("Says whether it has a cache.", "truth"),
    CacheClusterSize: modeled("Says how large its cache is.", "text"),
    CanarySetting: modeled("Says which part of requests another deployment takes.", "plain"),
    AccessLogSetting: modeled("Says what is logged of requests.", "plain"),
    TracingEnabled: ignored("Traces are told by runs themselves.", "truth"),
    ClientCertificateId: ignored("Certificates change nothing.", "text"),
    DocumentationVersion: ignored("Documentation changes nothing.", "text"),
    Description: described,
    Tags: tags,
  },
  make(values, self) {
    const restApiId = apiIdIn(self);
    if (restApiId === null) return notHere;
    const stageName = self.name;
    const create: TemplateOperation = {
      operation: "CreateStage",
      params: {
        restApiId,
        stageName,
        deploymentId: values["DeploymentId"] ?? "",
        ...said(values, ["Variables", "CacheClusterEnabled", "CacheClusterSize", "TracingEnabled"]),
      },
    };
    const patchOperations = stagePatches(values);
    if (patchOperations.length === 0) return [create];
    return [
      create,
      { operation: "UpdateStage", params: { restApiId, stageName, patchOperations } },
    ];
  },
  meaning: (_values, { name }) => `The stage ${name}, simulated.`,
  deployment: stageDeployment,
};

const modelType: MadeType = {
  type: "AWS::ApiGateway::Model",
  nameProperty: "Name",
  properties: {
    RestApiId: ofApi,
    Name: modeled("Names the model.", "text"),
    ContentType: modeled("Says what it is a model of.", "text"),
    Schema: modeled("Says what bodies are like.", "jsonText"),
    Description: described,
  },
  make({ ContentType, Schema }, self) {
    const restApiId = apiIdIn(self);
    if (restApiId === null) return notHere;
    const name = self.name.replaceAll(/[^a-zA-Z0-9]/g, "");
    const params = {
      id: idOf(self.name, 6),
      restApiId,
      name,
      contentType: ContentType ?? "application/json",
      schema: Schema ?? "{}",
    };
    return [{ operation: "CreateModel", params }];
  },
  meaning: (_values, { name }) => `The model ${name}, simulated.`,
  deployment: modelDeployment,
};

const validatorType: MadeType = {
  type: "AWS::ApiGateway::RequestValidator",
  nameProperty: "Name",
  returns: ({ name }) => ({ RequestValidatorId: idOf(name) }),
  properties: {
    RestApiId: ofApi,
    Name: modeled("Names it.", "text"),
    ValidateRequestBody: modeled("Says whether bodies are checked.", "truth"),
    ValidateRequestParameters: modeled("Says whether parameters are checked.", "truth"),
  },
  make(values, self) {
    const restApiId = apiIdIn(self);
    if (restApiId === null) return notHere;
    const checks = said(values, ["ValidateRequestBody", "ValidateRequestParameters"]);
    const params = { id: idOf(self.name), restApiId, name: self.name, ...checks };
    return [{ operation: "CreateRequestValidator", params }];
  },
  meaning: () => "How requests are checked, simulated.",
  deployment: validatorDeployment,
};

const authorizerType: MadeType = {
  type: "AWS::ApiGateway::Authorizer",
  nameProperty: "Name",
  returns: ({ name }) => ({ AuthorizerId: idOf(name) }),
  properties: {
    RestApiId: ofApi,
    Name: modeled("Names it.", "text"),
    Type: modeled("Says by what it decides.", "text"),
    AuthorizerUri: modeled("Names the function that is asked.", "text"),
    AuthorizerResultTtlInSeconds: modeled("Says how long answers hold.", "wholeNumber"),
    IdentitySource: modeled("Says where identities are.", "text"),
    IdentityValidationExpression: modeled("Says what tokens look like.", "text"),
    ProviderARNs: modeled("Names user pools.", "textList"),
    AuthType: ignored("It is for documents alone.", "text"),
    AuthorizerCredentials: ignored(
      "Permissions are checked where a scenario has iam: otherwise every call is allowed.",
      "text",
    ),
  },
  make(values, self) {
    const restApiId = apiIdIn(self);
    if (restApiId === null) return notHere;
    const names = [
      "Type",
      "AuthorizerUri",
      "AuthorizerResultTtlInSeconds",
      "IdentitySource",
      "IdentityValidationExpression",
    ];
    const { ProviderARNs } = values;
    const params = {
      id: idOf(self.name),
      restApiId,
      name: self.name,
      ...said(values, names),
      ...(ProviderARNs === undefined ? {} : { providerARNs: ProviderARNs }),
    };
    return [{ operation: "CreateAuthorizer", params }];
  },
  meaning: () => "Who is asked who may call, simulated.",
  deployment: authorizerDeployment,
};

const gatewayResponseType: MadeType = {
  type: "AWS::ApiGateway::GatewayResponse",
  properties: {
    RestApiId: ofApi,
    ResponseType: modeled("Says of which errors.", "text"),
    StatusCode: modeled("Says their status.", "text"),
    ResponseParameters: modeled("Says their headers.", "textMap"),
    ResponseTemplates: modeled("Says their bodies.", "textMap"),
  },
  make(values, self) {
    const restApiId = apiIdIn(self);
    if (restApiId === null) return notHere;
    const names = ["ResponseType", "StatusCode", "ResponseParameters", "ResponseTemplates"];
    return [{ operation: "PutGatewayResponse", params: { restApiId, ...said(values, names) } }];
  },
  meaning: ({ ResponseType }) => `What callers hear of ${spelled(ResponseType)}, simulated.`,
  deployment: gatewayResponseDeployment,
};

const leftOut = ({
  type,
  meaning,
}: {
  readonly type: string;
  readonly meaning: string;
}): LeftOutType => ({
  type,
  leftOut: { verdict: "ignored", meaning, charge: null },
});

const byLogicalId = "Requests reach a private API by its logical id.";
const undocumented = "Documentation changes nothing.";

/** What templates may have of API Gateway. */
export const apigatewayTemplateTypes = templateTypes(facts, [
  restApiType,
  resourceType,
  methodType,
  deploymentType,
  stageType,
  modelType,
  validatorType,
  authorizerType,
  gatewayResponseType,
  apiKeyType,
  usagePlanType,
  usagePlanKeyType,
  domainType,
  basePathType,
  leftOut({
    type: "AWS::ApiGateway::Account",
    meaning: "It says which role writes logs, which need none here.",
  }),
  leftOut({ type: "AWS::ApiGateway::BasePathMappingV2", meaning: byLogicalId }),
  leftOut({ type: "AWS::ApiGateway::ClientCertificate", meaning: "Certificates change nothing." }),
  leftOut({ type: "AWS::ApiGateway::DocumentationPart", meaning: undocumented }),
  leftOut({ type: "AWS::ApiGateway::DocumentationVersion", meaning: undocumented }),
  leftOut({ type: "AWS::ApiGateway::DomainNameV2", meaning: byLogicalId }),
  leftOut({ type: "AWS::ApiGateway::DomainNameAccessAssociation", meaning: byLogicalId }),
  leftOut({
    type: "AWS::ApiGateway::VpcLink",
    meaning: "Endpoints in a VPC answer as those outside do.",
  }),
]);
