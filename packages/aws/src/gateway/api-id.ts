const letters = "abcdefghijklmnopqrstuvwxyz0123456789";

/** An id of ten letters and digits, or of `length`, that follows from a text: another for each text, nearly always. */
export function idOf(text: string, length = 10): string {
  let state = 0x811c9dc5;
  for (let place = 0; place < text.length; place += 1) {
    state = Math.imul(state ^ text.charCodeAt(place), 0x01000193);
  }
  let id = "";
  for (let place = 0; place < length; place += 1) {
    state = Math.imul(state ^ (state >>> 15), 0x85ebca6b);
    state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35) + place;
    id += letters[(state >>> 0) % letters.length];
  }
  return id;
}

/** An id of hexadecimal digits, likewise. */
export function hexadecimalIdOf(text: string, length: number): string {
  let id = "";
  for (const letter of idOf(text, length)) id += (letter.charCodeAt(0) % 16).toString(16);
  return id;
}

/** The id of the root resource of an API. */
export const rootResourceIdOf = (apiId: string): string => idOf(`${apiId}/`);
