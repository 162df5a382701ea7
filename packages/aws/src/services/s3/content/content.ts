import { base64Of, bytesOfBase64 } from "@orrery/kernel";
import { hexToBytes } from "@noble/hashes/utils.js";
import type { Text } from "../../../service/entry.ts";
import { md5OfBytes, md5OfText } from "../../../text/md5.ts";
import { utf8Of } from "../../../text/utf8.ts";

/** What an object says. A value: copies share it. */
export type Content = BytesContent | PartsContent;

/** Bytes that were given. */
export interface BytesContent {
  readonly type: "bytes";
  /** A text, or bytes in base64. */
  readonly data: string;
  readonly isBase64: boolean;
  readonly size: number;
}

/** What was uploaded in parts. */
export interface PartsContent {
  readonly type: "parts";
  /** In order of their numbers. */
  readonly parts: readonly PartContent[];
}

/** A part of an upload. A value. */
export interface PartContent {
  readonly number: number;
  readonly size: number;
  /** `null`: its size alone is known. */
  readonly content: BytesContent | null;
  /** Tells contents apart that are not known. */
  readonly contentOf: number;
  /** In base64, by the algorithm of the upload or of whoever uploaded the part; `null` for none. */
  readonly checksum: { readonly algorithm: string; readonly value: string } | null;
}

/** Content whose size alone may be known. */
export interface Measured {
  readonly size: number;
  readonly content: Content | null;
  /** Tells contents apart that are not known. */
  readonly contentOf: number;
}

const letters = (text: string): boolean => text === "x".repeat(text.length);

// A memo of a pure function: what it holds follows from its argument alone.
const contents = new WeakMap<Text, BytesContent>();

/**
 * The content of what was brought, one for all that say the same; `null`: it is filler, or longer than what is
 * kept, so that its size is all that is known of it.
 */
export function contentBrought(text: Text, most: number): BytesContent | null {
  const { body, size } = text;
  if (size > most) return null;
  let content = contents.get(text);
  if (content === undefined) {
    if (body.length === size && size > 0 && letters(body)) return null;
    // Bytes that are no text come in base64, which is longer than they are.
    content = { type: "bytes", data: body, isBase64: body.length > size, size };
    contents.set(text, content);
  }
  return content;
}

/** The content of a parameter, which is base64 by AWS's model; `null`: it is none. */
export function contentGiven(base64: string): BytesContent | null {
  const size = bytesOfBase64(base64)?.length;
  return size === undefined ? null : { type: "bytes", data: base64, isBase64: true, size };
}

/** The bytes of a content; `null` where not all of them are known. */
export function bytesIn(content: Content | null): Uint8Array | null {
  if (content === null) return null;
  if (content.type === "bytes") {
    return content.isBase64 ? bytesOfBase64(content.data) : utf8Of(content.data);
  }
  const parts = content.parts.map((part) => bytesIn(part.content));
  const all = new Uint8Array(content.parts.reduce((sum, { size }) => sum + size, 0));
  let end = 0;
  for (const part of parts) {
    if (part === null) return null;
    all.set(part, end);
    end += part.length;
  }
  return all;
}

/** The most of what is not known that readers get letters for. */
const mostLetters = 65_536;

/** A range of a content in base64. Of what is not known, readers get the letter x. */
export function base64Slice({ content, size }: Measured, from: number, until: number): string {
  if (content?.type === "bytes" && content.isBase64 && from === 0 && until === size) {
    return content.data;
  }
  const bytes = bytesIn(content);
  if (bytes !== null) return base64Of(bytes.subarray(from, until));
  return base64Of(new Uint8Array(Math.min(until - from, mostLetters)).fill("x".charCodeAt(0)));
}

/** A range of what is known of a content, as a part of its own. */
export function sliceOf(measured: Measured, from: number, until: number): BytesContent | null {
  const { content, size } = measured;
  if (content?.type === "bytes" && from === 0 && until === size) return content;
  const bytes = bytesIn(content);
  if (bytes === null) return null;
  const data = base64Of(bytes.subarray(from, until));
  return { type: "bytes", data, isBase64: true, size: until - from };
}

/** A digest that stands for that of a content that is not known: the same for the same content. */
export const assumedDigest = (contentOf: number, of: string): string =>
  md5OfText(`${of} ${contentOf}`);

// Likewise.
const digests = new WeakMap<Content, string>();

/** The MD5 of bytes that are known, and of parts the MD5 of theirs with their number, in hexadecimal digits. */
export function entityTagOf({ content, contentOf }: Measured): string {
  if (content === null) return assumedDigest(contentOf, "etag");
  let digest = digests.get(content);
  if (digest === undefined) {
    digest = content.type === "bytes" ? md5OfBytes(bytesIn(content)!) : tagOfParts(content);
    digests.set(content, digest);
  }
  return digest;
}

function tagOfParts({ parts }: PartsContent): string {
  const all = new Uint8Array(parts.length * 16);
  parts.forEach((part, place) => all.set(hexToBytes(entityTagOf(part)), place * 16));
  return `${md5OfBytes(all)}-${parts.length}`;
}
