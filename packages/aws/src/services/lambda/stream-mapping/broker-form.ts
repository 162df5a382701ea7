import { memberOf } from "../../../request/params.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { Source } from "../../../service/source.ts";
import type { FunctionTarget } from "../event-source-mapping/endpoints.ts";
import { shownFilters } from "../event-source-mapping/mapping-record.ts";
import { invalid } from "../event-source-mapping/refusals.ts";
import { streamMappingLimits as limits } from "../../../mapping/shard/limits.ts";

/** Parameters of mappings of brokers, … */
const brokerParameters: readonly string[] = [
  "Topics",
  "SourceAccessConfigurations",
  "AmazonManagedKafkaEventSourceConfig",
  "ProvisionedPollerConfig",
];
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
  const others = queues.filter((name) => !brokerParameters.includes(name));
  const isProvisioned = params["ProvisionedPollerConfig"] !== undefined;
  return [...others, ...streamParameters, ...(isProvisioned ? [] : provisionedParameters)];
}

/** What is wrong with what a mapping of a broker says of it; `null` for nothing. */
export function checkBroker(params: PlainObject, before: PlainObject | null): Refused | null {
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
export function readersIn(shown: PlainObject): { readonly least: number; readonly most: number } {
  const pollers = pollersIn(shown);
  if (pollers === null) return { least: 1, most: Number.MAX_SAFE_INTEGER };
  const { invocationsOfPoller: each } = limits;
  return { least: pollers.least * each, most: pollers.most * each };
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
  const group = memberOf(params["AmazonManagedKafkaEventSourceConfig"], "ConsumerGroupId");
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
    AmazonManagedKafkaEventSourceConfig: { ConsumerGroupId: group ?? params["UUID"]! },
    ...(pollers === undefined ? {} : { ProvisionedPollerConfig: pollers }),
    EventSourceMappingArn: params["EventSourceMappingArn"]!,
  };
}

/** Who is told of batches of a broker that fail is told after some attempts, where nothing is said. */
export function attemptsIn(shown: PlainObject, tells: boolean): number {
  const said = Number(shown["MaximumRetryAttempts"] ?? -1);
  return said === -1 && tells ? limits.brokerRetryAttempts : said;
}
