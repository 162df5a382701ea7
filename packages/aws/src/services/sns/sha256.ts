import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { utf8Of } from "../../text/utf8.ts";

/** The SHA-256 of a text in hexadecimal. */
export const sha256OfText = (text: string): string => bytesToHex(sha256(utf8Of(text)));
