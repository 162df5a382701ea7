import type { Plain } from "@orrery/kernel";
import type { EventValue, NumberReading } from "../../pattern/event-value.ts";
import type { Text } from "../../service/entry.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { sizeInUtf8 } from "../../text/utf8.ts";
import { formatWallClock } from "../../text/wall-clock.ts";
import { sizeBeside } from "./event-content.ts";
import { eventIdOf } from "./event-id.ts";
import { detailOf } from "./event-reading.ts";
import type { BusEvent } from "./protocol.ts";

// A memo of a pure function.
let lastTime = { seconds: -1, text: "" };

/** A time as events have it: without fractions of a second. */
export function timeOf(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1_000);
  if (lastTime.seconds !== seconds) {
    lastTime = { seconds, text: `${formatWallClock(milliseconds).slice(0, 19)}Z` };
  }
  return lastTime.text;
}

/** What of an event's text does not depend on its detail, id and time. */
interface Frame {
  readonly beforeTime: string;
  readonly beforeReplay: string;
  /** In bytes: with id, time and what stands around them, and all else but the detail. */
  readonly size: number;
  /** What its source, type and resources count in the size of a content. */
  readonly counted: number;
}

// A memo of a pure function: of few types that come again and again.
const frames = new Map<string, Frame>();
const mostFrames = 1_024;

const begin = '{"version":"0","id":"';
const beforeDetail = ',"detail":';
const idLength = 36;
const timeLength = 20;

function frameOf({ content, account, region }: BusEvent): Frame {
  const { detailType, source, resources } = content;
  const list = resources.length === 0 ? "[]" : JSON.stringify(resources);
  // Of what these texts are, one stands for all: what each says ends where the next begins.
  const key = `${detailType.length} ${source.length} ${account} ${region} ${detailType}${source}${list}`;
  let frame = frames.get(key);
  if (frame === undefined) {
    const beforeTime = `","detail-type":${JSON.stringify(detailType)},"source":${JSON.stringify(source)},"account":"${account}","time":"`;
    const beforeReplay = `","region":"${region}","resources":${list}`;
    const size =
      begin.length +
      idLength +
      sizeInUtf8(beforeTime) +
      timeLength +
      sizeInUtf8(beforeReplay) +
      beforeDetail.length +
      1;
    const counted = sizeBeside(source, detailType, resources);
    frame = { beforeTime, beforeReplay, size, counted };
    if (frames.size === mostFrames) frames.clear();
    frames.set(key, frame);
  }
  return frame;
}

// A memo of a pure function: an event is a value.
let last: { readonly event: BusEvent | null; readonly text: Text } = {
  event: null,
  text: { body: "", size: 0 },
};

/** An event as targets get it. One object for all targets that get it in a row. */
export function textOfEvent(event: BusEvent): Text {
  if (last.event === event) return last.text;
  const { identity, time, replayName, content } = event;
  const { beforeTime, beforeReplay, size, counted } = frameOf(event);
  const replay = replayName === null ? "" : `,"replay-name":${JSON.stringify(replayName)}`;
  const id = eventIdOf(identity.bus, identity.number);
  const body = `${begin}${id}${beforeTime}${timeOf(time)}${beforeReplay}${replay}${beforeDetail}${content.detail}}`;
  const text = { body, size: size + sizeInUtf8(replay) + content.size - counted };
  last = { event, text };
  return text;
}

/** An event as patterns see it. Id and time are left out where `isBare`. */
export function matchedForm(
  event: BusEvent,
  numbers: NumberReading,
  isBare: boolean,
): { readonly [key: string]: EventValue } {
  const { content, account, region, replayName } = event;
  const form = {
    version: "0",
    "detail-type": content.detailType,
    source: content.source,
    account,
    region,
    resources: content.resources,
    detail: detailOf(content, numbers),
  };
  if (isBare && replayName === null) return form;
  const replay = replayName === null ? {} : { "replay-name": replayName };
  const moment = isBare
    ? {}
    : { id: eventIdOf(event.identity.bus, event.identity.number), time: timeOf(event.time) };
  return { ...form, ...replay, ...moment };
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
