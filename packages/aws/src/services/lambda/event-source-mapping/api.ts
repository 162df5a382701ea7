import { sample, type Instant, type Plain } from "@orrery/kernel";
import { page } from "../../../request/page.ts";
import { memberOf, textsOf } from "../../../request/params.ts";
import { roleCaller } from "../../../service/caller.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type {
  ControlPlane,
  Operations,
  ResourceConnection,
  Step,
} from "../../../service/service-model.ts";
import { outsideBroker, readResource, type Source } from "../../../service/source.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import type { TaggedKind } from "../protocol.ts";
import { streamForm } from "../stream-mapping/stream-form.ts";
import { checkExtent, checkPlace, formOf } from "./api-check.ts";
import { functionAt, readAt, type FunctionTarget } from "./endpoints.ts";
import { eventSourceMappingLimits as limits } from "../../../mapping/queue/limits.ts";
import type { Ends, MappingForm } from "./mapping-form.ts";
import {
  objectOf,
  plainRecord,
  recordOf,
  textOf,
  type MappingRecord,
  type Transition,
} from "./mapping-record.ts";
import { shownMetrics } from "./mapping-metrics.ts";
import { changesIn } from "../stream-mapping/broker-form.ts";
import { queueForm } from "./queue-form.ts";
import { invalid, lambdaRefusal } from "./refusals.ts";

const forms: readonly MappingForm[] = [queueForm, streamForm];
const formNamed = (name: string): MappingForm => forms.find(({ kind }) => kind === name)!; // It is one of them.

/** What of a mapping's record decides the future, counted from `now`: of one that is deleted, also since when. */
export function canonicalMappingRecord(mapping: Resource, now: Instant): Plain {
  const { until, isDeleted } = recordOf(mapping);
  const rest = Math.max(0, until - now);
  return [{ ...mapping.record, until: rest }, isDeleted ? mapping.changedAt - now : null];
}

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

function create(given: PlainObject, plane: ControlPlane): Step {
  const wrong = checkExtent(given);
  if (wrong !== null) return wrong;
  const servers = serversIn(given);
  const outside = servers.length === 0 ? null : outsideOf(plane);
  const source = outside?.sourceOf(servers, plane) ?? given["EventSourceArn"];
  if (typeof source !== "string") return invalid("Unrecognized event source.");
  if (outside !== null && given["EventSourceArn"] !== undefined) {
    return invalid("EventSourceArn and SelfManagedEventSource exclude each other."); // Assumed: the words.
  }
  // Where AWS asks all others for a position, self-managed clusters have one (SAM, SelfManagedKafka).
  const usual = outside === null ? {} : { StartingPosition: "TRIM_HORIZON" };
  const params: PlainObject = { ...usual, ...given, EventSourceArn: source };
  const misplaced = checkPlace(source, params, null, plane);
  if (misplaced !== null) return misplaced;
  const fn = functionAt(textOf(params["FunctionName"]), plane);
  if (fn === null) return invalid("Function does not exist");
  if (fn.refusal !== null) return fn.refusal;
  const duplicate = duplicateOf(source, params, fn, null, plane);
  if (duplicate !== null) return duplicate;
  const read = readAt(source, plane);
  // Nobody else makes what AWS does not have.
  outside?.make(servers, partIn(params)!, plane);
  if (outside === null) implyPart(source, params, read, plane);
  const resource = resourceRead(source, params, read, plane);
  if (resource === undefined) return invalid(missingSource(source, params, plane));
  // Assumed for what is of a service that is read, and is not what is read of it: a table without its stream.
  if (plane.sources.of(resource.kind) === undefined) return invalid("Unrecognized event source.");
  const form = formOf(read);
  const ends: Ends = { source, read, resource, fn };
  const enabled = params["Enabled"] !== false;
  const uuid = plane.uuid();
  const arn = `arn:${plane.partition}:lambda:${plane.region}:${plane.accountId}:event-source-mapping:${uuid}`;
  const named = { ...params, UUID: uuid, EventSourceMappingArn: arn };
  const shown = { ...form.shownOf(named, fn), ...shownMetrics(named) };
  const record: MappingRecord = {
    shown,
    sourceKind: resource.kind,
    enabled,
    transition: enabled ? "Creating" : "Disabled",
    until: transitionEnd(plane),
    isDeleted: false,
    own: form.ownOf(shown, ends, null, plane),
    scaling: objectOf(params["Scaling"]),
    tags: objectOf(params["Tags"]),
  };
  const unfit = form.check(record, ends);
  if (unfit !== null) return unfit;
  // Whoever polls does so with the role of the function.
  const caller = roleCaller(fn.role ?? "", functionNameOf(fn), arn, plane);
  for (const action of form.actionsOf(read, source)) {
    if (plane.authorize(caller, action, source) !== null) {
      return invalid(mayNot(action, read, source));
    }
  }
  const made = plane.create(
    {
      kind: form.kind,
      name: uuid,
      arn,
      record: plainRecord(record),
      mark: markOf(source, params, fn),
    },
    (number) => form.settingsOf(record, number, plane),
    () => [
      ...form.connections(ends, caller, plane),
      functionConnection(ends, form, plane),
      ...form.moreConnections(record, null, plane),
    ],
  );
  // A component begins with the first input that it hears.
  plane.change(made, { settings: form.settingsOf(record, made.number, plane) });
  return respond(made, plane, record.transition);
}

