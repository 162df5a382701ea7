import { sha1 } from "@noble/hashes/legacy.js";
import { sha256, sha512 } from "@noble/hashes/sha2.js";
import { hexToBytes } from "@noble/hashes/utils.js";
import { base64Of, bytesOfBase64 } from "@orrery/kernel";
import { md5OfBytes } from "../../../text/md5.ts";

/** Algorithms of checksums that are computed. */
export const checksumAlgorithms = [
  "CRC32",
  "CRC32C",
  "CRC64NVME",
  "SHA1",
  "SHA256",
  "SHA512",
  "MD5",
] as const;

export type ChecksumAlgorithm = (typeof checksumAlgorithms)[number];

/** Whether it is the name of one. */
export const isChecksumAlgorithm = (name: string): name is ChecksumAlgorithm =>
  (checksumAlgorithms as readonly string[]).includes(name);

/** Those of which the checksum of a whole follows from its parts' bytes alone, not from their checksums. */
export const isComposedOnly = (algorithm: ChecksumAlgorithm): boolean =>
  !algorithm.startsWith("CRC");

/** A checksum of bytes in base64. */
export const checksumOf = (algorithm: ChecksumAlgorithm, bytes: Uint8Array): string =>
  base64Of(digestOf(algorithm, bytes));

/** The checksum of parts' checksums, as an upload in parts has it. */
export function compositeChecksum(algorithm: ChecksumAlgorithm, parts: readonly string[]): string {
  const digests = parts.map((part) => bytesOfBase64(part) ?? new Uint8Array());
  const all = new Uint8Array(digests.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const digest of digests) {
    all.set(digest, end);
    end += digest.length;
  }
  return `${checksumOf(algorithm, all)}-${parts.length}`;
}

function digestOf(algorithm: ChecksumAlgorithm, bytes: Uint8Array): Uint8Array {
  switch (algorithm) {
    case "CRC32":
      return bytesOfWords([crc32(bytes, ieee)]);
    case "CRC32C":
      return bytesOfWords([crc32(bytes, castagnoli)]);
    case "CRC64NVME":
      return bytesOfWords(crc64(bytes));
    case "SHA1":
      return sha1(bytes);
    case "SHA256":
      return sha256(bytes);
    case "SHA512":
      return sha512(bytes);
    case "MD5":
      return hexToBytes(md5OfBytes(bytes));
  }
}

/** Words of 32 bits, the highest byte first. */
function bytesOfWords(words: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(words.length * 4);
  words.forEach((word, place) => {
    for (let byte = 0; byte < 4; byte += 1) bytes[place * 4 + byte] = word >>> (24 - 8 * byte);
  });
  return bytes;
}

/** Tables of reflected polynomials, as the algorithms are usually written. */
const ieee = tableOf(0xedb88320);
const castagnoli = tableOf(0x82f63b78);

function tableOf(polynomial: number): Int32Array {
  return Int32Array.from({ length: 256 }, (_, byte) => {
    let rest = byte;
    for (let bit = 0; bit < 8; bit += 1) rest = (rest >>> 1) ^ (rest & 1 ? polynomial : 0);
    return rest;
  });
}

function crc32(bytes: Uint8Array, table: Int32Array): number {
  let rest = -1;
  for (const byte of bytes) rest = (rest >>> 8) ^ table[(rest ^ byte) & 255]!;
  return ~rest;
}

/** The reflected polynomial of CRC-64/NVME: its higher and its lower half. */
const nvmeHigh = 0x9a6c9329;
const nvmeLow = 0xac4bc9b5;
const nvme = Array.from({ length: 256 }, (_, byte) => {
  let [high, low] = [0, byte];
  for (let bit = 0; bit < 8; bit += 1) {
    const isOdd = (low & 1) !== 0;
    low = (low >>> 1) | (high << 31);
    high >>>= 1;
    if (isOdd) {
      low ^= nvmeLow;
      high ^= nvmeHigh;
    }
  }
  return [high, low] as const;
});

function crc64(bytes: Uint8Array): readonly [high: number, low: number] {
  let [high, low] = [-1, -1];
  for (const byte of bytes) {
    const [tableHigh, tableLow] = nvme[(low ^ byte) & 255]!;
    low = ((low >>> 8) | (high << 24)) ^ tableLow;
    high = (high >>> 8) ^ tableHigh;
  }
  return [~high, ~low];
}
