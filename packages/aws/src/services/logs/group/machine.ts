import { declare, slab, table, unreachable, type Instant, type Machine } from "@orrery/kernel";
import type { EntryOf } from "../../../service/entry.ts";
import type { LogEvent, LogRead } from "../../../service/log.ts";
import { memberViews } from "../../../service/origin.ts";
import { refused } from "../../../service/refusal.ts";
import { uuidOf } from "../../../text/hexadecimal.ts";
import { mix } from "../../../text/mix.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import type { GroupSettings } from "../config.ts";
import { logsLimits } from "../limits.ts";
import {
  noStream,
  type BringText,
  type GroupEffect,
  type GroupInput,
  type PutEvents,
} from "../protocol.ts";
import { canonical } from "./canonical.ts";
import { choices, metrics, ports, purposes, timers, type Working } from "./declarations.ts";
import { arm, collect, probe, putTag } from "./filtering.ts";
import { passingWith } from "./passing-on.ts";
import { emptyGroup, type GroupState, type StoredBytes } from "./state.ts";

/** The machine of a log group: what is put there, and filters over that and over what functions log. */
export function groupMachine(
  entryOf: EntryOf,
): Machine<GroupSettings, GroupState, GroupInput, GroupEffect> {
  const passing = passingWith(entryOf);
  return {
    kind: "logs.group",
    stateVersion: 1,
    inputs: declare(
      "settingsChanged",
      "putEvents",
      "makeLogStream",
      "removeLogStream",
      "readLog",
      "showStreams",
      "replied",
      "timerFired",
      "bringText",
    ),
    timers,
    ports,
    purposes,
    choices,
    metrics,

    initialState: emptyGroup,

    transition(group, input, context) {
      const effects: GroupEffect[] = [];
      const working: Working = { group, context, entryOf, effects };
      const { request: to } = context;
      switch (input.type) {
        case "settingsChanged":
          probe(working, passing);
          arm(working);
          return effects;
        case "putEvents":
          if (!table.has(group.streams, input.stream))
            return [{ type: "reply", to, body: noStream }];
          take(working, input);
          effects.push({ type: "reply", to, body: { type: "eventsPut" } });
          arm(working);
          return effects;
        case "bringText":
          return bring(working, input);
        case "makeLogStream": {
          const { settings, now } = context;
          table.set(group.streams, input.stream, wallClockAt(settings.epochMilliseconds, now));
          return [{ type: "reply", to, body: { type: "streamChanged" } }];
        }
        case "removeLogStream":
          table.remove(group.streams, input.stream);
          return [{ type: "reply", to, body: { type: "streamChanged" } }];
        case "readLog":
          return [
            { type: "reply", to, body: logSince(group, context.settings, context.now, input.from) },
          ];
        case "showStreams": {
          const streams = table
            .list(group.streams)
            .map(([name, createdAt]) => ({ name, createdAt }));
          return [{ type: "reply", to, body: { type: "streamsShown", streams } }];
        }
        case "replied":
          // What becomes of metrics changes nothing here.
          return input.tag === putTag ? effects : passing.hear(group, input, context);
        case "timerFired":
          if (input.timer === timers.attempt) return passing.retry(group, input, context);
          collect(working, passing);
          return effects;
        default:
          return unreachable(input);
      }
    },

    fingerprint(input) {
      if (input.type === "putEvents") return input.events.length;
      if (input.type === "bringText") return input.size;
      return 0;
    },

    canonical,
    memberViews,

    gauges: (group, _settings, now) => ({
      DeliveriesUnderWay: group.deliveries.size,
      StoredByteTime: storedAt(group.stored, now).byteTime,
    }),
  };
}

/** What is kept up to now. */
const storedAt = ({ bytes, byteTime, until }: StoredBytes, now: Instant): StoredBytes => ({
  bytes,
  byteTime: byteTime + bytes * (now - until),
  until: now,
});

function take({ group, context }: Working, { stream, events }: PutEvents): void {
  let bytes = 0;
  for (const { timestamp, message, size } of events) {
    slab.insert(group.events, { stream, timestamp, message });
    bytes += size + logsLimits.eventOverhead;
  }
  context.observe(metrics.IncomingLogEvents, events.length);
  context.observe(metrics.IncomingBytes, bytes);
  const stored = storedAt(group.stored, context.now);
  group.stored = { ...stored, bytes: stored.bytes + bytes };
}

/** Takes a text as a log event of now, in the stream of what services bring. */
function bring(working: Working, { message, size }: BringText): readonly GroupEffect[] {
  const { group, context, effects } = working;
  const { now, request: to, settings } = context;
  const { eventSize } = logsLimits;
  if (size > eventSize.default) {
    const text = `Log event too large: ${size} bytes exceeds limit of ${eventSize.default}`;
    return [{ type: "reply", to, body: refused("InvalidParameterException", text) }];
  }
  const stream = streamOf(settings);
  const at = wallClockAt(settings.epochMilliseconds, now);
  if (!table.has(group.streams, stream)) table.set(group.streams, stream, at);
  const events = [{ timestamp: Math.floor(at), message, size }];
  take(working, { type: "putEvents", stream, events });
  effects.push({ type: "reply", to, body: { type: "eventsPut" } });
  arm(working);
  return effects;
}

/** A UUID, as the streams of what buses bring are called. */
const streamOf = ({ number }: Pick<GroupSettings, "number">): string => {
  const first = mix(number + 0x6c6f67);
  const second = mix(first ^ number);
  const third = mix(second);
  return uuidOf(
    first,
    (second & 0xffff0000) | 0x4000 | (second & 0xfff), // Version 4, as in AWS.
    0x80000000 | (third & 0x3fffffff),
    mix(third ^ first),
  );
};

const day = 86_400_000;

/** What was put there and is not expired, in order of time; from a place on, in the order of its coming. */
export function logSince(
  { events, streams }: Pick<GroupState, "events" | "streams">,
  { retention, epochMilliseconds }: GroupSettings,
  now: Instant,
  from: number | undefined,
): LogRead {
  const oldest =
    retention === null ? -Infinity : wallClockAt(epochMilliseconds, now) - retention * day;
  const read: LogEvent[] = [];
  for (let place = from ?? 0; place < events.size; place += 1) {
    const event = slab.read(events, slab.idAt(events, place)!)!;
    // A stream that was deleted takes its events with it.
    if (event.timestamp >= oldest && table.has(streams, event.stream)) read.push(event);
  }
  if (from === undefined) read.sort((one, other) => one.timestamp - other.timestamp);
  return { type: "logRead", events: read, next: events.size };
}
