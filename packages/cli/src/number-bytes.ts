/** Writes a whole number from 0 on at a place; gives the place behind it. */
export function putCount(bytes: Uint8Array, place: number, value: number): number {
  let at = place;
  let rest = value;
  if (value >= 0x10000000) {
    // What does not fit the bits of an integer of the engine; a remainder of such numbers is slow.
    rest = Math.floor(value / 0x10000000);
    const low = value - rest * 0x10000000;
    bytes[at] = (low & 127) | 128;
    bytes[at + 1] = ((low >>> 7) & 127) | 128;
    bytes[at + 2] = ((low >>> 14) & 127) | 128;
    bytes[at + 3] = (low >>> 21) | 128;
    at += 4;
  }
  while (rest >= 128) {
    bytes[at] = (rest & 127) | 128;
    at += 1;
    rest >>>= 7;
  }
  bytes[at] = rest;
  return at + 1;
}

/** Writes a whole number likewise. */
export const putWhole = (bytes: Uint8Array, at: number, value: number): number =>
  putCount(bytes, at, value < 0 ? -2 * value - 1 : 2 * value);
