const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Bytes as base64 for URLs, without padding. */
export function base64UrlOf(bytes: ArrayLike<number>): string {
  let text = "";
  for (let place = 0; place < bytes.length; place += 3) {
    const left = bytes.length - place;
    const bits = (bytes[place]! << 16) | ((bytes[place + 1] ?? 0) << 8) | (bytes[place + 2] ?? 0);
    text += alphabet[bits >> 18]! + alphabet[(bits >> 12) & 63]!;
    if (left > 1) text += alphabet[(bits >> 6) & 63]!;
    if (left > 2) text += alphabet[bits & 63]!;
  }
  return text;
}

/** The bytes of {@link base64UrlOf}; `undefined` where a letter is none of its. */
export function bytesOfBase64Url(text: string): number[] | undefined {
  const bytes: number[] = [];
  let bits = 0;
  let count = 0;
  for (const letter of text) {
    const value = alphabet.indexOf(letter);
    if (value < 0) return undefined;
    bits = ((bits << 6) | value) & 0xffffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes.push((bits >> count) & 255);
    }
  }
  return bytes;
}
