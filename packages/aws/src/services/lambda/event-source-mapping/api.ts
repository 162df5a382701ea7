import { page } from "../../../request/page.ts";
import { sample, seconds, type Duration, type Instant, type Plain } from "@orrery/kernel";
import { compileFilterCriteria, FilterPatternError } from "../../../pattern/index.ts";
import { figureValues } from "../../../service/assumed-figure.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type {
  ControlPlane,
  Operations,
  ResourceConnection,
  Step,
} from "../../../service/service-model.ts";
import type { QueueSource } from "../../../service/source.ts";
import type { TaggedKind } from "../protocol.ts";
import { serviceCaller, type Caller } from "../../../service/caller.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import { checkExtent, checkPlace } from "./api-check.ts";
import { resolveEventSourceMappingConfig, type EventSourceMappingSettings } from "./config.ts";
import {
  functionAt,
  sourceAt,
  sourceIn,
  type FunctionTarget,
  type SourceTarget,
} from "./endpoints.ts";
import { eventSourceMappingAssumptions, eventSourceMappingLimits as limits } from "./limits.ts";
import { invalid, lambdaRefusal } from "./refusals.ts";

const kind = "lambda.eventSourceMapping";

/** What the control plane keeps of a mapping: what AWS shows of it, and what the simulation needs. */
interface MappingRecord {
  /** As AWS shows them, in its spelling and order. */
  readonly shown: PlainObject;
  readonly enabled: boolean;
  readonly transition: Transition;
  /** When {@link transition} is over. */
  readonly until: Instant;
  /** Whether it is deleted: hidden from then on, and removed once its last batch must be done. */
  readonly isDeleted: boolean;
  /** In microseconds, as of the last creation or update. */
  /** Of what it reads. */
  readonly sourceKind: string;
  readonly visibilityTimeout: number;
  readonly functionTimeout: number;
  readonly scaling: PlainObject;
  readonly tags: PlainObject;
}

/** What of a mapping's record decides the future, counted from `now`: of one that is deleted, also since when. */
export function canonicalMappingRecord(mapping: Resource, now: Instant): Plain {
  const { until, isDeleted } = recordOf(mapping);
  const rest = Math.max(0, until - now);
  return [{ ...mapping.record, until: rest }, isDeleted ? mapping.changedAt - now : null];
}

type Transition = "Creating" | "Enabling" | "Disabling" | "Updating" | "Deleting" | "Disabled";

/** The operations of Lambda that make, change, show and delete event source mappings. */
export const eventSourceMappingOperations: Operations = {
  CreateEventSourceMapping: { begin: create },
  GetEventSourceMapping: { begin: get },
  UpdateEventSourceMapping: { begin: update },
  DeleteEventSourceMapping: { begin: remove },
  ListEventSourceMappings: { begin: list },
};

/** Event source mappings, as resources that have tags. */
export const taggedMappings: TaggedKind = {
  resourceType: "event-source-mapping",
  title: "Event source mapping",
  find: (arn, plane) => {
    const mapping = mappingAt({ UUID: arn.split(":")[6]! }, plane);
    return isRefused(mapping) ? undefined : mapping;
  },
};

