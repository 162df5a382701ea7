import { bytesOfBase64 } from "@orrery/kernel";

/** The order of two texts by their UTF-8 bytes: below, at or above 0. */
export function compareTexts(one: string, other: string): number {
  if (one === other) return 0;
  const length = Math.min(one.length, other.length);
  for (let place = 0; place < length; place += 1) {
    const first = one.charCodeAt(place);
    const second = other.charCodeAt(place);
    if (first !== second) return byPoint(first) - byPoint(second);
  }
  return one.length - other.length;
}

/** A code unit moved so that surrogates, which stand for the last characters of all, are behind the others. */
const byPoint = (unit: number): number =>
  unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800;

const noBytes = new Uint8Array(0);

/** The bytes of a binary value; none where its text is no base64, which no request gets by. */
export const bytesOf = (text: string): Uint8Array => bytesOfBase64(text) ?? noBytes;

/** The order of two binary values in base64 by their bytes, unsigned. */
export function compareBinaries(one: string, other: string): number {
  if (one === other) return 0;
  const first = bytesOf(one);
  const second = bytesOf(other);
  const length = Math.min(first.length, second.length);
  for (let place = 0; place < length; place += 1) {
    const difference = first[place]! - second[place]!;
    if (difference !== 0) return difference;
  }
  return first.length - second.length;
}

/** How many bytes a binary value in base64 has. */
export const sizeOfBinary = (text: string): number =>
  (text.length / 4) * 3 - (text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0);
