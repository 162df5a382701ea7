import { noEffects, type SettingsChanged } from "@orrery/kernel";
import type { Trail } from "../../../service/origin.ts";
import { refused, type Refused } from "../../../service/refusal.ts";
import type { BusSettings } from "../config.ts";
import { timeSize, type EventContent } from "../event-content.ts";
import { objectEventSource } from "../events-to-s3.ts";
import { eventsLimits } from "../limits.ts";
import type {
  BusEffect,
  BusEvent,
  BusReply,
  EventGiven,
  ForwardEvent,
  PutEvent,
  PutEvents,
  ReplayEvents,
  TakeCalls,
} from "../protocol.ts";
import { metrics, notes, ports, type Bus, type BusContext } from "./declarations.ts";
import type { Invoking } from "./invoking.ts";
import { rulesFor } from "./rule-index.ts";
import { countLog } from "./event-log.ts";

/** What is said to those whose entries are too large together. */
export const tooLarge = refused(
  "ValidationException",
  "Total size of the entries in the request is over the limit.",
);

/** The bytes of an entry, as AWS counts them. */
export const sizeOfEntry = ({ content, time }: EventGiven): number =>
  content.size + (time === null ? 0 : timeSize);

/** Takes one event, or refuses it. */
export function putEvent(
  bus: Bus,
  { entry, trail }: PutEvent,
  invoking: Invoking,
  context: BusContext,
): readonly BusEffect[] {
  const size = entry.type === "event" ? sizeOfEntry(entry) : 0;
  const wrong = beginCall(1, size, context);
  if (wrong !== null) return [reply(context, wrong)];
  countEntries(1, entry.type === "event" ? 0 : 1, context);
  if (entry.type !== "event") return [reply(context, entry)];
  const effects: BusEffect[] = [];
  const number = accept(bus, entry, trail, invoking, context, effects);
  return [reply(context, { type: "eventPut", number }), ...effects];
}

/** Takes the events of a request, each by itself. */
export function putEvents(
  bus: Bus,
  { entries, trail }: PutEvents,
  invoking: Invoking,
  context: BusContext,
): readonly BusEffect[] {
  let size = 0;
  let failed = 0;
  for (const { entry } of entries) {
    if (entry.type === "event") size += sizeOfEntry(entry);
    else failed += 1;
  }
  const wrong = beginCall(entries.length, size, context);
  if (wrong !== null) return [reply(context, wrong)];
  countEntries(entries.length, failed, context);
  const effects: BusEffect[] = [];
  const results = entries.map(({ entry, trail: own }) =>
    entry.type === "event" ? accept(bus, entry, own ?? trail, invoking, context, effects) : entry,
  );
  return [reply(context, { type: "eventsPut", results }), ...effects];
}

/** Takes an event of another bus, which stays what it is. */
export function forwardEvent(
  bus: Bus,
  { event, trail }: ForwardEvent,
  invoking: Invoking,
  context: BusContext,
): readonly BusEffect[] {
  bus.eventCount += 1;
  context.observe(metrics.EventsTaken, 1);
  context.note(notes.put, bus.eventCount, context.settings.bus);
  const effects: BusEffect[] = [];
  fanOut(bus, { ...event, number: bus.eventCount, trail }, null, invoking, context, effects);
  return [reply(context, { type: "eventPut", number: bus.eventCount }), ...effects];
}

/** Takes events of an archive again, within the same quota as those that are new. */
export function replayEvents(
  bus: Bus,
  { events, replayName, rules }: ReplayEvents,
  invoking: Invoking,
  context: BusContext,
): readonly BusEffect[] {
  const calls = Math.ceil(events.length / eventsLimits.entries.max);
  const throttled = takeCalls(calls, context);
  if (throttled !== null) return [reply(context, throttled)];
  const effects: BusEffect[] = [];
  for (const event of events) {
    bus.eventCount += 1;
    const { eventCount: number } = bus;
    context.observe(metrics.EventsReplayed, 1);
    context.note(notes.put, number, context.settings.bus);
    fanOut(bus, { ...event, number, replayName }, rules, invoking, context, effects);
  }
  return [reply(context, { type: "eventsReplayed" }), ...effects];
}

