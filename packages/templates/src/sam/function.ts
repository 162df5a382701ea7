import type { PropertyMeaning } from "@orrery/aws";
import type { StackEnvironment } from "../template/environment.ts";
import type { Position } from "../template/error.ts";
import {
  childOf,
  list,
  map,
  scalar,
  type MapEntry,
  type MapNode,
  type TemplateNode,
} from "../template/node.ts";
import type { ResolvedResource } from "../template/resolved.ts";
import { arnOf, generatedNameOf } from "../template/resource-forms.ts";
import { modeledType } from "../template/resource-types.ts";
import { eventMeaning, eventsOf, resourcesOfEvent } from "./events.ts";
import { deployedType } from "./types.ts";

const samFunction = "AWS::Serverless::Function";

/**
 * The resources that SAM makes of a function, as far as they matter here: its role, and what it makes of
 * those of its events whose service is modeled.
 *
 * Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-function.html
 */
export function impliedResources(
  resource: ResolvedResource,
  environment: StackEnvironment,
): readonly ResolvedResource[] {
  if (resource.type !== samFunction) return [];
  const { properties, physicalName } = resource;
  const arn = arnOf(environment, deployedType(samFunction), physicalName);
  return [
    ...(properties.entries.has("Role") ? [] : [roleOf(resource, environment)]),
    ...eventsOf(resource).flatMap((event) => resourcesOfEvent(resource, event, arn)),
  ];
}

/** The role that SAM makes for a function without one. */
function roleOf(
  { logicalId, place, properties }: ResolvedResource,
  environment: StackEnvironment,
): ResolvedResource {
  const policies = properties.entries.get("Policies");
  const entries = new Map<string, MapEntry>();
  if (policies !== undefined) {
    entries.set("Policies", { ...policies, value: withStatements(policies.value) });
  }
  const roleId = `${logicalId}Role`;
  return {
    logicalId: roleId,
    type: "AWS::IAM::Role",
    place,
    properties: { kind: "map", entries, place },
    physicalName: generatedNameOf(environment, "AWS::IAM::Role", roleId),
    dependsOn: [],
    references: [],
    eventReferences: [],
    impliedBy: logicalId,
  };
}

/** Policy templates of SAM by which a function may put something into another resource. */
const policyTemplates: Readonly<Record<string, string>> = {
  SQSSendMessagePolicy: "sqs:SendMessage*",
  SNSPublishMessagePolicy: "sns:Publish",
};

/** Policies with the statements that SAM writes for those of its policy templates. */
function withStatements(node: TemplateNode): TemplateNode {
  if (node.kind === "scalar") return node;
  if (node.kind === "list") return list(node.items.map(withStatements), node.place);
  const entries = [...node.entries].map(([key, { place, value }]): [string, MapEntry] => {
    const action = Object.hasOwn(policyTemplates, key) ? policyTemplates[key] : undefined;
    if (action === undefined) return [key, { place, value: withStatements(value) }];
    const statement = map({ Action: scalar(action, place), Resource: value }, place);
    return [key, { place, value: map({ Statement: statement }, place) }];
  });
  return { ...node, entries: new Map(entries) };
}

/** A property as the template says it, and what becomes of it. */
export interface WrittenProperty {
  /** Such as `CodeUri`, or `Events.Orders`. */
  readonly path: string;
  readonly position: Position;
  /**
   * A property of the deployed type; the type of a resource of its own; what it means in SAM; or nothing,
   * since SAM has no such property.
   */
  readonly becomes:
    | { readonly property: string }
    | { readonly type: string }
    | { readonly meaning: PropertyMeaning }
    | null;
}

/** A resource as CloudFormation gets it, and as the template says it where that is in other words. */
export interface DeployedResource {
  readonly resource: ResolvedResource;
  /** As the template has it: a resource of SAM keeps its type in what is said of it. */
  readonly writtenType: string;
  readonly written: readonly WrittenProperty[] | null;
}

const versions = { type: "AWS::Lambda::Version" };
const role = { type: "AWS::IAM::Role" };
const code = { property: "Code" };

/** What becomes of properties of SAM's function that Lambda's does not have. */
const ownProperties: Readonly<Record<string, WrittenProperty["becomes"]>> = {
  CodeUri: code,
  ImageUri: code,
  InlineCode: code,
  SourceKMSKeyArn: code,
  Tracing: { property: "TracingConfig" },
  DeadLetterQueue: { property: "DeadLetterConfig" },
  Policies: role,
  AssumeRolePolicyDocument: role,
  PermissionsBoundary: role,
  RolePath: role,
  PropagateTags: { meaning: { verdict: "ignored", meaning: "Tags change nothing." } },
  AutoPublishAlias: versions,
  AutoPublishAliasAllProperties: versions,
  AutoPublishCodeSha256: versions,
  VersionDescription: versions,
  VersionDeletionPolicy: versions,
  DeploymentPreference: { type: "AWS::CodeDeploy::DeploymentGroup" },
  ProvisionedConcurrencyConfig: {
    meaning: {
      verdict: "opaque",
      meaning: "Provisioned concurrency is not modeled yet: cold starts happen as on demand.",
      charge: "provisioned concurrency",
    },
  },
  EventInvokeConfig: { type: "AWS::Lambda::EventInvokeConfig" },
  FunctionUrlConfig: {
    meaning: {
      verdict: "opaque",
      meaning: "Function URLs are not modeled yet: their requests must be given as a workload.",
    },
  },
};
/** Properties of Lambda's function that SAM's has under other names. */
const renamed = ["Code", "TracingConfig", "DeadLetterConfig"];

/** A resource in the words of CloudFormation: SAM's types become CloudFormation's. */
export function deployedResource(
  resource: ResolvedResource,
  environment: StackEnvironment,
): DeployedResource {
  const { type, logicalId, properties, place } = resource;
  const deployed = deployedType(type);
  if (type !== samFunction) {
    return { resource: { ...resource, type: deployed }, writtenType: type, written: null };
  }
  const taken = modeledType(deployed)?.definition.facts.properties ?? [];
  const entries = new Map<string, MapEntry>();
  const written: WrittenProperty[] = [];
  for (const [path, entry] of properties.entries) {
    if (path === "Events") continue;
    const becomes = becomesOf(path, taken);
    written.push({ path, position: positionOf(entry), becomes });
    if (becomes !== null && "property" in becomes) entries.set(becomes.property, entry);
  }
  if (!entries.has("Role")) {
    const name = generatedNameOf(environment, "AWS::IAM::Role", `${logicalId}Role`);
    const value = scalar(arnOf(environment, "AWS::IAM::Role", name), place);
    entries.set("Role", { place, value });
  }
  for (const event of eventsOf(resource)) {
    const meaning = eventMeaning(event, logicalId);
    const path = `Events.${event.name}`;
    written.push({ path, position: positionOf(event.entry), becomes: { meaning } });
  }
  const destinations = [childOf(properties, "EventInvokeConfig")].filter(
    (node) => node !== undefined,
  );
  const translated: MapNode = { ...properties, entries };
  return {
    resource: { ...resource, type: deployed, properties: translated, destinations },
    writtenType: type,
    written,
  };
}

function becomesOf(path: string, taken: readonly string[]): WrittenProperty["becomes"] {
  if (Object.hasOwn(ownProperties, path)) return ownProperties[path] ?? null;
  return taken.includes(path) && !renamed.includes(path) ? { property: path } : null;
}

const positionOf = ({ place: { line, column } }: MapEntry): Position => ({ line, column });
