import { isFunction } from "./intrinsics.ts";
import {
  isGiven,
  isList,
  isMap,
  isText,
  memberOf,
  pick,
  setMember,
  sizeOf,
  type Json,
  type JsonMap,
  type Maybe,
} from "./json.ts";
import { copy, derive } from "./origin.ts";
import { resourceProblem, SamProblem, SamRefusal } from "./problems.ts";
import { printed, represented } from "./python-text.ts";
import { isVersion3 } from "./api/paths.ts";

const prefix = "AWS::Serverless::";

/** Properties that a section of Globals may have, in the order in which messages list them. */
const supported: Readonly<Record<string, readonly string[]>> = {
  Api: [
    ...["Auth", "Name", "DefinitionUri", "CacheClusterEnabled", "CacheClusterSize"],
    ...["MergeDefinitions", "Variables", "EndpointConfiguration", "MethodSettings"],
    ...["BinaryMediaTypes", "MinimumCompressionSize", "Cors", "GatewayResponses"],
    ...["AccessLogSetting", "CanarySetting", "TracingEnabled", "OpenApiVersion", "Domain"],
    ...["AlwaysDeploy", "PropagateTags", "SecurityPolicy", "EndpointAccessMode"],
  ],
  CapacityProvider: [
    ...["VpcConfig", "OperatorRole", "Tags", "InstanceRequirements", "ScalingConfig"],
    ...["KmsKeyArn", "PropagateTags"],
  ],
  Function: [
    ...["Handler", "Runtime", "CodeUri", "DeadLetterQueue", "Description", "MemorySize", "Timeout"],
    ...["VpcConfig", "Environment", "Tags", "PropagateTags", "Tracing", "KmsKeyArn"],
    ...["AutoPublishAlias", "AutoPublishAliasAllProperties", "Layers", "DeploymentPreference"],
    ...["RolePath", "PermissionsBoundary", "ReservedConcurrentExecutions"],
    ...["ProvisionedConcurrencyConfig", "AssumeRolePolicyDocument", "EventInvokeConfig"],
    ...["FileSystemConfigs", "CodeSigningConfigArn", "Architectures", "SnapStart"],
    ...["EphemeralStorage", "FunctionUrlConfig", "RuntimeManagementConfig", "LoggingConfig"],
    ...["RecursiveLoop", "SourceKMSKeyArn", "TenancyConfig", "DurableConfig"],
    ...["CapacityProviderConfig", "FunctionScalingConfig", "PublishToLatestPublished"],
    "VersionDeletionPolicy",
  ],
  HttpApi: [
    ...["Auth", "AccessLogSettings", "StageVariables", "Tags", "CorsConfiguration"],
    ...["DefaultRouteSettings", "Domain", "RouteSettings", "FailOnWarnings", "PropagateTags"],
  ],
  LayerVersion: ["PublishLambdaVersion"],
  SimpleTable: ["SSESpecification"],
  StateMachine: ["PropagateTags"],
  WebSocketApi: [
    ...["AccessLogSettings", "ApiKeySelectionExpression", "DefaultRouteSettings"],
    ...["DisableExecuteApiEndpoint", "DisableSchemaValidation", "Domain", "IpAddressType"],
    ...["PropagateTags", "RouteSettings", "RouteSelectionExpression", "StageVariables", "Tags"],
  ],
};

const refuse = (reason: string) => new SamRefusal([new SamProblem("globals", "", reason)]);

/** The sections of Globals by type. @throws SamRefusal for what they may not say */
function sectionsOf(globals: Maybe): ReadonlyMap<string, JsonMap> {
  if (globals === undefined) return new Map();
  const words = (list: readonly string[]) =>
    `Must be one of the following values - ${represented([...list])}`;
  if (!isMap(globals)) {
    throw refuse("It must be a non-empty dictionary");
  }
  const sections = new Map<string, JsonMap>();
  for (const [name, section] of Object.entries(globals)) {
    const members = Object.hasOwn(supported, name) ? supported[name] : undefined;
    if (members === undefined) {
      throw refuse(`'${name}' is not supported. ${words(Object.keys(supported))}`);
    }
    if (!isMap(section)) throw refuse("Value of ${section} must be a dictionary");
    const unknown = Object.keys(section).find((key) => !members.includes(key));
    if (unknown !== undefined) {
      throw refuse(`'${unknown}' is not a supported property of '${name}'. ${words(members)}`);
    }
    sections.set(`${prefix}${name}`, section);
  }
  return sections;
}

