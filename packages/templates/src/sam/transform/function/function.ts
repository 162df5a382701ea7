import { expectMap, ofResource } from "../expectations.ts";
import { asProblemOf, readEvent, type EventTarget } from "../events/event.ts";
import { functionEvents } from "../events/types.ts";
import { choicesOf, getAtt, idIn, isNoValue, ref, when } from "../intrinsics.ts";
import { isGiven, isList, isMap, isText, mapOf, memberOf, type Json, type JsonMap, type Maybe } from "../json.ts";
import { hashedId } from "../logical-id.ts";
import { assumedBy, deadLetters } from "../policies/documents.ts";
import { resourceProblem } from "../problems.ts";
import { represented } from "../python-text.ts";
import { generated, tagList, type Generated, type SamResource } from "../resource.ts";
import { makeRole } from "../role.ts";
import type { Stage } from "../stage.ts";
import { codeOf } from "./code.ts";
import { deploymentPreference } from "./deployment-preferences.ts";
import { makeFunctionUrl } from "./function-url.ts";
import { makeInvokeConfig, type Alias } from "./invoke-config.ts";
import { checkTogether } from "./checks.ts";

/** Looks whether the function's events name what is there. @throws SamProblem where they do not */
export function linkFunction({ id, properties }: SamResource, resources: JsonMap): void {
  try {
    for (const [name, written] of eventsOf(properties)) {
      const { event, type } = readEvent(functionEvents, id, name, written);
      type.link?.(event, resources);
    }
  } catch (error) {
    throw asProblemOf(id, error);
  }
}

/** A function, and all that SAM makes around it. */
export function makeFunction(sam: SamResource, stage: Stage): Generated[] {
  const { id, properties } = sam;
  checkTogether(sam);
  checkDeadLetterQueue(id, memberOf(properties, "DeadLetterQueue"));
  const lambda = lambdaOf(sam, stage);
  if (isGiven(memberOf(properties, "ProvisionedConcurrencyConfig")) && !isGiven(memberOf(properties, "AutoPublishAlias"))) {
    throw resourceProblem(
      id,
      "To set ProvisionedConcurrencyConfig AutoPublishALias must be defined on the function",
    );
  }
  const versions = versionsOf(sam, stage, lambda);
  const alias = versions?.alias;
  const url = memberOf(properties, "FunctionUrlConfig");
  const urls = isGiven(url) ? makeFunctionUrl(sam, url, alias?.id) : [];
  setDeployment(sam, stage, versions?.aliasResource);
  const invoke = isGiven(memberOf(properties, "EventInvokeConfig"))
    ? makeInvokeConfig(sam, stage, alias)
    : undefined;
  const role = setRole(sam, stage, lambda, invoke?.policies ?? []);
  const target = targetOf(sam, stage, alias, role);
  return propagated(sam, [
    lambda,
    ...(versions === undefined ? [] : [versions.version, versions.aliasResource]),
    ...urls,
    ...(invoke?.resources ?? []),
    ...(role === undefined ? [] : [role]),
    ...eventResources(sam, target),
  ]);
}

const eventsOf = (properties: JsonMap): [string, Json][] => {
  const events = memberOf(properties, "Events");
  return isMap(events) ? Object.entries(events) : [];
};

/** Resources of events, a default route before all others, since it permits them too. */
function eventResources({ id, properties }: SamResource, target: EventTarget): Generated[] {
  const keyOf = ([name, event]: [string, Json]): string => {
    const path = memberOf(memberOf(event, "Properties"), "Path");
    return isText(path) ? path : name;
  };
  const sorted = eventsOf(properties)
    .map((entry) => ({ entry, key: keyOf(entry) }))
    .sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0));
  try {
    return sorted.flatMap(({ entry: [name, written] }) => {
      const { event, type } = readEvent(functionEvents, id, name, written);
      return type.make({ ...event, target });
    });
  } catch (error) {
    throw asProblemOf(id, error);
  }
}

function targetOf(
  { id, inherited }: SamResource,
  stage: Stage,
  alias: Alias | undefined,
  role: Generated | undefined,
): EventTarget {
  return {
    kind: "function",
    id: alias?.id ?? id,
    name: ref(alias?.id ?? id),
    arn: alias === undefined ? getAtt(id, "Arn") : ref(alias.id),
    inherited,
    role,
    permissionsBoundary: undefined,
    stage,
  };
}

