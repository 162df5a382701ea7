import { textOfCodes } from "@orrery/kernel";

/** How many bytes a text has in UTF-8. A surrogate alone counts as three, as what replaces it does. */
export function sizeInUtf8(text: string): number {
  let size = 0;
  for (let place = 0; place < text.length; place += 1) {
    const unit = text.charCodeAt(place);
    if (unit < 0x80) size += 1;
    else if (unit < 0x800) size += 2;
    else {
      size += 3;
      if (unit >= 0xd800 && unit < 0xdc00 && isLowSurrogate(text.charCodeAt(place + 1))) {
        size += 1;
        place += 1;
      }
    }
  }
  return size;
}

const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000;

/** A text in UTF-8; surrogates without a partner become U+FFFD. */
export function utf8Of(text: string): Uint8Array {
  const bytes = new Uint8Array(sizeInUtf8(text));
  let end = 0;
  for (let place = 0; place < text.length; place += 1) {
    const unit = text.charCodeAt(place);
    if (unit < 0x80) {
      bytes[end] = unit;
      end += 1;
      continue;
    }
    const point = text.codePointAt(place)!; // There is a character.
    if (point >= 0x10000) place += 1;
    end = writePoint(bytes, end, point >= 0xd800 && point < 0xe000 ? 0xfffd : point);
  }
  return bytes;
}

function writePoint(bytes: Uint8Array, start: number, point: number): number {
  if (point < 0x80) {
    bytes[start] = point;
    return start + 1;
  }
  const more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
  const lead = [0, 0xc0, 0xe0, 0xf0][more]!;
  bytes[start] = lead | (point >> (6 * more));
  for (let step = 1; step <= more; step += 1) {
    bytes[start + step] = 0x80 | ((point >> (6 * (more - step))) & 0x3f);
  }
  return start + more + 1;
}

/** The text of bytes in UTF-8; `null` where they are not. */
export function textOfUtf8(bytes: Uint8Array): string | null {
  const units = new Uint16Array(bytes.length);
  let end = 0;
  for (let place = 0; place < bytes.length;) {
    const lead = bytes[place]!;
    if (lead < 0x80) {
      units[end++] = lead;
      place += 1;
      continue;
    }
    const more = lead < 0xc2 ? -1 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    if (more < 0 || lead > 0xf4 || place + more >= bytes.length) return null;
    let point = lead & (0x3f >> more);
    for (let step = 1; step <= more; step += 1) {
      const byte = bytes[place + step]!;
      if ((byte & 0xc0) !== 0x80) return null;
      point = (point << 6) | (byte & 0x3f);
    }
    const least = [0, 0x80, 0x800, 0x10000][more]!;
    if (point < least || point > 0x10ffff || (point >= 0xd800 && point < 0xe000)) return null;
    if (point >= 0x10000) units[end++] = 0xd7c0 + (point >> 10);
    units[end++] = point < 0x10000 ? point : 0xdc00 + (point & 0x3ff);
    place += more + 1;
  }
  return textOfCodes(units, end);
}
