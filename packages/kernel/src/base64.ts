const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

interface Alphabet {
  readonly codes: Uint8Array;
  /** The six bits of each letter by its code; 255 for what is no letter. */
  readonly bitsOf: Uint8Array;
}

const noLetter = 255;
const standard = alphabetOf(`${letters}+/`);
const forUrls = alphabetOf(`${letters}-_`);
const paddingCode = 61; // "="

/** Bytes as base64, with its padding. Takes time in proportion to the bytes, and no stack. */
export const base64Of = (bytes: ArrayLike<number>): string => write(bytes, standard, true);

/** Bytes as base64 for URLs, without padding. */
export const base64UrlOf = (bytes: ArrayLike<number>): string => write(bytes, forUrls, false);

/** The bytes that a base64 text stands for; `null` where it is none. */
export function bytesOfBase64(text: string): Uint8Array | null {
  if (text.length % 4 !== 0) return null;
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  return read(text, text.length - padding, standard);
}

/** The bytes of {@link base64UrlOf}; `null` where a text is not of its making. */
export const bytesOfBase64Url = (text: string): Uint8Array | null =>
  text.length % 4 === 1 ? null : read(text, text.length, forUrls);

function alphabetOf(text: string): Alphabet {
  const bitsOf = new Uint8Array(128).fill(noLetter);
  const codes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  codes.forEach((code, bits) => {
    bitsOf[code] = bits;
  });
  return { codes, bitsOf };
}

function write(bytes: ArrayLike<number>, { codes }: Alphabet, isPadded: boolean): string {
  const length = bytes.length;
  const count = Math.ceil((length * 4) / 3);
  const text = new Uint8Array(isPadded ? Math.ceil(length / 3) * 4 : count).fill(paddingCode);
  for (let place = 0, end = 0; place < length; place += 3, end += 4) {
    const bits = (bytes[place]! << 16) | ((bytes[place + 1] ?? 0) << 8) | (bytes[place + 2] ?? 0);
    text[end] = codes[bits >> 18]!;
    text[end + 1] = codes[(bits >> 12) & 63]!;
    if (place + 1 < length) text[end + 2] = codes[(bits >> 6) & 63]!;
    if (place + 2 < length) text[end + 3] = codes[bits & 63]!;
  }
  return textOfCodes(text, text.length);
}

function read(text: string, length: number, { bitsOf }: Alphabet): Uint8Array | null {
  const bytes = new Uint8Array(Math.floor((length * 3) / 4));
  let word = 0;
  let count = 0;
  let end = 0;
  for (let place = 0; place < length; place += 1) {
    const code = text.charCodeAt(place);
    const bits = code < 128 ? bitsOf[code]! : noLetter;
    if (bits === noLetter) return null;
    word = ((word << 6) | bits) & 0xffffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes[end] = (word >> count) & 255;
      end += 1;
    }
  }
  return bytes;
}

// Engines take so many arguments at least; a call with all of a large text at once overflows.
const mostArguments = 8_192;

/** The text of the first `length` of these UTF-16 code units. */
export function textOfCodes(codes: Uint8Array | Uint16Array, length: number): string {
  let text = "";
  for (let start = 0; start < length; start += mostArguments) {
    const part = codes.subarray(start, Math.min(length, start + mostArguments));
    // Engines read an array's elements here, and ask an iterator for each where they are spread.
    text += Reflect.apply(String.fromCharCode, null, part) as string;
  }
  return text;
}
