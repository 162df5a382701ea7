import { sha1 } from "@noble/hashes/legacy.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { isText, type Json } from "./json.ts";
import { canonicalJson } from "./python-text.ts";

/**
 * A logical id with a hash at its end, so that a resource is made anew when what it is of changes.
 *
 * Source: measured on the ids that aws-sam-translator generates (its tests), 2026-11: the first ten digits of the
 * SHA-1 of the canonical JSON.
 */
export const hashedId = (prefix: string, data: Json | undefined): string =>
  `${prefix}${hashOf(data, 10)}`;

/** The first digits of the hash; nothing of nothing. */
export function hashOf(data: Json | undefined, length: number): string {
  if (data === undefined || data === null || data === "") return "";
  const text = isText(data) ? data : canonicalJson(data);
  return bytesToHex(sha1(utf8ToBytes(text))).slice(0, length);
}

/** Letters and digits alone, and at least one: what Python calls alphanumeric. */
export const isAlphanumeric = (text: string): boolean => /^[\p{L}\p{N}]+$/u.test(text);
