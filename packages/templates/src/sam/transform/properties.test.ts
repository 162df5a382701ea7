import { describe, expect, it } from "vitest";
import { refusalOf } from "../../../test/transformed.ts";
import { schemas } from "./schemas.ts";

/** The properties of each type, the required ones with a star. */
const properties = {
  function: [
    "FunctionName Handler Runtime CodeUri ImageUri PackageType InlineCode DeadLetterQueue Description",
    "MemorySize Timeout VpcConfig Role AssumeRolePolicyDocument Policies RolePath PermissionsBoundary",
    "Environment Events Tags PropagateTags Tracing KmsKeyArn DeploymentPreference",
    "ReservedConcurrentExecutions Layers EventInvokeConfig EphemeralStorage AutoPublishAlias",
    "AutoPublishCodeSha256 AutoPublishAliasAllProperties VersionDescription",
    "ProvisionedConcurrencyConfig FileSystemConfigs ImageConfig CodeSigningConfigArn Architectures",
    "SnapStart FunctionUrlConfig RuntimeManagementConfig LoggingConfig RecursiveLoop SourceKMSKeyArn",
    "CapacityProviderConfig FunctionScalingConfig VersionDeletionPolicy PublishToLatestPublished",
    "TenancyConfig DurableConfig",
  ],
  "capacity-provider": [
    "CapacityProviderName VpcConfig* OperatorRole Tags PropagateTags InstanceRequirements",
    "ScalingConfig KmsKeyArn",
  ],
  api: [
    "Name StageName* Tags PropagateTags DefinitionBody DefinitionUri MergeDefinitions",
    "CacheClusterEnabled CacheClusterSize Variables EndpointConfiguration MethodSettings",
    "BinaryMediaTypes MinimumCompressionSize Cors Auth GatewayResponses AccessLogSetting CanarySetting",
    "TracingEnabled OpenApiVersion Models Domain FailOnWarnings Description Mode",
    "DisableExecuteApiEndpoint ApiKeySourceType AlwaysDeploy Policy SecurityPolicy EndpointAccessMode",
  ],
  "http-api": [
    "Name StageName Tags PropagateTags DefinitionBody DefinitionUri StageVariables CorsConfiguration",
    "AccessLogSettings DefaultRouteSettings Auth RouteSettings Domain FailOnWarnings Description",
    "DisableExecuteApiEndpoint",
  ],
  "web-socket-api": [
    "ApiKeySelectionExpression AccessLogSettings Auth DefaultRouteSettings Description",
    "DisableExecuteApiEndpoint Domain DisableSchemaValidation FailOnWarnings IpAddressType Name",
    "PropagateTags Routes* RouteSettings RouteSelectionExpression* StageName StageVariables Tags",
  ],
  "simple-table": [
    "PointInTimeRecoverySpecification PrimaryKey ProvisionedThroughput TableName Tags SSESpecification",
  ],
  application: ["Location* TemplateUrl Parameters NotificationARNs Tags TimeoutInMinutes"],
  "layer-version": [
    "LayerName Description PublishLambdaVersion ContentUri* CompatibleArchitectures",
    "CompatibleRuntimes LicenseInfo RetentionPolicy",
  ],
  "state-machine": [
    "Definition DefinitionUri Logging Role RolePath DefinitionSubstitutions Events Name Type Tags",
    "PropagateTags Policies Tracing PermissionsBoundary AutoPublishAlias DeploymentPreference",
    "UseAliasAsEventTarget",
  ],
  connector: ["Source* Destination* Permissions*"],
  "graph-ql-api": [
    "Name Tags XrayEnabled Auth* SchemaInline SchemaUri Logging DataSources Functions Resolvers ApiKeys",
    "DomainName Cache Visibility OwnerContact IntrospectionConfig QueryDepthLimit ResolverCountLimit",
  ],
};

/** What a type of SAM has and templates do not write. */
const ofTheTransform = ["__MANAGE_SWAGGER"];

const templateOf = (type: string, given: readonly string[], value: string): string =>
  `Resources: {A: {Type: ${type}, Properties: {${given.map((name) => `${name}: ${value}`).join(", ")}}}}`;

describe("the properties of a type are those of SAM, each is taken, and the required ones are demanded", () => {
  it.each([
    ["function", "Function"],
    ["capacity-provider", "CapacityProvider"],
    ["api", "Api"],
    ["http-api", "HttpApi"],
    ["web-socket-api", "WebSocketApi"],
    ["simple-table", "SimpleTable"],
    ["application", "Application"],
    ["layer-version", "LayerVersion"],
    ["state-machine", "StateMachine"],
    ["connector", "Connector"],
    ["graph-ql-api", "GraphQLApi"],
  ] as const)("sam.property.%s: %s", (row, name) => {
    const type = `AWS::Serverless::${name}`;
    const listed = properties[row].flatMap((line) => line.split(" "));
    const names = listed.map((each) => each.replace("*", ""));
    const required = listed.filter((each) => each.endsWith("*")).map((each) => each.slice(0, -1));
    const rules = schemas[type] ?? {};
    const own = Object.keys(rules).filter((each) => !ofTheTransform.includes(each));
    expect(own.sort()).toEqual([...names].sort());

    const unknown = `property Color not defined for resource of type ${type}`;
    expect(refusalOf(templateOf(type, [...required, "Color"], "{Ref: P}")).join()).toContain(
      unknown,
    );
    // What is null is there, and as if absent.
    expect(refusalOf(templateOf(type, names, "null")).join()).not.toContain("not defined");
    for (const missing of required) {
      const others = required.filter((each) => each !== missing);
      expect(refusalOf(templateOf(type, others, "{Ref: P}")).join()).toMatch(
        new RegExp(
          `Missing required property '${missing}'\\.|missing the required \\[${missing}\\]`,
        ),
      );
    }
    const demanded = Object.entries(rules).flatMap(([each, rule]) => (rule.required ? each : []));
    expect(demanded.sort()).toEqual([...required].sort());
  });
});
