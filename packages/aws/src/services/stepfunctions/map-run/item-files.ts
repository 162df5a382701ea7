import { isObject } from "../../../request/params.ts";
import { csvRows } from "../../../text/csv.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import { stepFunctionsLimits } from "../limits.ts";
import type { Plain } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";

/** The items of a file, or why there are none. */
export type ItemsRead =
  | { readonly type: "items"; readonly items: readonly Plain[] }
  | { readonly type: "unreadable"; readonly cause: string }
  | { readonly type: "notModeled"; readonly what: string };

const unreadable = (cause: string): ItemsRead => ({ type: "unreadable", cause });

/** How a file is read. */
export interface ReaderConfig {
  readonly inputType: string;
  readonly headerLocation: string | null;
  readonly headers: readonly string[];
  readonly delimiter: string;
  readonly transformation: string | null;
  readonly manifestType: string | null;
}

const delimiters: Readonly<Record<string, string>> = {
  COMMA: ",",
  PIPE: "|",
  SEMICOLON: ";",
  SPACE: " ",
  TAB: "\t",
};

/** What `ReaderConfig` says, with defaults. */
export function readerConfig(config: PlainObject): ReaderConfig {
  const text = (name: string): string | null => {
    const value = config[name];
    return typeof value === "string" ? value : null;
  };
  const headers = config["CSVHeaders"];
  return {
    inputType: text("InputType") ?? "JSON",
    headerLocation: text("CSVHeaderLocation"),
    headers: Array.isArray(headers) ? headers.map(String) : [],
    delimiter: delimiters[text("CSVDelimiter") ?? "COMMA"] ?? ",",
    transformation: text("Transformation"),
    manifestType: text("ManifestType"),
  };
}

/** The items in the text of a file. */
export function itemsIn(text: string, config: ReaderConfig): ItemsRead {
  switch (config.inputType) {
    case "CSV":
      return isHeaderTooLarge(text, config)
        ? unreadable(
            `The header of the CSV file has more than ${stepFunctionsLimits.csvHeader} bytes.`,
          ) // Assumed: the words.
        : { type: "items", items: csvItems(text, config) };
    case "JSON":
      return jsonItems(text);
    case "JSONL":
      return jsonLines(text);
    default:
      return {
        type: "notModeled",
        what: `Items of the type ${config.inputType} are not modeled.`,
      };
  }
}

function jsonItems(text: string): ItemsRead {
  let value: Plain;
  try {
    value = JSON.parse(text) as Plain; // Any JSON.
  } catch {
    return unreadable("Attempting to map over non-iterable node.");
  }
  return Array.isArray(value)
    ? { type: "items", items: value as readonly Plain[] }
    : unreadable("Attempting to map over non-iterable node.");
}

function jsonLines(text: string): ItemsRead {
  const items: Plain[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === "") continue;
    try {
      items.push(JSON.parse(line) as Plain); // Any JSON.
    } catch {
      return unreadable("A line of the file is no JSON."); // Assumed: the words.
    }
  }
  return { type: "items", items };
}

/** Whether the names of columns take more than they may: as the first row, or as they are given. */
function isHeaderTooLarge(
  text: string,
  { headerLocation, headers, delimiter }: ReaderConfig,
): boolean {
  const header =
    headerLocation === "GIVEN" ? headers.join(delimiter) : text.slice(0, endOfLine(text));
  return sizeInUtf8(header) > stepFunctionsLimits.csvHeader;
}

function endOfLine(text: string): number {
  const end = text.indexOf("\n");
  return end === -1 ? text.length : end;
}

/** Rows as objects: what a row has too little is empty, and what it has too much is left out. */
function csvItems(
  text: string,
  { headerLocation, headers, delimiter }: ReaderConfig,
): readonly Plain[] {
  const rows = csvRows(text, delimiter);
  const names = headerLocation === "GIVEN" ? headers : (rows.shift() ?? []);
  return rows.map((row) => {
    const item: Record<string, Plain> = {};
    names.forEach((name, place) => {
      item[name] = row[place] ?? "";
    });
    return item;
  });
}

/** The items of a listing of a bucket. */
export const listedItems = (response: PlainObject): readonly Plain[] => {
  const contents = response["Contents"];
  return (Array.isArray(contents) ? (contents as readonly Plain[]) : []).flatMap((entry) => {
    if (!isObject(entry)) return [];
    const { Key, LastModified, ETag, Size, StorageClass } = entry as Readonly<
      Record<string, Plain>
    >;
    return [
      {
        Etag: ETag ?? null,
        Key: Key ?? null,
        LastModified: LastModified ?? null,
        Size: Size ?? null,
        StorageClass: StorageClass ?? "STANDARD",
      },
    ];
  });
};
