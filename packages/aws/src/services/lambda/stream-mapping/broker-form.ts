import type { Plain } from "@orrery/kernel";
import { memberOf, textOf } from "../../../request/params.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ShardBroker, Source } from "../../../service/source.ts";
import type { FunctionTarget } from "../event-source-mapping/endpoints.ts";
import { shownFilters } from "../event-source-mapping/mapping-record.ts";
import { invalid } from "../event-source-mapping/refusals.ts";
import { streamMappingLimits as limits } from "../../../mapping/shard/limits.ts";

/** Parameters of mappings of brokers, … */
const brokerParameters: readonly string[] = [
  "Topics",
  "SourceAccessConfigurations",
  "ProvisionedPollerConfig",
];
const managedParameters: readonly string[] = ["AmazonManagedKafkaEventSourceConfig"];
const outsideParameters: readonly string[] = [
  "SelfManagedEventSource",
  "SelfManagedKafkaEventSourceConfig",
];

/** Whether a mapping reads a cluster that is none of AWS. */
const isOutside = (params: PlainObject): boolean => params["SelfManagedEventSource"] !== undefined;

/** The group by which a mapping of a topic reads; `undefined`: its own. */
export const groupIn = (params: PlainObject): Plain | undefined =>
  memberOf(
    params[isOutside(params) ? outsideParameters[1]! : managedParameters[0]!],
    "ConsumerGroupId",
  );

/** … those that need pollers that are paid for, and those that they do not have. */
const provisionedParameters: readonly string[] = [
  "MaximumRetryAttempts",
  "MaximumRecordAgeInSeconds",
  "BisectBatchOnFunctionError",
  "FunctionResponseTypes",
];
const streamParameters: readonly string[] = ["ParallelizationFactor", "TumblingWindowInSeconds"];

/** Parameters that a mapping of a broker does not have; `queues` are those that no mapping of a stream has. */
export function againstBrokers(params: PlainObject, queues: readonly string[]): readonly string[] {
  const own = isOutside(params) ? outsideParameters : managedParameters;
  const others = queues.filter((name) => !brokerParameters.includes(name) && !own.includes(name));
  const isProvisioned = params["ProvisionedPollerConfig"] !== undefined;
  return [...others, ...streamParameters, ...(isProvisioned ? [] : provisionedParameters)];
}

/** Parameters that a mapping of a broker's queue does not have; `others` are those that no mapping of a stream has. */
export const againstQueues = (others: readonly string[]): readonly string[] => [
  ...others.filter((name) => name !== "Queues" && name !== "SourceAccessConfigurations"),
  ...streamParameters,
  ...provisionedParameters,
  "StartingPosition",
  "StartingPositionTimestamp",
  "DestinationConfig",
];

/** Parameters that a mapping of a database's changes does not have; `others` are those that no mapping of a stream has. */
export const againstChanges = (others: readonly string[]): readonly string[] => [
  ...others.filter(
    (name) => name !== "DocumentDBEventSourceConfig" && name !== "SourceAccessConfigurations",
  ),
  ...streamParameters,
  ...provisionedParameters,
  "DestinationConfig",
  "FilterCriteria",
];

/** What a mapping of a database's changes reads, such as `shop` or `shop/orders`; `null`: it is no such mapping. */
export function changesIn({ DocumentDBEventSourceConfig: config }: PlainObject): string | null {
  if (config === undefined) return null;
  const [database = "", collection] = ["DatabaseName", "CollectionName"].map((name) =>
    textOf(memberOf(config, name)),
  );
  return collection === undefined ? database : `${database}/${collection}`;
}

/** What is wrong with what a mapping of a broker says of it; `null` for nothing. */
export function checkBroker(
  { queues, changes }: ShardBroker,
  params: PlainObject,
  before: PlainObject | null,
): Refused | null {
  if (changes !== undefined) {
    const isNamed = (changesIn({ ...before, ...params }) ?? "") !== "";
    return isNamed ? null : invalid("DocumentDBEventSourceConfig must name a database."); // Assumed: the words.
  }
  if (queues !== undefined) {
    const named = params["Queues"] ?? before?.["Queues"];
    const isOne = Array.isArray(named) && named.length === 1;
    return isOne ? null : invalid("Queues must name one queue."); // Assumed: the words.
  }
  const topics = params["Topics"] ?? before?.["Topics"];
  if (!Array.isArray(topics) || topics.length !== 1) {
    return invalid("Topics must name one topic."); // Assumed: the words.
  }
  const { least, most } = pollersIn(params) ?? { least: 1, most: 1 };
  return least <= most ? null : invalid("MinimumPollers cannot be greater than MaximumPollers.");
}

/** Pollers that are paid for; `null`: there are none. */
function pollersIn(params: PlainObject): { readonly least: number; readonly most: number } | null {
  const config = params["ProvisionedPollerConfig"];
  if (config === undefined) return null;
  const { minimumPollers, maximumPollers } = limits;
  return {
    least: Number(memberOf(config, "MinimumPollers") ?? minimumPollers.default),
    most: Number(memberOf(config, "MaximumPollers") ?? maximumPollers.default),
  };
}

