import { base64Of } from "@orrery/kernel";
import { hexToBytes } from "@noble/hashes/utils.js";
import { md5OfText } from "../../../text/md5.ts";
import type { VersionAsked } from "../protocol.ts";
import type { StoredVersion } from "../store/stored-version.ts";

// What S3 makes up: ids of versions, uploads and requests. Ours hold the number that they stand for, so that they can be
// read, and differ from bucket to bucket.

const digits = 10;
/** Of version ids. */
const versionIdLength = 32;

/** The id of a version that has one of its own. */
function versionIdOfNumber(bucket: number, number: number): string {
  const place = number.toString(36).padStart(digits, "0");
  return (place + md5OfText(`version ${bucket} ${number}`)).slice(0, versionIdLength);
}

/** The id of a version. */
export const versionIdOf = (
  bucket: number,
  { number, isNull }: Pick<StoredVersion, "number" | "isNull">,
): string => (isNull ? "null" : versionIdOfNumber(bucket, number));

/** The version that an id stands for; -1: that of no version of this bucket; `null`: it is no id. */
export function versionOfId(bucket: number, id: string): Exclude<VersionAsked, "newest"> | null {
  if (id === "null") return "null";
  if (!/^[\w.-]{32}$/.test(id)) return null;
  const number = Number.parseInt(id.slice(0, digits), 36);
  return versionIdOfNumber(bucket, number) === id ? number : -1;
}

/** The id of an upload. */
export const uploadIdOf = (bucket: number, number: number): string =>
  `${number.toString(36).padStart(digits, "0")}${md5OfText(`upload ${bucket} ${number}`)}`;

/** The upload that an id stands for; -1: none. */
export function uploadOfId(bucket: number, id: string): number {
  const number = Number.parseInt(id.slice(0, digits), 36);
  return Number.isSafeInteger(number) && uploadIdOf(bucket, number) === id ? number : -1;
}

/** The id of a request, and the other one that S3 gives. */
export function requestIdsOf(bucket: number, request: number): readonly [string, string] {
  const digest = md5OfText(`request ${bucket} ${request}`);
  return [digest.slice(0, 16).toUpperCase(), base64Of(hexToBytes(digest + digest + digest))];
}

/** Tells the order of what becomes of a key: the greater is the later. */
export const sequencerOf = (sequence: number): string =>
  sequence.toString(16).toUpperCase().padStart(18, "0");

/** The canonical id of an account. */
export const canonicalIdOf = (accountId: string): string =>
  md5OfText(accountId) + md5OfText(`${accountId} `);
