import { inMilliseconds, type Duration, type Plain } from "@orrery/kernel";
import { listOf, memberOf, spelled } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { hexadecimalOf } from "../../../text/hexadecimal.ts";
import { formatWallClock, wallClockAt } from "../../../text/wall-clock.ts";
import {
  isWritten,
  type InvocationEnded,
  type LogFact,
  type LogLevel,
  type LogStream,
  type Printed,
} from "./log-fact.ts";
import { requestIdOf, secondsOf } from "../function/function-error.ts";
import { runtimeVersion, runtimeVersionArn } from "../operations/runtimes.ts";

/** What lines are of. */
export interface Logger {
  /** Of the function's resource. */
  readonly number: number;
  readonly arn: string;
  /** Milliseconds since 1970 at instant 0. */
  readonly epochMilliseconds: number;
}

/** A line of a log: a log event, as CloudWatch Logs has it. */
export interface LogLine {
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly message: string;
}

/** The name of a log stream: `2026/11/23/[$LATEST]` and 32 hexadecimal digits. */
export function streamName({ number, epochMilliseconds }: Logger, stream: LogStream): string {
  const day = formatWallClock(wallClockAt(epochMilliseconds, stream.at)).slice(0, 10);
  const mixed = Math.imul(stream.number ^ Math.imul(number, 0x9e3779b1), 0x85ebca6b);
  const digits = hexadecimalOf(
    Math.imul(number + 1, 0x7feb352d) ^ (mixed >>> 16),
    mixed,
    Math.imul(mixed ^ stream.number, 0xc2b2ae35),
    stream.number,
  );
  return `${day.replaceAll("-", "/")}/[${stream.version}]${digits}`;
}

/** The lines that are written of what happened, those that the function's levels leave out not among them. */
export function linesOf(fact: LogFact, stream: LogStream, logger: Logger): readonly LogLine[] {
  const writer = stream.log.format === "JSON" ? jsonLines : textLines;
  const timestamp = wallClockAt(logger.epochMilliseconds, fact.at);
  return writer(fact, stream, logger, timestamp).map((message) => ({ timestamp, message }));
}

type Writer = (
  fact: LogFact,
  stream: LogStream,
  logger: Logger,
  timestamp: number,
) => readonly string[];

const textLines: Writer = (fact, stream, logger, timestamp) => {
  switch (fact.type) {
    case "initStarted":
      return [
        stream.runtime === null
          ? "INIT_START Runtime Version: container\n"
          : `INIT_START Runtime Version: ${runtimeVersion(stream.runtime)}\tRuntime Version ARN: ${runtimeVersionArn(stream.runtime, logger.arn)}\n`,
      ];
    case "initReported": {
      const error = fact.errorType === null ? "" : `\tError Type: ${fact.errorType}`;
      const status = fact.status === "success" ? "" : `\tStatus: ${fact.status}`;
      return [
        `INIT_REPORT Init Duration: ${millisecondsOf(fact.duration)} ms\tPhase: ${fact.phase}${status}${error}\n`,
      ];
    }
    case "restoreStarted":
      return [
        `RESTORE_START Runtime Version: ${runtimeVersion(stream.runtime ?? "")}\tRuntime Version ARN: ${runtimeVersionArn(stream.runtime ?? "", logger.arn)}\n`,
      ];
    case "restoreReported":
      return [`RESTORE_REPORT Restore Duration: ${millisecondsOf(fact.duration)} ms\n`];
    case "started":
      return [
        `START RequestId: ${requestIdOf(logger.number, fact.request)} Version: ${stream.version}\n`,
      ];
    case "printed":
      return [printedLine(fact, stream, logger, timestamp)];
    case "ended": {
      const requestId = requestIdOf(logger.number, fact.request);
      const error = errorLine(fact, stream, requestId, timestamp);
      const ended = [`END RequestId: ${requestId}\n`, reportLine(fact, stream, requestId)];
      return error === null ? ended : [error, ...ended];
    }
  }
};

