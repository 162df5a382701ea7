import { base64Of } from "@orrery/kernel";
import { gzipSync } from "fflate";
import type { Text } from "../../../service/entry.ts";
import type { LogEvent } from "../../../service/log.ts";
import { sizeInUtf8, utf8Of } from "../../../text/utf8.ts";

/** A log event with the id that it has for whoever gets it. */
export interface NumberedEvent extends LogEvent {
  readonly id: string;
}

/** The id of an event: 56 digits, later ones greater. */
export const eventId = (timestamp: number, number: number): string =>
  `${timestamp}${`${number}`.padStart(20, "0")}`.padStart(56, "3");

/** Log events of one stream, as subscribers get them. */
export const dataMessage = (
  facts: { readonly owner: string; readonly group: string; readonly filter: string },
  stream: string,
  events: readonly NumberedEvent[],
): string =>
  JSON.stringify({
    messageType: "DATA_MESSAGE",
    owner: facts.owner,
    logGroup: facts.group,
    logStream: stream,
    subscriptionFilters: [facts.filter],
    logEvents: events.map(({ id, timestamp, message }) => ({ id, timestamp, message })),
  });

/** What finds out whether a destination is there. */
export const controlMessage = (timestamp: number, noun: string): string =>
  JSON.stringify({
    messageType: "CONTROL_MESSAGE",
    owner: "CloudwatchLogs",
    logGroup: "",
    logStream: "",
    subscriptionFilters: [],
    logEvents: [
      {
        id: "",
        timestamp,
        message: `CWL CONTROL MESSAGE: Checking health of destination ${noun}.`,
      },
    ],
  });

/** A message packed: JSON for functions, bytes for all else. The same text is packed alike on every engine. */
export function packed(message: string, isForFunction: boolean): Text {
  const bytes = gzipSync(utf8Of(message), { level: 6, mtime: 0 });
  const data = base64Of(bytes);
  if (!isForFunction) return { body: data, size: bytes.length, isBase64: true };
  const body = JSON.stringify({ awslogs: { data } });
  return { body, size: sizeInUtf8(body) };
}
