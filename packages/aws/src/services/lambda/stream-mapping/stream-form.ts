import { noTime, seconds, type Instant, type Plain } from "@orrery/kernel";
import { memberOf, textsOf } from "../../../request/params.ts";
import { figureValues } from "../../../service/assumed-figure.ts";
import { roleCaller, type Caller } from "../../../service/caller.ts";
import type { NotModeled, PlainObject, Refused } from "../../../service/refusal.ts";
import type { ControlPlane, ResourceConnection } from "../../../service/service-model.ts";
import type { ShardBroker, ShardSource, StartingPosition } from "../../../service/source.ts";
import {
  destinationConnections,
  withDestinations,
  type KnownDestination,
} from "../asynchronous/destinations.ts";
import { isOf } from "../asynchronous/record-target.ts";
import { destinationFormOf } from "../asynchronous/unmodeled-destination.ts";
import { serviceIn } from "../../../service/arn.ts";
import { readAt, type FunctionTarget } from "../event-source-mapping/endpoints.ts";
import { checkFilters, type Ends, type MappingForm } from "../event-source-mapping/mapping-form.ts";
import {
  patternsIn,
  shownFilters,
  textOf,
  type MappingRecord,
} from "../event-source-mapping/mapping-record.ts";
import { invalid } from "../event-source-mapping/refusals.ts";
import { lambdaToSns } from "../lambda-to-sns.ts";
import { lambdaToSqs } from "../lambda-to-sqs.ts";
import {
  againstBrokers,
  againstChanges,
  againstQueues,
  attemptsIn,
  changesIn,
  checkAccess,
  checkBroker,
  checkTimeout,
  groupIn,
  readersOf,
  shownOfBroker,
  shownOfQueue,
} from "./broker-form.ts";
import {
  resolveStreamMappingConfig,
  type StreamMappingSettings,
} from "../../../mapping/shard/config.ts";
import { streamMappingLimits as limits } from "../../../mapping/shard/limits.ts";
import { streamMappingAssumptions } from "./assumptions.ts";

/** What is kept of a mapping that reads a stream. */
interface StreamOwn {
  /** Targets of its port, in order: where it ever sent what it gave up. */
  readonly destinations: readonly KnownDestination[];
  readonly functionArn: string;
  readonly functionName: string;
  readonly functionNumber: number;
  readonly role: string;
}

const ownIn = ({ own }: Pick<MappingRecord, "own">): StreamOwn => own as unknown as StreamOwn; // Made by `ownOf`.

/** Parameters of mappings of other sources. */
const queueParameters: readonly string[] = [
  "ScalingConfig",
  "ProvisionedPollerConfig",
  "Queues",
  "Topics",
  "SourceAccessConfigurations",
  "SelfManagedEventSource",
  "AmazonManagedKafkaEventSourceConfig",
  "SelfManagedKafkaEventSourceConfig",
  "DocumentDBEventSourceConfig",
];

/** Event source mappings that read streams. */
export const streamForm: MappingForm = {
  kind: "lambda.streamMapping",
  reason: "User action",

  conflict: ({ source, fn }, uuid) =>
    `The event source arn (" ${source} ") and function (" ${fn.resource.name} ") provided mapping already exists. Please update or delete the existing mapping with UUID ${uuid}`,

  checkParams,
  shownOf,
  ownOf,
  check: ({ shown }, { read, fn, resource }) =>
    checkTimeout(read, fn) ?? checkAccess(shown, read, resource) ?? checkFilters(shown, read),
  actionsOf: (source, arn) => actionsFor(source as ShardSource, arn), // Of this form.
  toFunction({ read, source, resource }, { latencies }) {
    const { pushes, broker, latency } = read as ShardSource; // Likewise.
    if (broker !== undefined && resource !== null) return latency(resource, latencies);
    return pushes === undefined || pushes.ownerOf(source) === null
      ? undefined
      : pushes.latency(latencies);
  },
  settingsOf,
  connections,
  moreConnections,
  patience: ({ assumptions }) =>
    figureValues(streamMappingAssumptions, assumptions).invocationPatience,
};

/** What is asked for on a stream by itself: lists of streams are of the account. */
const actionsFor = (source: ShardSource, arn: string): readonly string[] => {
  const action = actionFor(source, arn);
  const [service] = action.split(":");
  const others = action === source.actions.read ? (source.readerNeeds ?? []) : [];
  const named = others.map((name) => `${service}:${name}`);
  return [...new Set([action, ...named.filter((each) => !each.includes(":List"))])];
};

const actionFor = ({ actions, pushes }: ShardSource, arn: string): string =>
  pushes === undefined || pushes.ownerOf(arn) === null ? actions.read : pushes.action;