const queueActions: Readonly<Record<string, string>> = { SQS: "sqs:SendMessage", SNS: "sns:Publish" };

function checkDeadLetterQueue(id: string, queue: Maybe): void {
  if (!isGiven(queue)) return;
  const type = memberOf(queue, "Type");
  if (!isGiven(type) || !isGiven(memberOf(queue, "TargetArn"))) {
    throw resourceProblem(
      id,
      "'DeadLetterQueue' requires Type and TargetArn properties to be specified.",
    );
  }
  if (!isText(type)) throw resourceProblem(id, "Property 'DeadLetterQueue.Type' should be a string.");
  if (!Object.hasOwn(queueActions, type)) {
    throw resourceProblem(
      id,
      `'DeadLetterQueue' requires Type of ${represented(Object.keys(queueActions))}`,
    );
  }
}

/** Properties that Lambda's function has as SAM's has them. */
const passedOn = [
  ...["FunctionName", "Handler", "Runtime", "Description", "MemorySize", "Timeout", "VpcConfig"],
  ...["Role", "Environment", "KmsKeyArn", "ReservedConcurrentExecutions", "Layers"],
  ...["FileSystemConfigs", "ImageConfig", "PackageType", "Architectures", "SnapStart"],
  ...["EphemeralStorage", "CodeSigningConfigArn", "RuntimeManagementConfig", "LoggingConfig"],
  ...["RecursiveLoop", "TenancyConfig", "DurableConfig", "FunctionScalingConfig"],
  "PublishToLatestPublished",
];

function lambdaOf(sam: SamResource, stage: Stage): Generated {
  const { id, properties, attributes, dependsOn } = sam;
  const code = codeOf(sam);
  const key = memberOf(properties, "SourceKMSKeyArn");
  const tracing = tracingOf(properties, stage);
  const queue = memberOf(properties, "DeadLetterQueue");
  const lambda = generated(
    id,
    "AWS::Lambda::Function",
    {
      ...Object.fromEntries(passedOn.map((name) => [name, memberOf(properties, name)])),
      Code: isGiven(key) ? { ...code, SourceKMSKeyArn: key } : code,
      Tags: functionTags(properties),
      TracingConfig: tracing === undefined ? undefined : { Mode: tracing },
      DeadLetterConfig: isGiven(queue)
        ? { TargetArn: memberOf(queue, "TargetArn") ?? null }
        : undefined,
      CapacityProviderConfig: capacityProviderConfig(id, memberOf(properties, "CapacityProviderConfig")),
    },
    { attributes, dependsOn, from: properties },
  );
  checkPackage(lambda);
  return lambda;
}

const createdBy = "lambda:createdBy";

/** The tags of what SAM makes for a function. */
export function functionTags(properties: JsonMap): Json[] {
  return [...tagList({ [createdBy]: "SAM" }), ...tagList(memberOf(properties, "Tags"))];
}

function capacityProviderConfig(id: string, given: Maybe): Maybe {
  if (!isGiven(given)) return undefined;
  const config = expectMap(given, "CapacityProviderConfig", ofResource(id));
  return {
    LambdaManagedInstancesCapacityProviderConfig: mapOf({
      CapacityProviderArn: memberOf(config, "Arn"),
      PerExecutionEnvironmentMaxConcurrency: memberOf(config, "PerExecutionEnvironmentMaxConcurrency"),
      ExecutionEnvironmentMemoryGiBPerVCpu: memberOf(config, "ExecutionEnvironmentMemoryGiBPerVCpu"),
    }),
  };
}

