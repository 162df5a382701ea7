import { describe, expect, it } from "vitest";
import { refusalOf, resourcesOf, worker } from "../../../test/transformed.ts";
import { memberOf } from "./json.ts";

/** What each section may say. */
const supported = {
  Function:
    "Handler Runtime CodeUri DeadLetterQueue Description MemorySize Timeout VpcConfig Environment Tags PropagateTags Tracing KmsKeyArn AutoPublishAlias AutoPublishAliasAllProperties Layers DeploymentPreference RolePath PermissionsBoundary ReservedConcurrentExecutions ProvisionedConcurrencyConfig AssumeRolePolicyDocument EventInvokeConfig FileSystemConfigs CodeSigningConfigArn Architectures SnapStart EphemeralStorage FunctionUrlConfig RuntimeManagementConfig LoggingConfig RecursiveLoop SourceKMSKeyArn TenancyConfig DurableConfig CapacityProviderConfig FunctionScalingConfig PublishToLatestPublished VersionDeletionPolicy",
  SimpleTable: "SSESpecification",
  StateMachine: "PropagateTags",
  LayerVersion: "PublishLambdaVersion",
  Api: "Auth Name DefinitionUri CacheClusterEnabled CacheClusterSize MergeDefinitions Variables EndpointConfiguration MethodSettings BinaryMediaTypes MinimumCompressionSize Cors GatewayResponses AccessLogSetting CanarySetting TracingEnabled OpenApiVersion Domain AlwaysDeploy PropagateTags SecurityPolicy EndpointAccessMode",
  HttpApi:
    "Auth AccessLogSettings StageVariables Tags CorsConfiguration DefaultRouteSettings Domain RouteSettings FailOnWarnings PropagateTags",
  CapacityProvider:
    "VpcConfig OperatorRole Tags InstanceRequirements ScalingConfig KmsKeyArn PropagateTags",
  WebSocketApi:
    "AccessLogSettings ApiKeySelectionExpression DefaultRouteSettings DisableExecuteApiEndpoint DisableSchemaValidation Domain IpAddressType PropagateTags RouteSettings RouteSelectionExpression StageVariables Tags",
};
/** Properties that name one resource, or say who may use it. */
const own = { Function: "FunctionName Role Policies Events ImageUri InlineCode", Api: "StageName" };

const globals = (section: string, name: string): string =>
  refusalOf(
    `Globals: {${section}: {${name}: null}}\nResources: {Q: {Type: AWS::SQS::Queue}}`,
  ).join();

describe("Globals", () => {
  it("sam.globals.sections: a section takes what its type shares, and nothing that names one resource", () => {
    for (const [section, names] of Object.entries(supported)) {
      for (const name of names.split(" "))
        expect(globals(section, name), `${section}.${name}`).toBe("");
    }
    for (const [section, names] of Object.entries(own)) {
      for (const name of names.split(" ")) {
        expect(globals(section, name)).toContain(
          `'${name}' is not a supported property of '${section}'`,
        );
      }
    }
    expect(globals("Application", "Location")).toContain("'Application' is not supported");
  });

  it("sam.globals.merged: scalars are replaced, maps merged with the resource's first, lists put after the general ones", () => {
    const workerOf = (ignored: string) =>
      memberOf(
        resourcesOf(
          `Globals: {Function: {Timeout: 9, MemorySize: 256, Layers: [g], Environment: {Variables: {A: g, B: g}}}}\nResources:${worker(
            "\n      Timeout: 3\n      Layers: [o]\n      Environment: {Variables: {B: o}}",
          )}\n    ${ignored}`,
        ).Worker,
        "Properties",
      );
    expect(workerOf("")).toMatchObject({
      Timeout: 3,
      MemorySize: 256,
      Layers: ["g", "o"],
      Environment: { Variables: { A: "g", B: "o" } },
    });
    // No resource takes a general value away but by IgnoreGlobals.
    expect(workerOf("IgnoreGlobals: [Layers, MemorySize]")).toMatchObject({ Layers: ["o"] });
    expect(workerOf("IgnoreGlobals: [MemorySize]")).not.toHaveProperty("MemorySize");
    expect(workerOf("IgnoreGlobals: '*'")).toMatchObject({
      Layers: ["o"],
      Environment: { Variables: { B: "o" } },
    });
  });
});
