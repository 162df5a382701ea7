import { idIn } from "../intrinsics.ts";
import {
  isGiven,
  isList,
  isMap,
  isText,
  mapOf,
  memberOf,
  type Json,
  type JsonMap,
  type Maybe,
} from "../json.ts";
import { resourceProblem } from "../problems.ts";
import { generated, type Generated, type SamResource } from "../resource.ts";
import type { Stage } from "../stage.ts";
import { filled, MissingValue, profileOf, type ConnectorProfile } from "./profiles.ts";
import { endOf, type End, type Ends } from "./ends.ts";

/** The policies and permissions by which one resource may use others. */
export function makeConnector(sam: SamResource, stage: Stage, original: JsonMap): Generated[] {
  const { id, properties } = sam;
  const source = memberOf(properties, "Source");
  const given = memberOf(properties, "Destination");
  const destinations = isList(given) ? given : [given];
  const from = isMap(source) ? source : {};
  const made = destinations.flatMap((destination, index) => {
    const to = isMap(destination) ? destination : {};
    const ends = { source: endOf(id, from, stage, to), destination: endOf(id, to, stage, from) };
    // The destination is looked up first: its faults are told first.
    const suffix = isList(given) ? `Destination${index}` : "";
    const resources = connect(sam, stage, ends, suffix);
    for (const resource of resources) addMetadata(id, resource, original, ends);
    return resources;
  });
  replaceDependencies(
    id,
    made.map((resource) => resource.id),
    stage.made,
  );
  if (made.length === 0) throw resourceProblem(id, "'Destination' is an empty list");
  return made;
}

function connect(sam: SamResource, stage: Stage, ends: Ends, suffix: string): Generated[] {
  const { source, destination } = ends;
  const profile = profileOf(source.type, destination.type);
  if (profile === undefined) {
    throw resourceProblem(
      sam.id,
      `Unable to create connector from ${source.type} to ${destination.type}; it's not supported or the template is invalid.`,
    );
  }
  const permissions = permissionsOf(sam, ends, profile);
  const access = filledAccess(sam.id, profile, ends);
  switch (profile.type) {
    case "role":
      return [rolePolicy(sam, stage, ends, profile, { access, permissions, suffix })];
    case "permission":
      return lambdaPermissions(sam, ends, profile, { access, permissions, suffix });
    case "queuePolicy":
    case "topicPolicy":
      return [resourcePolicy(sam, ends, profile, { access, permissions, suffix })];
  }
}

interface Granted {
  readonly access: JsonMap;
  readonly permissions: readonly string[];
  readonly suffix: string;
}

function permissionsOf(
  { id, properties }: SamResource,
  ends: Ends,
  profile: ConnectorProfile,
): string[] {
  const given = memberOf(properties, "Permissions");
  const permissions = [...new Set(isList(given) ? given.filter(isText) : [])];
  const valid = Object.keys(profile.access);
  const names = [...valid].join(", ");
  const between = `from ${ends.source.type} to ${ends.destination.type}`;
  if (permissions.length === 0) {
    throw resourceProblem(id, `'Permissions' cannot be empty; valid values are: ${names}.`);
  }
  if (!permissions.every((permission) => valid.includes(permission))) {
    throw resourceProblem(
      id,
      `Unsupported 'Permissions' provided for connector ${between}; valid values are: ${names}.`,
    );
  }
  const sorted = [...permissions].sort().join(" + ");
  const combinations = profile.combinations?.map((each) => [...each].sort().join(" + "));
  if (combinations !== undefined && !combinations.includes(sorted)) {
    throw resourceProblem(
      id,
      `Unsupported 'Permissions' provided for connector ${between}; valid combinations are: ${combinations.join(", ")}.`,
    );
  }
  return permissions;
}

function filledAccess(
  id: string,
  profile: ConnectorProfile,
  { source, destination }: Ends,
): JsonMap {
  const values: Readonly<Record<string, Maybe>> = {
    "Source.Arn": source.arn,
    "Destination.Arn": destination.arn,
    "Source.ResourceId": source.resourceId,
    "Destination.ResourceId": destination.resourceId,
    "Source.Name": source.name,
    "Destination.Name": destination.name,
    "Source.Qualifier": source.qualifier,
    "Destination.Qualifier": destination.qualifier,
  };
  try {
    const access = filled(profile.access, (key) => values[key]);
    return isMap(access) ? access : {};
  } catch (error) {
    if (error instanceof MissingValue) throw resourceProblem(id, error.message);
    throw error;
  }
}

function statementsOf({ access, permissions }: Granted): Json[] {
  return Object.entries(access).flatMap(([name, statements]) =>
    permissions.includes(name) && isList(statements) ? statements : [],
  );
}

const holderOf = ({ source, destination }: Ends, { sourcePolicy }: ConnectorProfile) =>
  sourcePolicy ? { end: source, word: "Source" } : { end: destination, word: "Destination" };