function checkPackage({ id, properties }: Generated): void {
  const given = (name: string) => isGiven(memberOf(properties, name));
  const image = isGiven(memberOf(memberOf(properties, "Code"), "ImageUri"));
  if (memberOf(properties, "PackageType") === "Image") {
    if (given("Handler") || given("Runtime") || given("Layers")) {
      throw resourceProblem(
        id,
        "Runtime, Handler, Layers cannot be present when PackageType is of type `Image`",
      );
    }
    if (!image) {
      throw resourceProblem(id, "ImageUri needs to be present when PackageType is of type `Image`");
    }
    return;
  }
  if (!given("Runtime") || !given("Handler")) {
    throw resourceProblem(
      id,
      "Runtime and Handler needs to be present when PackageType is of type `Zip`",
    );
  }
  if (image || given("ImageConfig")) {
    throw resourceProblem(
      id,
      "ImageUri or ImageConfig cannot be present when PackageType is of type `Zip`",
    );
  }
}

interface Versions {
  readonly version: Generated;
  readonly aliasResource: Generated;
  readonly alias: Alias;
}

/** The version that is published when the code changes, and the alias that points to it. */
function versionsOf(sam: SamResource, stage: Stage, lambda: Generated): Versions | undefined {
  const { id, properties, inherited } = sam;
  const given = memberOf(properties, "AutoPublishAlias");
  if (!isGiven(given)) {
    if (given === undefined || given === null || given === "") return undefined;
  }
  const name = stage.resolver.parameters(given ?? "");
  if (!isText(name)) {
    throw resourceProblem(
      id,
      "'AutoPublishAlias' must be a string or a Ref to a template parameter",
    );
  }
  const deletion = memberOf(properties, "VersionDeletionPolicy");
  const isManaged = isGiven(memberOf(properties, "CapacityProviderConfig"));
  const attributes: JsonMap = { DeletionPolicy: isManaged ? "Delete" : "Retain", ...inherited };
  const policy = deletion === undefined ? undefined : versionDeletion(id, stage, deletion);
  if (policy !== undefined) attributes.DeletionPolicy = policy;
  const version = generated(
    versionId(sam, stage, lambda),
    "AWS::Lambda::Version",
    {
      FunctionName: ref(id),
      Description: memberOf(properties, "VersionDescription"),
      FunctionScalingConfig: memberOf(properties, "FunctionScalingConfig"),
    },
    { attributes },
  );
  if (name === "") throw resourceProblem(id, "Alias name is required to create an alias");
  if (!/^(?!^[0-9]+$)([a-zA-Z0-9-_]+)$/.test(name)) {
    throw resourceProblem(
      id,
      `AutoPublishAlias name ('${name}') must contain only alphanumeric characters, hyphens, or underscores matching (?!^[0-9]+$)([a-zA-Z0-9-_]+) pattern.`,
    );
  }
  const alias = { id: `${id}Alias${name.replace(/[^a-zA-Z0-9]/g, (letter) => (letter === "-" ? "D" : "U"))}`, name };
  const provisioned = memberOf(properties, "ProvisionedConcurrencyConfig");
  const aliasResource = generated(
    alias.id,
    "AWS::Lambda::Alias",
    {
      Name: name,
      FunctionName: ref(id),
      FunctionVersion: getAtt(version.id, "Version"),
      ProvisionedConcurrencyConfig: isGiven(provisioned) ? provisioned : undefined,
    },
    { attributes: inherited, from: properties },
  );
  return { version, aliasResource, alias };
}

function versionDeletion(id: string, stage: Stage, given: Json): Json | undefined {
  const policy = stage.resolver.parameters(given);
  if (policy === null || policy === "") return undefined;
  if (policy === "Delete" || policy === "Retain") return policy;
  throw resourceProblem(
    id,
    "'VersionDeletionPolicy' must be one of the following options: ['Delete', 'Retain'].",
  );
}

/** A new version is published when what its id is of changes. */
function versionId({ id, properties }: SamResource, stage: Stage, lambda: Generated): string {
  const prefix = `${id}Version`;
  const given = memberOf(properties, "AutoPublishCodeSha256");
  const sha = isGiven(given) ? stage.resolver.parameters(given) : undefined;
  if (sha !== undefined && !isText(sha)) {
    throw resourceProblem(id, "AutoPublishCodeSha256 must be a string");
  }
  const isOfAll = isGiven(memberOf(properties, "AutoPublishAliasAllProperties"));
  if (sha !== undefined) {
    // The function has to change as well, or there is nothing to publish.
    if (isOfAll) lambda.properties.Description = sha;
    return `${prefix}${sha.slice(0, 10)}`;
  }
  return hashedId(prefix, isOfAll ? allOf(lambda, stage) : codeAndMore(lambda, stage));
}

