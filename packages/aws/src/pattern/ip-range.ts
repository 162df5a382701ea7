import { PatternError } from "./pattern-error.ts";

/**
 * A block of addresses, or one, as AWS's matcher holds it: the first and the last in hexadecimal
 * digits, 8 for IPv4 and 32 for IPv6.
 */
export interface IpRange {
  readonly first: string;
  readonly last: string;
}

const ipv4Form = /^[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+$/;
const ipv6Form = /^[0-9a-fA-F:]*:[0-9a-fA-F:]*$/;
const largestInteger = 2_147_483_647;

/**
 * Reads a block such as `10.0.0.0/24` or `2001:db8::/64`; bits of the base past the mask are
 * ignored.
 *
 * @throws PatternError when it is not one.
 */
export function readIpRange(text: string): IpRange {
  // Slashes at the end count for nothing, as where Java splits a text.
  const [address, mask, ...rest] = text.replace(/\/+$/, "").split("/");
  if (address === undefined || mask === undefined || rest.length > 0) {
    throw new PatternError("Malformed CIDR, one '/' required");
  }
  const fixedBits = /^[-+]?[0-9]+$/.test(mask) ? Number(mask) : NaN;
  if (!(Math.abs(fixedBits) <= largestInteger)) {
    throw new PatternError("Malformed CIDR, mask bits must be an integer");
  }
  if (fixedBits < 0) throw new PatternError("Malformed CIDR, mask bits must not be negative");
  const base = readIpAddress(address);
  if (base === undefined) {
    const kind = looksLikeIp(address) ? "Invalid" : "Nonstandard";
    throw new PatternError(`${kind} IP address: ${address}`);
  }
  if (base.length === 4 && fixedBits > 31) throw new PatternError("IPv4 mask bits must be < 32");
  if (base.length === 16 && fixedBits > 127) {
    throw new PatternError("IPv6 mask bits must be < 128");
  }
  return {
    first: hexadecimal(base.map((byte, index) => byte & maskAt(index, fixedBits))),
    last: hexadecimal(base.map((byte, index) => byte | (~maskAt(index, fixedBits) & 0xff))),
  };
}

/** The digits of an address; undefined where the text is none. */
export function ipDigits(text: string): string | undefined {
  // No address has a first character beyond these.
  const code = text.charCodeAt(0);
  if (!(code <= 0x66)) return undefined;
  const bytes = readIpAddress(text);
  return bytes === undefined ? undefined : hexadecimal(bytes);
}

/**
 * Whether AWS's matcher finds the digits of an address within a block. It goes through them one by
 * one and knows no families: a longer address passes by the digits that it begins with, a shorter
 * one where its digits decide.
 */
export function ipRangeAccepts({ first, last }: IpRange, digits: string): boolean {
  // On which of the two the digits so far are.
  let edge = "both" as "both" | "first" | "last";
  for (let at = 0; at < first.length; at += 1) {
    if (at >= digits.length) return false;
    const digit = digits.charAt(at);
    const low = first.charAt(at);
    const high = last.charAt(at);
    if (edge !== "last" && digit < low) return false;
    if (edge !== "first" && digit > high) return false;
    const isLow: boolean = edge !== "last" && digit === low;
    const isHigh: boolean = edge !== "first" && digit === high;
    if (!isLow && !isHigh) return true;
    if (isLow !== isHigh) edge = isLow ? "first" : "last";
  }
  return true;
}

function looksLikeIp(text: string): boolean {
  return ipv4Form.test(text) || ipv6Form.test(text);
}

/** The bytes of an address, 4 or 16; undefined when the text is not one. */
function readIpAddress(text: string): readonly number[] | undefined {
  if (ipv4Form.test(text)) return readIpv4(text);
  return ipv6Form.test(text) ? readIpv6(text) : undefined;
}

function readIpv4(text: string): readonly number[] | undefined {
  if (text.length > 15) return undefined;
  const bytes = text.split(".").map(Number);
  return bytes.every((byte) => byte <= 255) ? bytes : undefined;
}

function readIpv6(text: string): readonly number[] | undefined {
  const [head = "", tail, ...rest] = text.split("::");
  if (rest.length > 0) return undefined;
  const first = readGroups(head);
  const last = tail === undefined ? [] : readGroups(tail);
  if (first === undefined || last === undefined) return undefined;
  const missing = 16 - first.length - last.length;
  // `::` stands for at least one group of zeros.
  if (tail === undefined ? missing !== 0 : missing < 2) return undefined;
  const bytes = [...first, ...new Array<number>(missing).fill(0), ...last];
  return isMappedIpv4(bytes) ? bytes.slice(12) : bytes;
}

function readGroups(text: string): readonly number[] | undefined {
  if (text === "") return [];
  const bytes: number[] = [];
  for (const group of text.split(":")) {
    if (!/^[0-9a-fA-F]{1,4}$/.test(group)) return undefined;
    const value = Number.parseInt(group, 16);
    bytes.push(value >> 8, value & 0xff);
  }
  return bytes;
}

/** `::ffff:a00:1` is 10.0.0.1, as Java reads it. */
function isMappedIpv4(bytes: readonly number[]): boolean {
  return bytes[10] === 0xff && bytes[11] === 0xff && bytes.every((b, at) => at >= 10 || b === 0);
}

/** The fixed bits of the byte at `index`. */
function maskAt(index: number, fixedBits: number): number {
  const bits = Math.min(8, Math.max(0, fixedBits - index * 8));
  return (0xff << (8 - bits)) & 0xff;
}

const hexadecimal = (bytes: readonly number[]): string =>
  bytes.map((byte) => byte.toString(16).padStart(2, "0").toUpperCase()).join("");
