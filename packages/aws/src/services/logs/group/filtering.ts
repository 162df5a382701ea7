import { after, sampleDuration, slab, table, type Instant } from "@orrery/kernel";
import { spelled } from "../../../request/params.ts";
import type { LogEvent, LogsRead, ReadLogs } from "../../../service/log.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import type { MetricFilter, Subscription } from "../config.ts";
import { destinationServiceOf } from "../destination-service.ts";
import { logsLimits } from "../limits.ts";
import { logsToCloudwatch } from "../logs-to-cloudwatch.ts";
import { extractorOf } from "../pattern/extracted.ts";
import { filterPattern, type Matcher } from "../pattern/filter-pattern.ts";
import { metrics, ports, purposes, timers, type Working } from "./declarations.ts";
import { isFunction, type Passing } from "./passing-on.ts";
import { controlMessage, dataMessage, eventId, packed, type NumberedEvent } from "./payload.ts";
import type { Batch } from "./state.ts";

// A memo of a pure function: the same patterns are asked for at each look.
const matchers = new Map<string, Matcher>();

function matcherOf(pattern: string): Matcher {
  let matcher = matchers.get(pattern);
  if (matcher === undefined) {
    matcher = filterPattern(pattern)!; // Checked when it was put.
    matchers.set(pattern, matcher);
  }
  return matcher;
}

/** Has filters look as long as there are any, and something may be logged. */
export function arm({ group, context, effects }: Working): void {
  const { subscriptions, metricFilters, isLoggedIn, assumed } = context.settings;
  const hasFilters = subscriptions.length > 0 || metricFilters.length > 0;
  const isNeeded =
    hasFilters &&
    (isLoggedIn || group.looked < group.events.size || table.sizeOf(group.minutes) > 0);
  if (!isNeeded || group.isCollecting) return;
  group.isCollecting = true;
  const at = after(context.now, assumed.collecting);
  effects.push({ type: "setTimer", timer: timers.collect, index: 0, at });
}

/** Filters look at what was logged since they looked last. */
export function collect(working: Working, passing: Passing): void {
  const { group, context } = working;
  group.isCollecting = false;
  context.observe(metrics["logs.collecting"], 1);
  const events = [...putSince(working), ...loggedSince(working)];
  const numbered = events.map((event): NumberedEvent => {
    group.eventCount += 1;
    return { ...event, id: eventId(event.timestamp, group.eventCount) };
  });
  for (const subscription of context.settings.subscriptions) {
    pass(working, subscription, numbered, passing);
  }
  measure(working, events);
  arm(working);
}

function putSince({ group }: Working): readonly LogEvent[] {
  const events: LogEvent[] = [];
  for (; group.looked < group.events.size; group.looked += 1) {
    events.push(slab.read(group.events, slab.idAt(group.events, group.looked)!)!);
  }
  return events;
}

/** What functions have logged in it. */
function loggedSince({ group, context }: Working): readonly LogEvent[] {
  const { settings } = context;
  if (!settings.isLoggedIn) return [];
  const asked: ReadLogs = {
    type: "readLogs",
    group: settings.name,
    from: Object.fromEntries(table.list(group.logsRead)),
    except: settings.number,
  };
  const read = context.consult(ports.control, 0, asked) as LogsRead; // It answers so.
  return read.logs.flatMap(({ key, events, next }) => {
    table.set(group.logsRead, key, next);
    return events;
  });
}

/** Passes on what a filter finds, each stream's events by themselves. */
function pass(
  working: Working,
  subscription: Subscription,
  events: readonly NumberedEvent[],
  passing: Passing,
): void {
  const { group, context } = working;
  const { now } = context;
  const matches = matcherOf(subscription.pattern);
  const byStream = new Map<string, NumberedEvent[]>();
  for (const event of events) {
    if (!matches(event.message)) continue;
    const known = byStream.get(event.stream);
    if (known === undefined) byStream.set(event.stream, [event]);
    else known.push(event);
  }
  const until = table.get(group.disabled, `${subscription.number}`) ?? (0 as Instant);
  for (const [stream, found] of byStream) {
    if (until > now) context.observe(metrics.SkippedLogEvents, found.length);
    else for (const part of parts(found)) begin(working, subscription, stream, part, passing);
  }
}

/** Not more bytes in one batch than a request may have. */
function parts(events: readonly NumberedEvent[]): readonly (readonly NumberedEvent[])[] {
  const made: NumberedEvent[][] = [[]];
  let bytes = 0;
  for (const event of events) {
    const size = sizeInUtf8(event.message) + logsLimits.eventOverhead;
    if (bytes + size > logsLimits.batchSize && made.at(-1)!.length > 0) {
      made.push([]);
      bytes = 0;
    }
    made.at(-1)!.push(event);
    bytes += size;
  }
  return made;
}

