import { after, noEffects, ring, slab, type Plain } from "@orrery/kernel";
import type { Arrival, EntryOf } from "../../../service/entry.ts";
import type { LogEvent } from "../../../service/log.ts";
import { oldestOf } from "../../../service/origin.ts";
import type { Deliver } from "../../../sink/protocol.ts";
import { uuidOf } from "../../../text/hexadecimal.ts";
import { mix } from "../../../text/mix.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import { formatWallClock, wallClockAt } from "../../../text/wall-clock.ts";
import type { LogTaker, PipeSettings } from "../config.ts";
import { pipesLimits } from "../limits.ts";
import type { PipeEffect } from "../protocol.ts";
import { metrics, ports, timers, type Pipe, type PipeContext } from "./declarations.ts";
import { isLogged, levelOf, type LogStep } from "./log-level.ts";
import type { Execution, Failure, LogLine, PipeState } from "./state.ts";

/** Data of an execution that records have only where the pipe says so, and why a step failed. */
export interface LogData {
  readonly payload?: Plain;
  readonly awsRequest?: Plain;
  readonly awsResponse?: Plain;
  readonly error?: Failure;
}

const dataNames = ["payload", "awsRequest", "awsResponse"] as const;

/** Logs a step of an execution, where the pipe logs so much. */
export function log(
  pipe: Pipe,
  { number, batch }: Pick<Execution, "number" | "batch">,
  step: LogStep,
  context: PipeContext,
  data: LogData = {},
): void {
  const { settings, now } = context;
  const { logging } = settings;
  if (logging === null || !isLogged(step, logging.level)) return;
  const text = textOf(number, step, data, context);
  const line: LogLine = { at: now, text, trail: oldestOf(batch.items) };
  context.observe(metrics.LogRecords, 1);
  context.observe(metrics.LogBytes, sizeInUtf8(text));
  if (pipe.log !== null && logging.isKept) slab.insert(pipe.log, line);
  if (logging.stream !== null) ring.push(pipe.toStream, slab.insert(pipe.lines, line));
  if (logging.bucket !== null) ring.push(pipe.toBucket, slab.insert(pipe.lines, line));
}

/** A UUID for each execution of a pipe. */
function executionIdOf({ pipe }: PipeSettings, number: number): string {
  const first = mix(number ^ mix(pipe + 0x7069));
  const second = mix(first ^ pipe);
  const third = mix(second ^ Math.imul(first, 5));
  return uuidOf(
    first,
    (second & 0xffff0000) | 0x4000 | (second & 0xfff), // Version 4, as in AWS.
    0x80000000 | (third & 0x3fffffff),
    mix(third ^ number),
  );
}

function textOf(
  number: number,
  step: LogStep,
  { error, ...data }: LogData,
  { settings, now }: PipeContext,
): string {
  const record: Record<string, Plain> = {
    resourceArn: settings.arn,
    timestamp: Math.floor(wallClockAt(settings.epochMilliseconds, now)),
    executionId: executionIdOf(settings, number),
    messageType: step,
    logLevel: levelOf(step),
  };
  if (settings.logging!.hasData) {
    for (const name of dataNames) {
      const value = data[name];
      if (value !== undefined) record[name] = JSON.stringify(value);
    }
  }
  if (error !== undefined) {
    const asked = step.startsWith("ENRICHMENT") ? settings.enrichment : settings.target;
    record["error"] = {
      message: error.message,
      details: error.code,
      awsService: asked?.arn.split(":")[2] ?? "",
    };
  }
  return withinSize(record);
}

/** Cuts off data of an execution where a record is too long. */
function withinSize(record: Record<string, Plain>): string {
  let text = JSON.stringify(record);
  const cut: string[] = [];
  for (const name of dataNames) {
    for (;;) {
      const excess = sizeInUtf8(text) - pipesLimits.logRecord;
      const value = record[name];
      if (excess <= 0 || typeof value !== "string" || value === "") break;
      if (!cut.includes(name)) cut.push(name);
      record["truncatedFields"] = cut;
      // The names of what was cut need room, too.
      record[name] = value.slice(0, Math.max(0, value.length - excess - 64));
      text = JSON.stringify(record);
    }
  }
  return text;
}

