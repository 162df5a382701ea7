import { memberOf, spelled } from "../../../request/params.ts";
import type { LogEvent, LogRead, LogWriter } from "../../../service/log.ts";
import { slab } from "@orrery/kernel";
import type { FunctionSettings } from "../config.ts";
import { linesOf, streamName } from "../log/log-line.ts";
import type { FunctionState } from "./state.ts";
import { segmentsOf } from "../lambda-to-xray.ts";

/** What a function has logged up to an instant, in the order of its lines; `null` where the run keeps no logs. */
export function logOf(
  { logStreams, logFacts }: Pick<FunctionState, "logStreams" | "logFacts">,
  settings: FunctionSettings,
  until: number,
): readonly LogEvent[] | null {
  if (logStreams === null || logFacts === null) return null;
  const streams = slab.list(logStreams);
  const names = streams.map((stream) => streamName(settings, stream));
  const events = slab.list(logFacts).flatMap((fact) => {
    if (fact.at > until) return []; // Init phases are known ahead.
    const stream = streams[fact.stream - 1]!; // They are numbered from 1.
    const name = names[fact.stream - 1]!;
    return linesOf(fact, stream, settings).map((line) => ({ stream: name, ...line }));
  });
  // Sorting keeps the order of lines of one time.
  return events.sort((one, other) => one.timestamp - other.timestamp);
}

/** What it has logged since it was asked last: up to the first line that is known ahead. */
export function logSince(
  { logStreams, logFacts }: Pick<FunctionState, "logStreams" | "logFacts">,
  settings: FunctionSettings,
  until: number,
  from: number,
): LogRead {
  if (logStreams === null || logFacts === null) return { type: "logRead", events: null, next: 0 };
  const events: LogEvent[] = [];
  const { size } = logFacts; // Nothing is ever removed there: its slots are numbers of lines.
  let next = from;
  for (; next < size; next += 1) {
    const fact = slab.read(logFacts, slab.idAt(logFacts, next)!)!;
    if (fact.at > until) break;
    const stream = slab.read(logStreams, slab.idAt(logStreams, fact.stream - 1)!)!;
    const name = streamName(settings, stream);
    const lines = linesOf(fact, stream, settings);
    const segments = fact.type === "ended" ? segmentsOf(fact, stream, settings) : [];
    lines.forEach((line, place) => {
      const isLast = place === lines.length - 1 && segments.length > 0;
      events.push({ stream: name, ...line, ...(isLast ? { segments } : {}) });
    });
  }
  return { type: "logRead", events, next };
}

/** How functions log. */
export const functionLogs: LogWriter = {
  groupsOf: ({ record }) => [
    { group: spelled(memberOf(memberOf(record["shown"], "LoggingConfig"), "LogGroup")) },
  ],
  read: (state, settings, until) =>
    logOf(state as FunctionState, settings as FunctionSettings, until), // Of this kind.
};
