import { PatternError } from "./pattern-error.ts";

/** A block of addresses: its base and how many leading bits are fixed. */
export interface IpRange {
  /** Four bytes for IPv4, sixteen for IPv6. */
  readonly base: readonly number[];
  /** 0 to 31 for IPv4, 0 to 127 for IPv6. */
  readonly fixedBits: number;
}

/**
 * Reads a block such as `10.0.0.0/24` or `2001:db8::/64`; bits of the base past the mask are
 * ignored.
 *
 * @throws PatternError when it is not one.
 */
export function readIpRange(text: string): IpRange {
  const [address, mask, ...rest] = text.split("/");
  if (address === undefined || mask === undefined || rest.length > 0) {
    throw new PatternError("Malformed CIDR, one '/' required");
  }
  if (!/^[-+]?[0-9]{1,9}$/.test(mask)) {
    throw new PatternError("Malformed CIDR, mask bits must be an integer");
  }
  const fixedBits = Number(mask);
  if (fixedBits < 0) throw new PatternError("Malformed CIDR, mask bits must not be negative");
  const base = readIpAddress(address);
  if (base === undefined) throw new PatternError(`Nonstandard IP address: ${address}`);
  if (base.length === 4 && fixedBits > 31) throw new PatternError("IPv4 mask bits must be < 32");
  if (base.length === 16 && fixedBits > 127) {
    throw new PatternError("IPv6 mask bits must be < 128");
  }
  return { base, fixedBits };
}

/** Whether text is an address inside the block; text that is no address is not. */
export function ipRangeContains(range: IpRange, text: string): boolean {
  const address = readIpAddress(text);
  if (address === undefined || address.length !== range.base.length) return false;
  for (let bit = 0, index = 0; bit < range.fixedBits; bit += 8, index += 1) {
    const difference = (address[index] ?? 0) ^ (range.base[index] ?? 0);
    const looseBits = Math.max(0, bit + 8 - range.fixedBits);
    if (difference >> looseBits !== 0) return false;
  }
  return true;
}

/** The bytes of an address, 4 or 16; undefined when the text is not one. */
function readIpAddress(text: string): readonly number[] | undefined {
  return text.includes(":") ? readIpv6(text) : readIpv4(text);
}

function readIpv4(text: string): readonly number[] | undefined {
  if (!/^[0-9]{1,3}(?:\.[0-9]{1,3}){3}$/.test(text)) return undefined;
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
