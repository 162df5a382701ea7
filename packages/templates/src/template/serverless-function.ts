import type { StackEnvironment } from "./environment.ts";
import {
  asMap,
  asScalar,
  below,
  childOf,
  scalar,
  textOf,
  type MapEntry,
  type MapNode,
} from "./node.ts";
import type { ResolvedResource } from "./resolve.ts";
import { generatedNameOf } from "./return-values.ts";

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

/**
 * The resources that SAM makes of a function, as far as they matter here: its role, and an event
 * source mapping `<Function><Event>` for each of its SQS events.
 *
 * Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-function.html
 */
export function impliedResources(
  resource: ResolvedResource,
  environment: StackEnvironment,
): readonly ResolvedResource[] {
  if (resource.type !== "AWS::Serverless::Function") return [];
  const { logicalId, place, properties } = resource;
  const implied: ResolvedResource[] = [];
  if (!properties.entries.has("Role")) {
    const roleId = `${logicalId}Role`;
    implied.push({
      logicalId: roleId,
      type: "AWS::IAM::Role",
      place,
      properties: { kind: "map", entries: new Map(), place },
      physicalName: generatedNameOf(environment, "AWS::IAM::Role", roleId),
      dependsOn: [],
      references: [],
      eventReferences: [],
      impliedBy: logicalId,
    });
  }
  for (const event of eventsOf(resource)) {
    if (event.type === "SQS") implied.push(mappingOf(resource, event));
  }
  return implied;
}

function mappingOf(owner: ResolvedResource, event: ServerlessEvent): ResolvedResource {
  const { place } = event.entry;
  const entries = new Map<string, MapEntry>();
  entries.set("FunctionName", { place, value: scalar(owner.physicalName, below(place, "Type")) });
  for (const [key, entry] of event.properties.entries) {
    // SAM leaves out what is null.
    if (entry.value.kind === "scalar" && entry.value.value === null) continue;
    entries.set(key === "Queue" ? "EventSourceArn" : key, entry);
  }
  const logicalId = `${owner.logicalId}${event.name}`;
  return {
    logicalId,
    type: "AWS::Lambda::EventSourceMapping",
    place,
    properties: { ...event.properties, entries },
    physicalName: logicalId,
    dependsOn: [owner.logicalId],
    references: [owner.logicalId],
    eventReferences: [],
    impliedBy: owner.logicalId,
  };
}

/** The alias that SAM publishes for a function; `undefined` when it publishes none. */
export function publishedAliasOf({ properties }: ResolvedResource): string | undefined {
  return textOf(childOf(properties, "AutoPublishAlias"));
}