/** Counts what was put by the call that made the bus. */
export function countPutBefore(
  { before }: SettingsChanged<BusSettings>,
  context: BusContext,
): readonly BusEffect[] {
  if (before.putBefore === null || context.settings.putBefore !== null) return noEffects;
  const { sizes } = before.putBefore;
  let size = 0;
  for (const each of sizes) size += each;
  countCall(size, context);
  context.observe(metrics.PutEventsApproximateSuccessCount, 1);
  countEntries(sizes.length, 0, context);
  for (const each of sizes) {
    context.observe(metrics.EventsTaken, 1);
    context.observe(metrics.UnmatchedEvents, 1);
    billEvent(each, context);
  }
  return noEffects;
}

function beginCall(entries: number, size: number, context: BusContext): Refused | null {
  countCall(size, context);
  if (size >= context.settings.entriesSize) {
    context.observe(metrics.PutEventsApproximateFailedCount, 1);
    return tooLarge;
  }
  const throttled = entries === 0 ? null : takeCalls(1, context);
  context.observe(
    throttled === null
      ? metrics.PutEventsApproximateSuccessCount
      : metrics.PutEventsApproximateThrottledCount,
    1,
  );
  return throttled;
}

function takeCalls(calls: number, context: BusContext): Refused | null {
  const question: TakeCalls = { type: "takeCalls", calls };
  const answer = context.consult(ports.account, 0, question);
  return answer.type === "refused" ? (answer as Refused) : null; // All who refuse say so.
}

function countCall(size: number, context: BusContext): void {
  context.observe(metrics.PutEventsApproximateCallCount, 1);
  context.observe(metrics.PutEventsRequestSize, size);
}

function countEntries(count: number, failed: number, context: BusContext): void {
  context.observe(metrics.PutEventsEntriesCount, count);
  if (failed > 0) context.observe(metrics.PutEventsFailedEntriesCount, failed);
}

/** What services of AWS put by themselves is free, and what they put on request is not. */
function bill({ source, size }: EventContent, context: BusContext): void {
  const isFree = source.startsWith("aws.") && source !== objectEventSource;
  if (isFree) context.observe(metrics.EventsFree, 1);
  else billEvent(size, context);
}

function billEvent(size: number, context: BusContext): void {
  context.observe(metrics.EventsBilled, Math.max(1, Math.ceil(size / eventsLimits.billedChunk)));
}

function accept(
  bus: Bus,
  { content, time }: EventGiven,
  trail: Trail,
  invoking: Invoking,
  context: BusContext,
  effects: BusEffect[],
): number {
  const { now, settings } = context;
  bus.eventCount += 1;
  const number = bus.eventCount;
  context.observe(metrics.EventsTaken, 1);
  bill(content, context);
  context.note(notes.put, number, settings.bus);
  countLog("INFO", context);
  const event: BusEvent = {
    number,
    identity: { bus: settings.bus, number },
    content,
    account: settings.accountId,
    region: settings.region,
    time: time ?? settings.epochMilliseconds + Math.floor(now / 1_000),
    arrivedAt: now,
    replayName: null,
    accountHops: 0,
    regionHops: 0,
    trail,
  };
  fanOut(bus, event, null, invoking, context, effects);
  return number;
}

/** Brings an event to the targets of every rule that wants it. */
function fanOut(
  bus: Bus,
  event: BusEvent,
  only: readonly string[] | null,
  invoking: Invoking,
  context: BusContext,
  effects: BusEffect[],
): void {
  let matched = 0;
  for (const rule of rulesFor(context.settings, event)) {
    if (only !== null && !only.includes(rule.arn)) continue;
    if (rule.archive === null) matched += 1;
    invoking.run(bus, rule, event, context, effects);
  }
  context.observe(matched === 0 ? metrics.UnmatchedEvents : metrics.MatchedEvents, 1);
}

/** Answers the request that is reacted to. */
const reply = ({ request }: BusContext, body: BusReply): BusEffect => ({
  type: "reply",
  to: request,
  body,
});
