import { bytesOfBase64, type Plain } from "@orrery/kernel";
import { listOf, numberOf, objectOf, textOf } from "../../../request/params.ts";
import { textOfUtf8 } from "../../../text/utf8.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { GeneratedList, ListedObjects, ObjectFilter } from "../config.ts";
import type { JobTask } from "../task.ts";

/** An object that a job is about, without its number. */
export type ListedTask = Omit<JobTask, "number">;

/** The objects in a list of commas and lines; `null`: it is none. */
export function objectsIn(
  response: PlainObject,
  { fields }: ListedObjects,
): readonly ListedTask[] | null {
  const bytes = bytesOfBase64(textOf(response["Body"]) ?? "");
  const text = bytes === null ? null : textOfUtf8(bytes);
  if (text === null) return null;
  const places = { bucket: fields.indexOf("Bucket"), key: fields.indexOf("Key") };
  const versionAt = fields.indexOf("VersionId");
  const objects: ListedTask[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (line === "") continue;
    const cells = cellsOf(line);
    const bucket = cells[places.bucket];
    const shownKey = cells[places.key];
    const key = shownKey === undefined ? null : decoded(shownKey);
    if (bucket === undefined || shownKey === undefined || key === null) return null;
    if (bucket === "" || key === "") return null;
    const version = versionAt === -1 ? "" : (cells[versionAt] ?? "");
    objects.push({ bucket, key, shownKey, versionId: version === "" ? null : version });
  }
  return objects;
}

/** The cells of a line, some of them in quotes. */
function cellsOf(line: string): readonly string[] {
  const cells: string[] = [];
  for (const [, quoted, plain] of line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)) {
    cells.push(quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"'));
  }
  return cells;
}

function decoded(shown: string): string | null {
  try {
    return decodeURIComponent(shown.replaceAll("+", " "));
  } catch {
    return null;
  }
}

/** A key as lists have it. */
const encodedKey = (key: string): string =>
  encodeURIComponent(key).replaceAll("%2F", "/").replaceAll("%20", "+");

/** A page of what a bucket has. */
export interface ListedPage {
  /** Those that the list has. */
  readonly objects: readonly ListedTask[];
  /** All that were looked at. */
  readonly count: number;
  /** Where the next page begins; `null`: there is none. */
  readonly token: string | null;
}

/** What a page of a bucket's listing has for a list that is made of it. */
export function pageIn(response: PlainObject, { bucket, filter }: GeneratedList): ListedPage {
  const contents = listOf(response["Contents"]).map(objectOf);
  const objects = contents
    .filter((object) => isWanted(object, filter))
    .map((object) => {
      const key = textOf(object["Key"]) ?? "";
      return { bucket, key, shownKey: encodedKey(key), versionId: null };
    });
  return {
    objects,
    count: contents.length,
    token: textOf(response["NextContinuationToken"]) ?? null,
  };
}

function isWanted(object: PlainObject, filter: ObjectFilter): boolean {
  const key = textOf(object["Key"]) ?? "";
  const size = numberOf(object["Size"]) ?? 0;
  const time = secondsOf(object["LastModified"]);
  const some = (texts: readonly string[] | null, has: (text: string) => boolean): boolean =>
    texts === null || texts.some(has);
  return (
    some(filter.prefixes, (text) => key.startsWith(text)) &&
    some(filter.suffixes, (text) => key.endsWith(text)) &&
    some(filter.substrings, (text) => key.includes(text)) &&
    some(
      filter.storageClasses,
      (text) => text === (textOf(object["StorageClass"]) ?? "STANDARD"),
    ) &&
    (filter.above === null || size > filter.above) &&
    (filter.below === null || size < filter.below) &&
    (filter.after === null || time > filter.after) &&
    (filter.before === null || time < filter.before)
  );
}

const secondsOf = (value: Plain | undefined): number => numberOf(value) ?? 0;

/** The prefix that all objects of a list have; `null`: there may be several. */
export const onlyPrefixOf = ({ prefixes }: ObjectFilter): string | null =>
  prefixes?.length === 1 ? prefixes[0]! : null;
