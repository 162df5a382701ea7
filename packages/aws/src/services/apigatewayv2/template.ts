import { base64Of } from "@orrery/kernel";
import { idOf } from "../../gateway/api-id.ts";
import { isObject, objectOf, spelled, textOf } from "../../request/params.ts";
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
import { domainType, mappingType, routingRuleType } from "./domain/template.ts";
import {
  apiWarnings,
  besideHttpApis,
  integrationWarnings,
  routeWarnings,
  stageWarnings,
} from "./http-lint.ts";
import facts from "./resource-types.json" with { type: "json" };
import {
  apiDeployment,
  authorizerDeployment,
  deploymentDeployment,
  integrationDeployment,
  modelDeployment,
  routeDeployment,
  routeResponseDeployment,
  stageDeployment,
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
const unread = ignored(
  "Permissions are checked where a scenario has iam: otherwise every call is allowed.",
  "text",
);

/** The API that something is of. */
const ofApi: PropertyMeaning = {
  verdict: "modeled",
  meaning: "Names the API.",
  read: "text",
  names: { by: "reference", of: ["AWS::ApiGatewayV2::Api"] },
};
const notHere = "Its API is not in this template: nothing is made of it.";

/** Operations on the API that a resource names; or that it is not there. */
function ofItsApi(
  { named }: TemplateResource,
  make: (ApiId: string) => readonly TemplateOperation[],
): readonly TemplateOperation[] | string {
  const api = named["ApiId"]?.resource;
  return api === undefined || api === null ? notHere : make(idOf(api.name));
}

/** Properties that a request has under the same names; nothing is left out. */
const said = (values: PlainObject, names: readonly string[]): PlainObject =>
  Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));

const cors: Reading = {
  members: {
    AllowCredentials: "truth",
    AllowHeaders: "textList",
    AllowMethods: "textList",
    AllowOrigins: "textList",
    ExposeHeaders: "textList",
    MaxAge: "wholeNumber",
  },
};

const apiType: MadeType = {
  type: "AWS::ApiGatewayV2::Api",
  nameProperty: "Name",
  isEntry: true,
  returns: ({ name, region, urlSuffix, property }) => ({
    ApiId: idOf(name),
    ApiEndpoint: `${property("ProtocolType") === "WEBSOCKET" ? "wss" : "https"}://${idOf(name)}.execute-api.${region}.${urlSuffix}`,
  }),
  properties: {
    Name: modeled("Names the API.", "text"),
    ProtocolType: modeled("Says whether it speaks HTTP or WebSocket.", "text"),
    Body: modeled("Says its routes and integrations, in OpenAPI.", "plain"),
    BodyS3Location: {
      verdict: "opaque",
      meaning: "A definition that lies in a bucket is not read: the API has no routes.",
    },
    BasePath: ignored("It is for the import alone.", "text"),
    FailOnWarnings: ignored("An import here has no warnings.", "truth"),
    CorsConfiguration: modeled("Says what browsers may ask from where.", cors),
    RouteSelectionExpression: modeled("Says how a message finds its route.", "text"),
    RouteKey: modeled("Names the route of a quick create.", "text"),
    Target: modeled("Says what that route asks.", "text"),
    CredentialsArn: unread,
    ApiKeySelectionExpression: ignored("Of API keys routes say whether they need one.", "text"),
    DisableExecuteApiEndpoint: modeled("Says whether the API's own name leads to it.", "truth"),
    DisableSchemaValidation: ignored("Messages are checked where a route has models.", "truth"),
    IpAddressType: ignored("Versions of IP change nothing.", "text"),
    Description: described,
    Version: described,
    Tags: tags,
  },
  make(values, { name }) {
    const ApiId = idOf(name);
    const { Body, ProtocolType = "HTTP" } = values;
    const create: TemplateOperation = {
      operation: "CreateApi",
      params: {
        ApiId,
        Name: name,
        ProtocolType,
        ...said(values, [
          "CorsConfiguration",
          "DisableExecuteApiEndpoint",
          "RouteSelectionExpression",
          "RouteKey",
          "Target",
        ]),
      },
    };
    if (!isObject(Body)) return [create];
    const body = base64Of(utf8Of(JSON.stringify(Body)));
    return [create, { operation: "ReimportApi", params: { ApiId, Body: body } }];
  },
  beside: Object.keys(besideHttpApis),
  warnings: apiWarnings,
  meaning: ({ ProtocolType }) =>
    ProtocolType === "WEBSOCKET" ? "A WebSocket API, simulated." : "An HTTP API, simulated.",
  deployment: apiDeployment,
};