/** How many readers the group of a mapping of a broker has. */
function readersIn(shown: PlainObject): { readonly least: number; readonly most: number } {
  const pollers = pollersIn(shown);
  if (pollers === null) return { least: 1, most: Number.MAX_SAFE_INTEGER };
  const { invocationsOfPoller: each } = limits;
  return { least: pollers.least * each, most: pollers.most * each };
}

/** The same, where consumers of a queue are so many: always. */
export const readersOf = (
  shown: PlainObject,
  consumers: number | undefined,
): { readonly least: number; readonly most: number } =>
  consumers === undefined ? readersIn(shown) : { least: consumers, most: consumers };

/** What is wrong with how a mapping is let in to a broker's queue; `null` for nothing. */
export function checkAccess(
  { SourceAccessConfigurations: given }: PlainObject,
  read: Source,
  broker: Resource | null,
): Refused | null {
  const { queues, changes } = (read.type === "shards" ? read.broker : undefined) ?? {};
  if (broker === null) return null;
  const types = changes?.accessTypes ?? queues?.accessTypesOf(broker);
  if (types === undefined) return null;
  const [needed = ""] = types;
  const said = (Array.isArray(given) ? (given as readonly Plain[]) : []).map((each) =>
    textOf(memberOf(each, "Type")),
  );
  // Assumed: the words of both.
  if (!said.includes(needed)) {
    return invalid(`SourceAccessConfigurations must have a secret of type ${needed}.`);
  }
  const other = said.find((type) => type === undefined || !types.includes(type));
  return other === undefined
    ? null
    : invalid(`Unsupported source access configuration type: ${other}.`);
}

/** What AWS shows of a mapping of a broker's queue, or of a database's changes. */
export function shownOfQueue(params: PlainObject, fn: FunctionTarget): PlainObject {
  const { MaximumBatchingWindowInSeconds: window } = params;
  const said = [
    "Queues",
    "StartingPosition",
    "StartingPositionTimestamp",
    "DocumentDBEventSourceConfig",
  ].flatMap((name) => (params[name] === undefined ? [] : [[name, params[name]] as const]));
  return {
    UUID: params["UUID"]!,
    BatchSize: params["BatchSize"] ?? limits.batchSize.default,
    ...(window === undefined ? {} : { MaximumBatchingWindowInSeconds: window }),
    EventSourceArn: params["EventSourceArn"]!,
    ...shownFilters(params),
    FunctionArn: fn.arn,
    LastProcessingResult: "No records processed",
    ...Object.fromEntries(said),
    SourceAccessConfigurations: params["SourceAccessConfigurations"] ?? [],
    EventSourceMappingArn: params["EventSourceMappingArn"]!,
  };
}

/** What is wrong with the function of a mapping of a broker; `null` for nothing. */
export function checkTimeout(read: Source, { timeout }: FunctionTarget): Refused | null {
  const isBroker = read.type === "shards" && read.broker !== undefined;
  return isBroker && timeout > limits.brokerTimeout
    ? invalid("Function timeout must be at most 840 seconds for this event source.") // Assumed: the words.
    : null;
}

/** What AWS shows of a mapping of a broker. */
export function shownOfBroker(
  params: PlainObject,
  destination: string | null,
  fn: FunctionTarget,
): PlainObject {
  const { MaximumBatchingWindowInSeconds: window, ProvisionedPollerConfig: pollers } = params;
  const group = groupIn(params) ?? params["UUID"]!;
  const said = [
    "StartingPositionTimestamp",
    "SourceAccessConfigurations",
    "MaximumRetryAttempts",
    "MaximumRecordAgeInSeconds",
    "BisectBatchOnFunctionError",
    "FunctionResponseTypes",
  ].flatMap((name) => (params[name] === undefined ? [] : [[name, params[name]] as const]));
  return {
    UUID: params["UUID"]!,
    StartingPosition: params["StartingPosition"]!,
    BatchSize: params["BatchSize"] ?? limits.batchSize.default,
    ...(window === undefined ? {} : { MaximumBatchingWindowInSeconds: window }),
    EventSourceArn: params["EventSourceArn"]!,
    ...shownFilters(params),
    FunctionArn: fn.arn,
    LastProcessingResult: "No records processed",
    ...(destination === null
      ? {}
      : { DestinationConfig: { OnFailure: { Destination: destination } } }),
    Topics: params["Topics"]!,
    ...Object.fromEntries(said),
    ...(isOutside(params)
      ? {
          SelfManagedEventSource: params["SelfManagedEventSource"]!,
          SelfManagedKafkaEventSourceConfig: { ConsumerGroupId: group },
        }
      : { AmazonManagedKafkaEventSourceConfig: { ConsumerGroupId: group } }),
    ...(pollers === undefined ? {} : { ProvisionedPollerConfig: pollers }),
    EventSourceMappingArn: params["EventSourceMappingArn"]!,
  };
}

/** Who is told of batches of a broker that fail is told after some attempts, where nothing is said. */
export function attemptsIn(shown: PlainObject, tells: boolean): number {
  const said = Number(shown["MaximumRetryAttempts"] ?? -1);
  return said === -1 && tells ? limits.brokerRetryAttempts : said;
}
