import type { PropertyMeaning } from "@orrery/aws";
import { madeType } from "../template/resource-types.ts";
import {
  asMap,
  asScalar,
  below,
  childOf,
  scalar,
  textOf,
  type MapEntry,
  type MapNode,
} from "../template/node.ts";
import type { ResolvedResource } from "../template/resolved.ts";

/** An event of a SAM function or state machine: what starts it. */
export interface ServerlessEvent {
  readonly name: string;
  /** Such as `SQS` or `Api`. */
  readonly type: string;
  readonly entry: MapEntry;
  readonly properties: MapNode;
}

/** The events of a SAM resource. @throws TemplateError for one that is no event. */
export function eventsOf({ properties }: ResolvedResource): readonly ServerlessEvent[] {
  const events = childOf(properties, "Events");
  if (events === undefined) return [];
  return [...asMap(events, "a mapping of events").entries].map(([name, entry]) => {
    const event = asMap(entry.value, "an event with a Type");
    const type = event.entries.get("Type")?.value ?? scalar(null, event.place);
    const own = childOf(event, "Properties");
    return {
      name,
      type: asScalar(type, "the type of an event").text,
      entry,
      properties: own?.kind === "map" ? own : { ...event, entries: new Map() },
    };
  });
}

/** By the type of a SAM event: who brings it, and what it brings. */
const bringers: Readonly<Record<string, readonly [string, string]>> = {
  Api: ["API Gateway", "its requests"],
  HttpApi: ["API Gateway", "its requests"],
  WebSocketApi: ["API Gateway", "its requests"],
  S3: ["S3", "its notifications"],
  SNS: ["SNS", "its messages"],
  SQS: ["SQS", "its messages"],
  Kinesis: ["Kinesis", "its records"],
  DynamoDB: ["DynamoDB", "the records of its stream"],
  MSK: ["Managed Kafka", "its records"],
  SelfManagedKafka: ["Kafka", "its records"],
  MQ: ["Amazon MQ", "its messages"],
  DocumentDB: ["DocumentDB", "its changes"],
  Schedule: ["EventBridge", "what it starts on a schedule"],
  ScheduleV2: ["EventBridge Scheduler", "what it starts on a schedule"],
  CloudWatchEvent: ["EventBridge", "its events"],
  EventBridgeRule: ["EventBridge", "its events"],
  CloudWatchLogs: ["CloudWatch Logs", "its log events"],
  IoTRule: ["IoT Core", "its messages"],
  AlexaSkill: ["Alexa", "its requests"],
  Cognito: ["Cognito", "its triggers"],
};

/** A resource that SAM makes of an event. */
interface EventResource {
  readonly type: string;
  readonly noun: string;
  /** Properties of the event that are called otherwise in the resource. */
  readonly renamed: Readonly<Record<string, string>>;
  /** Properties of its own, by the name and the ARN of the function. */
  added(name: string, arn: string): Readonly<Record<string, string>>;
  /** Properties of the event that make something else of it. */
  readonly unless: readonly string[];
  /** The type of what a property names, whatever its text looks like. */
  readonly typesNamed: Readonly<Record<string, string>>;
}

const eventResources: Readonly<Record<string, EventResource>> = {
  SQS: {
    type: "AWS::Lambda::EventSourceMapping",
    noun: "an event source mapping",
    renamed: { Queue: "EventSourceArn" },
    added: (FunctionName) => ({ FunctionName }),
    unless: [],
    typesNamed: { EventSourceArn: "AWS::SQS::Queue" },
  },
  SNS: {
    type: "AWS::SNS::Subscription",
    noun: "a subscription",
    renamed: { Topic: "TopicArn" },
    added: (_, Endpoint) => ({ Endpoint, Protocol: "lambda" }),
    unless: ["SqsSubscription"],
    typesNamed: {},
  },
};

/** The resource that SAM makes of an event; `undefined` where its service is not modeled. */
function eventResource({ type, properties }: ServerlessEvent): EventResource | undefined {
  const made = Object.hasOwn(eventResources, type) ? eventResources[type] : undefined;
  if (made === undefined || madeType(made.type) === undefined) return undefined;
  const isOther = made.unless.some((property) => {
    const value = textOf(childOf(properties, property));
    return value !== "false" && properties.entries.has(property);
  });
  return isOther ? undefined : made;
}

/** What a SAM event of the function `logicalId` means. */
export function eventMeaning(event: ServerlessEvent, logicalId: string): PropertyMeaning {
  const made = eventResource(event);
  if (made !== undefined) return { verdict: "modeled", meaning: `Becomes ${made.noun}.` };
  const known = Object.hasOwn(bringers, event.type) ? bringers[event.type] : undefined;
  if (known === undefined) {
    return { verdict: "opaque", meaning: `${event.type} is no type of event that SAM has.` };
  }
  const [name, flow] = known;
  return {
    verdict: "opaque",
    meaning: `${name} is not modeled yet: ${flow} must be given as a workload to ${logicalId}.`,
    charge: `${name}, which brings its events`,
  };
}

/** The resource `<Function><Event>` that SAM makes of an event of a function; none of most. */
export function resourcesOfEvent(
  owner: ResolvedResource,
  event: ServerlessEvent,
  arn: string,
): readonly ResolvedResource[] {
  const made = eventResource(event);
  if (made === undefined) return [];
  const { place } = event.entry;
  const entries = new Map<string, MapEntry>();
  for (const [key, value] of Object.entries(made.added(owner.physicalName, arn))) {
    entries.set(key, { place, value: scalar(value, below(place, "Type")) });
  }
  for (const [key, entry] of event.properties.entries) {
    // SAM leaves out what is null.
    if (entry.value.kind === "scalar" && entry.value.value === null) continue;
    if (made.unless.includes(key)) continue;
    entries.set(Object.hasOwn(made.renamed, key) ? (made.renamed[key] ?? key) : key, entry);
  }
  const logicalId = `${owner.logicalId}${event.name}`;
  return [
    {
      logicalId,
      type: made.type,
      place,
      properties: { ...event.properties, entries },
      physicalName: logicalId,
      dependsOn: [owner.logicalId],
      references: [owner.logicalId],
      eventReferences: [],
      impliedBy: owner.logicalId,
      typesNamed: made.typesNamed,
    },
  ];
}
