import type { Plain } from "@orrery/kernel";
import { parseJson } from "../../text/json.ts";
import { sizeInUtf8 } from "../../text/utf8.ts";

/** What an event says. A value: one object for all that say the same. */
export interface EventContent {
  readonly source: string;
  readonly detailType: string;
  /** The JSON of an object, as it was given. */
  readonly detail: string;
  readonly resources: readonly string[];
  /** As AWS counts an entry that gives no time, in bytes. */
  readonly size: number;
}

/** What a time in an entry counts, in bytes. */
export const timeSize = 14;

/** What an event says, with its size. */
export function contentOf(
  source: string,
  detailType: string,
  detail: string,
  resources: readonly string[],
): EventContent {
  let size = sizeInUtf8(source) + sizeInUtf8(detailType) + sizeInUtf8(detail);
  for (const resource of resources) size += sizeInUtf8(resource);
  return { source, detailType, detail, resources, size };
}

/** Whether a text is the JSON of an object. */
export function isObjectText(text: string): boolean {
  const value: Plain | undefined = parseJson(text);
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
