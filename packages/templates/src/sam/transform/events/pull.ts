import { isFunction } from "../intrinsics.ts";
import { copy } from "../origin.ts";
import { expectMap, ofEvent } from "../expectations.ts";
import {
  equals,
  includes,
  isGiven,
  isList,
  isMap,
  mapOf,
  memberOf,
  pick,
  type Json,
  type JsonMap,
  type Maybe,
} from "../json.ts";
import { publishToTopic, sendToQueue } from "../policies/documents.ts";
import { eventProblem } from "../problems.ts";
import { rulesOf } from "../property-types.ts";
import { generated, type Generated } from "../resource.ts";
import type { EventType, EventTypes, SamEvent } from "./event.ts";
import { documentDbStatements, kafkaPolicies, mqPolicies, mskPolicies } from "./source-policies.ts";

/** Properties of every event that an event source mapping polls. */
const common = {
  BatchSize: "int",
  StartingPosition: "any",
  StartingPositionTimestamp: "any",
  Enabled: "bool",
  MaximumBatchingWindowInSeconds: "int",
  MaximumRetryAttempts: "int",
  BisectBatchOnFunctionError: "bool",
  MaximumRecordAgeInSeconds: "int",
  DestinationConfig: "map",
  ParallelizationFactor: "int",
  Topics: "list",
  Queues: "list",
  SourceAccessConfigurations: "list",
  SecretsManagerKmsKeyId: "text",
  TumblingWindowInSeconds: "int",
  FunctionResponseTypes: "list",
  KafkaBootstrapServers: "list",
  FilterCriteria: "map",
  KmsKeyArn: "any",
  ConsumerGroupId: "text",
  ScalingConfig: "map",
  ProvisionedPollerConfig: "any",
  SchemaRegistryConfig: "any",
  MetricsConfig: "any",
  LoggingConfig: "any",
};

/** Those that go to the mapping as they are. */
const passedOn = [
  ...["StartingPosition", "StartingPositionTimestamp", "BatchSize", "Enabled"],
  ...["MaximumBatchingWindowInSeconds", "MaximumRetryAttempts", "BisectBatchOnFunctionError"],
  ...["MaximumRecordAgeInSeconds", "ParallelizationFactor", "Topics", "Queues"],
  ...["SourceAccessConfigurations", "TumblingWindowInSeconds", "FunctionResponseTypes"],
  ...["FilterCriteria", "KmsKeyArn", "ScalingConfig", "ProvisionedPollerConfig"],
  ...["MetricsConfig", "LoggingConfig"],
];

/** What one type of polled event adds. */
interface PullType {
  readonly properties: Readonly<Record<string, string>>;
  /** The property that names what is polled. */
  readonly source?: string;
  /** The managed policy that a role needs for it. */
  readonly managedPolicy?: string;
  /** Policies of the role, beside it. */
  readonly policies?: (event: SamEvent) => Json[];
}

const stream = { Stream: "!any", StartingPosition: "!any" };
const serviceRole = (name: string) => `service-role/AWSLambda${name}ExecutionRole`;

const types: Readonly<Record<string, PullType>> = {
  Kinesis: { properties: stream, source: "Stream", managedPolicy: serviceRole("Kinesis") },
  DynamoDB: { properties: stream, source: "Stream", managedPolicy: serviceRole("DynamoDB") },
  SQS: { properties: { Queue: "!any" }, source: "Queue", managedPolicy: serviceRole("SQSQueue") },
  MSK: {
    properties: stream,
    source: "Stream",
    managedPolicy: serviceRole("MSK"),
    policies: mskPolicies,
  },
  MQ: {
    properties: { Broker: "!any", DynamicPolicyName: "=bool" },
    source: "Broker",
    policies: mqPolicies,
  },
  SelfManagedKafka: {
    // Looked at there, and refused in other words.
    properties: { SourceAccessConfigurations: "any" },
    policies: kafkaPolicies,
  },
  DocumentDB: {
    properties: {
      Cluster: "!any",
      DatabaseName: "!any",
      CollectionName: "any",
      FullDocument: "any",
    },
    source: "Cluster",
    policies: documentDbStatements,
  },
};

/** The events that an event source mapping brings. */
export const pullEvents: EventTypes = Object.fromEntries(
  Object.entries(types).map(([name, type]): [string, EventType] => [
    name,
    {
      rules: rulesOf({ ...common, ...type.properties }),
      make: (event) => [mappingOf(event, type)],
    },
  ]),
);

/** A mapping from a queue that SAM made. */
export const queueMapping = (event: SamEvent): Generated =>
  mappingOf(event, types.SQS ?? { properties: {} });