const routeType: MadeType = {
  type: "AWS::ApiGatewayV2::Route",
  returns: ({ name }) => ({ RouteId: idOf(name) }),
  warnings: routeWarnings,
  properties: {
    ApiId: ofApi,
    RouteKey: modeled("Says what it is a route of.", "text"),
    Target: modeled("Names its integration.", "text"),
    AuthorizationType: modeled("Says who may call.", "text"),
    AuthorizerId: modeled("Names who is asked who may call.", "text"),
    AuthorizationScopes: modeled("Says what a token must allow.", "textList"),
    ApiKeyRequired: modeled("Says whether callers need an API key.", "truth"),
    ModelSelectionExpression: modeled("Says by what model a message is checked.", "text"),
    RequestModels: modeled("Names models of messages.", "textMap"),
    RequestParameters: ignored("They ask for nothing that is checked.", "plain"),
    RouteResponseSelectionExpression: ignored("There is one response of a route.", "text"),
    OperationName: ignored("It is for documents alone.", "text"),
  },
  make: (values, self) =>
    ofItsApi(self, (ApiId) => {
      const names = [
        "RouteKey",
        "Target",
        "AuthorizationType",
        "AuthorizerId",
        "AuthorizationScopes",
        "ApiKeyRequired",
        "ModelSelectionExpression",
        "RequestModels",
      ];
      const params = { ApiId, RouteId: idOf(self.name), ...said(values, names) };
      return [{ operation: "CreateRoute", params }];
    }),
  meaning: ({ RouteKey }) => `The route ${spelled(RouteKey)}, simulated.`,
  deployment: routeDeployment,
};

/** `ResponseParameters` as requests have them: by status, maps of texts. */
function responsesOf(value: unknown): PlainObject {
  const entries = Object.entries(objectOf(value as PlainObject)).map(([status, of]) => {
    const list = objectOf(of)["ResponseParameters"];
    const pairs = (Array.isArray(list) ? (list as readonly PlainObject[]) : []).map(
      ({ Destination, Source }) => [spelled(Destination), spelled(Source)] as const,
    );
    return [status, Object.fromEntries(pairs)] as const;
  });
  return Object.fromEntries(entries);
}

const integrationType: MadeType = {
  type: "AWS::ApiGatewayV2::Integration",
  returns: ({ name }) => ({ IntegrationId: idOf(name) }),
  warnings: integrationWarnings,
  properties: {
    ApiId: ofApi,
    IntegrationType: modeled("Says of which kind it is.", "text"),
    IntegrationSubtype: modeled("Names an operation of AWS.", "text"),
    IntegrationUri: modeled("Says what is asked.", "text"),
    IntegrationMethod: modeled("Says by which method.", "text"),
    PayloadFormatVersion: modeled("Says what a function gets.", "text"),
    RequestParameters: modeled("Says what is changed of a request.", "textMap"),
    ResponseParameters: modeled("Says what is changed of a response.", "plain"),
    TimeoutInMillis: modeled("Says how long it is waited for.", "wholeNumber"),
    ConnectionType: modeled("Says whether it lies in a VPC.", "text"),
    ConnectionId: modeled("Names the way there.", "text"),
    PassthroughBehavior: ignored("There are no templates that a body might pass.", "text"),
    RequestTemplates: {
      verdict: "opaque",
      meaning: "Mapping templates of WebSocket APIs are not rendered.",
    },
    TemplateSelectionExpression: ignored("It selects among such templates.", "text"),
    ContentHandlingStrategy: ignored("Messages are texts here.", "text"),
    CredentialsArn: unread,
    TlsConfig: ignored("Certificates change nothing.", "plain"),
    Description: described,
  },
  make: (values, self) =>
    ofItsApi(self, (ApiId) => {
      const names = [
        "IntegrationType",
        "IntegrationSubtype",
        "IntegrationUri",
        "IntegrationMethod",
        "PayloadFormatVersion",
        "RequestParameters",
        "TimeoutInMillis",
        "ConnectionType",
        "ConnectionId",
      ];
      const { ResponseParameters } = values;
      const params = {
        ApiId,
        IntegrationId: idOf(self.name),
        ...said(values, names),
        ...(ResponseParameters === undefined
          ? {}
          : { ResponseParameters: responsesOf(ResponseParameters) }),
      };
      return [{ operation: "CreateIntegration", params }];
    }),
  meaning: () => "What a route asks, simulated.",
  deployment: integrationDeployment,
};