function checkParams(
  source: string,
  params: PlainObject,
  before: PlainObject | null,
  plane: ControlPlane,
): Refused | NotModeled | null {
  const { broker } = readAt(source, plane) as ShardSource; // It can be read.
  const others = againstSource(broker, { ...before, ...params });
  const unsupported = others.find((name) => params[name] !== undefined);
  if (unsupported !== undefined) {
    return invalid(`Unsupported ${unsupported} parameter for given event source mapping type.`);
  }
  return (
    (broker === undefined ? null : checkBroker(broker, params, before)) ??
    (before === null && broker?.queues === undefined
      ? checkPosition(source, params, plane)
      : null) ??
    checkAge(params["MaximumRecordAgeInSeconds"]) ??
    checkDestination(params, plane)
  );
}

/** Parameters that mappings of such a source do not have. */
function againstSource(broker: ShardBroker | undefined, params: PlainObject): readonly string[] {
  if (broker === undefined) return queueParameters;
  if (broker.changes !== undefined) return againstChanges(queueParameters);
  return broker.queues === undefined
    ? againstBrokers(params, queueParameters)
    : againstQueues(queueParameters);
}

function checkPosition(source: string, params: PlainObject, plane: ControlPlane): Refused | null {
  const position = params["StartingPosition"];
  if (position === undefined) {
    return invalid(
      "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.",
    );
  }
  const { positions } = readAt(source, plane) as ShardSource; // It can be read.
  if (!positions.includes(position as StartingPosition)) {
    return invalid(`Unsupported starting position for arn type: ${source}`);
  }
  const hasTimestamp = params["StartingPositionTimestamp"] !== undefined;
  if (position === "AT_TIMESTAMP" && !hasTimestamp) {
    return invalid("StartingPositionTimestamp is required for AT_TIMESTAMP."); // Assumed: the words.
  }
  if (position !== "AT_TIMESTAMP" && hasTimestamp) {
    return invalid("StartingPositionTimestamp is valid for AT_TIMESTAMP only."); // Likewise.
  }
  return null;
}

/** The model allows -1 to 604,800, and Lambda nothing between -1 and 60. */
function checkAge(age: Plain | undefined): Refused | null {
  const { min, max } = limits.maximumRecordAge;
  if (typeof age !== "number" || age === -1 || (age >= min && age <= max)) return null;
  return invalid(`MaximumRecordAgeInSeconds must be -1 or between ${min} and ${max}.`); // Assumed: the words.
}

const mayTake = (arn: string): boolean =>
  [lambdaToSqs, lambdaToSns].some((target) => isOf(arn, target) && !arn.endsWith(".fifo")) ||
  destinationFormOf(arn) === "bucket";

function checkDestination(
  params: PlainObject,
  { sources }: Pick<ControlPlane, "sources">,
): Refused | NotModeled | null {
  const config = params["DestinationConfig"];
  if (memberOf(memberOf(config, "OnSuccess"), "Destination") !== undefined) {
    return invalid("Unsupported DestinationConfig parameter for given event source mapping type."); // Assumed.
  }
  const arn = onFailureIn(params);
  if (arn === null) return null;
  const read = sources.in(serviceIn(arn));
  const isBroker = read?.type === "shards" && read.broker !== undefined;
  // Topics are named by an address of a form of its own.
  if (isBroker || /^[a-z]+:\/\//.test(arn)) {
    const what = "On-failure destinations that are topics of brokers are not modeled.";
    return { type: "notModeled", what };
  }
  if (mayTake(arn)) return null;
  return invalid(`The destination ARN ${arn} is invalid.`);
}

function onFailureIn(params: PlainObject): string | null {
  const arn = textOf(memberOf(memberOf(params["DestinationConfig"], "OnFailure"), "Destination"));
  return arn === "" ? null : arn;
}

function shownOf(params: PlainObject, fn: FunctionTarget): PlainObject {
  const destination = onFailureIn(params);
  if (params["Topics"] !== undefined) return shownOfBroker(params, destination, fn);
  if (params["Queues"] !== undefined || changesIn(params) !== null) {
    return shownOfQueue(params, fn);
  }
  const at = params["StartingPositionTimestamp"];
  return {
    UUID: params["UUID"]!,
    StartingPosition: params["StartingPosition"]!,
    ...(at === undefined ? {} : { StartingPositionTimestamp: at }),
    BatchSize: params["BatchSize"] ?? limits.batchSize.default,
    MaximumBatchingWindowInSeconds: params["MaximumBatchingWindowInSeconds"] ?? 0,
    ParallelizationFactor: params["ParallelizationFactor"] ?? 1,
    EventSourceArn: params["EventSourceArn"]!,
    ...shownFilters(params),
    FunctionArn: fn.arn,
    LastProcessingResult: "No records processed",
    DestinationConfig: { OnFailure: destination === null ? {} : { Destination: destination } },
    MaximumRecordAgeInSeconds: params["MaximumRecordAgeInSeconds"] ?? -1,
    BisectBatchOnFunctionError: params["BisectBatchOnFunctionError"] ?? false,
    MaximumRetryAttempts: params["MaximumRetryAttempts"] ?? -1,
    TumblingWindowInSeconds: params["TumblingWindowInSeconds"] ?? 0,
    FunctionResponseTypes: params["FunctionResponseTypes"] ?? [],
    EventSourceMappingArn: params["EventSourceMappingArn"]!,
  };
}

