import { bytesOfBase64, type Plain } from "@orrery/kernel";
import { csvRows } from "../../../text/csv.ts";
import { gunzipSync } from "fflate";
import { isObject } from "../../../request/params.ts";
import type { Refused } from "../../../service/refusal.ts";
import { textOfUtf8 } from "../../../text/utf8.ts";
import { dynamodbLimits } from "../limits.ts";
import type { ImportItems } from "../protocol.ts";
import { itemKeyOf } from "../table/item-key.ts";
import type { AttributeValue, Item } from "../value/attribute-value.ts";
import { sizeOfItem } from "../value/item-size.ts";
import { againstItemKeys } from "../value/key.ts";
import { isRefusal, itemIn } from "../value/value-check.ts";
import type { ImportSettings } from "./config.ts";

/** What is in an object. */
export interface SourceRead {
  /** Uncompressed. */
  readonly bytes: number;
  /** Items and errors together. */
  readonly processed: number;
  readonly items: ImportItems["items"];
  readonly errors: readonly { readonly item: number; readonly message: string }[];
}

/** Whether an object is filler: its size alone was given, and readers get the letter x. */
export function isUnknown(base64: string): boolean {
  const bytes = bytesOfBase64(base64);
  return bytes !== null && bytes.length > 0 && bytes.every((byte) => byte === letter);
}

const letter = "x".charCodeAt(0);

/** Reads the items of an object. */
export function sourceItems(base64: string, settings: ImportSettings): SourceRead {
  const bytes = uncompressed(bytesOfBase64(base64) ?? new Uint8Array(), settings);
  const text = bytes === null ? null : textOfUtf8(bytes);
  if (bytes === null || text === null) {
    const message = "The object could not be read."; // Assumed: the words.
    return { bytes: 0, processed: 1, items: [], errors: [{ item: 1, message }] };
  }
  const found = settings.format === "CSV" ? csvItems(text, settings) : jsonItems(text);
  const items: ImportItems["items"][number][] = [];
  const errors: SourceRead["errors"][number][] = [];
  found.forEach((item, place) => {
    const put = typeof item === "string" ? item : putOf(item, settings);
    if (typeof put === "string") errors.push({ item: place + 1, message: put });
    else items.push(put);
  });
  return { bytes: bytes.length, processed: found.length, items, errors };
}

function uncompressed(bytes: Uint8Array, { compression }: ImportSettings): Uint8Array | null {
  if (compression === "NONE") return bytes;
  try {
    return gunzipSync(bytes);
  } catch {
    return null;
  }
}

/** An item with its place, or what is wrong with it. */
function putOf(
  given: Item,
  { keys, schema }: ImportSettings,
): ImportItems["items"][number] | string {
  const item: Item | Refused = itemIn(given); // Plain by its making.
  if (isRefusal(item)) return item.message;
  const wrong = againstItemKeys(item, keys);
  if (wrong !== null) return wrong.message;
  const size = sizeOfItem(item);
  return size > dynamodbLimits.itemSize.max
    ? "Item size has exceeded the maximum allowed size"
    : { key: itemKeyOf(item, schema), item, size };
}

/** The items in JSON, one behind the other; of what is no JSON the rest of the object is left out. */
function jsonItems(text: string): readonly (Item | string)[] {
  const items: (Item | string)[] = [];
  let from = 0;
  for (;;) {
    while (/\s/.test(text.charAt(from))) from += 1;
    if (from >= text.length) return items;
    const end = endOfObject(text, from);
    const value = end === -1 ? undefined : parsed(text.slice(from, end));
    if (value === undefined) return [...items, "The item is no JSON."]; // Assumed: the words.
    const item = isObject(value) ? value["Item"] : undefined;
    // Assumed: the words.
    items.push(isObject(item) ? (item as unknown as Item) : "The line has no Item.");
    from = end;
  }
}

function parsed(text: string): Plain | undefined {
  try {
    return JSON.parse(text) as Plain; // Any JSON.
  } catch {
    return undefined;
  }
}

/** Behind the object that begins there; -1: it has no end, or none begins there. */
function endOfObject(text: string, from: number): number {
  if (text[from] !== "{") return -1;
  let depth = 0;
  let isText = false;
  for (let place = from; place < text.length; place += 1) {
    const sign = text[place];
    if (isText) {
      if (sign === "\\") place += 1;
      else if (sign === '"') isText = false;
    } else if (sign === '"') isText = true;
    else if (sign === "{") depth += 1;
    else if (sign === "}") {
      depth -= 1;
      if (depth === 0) return place + 1;
    }
  }
  return -1;
}

/** Rows as items: keys of their types, all else as texts. */
function csvItems(
  text: string,
  { delimiter, headers, types }: ImportSettings,
): readonly (Item | string)[] {
  const rows = csvRows(text, delimiter);
  const names = headers ?? rows.shift() ?? [];
  return rows.map((row) => {
    // Assumed: the words.
    if (row.length !== names.length) return "The row has another number of columns.";
    const item: Record<string, AttributeValue> = Object.create(null) as Record<
      string,
      AttributeValue
    >;
    names.forEach((name, place) => {
      const type = types[name] ?? "S";
      item[name] = { [type]: row[place]! } as unknown as AttributeValue; // One of its forms.
    });
    return item;
  });
}