const limits: Reading = {
  members: {
    ThrottlingBurstLimit: "wholeNumber",
    ThrottlingRateLimit: "plain",
    DetailedMetricsEnabled: "truth",
    DataTraceEnabled: "truth",
    LoggingLevel: "text",
  },
};

/** Limits whose rate is a number, however it is written. */
function limitsOf(value: unknown): PlainObject {
  const { ThrottlingRateLimit: rate, ...rest } = objectOf(value as PlainObject);
  return rate === undefined ? rest : { ...rest, ThrottlingRateLimit: Number(spelled(rate)) };
}

const stageType: MadeType = {
  type: "AWS::ApiGatewayV2::Stage",
  nameProperty: "StageName",
  warnings: stageWarnings,
  properties: {
    ApiId: ofApi,
    StageName: modeled("Names the stage.", "text"),
    AutoDeploy: modeled("Says whether it has every change.", "truth"),
    DeploymentId: modeled("Says what is deployed to it.", "text"),
    StageVariables: modeled("Says what its variables are.", "textMap"),
    DefaultRouteSettings: modeled("Says how much its routes take.", limits),
    RouteSettings: modeled("Says how much single routes take.", "plain"),
    AccessLogSettings: modeled("Says what is logged of requests.", {
      members: { DestinationArn: "text", Format: "text" },
    }),
    AccessPolicyId: ignored(
      "Permissions are checked where a scenario has iam: otherwise every call is allowed.",
      "text",
    ),
    ClientCertificateId: ignored("Certificates change nothing.", "text"),
    Description: described,
    Tags: ignored("Tags change nothing.", "plain"),
  },
  make: (values, self) =>
    ofItsApi(self, (ApiId) => {
      const { DefaultRouteSettings, RouteSettings } = values;
      const names = ["AutoDeploy", "DeploymentId", "StageVariables", "AccessLogSettings"];
      const params = {
        ApiId,
        StageName: self.name,
        ...said(values, names),
        ...(DefaultRouteSettings === undefined
          ? {}
          : { DefaultRouteSettings: limitsOf(DefaultRouteSettings) }),
        ...(RouteSettings === undefined
          ? {}
          : {
              RouteSettings: Object.fromEntries(
                Object.entries(objectOf(RouteSettings)).map(([key, own]) => [key, limitsOf(own)]),
              ),
            }),
      };
      return [{ operation: "CreateStage", params }];
    }),
  meaning: (_values, { name }) => `The stage ${name}, simulated.`,
  deployment: stageDeployment,
};

const deploymentType: MadeType = {
  type: "AWS::ApiGatewayV2::Deployment",
  returns: ({ name }) => ({ DeploymentId: idOf(name) }),
  properties: {
    ApiId: ofApi,
    StageName: modeled("Names a stage that has it.", "text"),
    Description: described,
  },
  make: (values, self) =>
    ofItsApi(self, (ApiId) => [
      {
        operation: "CreateDeployment",
        params: { ApiId, DeploymentId: idOf(self.name), ...said(values, ["StageName"]) },
      },
    ]),
  meaning: () => "What of the API is deployed, simulated.",
  deployment: deploymentDeployment,
};