function begin(
  { group, context, effects }: Working,
  subscription: Subscription,
  stream: string,
  events: readonly NumberedEvent[],
  passing: Passing,
): void {
  const { now, settings } = context;
  const { accountId: owner, name, deliveryTime } = settings;
  const message = dataMessage({ owner, group: name, filter: subscription.name }, stream, events);
  const text = packed(message, isFunction(subscription));
  const item: Batch = {
    subscription: subscription.number,
    text,
    stream,
    events: events.length,
    bytes: text.size,
    trail: { from: -settings.number, number: group.deliveryCount + 1, at: now, lineage: null },
  };
  const delay = sampleDuration(deliveryTime, () => context.random(purposes.delivery));
  const target = { arn: subscription.arn, to: subscription.number };
  effects.push(...passing.deliver(group, target, item, context, { at: after(now, delay) }));
}

/** Asks streams, which are new to it, whether they are there. */
export function probe(working: Working, passing: Passing): void {
  const { group, context, effects } = working;
  const { settings, now } = context;
  const timestamp = wallClockAt(settings.epochMilliseconds, now);
  for (const subscription of settings.subscriptions) {
    const { number, arn } = subscription;
    if (group.probed.includes(number)) continue;
    group.probed = [...group.probed, number];
    const noun = destinationServiceOf(arn)?.probedAs ?? null;
    if (noun === null) continue;
    const text = packed(controlMessage(timestamp, noun), false);
    const trail = {
      from: -settings.number,
      number: group.deliveryCount + 1,
      at: now,
      lineage: null,
    };
    const item: Batch = { subscription: number, text, stream: "", events: 0, bytes: 0, trail };
    effects.push(...passing.deliver(group, { arn, to: number }, item, context));
  }
}

/** Makes metrics of what filters find. */
function measure(working: Working, events: readonly LogEvent[]): void {
  const { context } = working;
  for (const filter of context.settings.metricFilters) {
    const matches = matcherOf(filter.pattern);
    const found = events.filter(({ message }) => matches(message));
    const data = found
      .map((event) => datumOf(filter, event))
      .filter((datum) => datum !== undefined);
    context.observe(metrics.MetricFilterMatches, found.length);
    if (filter.defaultValue !== null) {
      data.push(...defaultsOf(working, filter, filter.defaultValue, events, found));
    }
    put(working, filter.namespace, data);
  }
}

/** What an event comes to; `undefined`: it has no such number. */
function datumOf(filter: MetricFilter, { timestamp, message }: LogEvent): PlainObject | undefined {
  const { value: said, metric, unit, pattern, dimensions } = filter;
  const read = said.startsWith("$") ? extractorOf(pattern, said)?.(message) : Number(said);
  const value = typeof read === "string" ? Number(read) : read;
  if (typeof value !== "number" || !Number.isFinite(value)) return undefined;
  const named = Object.entries(dimensions).map(([Name, selector]) => {
    const of = extractorOf(pattern, selector)?.(message);
    return { Name, Value: of === undefined ? "" : spelled(of) };
  });
  // An event that lacks a dimension is not measured.
  if (named.some(({ Value }) => Value === "")) return undefined;
  return {
    MetricName: metric,
    Value: value,
    Unit: unit,
    Timestamp: timestamp / 1_000,
    ...(named.length === 0 ? {} : { Dimensions: named }),
  };
}

/** The default of each minute that is over, in which events came and none of them matched. */
function defaultsOf(
  { group, context }: Working,
  { name, metric, unit }: MetricFilter,
  value: number,
  events: readonly LogEvent[],
  found: readonly LogEvent[],
): readonly PlainObject[] {
  const { epochMilliseconds } = context.settings;
  const minute = Math.floor(context.now / 60_000_000);
  const before = table.get(group.minutes, name);
  const data: PlainObject[] = [];
  if (before !== undefined && before.minute < minute) {
    const Timestamp = epochMilliseconds / 1_000 + before.minute * 60;
    if (!before.hasMatched) data.push({ MetricName: metric, Value: value, Unit: unit, Timestamp });
    table.remove(group.minutes, name);
  }
  if (events.length > 0) {
    const isSame = before?.minute === minute;
    const hasMatched = found.length > 0 || (isSame && before.hasMatched);
    table.set(group.minutes, name, { minute, hasMatched });
  }
  return data;
}

function put({ context, effects }: Working, Namespace: string, data: readonly PlainObject[]): void {
  const { caller } = context.settings;
  for (let from = 0; from < data.length; from += logsLimits.dataPerRequest) {
    effects.push({
      type: "send",
      port: ports.control,
      to: 0,
      input: logsToCloudwatch(Namespace, data.slice(from, from + logsLimits.dataPerRequest), {
        caller,
        from: context.settings.number,
        at: context.now,
      }),
      tag: putTag,
      deadline: after(context.now, logsLimits.disabled),
    });
  }
}

/** The tag of metrics that are put: those of deliveries are slots, which are fewer. */
export const putTag = 1_000_000_000;
