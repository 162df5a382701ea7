import type { Plain, Tagged } from "@orrery/kernel";
import { numberOf, textOf, textsOf } from "../../../request/params.ts";
import { page } from "../../../request/page.ts";
import type { LoggingResource, LogEvent, LogRead } from "../../../service/log.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Operation, Operations, Step } from "../../../service/service-model.ts";
import type { Resource } from "../../../service/resource.ts";
import { noStream, type GroupReply } from "../protocol.ts";
import {
  findGroup,
  groupArn,
  groupKindName,
  groupName,
  noGroup,
  notKept,
  recordOf,
} from "./group-record.ts";
import { filterPattern } from "../pattern/filter-pattern.ts";

/** What was logged in one group. */
export interface Group {
  readonly name: string;
  /** The group itself, where somebody has made it. */
  readonly resource: Resource | undefined;
  /** In order of time. */
  readonly events: readonly LogEvent[];
}

type Answer = (
  groups: readonly Group[],
  params: PlainObject,
  plane: ControlPlane,
) => PlainObject | Refused;

/** An operation that asks all who write to a group, or to any where `nameIn` gives none, for what they have logged. */
function reading(answer: Answer, nameIn: (params: PlainObject) => string | null): Operation {
  const stepOf = (groups: readonly Group[], params: PlainObject, plane: ControlPlane): Step => {
    const given = answer(groups, params, plane);
    return given["type"] === "refused"
      ? (given as unknown as Refused) // It says so.
      : { type: "respond", response: given as PlainObject };
  };
  return {
    begin(params, plane) {
      const wanted = nameIn(params);
      return (
        askWriters((group) => wanted === null || group === wanted, plane) ??
        stepOf([], params, plane)
      );
    },
    next(bodies, params, plane, kept) {
      return stepOf(groupsOf(bodies, kept as readonly string[], plane), params, plane); // As `begin` gave it.
    },
  };
}

/** Asks all who write to the groups that are wanted for what they have logged; `null`: nobody does. */
export function askWriters(isWanted: (group: string) => boolean, plane: ControlPlane): Step | null {
  const writers = plane.logWriters().filter(({ group }) => isWanted(group));
  if (writers.length === 0) return null;
  const isOfGroup = ({ resource }: LoggingResource): boolean =>
    plane.findByNumber(resource)?.kind === groupKindName;
  if (!plane.keepsLogs && !writers.every(isOfGroup)) return notKept;
  const asks = writers.map(({ resource, asks: input }) => ({ resource, input }));
  return { type: "askAll", asks, kept: writers.map(({ group }) => group) };
}

