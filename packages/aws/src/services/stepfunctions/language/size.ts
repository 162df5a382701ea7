import type { Plain } from "@orrery/kernel";

/**
 * How many bytes a value has as JSON in UTF-8, counted without making the text; more than `most`
 * once it is clear that it has more.
 */
export function sizeOfJson(value: Plain, most: number): number {
  if (typeof value === "string") return sizeOfText(value);
  if (typeof value === "number") return String(value).length;
  if (value === null || value === true) return 4;
  if (value === false) return 5;
  return Array.isArray(value)
    ? sizeOfList(value as readonly Plain[], most)
    : sizeOfObject(value as { readonly [name: string]: Plain }, most);
}

function sizeOfList(items: readonly Plain[], most: number): number {
  let size = 1 + Math.max(1, items.length);
  for (const item of items) {
    size += sizeOfJson(item, most);
    if (size > most) return size;
  }
  return size;
}

function sizeOfObject(members: { readonly [name: string]: Plain }, most: number): number {
  let size = 1;
  for (const name of Object.keys(members)) {
    size += sizeOfText(name) + sizeOfJson(members[name]!, most) + 2;
    if (size > most) return size;
  }
  return size === 1 ? 2 : size;
}

/** The quotes, each character, and what escapes add. */
function sizeOfText(text: string): number {
  let size = text.length + 2;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 0x80) size += code < 0x800 ? 1 : isSurrogate(code) ? 1 : 2;
    else if (code === 0x22 || code === 0x5c) size += 1;
    else if (code < 0x20) size += shortEscapes.has(code) ? 1 : 5;
  }
  return size;
}

/** Each half of a pair has two of its four bytes. */
const isSurrogate = (code: number): boolean => code >= 0xd800 && code <= 0xdfff;

/** \b, \t, \n, \f and \r. */
const shortEscapes = new Set([8, 9, 10, 12, 13]);
