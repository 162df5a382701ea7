import { hexadecimalOf } from "./hexadecimal.ts";
import { utf8Of } from "./utf8.ts";

const blockWords = 16;
/** Words of the last block before those that tell the length. */
const lastWords = 14;

/** RFC 1321: 2³² × |sin(step)|, of the steps from 1 on. */
// prettier-ignore
const addends = Int32Array.of(
  0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
  0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
  0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
  0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
  0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
  0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
  0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
  0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391,
);

// What is written on here is read before a digest returns, so that none is made for each.
const lanes = new Int32Array(4);
/** The block to be mixed in; the lowest byte of a word comes first. */
const words = new Int32Array(blockWords);

/** The MD5 of a text in UTF-8, in hexadecimal digits. */
export function md5OfText(text: string): string {
  const { length } = text;
  begin();
  let word = 0;
  let place = 0;
  for (const whole = length & ~3; place < whole; place += 4) {
    const first = text.charCodeAt(place);
    const second = text.charCodeAt(place + 1);
    const third = text.charCodeAt(place + 2);
    const fourth = text.charCodeAt(place + 3);
    if ((first | second | third | fourth) >= 0x80) return md5OfBytes(utf8Of(text));
    word = put(word, first | (second << 8) | (third << 16) | (fourth << 24));
  }
  let last = 0;
  for (let shift = 0; place < length; place += 1, shift += 8) {
    const unit = text.charCodeAt(place);
    if (unit >= 0x80) return md5OfBytes(utf8Of(text));
    last |= unit << shift;
  }
  return end(word, last, length);
}

/** The MD5 of bytes, in hexadecimal digits. */
export function md5OfBytes(bytes: Uint8Array): string {
  const { length } = bytes;
  begin();
  let word = 0;
  let place = 0;
  for (const whole = length & ~3; place < whole; place += 4) {
    const low = bytes[place]! | (bytes[place + 1]! << 8);
    word = put(word, low | (bytes[place + 2]! << 16) | (bytes[place + 3]! << 24));
  }
  let last = 0;
  for (let shift = 0; place < length; place += 1, shift += 8) last |= bytes[place]! << shift;
  return end(word, last, length);
}

function begin(): void {
  lanes[0] = 0x67452301;
  lanes[1] = 0xefcdab89;
  lanes[2] = 0x98badcfe;
  lanes[3] = 0x10325476;
}

/** Puts a word at its place in the block, which is mixed in when it is full; says which word is next. */
function put(word: number, bytes: number): number {
  words[word] = bytes;
  if (word < blockWords - 1) return word + 1;
  mix();
  return 0;
}

/** Mixes in what comes after the whole words, the mark behind it, and the length of all in bytes. */
function end(wordOfLast: number, last: number, length: number): string {
  let word = put(wordOfLast, last | (0x80 << ((length & 3) << 3)));
  while (word > lastWords) word = put(word, 0);
  while (word < lastWords) word = put(word, 0);
  words[lastWords] = length << 3;
  words[lastWords + 1] = Math.floor(length / 2 ** 29);
  mix();
  return hexadecimalOf(turned(lanes[0]!), turned(lanes[1]!), turned(lanes[2]!), turned(lanes[3]!));
}

/** Mixes the block into the lanes. */
function mix(): void {
  let a = lanes[0]!;
  let b = lanes[1]!;
  let c = lanes[2]!;
  let d = lanes[3]!;
  let sum = 0;
  for (let step = 0; step < 16; step += 4) {
    sum = (a + (d ^ (b & (c ^ d))) + words[step]! + addends[step]!) | 0;
    a = (b + ((sum << 7) | (sum >>> 25))) | 0;
    sum = (d + (c ^ (a & (b ^ c))) + words[step + 1]! + addends[step + 1]!) | 0;
    d = (a + ((sum << 12) | (sum >>> 20))) | 0;
    sum = (c + (b ^ (d & (a ^ b))) + words[step + 2]! + addends[step + 2]!) | 0;
    c = (d + ((sum << 17) | (sum >>> 15))) | 0;
    sum = (b + (a ^ (c & (d ^ a))) + words[step + 3]! + addends[step + 3]!) | 0;
    b = (c + ((sum << 22) | (sum >>> 10))) | 0;
  }
  for (let step = 16; step < 32; step += 4) {
    sum = (a + (c ^ (d & (b ^ c))) + words[(5 * step + 1) & 15]! + addends[step]!) | 0;
    a = (b + ((sum << 5) | (sum >>> 27))) | 0;
    sum = (d + (b ^ (c & (a ^ b))) + words[(5 * step + 6) & 15]! + addends[step + 1]!) | 0;
    d = (a + ((sum << 9) | (sum >>> 23))) | 0;
    sum = (c + (a ^ (b & (d ^ a))) + words[(5 * step + 11) & 15]! + addends[step + 2]!) | 0;
    c = (d + ((sum << 14) | (sum >>> 18))) | 0;
    sum = (b + (d ^ (a & (c ^ d))) + words[(5 * step + 16) & 15]! + addends[step + 3]!) | 0;
    b = (c + ((sum << 20) | (sum >>> 12))) | 0;
  }
  for (let step = 32; step < 48; step += 4) {
    sum = (a + (b ^ c ^ d) + words[(3 * step + 5) & 15]! + addends[step]!) | 0;
    a = (b + ((sum << 4) | (sum >>> 28))) | 0;
    sum = (d + (a ^ b ^ c) + words[(3 * step + 8) & 15]! + addends[step + 1]!) | 0;
    d = (a + ((sum << 11) | (sum >>> 21))) | 0;
    sum = (c + (d ^ a ^ b) + words[(3 * step + 11) & 15]! + addends[step + 2]!) | 0;
    c = (d + ((sum << 16) | (sum >>> 16))) | 0;
    sum = (b + (c ^ d ^ a) + words[(3 * step + 14) & 15]! + addends[step + 3]!) | 0;
    b = (c + ((sum << 23) | (sum >>> 9))) | 0;
  }
  for (let step = 48; step < 64; step += 4) {
    sum = (a + (c ^ (b | ~d)) + words[(7 * step) & 15]! + addends[step]!) | 0;
    a = (b + ((sum << 6) | (sum >>> 26))) | 0;
    sum = (d + (b ^ (a | ~c)) + words[(7 * step + 7) & 15]! + addends[step + 1]!) | 0;
    d = (a + ((sum << 10) | (sum >>> 22))) | 0;
    sum = (c + (a ^ (d | ~b)) + words[(7 * step + 14) & 15]! + addends[step + 2]!) | 0;
    c = (d + ((sum << 15) | (sum >>> 17))) | 0;
    sum = (b + (d ^ (c | ~a)) + words[(7 * step + 21) & 15]! + addends[step + 3]!) | 0;
    b = (c + ((sum << 21) | (sum >>> 11))) | 0;
  }
  lanes[0]! += a;
  lanes[1]! += b;
  lanes[2]! += c;
  lanes[3]! += d;
}

/** A word with its bytes the other way round: MD5 has the lowest first. */
const turned = (word: number): number =>
  (word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);