function create(params: PlainObject, plane: ControlPlane): Step {
  const wrong = checkExtent(params);
  if (wrong !== null) return wrong;
  const source = params["EventSourceArn"];
  if (typeof source !== "string") return invalid("Unrecognized event source.");
  const misplaced = checkPlace(source, params, plane);
  if (misplaced !== null) return misplaced;
  const fn = functionAt(textOf(params["FunctionName"]), plane);
  if (fn === null) return invalid("Function does not exist");
  if (fn.refusal !== null) return fn.refusal;
  const duplicate = duplicateOf(source, fn, null, plane);
  if (duplicate !== null) return duplicate;
  const queue = sourceAt(source, plane);
  if (queue === null) return invalid(plane.sources.missing(source)!); // It can be read.
  const enabled = params["Enabled"] !== false;
  const uuid = plane.uuid();
  const arn = `arn:${plane.partition}:lambda:${plane.region}:${plane.accountId}:event-source-mapping:${uuid}`;
  const record: MappingRecord = {
    shown: shownOf({ ...params, UUID: uuid, EventSourceMappingArn: arn }, fn),
    sourceKind: queue.resource.kind,
    enabled,
    transition: enabled ? "Creating" : "Disabled",
    until: transitionEnd(plane),
    isDeleted: false,
    visibilityTimeout: queue.visibilityTimeout,
    functionTimeout: fn.timeout,
    scaling: objectOf(params["Scaling"]),
    tags: objectOf(params["Tags"]),
  };
  const unfit = checkSettings(record, sourceIn(source, plane));
  if (unfit !== null) return unfit;
  const caller = serviceCaller("lambda", arn, plane);
  if (plane.authorize(caller, queue.source.actions.receive, source) !== null) {
    return invalid(mayNotReceive(queue.source));
  }
  const settings = settingsOf(record, plane);
  const made = plane.create(
    { kind, name: uuid, arn, record: plain(record), mark: markOf(source, fn) },
    () => settings,
    () => [...sourceConnections(queue, caller, plane), functionConnection(fn)],
  );
  // A component begins with the first input that it hears.
  plane.change(made, { settings });
  return respond(made, plane, record.transition);
}

function get(params: PlainObject, plane: ControlPlane): Step {
  const mapping = mappingAt(params, plane);
  return isRefused(mapping) ? mapping : respond(mapping, plane, null);
}

function update(params: PlainObject, plane: ControlPlane): Step {
  const mapping = mappingAt(params, plane);
  if (isRefused(mapping)) return mapping;
  const before = recordOf(mapping);
  if (plane.now < before.until) return inUse("update");
  const source = textOf(before.shown["EventSourceArn"]);
  const wrong = checkExtent(params);
  if (wrong !== null) return wrong;
  const misplaced = checkPlace(source, params, plane);
  if (misplaced !== null) return misplaced;
  const name = params["FunctionName"] ?? before.shown["FunctionArn"]!;
  const fn = functionAt(textOf(name), plane);
  if (fn === null) return invalid("Function does not exist");
  if (fn.refusal !== null) return fn.refusal;
  const duplicate = duplicateOf(source, fn, mapping, plane);
  if (duplicate !== null) return duplicate;
  const enabled = (params["Enabled"] ?? before.enabled) !== false;
  const record: MappingRecord = {
    ...before,
    shown: shownOf({ ...before.shown, ...params }, fn),
    enabled,
    transition: enabled === before.enabled ? "Updating" : enabled ? "Enabling" : "Disabling",
    until: transitionEnd(plane),
    visibilityTimeout: sourceAt(source, plane)?.visibilityTimeout ?? before.visibilityTimeout,
    functionTimeout: fn.timeout,
    scaling: objectOf(params["Scaling"] ?? before.scaling),
  };
  const unfit = checkSettings(record, sourceIn(source, plane));
  if (unfit !== null) return unfit;
  const changed = plane.change(mapping, {
    record: plain(record),
    mark: markOf(source, fn),
    settings: settingsOf(record, plane),
    connections: [functionConnection(fn)],
  });
  return respond(changed, plane, record.transition);
}

function remove(params: PlainObject, plane: ControlPlane): Step {
  const mapping = mappingAt(params, plane);
  if (isRefused(mapping)) return mapping;
  const before = recordOf(mapping);
  if (plane.now < before.until) return inUse("delete");
  removeForgotten(plane);
  const record: MappingRecord = {
    ...before,
    enabled: false,
    isDeleted: true,
    transition: "Deleting",
    until: transitionEnd(plane),
  };
  // What it has in work is finished and deleted, so the component stays until that must be over.
  const changed = plane.change(mapping, {
    record: plain(record),
    mark: null,
    settings: settingsOf(record, plane),
  });
  return respond(changed, plane, "Deleting");
}

