import { type PlainObject, type TemplateNode } from "./node.ts";
import { eventMeaning } from "./meanings.ts";
import type { PlannedOperation, PropertyReport, ResourcePlan } from "./plan.ts";
import {
  numberMap,
  readProperties,
  tagMap,
  text,
  textList,
  textMap,
  wholeNumber,
  type PropertyRule,
  type PropertyRules,
} from "./property-rules.ts";
import type { ResolvedResource } from "./resolve.ts";
import { arnOf, generatedNameOf } from "./return-values.ts";
import type { StackEnvironment } from "./environment.ts";
import { eventsOf } from "./serverless-function.ts";

const ignored = (meaning: string): PropertyRule => ({ verdict: "ignored", meaning });
const opaque = (meaning: string): PropertyRule => ({ verdict: "opaque", meaning });

const code = ignored(
  "Code is not run: a profile, a script or a handler says what the function does.",
);
const permissions = ignored("Permissions are not checked: every call is allowed.");
const observation = ignored("Logs and traces of AWS are not written.");
const network = opaque("Networks are not modeled: they add no latency and block nothing.");
const versions = opaque(
  "Versions and aliases are not modeled yet: every call reaches the function itself.",
);
const asynchronous = opaque(
  "Asynchronous invocation is not modeled yet: its retries and destinations do nothing.",
);
const storage = opaque("File systems are not modeled: reading them takes no time.");
const managedInstances = opaque("Managed instances are not modeled: the function runs on demand.");

const sharedRules: PropertyRules = {
  FunctionName: { verdict: "modeled", meaning: "Names the function.", read: text },
  Runtime: { verdict: "modeled", meaning: "Decides how long a cold start takes.", read: text },
  Handler: { ...code, read: text },
  Role: { ...permissions, read: text },
  MemorySize: {
    verdict: "modeled",
    meaning: "Decides what a millisecond costs.",
    read: wholeNumber,
    exact: true,
  },
  Timeout: {
    verdict: "modeled",
    meaning: "Ends long invocations.",
    read: wholeNumber,
    exact: true,
  },
  Architectures: { verdict: "modeled", meaning: "Decides the price.", read: textList },
  PackageType: { verdict: "modeled", meaning: "Decides how long a cold start takes.", read: text },
  EphemeralStorage: {
    verdict: "modeled",
    meaning: "Decides the price.",
    read: numberMap,
    exact: true,
  },
  Environment: {
    verdict: "modeled",
    meaning: "Handlers see these variables.",
    read: (node) => environmentVariablesOf(node),
  },
  ReservedConcurrentExecutions: {
    verdict: "modeled",
    meaning: "Bounds and reserves concurrency.",
    read: wholeNumber,
    exact: true,
  },
  Description: ignored("A description changes nothing."),
  Tags: { ...ignored("Tags change nothing."), read: tagMap },
  Layers: ignored("Layers are code, which is not run."),
  KmsKeyArn: ignored("Encryption costs nothing and changes nothing here."),
  ImageConfig: code,
  CodeSigningConfigArn: permissions,
  LoggingConfig: observation,
  RuntimeManagementConfig: ignored("Runtime updates are not modeled."),
  RecursiveLoop: {
    verdict: "modeled",
    meaning: "Says whether a loop through the function is stopped.",
    read: text,
    exact: true,
  },
  VpcConfig: network,
  FileSystemConfigs: storage,
  SnapStart: opaque("SnapStart is not modeled yet: cold starts are those of a plain function."),
  DurableConfig: opaque(
    "Durable execution is not modeled yet: an invocation runs once, to its end.",
  ),
  TenancyConfig: opaque("Tenant isolation is not modeled: environments are shared by all."),
  CapacityProviderConfig: managedInstances,
  FunctionScalingConfig: managedInstances,
  PublishToLatestPublished: versions,
};

/** The properties of `AWS::Lambda::Function`. */
const functionRules: PropertyRules = {
  ...sharedRules,
  Code: code,
  TracingConfig: observation,
  DeadLetterConfig: asynchronous,
};

