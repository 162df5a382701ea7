import { serviceName } from "./meanings.ts";
import { childOf, plainOf, textOf, type PlainValue, type TemplateNode } from "./node.ts";
import type { PlannedOperation, ResourcePlan } from "./plan.ts";
import {
  numberMap,
  readProperties,
  text,
  textList,
  truth,
  wholeNumber,
  type PropertyRule,
  type PropertyRules,
} from "./property-rules.ts";
import type { ResolvedResource } from "./resolve.ts";

const modeled = (meaning: string, read: (node: TemplateNode) => PlainValue): PropertyRule => ({
  verdict: "modeled",
  meaning,
  read,
  exact: true,
});
const streamsOnly: PropertyRule = {
  verdict: "opaque",
  meaning: "Is for streams: Lambda refuses it for a queue.",
};
const ignored = (meaning: string): PropertyRule => ({ verdict: "ignored", meaning });

/** The properties of `AWS::Lambda::EventSourceMapping`, of which some are for streams alone. */
const mappingRules: PropertyRules = {
  EventSourceArn: { verdict: "modeled", meaning: "Names the queue that is read." },
  FunctionName: { verdict: "modeled", meaning: "Names the function that is invoked." },
  BatchSize: modeled("Bounds the messages of one invocation.", wholeNumber),
  Enabled: modeled("Says whether the queue is read.", truth),
  FilterCriteria: {
    verdict: "modeled",
    meaning: "Says which messages reach the function.",
    read: filterCriteriaOf,
  },
  FunctionResponseTypes: modeled("Says whether part of a batch may fail.", textList),
  MaximumBatchingWindowInSeconds: modeled("Says how long a batch may fill.", wholeNumber),
  ScalingConfig: modeled("Bounds concurrent invocations.", numberMap),
  ProvisionedPollerConfig: modeled("Provides pollers.", numberMap),
  KmsKeyArn: ignored("Encryption costs nothing and changes nothing here."),
  MetricsConfig: ignored("Metrics of the mapping are always kept."),
  LoggingConfig: ignored("Logs of AWS are not written."),
  Tags: ignored("Tags change nothing."),
  BisectBatchOnFunctionError: streamsOnly,
  DestinationConfig: streamsOnly,
  MaximumRecordAgeInSeconds: streamsOnly,
  MaximumRetryAttempts: streamsOnly,
  ParallelizationFactor: streamsOnly,
  StartingPosition: streamsOnly,
  StartingPositionTimestamp: streamsOnly,
  TumblingWindowInSeconds: streamsOnly,
  AmazonManagedKafkaEventSourceConfig: streamsOnly,
  DocumentDBEventSourceConfig: streamsOnly,
  Queues: streamsOnly,
  SelfManagedEventSource: streamsOnly,
  SelfManagedKafkaEventSourceConfig: streamsOnly,
  SourceAccessConfigurations: streamsOnly,
  Topics: streamsOnly,
};

/** What a mapping joins, as the plan found it. */
export interface MappingEnds {
  /** The queue's logical id and ARN; `undefined` when the source is no queue. */
  readonly queue: { readonly logicalId: string; readonly arn: string } | undefined;
  /** The function's logical id and name; `undefined` when it is not in the template. */
  readonly target: { readonly logicalId: string; readonly name: string } | undefined;
}

/** Plans the operation that makes an event source mapping of a queue and a function. */
export function planMapping(resource: ResolvedResource, ends: MappingEnds): ResourcePlan {
  const { logicalId, place } = resource;
  const { queue, target } = ends;
  if (queue === undefined || target === undefined) return opaqueMapping(resource, ends);
  const { values, reports, warnings } = readProperties(resource, mappingRules);
  const operation: PlannedOperation = {
    logicalId,
    service: "lambda",
    operation: "CreateEventSourceMapping",
    params: { EventSourceArn: queue.arn, FunctionName: target.name, ...values },
    position: { line: place.line, column: place.column },
  };
  return {
    operations: [operation],
    verdict: "modeled",
    meaning: `Reads ${queue.logicalId} and invokes ${target.logicalId} with up to ${JSON.stringify(values["BatchSize"] ?? 10)} messages, simulated.`,
    properties: reports,
    warnings,
  };
}

function opaqueMapping(resource: ResolvedResource, { queue, target }: MappingEnds): ResourcePlan {
  const source = textOf(childOf(resource.properties, "EventSourceArn"));
  const service = serviceName(source?.split(":")[2]);
  const invoked = target?.logicalId ?? "its function, which is not in this template";
  const meaning =
    queue !== undefined
      ? `Its function is not in this template: nothing reads ${queue.logicalId}.`
      : `Mappings from ${service} are not modeled yet: its records must be given as a workload to ${invoked}.`;
  return { operations: [], verdict: "opaque", meaning, properties: [], warnings: [] };
}

/** The ARN of the source of a mapping; `undefined` where it names none. */
export function sourceArnOf({ properties }: ResolvedResource): string | undefined {
  return textOf(childOf(properties, "EventSourceArn"));
}

/** The bare name of the function in a name, a partial ARN or an ARN, with or without a qualifier. */
export function functionNameIn(reference: string): string {
  const parts = reference.split(":");
  const marker = parts.indexOf("function");
  return (marker < 0 ? parts[0] : parts[marker + 1]) ?? reference;
}

function filterCriteriaOf(node: TemplateNode): PlainValue {
  const filters = childOf(node, "Filters");
  if (filters?.kind !== "list") return plainOf(node);
  const patterns = filters.items.map((filter) => {
    const pattern = childOf(filter, "Pattern");
    if (pattern === undefined) return plainOf(filter);
    const isText = pattern.kind === "scalar";
    return { Pattern: isText ? text(pattern) : JSON.stringify(plainOf(pattern)) };
  });
  return { Filters: patterns };
}