const isNode = ({ runtime }: LogStream): boolean => runtime?.startsWith("nodejs") === true;

function printedLine(
  { request, level, text }: Printed,
  stream: LogStream,
  { number }: Logger,
  timestamp: number,
): string {
  if (!isNode(stream)) return `${text}\n`;
  const requestId = requestIdOf(number, request);
  return `${formatWallClock(timestamp)}\t${requestId}\t${level}\t${text}\n`;
}

/** The line that says what went wrong; `null` where nothing did, or Lambda writes none of it. */
function errorLine(
  { ending, error }: InvocationEnded,
  stream: LogStream,
  requestId: string,
  timestamp: number,
): string | null {
  const time = formatWallClock(timestamp);
  switch (ending) {
    case "timeout":
      return `${time} ${requestId} Task timed out after ${secondsOf(stream.timeout)} seconds\n\n`;
    case "exit":
      return `${spelled(memberOf(error, "errorMessage"))}\nRuntime.ExitError\n`;
    case "threw":
      return thrownLine(error, stream, requestId, time);
    default:
      return null;
  }
}

function thrownLine(error: Plain, stream: LogStream, requestId: string, time: string): string {
  const type = spelled(memberOf(error, "errorType"));
  const message = spelled(memberOf(error, "errorMessage"));
  if (stream.runtime?.startsWith("python") === true) {
    return `[ERROR] ${type}: ${message}\nTraceback (most recent call last):\n`;
  }
  if (!isNode(stream)) return `${message}: ${type}\n${type}: ${message}\n`;
  const stack = listOf(memberOf(error, "trace"));
  const shown = JSON.stringify({ errorType: type, errorMessage: message, stack });
  return `${time}\t${requestId}\tERROR\tInvoke Error \t${shown}\n`;
}