function allOf({ properties }: Generated, stage: Stage): JsonMap {
  const layers = memberOf(properties, "Layers");
  const published: JsonMap = {};
  for (const layer of isList(layers) ? layers : []) {
    const layerId = idIn(layer);
    const own = layerId === undefined ? undefined : memberOf(stage.made, layerId);
    const layerProperties = memberOf(own, "Properties");
    if (layerId === undefined || !isMap(layerProperties)) continue;
    if (isGiven(memberOf(layerProperties, "PublishLambdaVersion"))) {
      published[layerId] = layerProperties;
    }
  }
  return { ...properties, ...published };
}

function codeAndMore({ properties }: Generated, stage: Stage): JsonMap {
  const code = stage.resolver.parameters(memberOf(properties, "Code") ?? {});
  const data: JsonMap = isMap(code) ? { ...code } : {};
  const environment = memberOf(properties, "Environment");
  const memory = memberOf(properties, "MemorySize");
  const snapStart = memberOf(properties, "SnapStart");
  if (isGiven(environment) && isMap(environment)) Object.assign(data, environment);
  if (isGiven(memory)) data.MemorySize = memory;
  if (isGiven(snapStart) && (memberOf(snapStart, "ApplyOn") ?? "None") !== "None") {
    data.SnapStart = snapStart;
  }
  return data;
}

function setDeployment(sam: SamResource, stage: Stage, alias: Generated | undefined): void {
  const { id, properties, inherited } = sam;
  const given = memberOf(properties, "DeploymentPreference");
  if (!isGiven(given) || !isMap(given)) return;
  const written = { ...given };
  for (const name of ["Enabled", "Type"]) {
    const value = memberOf(written, name);
    if (value !== undefined) written[name] = stage.resolver.mapped(stage.resolver.parameters(value));
  }
  const passes = memberOf(written, "PassthroughCondition");
  if (passes !== undefined) written.PassthroughCondition = truthOf(id, stage, passes);
  const tags = memberOf(properties, "Tags");
  const hands = isGiven(memberOf(properties, "PropagateTags")) && isMap(tags);
  const preference = deploymentPreference(id, written, {
    condition: memberOf(inherited, "Condition"),
    tags: hands ? tags : undefined,
  });
  stage.deployments.add(preference);
  if (!preference.isEnabled) return;
  if (alias === undefined) {
    throw resourceProblem(
      id,
      "'DeploymentPreference' requires AutoPublishAlias property to be specified.",
    );
  }
  alias.attributes.UpdatePolicy = stage.deployments.updatePolicy(preference);
}

function truthOf(id: string, stage: Stage, given: Json): boolean {
  const value = stage.resolver.mapped(stage.resolver.parameters(given));
  if (value === true || value === "true" || value === "True") return true;
  if (value === false || value === "false" || value === "False") return false;
  if (isMap(value)) {
    throw resourceProblem(
      id,
      "Unsupported intrinsic: the only intrinsic functions supported for property PassthroughCondition are FindInMap and parameter Refs.",
    );
  }
  throw resourceProblem(id, "Invalid value for property PassthroughCondition.");
}

/** Makes the role of the function where it has none, or none under a condition. */
function setRole(
  sam: SamResource,
  stage: Stage,
  lambda: Generated,
  invokePolicies: readonly Json[],
): Generated | undefined {
  const given = memberOf(lambda.properties, "Role");
  const choices = choicesOf(given);
  if (given !== undefined && choices === undefined) return undefined;
  const role = roleOf(sam, stage, invokePolicies);
  const own = getAtt(role.id, "Arn");
  if (choices === undefined) {
    lambda.properties.Role = own;
    return role;
  }
  const [condition = null, then = null, otherwise = null] = isList(choices)
    ? choices.map((each) => stage.resolver.parameters(each))
    : [];
  if (isNoValue(then) && isNoValue(otherwise)) {
    lambda.properties.Role = own;
    return role;
  }
  if (isNoValue(then)) {
    lambda.properties.Role = when(condition, own, otherwise);
    role.attributes.Condition = condition;
    return role;
  }
  if (!isNoValue(otherwise)) return undefined;
  lambda.properties.Role = when(condition, then, own);
  const negated = `NOT${String(condition)}`;
  role.attributes.Condition = negated;
  if (stage.conditions !== undefined) {
    stage.conditions[negated] = { "Fn::Not": [{ Condition: condition }] };
  }
  return role;
}

