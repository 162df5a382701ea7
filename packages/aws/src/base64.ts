const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const wellFormed = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Bytes as base64, with its padding. */
export function base64Of(bytes: Uint8Array): string {
  let text = "";
  for (let place = 0; place < bytes.length; place += 3) {
    const left = bytes.length - place;
    const bits = (bytes[place]! << 16) | ((bytes[place + 1] ?? 0) << 8) | (bytes[place + 2] ?? 0);
    text += alphabet[bits >> 18]! + alphabet[(bits >> 12) & 63]!;
    text += left > 1 ? alphabet[(bits >> 6) & 63]! : "=";
    text += left > 2 ? alphabet[bits & 63]! : "=";
  }
  return text;
}

/** The bytes that a base64 text stands for; `null` where it is none. */
export function bytesOfBase64(text: string): Uint8Array | null {
  if (text.length % 4 !== 0 || !wellFormed.test(text)) return null;
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  for (let place = 0, end = 0; place < text.length; place += 4) {
    let bits = 0;
    for (let letter = place; letter < place + 4; letter += 1) {
      bits = (bits << 6) | Math.max(0, alphabet.indexOf(text[letter]!));
    }
    for (const byte of [bits >> 16, (bits >> 8) & 255, bits & 255]) {
      if (end < bytes.length) bytes[end++] = byte;
    }
  }
  return bytes;
}