function rolePolicy(
  sam: SamResource,
  stage: Stage,
  ends: Ends,
  profile: ConnectorProfile,
  granted: Granted,
): Generated {
  const { id, dependsOn, attributes } = sam;
  const { end, word } = holderOf(ends, profile);
  if (!isGiven(end.roleName)) {
    throw resourceProblem(id, `Unable to get IAM role name from '${word}' resource.`);
  }
  const policy = generated(
    `${id}Policy${granted.suffix}`,
    "AWS::IAM::ManagedPolicy",
    {
      PolicyDocument: { Version: "2012-10-17", Statement: statementsOf(granted) },
      Roles: [end.roleName],
    },
    { dependsOn, attributes },
  );
  const { source, destination } = ends;
  if (profile.dependedBy === "mapping" && source.id !== undefined && destination.id !== undefined) {
    const [only, ...others] = mappingsBetween(source.id, destination.id, stage.made);
    if (only !== undefined && others.length === 0) addDependency(only, policy.id);
  }
  if (profile.dependedBy === "source" && source.id !== undefined) {
    const resource = memberOf(stage.made, source.id);
    if (isMap(resource)) addDependency(resource, policy.id);
  }
  return policy;
}

function lambdaPermissions(
  { id, dependsOn, attributes }: SamResource,
  ends: Ends,
  profile: ConnectorProfile,
  { access, permissions, suffix }: Granted,
): Generated[] {
  const { end, word } = holderOf(ends, profile);
  if (!isGiven(end.arn)) {
    throw resourceProblem(id, `Unable to get Lambda function ARN from '${word}' resource.`);
  }
  return Object.entries(access).flatMap(([name, permission]) =>
    permissions.includes(name)
      ? [
          generated(
            `${id}${name}LambdaPermission${suffix}`,
            "AWS::Lambda::Permission",
            { FunctionName: end.arn, ...(isMap(permission) ? permission : {}) },
            { dependsOn, attributes },
          ),
        ]
      : [],
  );
}

function resourcePolicy(
  { id, dependsOn, attributes }: SamResource,
  ends: Ends,
  profile: ConnectorProfile,
  granted: Granted,
): Generated {
  const { end, word } = holderOf(ends, profile);
  const isQueue = profile.type === "queuePolicy";
  const target = isQueue ? end.queueUrl : end.arn;
  if (!isGiven(target)) {
    throw resourceProblem(
      id,
      `Unable to get ${isQueue ? "SQS queue URL" : "SNS topic ARN"} from '${word}' resource.`,
    );
  }
  return generated(
    `${id}${isQueue ? "QueuePolicy" : "TopicPolicy"}${granted.suffix}`,
    isQueue ? "AWS::SQS::QueuePolicy" : "AWS::SNS::TopicPolicy",
    {
      PolicyDocument: { Version: "2012-10-17", Statement: statementsOf(granted) },
      [isQueue ? "Queues" : "Topics"]: [target],
    },
    { dependsOn, attributes },
  );
}

/** Event source mappings from one resource to a function. */
const mappingsBetween = (source: string, functionId: string, resources: JsonMap): JsonMap[] =>
  Object.values(resources)
    .filter(isMap)
    .filter((resource) => {
      if (memberOf(resource, "Type") !== "AWS::Lambda::EventSourceMapping") return false;
      const properties = memberOf(resource, "Properties");
      return (
        idIn(memberOf(properties, "FunctionName")) === functionId &&
        idIn(memberOf(properties, "EventSourceArn")) === source
      );
    });

const namesIn = (dependsOn: Maybe): Json[] =>
  dependsOn === undefined ? [] : isList(dependsOn) ? [...dependsOn] : [dependsOn];

function addDependency(resource: JsonMap, id: string): void {
  const names = namesIn(memberOf(resource, "DependsOn"));
  resource.DependsOn = names.includes(id) ? names : [...names, id];
}

/** What depended on the connector depends on what was made of it. */
function replaceDependencies(id: string, made: readonly string[], resources: JsonMap): void {
  for (const resource of Object.values(resources).filter(isMap)) {
    const names = namesIn(memberOf(resource, "DependsOn"));
    if (!names.includes(id)) continue;
    const others = names.filter((name) => name !== id);
    resource.DependsOn = [...others, ...made.filter((name) => !others.includes(name))];
  }
}

function addMetadata(
  id: string,
  resource: Generated,
  original: JsonMap,
  { source, destination }: Ends,
): void {
  const typeOf = (end: End): Json =>
    (end.id === undefined ? undefined : memberOf(memberOf(original, end.id), "Type")) ?? end.type;
  const own = memberOf(resource.attributes, "Metadata");
  resource.attributes.Metadata = mapOf({
    ...(isMap(own) ? own : {}),
    "aws:sam:connectors": {
      [id]: { Source: { Type: typeOf(source) }, Destination: { Type: typeOf(destination) } },
    },
  });
}
