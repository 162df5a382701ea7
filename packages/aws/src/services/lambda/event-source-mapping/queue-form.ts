import { seconds, type Duration } from "@orrery/kernel";
import { figureValues } from "../../../service/assumed-figure.ts";
import type { Caller } from "../../../service/caller.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { ControlPlane, ResourceConnection } from "../../../service/service-model.ts";
import { queueIn, type QueueSource } from "../../../service/source.ts";
import {
  resolveEventSourceMappingConfig,
  type EventSourceMappingSettings,
} from "../../../mapping/queue/config.ts";
import { readAt, type FunctionTarget } from "./endpoints.ts";
import { eventSourceMappingLimits as limits } from "../../../mapping/queue/limits.ts";
import { eventSourceMappingAssumptions } from "./assumptions.ts";
import { checkFilters, type Ends, type MappingForm } from "./mapping-form.ts";
import {
  objectOf,
  patternsIn,
  shownFilters,
  textOf,
  type MappingRecord,
} from "./mapping-record.ts";
import { invalid } from "./refusals.ts";

/** What is kept of a mapping that reads a queue. In microseconds, as of its last creation or update. */
interface QueueOwn {
  readonly visibilityTimeout: number;
  readonly functionTimeout: number;
}

const ownIn = ({ own }: MappingRecord): QueueOwn => own as unknown as QueueOwn; // Made by `ownOf`.

const streamParameters: readonly string[] = [
  "BisectBatchOnFunctionError",
  "DestinationConfig",
  "MaximumRecordAgeInSeconds",
  "MaximumRetryAttempts",
  "ParallelizationFactor",
  "TumblingWindowInSeconds",
];

/** Event source mappings that read queues. */
export const queueForm: MappingForm = {
  kind: "lambda.eventSourceMapping",
  reason: "USER_INITIATED",

  conflict: ({ source, fn }, uuid, plane) =>
    `An event source mapping with ${readAt(source, plane).title} arn (" ${source} ") and function (" ${fn.resource.name} ") already exists. Please update or delete the existing mapping with UUID ${uuid}`,

  checkParams(source, params, _before, plane) {
    if (params["StartingPosition"] !== undefined) {
      return invalid(
        `StartingPosition is not valid for ${readAt(source, plane).title} event sources.`,
      );
    }
    const unsupported = streamParameters.find((name) => params[name] !== undefined);
    if (unsupported === undefined) return null;
    return invalid(`Unsupported ${unsupported} parameter for given event source mapping type.`);
  },

  shownOf,

  ownOf(_shown, { resource, fn }, before, { sources }): PlainObject {
    const visibilityTimeout =
      resource === null
        ? (before?.["visibilityTimeout"] ?? 0)
        : queueIn(sources, resource.kind).factsOf(resource).visibilityTimeout;
    return { visibilityTimeout, functionTimeout: fn.timeout };
  },

  check,
  actionsOf: (source) => Object.values((source as QueueSource).actions), // Of this form.
  toFunction: () => undefined,
  settingsOf,
  connections,
  moreConnections: () => [],
  patience: ({ assumptions }) =>
    figureValues(eventSourceMappingAssumptions, assumptions).invocationPatience,
};

function shownOf(params: PlainObject, fn: FunctionTarget): PlainObject {
  const { MaximumConcurrency } = objectOf(params["ScalingConfig"]);
  const pollers = objectOf(params["ProvisionedPollerConfig"]);
  return {
    UUID: params["UUID"]!,
    BatchSize: params["BatchSize"] ?? limits.batchSize.default,
    MaximumBatchingWindowInSeconds: params["MaximumBatchingWindowInSeconds"] ?? 0,
    EventSourceArn: params["EventSourceArn"]!,
    ...shownFilters(params),
    FunctionArn: fn.arn,
    FunctionResponseTypes: params["FunctionResponseTypes"] ?? [],
    ...(MaximumConcurrency === undefined ? {} : { ScalingConfig: { MaximumConcurrency } }),
    ...(Object.keys(pollers).length === 0 ? {} : { ProvisionedPollerConfig: pollers }),
    EventSourceMappingArn: params["EventSourceMappingArn"]!,
  };
}