const functionNameOf = ({ function: { name } }: FunctionTarget): string => name;

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
  const misplaced = checkPlace(source, params, before.shown, plane);
  if (misplaced !== null) return misplaced;
  const name = params["FunctionName"] ?? before.shown["FunctionArn"]!;
  const fn = functionAt(textOf(name), plane);
  if (fn === null) return invalid("Function does not exist");
  if (fn.refusal !== null) return fn.refusal;
  const duplicate = duplicateOf(source, before.shown, fn, mapping, plane);
  if (duplicate !== null) return duplicate;
  const form = formNamed(mapping.kind);
  const read = readAt(source, plane);
  const resource = resourceRead(source, before.shown, read, plane) ?? null;
  const ends: Ends = { source, read, resource, fn };
  const enabled = (params["Enabled"] ?? before.enabled) !== false;
  const merged = { ...before.shown, ...params };
  const shown = { ...form.shownOf(merged, fn), ...shownMetrics(merged) };
  const record: MappingRecord = {
    ...before,
    shown,
    enabled,
    transition: enabled === before.enabled ? "Updating" : enabled ? "Enabling" : "Disabling",
    until: transitionEnd(plane),
    own: form.ownOf(shown, ends, before.own, plane),
    scaling: objectOf(params["Scaling"] ?? before.scaling),
  };
  const unfit = form.check(record, ends);
  if (unfit !== null) return unfit;
  const changed = plane.change(mapping, {
    record: plainRecord(record),
    mark: markOf(source, before.shown, fn),
    settings: form.settingsOf(record, mapping.number, plane),
    connections: [
      functionConnection(ends, form, plane),
      ...form.moreConnections(record, before, plane),
    ],
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
    record: plainRecord(record),
    mark: null,
    settings: formNamed(mapping.kind).settingsOf(record, mapping.number, plane),
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
const mappingsIn = (plane: ControlPlane): readonly Resource[] =>
  forms
    .flatMap(({ kind }) => plane.list(kind))
    .filter((mapping) => {
      const { isDeleted, until } = recordOf(mapping);
      return !isDeleted || plane.now < until;
    })
    .sort((one, other) => one.number - other.number);

/** Has mappings go for good that were deleted long ago. */
function removeForgotten(plane: ControlPlane): void {
  for (const form of forms) {
    const patience = form.patience(plane);
    for (const mapping of plane.list(form.kind)) {
      const { isDeleted, until } = recordOf(mapping);
      if (!isDeleted || plane.now < until) continue;
      if (plane.now - mapping.changedAt > patience) plane.delete(mapping, missing);
    }
  }
}

function mappingAt(params: PlainObject, plane: ControlPlane): Resource | Refused {
  const uuid = textOf(params["UUID"]);
  const found = plane.find(queueForm.kind, uuid) ?? plane.find(streamForm.kind, uuid);
  if (found === undefined) return missing;
  const { isDeleted, until } = recordOf(found);
  return isDeleted && plane.now >= until ? missing : found;
}

/** The refusal where another mapping joins this queue and this function. */
function duplicateOf(
  source: string,
  params: PlainObject,
  fn: FunctionTarget,
  self: Resource | null,
  plane: ControlPlane,
): Refused | null {
  const form = formOf(readAt(source, plane));
  const other = plane.findByMark(form.kind, markOf(source, params, fn));
  if (other === undefined || other.number === self?.number) return null;
  return lambdaRefusal(
    "ResourceConflictException",
    form.conflict({ source, fn }, other.name, plane),
  );
}

/** What only one mapping may have: a queue or what of a broker it reads, and a function with its qualifier. */
const markOf = (source: string, params: PlainObject, fn: FunctionTarget): string =>
  `${source} ${partIn(params) ?? ""} ${fn.arn}`;

/** What is read of a broker. */
const partIn = (params: PlainObject): string | undefined => {
  const { Topics, Queues = Topics } = params;
  if (Array.isArray(Queues)) return textOf((Queues as readonly Plain[])[0]);
  return changesIn(params) ?? undefined;
};

/** Makes what of a broker its clients make: Lambda asks nobody whether it is there. */
function implyPart(source: string, params: PlainObject, read: Source, plane: ControlPlane): void {
  const part = partIn(params);
  if (read.type === "shards" && part !== undefined) read.broker?.imply?.(source, part, plane);
}

const resourceRead = (
  source: string,
  params: PlainObject,
  read: Source,
  plane: ControlPlane,
): Resource | undefined =>
  readResource(source, partIn(params), read, (arn) => plane.findByArn(arn));

function missingSource(source: string, params: PlainObject, plane: ControlPlane): string {
  const part = partIn(params);
  const isThere = part !== undefined && plane.findByArn(source) !== undefined;
  // Assumed: Lambda makes such a mapping, which then finds that it cannot read.
  return isThere ? `Topic ${part} not found in ${source}.` : plane.sources.missing(source)!; // It can be read.
}

function mayNot(action: string, read: Source, source: string): string {
  const needs = read.type === "shards" ? read.readerNeeds : undefined;
  if (needs !== undefined) {
    const list = `${needs.slice(0, -1).join(", ")}, and ${needs.at(-1)}`;
    return `Cannot access stream ${source}. Please ensure the role can perform the ${list} Actions on your stream in IAM.`;
  }
  const name = action.replace(/^.*:/, "");
  return `The function execution role does not have permissions to call ${name} on ${read.title}`;
}

function functionConnection(
  ends: Ends,
  form: MappingForm,
  plane: ControlPlane,
): ResourceConnection {
  const request = form.toFunction(ends, plane);
  const { number: target } = ends.fn.resource;
  return { port: "function", to: 0, target, ...(request === undefined ? {} : { request }) };
}

/** When a change that is made now is over: at once, unless the scenario says otherwise. */
function transitionEnd({ now, latencies }: ControlPlane): Instant {
  const delay = latencies["lambda.eventSourceMapping.transition"];
  return delay === undefined ? now : ((now + Math.round(sample(delay, () => 0.5))) as Instant);
}

function respond(mapping: Resource, plane: ControlPlane, transition: Transition | null): Step {
  return { type: "respond", response: view(mapping, plane, transition) };
}

/** Where the brokers of a self-managed cluster are; empty where a mapping reads none. */
const serversIn = ({ SelfManagedEventSource: source }: PlainObject): readonly string[] =>
  textsOf(memberOf(memberOf(source, "Endpoints"), serversMember));

/** The one kind of address that such a cluster has. */
const serversMember = "KAFKA_BOOTSTRAP_SERVERS";

/** How clusters are read that are none of AWS, by what their addresses are called after. */
const outsideOf = ({ sources }: ControlPlane) =>
  outsideBroker(serversMember.toLowerCase().split("_")[0]!, sources);

/** A mapping as AWS shows it: in its transition, or with `null` as far as it has come. */
function view(mapping: Resource, plane: ControlPlane, transition: Transition | null): PlainObject {
  const { shown: kept, enabled, until, ...record } = recordOf(mapping);
  const { EventSourceArn: _, ...rest } = kept;
  // What is none of AWS has no ARN.
  const shown = kept["SelfManagedEventSource"] === undefined ? kept : rest;
  const settled = enabled ? "Enabled" : "Disabled";
  return {
    ...shown,
    LastModified: wallClockAt(plane.epochMilliseconds, mapping.changedAt) / 1_000,
    State: transition ?? (plane.now < until ? record.transition : settled),
    StateTransitionReason: isShutOut(mapping, kept, plane)
      ? "EVENT_SOURCE_AUTHZ_ERROR"
      : formNamed(mapping.kind).reason,
  };
}

/** Whether the role of a function may no more read the broker of a mapping, of which AWS tells in the mapping's state. */
function isShutOut(
  { kind, name, arn }: Resource,
  shown: PlainObject,
  plane: ControlPlane,
): boolean {
  const source = textOf(shown["EventSourceArn"]);
  if (source === undefined || plane.findByArn(source) === undefined) return false;
  const read = readAt(source, plane);
  if (read.type !== "shards" || read.broker === undefined) return false;
  const fn = functionAt(textOf(shown["FunctionArn"]), plane);
  if (fn === null || fn.refusal !== null) return false;
  const caller = roleCaller(fn.role ?? "", functionNameOf(fn), arn ?? name, plane);
  return formNamed(kind)
    .actionsOf(read, source)
    .some((action) => plane.authorize(caller, action, source) !== null);
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

const isRefused = (value: Resource | Refused): value is Refused =>
  "type" in value && value.type === "refused";