/** The properties of `AWS::Serverless::Function`, without its events. */
const serverlessRules: PropertyRules = {
  ...sharedRules,
  CodeUri: code,
  ImageUri: code,
  InlineCode: code,
  SourceKMSKeyArn: code,
  Policies: permissions,
  AssumeRolePolicyDocument: permissions,
  PermissionsBoundary: permissions,
  RolePath: permissions,
  Tracing: observation,
  PropagateTags: ignored("Tags change nothing."),
  AutoPublishAlias: versions,
  AutoPublishAliasAllProperties: versions,
  AutoPublishCodeSha256: versions,
  VersionDescription: versions,
  VersionDeletionPolicy: versions,
  DeploymentPreference: opaque(
    "Gradual deployment is not modeled yet: all traffic reaches the function.",
  ),
  ProvisionedConcurrencyConfig: opaque(
    "Provisioned concurrency is not modeled yet: cold starts happen as on demand.",
  ),
  DeadLetterQueue: asynchronous,
  EventInvokeConfig: asynchronous,
  FunctionUrlConfig: opaque(
    "Function URLs are not modeled yet: their requests must be given as a workload.",
  ),
  Events: { verdict: "modeled", meaning: "See each event." },
};

/** Plans the operations that make a function and reserve its concurrency. */
export function planFunction(
  resource: ResolvedResource,
  environment: StackEnvironment,
): ResourcePlan {
  const { logicalId, type, place, physicalName } = resource;
  const isServerless = type === "AWS::Serverless::Function";
  const { values, reports, warnings } = readProperties(
    resource,
    isServerless ? serverlessRules : functionRules,
  );
  const position = { line: place.line, column: place.column };
  const { FunctionName, ReservedConcurrentExecutions: reserved, Tags, ...others } = values;
  const { RecursiveLoop, ...rest } = others;
  const name = typeof FunctionName === "string" ? FunctionName : physicalName;
  const role = values["Role"] ?? impliedRoleArn(environment, `${logicalId}Role`);
  const create: PlannedOperation = {
    logicalId,
    service: "lambda",
    operation: "CreateFunction",
    params: {
      FunctionName: name,
      ...rest,
      Role: role,
      Code: values["PackageType"] === "Image" ? { ImageUri: "" } : { ZipFile: "" },
      ...(Tags === undefined ? {} : { Tags }),
    },
    position,
  };
  const reserve: PlannedOperation = {
    logicalId,
    service: "lambda",
    operation: "PutFunctionConcurrency",
    params: { FunctionName: name, ReservedConcurrentExecutions: reserved ?? 0 },
    position,
  };
  const allow: PlannedOperation = {
    logicalId,
    service: "lambda",
    operation: "PutFunctionRecursionConfig",
    params: { FunctionName: name, RecursiveLoop: RecursiveLoop ?? "Terminate" },
    position,
  };
  const events: PropertyReport[] = isServerless ? eventReports(resource) : [];
  return {
    operations: [
      create,
      ...(reserved === undefined ? [] : [reserve]),
      ...(RecursiveLoop === undefined ? [] : [allow]),
    ],
    verdict: "modeled",
    meaning: sizeOf(rest),
    properties: [...reports.filter(({ path }) => path !== "Events"), ...events],
    warnings,
  };
}

/** The ARN of the role that SAM makes for a function without one. */
function impliedRoleArn(environment: StackEnvironment, logicalId: string): string {
  const name = generatedNameOf(environment, "AWS::IAM::Role", logicalId);
  return arnOf(environment, "AWS::IAM::Role", name);
}

function eventReports(resource: ResolvedResource): PropertyReport[] {
  return eventsOf(resource).map(({ name, type, entry }) => {
    const { verdict, meaning } = eventMeaning(type, resource.logicalId);
    const position = { line: entry.place.line, column: entry.place.column };
    return { path: `Events.${name}`, verdict, meaning, position };
  });
}

function sizeOf({ MemorySize: memory, Timeout: timeout }: PlainObject): string {
  const size = typeof memory === "number" ? `${memory} MB` : "128 MB";
  const limit = `a timeout of ${typeof timeout === "number" ? timeout : 3} s`;
  return `A function with ${size} and ${limit}, simulated.`;
}

function environmentVariablesOf(node: TemplateNode): PlainObject {
  if (node.kind !== "map") return {};
  const variables = node.entries.get("Variables")?.value;
  return variables === undefined || (variables.kind === "scalar" && variables.value === null)
    ? {}
    : { Variables: textMap(variables) };
}