function check(record: MappingRecord, { source, read }: Ends): Refused | null {
  const { shown } = record;
  const { visibilityTimeout, functionTimeout } = ownIn(record);
  const fifo = source.endsWith(".fifo");
  const batchSize = Number(shown["BatchSize"]);
  const window = Number(shown["MaximumBatchingWindowInSeconds"]);
  const { batchSizeWithoutWindow } = limits;
  if (fifo && window > 0) return invalid("Batching window is not supported for FIFO queues");
  if (fifo && batchSize > batchSizeWithoutWindow) {
    return invalid("Maximum batch size must be between 1 and 10 inclusive");
  }
  if (batchSize > batchSizeWithoutWindow && window === 0) {
    return invalid(
      "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10",
    );
  }
  if ("ScalingConfig" in shown && "ProvisionedPollerConfig" in shown) {
    return invalid(
      "MaximumConcurrency and ProvisionedPollerConfig cannot be configured together for an event source mapping.",
    );
  }
  const { MinimumPollers = limits.minimumPollers.default, MaximumPollers } = objectOf(
    shown["ProvisionedPollerConfig"],
  );
  if (Number(MinimumPollers) > Number(MaximumPollers ?? limits.maximumPollers.default)) {
    return invalid("MinimumPollers cannot be greater than MaximumPollers.");
  }
  if (functionTimeout > visibilityTimeout) {
    return invalid(
      `Queue visibility timeout: ${visibilityTimeout / 1_000_000} seconds is less than Function timeout: ${functionTimeout / 1_000_000} seconds`,
    );
  }
  return checkFilters(shown, read);
}

function settingsOf(
  record: MappingRecord,
  _number: number,
  plane: ControlPlane,
): EventSourceMappingSettings {
  const { shown, sourceKind, enabled, until, scaling } = record;
  const { visibilityTimeout, functionTimeout } = ownIn(record);
  const { MaximumConcurrency } = objectOf(shown["ScalingConfig"]);
  const provisioned = shown["ProvisionedPollerConfig"];
  const { MinimumPollers, MaximumPollers } = objectOf(provisioned);
  const types = shown["FunctionResponseTypes"];
  return resolveEventSourceMappingConfig(
    {
      batchSize: Number(shown["BatchSize"]),
      batchingWindow: seconds(Number(shown["MaximumBatchingWindowInSeconds"])),
      reportBatchItemFailures: Array.isArray(types) && types.includes("ReportBatchItemFailures"),
      maximumConcurrency: MaximumConcurrency === undefined ? null : Number(MaximumConcurrency),
      provisionedPollers:
        provisioned === undefined
          ? null
          : {
              ...(MinimumPollers === undefined ? {} : { minimum: Number(MinimumPollers) }),
              ...(MaximumPollers === undefined ? {} : { maximum: Number(MaximumPollers) }),
            },
      filters: patternsIn(shown),
      enabled,
      scaling, // Checked where it is resolved.
    },
    {
      name: textOf(shown["UUID"]),
      source: textOf(shown["EventSourceArn"]),
      sourceKind,
      region: plane.region,
      asOf: plane.asOf,
      epochMilliseconds: plane.epochMilliseconds,
      visibilityTimeout: visibilityTimeout as Duration,
      functionTimeout: functionTimeout as Duration,
      activeFrom: until,
      assumptions: plane.assumptions,
      figures: eventSourceMappingAssumptions,
      concurrentExecutions: plane.quota("lambda.concurrentExecutions"),
    },
  );
}

/**
 * The figures from producer to handler are whole on the way back of a receive: they hold the
 * producer's call, whose own time is on its way back, and the invocation, which takes none besides.
 */
function connections(
  { resource: read }: Ends,
  caller: Caller,
  { latencies, sources }: ControlPlane,
): readonly ResourceConnection[] {
  const resource = read!; // It was there when the mapping was made.
  const { number: target, arn } = resource;
  const source = queueIn(sources, resource.kind);
  const { receive, done } = source.actions;
  const reply = source.latency(resource, latencies);
  return [
    { port: "queue", to: 0, target, reply, access: { caller, action: receive, arn } },
    { port: "deletions", to: 0, target, access: { caller, action: done, arn } },
  ];
}