function mappingOf(event: SamEvent, type: PullType): Generated {
  const { id, properties, target } = event;
  const destination = destinationOf(event);
  const mapping = generated(
    id,
    "AWS::Lambda::EventSourceMapping",
    {
      ...pick(properties, (key) => passedOn.includes(key)),
      FunctionName: target.name,
      EventSourceArn: type.source === undefined ? undefined : memberOf(properties, type.source),
      DestinationConfig: destination?.config,
      ...kafkaConfigOf(event),
      DocumentDBEventSourceConfig: documentDbConfigOf(event),
    },
    { attributes: target.inherited, from: properties },
  );
  checkFilter(event);
  linkRole(event, type, destination?.policy);
  return mapping;
}

function documentDbConfigOf({ type, properties }: SamEvent): Maybe {
  if (type !== "DocumentDB") return undefined;
  const members = ["DatabaseName", "CollectionName", "FullDocument"];
  return mapOf(pick(properties, (key) => members.includes(key) && isGiven(properties[key])));
}

const kafkaConfigs: Readonly<Record<string, string>> = {
  MSK: "AmazonManagedKafkaEventSourceConfig",
  SelfManagedKafka: "SelfManagedKafkaEventSourceConfig",
};

function kafkaConfigOf({ id, type, properties }: SamEvent): Record<string, Maybe> {
  const servers = memberOf(properties, "KafkaBootstrapServers");
  const group = memberOf(properties, "ConsumerGroupId");
  const registry = memberOf(properties, "SchemaRegistryConfig");
  const made: Record<string, Maybe> = {};
  if (isGiven(servers)) {
    made.SelfManagedEventSource = { Endpoints: { KafkaBootstrapServers: servers } };
  }
  for (const [name, value] of [
    ["ConsumerGroupId", group],
    ["SchemaRegistryConfig", registry],
  ] as const) {
    if (!isGiven(value)) continue;
    const holder = kafkaConfigs[type];
    if (holder === undefined) {
      throw eventProblem(id, `Property ${name} not defined for resource of type ${type}.`);
    }
    const own = made[holder];
    made[holder] = { ...(isMap(own) ? own : {}), [name]: value };
  }
  return made;
}

/** Where records go that could not be processed, and what the role needs for that. */
function destinationOf({ id, properties }: SamEvent) {
  const config = memberOf(properties, "DestinationConfig");
  if (!isGiven(config) || !isMap(config)) return undefined;
  const onFailure = expectMap(
    memberOf(config, "OnFailure"),
    "DestinationConfig.OnFailure",
    ofEvent(id),
  );
  const type = memberOf(onFailure, "Type");
  if (!isGiven(type)) return { config, policy: undefined };
  const left = copy(config);
  left.OnFailure = copy(pick(onFailure, (key) => key !== "Type"));
  const arn = memberOf(onFailure, "Destination") ?? null;
  switch (type) {
    case "SQS":
      return { config: left, policy: sendToQueue(arn, id) };
    case "SNS":
      return { config: left, policy: publishToTopic(arn, id) };
    case "S3":
    case "Kafka":
      return { config: left, policy: undefined };
    default:
      throw eventProblem(id, "The only valid values for 'Type' are 'SQS', 'SNS', 'S3' and 'Kafka'");
  }
}

function checkFilter({ name, properties }: SamEvent): void {
  const criteria = memberOf(properties, "FilterCriteria");
  if (!isMap(criteria) || isFunction(criteria)) return;
  const keys = Object.keys(criteria);
  if (keys.length === 0 || equals(keys, ["Filters"])) return;
  throw eventProblem(name, "FilterCriteria field has a wrong format");
}

/** Gives the function's own role what polling needs. */
function linkRole(event: SamEvent, type: PullType, destination: JsonMap | undefined): void {
  const { role, stage } = event.target;
  const policies = type.policies?.(event) ?? [];
  if (role === undefined) return;
  if (type.managedPolicy !== undefined) {
    const arn = stage.managedPolicyArn(type.managedPolicy);
    const arns = memberOf(role.properties, "ManagedPolicyArns");
    if (isList(arns) && !includes(arns, arn)) arns.push(arn);
  }
  for (const policy of [...policies, ...(destination === undefined ? [] : [destination])]) {
    addPolicy(role, policy);
  }
}

function addPolicy(role: Generated, policy: Json): void {
  const own = memberOf(role.properties, "Policies");
  const policies = isList(own) ? own : [];
  role.properties.Policies = policies;
  const document = memberOf(policy, "PolicyDocument");
  const isThere = policies.some((other) => equals(memberOf(other, "PolicyDocument"), document));
  if (!isThere) policies.push(policy);
}
