import { md5, sha1 } from "@noble/hashes/legacy.js";
import { sha256, sha384, sha512 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { utf8Of } from "../../../text/utf8.ts";

const algorithms: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  MD5: md5,
  "SHA-1": sha1,
  "SHA-256": sha256,
  "SHA-384": sha384,
  "SHA-512": sha512,
};

/** The hash of a text in hexadecimal; undefined where the algorithm has no such name. */
export function hashOf(text: string, algorithm: string): string | undefined {
  if (!Object.hasOwn(algorithms, algorithm)) return undefined;
  return bytesToHex(algorithms[algorithm]!(utf8Of(text)));
}
