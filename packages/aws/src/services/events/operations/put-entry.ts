import { ConfigError, type Plain } from "@orrery/kernel";
import { textOf, textsOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import { parseWallClock } from "../../../text/wall-clock.ts";
import { contentOf, isObjectText } from "../event-content.ts";
import { eventsLimits } from "../limits.ts";
import type { PutEntry } from "../protocol.ts";

const argument = (name: string, reason: string): Refused =>
  refused("InvalidArgument", `Parameter ${name} is not valid. Reason: ${reason}`);

const missing = (name: string): Refused => argument(name, `${name} is a required argument.`);

const malformed = refused("MalformedDetail", "Detail is malformed.");

/** An event of its parts; why it is none where one is missing or wrong. */
function entryOf(
  source: string | undefined,
  detailType: string | undefined,
  detail: string | undefined,
  resources: readonly string[],
  time: number | null | undefined,
  /** The detail is known to be an object's JSON. */
  isObject = false,
): PutEntry {
  if (source === undefined || source === "") return missing("Source");
  if (detailType === undefined || detailType === "") return missing("DetailType");
  const { max } = eventsLimits.detailType;
  if (detailType.length > max && [...detailType].length > max) {
    return argument("DetailType", `DetailType is longer than ${max}.`);
  }
  if (detail === undefined || detail === "") return missing("Detail");
  if (!isObject && !isObjectText(detail)) return malformed;
  if (time === undefined) return argument("Time", "Time is no timestamp.");
  return { type: "event", content: contentOf(source, detailType, detail, resources), time };
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
    textsOf(params["Resources"]),
    timeIn(params["Time"]),
  );
}

/** What others bring to a bus: an event's own members, as the event has them. */
export function entryOfBody(body: PlainObject): PutEntry {
  const { detail } = body;
  const isObject = typeof detail === "object" && detail !== null && !Array.isArray(detail);
  return entryOf(
    textOf(body["source"]),
    textOf(body["detail-type"]),
    // A text is JSON already.
    detail === undefined ? undefined : (textOf(detail) ?? JSON.stringify(detail)),
    textsOf(body["resources"]),
    timeIn(body["time"]),
    isObject,
  );
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