/** Merges Globals into the resources of their types, and takes them out of the template. */
export function mergeGlobals(
  template: JsonMap,
  spend: (steps: number) => void = () => undefined,
): void {
  const sections = sectionsOf(memberOf(template, "Globals"));
  const sizes = new Map([...sections.values()].map((section) => [section, sizeOf(section)]));
  const resources = memberOf(template, "Resources");
  for (const [id, resource] of Object.entries(isMap(resources) ? resources : {})) {
    if (!isMap(resource)) continue;
    const section = sections.get(printed(memberOf(resource, "Type")));
    if (section === undefined) continue;
    spend(sizes.get(section) ?? 0); // Each resource of the type gets a copy.
    mergeInto(id, resource, section);
  }
  delete template.Globals;
  handTagsOn(isMap(resources) ? resources : {});
  fixOpenApiVersions(isMap(resources) ? resources : {});
}

function mergeInto(id: string, resource: JsonMap, section: JsonMap): void {
  const ignored = memberOf(resource, "IgnoreGlobals");
  let inherited = section;
  if (isGiven(ignored)) inherited = notIgnored(id, ignored, section);
  delete resource.IgnoreGlobals;
  const own = memberOf(resource, "Properties") ?? {};
  if (isMap(own)) resource.Properties = merged(inherited, own);
}

/** What of a section a resource takes. @throws SamRefusal for what the section does not have */
function notIgnored(id: string, ignored: Json, section: JsonMap): JsonMap {
  if (ignored === "*") return {};
  const complain = (where: string) =>
    new SamRefusal([
      resourceProblem(id, `Resource ${id} has invalid resource attribute 'IgnoreGlobals'${where}.`),
    ]);
  if (!isList(ignored)) throw complain("");
  for (const key of ignored) {
    if (isText(key) && Object.hasOwn(section, key)) continue;
    throw complain(` on item '${printed(key)}'`);
  }
  return pick(section, (key) => !ignored.includes(key));
}

/** Mappings are merged, lists put one after the other, and all else is the resource's own. */
function merged(general: Json, own: Json): Json {
  if (isList(general) && isList(own)) return derive([...copy(general), ...own], own, general);
  const bothMaps = isMap(general) && isMap(own) && !isFunction(general) && !isFunction(own);
  if (!bothMaps) return own;
  const all: JsonMap = copy(general);
  for (const [key, value] of Object.entries<Json>(own)) {
    const base = memberOf(all, key);
    setMember(all, key, base === undefined ? value : merged(base, value));
  }
  return derive(all, own, general);
}

/** Implicit APIs have the tags of functions and state machines that hand theirs on. */
function handTagsOn(resources: JsonMap): void {
  for (const resource of Object.values(resources)) {
    const properties = memberOf(resource, "Properties");
    const tags = memberOf(properties, "Tags");
    if (!isGiven(memberOf(properties, "PropagateTags")) || !isMap(tags)) continue;
    const events = memberOf(properties, "Events");
    for (const event of Object.values(isMap(events) ? events : {})) {
      const own = memberOf(event, "Properties");
      for (const [property, id] of [
        ["RestApiId", "ServerlessRestApi"],
        ["ApiId", "ServerlessHttpApi"],
      ] as const) {
        if (memberOf(memberOf(own, property), "Ref") !== id) continue;
        const api = memberOf(memberOf(resources, id), "Properties");
        if (!isMap(api)) continue;
        const there = memberOf(api, "Tags");
        api.Tags = { ...(isMap(there) ? there : {}), ...tags };
        api.PropagateTags = true;
      }
    }
  }
}

/** APIs whose definitions SAM writes are of the version of OpenAPI that they ask for. */
function fixOpenApiVersions(resources: JsonMap): void {
  for (const resource of Object.values(resources)) {
    if (memberOf(resource, "Type") !== "AWS::Serverless::Api") continue;
    const properties = memberOf(resource, "Properties");
    const version = memberOf(properties, "OpenApiVersion");
    if (!isMap(properties) || version === undefined) continue;
    if (!isGiven(memberOf(properties, "__MANAGE_SWAGGER"))) continue;
    const text = isText(version) ? version : versionText(version);
    if (!isVersion3(text)) continue;
    properties.OpenApiVersion = text;
    const definition = memberOf(properties, "DefinitionBody");
    if (!isMap(definition)) continue;
    definition.openapi = properties.OpenApiVersion;
    delete definition.swagger;
  }
}

/** A version that was written as a number: `3.0`. */
const versionText = (version: Json): string =>
  typeof version === "number" && Number.isInteger(version) ? `${version}.0` : printed(version);