function list(params: PlainObject, plane: ControlPlane): Step {
  const { FunctionName, EventSourceArn, Marker, MaxItems } = params;
  removeForgotten(plane);
  const fn = FunctionName === undefined ? null : functionAt(textOf(FunctionName), plane);
  const wanted = mappingsIn(plane).filter((mapping) => {
    const { shown } = recordOf(mapping);
    if (EventSourceArn !== undefined && shown["EventSourceArn"] !== EventSourceArn) return false;
    return FunctionName === undefined || (fn !== null && shown["FunctionArn"] === fn.arn);
  });
  const { max } = limits.listPage;
  const most = typeof MaxItems === "number" ? Math.min(MaxItems, max) : max;
  const { items, next } = page(wanted, Marker, most) ?? page(wanted, null, most)!;
  return {
    type: "respond",
    response: {
      EventSourceMappings: items.map((mapping) => view(mapping, plane, null)),
      ...(next === null ? {} : { NextMarker: next }),
    },
  };
}

/** Mappings that are there, in order of their making. */
function mappingsIn(plane: ControlPlane): readonly Resource[] {
  return plane.list(kind).filter((mapping) => {
    const { isDeleted, until } = recordOf(mapping);
    return !isDeleted || plane.now < until;
  });
}

/** Has mappings go for good that were deleted long ago. */
function removeForgotten(plane: ControlPlane): void {
  const { invocationPatience } = figureValues(eventSourceMappingAssumptions, plane.assumptions);
  for (const mapping of plane.list(kind)) {
    const { isDeleted, until } = recordOf(mapping);
    if (!isDeleted || plane.now < until) continue;
    if (plane.now - mapping.changedAt > invocationPatience) plane.delete(mapping, missing);
  }
}

function mappingAt(params: PlainObject, plane: ControlPlane): Resource | Refused {
  const found = plane.find(kind, textOf(params["UUID"]));
  if (found === undefined) return missing;
  const { isDeleted, until } = recordOf(found);
  return isDeleted && plane.now >= until ? missing : found;
}

/** The refusal where another mapping joins this queue and this function. */
function duplicateOf(
  source: string,
  fn: FunctionTarget,
  self: Resource | null,
  plane: ControlPlane,
): Refused | null {
  const other = plane.findByMark(kind, markOf(source, fn));
  if (other === undefined || other.number === self?.number) return null;
  return lambdaRefusal(
    "ResourceConflictException",
    `An event source mapping with ${sourceIn(source, plane).title} arn (" ${source} ") and function (" ${fn.resource.name} ") already exists. Please update or delete the existing mapping with UUID ${other.name}`,
  );
}

/** What only one mapping may have: a queue, and a function with its qualifier. */
const markOf = (source: string, fn: FunctionTarget): string => `${source} ${fn.arn}`;

/** What is wrong with a mapping's parameters taken together, with those of its queue and function. */
function checkSettings(
  { shown, visibilityTimeout, functionTimeout }: MappingRecord,
  source: QueueSource,
): Refused | null {
  const fifo = textOf(shown["EventSourceArn"]).endsWith(".fifo");
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
  return checkFilters(patternsIn(shown), source);
}

function checkFilters(patterns: readonly string[], { service }: QueueSource): Refused | null {
  try {
    compileFilterCriteria(patterns, service);
    return null;
  } catch (error) {
    if (error instanceof FilterPatternError) return invalid("Invalid filter pattern definition.");
    throw error;
  }
}

function settingsOf(record: MappingRecord, plane: ControlPlane): EventSourceMappingSettings {
  const { shown, sourceKind, enabled, visibilityTimeout, functionTimeout, until, scaling } = record;
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
      concurrentExecutions: plane.quota("lambda.concurrentExecutions"),
    },
  );
}

/**
 * The figures from producer to handler are whole on the way back of a receive: they hold the
 * producer's call, whose own time is on its way back, and the invocation, which takes none besides.
 */
