import type { Plain } from "@orrery/kernel";
import { readEventValue, type EventValue, type NumberReading } from "../../pattern/event-value.ts";
import type { Text } from "../../service/entry.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { sizeInUtf8 } from "../../text/utf8.ts";
import { formatWallClock } from "../../text/wall-clock.ts";
import type { EventContent } from "./event-content.ts";
import { eventIdOf } from "./event-id.ts";
import type { BusEvent } from "./protocol.ts";

/** A time as events have it: without fractions of a second. */
export const timeOf = (milliseconds: number): string =>
  `${formatWallClock(milliseconds).slice(0, 19)}Z`;

/** What of an event's text is the same for all that say the same in an account and Region. */
interface Frame {
  readonly account: string;
  readonly region: string;
  readonly beforeAccount: string;
  readonly beforeTime: string;
  readonly beforeReplay: string;
  readonly end: string;
  /** With id and time, in bytes. */
  readonly size: number;
}

// Memos of pure functions.
const frames = new WeakMap<EventContent, Frame>();
const details = new WeakMap<EventContent, Map<NumberReading, EventValue>>();

function frameOf({ content, account, region }: BusEvent): Frame {
  const known = frames.get(content);
  if (known?.account === account && known.region === region) return known;
  const { detailType, source, resources, detail } = content;
  const beforeAccount = `","detail-type":${JSON.stringify(detailType)},"source":${JSON.stringify(source)},"account":"`;
  const beforeTime = `${beforeAccount}${account}","time":"`;
  const beforeReplay = `","region":"${region}","resources":${JSON.stringify(resources)}`;
  const end = `,"detail":${detail}}`;
  const size =
    begin.length +
    idLength +
    timeLength +
    sizeInUtf8(beforeTime) +
    sizeInUtf8(beforeReplay) +
    sizeInUtf8(end);
  const frame = { account, region, beforeAccount, beforeTime, beforeReplay, end, size };
  frames.set(content, frame);
  return frame;
}

const begin = '{"version":"0","id":"';
const idLength = 36;
const timeLength = 20;

let last: { readonly event: BusEvent | null; readonly text: Text } = {
  event: null,
  text: { body: "", size: 0 },
};

/** An event as targets get it. One object for all targets that get it in a row. */
export function textOfEvent(event: BusEvent): Text {
  if (last.event === event) return last.text;
  const { identity, time, replayName } = event;
  const { beforeTime, beforeReplay, end, size } = frameOf(event);
  const replay = replayName === null ? "" : `,"replay-name":${JSON.stringify(replayName)}`;
  const id = eventIdOf(identity.bus, identity.number);
  const body = begin + id + beforeTime + timeOf(time) + beforeReplay + replay + end;
  const text = { body, size: replayName === null ? size : size + sizeInUtf8(replay) };
  last = { event, text };
  return text;
}

/** What is in an event's detail; numbers as spelled where that is asked for. */
function detailOf(content: EventContent, numbers: NumberReading): EventValue {
  let byReading = details.get(content);
  if (byReading === undefined)
    details.set(content, (byReading = new Map<NumberReading, EventValue>()));
  let detail = byReading.get(numbers);
  if (detail === undefined) {
    detail = readEventValue(content.detail, numbers) ?? {}; // It was read before.
    byReading.set(numbers, detail);
  }
  return detail;
}

/** An event as patterns see it. Id and time are left out where `isBare`. */
export function matchedForm(
  event: BusEvent,
  numbers: NumberReading,
  isBare: boolean,
): { readonly [key: string]: EventValue } {
  const { content, account, region, replayName } = event;
  const replay = replayName === null ? {} : { "replay-name": replayName };
  const moment = isBare
    ? {}
    : { id: eventIdOf(event.identity.bus, event.identity.number), time: timeOf(event.time) };
  return {
    version: "0",
    "detail-type": content.detailType,
    source: content.source,
    account,
    region,
    resources: content.resources,
    detail: detailOf(content, numbers),
    ...replay,
    ...moment,
  };
}

/** An event as paths of targets see it. */
export function shownEvent(event: BusEvent): PlainObject {
  const { version, id, time, ...rest } = matchedForm(event, "any", false);
  // With numbers as they are, it is plain data.
  return { version, id, time, ...rest } as { readonly [key: string]: unknown } as Record<
    string,
    Plain
  >;
}