const authorizerType: MadeType = {
  type: "AWS::ApiGatewayV2::Authorizer",
  nameProperty: "Name",
  returns: ({ name }) => ({ AuthorizerId: idOf(name) }),
  properties: {
    ApiId: ofApi,
    Name: modeled("Names it.", "text"),
    AuthorizerType: modeled("Says by what it decides.", "text"),
    AuthorizerUri: modeled("Names the function that is asked.", "text"),
    AuthorizerPayloadFormatVersion: modeled("Says what the function gets.", "text"),
    AuthorizerResultTtlInSeconds: modeled("Says how long answers hold.", "wholeNumber"),
    EnableSimpleResponses: modeled("Says whether it answers yes or no.", "truth"),
    IdentitySource: modeled("Says where identities are.", "textList"),
    JwtConfiguration: modeled("Says whose tokens hold.", {
      members: { Issuer: "text", Audience: "textList" },
    }),
    IdentityValidationExpression: ignored("It is reserved.", "text"),
    AuthorizerCredentialsArn: unread,
  },
  make: (values, self) =>
    ofItsApi(self, (ApiId) => {
      const names = [
        "AuthorizerType",
        "AuthorizerUri",
        "AuthorizerPayloadFormatVersion",
        "AuthorizerResultTtlInSeconds",
        "EnableSimpleResponses",
        "JwtConfiguration",
      ];
      const params = {
        ApiId,
        AuthorizerId: idOf(self.name),
        Name: self.name,
        IdentitySource: values["IdentitySource"] ?? [],
        ...said(values, names),
      };
      return [{ operation: "CreateAuthorizer", params }];
    }),
  meaning: () => "Who is asked who may call, simulated.",
  deployment: authorizerDeployment,
};

const modelType: MadeType = {
  type: "AWS::ApiGatewayV2::Model",
  nameProperty: "Name",
  returns: ({ name }) => ({ ModelId: idOf(name) }),
  properties: {
    ApiId: ofApi,
    Name: modeled("Names the model.", "text"),
    ContentType: modeled("Says what it is a model of.", "text"),
    Schema: modeled("Says what messages are like.", "jsonText"),
    Description: described,
  },
  make: ({ ContentType, Schema }, self) =>
    ofItsApi(self, (ApiId) => [
      {
        operation: "CreateModel",
        params: {
          ApiId,
          ModelId: idOf(self.name),
          Name: self.name.replaceAll(/[^a-zA-Z0-9]/g, ""),
          ContentType: ContentType ?? "application/json",
          Schema: textOf(Schema) ?? "{}",
        },
      },
    ]),
  meaning: (_values, { name }) => `The model ${name}, simulated.`,
  deployment: modelDeployment,
};

const routeResponseType: MadeType = {
  type: "AWS::ApiGatewayV2::RouteResponse",
  returns: ({ name }) => ({ RouteResponseId: idOf(name) }),
  properties: {
    ApiId: ofApi,
    RouteId: modeled("Names the route.", "text"),
    RouteResponseKey: modeled("Names the response.", "text"),
    ResponseModels: ignored("Responses are not checked.", "plain"),
    ResponseParameters: ignored("They are for documents alone.", "plain"),
    ModelSelectionExpression: ignored("Responses are not checked.", "text"),
  },
  make: (values, self) =>
    ofItsApi(self, (ApiId) => [
      {
        operation: "CreateRouteResponse",
        params: {
          ApiId,
          RouteResponseId: idOf(self.name),
          ...said(values, ["RouteId", "RouteResponseKey"]),
        },
      },
    ]),
  meaning: () => "That the sender of a message hears what came of it, simulated.",
  deployment: routeResponseDeployment,
};

const leftOut = ({
  type,
  meaning,
}: {
  readonly type: string;
  readonly meaning: string;
}): LeftOutType => ({ type, leftOut: { verdict: "ignored", meaning, charge: null } });

/** What templates may have of HTTP and WebSocket APIs. */
export const apigatewayv2TemplateTypes = templateTypes(facts, [
  apiType,
  routeType,
  integrationType,
  stageType,
  deploymentType,
  authorizerType,
  modelType,
  routeResponseType,
  domainType,
  mappingType,
  routingRuleType,
  leftOut({
    type: "AWS::ApiGatewayV2::IntegrationResponse",
    meaning: "Answers of integrations are handed on as they are.",
  }),
  leftOut({
    type: "AWS::ApiGatewayV2::ApiGatewayManagedOverrides",
    meaning: "What a quick create makes stays as it is.",
  }),
  leftOut({
    type: "AWS::ApiGatewayV2::VpcLink",
    meaning: "Endpoints in a VPC answer as those outside do.",
  }),
]);