/** What was logged by their answers; `names`: which group each of them writes to. */
export function groupsOf(
  bodies: readonly Tagged[],
  names: readonly string[],
  plane: ControlPlane,
): readonly Group[] {
  const groups = new Map<string, LogEvent[]>();
  bodies.forEach((body, place) => {
    const events = body.type === "logRead" ? ((body as LogRead).events ?? []) : [];
    const name = names[place]!; // One for each.
    const known = groups.get(name);
    if (known === undefined) groups.set(name, [...events]);
    else known.push(...events);
  });
  return [...groups]
    .map(([name, events]) => ({ name, resource: findGroup(name, plane), events }))
    .filter(({ events, resource }) => events.length > 0 || resource !== undefined)
    .map((group) => ({ ...group, events: group.events.sort(byTime) }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

// Sorting keeps the order of lines of one time.
const byTime = (one: LogEvent, other: LogEvent): number => one.timestamp - other.timestamp;

const wrongToken = refused("InvalidParameterException", "The specified nextToken is invalid.");

function describeLogGroups(
  groups: readonly Group[],
  params: PlainObject,
  plane: ControlPlane,
): PlainObject | Refused {
  const prefix = textOf(params["logGroupNamePrefix"]);
  const part = textOf(params["logGroupNamePattern"])?.toLowerCase();
  if (prefix !== undefined && part !== undefined) {
    return refused(
      "InvalidParameterException",
      "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.",
    );
  }
  const found = groups.filter(
    ({ name }) =>
      name.startsWith(prefix ?? "") && (part === undefined || name.toLowerCase().includes(part)),
  );
  const taken = page(found, params["nextToken"], numberOf(params["limit"]) ?? 50);
  if (taken === null) return wrongToken;
  const logGroups = taken.items.map(({ name, events, resource }) => {
    const record = resource === undefined ? undefined : recordOf(resource);
    return {
      logGroupName: name,
      creationTime: record?.createdAt ?? events[0]!.timestamp, // One that nobody made has events.
      ...(record?.retention == null ? {} : { retentionInDays: record.retention }),
      metricFilterCount: record?.metricFilters.length ?? 0,
      arn: `${groupArn(name, plane)}:*`,
      storedBytes: 0,
      ...(record?.kmsKeyId == null ? {} : { kmsKeyId: record.kmsKeyId }),
      ...(record?.dataProtection == null ? {} : { dataProtectionStatus: "ACTIVATED" }),
      logGroupClass: record?.logClass ?? "STANDARD",
      logGroupArn: groupArn(name, plane),
    };
  });
  return { logGroups, ...tokenOf(taken.next) };
}

const tokenOf = (next: string | null): { readonly nextToken?: string } =>
  next === null ? {} : { nextToken: next };

interface Stream {
  readonly name: string;
  readonly createdAt: number;
  /** Of its events; `null`: it has none. */
  readonly first: number | null;
  readonly last: number | null;
}

function streamsOf({ events, resource }: Group, plane: ControlPlane): readonly Stream[] {
  const streams = new Map<string, Stream>();
  const made =
    resource === undefined
      ? null
      : (plane.consult(resource.number, { type: "showStreams" }) as GroupReply);
  for (const { name, createdAt } of made?.type === "streamsShown" ? made.streams : []) {
    streams.set(name, { name, createdAt, first: null, last: null });
  }
  for (const { stream: name, timestamp } of events) {
    const known = streams.get(name);
    const first = known?.first ?? timestamp;
    streams.set(name, { name, createdAt: known?.createdAt ?? first, first, last: timestamp });
  }
  return [...streams.values()];
}

function describeLogStreams(
  [group]: readonly Group[],
  params: PlainObject,
  plane: ControlPlane,
): PlainObject | Refused {
  if (group === undefined) return noGroup;
  const prefix = textOf(params["logStreamNamePrefix"]);
  const isByTime = params["orderBy"] === "LastEventTime";
  if (isByTime && prefix !== undefined) {
    return refused(
      "InvalidParameterException",
      "Cannot order by LastEventTime with a logStreamNamePrefix.",
    );
  }
  const byName = (one: Stream, other: Stream): number => (one.name < other.name ? -1 : 1);
  const inOrder = [...streamsOf(group, plane)]
    .filter(({ name }) => name.startsWith(prefix ?? ""))
    .sort((one, other) =>
      isByTime ? (one.last ?? 0) - (other.last ?? 0) || byName(one, other) : byName(one, other),
    );
  if (params["descending"] === true) inOrder.reverse();
  const taken = page(inOrder, params["nextToken"], numberOf(params["limit"]) ?? 50);
  if (taken === null) return wrongToken;
  const logStreams = taken.items.map(({ name, createdAt, first, last }) => ({
    logStreamName: name,
    creationTime: createdAt,
    ...(first === null
      ? {}
      : { firstEventTimestamp: first, lastEventTimestamp: last, lastIngestionTime: last }),
    uploadSequenceToken: "1",
    arn: `${groupArn(group.name, plane)}:log-stream:${name}`,
    storedBytes: 0,
  }));
  return { logStreams, ...tokenOf(taken.next) };
}

/** The events of a span of time: from its start on, up to its end and without it. */
function within(events: readonly LogEvent[], params: PlainObject): readonly LogEvent[] {
  const from = numberOf(params["startTime"]) ?? -Infinity;
  const until = numberOf(params["endTime"]) ?? Infinity;
  return events.filter(({ timestamp }) => timestamp >= from && timestamp < until);
}

const mostEvents = 10_000;

function getLogEvents(
  [group]: readonly Group[],
  params: PlainObject,
  plane: ControlPlane,
): PlainObject | Refused {
  if (group === undefined) return noGroup;
  const name = textOf(params["logStreamName"]);
  const all = group.events.filter(({ stream }) => stream === name);
  if (all.length === 0 && !streamsOf(group, plane).some((each) => each.name === name)) {
    return noStream;
  }
  const events = within(all, params);
  const span = spanOf(events.length, params);
  if (span === null) return wrongToken;
  const [from, until] = span;
  return {
    events: events.slice(from, until).map(({ timestamp, message }) => ({
      timestamp,
      message,
      ingestionTime: timestamp,
    })),
    nextForwardToken: `f/${placeText(until)}`,
    nextBackwardToken: `b/${placeText(from)}`,
  };
}

/** From which event on a page goes, and up to which; `null` where its token is none. */
function spanOf(count: number, params: PlainObject): readonly [number, number] | null {
  const most = numberOf(params["limit"]) ?? mostEvents;
  const token = params["nextToken"];
  if (token === undefined) {
    if (params["startFromHead"] === true) return [0, Math.min(most, count)];
    return [Math.max(0, count - most), count];
  }
  const [, way, place] = /^([fb])\/(\d{56})$/.exec(textOf(token) ?? "") ?? [];
  if (way === undefined) return null;
  const at = Math.min(Number(place), count);
  return way === "f" ? [at, Math.min(at + most, count)] : [Math.max(0, at - most), at];
}

const placeText = (place: number): string => `${place}`.padStart(56, "0");

function filterLogEvents([group]: readonly Group[], params: PlainObject): PlainObject | Refused {
  if (group === undefined) return noGroup;
  const matches = filterPattern(textOf(params["filterPattern"]) ?? "");
  if (matches === null) return refused("InvalidParameterException", "Invalid filter pattern");
  const names = params["logStreamNames"] === undefined ? null : textsOf(params["logStreamNames"]);
  const prefix = textOf(params["logStreamNamePrefix"]);
  if (names !== null && prefix !== undefined) {
    return refused(
      "InvalidParameterException",
      "logStreamNames and logStreamNamePrefix are mutually exclusive.",
    );
  }
  const found = within(group.events, params)
    .map((event, place) => ({ ...event, place }))
    .filter(
      ({ stream, message }) =>
        (names === null || names.includes(stream)) &&
        stream.startsWith(prefix ?? "") &&
        matches(message),
    );
  const taken = page(found, params["nextToken"], numberOf(params["limit"]) ?? mostEvents);
  if (taken === null) return wrongToken;
  const events: readonly Plain[] = taken.items.map(({ stream, timestamp, message, place }) => ({
    logStreamName: stream,
    timestamp,
    message,
    ingestionTime: timestamp,
    eventId: `${timestamp}${`${place}`.padStart(12, "0")}`.padStart(56, "3"),
  }));
  return { events, searchedLogStreams: [], ...tokenOf(taken.next) };
}

/** Operations that read what was put and what functions log. */
export const readOperations: Operations = {
  DescribeLogGroups: reading(describeLogGroups, () => null),
  DescribeLogStreams: reading(describeLogStreams, groupName),
  GetLogEvents: reading(getLogEvents, groupName),
  FilterLogEvents: reading(filterLogEvents, groupName),
};