function ownOf(
  shown: PlainObject,
  { fn }: Ends,
  before: PlainObject | null,
  plane: ControlPlane,
): PlainObject {
  const known = before === null ? [] : (before as unknown as StreamOwn).destinations;
  const { arn: functionArn, name: functionName, number: functionNumber } = fn.function;
  const own: StreamOwn = {
    destinations: withDestinations(known, [onFailureIn(shown)], plane),
    functionArn,
    functionName,
    functionNumber,
    role: fn.role,
  };
  return own as unknown as PlainObject; // Plain data.
}

function settingsOf(
  record: MappingRecord,
  number: number,
  plane: ControlPlane,
): StreamMappingSettings {
  const { shown, sourceKind, enabled, until } = record;
  const { destinations, functionArn, functionNumber, role } = ownIn(record);
  const types = shown["FunctionResponseTypes"];
  const source = textOf(shown["EventSourceArn"]);
  const { pollInterval, pushes, broker } = readAt(source, plane) as ShardSource; // It can be read.
  const group = groupIn(shown);
  const [part = ""] = textsOf(shown["Topics"] ?? shown["Queues"]);
  const { queues, changes } = broker ?? {};
  // A broker that is gone has nobody read.
  const read = queues === undefined ? undefined : plane.findByArn(source);
  const owner = pushes?.ownerOf(source) ?? null;
  const onFailure = onFailureIn(shown);
  const to = destinations.findIndex(({ arn }) => arn === onFailure);
  const at = Number(shown["StartingPositionTimestamp"] ?? 0) * 1_000_000;
  return resolveStreamMappingConfig(
    {
      startingPosition: shown["StartingPosition"] as StartingPosition, // Checked when it was made.
      startingInstant: Math.max(0, Math.round(at - plane.epochMilliseconds * 1_000)) as Instant,
      batchSize: Number(shown["BatchSize"]),
      batchingWindow:
        broker !== undefined && shown["MaximumBatchingWindowInSeconds"] === undefined
          ? limits.brokerWindow
          : seconds(Number(shown["MaximumBatchingWindowInSeconds"])),
      parallelizationFactor: Number(shown["ParallelizationFactor"] ?? 1),
      bisects: shown["BisectBatchOnFunctionError"] === true,
      maximumRecordAge: Number(shown["MaximumRecordAgeInSeconds"] ?? -1),
      maximumRetryAttempts:
        read === undefined
          ? attemptsIn(shown, broker !== undefined && onFailure !== null)
          : (queues!.retriesOf(read) ?? -1),
      tumblingWindow: seconds(Number(shown["TumblingWindowInSeconds"] ?? 0)),
      reportBatchItemFailures: Array.isArray(types) && types.includes("ReportBatchItemFailures"),
      filters: patternsIn(shown),
      enabled,
      onFailure: onFailure === null ? null : { ...destinations[to]!, to },
    },
    {
      name: textOf(shown["UUID"]),
      mapping: number,
      source,
      sourceKind,
      resource: broker?.partOf(source, part) ?? owner ?? source,
      reader:
        broker === undefined
          ? owner === null
            ? null
            : source
          : (queues?.readerOf(part, textOf(shown["UUID"])) ??
            changes?.readerOf(changesIn(shown) ?? "", textOf(shown["UUID"])) ??
            textOf(group)),
      readers: broker === undefined ? null : readersOf(shown, read && queues!.consumersOf(read)),
      pollInterval: owner === null ? pollInterval : noTime,
      functionArn,
      functionNumber,
      role,
      region: plane.region,
      epochMilliseconds: plane.epochMilliseconds,
      activeFrom: until,
      assumptions: plane.assumptions,
      figures: streamMappingAssumptions,
    },
  );
}

/**
 * What records take from a stream to the function is whole on their way back; listing shards takes nothing. What is
 * pushed takes its time on the way to the function: more comes meanwhile.
 */
function connections(
  { resource: read, source: arn }: Ends,
  caller: Caller,
  { latencies, sources }: ControlPlane,
): readonly ResourceConnection[] {
  const resource = read!; // It was there when the mapping was made.
  const { number: target } = resource;
  const source = sources.of(resource.kind) as ShardSource; // It can be read.
  const access = { caller, action: actionFor(source, arn), arn };
  // To a consumer, or to a group of readers.
  const isPushed = arn !== resource.arn || source.broker !== undefined;
  return [
    { port: "shards", to: 0, target, access },
    {
      port: "records",
      to: 0,
      target,
      ...(isPushed ? {} : { reply: source.latency(resource, latencies) }),
      access,
    },
  ];
}

/** Lambda sends what it gave up with the function's role. */
function moreConnections(
  record: MappingRecord,
  before: MappingRecord | null,
  plane: ControlPlane,
): readonly ResourceConnection[] {
  const { destinations, role, functionName, functionArn } = ownIn(record);
  const from = before === null ? 0 : ownIn(before).destinations.length;
  const caller = roleCaller(role, functionName, functionArn, plane);
  return destinationConnections(destinations, from, caller, plane);
}