/** The REPORT line of an invocation, in text. */
function reportLine(
  { duration, billedDuration, initDuration, memoryUsed, ending, traced }: InvocationEnded,
  { memorySize, initialization }: LogStream,
  requestId: string,
): string {
  const status = statusIn(ending);
  const restored = initialization === "snap-start" ? "Restore" : "Init";
  const fields = [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${millisecondsOf(duration)} ms`,
    `Billed Duration: ${inMilliseconds(billedDuration)} ms`,
    `Memory Size: ${memorySize} MB`,
    `Max Memory Used: ${Math.min(memoryUsed, memorySize)} MB`,
    ...(initDuration > 0 ? [`${restored} Duration: ${millisecondsOf(initDuration)} ms`] : []),
    ...(status === "" ? [] : [status]),
  ];
  const trace =
    traced === null
      ? ""
      : `\nXRAY TraceId: ${traced.traceId}\tSegmentId: ${traced.segmentId}\tSampled: true\t`;
  return `${fields.join("\t")}\t${trace}\n`;
}

function statusIn(ending: InvocationEnded["ending"]): string {
  if (ending === "timeout") return "Status: timeout";
  return ending === "exit" ? "Status: error\tError Type: Runtime.ExitError" : "";
}

/** With two digits of its fraction, as REPORT lines have durations. */
const millisecondsOf = (duration: Duration): string => inMilliseconds(duration).toFixed(2);

/** The same, as a number. */
export const shownMilliseconds = (duration: Duration): number => Number(millisecondsOf(duration));

/** What Lambda writes in JSON, with the level at which it does. */
interface SystemEvent {
  readonly level: LogLevel;
  readonly type: string;
  readonly record: PlainObject;
}

const jsonLines: Writer = (fact, stream, logger, timestamp) => {
  const { applicationLevel, systemLevel } = stream.log;
  const time = formatWallClock(timestamp);
  if (fact.type === "printed") {
    if (!isWritten(fact.level, applicationLevel)) return [];
    const requestId = requestIdOf(logger.number, fact.request);
    const { level, text } = fact;
    return [`${JSON.stringify({ timestamp: time, level, requestId, message: text })}\n`];
  }
  const lines = systemEventsOf(fact, stream, logger)
    .filter(({ level }) => isWritten(level, systemLevel))
    .map(({ type, record }) => `${JSON.stringify({ time, type, record })}\n`);
  if (fact.type !== "ended" || fact.ending !== "threw") return lines;
  if (!isWritten("ERROR", applicationLevel)) return lines;
  const { error } = fact;
  const thrown = {
    timestamp: time,
    level: "ERROR",
    requestId: requestIdOf(logger.number, fact.request),
    message: {
      errorType: memberOf(error, "errorType"),
      errorMessage: memberOf(error, "errorMessage"),
      stackTrace: listOf(memberOf(error, "trace")),
    },
  };
  return [`${JSON.stringify(thrown)}\n`, ...lines];
};

function systemEventsOf(
  fact: Exclude<LogFact, Printed>,
  stream: LogStream,
  { number, arn }: Logger,
): readonly SystemEvent[] {
  const { runtime, version, initialization } = stream;
  const made =
    runtime === null
      ? {}
      : {
          runtimeVersion: runtimeVersion(runtime),
          runtimeVersionArn: runtimeVersionArn(runtime, arn),
        };
  switch (fact.type) {
    case "initStarted": {
      const record = { initializationType: initialization, phase: "init", ...made };
      return [{ level: "INFO", type: "platform.initStart", record }];
    }
    case "initReported": {
      const { phase, status, errorType } = fact;
      const error = errorType === null ? {} : { errorType };
      const metrics = { durationMs: shownMilliseconds(fact.duration) };
      const record = { initializationType: initialization, phase, status, ...error, metrics };
      return [
        { level: status === "success" ? "INFO" : "WARN", type: "platform.initReport", record },
      ];
    }
    case "restoreStarted":
      return [{ level: "INFO", type: "platform.restoreStart", record: made }];
    case "restoreReported": {
      const record = {
        status: "success",
        metrics: { durationMs: shownMilliseconds(fact.duration) },
      };
      return [{ level: "INFO", type: "platform.restoreReport", record }];
    }
    case "started": {
      const record = { requestId: requestIdOf(number, fact.request), version };
      return [{ level: "INFO", type: "platform.start", record }];
    }
    case "ended":
      return endEventsOf(fact, stream, requestIdOf(number, fact.request));
  }
}

function endEventsOf(
  fact: InvocationEnded,
  { memorySize }: LogStream,
  requestId: string,
): readonly SystemEvent[] {
  const { ending, duration, billedDuration, initDuration, memoryUsed, traced, error } = fact;
  const status = statusOf(ending);
  const level = status === "success" ? "DEBUG" : "WARN";
  const errorType = ending === "exit" ? { errorType: spelled(memberOf(error, "errorType")) } : {};
  const tracing =
    traced === null
      ? {}
      : { tracing: { spanId: traced.segmentId, type: "X-Amzn-Trace-Id", value: traced.traceId } };
  const metrics = {
    durationMs: shownMilliseconds(duration),
    billedDurationMs: inMilliseconds(billedDuration),
    memorySizeMB: memorySize,
    maxMemoryUsedMB: Math.min(memoryUsed, memorySize),
    ...(initDuration > 0 ? { initDurationMs: shownMilliseconds(initDuration) } : {}),
  };
  return [
    {
      level,
      type: "platform.runtimeDone",
      record: {
        requestId,
        status,
        ...errorType,
        ...tracing,
        metrics: { durationMs: shownMilliseconds(duration) },
      },
    },
    {
      level: status === "success" ? "INFO" : "WARN",
      type: "platform.report",
      record: { requestId, metrics, ...tracing, status, ...errorType },
    },
  ];
}

function statusOf(ending: InvocationEnded["ending"]): string {
  switch (ending) {
    case "timeout":
      return "timeout";
    case "exit":
      return "error";
    case "threw":
    case "tooLarge":
      // The runtime reports the error itself, and goes on.
      return "error";
    case "returned":
      return "success";
  }
}
