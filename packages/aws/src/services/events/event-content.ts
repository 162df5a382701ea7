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
  const size = sizeBeside(source, detailType, resources) + sizeInUtf8(detail);
  return { source, detailType, detail, resources, size };
}

/** What all but the detail counts, in bytes. */
export function sizeBeside(
  source: string,
  detailType: string,
  resources: readonly string[],
): number {
  let size = sizeInUtf8(source) + sizeInUtf8(detailType);
  for (const resource of resources) size += sizeInUtf8(resource);
  return size;
}