/** Sends what the transition has logged to a delivery stream, and has what goes to a bucket written in time. */
export function passOnLogs(
  pipe: Pipe,
  wasWaiting: boolean,
  entryOf: EntryOf,
  context: PipeContext,
): readonly PipeEffect[] {
  const { settings, now } = context;
  const { stream } = settings.logging ?? { stream: null };
  const sends: PipeEffect[] = [];
  while (pipe.toStream.size > 0) {
    const { text, trail } = takeLine(pipe, pipe.toStream);
    if (stream === null) continue;
    const size = sizeInUtf8(text) + 1;
    const arrival = {
      text: { body: `${text}\n`, size },
      group: null,
      deduplicationId: null,
      trail,
    };
    sends.push(sendTo("logStream", stream, arrival, 1, entryOf, context));
  }
  if (pipe.toBucket.size === 0 || wasWaiting) return sends;
  context.observe(metrics["pipes.logDelivery"], 1);
  const at = after(now, settings.assumed.logDelivery);
  return [...sends, { type: "setTimer", timer: timers.writeLog, index: 0, at }];
}

function takeLine(pipe: Pipe, from: Pipe["toStream"]): LogLine {
  const id = ring.shift(from);
  const line = slab.read(pipe.lines, id)!; // What waits is there.
  slab.remove(pipe.lines, id);
  return line;
}

/** Writes what waits for the bucket as an object: a record a line. */
export function writeLog(
  pipe: Pipe,
  entryOf: EntryOf,
  context: PipeContext,
): readonly PipeEffect[] {
  const { settings, now } = context;
  const { bucket } = settings.logging ?? { bucket: null };
  const lines: LogLine[] = [];
  while (pipe.toBucket.size > 0) lines.push(takeLine(pipe, pipe.toBucket));
  if (bucket === null) return noEffects; // It logs elsewhere now.
  pipe.objects += 1;
  const body = lines.map(({ text }) => `${text}\n`).join("");
  const day = formatWallClock(wallClockAt(settings.epochMilliseconds, now)).slice(0, 16);
  const [year, month, dayOfMonth, hour, minute] = day.split(/[-T:]/);
  const place = [year, month, dayOfMonth, hour].join("/");
  const arrival: Arrival = {
    text: { body, size: sizeInUtf8(body) },
    group: null,
    deduplicationId: null,
    key: `${bucket.prefix}${settings.name}/${place}/${minute}-${pipe.objects}.json`,
    trail: oldestOf(lines),
  };
  return [sendTo("logBucket", bucket, arrival, lines.length, entryOf, context)];
}

function sendTo(
  port: "logStream" | "logBucket",
  { kind }: LogTaker,
  arrival: Arrival,
  tag: number,
  entryOf: EntryOf,
  { now }: PipeContext,
): PipeEffect {
  const { text, trail } = arrival;
  const { body, size } = text;
  const counted: Deliver = { type: "deliver", body, size, key: null, trail };
  return {
    type: "send",
    port: ports[port],
    to: 0,
    input: kind === null ? counted : entryOf(kind)!.doors.event!.inputOf(arrival), // It was looked for.
    tag,
    deadline: after(now, pipesLimits.logTimeout),
  };
}

/** What a pipe has logged to a log group up to an instant; `null` where the run keeps no logs. */
export function logOf(
  { log: kept }: Pick<PipeState, "log">,
  { epochMilliseconds, name }: Pick<PipeSettings, "epochMilliseconds" | "name">,
  until: number,
): readonly LogEvent[] | null {
  if (kept === null) return null;
  return slab
    .list(kept)
    .filter(({ at }) => at <= until)
    .map(({ at, text }) => ({
      stream: name,
      timestamp: Math.floor(wallClockAt(epochMilliseconds, at)),
      message: text,
    }));
}
