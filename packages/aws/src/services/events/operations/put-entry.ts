import { ConfigError, type Plain } from "@orrery/kernel";
import { isObject, textOf, textsOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import { parseJson } from "../../../text/json.ts";
import { parseWallClock } from "../../../text/wall-clock.ts";
import { contentOf } from "../event-content.ts";
import { keepDetail } from "../event-reading.ts";
import { eventsLimits } from "../limits.ts";
import type { PutEntry } from "../protocol.ts";

const argument = (name: string, reason: string): Refused =>
  refused("InvalidArgument", `Parameter ${name} is not valid. Reason: ${reason}`);

const missing = (name: string): Refused => argument(name, `${name} is a required argument.`);

const malformed = refused("MalformedDetail", "Detail is malformed.");

/** An event of its parts; why it is none where one is missing or wrong. `read`: what the detail says, if that is known. */
function entryOf(
  source: string | undefined,
  detailType: string | undefined,
  detail: string | undefined,
  read: PlainObject | null,
  resources: readonly string[],
  time: number | null | undefined,
): PutEntry {
  if (source === undefined || source === "") return missing("Source");
  if (detailType === undefined || detailType === "") return missing("DetailType");
  const { max } = eventsLimits.detailType;
  // Of characters that are two units each there may be twice as many units.
  if (detailType.length > max && [...detailType].length > max) {
    return argument("DetailType", `DetailType is longer than ${max}.`);
  }
  if (detail === undefined || detail === "") return missing("Detail");
  const said = read ?? parseJson(detail);
  if (!isObject(said)) return malformed;
  if (time === undefined) return argument("Time", "Time is no timestamp.");
  const content = contentOf(source, detailType, detail, resources);
  keepDetail(content, said);
  return { type: "event", content, time };
}

/** An entry of PutEvents. */
export function entryOfParams(params: PlainObject): PutEntry {
  const source = textOf(params["Source"]);
  if (source?.startsWith("aws.") === true) {
    return refused("NotAuthorizedForSourceException", "Not authorized for the source.");
  }
  return entryOf(
    source,
    textOf(params["DetailType"]),
    textOf(params["Detail"]),
    null,
    textsOf(params["Resources"]),
    timeIn(params["Time"]),
  );
}

/** What others bring to a bus: an event's own members, as the event has them. */
export function entryOfBody(body: PlainObject): PutEntry {
  const { detail } = body;
  // A text is JSON already.
  const text = detail === undefined ? undefined : (textOf(detail) ?? JSON.stringify(detail));
  return entryOf(
    textOf(body["source"]),
    textOf(body["detail-type"]),
    text,
    // A number that is too large for a double is written as null, and is null from then on.
    isObject(detail) && (text?.includes("null") === false || isWritable(detail)) ? detail : null,
    textsOf(body["resources"]),
    timeIn(body["time"]),
  );
}

/** Whether no number in a value is too large for a double. */
function isWritable(value: Plain | undefined): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || value === null) return true;
  return Object.values(value as object).every(isWritable);
}

/** A time in milliseconds since 1970, in whole seconds; `null`: none was given; `undefined`: it is none. */
function timeIn(value: Plain | undefined): number | null | undefined {
  if (value === undefined || value === null) return null;
  const given = typeof value === "string" && /^\d+(?:\.\d+)?$/.test(value) ? Number(value) : value;
  if (typeof given === "number") return Math.floor(given) * 1_000;
  if (typeof given !== "string") return undefined;
  try {
    return Math.floor(parseWallClock("Time", given) / 1_000) * 1_000;
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}