function sourceConnections(
  { resource, source }: SourceTarget,
  caller: Caller,
  { latencies }: ControlPlane,
): readonly ResourceConnection[] {
  const { number: target, arn } = resource;
  const { receive, done } = source.actions;
  const reply = source.latency(resource, latencies);
  return [
    { port: "queue", to: 0, target, reply, access: { caller, action: receive, arn } },
    { port: "deletions", to: 0, target, access: { caller, action: done, arn } },
  ];
}

const mayNotReceive = ({ actions, title }: QueueSource): string =>
  `The function execution role does not have permissions to call ${actions.receive.replace(/^.*:/, "")} on ${title}`;

const functionConnection = ({ resource }: FunctionTarget): ResourceConnection => ({
  port: "function",
  to: 0,
  target: resource.number,
});

/** When a change that is made now is over: at once, unless the scenario says otherwise. */
function transitionEnd({ now, latencies }: ControlPlane): Instant {
  const delay = latencies["lambda.eventSourceMapping.transition"];
  return delay === undefined ? now : ((now + Math.round(sample(delay, () => 0.5))) as Instant);
}

/** What AWS shows of a mapping, of parameters that override what it showed before. */
function shownOf(params: PlainObject, fn: FunctionTarget): PlainObject {
  const filters = patternsIn(params);
  const { MaximumConcurrency } = objectOf(params["ScalingConfig"]);
  const pollers = objectOf(params["ProvisionedPollerConfig"]);
  return {
    UUID: params["UUID"]!,
    BatchSize: params["BatchSize"] ?? limits.batchSize.default,
    MaximumBatchingWindowInSeconds: params["MaximumBatchingWindowInSeconds"] ?? 0,
    EventSourceArn: params["EventSourceArn"]!,
    ...(filters.length === 0
      ? {}
      : { FilterCriteria: { Filters: filters.map((Pattern) => ({ Pattern })) } }),
    FunctionArn: fn.arn,
    FunctionResponseTypes: params["FunctionResponseTypes"] ?? [],
    ...(MaximumConcurrency === undefined ? {} : { ScalingConfig: { MaximumConcurrency } }),
    ...(Object.keys(pollers).length === 0 ? {} : { ProvisionedPollerConfig: pollers }),
    EventSourceMappingArn: params["EventSourceMappingArn"]!,
  };
}

function respond(mapping: Resource, plane: ControlPlane, transition: Transition | null): Step {
  return { type: "respond", response: view(mapping, plane, transition) };
}

/** A mapping as AWS shows it: in its transition, or with `null` as far as it has come. */
function view(mapping: Resource, plane: ControlPlane, transition: Transition | null): PlainObject {
  const { shown, enabled, until, ...record } = recordOf(mapping);
  const settled = enabled ? "Enabled" : "Disabled";
  return {
    ...shown,
    LastModified: wallClockAt(plane.epochMilliseconds, mapping.changedAt) / 1_000,
    State: transition ?? (plane.now < until ? record.transition : settled),
    StateTransitionReason: "USER_INITIATED",
  };
}

function patternsIn(params: PlainObject): readonly string[] {
  const filters = objectOf(params["FilterCriteria"])["Filters"];
  if (!Array.isArray(filters)) return [];
  return (filters as readonly Plain[]).map((filter) => textOf(objectOf(filter)["Pattern"] ?? "{}"));
}

const missing = lambdaRefusal(
  "ResourceNotFoundException",
  "The resource you requested does not exist.",
);

const inUse = (what: "update" | "delete"): Refused =>
  lambdaRefusal(
    "ResourceInUseException",
    `Cannot ${what} the event source mapping because it is in use.`,
  );

const recordOf = (mapping: Resource): MappingRecord => mapping.record as unknown as MappingRecord; // Made by `plain`.
const plain = (record: MappingRecord): PlainObject => record as unknown as PlainObject; // Plain data.

const textOf = (value: Plain | undefined): string => (typeof value === "string" ? value : "");
const objectOf = (value: Plain | undefined): PlainObject =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as PlainObject)
    : {};
const isRefused = (value: Resource | Refused): value is Refused =>
  "type" in value && value.type === "refused";