function roleOf(sam: SamResource, stage: Stage, invokePolicies: readonly Json[]): Generated {
  const { id, properties, inherited } = sam;
  const isDurable = isGiven(memberOf(properties, "DurableConfig"));
  const tracing = tracingOf(properties, stage);
  const queue = memberOf(properties, "DeadLetterQueue");
  const type = memberOf(queue, "Type");
  const managed = [
    `service-role/${isDurable ? "AWSLambdaBasicDurableExecutionRolePolicy" : "AWSLambdaBasicExecutionRole"}`,
    ...(tracing !== undefined ? [tracingPolicy(stage.partition)] : []),
    ...(isGiven(memberOf(properties, "VpcConfig")) ? ["service-role/AWSLambdaVPCAccessExecutionRole"] : []),
  ];
  const documents = isText(type)
    ? [deadLetters(queueActions[type] ?? "", memberOf(queue, "TargetArn") ?? null)]
    : [];
  return makeRole(
    {
      owner: id,
      attributes: inherited,
      assumeRole: memberOf(properties, "AssumeRolePolicyDocument") ?? assumedBy("lambda.amazonaws.com"),
      policies: memberOf(properties, "Policies"),
      managedPolicies: managed.map((name) => stage.managedPolicyArn(name)),
      documents: [...documents, ...invokePolicies],
      path: memberOf(properties, "RolePath"),
      boundary: memberOf(properties, "PermissionsBoundary"),
      tags: functionTags(properties),
    },
    stage,
  );
}

/** How a function is traced; `undefined` where it is not. */
function tracingOf(properties: JsonMap, stage: Stage): Json | undefined {
  const given = memberOf(properties, "Tracing");
  if (!isGiven(given) || stage.resolver.parameters(given) === "Disabled") return undefined;
  return given;
}

/** The policy by which X-Ray gets traces. */
export const tracingPolicy = (partition: string): string =>
  partition === "aws" ? "AWSXrayWriteOnlyAccess" : "AWSXRayDaemonWriteAccess";

/** What has tags gets those of the function, where it hands them on. */
function propagated({ properties }: SamResource, resources: Generated[]): Generated[] {
  const tags = memberOf(properties, "Tags");
  if (!isGiven(memberOf(properties, "PropagateTags")) || !isGiven(tags)) return resources;
  for (const resource of resources) setTags(resource, tags);
  return resources;
}

/** Types that SAM gives tags to, and whether it does so as a mapping. */
const tagged: Readonly<Record<string, "list" | "map">> = {
  "AWS::Lambda::Function": "list",
  "AWS::IAM::Role": "list",
  "AWS::S3::Bucket": "list",
  "AWS::ApiGateway::RestApi": "list",
  "AWS::ApiGateway::Stage": "list",
  "AWS::ApiGateway::DomainName": "list",
  "AWS::ApiGateway::DomainNameV2": "list",
  "AWS::ApiGateway::UsagePlan": "list",
  "AWS::ApiGatewayV2::Api": "map",
  "AWS::ApiGatewayV2::Stage": "map",
  "AWS::ApiGatewayV2::DomainName": "map",
  "AWS::StepFunctions::StateMachine": "list",
  "AWS::SNS::Topic": "list",
  "AWS::SQS::Queue": "list",
  "AWS::IoT::TopicRule": "list",
  "AWS::CodeDeploy::Application": "list",
  "AWS::CodeDeploy::DeploymentGroup": "list",
  "AWS::DynamoDB::Table": "list",
};

/** Gives a resource tags, where it can have them. */
export function setTags(resource: Generated, tags: Json): void {
  const form = Object.hasOwn(tagged, resource.type) ? tagged[resource.type] : undefined;
  if (form === "list") resource.properties.Tags = tagList(tags);
  if (form === "map") resource.properties.Tags = tags;
}

